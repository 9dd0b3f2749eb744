//! Bodies of requests and replies in; the root that each has as a document out.

use std::collections::HashSet;

use super::items::{Holder, items};
use super::names::{self, Names};
use crate::api::{Body, Element, Use};
use crate::check::cx::Cx;
use crate::check::envelopes;
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model::{Endpoint, Returns, TypeRef, Xml};

/// Gives the body of each request its root.
pub(super) fn bodies(cx: &mut Cx<'_>, names: &Names) {
    let spec = cx.spec;
    for (index, endpoint) in spec.endpoints.iter().enumerate() {
        let said = names::root(cx, endpoint.body_xml.as_ref(), names);
        let span = endpoint
            .body
            .as_ref()
            .map_or(endpoint.name.span, TypeRef::span);
        match cx
            .api
            .endpoints
            .get(index)
            .and_then(|made| made.body.clone())
        {
            Some(Body::Record(id)) => match (&endpoint.body_xml, names.element(id)) {
                (Some(xml), _) => {
                    cx.found
                        .error(codes::XML_ROOT, xml.span, "a record names its own root")
                        .help("say it of the record: `xml: { root: … }` beside its `fields`");
                }
                (None, Some(_)) => {}
                (None, None) => {
                    rootless_body(cx, endpoint, span, "`xml: { root: … }` beside its `fields`")
                }
            },
            Some(Body::Value(mut value)) => {
                if names::is_unknown(&cx.api.types, &value) {
                    continue;
                }
                value.element = said.or_else(|| names.document(&cx.api.types, &value));
                if value.element.is_none() && !is_partial(cx, endpoint.body_xml.as_ref()) {
                    rootless_body(cx, endpoint, span, "`body: { is: …, xml: { root: … } }`");
                }
                within(cx, names, &mut value, &endpoint.name.value, span);
                cx.api.endpoints[index].body = Some(Body::Value(value));
            }
            Some(Body::Bytes | Body::Text | Body::Form | Body::Multipart(_)) | None => {}
        }
    }
}

fn rootless_body(cx: &mut Cx<'_>, endpoint: &Endpoint, span: Span, how: &str) {
    let message = format!("the body of `{}` has no root in XML", endpoint.name.value);
    cx.found
        .error(codes::XML_ROOT, span, message)
        .help(format!("name it: {how}"));
}

/// Names the items of lists in a value that is a whole body.
fn within(cx: &mut Cx<'_>, names: &Names, value: &mut Use, name: &str, span: Span) {
    let holder = Holder {
        name,
        span,
        around: names.head(),
        words: None,
        is_bare: false,
        help: "make it a record of `types:` with the list in a field: `xml: bare`, or `xml: { item: … }`".to_owned(),
    };
    items(cx, names, value, &holder);
}

/// Gives each reply that holds something its root.
pub(super) fn replies(cx: &mut Cx<'_>, names: &Names) {
    let spec = cx.spec;
    let mut reported = HashSet::new();
    for (index, endpoint) in spec.endpoints.iter().enumerate() {
        let Some(made) = cx.api.endpoints.get(index) else {
            continue;
        };
        let is_whole = made.envelope.data.steps.is_empty();
        let Some(mut returns) = made.returns.clone() else {
            continue;
        };
        if made.cells.is_some() {
            continue;
        }
        if names::is_unknown(&cx.api.types, &returns)
            || cx.unsound_endpoints.contains(&endpoint.name.value)
        {
            continue;
        }
        let span = match &endpoint.returns {
            Some(Returns::Type(ty)) => ty.span(),
            Some(Returns::Nothing(span)) => *span,
            Some(Returns::Stream(_)) | None => endpoint.name.span,
        };
        within(cx, names, &mut returns, &endpoint.name.value, span);
        let root = root(cx, names, endpoint, is_whole.then_some(&returns));
        if root.is_none() {
            // Samples of it cannot be looked into.
            cx.unsound_endpoints.insert(endpoint.name.value.clone());
            if !is_partial(
                cx,
                envelopes::chosen(spec, endpoint).and_then(|e| e.xml.as_ref()),
            ) {
                rootless_reply(cx, endpoint, span, &mut reported);
            }
        }
        let made = &mut cx.api.endpoints[index];
        (made.returns, made.root) = (Some(returns), root);
    }
}

/// The root that the envelope names, or else that of what is returned, where this is the whole reply.
fn root(
    cx: &mut Cx<'_>,
    names: &Names,
    endpoint: &Endpoint,
    whole: Option<&Use>,
) -> Option<Element> {
    let envelope = envelopes::chosen(cx.spec, endpoint);
    let xml = envelope.and_then(|e| e.xml.as_ref());
    let said = names::root(cx, xml, names);
    said.or_else(|| names.document(&cx.api.types, whole?))
}

/// Whether a key that was wrong, or none of the keys, may have been the root's.
fn is_partial(cx: &Cx<'_>, xml: Option<&Xml>) -> bool {
    xml.is_some_and(|xml| xml.root.is_none() && (xml.is_partial || !cx.whole))
}

/// Reports a reply whose root nothing names; once for an envelope that many share.
fn rootless_reply<'a>(
    cx: &mut Cx<'a>,
    endpoint: &'a Endpoint,
    span: Span,
    reported: &mut HashSet<&'a str>,
) {
    let name = &endpoint.name.value;
    let message = format!("the reply to `{name}` has no root in XML");
    let (at, help) = match envelopes::chosen(cx.spec, endpoint) {
        Some(envelope) if !reported.insert(&envelope.name.value) => return,
        Some(envelope) => (
            envelope.name.span,
            format!(
                "name it: `{}: {{ data: …, xml: {{ root: … }} }}`",
                envelope.name.value
            ),
        ),
        None => (
            span,
            "name it in an envelope: `envelopes: { default: { xml: { root: … } } }`".to_owned(),
        ),
    };
    cx.found.error(codes::XML_ROOT, at, message).help(help);
}
