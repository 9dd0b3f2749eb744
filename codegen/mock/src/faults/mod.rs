//! A reply and a fault in; what goes wrong on its way out.
//!
//! A [`Faults`] says which requests are answered badly, and how. What it says rests on the number of a request and on
//! a seed, never on the time, so that a failing test fails again.

mod body;
mod harm;
mod line;
mod plan;
mod send;
mod words;

use std::fmt;
use std::time::Duration;

pub(crate) use harm::{Way, harmed};
pub(crate) use line::{Connection, Lines};
pub use plan::Faults;
pub(crate) use plan::State;
pub(crate) use send::respond;
pub use words::FAULT_WORDS;

/// Something that a vendor does wrong. On the command line each has a word: see [`FAULT_WORDS`].
///
/// ```
/// use trunkline_mock::Fault;
///
/// assert_eq!("429=2".parse(), Ok(Fault::Throttled(Some(2))));
/// assert_eq!(Fault::Reset.to_string(), "reset");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The reply comes late by this time.
    Latency(Duration),
    /// The connection is reset in place of a reply. The call was carried out.
    Reset,
    /// The connection is reset in the middle of the body.
    Cut,
    /// The body comes in twenty pieces, with this pause before each.
    Drip(Duration),
    /// Status 429, with this many seconds in `Retry-After` or without it. The call was not carried out.
    Throttled(Option<u64>),
    /// Status 500, for this many requests in a row. The calls were not carried out.
    Failing(u32),
    /// Status 200 and a page of HTML, as from a proxy that wants a login.
    Html,
    /// Half of the body, with the length that it then has.
    Truncated,
    /// A sound body that goes on with blanks, up to this many bytes.
    Oversized(u64),
    /// The same, in gzip: a few kilobytes that expand to this many bytes.
    Bomb(u64),
    /// A body with characters in its middle that neither JSON nor XML takes there.
    Malformed,
    /// The page before the one that is asked for; of a made collection.
    Duplicated,
    /// The page as it is when the collection has lost a page's worth of items; of a made collection.
    Shrinking,
    /// All tokens that were given are no longer good. Where a call shows a secret that lasts, it is refused once.
    Expired,
    /// Status 307 to this URL.
    Redirect(String),
}

/// What is wrong with a fault, or with a plan of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultError(String);

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FaultError {}
