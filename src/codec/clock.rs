//! `time`: a time of day, as `HH:MM:SS` with up to nine digits of fraction, or by the vendor's own patterns.

use jiff::civil::Time;
use jiff::fmt::strtime::BrokenDownTime;

use super::inmost;
use super::scalar::{from_text, never_empty};
use super::time::no_pattern;
use crate::shape::{
    Blank, Codec, Field, Kind, Pattern, ReadError, Reader, Slot, Token, Wanted, WriteError, Writer,
};

const WANTED: &str = "a time of day, like `12:30:00`";

fn parse(text: &str) -> Result<Time, Wanted> {
    let wanted = || Wanted::Of(WANTED.into(), None);
    let bytes = text.as_bytes();
    let digits = |at: usize| {
        bytes
            .get(at..at + 2)
            .is_some_and(|two| two.iter().all(u8::is_ascii_digit))
    };
    let shaped = digits(0) && bytes.get(2) == Some(&b':') && digits(3);
    if shaped && bytes.len() == 5 {
        let help =
            "write a codec of your own in the spec: `codecs: { minutes: { pattern: \"%H:%M\" } }`";
        return Err(Wanted::of(WANTED, help));
    }
    let fits = shaped && bytes.get(5) == Some(&b':') && digits(6);
    let fraction = match bytes.get(8..) {
        Some([b'.', digits @ ..]) => {
            (1..=9).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
        }
        rest => rest.is_none_or(<[u8]>::is_empty),
    };
    text.parse()
        .ok()
        .filter(|_| fits && fraction)
        .ok_or_else(wanted)
}

fn by_pattern(text: &str, pattern: &Pattern) -> Result<Time, Wanted> {
    let read = |pattern: &&str| BrokenDownTime::parse(pattern, text).ok()?.to_time().ok();
    let found = pattern.patterns.iter().find_map(read);
    found.ok_or_else(|| no_pattern(text, pattern))
}

impl Slot for Time {
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        if reader.peek()? != Kind::Text {
            return Err(reader.wrong(Wanted::Of(WANTED.into(), None)));
        }
        *self = from_text(reader, |text| match inmost(field) {
            Codec::Pattern(pattern) => by_pattern(text, pattern),
            _ => parse(text),
        })?;
        Ok(())
    }

    fn write(&self, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
        let Codec::Pattern(pattern) = inmost(field) else {
            return writer.text(&self.to_string());
        };
        let first = pattern.patterns.first().copied().unwrap_or_default();
        match BrokenDownTime::from(*self).to_string(first) {
            Ok(text) => writer.text(&text),
            Err(_) => Err(WriteError::new(format!(
                "cannot write `{self}` by `{first}` of `{}`",
                pattern.name
            ))),
        }
    }

    never_empty!();
}

impl Blank for Time {
    fn blank(_: &Token) -> Self {
        Time::midnight()
    }
}
