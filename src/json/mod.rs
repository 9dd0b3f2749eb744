//! JSON: a document or a tree comes in and is read into slots; slots go out as a document.

mod build;
mod reader;
mod scan;
mod tree;
mod writer;

pub use reader::JsonReader;
pub(crate) use reader::MARK;
pub(crate) use reader::MAX_DEPTH;
pub use tree::TreeReader;
pub use writer::JsonWriter;
pub(crate) use writer::key;

use crate::codec;
use crate::shape::{Blank, FIELD, Field, Literal, ReadError, Slot, WriteError, filled, read_with};
use crate::value::{Json, Number};

/// Reads a whole document.
pub fn from_slice<T: Slot + Blank>(document: &[u8]) -> Result<T, ReadError> {
    filled(|value| read_document(value, document))
}

fn read_document(value: &mut dyn Slot, document: &[u8]) -> Result<(), ReadError> {
    let mut reader = JsonReader::new(document)?;
    codec::read(value, &mut reader, &FIELD)?;
    reader.finish()
}

/// Writes a whole document.
pub fn to_text(value: &dyn Slot) -> Result<String, WriteError> {
    let mut writer = JsonWriter::new();
    value.write(&mut writer, &FIELD)?;
    Ok(writer.into_text())
}

/// A value that the spec fixes and that travels as `field` says, where Rust has no literal for its type.
///
/// # Panics
/// If the literal does not fit the type: generated code names literals that the generator checked against it.
pub fn constant<T: Slot + Blank>(literal: &Literal, field: &Field) -> T {
    let json = match literal {
        Literal::Null => Json::Null,
        Literal::Bool(flag) => Json::Bool(*flag),
        Literal::Number(digits) => {
            Number::parse(digits).map_or_else(|| Json::from(*digits), Json::Number)
        }
        Literal::Str(text) | Literal::Span(text) => Json::from(*text),
    };
    read_with(&mut TreeReader::new(&json), field)
        .expect("the generator checks constants against their types")
}
