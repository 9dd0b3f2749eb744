//! Jobs as they are written.

use std::time::Duration;

use super::Text;
use crate::source::{Span, Spanned};
use crate::spec::path::Path;
use crate::spec::predicate::Predicate;

/// `wait:`: how the job that a call starts is waited for.
#[derive(Debug, Clone)]
pub struct Wait {
    /// Its key.
    pub span: Span,
    /// `poll:`.
    pub poll: Option<Poll>,
    /// `done:`.
    pub done: Option<Predicate>,
    /// `failed:`.
    pub failed: Option<Predicate>,
    /// `every:`.
    pub every: Option<Spanned<Duration>>,
}

/// The endpoint that shows a job.
#[derive(Debug, Clone)]
pub struct Poll {
    /// Its name.
    pub endpoint: Text,
    /// Its parameters, and where the first reply holds their values.
    pub params: Vec<(Text, Option<Path>)>,
}
