//! Times as RFC 2822 and as .NET have them.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::{Offset, TimeZone};

use super::{Parts, Temporal};
use crate::shape::{Wanted, WriteError};

const RFC2822: &str = "a time as RFC 2822 has it, like `Tue, 07 Jul 2020 06:20:14 +0000`";
const DOTNET: &str = "a time as .NET has it, like `/Date(1594102814000)/`";

pub(super) fn by_rfc2822<T: Temporal>(text: &str) -> Result<T, Wanted> {
    let wanted = || Wanted::Of(RFC2822.into(), None);
    let zoned = DateTimeParser::new()
        .parse_zoned(text)
        .map_err(|_| wanted())?;
    T::from_parts(Parts {
        date: zoned.date(),
        time: Some(zoned.time()),
        offset: Some(zoned.offset()),
    })
}

/// To the second, which is all that RFC 2822 has digits for.
pub(super) fn as_rfc2822(parts: Parts) -> Result<String, WriteError> {
    let (Some(offset), Some(timestamp)) = (parts.offset, parts.timestamp()) else {
        return Err(no_offset(parts));
    };
    // Printed with another offset, it would be another clock's time.
    if offset.seconds() % 60 != 0 {
        return Err(odd_offset(parts));
    }
    let zoned = timestamp.to_zoned(TimeZone::fixed(offset));
    if !(0..=9999).contains(&zoned.year()) {
        return Err(WriteError::new(format!(
            "cannot write `{parts}` as RFC 2822 has times: a year has four digits there"
        )));
    }
    // With two digits for the day, which jiff's own printer does without: some readers want them.
    Ok(zoned.strftime("%a, %d %b %Y %T %z").to_string())
}

pub(super) fn by_dotnet<T: Temporal>(text: &str) -> Result<T, Wanted> {
    dotnet(text)
        .ok_or(Wanted::Of(DOTNET.into(), None))
        .and_then(T::from_parts)
}

/// Milliseconds since 1970, then the offset of a clock that showed that time. The slashes are escaped in what
/// JavaScript is meant to tell from other texts, and come escaped where they were written so twice.
fn dotnet(text: &str) -> Option<Parts> {
    let text = text.strip_prefix('\\').unwrap_or(text);
    let inner = text.strip_prefix("/Date(")?;
    let inner = inner
        .strip_suffix(")/")
        .or_else(|| inner.strip_suffix(")\\/"))?;
    let signed = inner.strip_prefix('-').unwrap_or(inner);
    let digits = &signed[..signed.find(['+', '-']).unwrap_or(signed.len())];
    let (millis, offset) = inner.split_at(inner.len() - signed.len() + digits.len());
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let timestamp = Timestamp::from_millisecond(millis.parse().ok()?).ok()?;
    let offset = match offset {
        "" => Offset::UTC,
        offset => of_offset(offset)?,
    };
    Some(Parts::at(timestamp, offset))
}

/// `+0200`.
fn of_offset(text: &str) -> Option<Offset> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
    let seconds = sign * (hours * 60 + minutes) * 60;
    (minutes < 60).then(|| Offset::from_seconds(seconds).ok())?
}

/// To the millisecond, which is all that .NET has digits for here.
pub(super) fn as_dotnet(parts: Parts) -> Result<String, WriteError> {
    let (Some(offset), Some(timestamp)) = (parts.offset, parts.timestamp()) else {
        return Err(no_offset(parts));
    };
    let millis = timestamp.as_nanosecond().div_euclid(1_000_000);
    let minutes = offset.seconds().unsigned_abs() / 60;
    if offset.seconds() % 60 != 0 {
        return Err(odd_offset(parts));
    }
    let sign = if offset.is_negative() { '-' } else { '+' };
    Ok(match minutes {
        0 => format!("/Date({millis})/"),
        _ => format!(
            "/Date({millis}{sign}{:02}{:02})/",
            minutes / 60,
            minutes % 60
        ),
    })
}

fn no_offset(parts: Parts) -> WriteError {
    WriteError::new(format!(
        "cannot write `{parts}`, of which nobody says where it is, as a point in time"
    ))
}

fn odd_offset(parts: Parts) -> WriteError {
    WriteError::new(format!(
        "cannot write `{parts}`: an offset is written in hours and minutes"
    ))
}
