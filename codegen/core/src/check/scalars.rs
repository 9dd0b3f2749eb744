//! A text in, whether it is such a scalar as the wire has it out: samples and literals of the types beyond text and number.

use super::texts::{is_date, is_naive, is_uuid, zoneless};
use crate::api::{Codec, Type};

/// Whether the client can read a text as a value of a type, by the codec that decides how it is written.
pub(super) fn is_value(ty: &Type, codecs: &[Codec], text: &str) -> bool {
    let says =
        |codec: &&Codec| !matches!(codec, Codec::Text) && !super::form::is_transparent(**codec);
    match codecs.iter().rev().find(says) {
        Some(Codec::Unix | Codec::Epoch(_) | Codec::Seconds) => is_count(text, 9),
        Some(Codec::UnixMs | Codec::Millis) => is_count(text, 6),
        Some(Codec::Rfc3339) => is_zoned(text),
        Some(Codec::Naive) => is_naive(text),
        Some(Codec::Rfc2822) => is_rfc2822(text),
        Some(Codec::DotNet) => is_dotnet(text),
        Some(Codec::Base64) | None if *ty == Type::Bytes => is_base64(text),
        None => match ty {
            Type::Int => text.parse::<i64>().is_ok(),
            Type::Uuid => is_uuid(text),
            Type::Decimal => is_decimal(text),
            Type::Url => is_url(text),
            Type::Time => is_time(text),
            Type::Duration => nanoseconds(text).is_some(),
            Type::Date => is_date(text),
            Type::DateTime => is_naive(text),
            Type::Instant => is_zoned(text),
            Type::Moment => is_naive(text) || is_zoned(text),
            _ => true,
        },
        Some(_) => true,
    }
}

/// A date and a time with a zone.
fn is_zoned(text: &str) -> bool {
    zoneless(text) != text && is_naive(zoneless(text))
}

/// A decimal number in a string, where a sign, zeros in front and a lone point do not matter.
pub(super) fn is_decimal(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let power = |text: &str| {
        text.parse::<i64>()
            .is_ok_and(|power| power.abs() <= 1_000_000_000_000_000_000)
    };
    are_digits(whole)
        && are_digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(power)
}

fn are_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number that counts units of `10^digits` nanoseconds, without an exponent.
pub(super) fn is_count(text: &str, digits: usize) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let fits = fraction.trim_end_matches('0').len() <= digits && whole.len() <= 18;
    fits && crate::spec::model::is_number(text) && !text.contains(['e', 'E'])
}

/// Bytes in base64, with padding or without, in either alphabet.
pub(super) fn is_base64(text: &str) -> bool {
    let letters: Vec<u8> = text
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let padding = letters
        .iter()
        .rev()
        .take_while(|byte| **byte == b'=')
        .count();
    let (data, count) = (&letters[..letters.len() - padding], letters.len() - padding);
    let url_safe = data.iter().any(|byte| matches!(byte, b'-' | b'_'));
    let value = |byte: &u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' if !url_safe => Some(62),
        b'-' if url_safe => Some(62),
        b'/' if !url_safe => Some(63),
        b'_' if url_safe => Some(63),
        _ => None,
    };
    // The bits that no byte has are zero.
    let spare = match count % 4 {
        0 => 0,
        1 => return false,
        2 => 0b1111,
        _ => 0b11,
    };
    let clean = data
        .last()
        .and_then(value)
        .is_none_or(|last| last & spare == 0);
    let padded = padding == 0 || (padding <= 2 && (count + padding).is_multiple_of(4));
    data.iter().all(|byte| value(byte).is_some()) && clean && padded
}

/// An absolute URL of the web.
pub(super) fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let odd = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '\\' | '"' | '<' | '>');
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let place = authority
        .rsplit_once('@')
        .map_or(authority, |(_, place)| place);
    let (host, port) = match place.rfind(':').filter(|at| !place[*at..].contains(']')) {
        Some(at) => (&place[..at], &place[at + 1..]),
        None => (place, ""),
    };
    let is_host = match host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
    {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            let letter = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || "-._~".contains(c);
            !host.is_empty() && host.chars().all(letter)
        }
    };
    known && is_host && !text.contains(odd) && (port.is_empty() || port.parse::<u16>().is_ok())
}

/// `06:20:14`, with up to nine digits of fraction.
pub(super) fn is_time(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<&str> = whole.split(':').collect();
    let below = |part: &str, end: u8| {
        part.len() == 2 && are_digits(part) && part.parse::<u8>().is_ok_and(|value| value < end)
    };
    let is_whole = match parts[..] {
        [hour, minute, second] => below(hour, 24) && below(minute, 60) && below(second, 60),
        _ => false,
    };
    is_whole && (1..=9).contains(&fraction.len()) && are_digits(fraction)
}

/// The nanoseconds of a duration as ISO 8601 has it, of which the smallest unit may have a fraction; a day has 24 hours.
pub(super) fn nanoseconds(text: &str) -> Option<i128> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let body = unsigned.strip_prefix(['P', 'p'])?;
    let (days, times) = match body.split_once(['T', 't']) {
        Some((_, "")) => return None,
        Some((days, times)) => (days, times),
        None => (body, ""),
    };
    let mut seen = Units::default();
    let total = seen
        .sum(days, &[('W', 604_800), ('D', 86_400)])?
        .checked_add(seen.sum(times, &[('H', 3_600), ('M', 60), ('S', 1)])?)?;
    let total = if text.starts_with('-') { -total } else { total };
    let fits = i64::try_from(total / 1_000_000_000).is_ok();
    (seen.count > 0 && fits).then_some(total)
}

