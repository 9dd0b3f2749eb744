//! Times as a number of seconds or milliseconds since 1970 or another point in time, and what durations share with them.

use jiff::Timestamp;

use super::{Parts, Temporal};
use crate::codec::{is_text, number::stands_in_text};
use crate::shape::{Field, Found, Kind, ReadError, Reader, Wanted, WriteError, Writer};
use crate::value::is_number;

/// What is counted.
pub(in crate::codec) struct Unit {
    wanted: &'static str,
    /// One is `10^digits` nanoseconds.
    digits: usize,
}

impl Unit {
    pub(in crate::codec) const fn seconds(wanted: &'static str) -> Self {
        Self { wanted, digits: 9 }
    }

    pub(in crate::codec) const fn milliseconds(wanted: &'static str) -> Self {
        Self { wanted, digits: 6 }
    }
}

pub(super) const SECONDS: Unit = Unit::seconds("a number of seconds since 1970");
pub(super) const MILLISECONDS: Unit = Unit::milliseconds("a number of milliseconds since 1970");
pub(super) const OWN: Unit = Unit::seconds("a number of seconds since the vendor's own zero");

/// The nanoseconds in a second.
const SECOND: i128 = 1_000_000_000;

/// Reads a number of units since `start`, which is so many seconds after 1970.
pub(super) fn read_count<T: Temporal>(
    reader: &mut dyn Reader,
    field: &Field,
    unit: &Unit,
    start: i64,
) -> Result<T, ReadError> {
    read_counted(reader, field, unit, |nanos| {
        let nanos = nanos.checked_add(i128::from(start) * SECOND)?;
        Timestamp::from_nanosecond(nanos).ok().and_then(T::at)
    })
}

/// Reads a number of units, of which `make` takes the nanoseconds.
pub(in crate::codec) fn read_counted<T>(
    reader: &mut dyn Reader,
    field: &Field,
    unit: &Unit,
    make: impl Fn(i128) -> Option<T>,
) -> Result<T, ReadError> {
    let in_text = stands_in_text(reader, field)?;
    if !in_text && !reader.untyped() && reader.peek()? != Kind::Number {
        let help = (reader.peek()? == Kind::Text)
            .then_some("if the vendor sends numbers in strings, write `text` before the codec in the spec: `as text unix`");
        return Err(reader.wrong(Wanted::Of(unit.wanted.into(), help)));
    }
    let text = if in_text {
        reader.token()?
    } else {
        reader.number()?
    };
    if let Some(value) = nanoseconds(text, unit.digits).and_then(make) {
        return Ok(value);
    }
    let found = Found::scalar(if in_text { Kind::Text } else { Kind::Number }, text);
    Err(ReadError::wrong(found, Wanted::Of(unit.wanted.into(), None)).here(reader))
}

/// `-12.5` units as nanoseconds, exactly; nothing for exponents and for digits beyond a nanosecond.
fn nanoseconds(text: &str, digits: usize) -> Option<i128> {
    if !is_number(text) {
        return None;
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > digits || whole.len() > 25 {
        return None;
    }
    format!("{whole}{fraction}{}", "0".repeat(digits - fraction.len()))
        .parse()
        .ok()
}

pub(super) fn write_count(
    parts: Parts,
    writer: &mut dyn Writer,
    field: &Field,
    unit: &Unit,
    start: i64,
) -> Result<(), WriteError> {
    let Some(timestamp) = parts.timestamp() else {
        return Err(WriteError::new(format!(
            "cannot write `{parts}` as a number since 1970"
        )));
    };
    let nanos = timestamp.as_nanosecond() - i128::from(start) * SECOND;
    counted(nanos, writer, field, unit)
}

/// Writes nanoseconds as a number of units.
pub(in crate::codec) fn counted(
    nanos: i128,
    writer: &mut dyn Writer,
    field: &Field,
    unit: &Unit,
) -> Result<(), WriteError> {
    let digits = unit.digits;
    let one = 10_i128.pow(digits as u32);
    let (whole, rest) = (nanos / one, (nanos % one).unsigned_abs());
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
