//! A date and a time, with an offset or without: `moment` of the spec language.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::codec::{Temporal, parse_time};
use crate::shape::{Found, ReadError};

/// A date and a time that keeps whether it came with an offset from UTC.
///
/// ```
/// use trunkline::Moment;
///
/// let there: Moment = "2024-05-01T12:30:00.25-05:00".parse()?;
/// assert_eq!(there.timestamp().unwrap().to_string(), "2024-05-01T17:30:00.25Z");
/// assert_eq!(there.to_string(), "2024-05-01T12:30:00.25-05:00");
///
/// let somewhere: Moment = "2024-05-01T12:30:00".parse()?;
/// assert_eq!(somewhere.timestamp(), None);
/// # Ok::<(), trunkline::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// A point in time, as a clock with this offset showed it.
    Offset {
        /// What the clock showed.
        local: DateTime,
        /// How far the clock was ahead of UTC.
        offset: Offset,
    },
    /// What a clock showed, no one says where.
    Local(DateTime),
}

impl Moment {
    /// The point in time, where the offset is known.
    #[must_use]
    pub fn timestamp(&self) -> Option<Timestamp> {
        match self {
            Moment::Offset { local, offset } => offset.to_timestamp(*local).ok(),
            Moment::Local(_) => None,
        }
    }

    /// What the clock showed.
    #[must_use]
    pub const fn local(&self) -> DateTime {
        match self {
            Moment::Offset { local, .. } | Moment::Local(local) => *local,
        }
    }

    /// How far the clock was ahead of UTC, where that is known.
    #[must_use]
    pub const fn offset(&self) -> Option<Offset> {
        match self {
            Moment::Offset { offset, .. } => Some(*offset),
            Moment::Local(_) => None,
        }
    }
}

/// UTC.
impl From<Timestamp> for Moment {
    fn from(timestamp: Timestamp) -> Self {
        Moment::Offset {
            local: Offset::UTC.to_datetime(timestamp),
            offset: Offset::UTC,
        }
    }
}

impl From<DateTime> for Moment {
    fn from(local: DateTime) -> Self {
        Moment::Local(local)
    }
}

impl FromStr for Moment {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, ReadError> {
        parse_time(text)
            .and_then(Moment::from_parts)
            .map_err(|wanted| ReadError::wrong(Found::text(text), wanted))
    }
}

/// As RFC 3339 has it, less the offset where there is none.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.parts(), f)
    }
}
