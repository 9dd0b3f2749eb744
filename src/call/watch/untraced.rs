//! What stands in for tracing without its feature: nothing.

use std::time::Duration;

use http::status::StatusCode;

use super::{Came, Sent};
use crate::call::request::Draft;

/// Nothing.
#[derive(Default)]
pub(super) struct Trace;

impl Trace {
    pub(super) fn of(_: &Draft) -> Self {
        Self
    }

    pub(super) fn is_on(&self) -> bool {
        false
    }

    pub(super) fn came(&self, _: &Sent, _: Came, _: Duration) {}

    pub(super) fn ended(&self, _: Option<StatusCode>, _: Option<String>, _: u32) {}
}
