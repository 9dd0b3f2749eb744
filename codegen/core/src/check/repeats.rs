//! A call in; whether it does harm when it is carried out twice, the key that keeps it from that, and when it is sent again
//! out.

use super::cx::Cx;
use super::endpoints::Draft;
use super::{idempotency, retries};
use crate::api::{Retrying, RuleId, Target};

/// What is said of a call that goes out more than once.
pub(super) struct Repeats {
    /// Whether it only reads.
    pub(super) safe: bool,
    /// Where its key is sent.
    pub(super) idempotency: Option<Target>,
    /// When it is sent again.
    pub(super) retry: Option<Retrying>,
}

/// What a call does that is carried out twice.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Twice {
    /// No more than once.
    IsFine,
    /// Harm.
    Harms,
}

/// A call by this method whose replies are errors by these rules.
pub(super) fn of_endpoint(
    cx: &mut Cx<'_>,
    draft: &mut Draft<'_>,
    method: &str,
    rules: &[RuleId],
) -> Repeats {
    let idempotency = idempotency::of_endpoint(cx, draft);
    let said = draft.spec.safe.as_ref().map(|safe| safe.value);
    let safe = said.unwrap_or(matches!(method, "GET" | "HEAD" | "OPTIONS" | "TRACE"));
    let twice = match safe || idempotency.is_some() || matches!(method, "PUT" | "DELETE") {
        true => Twice::IsFine,
        false => Twice::Harms,
    };
    let retry = retries::of_endpoint(cx, draft.spec, rules, twice);
    Repeats {
        safe,
        idempotency,
        retry,
    }
}
