//! When calls are sent again, and how often a vendor may be called.

use super::{Source, StatusRange};

/// When a call is sent again: what does no harm twice, or was not carried out.
#[derive(Debug, Clone, PartialEq)]
pub struct Retrying {
    /// What it is sent again for.
    pub causes: Vec<RetryCause>,
    /// How often it is sent at most, the first time included.
    pub tries: u32,
    /// The shortest pause, in milliseconds.
    pub min: u64,
    /// The longest pause, in milliseconds.
    pub max: u64,
    /// Where a reply says how long to wait.
    pub wait: Source,
}

/// What a call is sent again for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryCause {
    /// No whole reply came.
    Transport,
    /// No reply came in time.
    Timeout,
    /// An error rule or a kind says [`Retry::Throttle`](super::Retry::Throttle).
    Throttle,
    /// An error rule or a kind says [`Retry::Transient`](super::Retry::Transient).
    Transient,
    /// The status of a reply that is an error.
    Http(StatusRange),
}

/// How often a vendor may be called.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Its name: that of a bucket, of the endpoint that says it, or `limits`.
    pub name: String,
    /// So many calls in so much time.
    pub rate: Option<Rate>,
    /// How many of them may follow each other at once; the others are spread over the time.
    pub burst: Option<u32>,
    /// How many calls may be under way at once.
    pub concurrent: Option<u32>,
    /// Where replies say how many calls are left.
    pub left: Option<Left>,
}

/// So many calls in so much time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// So many: one at least.
    pub count: u32,
    /// The time, in milliseconds.
    pub millis: u64,
}

/// Where replies say how many calls are left, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The number.
    pub remaining: Source,
    /// When there are new ones.
    pub reset: Source,
    /// How that is said.
    pub says: Reset,
}

/// How a point in time is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reset {
    /// In seconds since 1970.
    Unix,
    /// In milliseconds since 1970.
    UnixMillis,
    /// As RFC 3339 writes it.
    Rfc3339,
    /// As RFC 2822, or HTTP, writes it.
    Rfc2822,
    /// In seconds from now.
    Seconds,
    /// In milliseconds from now.
    Millis,
}
