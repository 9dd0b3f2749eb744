//! What the tests over real sockets call: vendors that behave as their specs say, and one that does not.

mod canned;
mod guarded;

use std::path::PathBuf;

use trunkline_mock::{Mock, Running};

pub use canned::{Canned, json, reply};
pub use guarded::{Guarded, PASSWORD, Taken, USER};

/// The folder of all specs.
pub fn specs() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs"))
}

/// A vendor that answers with the samples of its spec.
///
/// # Panics
/// Where its spec has errors.
pub async fn documented(vendor: &str) -> Running {
    start(mock(vendor)).await
}

/// A vendor that has this many made users.
///
/// # Panics
/// Where its spec has errors.
pub async fn with_users(vendor: &str, count: u64) -> Running {
    start(mock(vendor).items(count)).await
}

fn mock(vendor: &str) -> Mock {
    Mock::from_spec(specs().join(vendor)).unwrap_or_else(|error| panic!("{error}"))
}

async fn start(mock: Mock) -> Running {
    mock.start().await.expect("127.0.0.1 has a free port")
}

/// The README, so that its Rust compiles as printed.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;
