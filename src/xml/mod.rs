//! XML: a document comes in and is read into slots; slots go out as a document.
//!
//! Elements and attributes are matched by namespace and local name, whatever the prefix. What a document may not
//! have is a DOCTYPE, an entity beyond the five of XML, another encoding than UTF-8, and more depth, attributes or
//! namespaces than there is any use for.
//!
//! # How values stand in it
//! - Null is an element with `nil="true"`, the attribute being of XMLSchema-instance. Where an attribute or the text
//!   of a record is null, it is left out.
//! - An empty element is the empty text, the empty list, a record without fields; it is null for a number, a flag, a
//!   time, a UUID or an enum that may be null, and an error where it may not.
//! - White space around numbers, flags, times, UUIDs and enums does not count.
//! - [`Json`](crate::Json), and what a record keeps that its spec does not declare, is the text of the element, or its
//!   markup as it came where it has elements inside. It is written as text; lists and objects are refused.
//! - An element that comes several times and is not declared is kept as a list of such texts, and written as as many
//!   elements.
//! - The keys of a map are the names of the elements in it.

mod declaration;
mod escape;
mod names;
mod reader;
mod scan;
mod text;
mod tokens;
mod writer;

pub use reader::XmlReader;
pub(crate) use tokens::HTML;
pub use writer::XmlWriter;

use crate::codec;
use crate::shape::{Blank, FIELD, Field, ReadError, Root, Slot, WriteError, filled};

/// Reads a whole document, whose root is a record's own where it holds one.
pub fn from_slice<T: Slot + Blank>(document: &[u8]) -> Result<T, ReadError> {
    filled(|value| read_document(value, document))
}

fn read_document(value: &mut dyn Slot, document: &[u8]) -> Result<(), ReadError> {
    let mut reader = XmlReader::new(document)?;
    codec::read(value, &mut reader, &FIELD)?;
    reader.finish()
}

/// Writes a whole document, whose root is the record's own.
pub fn record_to_text(record: &dyn Slot) -> Result<String, WriteError> {
    to_text(record, &FIELD)
}

/// Writes a whole document. The root is `field`'s element where it has a name, otherwise the record's own.
pub fn to_text(value: &dyn Slot, field: &Field) -> Result<String, WriteError> {
    let mut writer = XmlWriter::new();
    if !field.name.is_empty() {
        writer = writer.root(Root {
            name: field.name,
            ns: field.ns.unwrap_or_default(),
        });
    }
    crate::codec::write(value, &mut writer, field)?;
    Ok(writer.into_text())
}
