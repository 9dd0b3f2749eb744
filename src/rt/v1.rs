//! Version 1 of the interface.

pub use super::values::*;
