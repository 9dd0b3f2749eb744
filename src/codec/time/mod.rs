//! `instant`, `datetime`, `date` and `moment`: as RFC 3339, by pattern, or as a number since 1970.

mod count;
mod letters;
mod parts;
mod pattern;
mod seconds;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use super::inmost;
use super::scalar::{from_text, never_empty};
use crate::shape::{
    Blank, Codec, Field, Kind, ReadError, Reader, Slot, Token, Wanted, WriteError, Writer,
};
use crate::value::Moment;
use count::{MILLISECONDS, SECONDS, read_count, write_count};
pub(super) use count::{Unit, counted, read_counted};
use letters::{as_dotnet, as_rfc2822, by_dotnet, by_rfc2822};
pub(crate) use parts::{Parts, Temporal, parse_time};
pub(super) use pattern::no_pattern;
use pattern::{by_pattern, patterned};

const INSTANT: &str = "a time with an offset, like `2024-05-01T12:30:00Z`";
const DATETIME: &str = "a time without an offset, like `2024-05-01T12:30:00`";
const MOMENT: &str = "a time, like `2024-05-01T12:30:00`";
const DATE: &str = "a date, like `2024-05-01`";

fn read_time<T: Temporal>(
    reader: &mut dyn Reader,
    field: &Field,
    wanted: &'static str,
) -> Result<T, ReadError> {
    let codec = inmost(field);
    match codec {
        Codec::Unix => return read_count(reader, field, &SECONDS, 0),
        Codec::UnixMs => return read_count(reader, field, &MILLISECONDS, 0),
        Codec::Epoch(start) => return read_count(reader, field, &count::OWN, start),
        _ => {}
    }
    let kind = reader.peek()?;
    if kind != Kind::Text {
        let help = "write `as unix` or `as unix_ms` in the spec if it counts from 1970";
        let help = (kind == Kind::Number).then_some(help);
        return Err(reader.wrong(Wanted::Of(wanted.into(), help)));
    }
    from_text(reader, |text| match codec {
        Codec::Naive => naive(text),
        Codec::Rfc2822 => by_rfc2822(text),
        Codec::DotNet => by_dotnet(text),
        Codec::Pattern(pattern) => by_pattern(text, pattern),
        // What cannot be read at all is told by the type that was wanted.
        _ => parse_time(text)
            .map_err(|_| Wanted::Of(wanted.into(), None))
            .and_then(T::from_parts),
    })
}

/// A text without an offset; a type that needs one takes UTC.
fn naive<T: Temporal>(text: &str) -> Result<T, Wanted> {
    let wanted = |help| Wanted::Of(DATETIME.into(), help);
    let parts = parse_time(text).map_err(|_| wanted(None))?;
    match (parts.time, parts.offset) {
        (Some(_), None) => or_in(Offset::UTC, parts),
        (Some(_), Some(_)) => Err(wanted(Some(
            "write `as rfc3339` in the spec if it always has an offset",
        ))),
        (None, _) => Err(wanted(Some("write `date` in the spec"))),
    }
}

/// What the parts say; a type that needs an offset takes this one where there is none.
fn or_in<T: Temporal>(zone: Offset, parts: Parts) -> Result<T, Wanted> {
    T::from_parts(parts).or_else(|wanted| match (parts.time, parts.offset) {
        (Some(_), None) => T::from_parts(Parts {
            offset: Some(zone),
            ..parts
        }),
        _ => Err(wanted),
    })
}

fn write_time(parts: Parts, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
    match inmost(field) {
        Codec::Unix => write_count(parts, writer, field, &SECONDS, 0),
        Codec::UnixMs => write_count(parts, writer, field, &MILLISECONDS, 0),
        Codec::Epoch(start) => write_count(parts, writer, field, &count::OWN, start),
        Codec::Rfc2822 => writer.text(&as_rfc2822(parts)?),
        Codec::DotNet => writer.text(&as_dotnet(parts)?),
        Codec::Naive => {
            let offset = None;
            write_rfc3339(Parts { offset, ..parts }, writer)
        }
        Codec::Pattern(pattern) => writer.text(&patterned(parts, pattern)?),
        _ => write_rfc3339(parts, writer),
    }
}

fn write_rfc3339(parts: Parts, writer: &mut dyn Writer) -> Result<(), WriteError> {
    match seconds::write(&parts, &mut [0; 20]) {
        Some(text) => writer.text(text),
        None => writer.text(&parts.to_string()),
    }
}

macro_rules! slot {
    ($ty:ty, $wanted:expr, $blank:expr) => {
        impl Slot for $ty {
            fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
                *self = read_time(reader, field, $wanted)?;
                Ok(())
            }

            fn write(&self, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
                write_time(self.parts(), writer, field)
            }

            never_empty!();
        }

        impl Blank for $ty {
            fn blank(_: &Token) -> Self {
                $blank
            }
        }
    };
}

slot!(Timestamp, INSTANT, Timestamp::UNIX_EPOCH);
slot!(DateTime, DATETIME, DateTime::MIN);
slot!(Moment, MOMENT, Moment::Local(DateTime::MIN));
slot!(Date, DATE, Date::MIN);