#[derive(Default)]
struct Units {
    count: usize,
    /// Whether the last one had a fraction, after which nothing comes.
    ended: bool,
}

impl Units {
    /// The nanoseconds of some units in a row, each with how many seconds it has.
    fn sum(&mut self, mut text: &str, units: &[(char, i128)]) -> Option<i128> {
        let mut units = units.iter();
        let mut total = 0_i128;
        while !text.is_empty() {
            let end = text.find(|c: char| c.is_ascii_alphabetic())?;
            let letter = text[end..].chars().next()?.to_ascii_uppercase();
            let (_, seconds) = units.find(|(unit, _)| *unit == letter)?;
            let (whole, fraction) = text[..end]
                .split_once(['.', ','])
                .unwrap_or((&text[..end], ""));
            let fits = !whole.is_empty() && are_digits(whole) && whole.len() <= 18;
            let fraction_fits = are_digits(fraction) && fraction.len() <= 9;
            let has_fraction = text[..end].contains(['.', ',']);
            if self.ended
                || !fits
                || !fraction_fits
                || (has_fraction && (fraction.is_empty() || *seconds > 3_600))
            {
                return None;
            }
            self.ended = has_fraction;
            self.count += 1;
            let nanos: i128 = format!("{whole}{fraction:0<9}").parse().ok()?;
            total = total.checked_add(nanos.checked_mul(*seconds)?)?;
            text = &text[end + 1..];
        }
        Some(total)
    }
}

/// `Tue, 07 Jul 2020 06:20:14 +0000`; the day of the week and the seconds may be left out.
pub(super) fn is_rfc2822(text: &str) -> bool {
    let text = text.split_once(',').map_or(text, |(_, rest)| rest);
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let [day, month, year, time, zone] = words[..] else {
        return false;
    };
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let month = MONTHS.contains(&month.to_ascii_lowercase().as_str());
    let day = day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let year = (2..=4).contains(&year.len()) && are_digits(year);
    let time = is_time(time) || is_time(&format!("{time}:00"));
    let offset = zone
        .strip_prefix(['+', '-'])
        .map(|digits| digits.len() == 4 && are_digits(digits));
    let named =
        (1..=3).contains(&zone.len()) && zone.bytes().all(|byte| byte.is_ascii_alphabetic());
    day && month && year && time && offset.unwrap_or(named)
}

/// `/Date(1594102814000)/`, with an offset or without.
pub(super) fn is_dotnet(text: &str) -> bool {
    let text = text.replace('\\', "");
    let inner = text
        .strip_prefix("/Date(")
        .and_then(|rest| rest.strip_suffix(")/"));
    let Some(inner) = inner else { return false };
    let unsigned = inner.strip_prefix('-').unwrap_or(inner);
    let (digits, offset) = match unsigned.find(['+', '-']) {
        Some(at) => (&unsigned[..at], Some(&unsigned[at + 1..])),
        None => (unsigned, None),
    };
    let is_offset = |digits: &str| digits.len() == 4 && are_digits(digits);
    (1..=15).contains(&digits.len()) && are_digits(digits) && offset.is_none_or(is_offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_told_from_other_texts() {
        let all = |is: fn(&str) -> bool, good: &[&str], bad: &[&str]| {
            good.iter().for_each(|text| assert!(is(text), "{text}"));
            bad.iter().for_each(|text| assert!(!is(text), "{text}"));
        };
        all(
            is_decimal,
            &["1.10", "-.5", "+7.", "1e-9"],
            &["", ".", "1,5", "e1", "1e", "x"],
        );
        all(
            is_base64,
            &["", "aGk=", "aGk", "a-_7", "aG\nk="],
            &["a", "aGl=", "aGk==", "a+_7", "ä==="],
        );
        all(
            is_url,
            &["http://a", "https://u@a.b:80/x?y", "https://[::1]/"],
            &[
                "/a",
                "a.b",
                "ftp://a",
                "http://",
                "http://a b",
                "http://a:b",
            ],
        );
        all(
            is_time,
            &["06:20:14", "00:00:00.5"],
            &["24:00:00", "6:20:14", "06:20", "06:20:14.", "06:20:14Z"],
        );
        all(
            |text| nanoseconds(text).is_some(),
            &["PT1H30M", "P1DT0.5S", "-PT1S", "P2W", "pt1.5h"],
            &["", "P", "PT", "P1Y", "PT1M1H", "1H", "PT1.5M1S", "P1.5D"],
        );
        all(
            is_rfc2822,
            &["Tue, 07 Jul 2020 06:20:14 +0000", "7 Jul 2020 06:20 GMT"],
            &["07 Jul 2020", "2020-07-07T06:20:14Z"],
        );
        all(
            is_dotnet,
            &["/Date(0)/", "/Date(-1+0200)/", "\\/Date(1)\\/"],
            &["/Date()/", "Date(1)", "/Date(1+2)/"],
        );
        assert_eq!(nanoseconds("P1DT1H"), nanoseconds("PT25H"));
    }
}
