//! The half of the interface that is about values.

pub use bytes::Bytes;
pub use jiff::civil::{Date, DateTime, Time};
pub use jiff::{SignedDuration, Timestamp};
pub use uuid::Uuid;

pub use crate::json::{constant, from_slice, to_text};
pub use crate::shape::{
    ABSENT, ATTRIBUTE, BARE, Blank, CONTENT, Codec, Custom, EnumShape, FIELD, Field, Format, Kind,
    Literal, NULL, OpenEnum, Pattern, ReadError, Reader, Record, Root, SECRET, Shape, Slot, Token,
    Variant, WRITE_NULL, WriteError, Writer, Xml, clone_record, copy, debug_enum, debug_record,
    display_enum, list, no_field, no_field_mut, read, read_enum, read_record, read_with,
    same_record, write_enum, write_record,
};
pub use crate::union::{
    By, Is, Member, Union, UnionShape, debug_union, read_union, same_union, write_union,
};
pub use crate::value::{Decimal, Extra, File, Json, Maybe, Moment, Scalar, Secret, Url};

#[cfg(feature = "xml")]
pub use crate::xml::{from_slice as from_xml, record_to_text as to_xml};

pub use crate::__needs_xml as needs_xml;
pub use crate::__newtype as newtype;
pub use crate::__open_enum as open_enum;
pub use crate::__record as record;
pub use crate::__union as union;
pub use crate::__xml as xml;
#[cfg(feature = "serde")]
pub use crate::serde::{Deserialize, Deserializer, Serialize, Serializer, deserialize, serialize};

// The `allow`s: a deprecated type is to warn its users, not its own implementation.

/// The type for serde, with the feature `serde`: how it travels where it stands alone, if not as a bare value.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident, $field:expr) => {
        #[allow(deprecated)]
        impl $crate::__rt::v1::Serialize for $name {
            fn serialize<S: $crate::__rt::v1::Serializer>(
                &self,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__rt::v1::serialize(self, &$field, to)
            }
        }

        #[allow(deprecated)]
        impl<'de> $crate::__rt::v1::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__rt::v1::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__rt::v1::deserialize(&$field, from)
            }
        }
    };
}

/// Nothing, without the feature `serde`.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident, $field:expr) => {};
}

/// A record: everything that its shape and its accessors give.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    ($name:ident, xml) => {
        $crate::__rt::v1::record!($name);
        $crate::__rt::v1::xml!($name);
    };
    ($name:ident) => {
        #[allow(deprecated)]
        impl $crate::__rt::v1::Slot for $name {
            fn read(
                &mut self,
                reader: &mut dyn $crate::__rt::v1::Reader,
                field: &$crate::__rt::v1::Field,
            ) -> ::core::result::Result<(), $crate::__rt::v1::ReadError> {
                $crate::__rt::v1::read_record(self, reader, field)
            }

            fn write(
                &self,
                writer: &mut dyn $crate::__rt::v1::Writer,
                field: &$crate::__rt::v1::Field,
            ) -> ::core::result::Result<(), $crate::__rt::v1::WriteError> {
                $crate::__rt::v1::write_record(self, writer, field)
            }

            fn copy(&mut self, from: &dyn $crate::__rt::v1::Slot) {
                $crate::__rt::v1::copy(self, from);
            }

            fn debug(
                &self,
                _: &$crate::__rt::v1::Field,
                f: &mut ::core::fmt::Formatter<'_>,
            ) -> ::core::fmt::Result {
                $crate::__rt::v1::debug_record(self, f)
            }
        }

        #[allow(deprecated)]
        impl ::core::clone::Clone for $name {
            fn clone(&self) -> Self {
                $crate::__rt::v1::clone_record(self)
            }
        }

        /// Secrets are redacted; of fields that the spec does not declare only the names are shown.
        #[allow(deprecated)]
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__rt::v1::debug_record(self, f)
            }
        }

        /// Two records are equal if they are the same on the wire.
        #[allow(deprecated)]
        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::__rt::v1::same_record(self, other)
            }
        }

        #[allow(deprecated)]
        impl $name {
            /// Reads a JSON document.
            pub fn from_json(
                document: &str,
            ) -> ::core::result::Result<Self, $crate::__rt::v1::ReadError> {
                $crate::__rt::v1::from_slice(document.as_bytes())
            }

            /// Writes the JSON document that travels: secrets stand in it in clear. It fails only for what JSON
            /// has no form for, like `NaN`.
            pub fn to_json(
                &self,
            ) -> ::core::result::Result<::std::string::String, $crate::__rt::v1::WriteError> {
                $crate::__rt::v1::to_text(self)
            }
        }

        $crate::__serde!($name, $crate::__rt::v1::FIELD);
    };
}

