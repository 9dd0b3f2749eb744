//! What generated code says in one line of types that are no records: open enums, unions, newtypes.

// The `allow`s: a deprecated type is to warn its users, not its own implementation.

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
                $crate::__rt::v1::read_enum(self, reader, field)
            }

            fn write(
                &self,
                writer: &mut dyn $crate::__rt::v1::Writer,
                field: &$crate::__rt::v1::Field,
            ) -> ::core::result::Result<(), $crate::__rt::v1::WriteError> {
                $crate::__rt::v1::write_enum(self, writer, field)
            }

            fn copy(&mut self, from: &dyn $crate::__rt::v1::Slot) {
                $crate::__rt::v1::copy_enum(self, $crate::__rt::v1::known::<Self>(from));
            }

            fn has_empty_form(&self) -> bool {
                false
            }

            fn debug(
                &self,
                _: &$crate::__rt::v1::Field,
                f: &mut ::core::fmt::Formatter<'_>,
            ) -> ::core::fmt::Result {
                $crate::__rt::v1::debug_enum(self, f)
            }
        }

        #[allow(deprecated)]
        impl $crate::__rt::v1::Blank for $name {
            fn blank(_: &$crate::__rt::v1::Token) -> Self {
                Self::Unknown($crate::__rt::v1::Scalar::Bool(false))
            }
        }

        /// The value as it travels.
        #[allow(deprecated)]
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__rt::v1::display_enum(self, f)
            }
        }

        $crate::__serde!($name, $crate::__rt::v1::FIELD);
    };
}

/// An open enum: a row for each of its values, with its position, its name here and in the spec, and how it travels if not
/// as that name.
#[doc(hidden)]
#[macro_export]
macro_rules! __variants {
    ($name:ident; $($index:literal $variant:ident $wire:literal $({ $($mark:tt)* })?,)*) => {
        #[allow(deprecated)]
        impl $crate::__rt::v1::OpenEnum for $name {
            #[inline(never)]
            fn shape(&self) -> &'static $crate::__rt::v1::EnumShape {
                static SHAPE: $crate::__rt::v1::EnumShape = $crate::__rt::v1::EnumShape {
                    name: ::core::stringify!($name),
                    names: &[$($wire),*],
                    marked: &[$($($crate::__rt::v1::Variant { name: $wire, $($mark)* },)?)*],
                };
                &SHAPE
            }

            #[inline(never)]
            fn index(&self) -> ::core::result::Result<usize, &$crate::__rt::v1::Scalar> {
                match self {
                    $(Self::$variant => ::core::result::Result::Ok($index),)*
                    Self::Unknown(value) => ::core::result::Result::Err(value),
                }
            }

            fn set(
                &mut self,
                value: ::core::result::Result<usize, $crate::__rt::v1::Scalar>,
            ) {
                *self = match value {
                    $(::core::result::Result::Ok($index) => Self::$variant,)*
                    ::core::result::Result::Ok(_) => Self::Unknown($crate::__rt::v1::Scalar::Bool(false)),
                    ::core::result::Result::Err(value) => Self::Unknown(value),
                };
            }
        }

        #[allow(deprecated)]
        impl ::core::cmp::Eq for $name {}

        #[allow(deprecated)]
        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(&$crate::__rt::v1::OpenEnum::index(self), state);
            }
        }

        $crate::__open_enum!($name);
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
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let shape = <Self as $crate::__rt::v1::Union>::shape();
                $crate::__rt::v1::debug_union(shape, self, f)
            }
        }

        /// Two values are equal if they are the same on the wire.
        #[allow(deprecated)]
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__rt::v1::same_union(self, other)
            }
        }

        $crate::__json!($name);
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
            #[inline]
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

        $crate::__serde!($name, $field);
    };
}
