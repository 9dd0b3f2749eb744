//! `duration`: as ISO 8601, or as a number of seconds or milliseconds.

use jiff::fmt::temporal::{SpanParser, SpanPrinter};
use jiff::{SignedDuration, SpanRelativeTo};

use super::inmost;
use super::scalar::{from_text, never_empty};
use super::time::{Unit, counted, read_counted};
use crate::shape::{
    Blank, Codec, Field, Kind, ReadError, Reader, Slot, Token, Wanted, WriteError, Writer,
};

const WANTED: &str = "a duration, like `PT1H30M`";
const SECONDS: Unit = Unit::seconds("a number of seconds");
const MILLIS: Unit = Unit::milliseconds("a number of milliseconds");

/// A duration as ISO 8601 has it. A day has 24 hours; years and months, of which none is as long as another, are refused.
pub(crate) fn parse_duration(text: &str) -> Option<SignedDuration> {
    let parser = SpanParser::new();
    parser.parse_duration(text).ok().or_else(|| {
        let span = parser.parse_span(text).ok()?;
        span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()
    })
}

fn unit(field: &Field) -> Option<&'static Unit> {
    match inmost(field) {
        Codec::Seconds => Some(&SECONDS),
        Codec::Millis => Some(&MILLIS),
        _ => None,
    }
}

impl Slot for SignedDuration {
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        if let Some(unit) = unit(field) {
            *self = read_counted(reader, field, unit, SignedDuration::try_from_nanos_i128)?;
            return Ok(());
        }
        let kind = reader.peek()?;
        if kind != Kind::Text {
            let help = "write `as seconds` or `as millis` in the spec if it is a number of them";
            let help = (kind == Kind::Number).then_some(help);
            return Err(reader.wrong(Wanted::Of(WANTED.into(), help)));
        }
        let wanted = || Wanted::Of(WANTED.into(), None);
        *self = from_text(reader, |text| parse_duration(text).ok_or_else(wanted))?;
        Ok(())
    }

    fn write(&self, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
        match unit(field) {
            Some(unit) => counted(self.as_nanos(), writer, field, unit),
            None => writer.text(&SpanPrinter::new().duration_to_string(self)),
        }
    }

    never_empty!();
}

impl Blank for SignedDuration {
    fn blank(_: &Token) -> Self {
        SignedDuration::ZERO
    }
}
