//! What is said about replies comes in; envelopes, values beside the returned one, and error rules go out.

use super::request::around;
use super::xml::xml;
use super::{Map, literal, many, own_name, wire_name};
use crate::diag::codes;
use crate::spec::Cx;
use crate::spec::model::{Envelope, ErrorRule, Kind as ErrorKind, KindTest, Meta};
use crate::tree::{Entry, Kind, Node};

pub(super) fn envelope(entry: &Entry, cx: &mut Cx<'_>) -> Option<Envelope> {
    let name = own_name(entry, cx)?;
    let map = Map::of(&entry.value)?;
    let (data, ok) = (map.path("data", cx), map.predicate("ok", cx));
    Some(Envelope {
        name,
        lost_data: map.entry("data").is_some() && data.is_none(),
        data,
        ok,
        empty: map.get("empty").map(|word| word.span),
        body: around(&map, cx),
        meta: meta(&map, cx),
        xml: xml(&map),
    })
}

pub(super) fn meta(map: &Map<'_>, cx: &mut Cx<'_>) -> Vec<Meta> {
    map.entries("meta")
        .filter_map(|entry| meta_value(entry, cx))
        .collect()
}

fn meta_value(entry: &Entry, cx: &mut Cx<'_>) -> Option<Meta> {
    let key = wire_name(entry, cx)?;
    if let Some(span) = key.list {
        cx.diagnostics
            .error(
                codes::BAD_NAME,
                span,
                "`[]` is for fields with a record below",
            )
            .help("write `is: list<T>`");
    }
    let map = Map::of(&entry.value)?;
    let (ty, from) = (map.ty("is", cx), map.path("from", cx));
    Some(Meta {
        name: key.name,
        optional: key.optional,
        ty,
        from,
        doc: map.text("doc"),
    })
}

pub(super) fn rules(map: &Map<'_>, cx: &mut Cx<'_>) -> Vec<ErrorRule> {
    map.items("errors")
        .iter()
        .filter_map(|item| rule(item, cx))
        .collect()
}

fn rule(node: &Node, cx: &mut Cx<'_>) -> Option<ErrorRule> {
    let map = Map::of(node)?;
    Some(ErrorRule {
        span: node.span,
        when: map.predicate("when", cx),
        is: map.ty("is", cx),
        code: map.path("code", cx),
        message: map.path("message", cx),
        kinds: map
            .entries("kinds")
            .filter_map(|entry| kind(entry, cx))
            .collect(),
        retry: map.retry(),
    })
}

fn kind(entry: &Entry, cx: &mut Cx<'_>) -> Option<ErrorKind> {
    let name = own_name(entry, cx)?;
    let codes = |node: &Node| KindTest::Code(many(node).filter_map(literal).collect());
    let Some(map) = Map::of(&entry.value) else {
        let test = (!matches!(entry.value.kind, Kind::Bad)).then(|| codes(&entry.value));
        return Some(ErrorKind {
            name,
            doc: None,
            test,
            retry: crate::api::Retry::Unsaid,
        });
    };
    let test = match map.get("code") {
        Some(code) => Some(codes(code)),
        None => map.predicate("when", cx).map(KindTest::When),
    };
    Some(ErrorKind {
        name,
        doc: map.text("doc"),
        test,
        retry: map.retry(),
    })
}
