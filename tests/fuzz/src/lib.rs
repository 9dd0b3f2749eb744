//! Bytes in, nothing out: each function here panics where something fails to hold of what a vendor may send, or of what a
//! person may write as a spec.
//!
//! `libfuzzer/` runs them under a coverage-guided fuzzer, `tests/short.rs` over the samples of all specs and a bounded
//! number of damaged ones.

mod codecs;
mod records;
mod replies;
mod specs;

pub use codecs::codec;
pub use records::{json, xml};
pub use replies::reply;
pub use specs::spec;
