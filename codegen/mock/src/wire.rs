//! A scalar type and its codecs in; the form in which it travels, how to read it and how to make one, out.

use axum::http::Uri;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Span, Timestamp};
use trunkline_codegen::api::{Api, Codec, OwnId, OwnKind, Type};

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
pub(crate) fn deciding(codecs: &[Codec]) -> Option<Codec> {
    let about_null =
        |codec: &Codec| matches!(codec, Codec::Blank | Codec::Nothing(_) | Codec::EmptyList);
    codecs
        .iter()
        .rev()
        .copied()
        .find(|codec| !about_null(codec))
}

/// The outermost codec that makes one text of anything, with the codecs inside of it.
pub(crate) fn inside(codecs: &[Codec]) -> Option<(Codec, &[Codec])> {
    let opaque = |codec: &Codec| matches!(codec, Codec::Json | Codec::Rust(_));
    let at = codecs.iter().position(opaque)?;
    Some((codecs[at], &codecs[at + 1..]))
}

/// The form of a scalar in JSON. `text` puts quotes around whatever the codecs after it make.
pub(crate) fn form(ty: &Type, codecs: &[Codec]) -> Form {
    if codecs.contains(&Codec::Text) {
        return Form::Text;
    }
    match (deciding(codecs), ty) {
        (Some(Codec::Bit | Codec::Unix | Codec::UnixMs | Codec::Epoch(_)), _)
        | (Some(Codec::Seconds | Codec::Millis), _) => Form::Number,
        (Some(_), _) => Form::Text,
        (None, Type::Int | Type::Float | Type::Decimal) => Form::Number,
        (None, Type::Bool) => Form::Flag,
        (None, _) => Form::Text,
    }
}

/// Whether `text` reads as the scalar.
pub(crate) fn reads(api: &Api, ty: &Type, codec: Option<Codec>, text: &str) -> bool {
    match codec {
        Some(Codec::Bit | Codec::BitText) => matches!(text, "0" | "1"),
        Some(Codec::Yn) => matches!(text, "Y" | "N" | "y" | "n"),
        Some(Codec::Unix | Codec::UnixMs | Codec::Epoch(_)) => text.parse::<i64>().is_ok(),
        Some(Codec::Seconds | Codec::Millis) => text.parse::<f64>().is_ok(),
        Some(Codec::Rfc2822) => {
            strtime::parse("%a, %d %b %Y %T %z", text.replace("GMT", "+0000")).is_ok()
        }
        Some(Codec::DotNet) => dotnet(text).is_some(),
        Some(Codec::Base64) => STANDARD.decode(text).is_ok(),
        // Only the client knows what the codec makes of it, and JSON is looked into before.
        Some(Codec::Rust(_) | Codec::Json) => true,
        Some(Codec::Rfc3339) => text.parse::<Timestamp>().is_ok() && has_zone(text),
        Some(Codec::Naive) => naive(text),
        Some(Codec::Pattern(id)) => matches_pattern(api, ty, id, text),
        Some(Codec::Text | Codec::Csv | Codec::Blank | Codec::Nothing(_) | Codec::EmptyList)
        | None => plain(ty, text),
    }
}

fn plain(ty: &Type, text: &str) -> bool {
    match ty {
        Type::Int => text.parse::<i64>().is_ok(),
        Type::Float => text.parse::<f64>().is_ok_and(f64::is_finite),
        Type::Bool => matches!(text, "true" | "false"),
        Type::Uuid => is_uuid(text),
        Type::Decimal => {
            text.parse::<f64>().is_ok() && text.ends_with(|c: char| c.is_ascii_digit())
        }
        Type::Bytes => STANDARD.decode(text).is_ok(),
        Type::Url => text
            .parse::<Uri>()
            .is_ok_and(|uri| uri.scheme().is_some() && uri.host().is_some()),
        Type::Time => {
            text.len() >= 8
                && text.starts_with(|c: char| c.is_ascii_digit())
                && text.parse::<Time>().is_ok()
        }
        Type::Duration => {
            text.trim_start_matches('-').starts_with('P') && text.parse::<Span>().is_ok()
        }
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

fn matches_pattern(api: &Api, ty: &Type, id: OwnId, text: &str) -> bool {
    let fits = |pattern: &String| {
        BrokenDownTime::parse(pattern, text).is_ok_and(|time| match ty {
            Type::Date => time.to_date().is_ok(),
            Type::Time => time.to_time().is_ok(),
            Type::Instant => time.to_timestamp().is_ok() || time.to_datetime().is_ok(),
            _ => time.to_datetime().is_ok(),
        })
    };
    api.codecs[id.0].patterns().iter().any(fits)
}

/// The `seed`th text of a time, in the codec's way; nothing where the type is no time.
pub(crate) fn time(api: &Api, ty: &Type, codec: Option<Codec>, seed: u64) -> Option<String> {
    if !matches!(
        ty,
        Type::Date | Type::Time | Type::DateTime | Type::Instant | Type::Moment
    ) {
        return None;
    }
    let start = jiff::civil::date(2020, 1, 1).at(6, 20, 14, 0);
    let step = SignedDuration::from_secs((seed % 150_000_000) as i64);
    let at = start.checked_add(step).unwrap_or(start);
    Some(match (codec, ty) {
        (Some(Codec::Pattern(id)), _) => by_pattern(api.codecs[id.0].patterns(), at, seed),
        (Some(Codec::Epoch(id)), _) => match api.codecs[id.0].kind {
            OwnKind::Epoch(start) => (seconds(at) - start).to_string(),
            _ => String::new(),
        },
        (Some(Codec::Rfc2822), _) => {
            let zone = ["+0000", "-0500", "GMT", "+0530"][(seed / 10 % 4) as usize];
            format!("{} {zone}", at.strftime("%a, %d %b %Y %T"))
        }
        (Some(Codec::DotNet), _) => {
            let zone = ["", "+0200", "-0930", "+0000"][(seed / 10 % 4) as usize];
            format!("/Date({}{:03}{zone})/", seconds(at), seed % 1000)
        }
        (_, Type::Time) => {
            let all = unzoned(at, seed);
            all.split_once('T')
                .map_or(String::new(), |(_, time)| time.to_owned())
        }
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

/// The `seed`th length of time.
pub(crate) fn duration(codec: Option<Codec>, seed: u64) -> String {
    let (seconds, quarters) = (seed % 200_000, seed / 7 % 4 * 25);
    let fraction = if quarters == 0 {
        String::new()
    } else {
        format!(".{quarters}")
    };
    match codec {
        Some(Codec::Seconds) => format!("{seconds}{fraction}"),
        Some(Codec::Millis) => (seconds * 1000 + quarters * 10).to_string(),
        _ => match seed % 3 {
            0 => format!("PT{seconds}{fraction}S"),
            1 => format!("P{}DT{}H", seed / 3 % 40, seed / 5 % 24),
            _ => format!("-PT{}H{}M", seconds / 3600, seconds / 60 % 60),
        },
    }
}

/// The `seed`th bytes, in base64.
pub(crate) fn bytes(seed: u64) -> String {
    let bytes = seed.to_le_bytes();
    STANDARD.encode(&bytes[..(seed / 11 % 9) as usize])
}

/// The milliseconds in `/Date(…)/`.
fn dotnet(text: &str) -> Option<i64> {
    let inner = text.strip_prefix("/Date(")?.strip_suffix(")/")?;
    let end = inner
        .get(1..)?
        .find(['+', '-'])
        .map_or(inner.len(), |at| at + 1);
    inner[..end].parse().ok()
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
