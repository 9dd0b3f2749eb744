//! What a value offers the runtime: [`Slot`] for every value, [`Record`] for those with fields, [`Blank`] to start from.

use std::any::Any;
use std::fmt;

use super::record;
use super::{FIELD, Field, ReadError, Reader, Shape, WriteError, Writer};
use crate::value::Extra;

/// A value that can be read, written, copied and shown. A record says that it is one, and the rest follows from its shape;
/// each other value does all four in its own way. Generated code has two small functions less for that in each record,
/// which a user's compiler notices.
pub trait Slot: Any {
    /// The value as a record, if it is one.
    fn record(&self) -> Option<&dyn Record> {
        None
    }

    /// The value as a record, if it is one.
    fn record_mut(&mut self) -> Option<&mut dyn Record> {
        None
    }

    /// Reads the next value into this one. After an error the value is not to be used.
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        record::read_slot(self.record_mut(), reader, field)
    }

    /// Writes the value.
    fn write(&self, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
        record::write_slot(self.record(), writer, field)
    }

    /// Becomes equal to `from`, which is of the same type.
    fn copy(&mut self, from: &dyn Slot) {
        record::copy_slot(self.record_mut(), from);
    }

    /// Shows the value as its `Debug` does, without what is secret.
    fn debug(&self, _: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        record::debug_slot(self.record(), f)
    }

    /// Whether a record leaves this field out when it is written.
    fn absent(&self, field: &Field) -> bool {
        let _ = field;
        false
    }

    /// Whether an element without anything in it is such a value, as it is an empty text or an empty list.
    fn has_empty_form(&self) -> bool {
        true
    }

    /// Whether the value may be null, so that it looks for null before its codecs do.
    fn is_hole(&self) -> bool {
        false
    }

    /// Whether the value tells absent and null apart, so that neither is leniency.
    fn tells_absence(&self) -> bool {
        false
    }
}

/// A value as the type that it is known to have.
pub fn known<T: Slot>(value: &dyn Slot) -> &T {
    match (value as &dyn Any).downcast_ref() {
        Some(value) => value,
        None => another_type(),
    }
}

fn another_type() -> ! {
    unreachable!("a field is copied from the same field of another record of its type")
}

/// [`Slot::copy`] of a value that can be cloned.
pub fn copy<T: Slot + Clone>(to: &mut T, from: &dyn Slot) {
    to.clone_from(known(from));
}

/// A value with fields.
pub trait Record {
    /// Its table.
    fn shape(&self) -> &'static Shape;

    /// The field at `index`, which is below the number of fields.
    fn get(&self, index: usize) -> &dyn Slot;

    /// The field at `index`, which is below the number of fields.
    fn slot(&mut self, index: usize) -> &mut dyn Slot;

    /// The fields that the spec does not declare, where the record keeps them.
    fn extra(&self) -> Option<&Extra> {
        None
    }

    /// The fields that the spec does not declare, where the record keeps them.
    fn extra_mut(&mut self) -> Option<&mut Extra> {
        None
    }
}

/// A value to read into. Only the runtime can make a [`Token`], so no blank value gets into a program:
/// it leaves the reader when every field that has to be there was read, or not at all.
pub trait Blank {
    /// The value to read into.
    fn blank(token: &Token) -> Self
    where
        Self: Sized;
}

/// The right to make blank values.
#[derive(Debug)]
pub struct Token(());

impl Token {
    pub(crate) const NEW: Token = Token(());
}

/// Reads the next value, which has no codec of its own.
pub fn read<T: Slot + Blank>(reader: &mut dyn Reader) -> Result<T, ReadError> {
    read_with(reader, &FIELD)
}

/// Reads the next value as `field` says it travels.
pub fn read_with<T: Slot + Blank>(reader: &mut dyn Reader, field: &Field) -> Result<T, ReadError> {
    filled(|value| crate::codec::read(value, reader, field))
}

/// A value that this reads. What it takes is compiled again for each type, so that it takes little.
pub(crate) fn filled<T: Slot + Blank>(
    read: impl FnOnce(&mut dyn Slot) -> Result<(), ReadError>,
) -> Result<T, ReadError> {
    let mut value = T::blank(&Token::NEW);
    match read(&mut value) {
        Ok(()) => Ok(value),
        Err(error) => Err(error),
    }
}

/// Shows a slot by `Debug`, without what is secret.
pub struct Shown<'a>(pub &'a dyn Slot, pub &'a Field);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.1.has(super::SECRET) {
            f.write_str(crate::value::REDACTED)
        } else {
            self.0.debug(self.1, f)
        }
    }
}
