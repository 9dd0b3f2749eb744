//! Why a call is not sent in time: the limits of its vendor in, a sentence out.

use std::fmt;
use std::time::Duration;

/// A limit that leaves a call no room within its time.
#[derive(Debug)]
pub(crate) struct Busy {
    pub(crate) limit: &'static str,
    /// How long it would have had to wait, where that is known.
    pub(crate) wait: Option<Duration>,
    pub(crate) timeout: Duration,
}

impl fmt::Display for Busy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            limit,
            wait,
            timeout,
        } = self;
        write!(f, "`{limit}` leaves no room within {timeout:?}")?;
        match wait {
            Some(wait) => write!(f, ": the next call may be sent in {wait:?}"),
            None => f.write_str(": too many calls are waiting or under way"),
        }
    }
}
