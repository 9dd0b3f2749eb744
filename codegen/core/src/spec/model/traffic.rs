//! When calls are sent again and how often a vendor may be called, as it is written.

use std::time::Duration;

use super::{Declared, Text};
use crate::api::{Reset, RetryCause};
use crate::source::{FileId, Span, Spanned};
use crate::spec::path::Path;

/// `retry:` of a file or an endpoint.
#[derive(Debug, Clone)]
pub enum RetryRef {
    /// `none`.
    None,
    /// `{…}`.
    Again(Box<Retrying>),
}

/// `retry: {…}`; what is not said is as the file or the head says.
#[derive(Debug, Clone)]
pub struct Retrying {
    /// The key.
    pub span: Span,
    /// `causes:`.
    pub causes: Option<Vec<RetryCause>>,
    /// `tries:`.
    pub tries: Option<u32>,
    /// `min:`.
    pub min: Option<Spanned<Duration>>,
    /// `max:`.
    pub max: Option<Spanned<Duration>>,
    /// `wait:`.
    pub wait: Option<Path>,
}

/// `limits:` of a file.
#[derive(Debug, Clone)]
pub struct FileLimits {
    /// The file.
    pub file: FileId,
    /// What holds for all of its endpoints.
    pub own: Option<Limit>,
}

/// A bucket of `limits:`.
#[derive(Debug, Clone)]
pub struct Bucket {
    /// Its name.
    pub name: Text,
    /// What it says.
    pub limit: Limit,
}

impl Declared for Bucket {
    fn name(&self) -> &Text {
        &self.name
    }
}

/// `limits:` of an endpoint.
#[derive(Debug, Clone)]
pub enum LimitsRef {
    /// `none`.
    None,
    /// A bucket.
    Named(Text),
    /// `{…}`.
    Own(Box<Limit>),
}

/// How often a vendor may be called.
#[derive(Debug, Clone)]
pub struct Limit {
    /// The key.
    pub span: Span,
    /// `rate:`: so many in so much time.
    pub rate: Option<(u32, Duration)>,
    /// `burst:`.
    pub burst: Option<Spanned<u32>>,
    /// `concurrent:`.
    pub concurrent: Option<u32>,
    /// `remaining:`.
    pub remaining: Option<Path>,
    /// `reset:`, and how that is said.
    pub reset: Option<(Path, Option<Reset>)>,
    /// Something of it was wrong, and was reported.
    pub is_partial: bool,
}
