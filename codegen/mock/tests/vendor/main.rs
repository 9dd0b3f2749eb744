//! The mock over real sockets: what it takes, what it refuses, what it says.

mod answers;
mod auth;
mod errors;
mod faults;
mod http;
mod pages;
mod seeds;
mod values;
mod xml;

use std::path::PathBuf;

use trunkline_mock::Mock;

/// The vendor of `tests/specs/acme`.
pub(crate) fn acme() -> Mock {
    let spec = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/specs/acme");
    Mock::from_spec(spec).unwrap_or_else(|why| panic!("{why}"))
}

/// What the scheme `key` of that vendor is shown.
pub(crate) const KEY: (&str, &str) = ("x-key", "k=mock-secret-key;");
/// What the scheme `token` of that vendor is shown.
pub(crate) const TOKEN: (&str, &str) = ("authorization", "Bearer mock-secret-token");
/// A body of JSON.
pub(crate) const JSON: (&str, &str) = ("content-type", "application/json");
