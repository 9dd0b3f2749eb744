//! Version 1 of the interface.

pub use super::call::*;
pub use super::values::*;
