//! The habits of the head in, what calls of other paths have of them out.

use super::cx::Cx;
use super::{auth, errors, limits, predicates, retries};
use crate::api::Undeclared;

/// Takes over what holds for endpoints that say nothing of their own. All of it was checked where it stands.
pub(super) fn habits(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    let envelope = spec.find_in(&spec.envelopes, spec.head, "default");
    let ok = envelope.and_then(|envelope| envelope.ok.as_ref());
    cx.api.undeclared = Undeclared {
        rules: errors::rules_in(cx, spec.head),
        auth: auth::of_endpoint(cx, spec.head, "", None),
        retry: retries::in_file(cx, spec.head),
        limits: limits::of_file(cx, spec.head).into_iter().collect(),
        ok: ok.map(|ok| predicates::predicate(cx, None, ok)),
    };
}
