//! What the slots of scalars share: how a text is read by its parser, how a value is copied and shown.

use crate::shape::{Found, ReadError, Reader, Wanted};

/// A scalar that stands in a text: what the parser finds, or what it wanted, at the text's place.
pub(super) fn from_text<T>(
    reader: &mut dyn Reader,
    parse: impl FnOnce(&str) -> Result<T, Wanted>,
) -> Result<T, ReadError> {
    let text = reader.token()?;
    let (found, wanted) = match parse(text) {
        Ok(value) => return Ok(value),
        Err(wanted) => (Found::text(text), wanted),
    };
    Err(ReadError::wrong(found, wanted).here(reader))
}

/// In an impl of `Slot`: the value is copied by its `Clone` and shown by its `Debug`.
macro_rules! by_value {
    () => {
        fn copy(&mut self, from: &dyn crate::shape::Slot) {
            crate::shape::copy(self, from);
        }

        fn debug(
            &self,
            _: &crate::shape::Field,
            f: &mut std::fmt::Formatter<'_>,
        ) -> std::fmt::Result {
            std::fmt::Debug::fmt(self, f)
        }
    };
}

/// In an impl of `Slot`: as `by_value`, of a type in which no value is the empty text.
macro_rules! never_empty {
    () => {
        crate::codec::scalar::by_value!();

        fn has_empty_form(&self) -> bool {
            false
        }
    };
}

pub(super) use {by_value, never_empty};
