//! What a text says about a time, and the types that take it if it says enough and not too much.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;

use super::seconds;
use super::{DATE, DATETIME, INSTANT, MOMENT};
use crate::shape::Wanted;
use crate::value::Moment;

/// What a text says about a time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts {
    pub(super) date: Date,
    pub(super) time: Option<Time>,
    pub(super) offset: Option<Offset>,
}

/// A type of time, made out of what a text says, if the text says enough and not too much.
pub(crate) trait Temporal: Sized {
    fn from_parts(parts: Parts) -> Result<Self, Wanted>;
    fn parts(&self) -> Parts;
    /// A point in time, of which a clock in UTC tells the types without a zone.
    fn at(timestamp: Timestamp) -> Option<Self>;
}

impl Parts {
    pub(super) fn local(&self) -> DateTime {
        self.date
            .to_datetime(self.time.unwrap_or_else(Time::midnight))
    }

    /// The point in time; what has no offset is taken for UTC.
    pub(super) fn timestamp(&self) -> Option<Timestamp> {
        self.offset
            .unwrap_or(Offset::UTC)
            .to_timestamp(self.local())
            .ok()
    }

    /// What a clock with this offset shows.
    pub(super) fn at(timestamp: Timestamp, offset: Offset) -> Self {
        let local = offset.to_datetime(timestamp);
        Self {
            date: local.date(),
            time: Some(local.time()),
            offset: Some(offset),
        }
    }

    pub(super) fn of(timestamp: Timestamp) -> Self {
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
    if let Some(parts) = seconds::read(text) {
        return Ok(parts);
    }
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
