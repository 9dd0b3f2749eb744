//! A scalar type and its codecs in; the form in which it travels, how to read it and how to make one, out.

use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use trunkline_codegen::api::{Api, Codec, PatternId, Type};

/// How a scalar stands in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// In quotes.
    Text,
    /// As a number.
    Number,
    /// As `true` or `false`.
    Flag,
}

/// The codec that decides how a scalar travels: the innermost that is not about null.
pub(crate) fn deciding(api: &Api, codecs: &[Codec]) -> Option<Codec> {
    codecs.iter().rev().copied().find(|codec| match codec {
        Codec::Blank | Codec::EmptyList => false,
        Codec::Pattern(id) => !api.patterns[id.0].patterns.is_empty(),
        _ => true,
    })
}

/// The form of a scalar in JSON. `text` puts quotes around whatever the codecs after it make.
pub(crate) fn form(api: &Api, ty: &Type, codecs: &[Codec]) -> Form {
    if codecs.contains(&Codec::Text) {
        return Form::Text;
    }
    match (deciding(api, codecs), ty) {
        (Some(Codec::Bit | Codec::Unix | Codec::UnixMs), _) => Form::Number,
        (Some(_), _) => Form::Text,
        (None, Type::Int | Type::Float) => Form::Number,
        (None, Type::Bool) => Form::Flag,
        (None, _) => Form::Text,
    }
}

/// Whether `text` reads as the scalar.
pub(crate) fn reads(api: &Api, ty: &Type, codec: Option<Codec>, text: &str) -> bool {
    match codec {
        Some(Codec::Bit | Codec::BitText) => matches!(text, "0" | "1"),
        Some(Codec::Yn) => matches!(text, "Y" | "N" | "y" | "n"),
        Some(Codec::Unix | Codec::UnixMs) => text.parse::<i64>().is_ok(),
        Some(Codec::Rfc3339) => text.parse::<Timestamp>().is_ok() && has_zone(text),
        Some(Codec::Naive) => naive(text),
        Some(Codec::Pattern(id)) => matches_pattern(api, ty, id, text),
        Some(Codec::Text | Codec::Csv | Codec::Blank | Codec::EmptyList) | None => plain(ty, text),
    }
}

fn plain(ty: &Type, text: &str) -> bool {
    match ty {
        Type::Int => text.parse::<i64>().is_ok(),
        Type::Float => text.parse::<f64>().is_ok_and(f64::is_finite),
        Type::Bool => matches!(text, "true" | "false"),
        Type::Uuid => is_uuid(text),
        Type::Date => text.len() == 10 && text.parse::<Date>().is_ok(),
        Type::DateTime => naive(text),
        Type::Instant => text.parse::<Timestamp>().is_ok() && has_zone(text),
        Type::Moment => naive(text) || (text.parse::<Timestamp>().is_ok() && has_zone(text)),
        _ => true,
    }
}

fn has_zone(text: &str) -> bool {
    let after_date = text.get(10..).unwrap_or_default();
    after_date.ends_with(['Z', 'z']) || after_date.contains(['+', '-'])
}

fn naive(text: &str) -> bool {
    text.len() > 10 && !has_zone(text) && text.parse::<DateTime>().is_ok()
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn matches_pattern(api: &Api, ty: &Type, id: PatternId, text: &str) -> bool {
    let fits = |pattern: &String| {
        BrokenDownTime::parse(pattern, text).is_ok_and(|time| match ty {
            Type::Date => time.to_date().is_ok(),
            Type::Instant => time.to_timestamp().is_ok() || time.to_datetime().is_ok(),
            _ => time.to_datetime().is_ok(),
        })
    };
    api.patterns[id.0].patterns.iter().any(fits)
}

/// The `seed`th text of a time, in the codec's way; nothing where the type is no time.
pub(crate) fn time(api: &Api, ty: &Type, codec: Option<Codec>, seed: u64) -> Option<String> {
    if !matches!(
        ty,
        Type::Date | Type::DateTime | Type::Instant | Type::Moment
    ) {
        return None;
    }
    let start = jiff::civil::date(2020, 1, 1).at(6, 20, 14, 0);
    let step = SignedDuration::from_secs((seed % 150_000_000) as i64);
    let at = start.checked_add(step).unwrap_or(start);
    Some(match (codec, ty) {
        (Some(Codec::Pattern(id)), _) => by_pattern(&api.patterns[id.0].patterns, at, seed),
        (Some(Codec::Unix), _) => seconds(at).to_string(),
        (Some(Codec::UnixMs), _) => (seconds(at) * 1000 + (seed % 1000) as i64).to_string(),
        (Some(Codec::Rfc3339), _) | (_, Type::Instant) if codec != Some(Codec::Naive) => {
            zoned(at, seed)
        }
        (None | Some(Codec::Text), Type::Date) => at.date().to_string(),
        (None | Some(Codec::Text), Type::Moment) if seed % 2 == 1 => zoned(at, seed),
        _ => unzoned(at, seed),
    })
}

fn seconds(at: DateTime) -> i64 {
    at.to_zoned(TimeZone::UTC)
        .map_or(0, |zoned| zoned.timestamp().as_second())
}

/// With 0 to 7 digits of fraction, as vendors differ.
fn unzoned(at: DateTime, seed: u64) -> String {
    let digits = [0, 3, 7, 2, 6][(seed / 2 % 5) as usize];
    let whole = at.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    match digits {
        0 => whole,
        digits => {
            let fraction = format!("{:07}", seed.wrapping_mul(7919) % 10_000_000);
            format!("{whole}.{}", &fraction[..digits])
        }
    }
}

fn zoned(at: DateTime, seed: u64) -> String {
    let zone = ["Z", "-05:00", "+00:00", "+05:30"][(seed / 10 % 4) as usize];
    format!("{}{zone}", unzoned(at, seed))
}

/// Every pattern has its turn: what the first cannot read the client must read by the next.
fn by_pattern(patterns: &[String], at: DateTime, seed: u64) -> String {
    let Some(pattern) = patterns.get((seed % patterns.len().max(1) as u64) as usize) else {
        return at.to_string();
    };
    let zone = TimeZone::fixed(Offset::UTC);
    let text = at
        .to_zoned(zone)
        .ok()
        .and_then(|zoned| strtime::format(pattern, &zoned).ok());
    text.unwrap_or_else(|| at.to_string())
}
