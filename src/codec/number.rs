//! `int` and `float`.

use super::is_text;
use super::scalar::{from_text, never_empty};
use crate::shape::{
    Blank, Codec, Field, Kind, ReadError, Reader, Slot, Token, Wanted, WriteError, Writer,
};
use crate::value::float_text;

impl Slot for i64 {
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        *self = match field.codec {
            Codec::Plain => reader.int()?,
            _ if stands_in_text(reader, field)? => {
                parse(reader, Wanted::Int, |text| text.parse().ok())?
            }
            _ => reader.int()?,
        };
        Ok(())
    }

    fn write(&self, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
        if is_text(field) {
            writer.text(&self.to_string())
        } else {
            writer.int(*self)
        }
    }

    never_empty!();
}

impl Slot for f64 {
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        *self = match field.codec {
            Codec::Plain => reader.float()?,
            _ if stands_in_text(reader, field)? => parse(reader, Wanted::Float, float)?,
            _ => reader.float()?,
        };
        Ok(())
    }

    fn write(&self, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
        if is_text(field) {
            writer.text(&float_text(*self).ok_or_else(|| WriteError::not_finite(*self))?)
        } else {
            writer.float(*self)
        }
    }

    never_empty!();
}

/// Whether a text comes that may hold the scalar.
pub(super) fn stands_in_text(reader: &mut dyn Reader, field: &Field) -> Result<bool, ReadError> {
    Ok(is_text(field) && reader.peek()? == Kind::Text)
}

fn parse<T>(
    reader: &mut dyn Reader,
    wanted: Wanted,
    parse: fn(&str) -> Option<T>,
) -> Result<T, ReadError> {
    let wanted = || Wanted::Of(wanted.to_string().into(), None);
    from_text(reader, |text| parse(text).ok_or_else(wanted))
}

/// A finite number; words like `inf` are none.
pub(crate) fn float(text: &str) -> Option<f64> {
    let digits = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E'));
    text.parse()
        .ok()
        .filter(|value: &f64| digits && value.is_finite())
}

impl Blank for i64 {
    fn blank(_: &Token) -> Self {
        0
    }
}

impl Blank for f64 {
    fn blank(_: &Token) -> Self {
        0.0
    }
}
