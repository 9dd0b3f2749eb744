//! The generator's golden files, as modules of a user who takes no warning and has no prelude.

#![deny(warnings, missing_docs, clippy::all, unreachable_pub)]
#![forbid(unsafe_code)]

/// Every feature of the language.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/features.rs"]
pub mod features;

/// A session, retries, pages and errors inside of replies.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/faults.rs"]
pub mod faults;

/// Two formats of one vendor.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/formats.rs"]
pub mod formats;

/// Replies that differ from the spec.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/drift.rs"]
pub mod drift;

/// Records whose fields stand beside others.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/flatten.rs"]
pub mod flatten;

/// Generic types.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/generics.rs"]
pub mod generics;

/// Decimals, bytes, URLs, times of day, durations, and codecs of all sorts.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/scalars.rs"]
pub mod scalars;

/// Secrets among the fields of forms.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/form_secrets.rs"]
pub mod form_secrets;

/// Grants of OAuth 2, signatures, and providers of tokens.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/grants.rs"]
pub mod grants;
/// Webhooks.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/hooks.rs"]
pub mod hooks;
/// Signatures that the goldens name by their paths.
pub mod signing;

/// Codecs that the goldens name by their paths.
pub mod codecs;
/// Several hosts of one vendor, each with habits of its own.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/hosts.rs"]
pub mod hosts;
/// Every pager with every end that it can have.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/pages.rs"]
pub mod pages;

/// Jobs, and where a `Location` leads.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/jobs.rs"]
pub mod jobs;

/// Names that are hard to take.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/obstacles.rs"]
pub mod obstacles;

/// What requests carry.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/requests.rs"]
pub mod requests;

/// Logins whose tokens are sent, and secrets in every place.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/sessions.rs"]
pub mod sessions;

/// Unions.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/unions.rs"]
pub mod unions;

/// The small words of the language, each in every place where it may stand.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/small_words.rs"]
pub mod small_words;

/// Every style of lists and objects.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/styles.rs"]
pub mod styles;

/// Replies that are read as they come.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/streams.rs"]
pub mod streams;

/// Retries, keys and limits.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/traffic.rs"]
pub mod traffic;

/// Replies of text and of rows.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/rows.rs"]
pub mod rows;

/// Hosts that stand in for each other.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/fallbacks.rs"]
pub mod fallbacks;

/// Errors, rows and webhooks that differ from the spec.
#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/watched.rs"]
pub mod watched;
