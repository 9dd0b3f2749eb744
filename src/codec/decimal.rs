//! `decimal`: a number with all its digits, bare or in a string.

use super::number::stands_in_text;
use super::{is_text, scalar::never_empty};
use crate::shape::{
    Blank, Field, Found, Kind, ReadError, Reader, Slot, Token, Wanted, WriteError, Writer,
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

    never_empty!();
}

const AS_TEXT: &str = "if the vendor sends numbers in strings, write `decimal as text` in the spec";

impl Blank for Decimal {
    fn blank(_: &Token) -> Self {
        Decimal::from(0_i64)
    }
}
