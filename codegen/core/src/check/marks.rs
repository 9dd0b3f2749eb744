//! Which types requests carry and which replies do, and what follows from that for their fields.

use super::cx::Cx;
use crate::api::{Body, Presence, Type, TypeDef, TypeId, TypeKind, Use};
use crate::diag::codes;

/// Marks what is sent and what is received, through everything that is inside.
pub(super) fn directions(cx: &mut Cx<'_>) {
    let (mut sent, mut received, mut never_xml) = (Vec::new(), Vec::new(), Vec::new());
    for endpoint in &cx.api.endpoints {
        match &endpoint.body {
            Some(Body::Record(id)) => sent.push(*id),
            Some(Body::Value(value)) => named(&value.ty, &mut sent),
            Some(Body::Bytes | Body::Text | Body::Form | Body::Multipart(_)) | None => {}
        }
        let item = endpoint
            .stream
            .as_ref()
            .and_then(|stream| stream.item.as_ref());
        let elsewhere = endpoint.cells.is_some() || item.is_some();
        let to = match elsewhere {
            true => &mut never_xml,
            false => &mut received,
        };
        if let Some(returns) = item.or(endpoint.returns.as_ref()) {
            named(&returns.ty, to);
        }
        received.extend(endpoint.envelope.meta.iter().map(|meta| meta.record));
    }
    received.extend(cx.api.rules.iter().filter_map(|rule| rule.body));
    for body in cx.api.hooks.iter().filter_map(|hook| hook.body.as_ref()) {
        named(&body.ty, &mut received);
    }
    for id in reach(&cx.api.types, sent) {
        cx.api.types[id.0].sent = true;
    }
    for id in reach(&cx.api.types, received) {
        cx.api.types[id.0].received = true;
    }
    let never_xml = reach(&cx.api.types, never_xml);
    let never_xml = never_xml
        .into_iter()
        .filter(|id| !cx.api.types[id.0].received);
    cx.never_xml = never_xml.collect();
    in_other_forms(cx);
}

/// What streams and rows alone carry is never XML: while that is looked at, it is not received.
pub(super) fn without_other_forms(cx: &mut Cx<'_>) {
    for id in &cx.never_xml {
        cx.api.types[id.0].received = false;
    }
}

/// What streams and rows alone carry is received.
pub(super) fn in_other_forms(cx: &mut Cx<'_>) {
    for id in &cx.never_xml {
        cx.api.types[id.0].received = true;
    }
}

/// Marks what parameters carry as sent, once it is known what stands in bodies, which alone may be XML.
pub(super) fn in_requests(cx: &mut Cx<'_>) {
    for id in reach(&cx.api.types, cx.in_params.clone()) {
        cx.api.types[id.0].sent = true;
    }
}

/// Of each type whether parameters, streams or rows carry it, and no body that may be XML does.
pub(super) fn never_in_xml(cx: &Cx<'_>) -> Vec<bool> {
    let mut only = vec![false; cx.api.types.len()];
    let in_params = reach(&cx.api.types, cx.in_params.clone());
    for id in in_params.iter().chain(&cx.never_xml) {
        let def = &cx.api.types[id.0];
        only[id.0] = !def.sent && !def.received;
    }
    only
}

/// Every type that is held by one of `from`, these included.
fn reach(types: &[TypeDef], from: Vec<TypeId>) -> Vec<TypeId> {
    let mut seen = vec![false; types.len()];
    let mut todo = from;
    let mut reached = Vec::new();
    while let Some(id) = todo.pop() {
        if std::mem::replace(&mut seen[id.0], true) {
            continue;
        }
        reached.push(id);
        todo.extend(parts(&types[id.0]));
    }
    reached
}

/// The named types that stand in a type.
fn parts(def: &TypeDef) -> Vec<TypeId> {
    let mut parts = Vec::new();
    match &def.kind {
        TypeKind::Record(record) => {
            parts.extend(record.flattened.iter().map(|flat| flat.ty));
            record
                .fields
                .iter()
                .for_each(|f| named(&f.ty.ty, &mut parts));
        }
        TypeKind::Newtype(inner) | TypeKind::Alias(inner) => named(&inner.ty, &mut parts),
        TypeKind::Union(union) => union
            .members
            .iter()
            .for_each(|m| named(&m.ty.ty, &mut parts)),
        TypeKind::Enum(_) => {}
    }
    parts
}

/// Adds the named types that stand in `ty`.
fn named(ty: &Type, to: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => to.push(*id),
        Type::List(item) | Type::Map(item) => named(&item.ty, to),
        _ => {}
    }
}

/// Remembers the named types that a parameter carries.
pub(super) fn in_param(cx: &mut Cx<'_>, place: &Use) {
    named(&place.ty, &mut cx.in_params);
}

/// Makes fields of lenient records that replies carry optional, unless they say otherwise.
pub(super) fn lenience(cx: &mut Cx<'_>) {
    for (id, required) in std::mem::take(&mut cx.lenient) {
        let def = &mut cx.api.types[id.0];
        let (true, TypeKind::Record(record)) = (def.received, &mut def.kind) else {
            continue;
        };
        for (field, required) in record.fields.iter_mut().zip(required) {
            if required {
                continue;
            }
            field.presence = match field.presence {
                Presence::Required | Presence::Optional | Presence::Lenient => Presence::Lenient,
                Presence::Nullable | Presence::LenientNull => Presence::LenientNull,
                Presence::Maybe => Presence::Maybe,
            };
        }
    }
}

/// Warns of types of the spec that nothing refers to; what an unused type holds is not named beside it.
pub(super) fn unused(cx: &mut Cx<'_>) {
    let in_params = reach(&cx.api.types, std::mem::take(&mut cx.in_params));
    let mut used: Vec<bool> = cx
        .api
        .types
        .iter()
        .map(|def| def.sent || def.received)
        .collect();
    for id in in_params {
        used[id.0] = true;
    }
    for (index, def) in cx.api.types.iter().enumerate() {
        parts(def)
            .into_iter()
            .filter(|id| id.0 != index)
            .for_each(|id| used[id.0] = true);
    }
    for base in cx.declared.values().flatten() {
        used[base.0] = true;
    }
    for def in &cx.spec.types {
        let name = def.name.value.as_str();
        let shown = name.split('<').next().unwrap_or(name);
        if cx.types.get(name).is_some_and(|id| !used[id.0]) {
            cx.found
                .warning(
                    codes::UNUSED_TYPE,
                    def.name.span,
                    format!("nothing uses the type `{shown}`"),
                )
                .help("remove it, or refer to it from an endpoint");
        }
    }
}
