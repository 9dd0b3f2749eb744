//! Envelopes of requests: where a request holds its body, and what stands beside it.

use super::cx::Cx;
use super::endpoints::Draft;
use super::params;
use crate::api::{Body, Format};
use crate::diag::codes;
use crate::spec::model::{Around, Envelope};
use crate::spec::path::{Path, Root, Step};

/// Checks what can be said of a request's envelope whether or not an endpoint uses it.
pub(super) fn declared(cx: &mut Cx<'_>, envelope: &Envelope) {
    let Some(around) = &envelope.body else { return };
    if cx.api.formats.contains(&Format::Xml) {
        cx.found
            .error(
                codes::REQUEST_ENVELOPE,
                around.span,
                "an envelope around requests is JSON, and the vendor speaks XML",
            )
            .help("write what stands around the body as a record of its own");
    }
    let Some(path) = &around.path else { return };
    let Some(keys) = keys(path) else {
        cx.found
            .error(
                codes::REQUEST_ENVELOPE,
                path.span,
                format!(
                    "`{}` does not lead through names to a place in a request",
                    path.text
                ),
            )
            .help("write the name of the field that holds the body, as in `body: data`");
        return;
    };
    let outermost = keys.first().map(String::as_str);
    if let Some(same) = around
        .beside
        .iter()
        .find(|field| Some(field.name.value.as_str()) == outermost)
    {
        cx.found
            .error(
                codes::REQUEST_ENVELOPE,
                same.name.span,
                format!("`{}` holds the body", same.name.value),
            )
            .label(path.span, "it is here")
            .help("remove one of them");
    }
}

/// The names that lead to the body.
fn keys(path: &Path) -> Option<Vec<String>> {
    if path.root != Root::Reply || path.steps.is_empty() {
        return None;
    }
    let key = |step: &Step| match step {
        Step::Key(key) => Some(key.clone()),
        Step::Index(_) | Step::Any => None,
    };
    path.steps.iter().map(|step| key(&step.value)).collect()
}

/// The envelope around the body of an endpoint's request, where it is a value; what stands beside it become parameters.
pub(super) fn of_endpoint(cx: &mut Cx<'_>, draft: &mut Draft<'_>, envelope: Option<&Envelope>) {
    let around: Option<&Around> = envelope.and_then(|envelope| envelope.body.as_ref());
    let is_value = matches!(draft.body, Some(Body::Record(_) | Body::Value(_)));
    let Some(around) = around.filter(|_| is_value) else {
        return;
    };
    let Some(keys) = around.path.as_ref().and_then(keys) else {
        return;
    };
    draft.envelope.body = keys;
    let endpoint = draft.spec;
    for field in &around.beside {
        let param = params::listed(cx, endpoint, field);
        draft.params.add(cx, param, field.name.span);
    }
}
