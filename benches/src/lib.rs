//! What the benches share: the synthetic API, in a spec and by hand, and how runs are measured.

pub mod measure;
pub mod synthetic;