/// Stands in the code of a vendor that speaks XML.
#[cfg(feature = "xml")]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_xml {
    () => {};
}

/// Stands in the code of a vendor that speaks XML: without the feature `xml`, one sentence in place of many.
#[cfg(not(feature = "xml"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_xml {
    () => {
        ::core::compile_error!(
            "this vendor speaks XML: enable the feature `xml` of the crate `trunkline`"
        );
    };
}

/// A record of a vendor that speaks XML.
#[cfg(feature = "xml")]
#[doc(hidden)]
#[macro_export]
macro_rules! __xml {
    ($name:ident) => {
        #[allow(deprecated)]
        impl $name {
            /// Reads an XML document.
            pub fn from_xml(
                document: &str,
            ) -> ::core::result::Result<Self, $crate::__rt::v1::ReadError> {
                $crate::__rt::v1::from_xml(document.as_bytes())
            }

            /// Writes the XML document that travels: secrets stand in it in clear. It fails only for what XML has no
            /// form for, like the character U+0000.
            pub fn to_xml(
                &self,
            ) -> ::core::result::Result<::std::string::String, $crate::__rt::v1::WriteError> {
                $crate::__rt::v1::to_xml(self)
            }
        }
    };
}

/// Nothing, without the feature `xml`.
#[cfg(not(feature = "xml"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __xml {
    ($name:ident) => {};
}

/// An open enum: everything that its table gives.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    ($name:ident) => {
        #[allow(deprecated)]
        impl $crate::__rt::v1::Slot for $name {
            fn read(
                &mut self,
                reader: &mut dyn $crate::__rt::v1::Reader,
                field: &$crate::__rt::v1::Field,
            ) -> ::core::result::Result<(), $crate::__rt::v1::ReadError> {
                let shape = <Self as $crate::__rt::v1::OpenEnum>::shape();
                *self = match $crate::__rt::v1::read_enum(shape, reader, field)? {
                    ::core::result::Result::Ok(index) => {
                        $crate::__rt::v1::OpenEnum::from_index(index)
                    }
                    ::core::result::Result::Err(value) => {
                        $crate::__rt::v1::OpenEnum::unknown(value)
                    }
                };
                ::core::result::Result::Ok(())
            }

            fn write(
                &self,
                writer: &mut dyn $crate::__rt::v1::Writer,
                field: &$crate::__rt::v1::Field,
            ) -> ::core::result::Result<(), $crate::__rt::v1::WriteError> {
                let shape = <Self as $crate::__rt::v1::OpenEnum>::shape();
                $crate::__rt::v1::write_enum(
                    shape,
                    $crate::__rt::v1::OpenEnum::index(self),
                    writer,
                    field,
                )
            }

            fn copy(&mut self, from: &dyn $crate::__rt::v1::Slot) {
                $crate::__rt::v1::copy(self, from);
            }

            fn has_empty_form(&self) -> bool {
                false
            }

            fn debug(
                &self,
                _: &$crate::__rt::v1::Field,
                f: &mut ::core::fmt::Formatter<'_>,
            ) -> ::core::fmt::Result {
                let shape = <Self as $crate::__rt::v1::OpenEnum>::shape();
                $crate::__rt::v1::debug_enum(shape, $crate::__rt::v1::OpenEnum::index(self), f)
            }
        }

        #[allow(deprecated)]
        impl $crate::__rt::v1::Blank for $name {
            fn blank(_: &$crate::__rt::v1::Token) -> Self {
                $crate::__rt::v1::OpenEnum::unknown($crate::__rt::v1::Scalar::Bool(false))
            }
        }

        /// The value as it travels.
        #[allow(deprecated)]
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let shape = <Self as $crate::__rt::v1::OpenEnum>::shape();
                $crate::__rt::v1::display_enum(shape, $crate::__rt::v1::OpenEnum::index(self), f)
            }
        }

        $crate::__serde!($name, $crate::__rt::v1::FIELD);
    };
}

