//! `instant`, `datetime`, `date` and `moment`: as RFC 3339, by pattern, or as a number since 1970.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;

use super::{inmost, is_text, number::stands_in_text};
use crate::shape::{
    Blank, Codec, Field, Found, Kind, Pattern, ReadError, Reader, Slot, Token, Wanted, WriteError,
    Writer,
};
use crate::value::{Moment, is_number};

/// What a text says about a time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts {
    date: Date,
    time: Option<Time>,
    offset: Option<Offset>,
}

/// A type of time, made out of what a text says, if the text says enough and not too much.
pub(crate) trait Temporal: Sized {
    fn from_parts(parts: Parts) -> Result<Self, Wanted>;
    fn parts(&self) -> Parts;
    /// A point in time, of which a clock in UTC tells the types without a zone.
    fn at(timestamp: Timestamp) -> Option<Self>;
}

impl Parts {
    fn local(&self) -> DateTime {
        self.date
            .to_datetime(self.time.unwrap_or_else(Time::midnight))
    }

    /// The point in time; what has no offset is taken for UTC.
    fn timestamp(&self) -> Option<Timestamp> {
        self.offset
            .unwrap_or(Offset::UTC)
            .to_timestamp(self.local())
            .ok()
    }

    fn of(timestamp: Timestamp) -> Self {
        Moment::from(timestamp).parts()
    }
}

/// RFC 3339, as far as there are parts.
impl fmt::Display for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.time.is_none() {
            return fmt::Display::fmt(&self.date, f);
        }
        fmt::Display::fmt(&self.local(), f)?;
        let Some(offset) = self.offset else {
            return Ok(());
        };
        let seconds = offset.seconds().unsigned_abs();
        if seconds == 0 {
            return f.write_str("Z");
        }
        let sign = if offset.is_negative() { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60)?;
        match seconds % 60 {
            0 => Ok(()),
            rest => write!(f, ":{rest:02}"),
        }
    }
}

const INSTANT: &str = "a time with an offset, like `2024-05-01T12:30:00Z`";
const DATETIME: &str = "a time without an offset, like `2024-05-01T12:30:00`";
const MOMENT: &str = "a time, like `2024-05-01T12:30:00`";
const DATE: &str = "a date, like `2024-05-01`";

impl Temporal for Timestamp {
    fn from_parts(parts: Parts) -> Result<Self, Wanted> {
        match (parts.time, parts.offset) {
            (Some(_), Some(_)) => parts.timestamp().ok_or(Wanted::Of(INSTANT.into(), None)),
            (Some(_), None) => Err(Wanted::of(
                INSTANT,
                "write `instant as naive` in the spec if the vendor means UTC, `datetime` if it does not say, `moment` if it sends both",
            )),
            (None, _) => Err(Wanted::of(INSTANT, "write `date` in the spec")),
        }
    }

    fn parts(&self) -> Parts {
        Parts::of(*self)
    }

    fn at(timestamp: Timestamp) -> Option<Self> {
        Some(timestamp)
    }
}

impl Temporal for DateTime {
    fn from_parts(parts: Parts) -> Result<Self, Wanted> {
        match (parts.time, parts.offset) {
            (Some(_), None) => Ok(parts.local()),
            (Some(_), Some(_)) => Err(Wanted::of(
                DATETIME,
                "write `instant` in the spec if it always has an offset, `moment` if it sometimes has one",
            )),
            (None, _) => Err(Wanted::of(DATETIME, "write `date` in the spec")),
        }
    }

    fn parts(&self) -> Parts {
        Parts {
            date: self.date(),
            time: Some(self.time()),
            offset: None,
        }
    }

    fn at(timestamp: Timestamp) -> Option<Self> {
        Some(Parts::of(timestamp).local())
    }
}

impl Temporal for Moment {
    fn from_parts(parts: Parts) -> Result<Self, Wanted> {
        match (parts.time, parts.offset) {
            (Some(_), None) => Ok(Moment::Local(parts.local())),
            // A moment has a point in time, so the offset must not lead out of the calendar.
            (Some(_), Some(offset)) if parts.timestamp().is_some() => Ok(Moment::Offset {
                local: parts.local(),
                offset,
            }),
            (Some(_), Some(_)) => Err(Wanted::Of(MOMENT.into(), None)),
            (None, _) => Err(Wanted::of(MOMENT, "write `date` in the spec")),
        }
    }

