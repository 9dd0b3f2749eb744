//! Bare text: parameters of a path, a query or a header out of values, and values out of a header or a piece of a list.

mod reader;
mod rows;
mod writer;

pub use reader::TextReader;
pub(crate) use rows::read_rows;
pub use rows::{Cells, Rows};
pub(crate) use writer::scalar;
pub use writer::texts;
