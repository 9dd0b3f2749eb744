//! `int` and `float`.

use std::fmt;

use super::is_text;
use crate::shape::{
    Blank, Codec, Field, Found, Kind, ReadError, Reader, Slot, Token, Wanted, WriteError, Writer,
    copy,
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

    fn copy(&mut self, from: &dyn Slot) {
        copy(self, from);
    }

    fn debug(&self, _: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }

    fn has_empty_form(&self) -> bool {
        false
    }
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

    fn copy(&mut self, from: &dyn Slot) {
        copy(self, from);
    }

    fn debug(&self, _: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }

    fn has_empty_form(&self) -> bool {
        false
    }
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
    let text = reader.token()?;
    let found = match parse(text) {
        Some(value) => return Ok(value),
        None => Found::text(text),
    };
    Err(ReadError::wrong(found, Wanted::Of(wanted.to_string().into(), None)).here(reader))
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
