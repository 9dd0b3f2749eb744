//! How a command ends.

use std::fmt;

use trunkline_codegen::files::Error;

/// A command that did its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Fine,
    /// Something is to be mended.
    Findings,
}

/// A command that could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The arguments do not say what can be done.
    Usage(String),
    /// Files cannot be read or written.
    Files(Error),
    /// Specs that are right by themselves cannot stand side by side.
    Conflict(Error),
    /// The mock vendor cannot run.
    Mock(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        match error {
            Error::SameVendor(..) => Failure::Conflict(error),
            _ => Failure::Files(error),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage(text) | Failure::Mock(text) => f.write_str(text),
            Failure::Files(error) | Failure::Conflict(error) => error.fmt(f),
        }
    }
}
