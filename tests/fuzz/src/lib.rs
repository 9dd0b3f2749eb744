//! Bytes in, nothing out: each function here panics where something fails to hold of what a vendor may send.
//!
//! `libfuzzer/` runs them under a coverage-guided fuzzer, `tests/short.rs` over the samples of all specs and a bounded
//! number of damaged ones.

mod records;
mod replies;

pub use records::{json, xml};
pub use replies::reply;
