//! A time to the second as nearly all vendors write it, `2024-05-01T12:30:00Z`, in and out; all else is left to `jiff`.
//!
//! Nothing is read here that `jiff` would read in another way: it is only faster, by three quarters of what a time takes
//! in a page of records, since every digit has its place.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::Parts;

/// A date and a time of 19 signs, with `Z` behind them or nothing.
pub(super) fn read(text: &str) -> Option<Parts> {
    let (text, offset) = match text.as_bytes() {
        [text @ .., b'Z'] => (text, Some(Offset::UTC)),
        text => (text, None),
    };
    let text: &[u8; 19] = text.try_into().ok()?;
    let signs = [text[4], text[7], text[10], text[13], text[16]];
    if signs != *b"--T::" {
        return None;
    }
    let year = i16::from(two(text, 0)?) * 100 + i16::from(two(text, 2)?);
    let date = Date::new(year, two(text, 5)?, two(text, 8)?).ok()?;
    let time = Time::new(two(text, 11)?, two(text, 14)?, two(text, 17)?, 0).ok()?;
    Some(Parts {
        date,
        time: Some(time),
        offset,
    })
}

/// The number of two digits at `at`.
fn two(text: &[u8; 19], at: usize) -> Option<i8> {
    let digit = |at: usize| {
        let digit = text[at].wrapping_sub(b'0');
        (digit < 10).then_some(digit as i8)
    };
    Some(digit(at)? * 10 + digit(at + 1)?)
}

/// The same, where the year has four digits and the second no fraction.
pub(super) fn write<'t>(parts: &Parts, room: &'t mut [u8; 20]) -> Option<&'t str> {
    let time = parts.time?;
    let year = u16::try_from(parts.date.year()).ok()?;
    let length = match parts.offset {
        Some(offset) if offset.seconds() == 0 => 20,
        Some(_) => return None,
        None => 19,
    };
    if time.subsec_nanosecond() != 0 {
        return None;
    }
    *room = *b"0000-00-00T00:00:00Z";
    let mut two = |at: usize, number: i8| {
        room[at] += (number / 10) as u8;
        room[at + 1] += (number % 10) as u8;
    };
    two(0, (year / 100) as i8);
    two(2, (year % 100) as i8);
    two(5, parts.date.month());
    two(8, parts.date.day());
    two(11, time.hour());
    two(14, time.minute());
    two(17, time.second());
    std::str::from_utf8(&room[..length]).ok()
}

#[cfg(test)]
mod tests {
    use jiff::fmt::temporal::Pieces;

    use super::*;

    #[test]
    fn what_is_read_here_is_what_jiff_reads() {
        for text in [
            "2024-05-01T12:30:00Z",
            "2024-05-01T12:30:59",
            "0000-01-01T00:00:00",
            "9999-12-31T23:59:59Z",
            "2024-02-29T00:00:00Z",
        ] {
            let own = read(text).expect("it is read here");
            let pieces = Pieces::parse(text).expect("jiff reads it");
            assert_eq!(own.date, pieces.date(), "{text}");
            assert_eq!(own.time, pieces.time(), "{text}");
            assert_eq!(own.offset, pieces.to_numeric_offset(), "{text}");
            assert_eq!(write(&own, &mut [0; 20]), Some(text));
            assert_eq!(own.to_string(), text);
        }
    }

    #[test]
    fn all_else_is_left_to_jiff() {
        for text in [
            "2023-02-29T00:00:00Z",
            "2024-05-01T12:30:60Z",
            "2024-05-01T24:00:00Z",
            "2024-05-01 12:30:00Z",
            "2024-05-01T12:30:00.5Z",
            "2024-05-01T12:30:00+02:00",
            "2024-05-01T12:30Z",
            "2024-05-0aT12:30:00Z",
            "2024-05-01",
            "",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
