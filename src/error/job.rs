//! Why a job gives no value: that it has failed or is not done in time in, a sentence out.

use std::fmt;
use std::time::Duration;

/// What became of a job.
#[derive(Debug)]
pub(crate) enum JobFault {
    /// The vendor says that it has failed.
    Failed,
    /// It was still under way when the time was over.
    Unfinished {
        /// The time.
        within: Duration,
        /// How often it was asked for.
        asked: u32,
    },
}

impl fmt::Display for JobFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed => f.write_str("the job has failed"),
            Self::Unfinished { within, asked: 1 } => {
                write!(f, "the job is not done within {within:?}, asked for once")
            }
            Self::Unfinished { within, asked } => write!(
                f,
                "the job is not done within {within:?}, asked for {asked} times"
            ),
        }
    }
}