    fn parts(&self) -> Parts {
        Parts {
            date: self.local().date(),
            time: Some(self.local().time()),
            offset: self.offset(),
        }
    }

    fn at(timestamp: Timestamp) -> Option<Self> {
        Some(Moment::from(timestamp))
    }
}

impl Temporal for Date {
    fn from_parts(parts: Parts) -> Result<Self, Wanted> {
        match parts.time {
            None => Ok(parts.date),
            Some(_) => Err(Wanted::of(
                DATE,
                "write `instant`, `datetime` or `moment` in the spec if it has a time",
            )),
        }
    }

    fn parts(&self) -> Parts {
        Parts {
            date: *self,
            time: None,
            offset: None,
        }
    }

    fn at(timestamp: Timestamp) -> Option<Self> {
        let local = Parts::of(timestamp).local();
        (local.time() == Time::midnight()).then(|| local.date())
    }
}

/// Reads a text in the manner of RFC 3339: a date, up to nine digits of fraction, an offset or none.
pub(crate) fn parse_time(text: &str) -> Result<Parts, Wanted> {
    match Pieces::parse(text) {
        Ok(pieces) if pieces.time_zone_annotation().is_none() => Ok(Parts {
            date: pieces.date(),
            time: pieces.time(),
            offset: pieces.to_numeric_offset(),
        }),
        _ => Err(Wanted::Of(
            "a date or a time as RFC 3339 has it".into(),
            None,
        )),
    }
}

fn read_time<T: Temporal>(
    reader: &mut dyn Reader,
    field: &Field,
    wanted: &'static str,
) -> Result<T, ReadError> {
    let codec = inmost(field);
    if let Codec::Unix | Codec::UnixMs = codec {
        return read_count(
            reader,
            field,
            if matches!(codec, Codec::Unix) { 9 } else { 6 },
        );
    }
    if reader.peek()? != Kind::Text {
        let help = number_help(reader)?;
        return Err(reader.wrong(Wanted::Of(wanted.into(), help)));
    }
    let text = reader.text()?;
    let parsed = match codec {
        Codec::Naive => naive(text),
        Codec::Pattern(pattern) => by_pattern(text, pattern),
        // What cannot be read at all is told by the type that was wanted.
        _ => parse_time(text)
            .map_err(|_| Wanted::Of(wanted.into(), blank_help(text)))
            .and_then(T::from_parts),
    };
    let (found, wanted) = match parsed {
        Ok(value) => return Ok(value),
        Err(wanted) => (Found::text(text), wanted),
    };
    Err(ReadError::wrong(found, wanted).here(reader))
}

fn number_help(reader: &mut dyn Reader) -> Result<Option<&'static str>, ReadError> {
    Ok((reader.peek()? == Kind::Number)
        .then_some("write `as unix` or `as unix_ms` in the spec if it counts from 1970"))
}

fn blank_help(text: &str) -> Option<&'static str> {
    text.is_empty().then_some(
        "if the empty text means null, write `as blank` and `?` after its type in the spec",
    )
}

/// A text without an offset; a type that needs one takes UTC.
fn naive<T: Temporal>(text: &str) -> Result<T, Wanted> {
    let wanted = |help| Wanted::Of(DATETIME.into(), help);
    let parts = parse_time(text).map_err(|_| wanted(blank_help(text)))?;
    match (parts.time, parts.offset) {
        (Some(_), None) => or_utc(parts),
        (Some(_), Some(_)) => Err(wanted(Some(
            "write `as rfc3339` in the spec if it always has an offset",
        ))),
        (None, _) => Err(wanted(Some("write `date` in the spec"))),
    }
}

fn or_utc<T: Temporal>(parts: Parts) -> Result<T, Wanted> {
    T::from_parts(parts).or_else(|wanted| match (parts.time, parts.offset) {
        (Some(_), None) => T::from_parts(Parts {
            offset: Some(Offset::UTC),
            ..parts
        }),
        _ => Err(wanted),
    })
}

