//! What generated code says of a record in one line: its slot, its `Debug`, its documents in JSON, XML and serde.

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
            #[inline(never)]
            fn record(&self) -> ::core::option::Option<&dyn $crate::__rt::v1::Record> {
                ::core::option::Option::Some(self)
            }

            #[inline(never)]
            fn record_mut(&mut self) -> ::core::option::Option<&mut dyn $crate::__rt::v1::Record> {
                ::core::option::Option::Some(self)
            }
        }

        #[allow(deprecated)]
        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $crate::__rt::v1::clone_record(self)
            }
        }

        /// Secrets are redacted; of fields that the spec does not declare only the names are shown.
        #[allow(deprecated)]
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__rt::v1::debug_record(self, f)
            }
        }

        /// Two records are equal if they are the same on the wire.
        #[allow(deprecated)]
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__rt::v1::same_record(self, other)
            }
        }

        $crate::__json!($name);
        $crate::__serde!($name, $crate::__rt::v1::FIELD);
    };
}

/// A record whose fields all stand on itself: a row for each, with its position, its name, its name on the wire, what
/// its `Field` says besides, and what it holds in a blank record. The last position is `_`, so that nothing has to panic.
#[doc(hidden)]
#[macro_export]
macro_rules! __fields {
    (
        $name:ident ($token:tt) $(+ $extra:ident)? $($xml:ident { $($document:tt)* })?;
        $($index:tt $field:ident $wire:literal $({ $($mark:tt)* })?: $blank:expr,)*
    ) => {
        #[allow(deprecated)]
        impl $crate::__rt::v1::Record for $name {
            #[inline(never)]
            fn shape(&self) -> &'static $crate::__rt::v1::Shape {
                static SHAPE: $crate::__rt::v1::Shape = $crate::__rt::v1::Shape::new(
                    ::core::stringify!($name),
                    &[$($wire),*],
                    &[$($($crate::__rt::v1::Field { name: $wire, $($mark)*, ..$crate::__rt::v1::FIELD },)?)*],
                ) $(.with_xml(&$crate::__rt::v1::Xml { $($document)* }))?;
                &SHAPE
            }

            #[inline(never)]
            fn get(&self, index: usize) -> &dyn $crate::__rt::v1::Slot {
                match index {
                    $($index => &self.$field,)*
                }
            }

            #[inline(never)]
            fn slot(&mut self, index: usize) -> &mut dyn $crate::__rt::v1::Slot {
                match index {
                    $($index => &mut self.$field,)*
                }
            }

            $(
                fn extra(&self) -> ::core::option::Option<&$crate::__rt::v1::Extra> {
                    ::core::option::Option::Some(&self.$extra)
                }

                fn extra_mut(&mut self) -> ::core::option::Option<&mut $crate::__rt::v1::Extra> {
                    ::core::option::Option::Some(&mut self.$extra)
                }
            )?
        }

        #[allow(deprecated)]
        impl $crate::__rt::v1::Blank for $name {
            fn blank($token: &$crate::__rt::v1::Token) -> Self {
                Self {
                    $($field: $blank,)*
                    $($extra: ::core::default::Default::default(),)?
                }
            }
        }

        $crate::__record!($name $(, $xml)?);
    };
}

/// How a record is made whose optional fields are not set: a row for each field that is asked for, and then for those that
/// are not.
#[doc(hidden)]
#[macro_export]
macro_rules! __new {
    ($name:ident; $($field:ident: $ty:ty => $value:expr,)* $(; $($other:ident: $initial:expr,)*)?) => {
        // The number of arguments is the vendor's, and a `Default` would make an empty request look like a sensible one.
        #[allow(dead_code, deprecated, clippy::new_without_default, clippy::too_many_arguments)]
        impl $name {
            /// A value whose optional fields are not set.
            #[inline]
            pub fn new($($field: $ty),*) -> Self {
                Self {
                    $($field: $value,)*
                    $($($other: $initial,)*)?
                }
            }
        }
    };
}

/// A type that travels as a JSON object.
#[doc(hidden)]
#[macro_export]
macro_rules! __json {
    ($name:ident) => {
        #[allow(deprecated)]
        impl $name {
            /// Reads a JSON document.
            #[inline]
            pub fn from_json(
                document: &str,
            ) -> ::core::result::Result<Self, $crate::__rt::v1::ReadError> {
                $crate::__rt::v1::from_slice(document.as_bytes())
            }

            /// Writes the JSON document that travels: secrets stand in it in clear. It fails only for what JSON
            /// has no form for, like `NaN`, and for a union's record that has another member's tag.
            #[inline]
            pub fn to_json(
                &self,
            ) -> ::core::result::Result<::std::string::String, $crate::__rt::v1::WriteError> {
                $crate::__rt::v1::to_text(self)
            }
        }
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
            #[inline]
            pub fn from_xml(
                document: &str,
            ) -> ::core::result::Result<Self, $crate::__rt::v1::ReadError> {
                $crate::__rt::v1::from_xml(document.as_bytes())
            }

            /// Writes the XML document that travels: secrets stand in it in clear. It fails only for what XML has no
            /// form for, like the character U+0000.
            #[inline]
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
