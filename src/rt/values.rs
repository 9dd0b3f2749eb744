//! The half of the interface that is about values.

pub use bytes::Bytes;
pub use jiff::civil::{Date, DateTime, Time};
pub use jiff::{SignedDuration, Timestamp};
pub use uuid::Uuid;

pub use crate::json::{constant, from_slice, to_text};
pub use crate::shape::{
    ABSENT, ATTRIBUTE, BARE, Blank, CONTENT, Codec, Custom, EnumShape, FIELD, Field, Format, Kind,
    Literal, NULL, OpenEnum, Pattern, ReadError, Reader, Record, Root, SECRET, Shape, Slot, Token,
    Variant, WRITE_NULL, WriteError, Writer, Xml, clone_record, copy, copy_enum, debug_enum,
    debug_record, display_enum, known, list, no_field, no_field_mut, read, read_enum, read_record,
    read_with, same_record, write_enum, write_record,
};
pub use crate::union::{
    By, Is, Member, Union, UnionShape, debug_union, read_union, same_union, write_union,
};
pub use crate::value::{Decimal, Extra, File, Json, Maybe, Moment, Scalar, Secret, Url};

#[cfg(feature = "xml")]
pub use crate::xml::{from_slice as from_xml, record_to_text as to_xml};

pub use crate::__fields as fields;
pub use crate::__needs_xml as needs_xml;
pub use crate::__new as new;
pub use crate::__newtype as newtype;
pub use crate::__open_enum as open_enum;
pub use crate::__record as record;
pub use crate::__union as union;
pub use crate::__variants as variants;
pub use crate::__xml as xml;
#[cfg(feature = "serde")]
pub use crate::serde::{Deserialize, Deserializer, Serialize, Serializer, deserialize, serialize};