/// A union: everything that its table and its accessors give.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($name:ident) => {
        #[allow(deprecated)]
        impl $crate::__rt::v1::Slot for $name {
            fn read(
                &mut self,
                reader: &mut dyn $crate::__rt::v1::Reader,
                _: &$crate::__rt::v1::Field,
            ) -> ::core::result::Result<(), $crate::__rt::v1::ReadError> {
                let shape = <Self as $crate::__rt::v1::Union>::shape();
                $crate::__rt::v1::read_union(shape, self, reader)
            }

            fn write(
                &self,
                writer: &mut dyn $crate::__rt::v1::Writer,
                _: &$crate::__rt::v1::Field,
            ) -> ::core::result::Result<(), $crate::__rt::v1::WriteError> {
                let shape = <Self as $crate::__rt::v1::Union>::shape();
                $crate::__rt::v1::write_union(shape, self, writer)
            }

            fn copy(&mut self, from: &dyn $crate::__rt::v1::Slot) {
                $crate::__rt::v1::copy(self, from);
            }

            fn has_empty_form(&self) -> bool {
                false
            }

            fn debug(
                &self,
                _: &$crate::__rt::v1::Field,
                f: &mut ::core::fmt::Formatter<'_>,
            ) -> ::core::fmt::Result {
                let shape = <Self as $crate::__rt::v1::Union>::shape();
                $crate::__rt::v1::debug_union(shape, self, f)
            }
        }

        #[allow(deprecated)]
        impl $crate::__rt::v1::Blank for $name {
            fn blank(_: &$crate::__rt::v1::Token) -> Self {
                Self::Unknown($crate::__rt::v1::Json::Null)
            }
        }

        /// Secrets are redacted; of a value that is none of the members only the kind or the names of its fields are
        /// shown.
        #[allow(deprecated)]
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let shape = <Self as $crate::__rt::v1::Union>::shape();
                $crate::__rt::v1::debug_union(shape, self, f)
            }
        }

        /// Two values are equal if they are the same on the wire.
        #[allow(deprecated)]
        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::__rt::v1::same_union(self, other)
            }
        }

        #[allow(deprecated)]
        impl $name {
            /// Reads a JSON document.
            pub fn from_json(
                document: &str,
            ) -> ::core::result::Result<Self, $crate::__rt::v1::ReadError> {
                $crate::__rt::v1::from_slice(document.as_bytes())
            }

            /// Writes the JSON document that travels: secrets stand in it in clear. It fails only for what JSON
            /// has no form for, like `NaN`, and for a record whose tag is another member's.
            pub fn to_json(
                &self,
            ) -> ::core::result::Result<::std::string::String, $crate::__rt::v1::WriteError> {
                $crate::__rt::v1::to_text(self)
            }
        }

        $crate::__serde!($name, $crate::__rt::v1::FIELD);
    };
}

/// A newtype: it travels as what it holds.
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype {
    ($name:ident, $inner:ty) => {
        $crate::__newtype!($name, $inner, $crate::__rt::v1::FIELD);
    };
    ($name:ident, $inner:ty, $field:expr) => {
        #[allow(deprecated)]
        impl $crate::__rt::v1::Slot for $name {
            fn read(
                &mut self,
                reader: &mut dyn $crate::__rt::v1::Reader,
                field: &$crate::__rt::v1::Field,
            ) -> ::core::result::Result<(), $crate::__rt::v1::ReadError> {
                $crate::__rt::v1::Slot::read(&mut self.0, reader, field)
            }

            fn write(
                &self,
                writer: &mut dyn $crate::__rt::v1::Writer,
                field: &$crate::__rt::v1::Field,
            ) -> ::core::result::Result<(), $crate::__rt::v1::WriteError> {
                $crate::__rt::v1::Slot::write(&self.0, writer, field)
            }

            fn copy(&mut self, from: &dyn $crate::__rt::v1::Slot) {
                $crate::__rt::v1::copy(self, from);
            }

            fn debug(
                &self,
                field: &$crate::__rt::v1::Field,
                f: &mut ::core::fmt::Formatter<'_>,
            ) -> ::core::fmt::Result {
                f.write_str(::core::concat!(::core::stringify!($name), "("))?;
                $crate::__rt::v1::Slot::debug(&self.0, field, f)?;
                f.write_str(")")
            }

            fn has_empty_form(&self) -> bool {
                $crate::__rt::v1::Slot::has_empty_form(&self.0)
            }

            fn is_hole(&self) -> bool {
                $crate::__rt::v1::Slot::is_hole(&self.0)
            }
        }

        #[allow(deprecated)]
        impl $crate::__rt::v1::Blank for $name {
            fn blank(token: &$crate::__rt::v1::Token) -> Self {
                Self($crate::__rt::v1::Blank::blank(token))
            }
        }

        #[allow(deprecated)]
        impl ::core::convert::From<$inner> for $name {
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

        $crate::__serde!($name, $field);
    };
}
