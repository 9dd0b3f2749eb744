//! JSON: a document or a tree comes in and is read into slots; slots go out as a document.

mod reader;
mod syntax;
mod tree;
mod writer;

pub use reader::JsonReader;
pub use tree::TreeReader;
pub use writer::JsonWriter;

use crate::shape::{Blank, FIELD, ReadError, Slot, WriteError, read};

/// How deep lists and objects may stand in each other where nobody says otherwise.
pub const MAX_DEPTH: usize = 128;

/// Reads a whole document.
pub fn from_slice<T: Slot + Blank>(document: &[u8]) -> Result<T, ReadError> {
    let mut reader = JsonReader::new(document)?;
    let value = read(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// Writes a whole document.
pub fn to_text(value: &dyn Slot) -> Result<String, WriteError> {
    let mut writer = JsonWriter::new();
    value.write(&mut writer, &FIELD)?;
    Ok(writer.into_text())
}
