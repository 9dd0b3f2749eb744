//! Times by the vendor's own `strftime` patterns.

use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::Offset;

use super::{Parts, Temporal, or_in};
use crate::shape::{Pattern, Wanted, WriteError};

pub(super) fn by_pattern<T: Temporal>(text: &str, pattern: &Pattern) -> Result<T, Wanted> {
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
    match parts {
        Some(parts) => or_in(zone(pattern), parts),
        None => Err(no_pattern(text, pattern)),
    }
}

/// What is wanted where no pattern fits.
pub(in crate::codec) fn no_pattern(text: &str, pattern: &Pattern) -> Wanted {
    let patterns: Vec<String> = pattern
        .patterns
        .iter()
        .map(|pattern| format!("`{pattern}`"))
        .collect();
    let help = pattern
        .nothing
        .contains(&text)
        .then_some("this text means null: add `?` after its type in the spec");
    Wanted::Of(
        format!("a text by {} of `{}`", patterns.join(" or "), pattern.name).into(),
        help,
    )
}

/// Where a clock stands that shows what has no offset.
fn zone(pattern: &Pattern) -> Offset {
    Offset::from_seconds(pattern.zone).unwrap_or(Offset::UTC)
}

pub(super) fn patterned(parts: Parts, pattern: &Pattern) -> Result<String, WriteError> {
    let parts = match parts.offset.and(parts.timestamp()) {
        Some(timestamp) if pattern.zone != 0 => Parts::at(timestamp, zone(pattern)),
        _ => parts,
    };
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
