//! `decimal`: a number with all its digits, bare or in a string.

use std::fmt;

use super::{is_text, number::stands_in_text};
use crate::shape::{
    Blank, Field, Found, Kind, ReadError, Reader, Slot, Token, Wanted, WriteError, Writer, copy,
};
use crate::value::Decimal;

const WANTED: &str = "a decimal number";

impl Slot for Decimal {
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        let in_text = stands_in_text(reader, field)?;
        let kind = reader.peek()?;
        let digits = if in_text {
            reader.token()?
        } else if kind == Kind::Number || kind == Kind::Text {
            match reader.decimal() {
                Ok(digits) => digits,
                Err(error) => return Err(error.wanting(WANTED, AS_TEXT)),
            }
        } else {
            return Err(reader.wrong(Wanted::Of(WANTED.into(), None)));
        };
        let found = match Decimal::read(digits) {
            Some(value) => {
                *self = value;
                return Ok(());
            }
            None => Found::scalar(kind, digits),
        };
        Err(ReadError::wrong(found, Wanted::Of(WANTED.into(), None)).here(reader))
    }

    fn write(&self, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
        if is_text(field) {
            writer.text(self.as_str())
        } else {
            writer.decimal(self.as_str())
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

const AS_TEXT: &str = "if the vendor sends numbers in strings, write `decimal as text` in the spec";

impl Blank for Decimal {
    fn blank(_: &Token) -> Self {
        Decimal::from(0_i64)
    }
}
