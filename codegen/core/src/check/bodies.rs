//! What an endpoint says of its request's body in; the one body that it has out.

use super::cx::{Cx, is_poison, poison};
use super::types;
use crate::api::{Body, Type, TypeKind};
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model::{Endpoint, TypeRef};

/// The body of an endpoint's request; a second one is reported.
pub(super) fn of_endpoint(cx: &mut Cx<'_>, endpoint: &Endpoint) -> Option<Body> {
    one_alone(cx, endpoint);
    match &endpoint.body {
        Some(ty) => Some(body(cx, ty)),
        None => endpoint.form.map(|_| Body::Form),
    }
}

/// Reports each body but the first.
fn one_alone(cx: &mut Cx<'_>, endpoint: &Endpoint) {
    let body = endpoint.body.as_ref().map(TypeRef::span);
    let all: [(&str, Option<Span>); 2] = [("body", body), ("form", endpoint.form)];
    let mut there = all.into_iter().filter_map(|(key, span)| Some((key, span?)));
    let Some((first, place)) = there.next() else {
        return;
    };
    for (second, again) in there {
        cx.found
            .error(
                codes::TWO_BODIES,
                again,
                format!("a request has one body, and this is `{second}:` beside `{first}:`"),
            )
            .label(place, "the other is here")
            .help("remove one of them");
    }
}

/// A record becomes setters of the call, anything else one argument.
fn body(cx: &mut Cx<'_>, ty: &TypeRef) -> Body {
    let place = types::place_of(cx, ty);
    let mut at = &place;
    while let (true, false, Type::Named(id)) = (at.codecs.is_empty(), at.null, &at.ty) {
        match &cx.api.ty(*id).kind {
            TypeKind::Record(_) => return Body::Record(*id),
            TypeKind::Alias(inner) => at = inner,
            TypeKind::Enum(_) | TypeKind::Newtype(_) | TypeKind::Union(_) => break,
        }
    }
    let is_poisoned = is_poison(at);
    Body::Value(if is_poisoned { poison() } else { place })
}
