//! The same in a program, where nobody uses what is generated.

#![deny(warnings, missing_docs, clippy::all)]
#![forbid(unsafe_code)]

#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/features.rs"]
mod features;

#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/formats.rs"]
mod formats;

#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/obstacles.rs"]
mod obstacles;

#[rustfmt::skip]
#[no_implicit_prelude]
#[path = "../../../codegen/core/tests/golden/sessions.rs"]
mod sessions;

fn main() {}
