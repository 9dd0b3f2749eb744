//! The shape of values: a constant table per record and enum comes in from generated code, values go
//! from a [`Reader`] into slots and from slots into a [`Writer`].
//!
//! One accessor pair per record ([`Record::get`], [`Record::slot`]) serves decoding, encoding, the
//! redacting `Debug`, comparison and pagers that write a page number into a typed body. The loops
//! over them are not generic: they are compiled once, here.

mod containers;
mod error;
mod find;
mod open_enum;
mod reader;
mod record;
mod slot;
mod table;
mod writer;

pub(crate) use containers::Row;
pub use containers::list;
pub use error::{Found, PathStep, Place, ReadError, Wanted};
pub(crate) use error::{shortened, show_path};
pub use open_enum::{OpenEnum, copy_enum, debug_enum, display_enum, read_enum, write_enum};
pub use reader::{DriftSink, Format, Key, Kind, Reader, Unlike};
pub use record::{
    clone_record, debug_record, no_field, no_field_mut, read_record, same_record, write_record,
};
pub(crate) use slot::filled;
pub use slot::{Blank, Record, Shown, Slot, Token, copy, known, read, read_with};
pub use table::{
    ABSENT, ATTRIBUTE, BARE, CONTENT, Codec, Custom, EnumShape, FIELD, Field, Literal, NULL,
    Pattern, Root, SECRET, Shape, Variant, WRITE_NULL, Xml,
};
pub use writer::{WriteError, Writer};
