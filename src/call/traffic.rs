//! What the runtime knows of how a call is sent again and how often a vendor may be called: constant descriptions
//! that generated code writes and [`tries`](super::tries) and [`pace`](super::pace) read.

use super::endpoint::Source;

/// When a call is sent again, and how often it may be called.
#[derive(Debug)]
pub struct Traffic {
    /// When it is sent again; never where nothing is said.
    pub retry: Option<Retrying>,
    /// Where the key is sent that is the same for all tries of a call.
    pub key: Option<Key>,
    /// The limits that hold for it, by their positions in the vendor's: those of the fewest endpoints first.
    pub limits: &'static [usize],
}

/// Traffic of which nothing is said, to be completed.
pub const TRAFFIC: Traffic = Traffic {
    retry: None,
    key: None,
    limits: &[],
};

/// When a call is sent again.
#[derive(Debug)]
pub struct Retrying {
    /// What it is sent again for.
    pub causes: &'static [RetryCause],
    /// How often it is sent at most.
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
    /// The vendor says "later, and slower".
    Throttle,
    /// The vendor says that it may go away by itself.
    Transient,
    /// A status from the first to the second, both included.
    Http(u16, u16),
}

/// Where an idempotency key is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// In the parameter at this position.
    Param(usize),
    /// In this field of the body, in JSON.
    Field(&'static str),
}

/// How often a vendor may be called.
#[derive(Debug)]
pub struct Limit {
    /// Its name in the spec.
    pub name: &'static str,
    /// So many calls in so many milliseconds.
    pub rate: Option<(u32, u64)>,
    /// How many of them may follow each other at once; then the others are spread over the time.
    pub burst: Option<u32>,
    /// How many calls may be under way at once.
    pub concurrent: Option<u32>,
    /// Where replies say how many calls are left, and until when.
    pub left: Option<Left>,
}

/// A limit that says nothing, to be completed.
pub const LIMIT: Limit = Limit {
    name: "",
    rate: None,
    burst: None,
    concurrent: None,
    left: None,
};

/// Where replies say how many calls are left.
#[derive(Debug, Clone, Copy)]
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
