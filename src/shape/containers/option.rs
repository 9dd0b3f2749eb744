//! A value or none: `Option`, and `Maybe`, which tells absent and null apart.

use std::fmt;

use crate::codec::{self, Came};
use crate::shape::{
    ABSENT, BARE, Blank, Field, NULL, ReadError, Reader, Shown, Slot, Token, Unlike, WRITE_NULL,
    WriteError, Writer, known,
};
use crate::value::Maybe;

trait Hole: Slot {
    /// Makes room for a value.
    fn fill(&mut self) -> &mut dyn Slot;
    /// The value that there is, or room for one.
    fn keep(&mut self) -> &mut dyn Slot;
    /// Takes note of a null that came.
    fn set_null(&mut self);
}

impl<T: Slot + Blank> Hole for Option<T> {
    fn fill(&mut self) -> &mut dyn Slot {
        self.insert(T::blank(&Token::NEW))
    }

    fn keep(&mut self) -> &mut dyn Slot {
        self.get_or_insert_with(|| T::blank(&Token::NEW))
    }

    fn set_null(&mut self) {
        *self = None;
    }
}

/// Reads a value, null, or a text that means null.
fn read_hole(hole: &mut dyn Hole, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
    if field.has(NULL) && reader.null()? {
        if field.has(ABSENT)
            && !hole.tells_absence()
            && let Some(sink) = reader.drift()
        {
            sink.note(Unlike::LenientNull { name: field.name });
        }
        hole.set_null();
        return Ok(());
    }
    if codec::reads_nothing(reader, field)? {
        hole.set_null();
        return Ok(());
    }
    let slot = match field.has(BARE) {
        true => hole.keep(),
        false => hole.fill(),
    };
    let has_empty_form = slot.has_empty_form() && !codec::is_inside(field);
    if field.has(NULL) && !has_empty_form && reader.empty()? {
        hole.set_null();
        return Ok(());
    }
    if field.has(NULL) && codec::is_inside(field) {
        if codec::read_or_null(slot, reader, field)? == Came::Null {
            hole.set_null();
        }
        return Ok(());
    }
    // A null that is not allowed is told by the value within, unless it is `json`, which takes it.
    codec::read(slot, reader, field)
}

impl<T: Slot + Blank> Slot for Option<T> {
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        read_hole(self, reader, field)
    }

    fn write(&self, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
        match self {
            Some(value) => codec::write(value, writer, field),
            None => codec::write_nothing(writer, field),
        }
    }

    fn copy(&mut self, from: &dyn Slot) {
        match known::<Self>(from) {
            Some(value) => self.fill().copy(value),
            None => *self = None,
        }
    }

    fn debug(&self, field: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_hole(self.as_ref().map(|value| value as &dyn Slot), field, f)
    }

    fn is_hole(&self) -> bool {
        true
    }

    fn absent(&self, field: &Field) -> bool {
        self.is_none() && field.has(ABSENT) && !field.has(WRITE_NULL)
    }
}

fn debug_hole(value: Option<&dyn Slot>, field: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value {
        Some(value) => f.debug_tuple("Some").field(&Shown(value, field)).finish(),
        None => f.write_str("None"),
    }
}

impl<T: Blank> Blank for Option<T> {
    fn blank(_: &Token) -> Self {
        None
    }
}

impl<T: Slot + Blank> Hole for Maybe<T> {
    fn fill(&mut self) -> &mut dyn Slot {
        *self = Maybe::Absent;
        self.keep()
    }

    fn keep(&mut self) -> &mut dyn Slot {
        if !matches!(self, Maybe::Value(_)) {
            *self = Maybe::Value(T::blank(&Token::NEW));
        }
        match self {
            Maybe::Value(value) => value,
            Maybe::Absent | Maybe::Null => unreachable!("it was set in the lines above"),
        }
    }

    fn set_null(&mut self) {
        *self = Maybe::Null;
    }
}

impl<T: Slot + Blank> Slot for Maybe<T> {
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        read_hole(self, reader, field)
    }

    fn write(&self, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
        match self {
            Maybe::Value(value) => codec::write(value, writer, field),
            Maybe::Absent | Maybe::Null => codec::write_nothing(writer, field),
        }
    }

    fn copy(&mut self, from: &dyn Slot) {
        match known::<Self>(from) {
            Maybe::Value(value) => self.fill().copy(value),
            Maybe::Null => *self = Maybe::Null,
            Maybe::Absent => *self = Maybe::Absent,
        }
    }

    fn debug(&self, field: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Maybe::Value(value) => f.debug_tuple("Value").field(&Shown(value, field)).finish(),
            Maybe::Null => f.write_str("Null"),
            Maybe::Absent => f.write_str("Absent"),
        }
    }

    fn is_hole(&self) -> bool {
        true
    }

    fn absent(&self, _: &Field) -> bool {
        matches!(self, Maybe::Absent)
    }

    fn tells_absence(&self) -> bool {
        true
    }
}

impl<T: Blank> Blank for Maybe<T> {
    fn blank(_: &Token) -> Self {
        Maybe::Absent
    }
}
