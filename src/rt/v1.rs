//! Version 1 of the interface.

pub use super::call::*;
pub use super::hook::*;
pub use super::setters::*;
pub use super::values::*;

// Generated code may stand where there is no prelude, or beside types of these names.
pub use ::core::option::Option::{None, Some};
pub use ::core::result::Result::{Err, Ok};
