//! What generated code says of what can be set of a call: a row for each setter.

pub use crate::{__setters as setters, __setters_of_body as setters_of_body};

/// What of a call can be set: a row for each setter, with what it takes and the call of the runtime that sets it.
#[doc(hidden)]
#[macro_export]
macro_rules! __setters {
    ($call:ident<$mode:ident>; $($(#[$about:meta])* $name:ident: $ty:ty => .$set:ident $with:tt,)*) => {
        #[allow(dead_code, deprecated, clippy::should_implement_trait, clippy::wrong_self_convention)]
        impl<$mode> $call<$mode> {
            $(
                $(#[$about])*
                pub fn $name(self, $name: $ty) -> Self {
                    Self(self.0.$set $with)
                }
            )*
        }
    };
    ($call:ident<$mode:ident> with 1; $($(#[$about:meta])* $name:ident: $ty:ty => .$set:ident $with:tt,)*) => {
        #[allow(dead_code, deprecated, clippy::should_implement_trait, clippy::wrong_self_convention)]
        impl<$mode> $call<$mode> {
            $(
                $(#[$about])*
                pub fn $name(self, $name: $ty) -> Self {
                    Self(self.0.$set $with, self.1)
                }
            )*
        }
    };
}

/// What of the record that is a call's body can be set: a row for each field, with what its setter takes and makes of it.
#[doc(hidden)]
#[macro_export]
macro_rules! __setters_of_body {
    ($call:ident<$mode:ident>; $($(#[$about:meta])* $name:ident: $ty:ty => $value:expr,)*) => {
        #[allow(dead_code, deprecated, clippy::should_implement_trait, clippy::wrong_self_convention)]
        impl<$mode> $call<$mode> {
            $(
                $(#[$about])*
                pub fn $name(mut self, $name: $ty) -> Self {
                    self.1.$name = $value;
                    self
                }
            )*
        }
    };
}