fn by_pattern<T: Temporal>(text: &str, pattern: &Pattern) -> Result<T, Wanted> {
    let parts = pattern.patterns.iter().find_map(|pattern| {
        let broken = BrokenDownTime::parse(pattern, text).ok()?;
        if let Some(timestamp) = broken.timestamp() {
            return Some(Parts::of(timestamp));
        }
        Some(Parts {
            date: broken.to_date().ok()?,
            time: broken.hour().and_then(|_| broken.to_time().ok()),
            offset: broken.offset(),
        })
    });
    let Some(parts) = parts else {
        let patterns: Vec<String> = pattern
            .patterns
            .iter()
            .map(|pattern| format!("`{pattern}`"))
            .collect();
        let help = pattern
            .nothing
            .contains(&text)
            .then_some("this text means null: add `?` after its type in the spec");
        return Err(Wanted::Of(
            format!("a text by {} of `{}`", patterns.join(" or "), pattern.name).into(),
            help.or(blank_help(text)),
        ));
    };
    or_utc(parts)
}

/// A number of units since 1970, of which `10^digits` nanoseconds make one.
fn read_count<T: Temporal>(
    reader: &mut dyn Reader,
    field: &Field,
    digits: usize,
) -> Result<T, ReadError> {
    let unit = if digits == 9 {
        "a number of seconds since 1970"
    } else {
        "a number of milliseconds since 1970"
    };
    let in_text = stands_in_text(reader, field)?;
    if !in_text && !reader.untyped() && reader.peek()? != Kind::Number {
        let help = (reader.peek()? == Kind::Text).then_some("if the vendor sends numbers in strings, write `as text unix` or `as text unix_ms` in the spec");
        return Err(reader.wrong(Wanted::Of(unit.into(), help)));
    }
    let text = if in_text {
        reader.text()?
    } else {
        reader.number()?
    };
    let value = nanoseconds(text, digits).and_then(|nanos| Timestamp::from_nanosecond(nanos).ok());
    if let Some(value) = value.and_then(T::at) {
        return Ok(value);
    }
    let found = Found::scalar(if in_text { Kind::Text } else { Kind::Number }, text);
    Err(ReadError::wrong(found, Wanted::Of(unit.into(), None)).here(reader))
}

/// `-12.5` units as nanoseconds, exactly; nothing for exponents and for digits beyond a nanosecond.
fn nanoseconds(text: &str, digits: usize) -> Option<i128> {
    if !is_number(text) {
        return None;
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > digits || whole.len() > 20 {
        return None;
    }
    format!("{whole}{fraction}{}", "0".repeat(digits - fraction.len()))
        .parse()
        .ok()
}

fn write_time(parts: Parts, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
    match inmost(field) {
        Codec::Unix => write_count(parts, writer, field, 9),
        Codec::UnixMs => write_count(parts, writer, field, 6),
        Codec::Naive => writer.text(
            &Parts {
                offset: None,
                ..parts
            }
            .to_string(),
        ),
        Codec::Pattern(pattern) => writer.text(&patterned(parts, pattern)?),
        _ => writer.text(&parts.to_string()),
    }
}

fn patterned(parts: Parts, pattern: &Pattern) -> Result<String, WriteError> {
    let mut broken = BrokenDownTime::from(parts.local());
    broken.set_offset(parts.offset);
    broken.set_timestamp(parts.timestamp());
    let first = pattern.patterns.first().copied().unwrap_or_default();
    broken.to_string(first).map_err(|_| {
        WriteError::new(format!(
            "cannot write `{parts}` by `{first}` of `{}`",
            pattern.name
        ))
    })
}

fn write_count(
    parts: Parts,
    writer: &mut dyn Writer,
    field: &Field,
    digits: usize,
) -> Result<(), WriteError> {
    let Some(timestamp) = parts.timestamp() else {
        return Err(WriteError::new(format!(
            "cannot write `{parts}` as a number since 1970"
        )));
    };
    let nanos = timestamp.as_nanosecond();
    let unit = 10i128.pow(digits as u32);
    let (whole, rest) = (nanos / unit, (nanos % unit).unsigned_abs());
    let sign = if nanos < 0 { "-" } else { "" };
    let mut text = format!("{sign}{}", whole.unsigned_abs());
    if rest != 0 {
        text.push_str(format!(".{rest:0digits$}").trim_end_matches('0'));
    }
    if is_text(field) {
        writer.text(&text)
    } else {
        writer.number(&text)
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

            fn debug(&self, _: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self, f)
            }
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
