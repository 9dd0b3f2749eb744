//! Times as a number of seconds or milliseconds since 1970.

use jiff::Timestamp;

use super::{Parts, Temporal};
use crate::codec::{is_text, number::stands_in_text};
use crate::shape::{Field, Found, Kind, ReadError, Reader, Wanted, WriteError, Writer};
use crate::value::is_number;

/// What is counted.
pub(super) struct Unit {
    wanted: &'static str,
    /// One is `10^digits` nanoseconds.
    digits: usize,
}

pub(super) const SECONDS: Unit = Unit {
    wanted: "a number of seconds since 1970",
    digits: 9,
};
pub(super) const MILLISECONDS: Unit = Unit {
    wanted: "a number of milliseconds since 1970",
    digits: 6,
};

/// Reads a number of units since 1970.
pub(super) fn read_count<T: Temporal>(
    reader: &mut dyn Reader,
    field: &Field,
    unit: &Unit,
) -> Result<T, ReadError> {
    let in_text = stands_in_text(reader, field)?;
    if !in_text && !reader.untyped() && reader.peek()? != Kind::Number {
        let help = (reader.peek()? == Kind::Text).then_some("if the vendor sends numbers in strings, write `as text unix` or `as text unix_ms` in the spec");
        return Err(reader.wrong(Wanted::Of(unit.wanted.into(), help)));
    }
    let text = if in_text {
        reader.token()?
    } else {
        reader.number()?
    };
    let value =
        nanoseconds(text, unit.digits).and_then(|nanos| Timestamp::from_nanosecond(nanos).ok());
    if let Some(value) = value.and_then(T::at) {
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
    if fraction.len() > digits || whole.len() > 20 {
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
) -> Result<(), WriteError> {
    let Some(timestamp) = parts.timestamp() else {
        return Err(WriteError::new(format!(
            "cannot write `{parts}` as a number since 1970"
        )));
    };
    let nanos = timestamp.as_nanosecond();
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
