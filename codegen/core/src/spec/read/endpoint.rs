//! An entry of `endpoints:` comes in; the endpoint goes out.

use super::job;
use super::reply::{meta, rules};
use super::request::{media_type, multipart, styles};
use super::rows::rows;
use super::traffic;
use super::types::{type_at, type_in};
use super::xml::xml;
use super::{Map, own_name, text, unique, wire_name};
use crate::api::{BadAuth, Place as ParamPlace, Wire};
use crate::source::Spanned;
use crate::spec::Cx;
use crate::spec::form::{Place, Slot, is_stream};
use crate::spec::model::{
    AuthRef, Endpoint, EnvelopeRef, Example, Filter, MediaType, Param, Returns, Stream, Styles,
    TypeRef, Xml,
};
use crate::spec::piece::Piece;
use crate::spec::route;
use crate::tree::{Entry, Node};

const METHODS: [&str; 7] = ["get", "post", "put", "patch", "delete", "head", "options"];

impl Endpoint {
    /// What is left of an endpoint that is not known whole: what its replies hold cannot be checked then.
    pub(super) fn partly(self) -> Endpoint {
        Endpoint {
            own_styles: Styles::default(),
            data: None,
            pagers: Vec::new(),
            location: None,
            wait: None,
            examples: Vec::new(),
            ..self
        }
    }
}

/// An endpoint; `around` is what its file says about parameters.
pub(super) fn read(entry: &Entry, around: &Styles, cx: &mut Cx<'_>) -> Option<Endpoint> {
    let name = own_name(entry, cx)?;
    let map = Map::of(&entry.value)?;
    let method = map
        .entries
        .iter()
        .find(|entry| METHODS.contains(&entry.key.as_str()));
    let envelope = map
        .text("envelope")
        .map(|envelope| match envelope.value.as_str() {
            "none" => EnvelopeRef::None(envelope.span),
            _ => EnvelopeRef::Named(envelope),
        });
    let auth = match map.text("auth") {
        Some(auth) if auth.value == "none" => Some(AuthRef::None(auth.span)),
        Some(auth) => Some(AuthRef::Scheme(auth)),
        None => map.get("auth").map(|_| AuthRef::Any(map.texts("auth"))),
    };
    let (body, body_xml, body_type) = body(&map, cx);
    let mut params = params(&map, cx);
    let (multipart, parts) = multipart(&map, cx);
    let data = map.path("data", cx);
    params.extend(parts);
    Some(Endpoint {
        name,
        doc: map.text("doc"),
        rename: map.text("rename"),
        deprecated: map.text("deprecated"),
        since: map.text("since"),
        tags: map.texts("tags"),
        base: map.text("base"),
        method: method.map(|method| Spanned::new(method.key.to_uppercase(), method.span)),
        route: method
            .and_then(|method| Piece::of(&method.value))
            .and_then(|path| route::parse(path, cx)),
        params,
        multipart,
        body_type,
        form: map.get("form").and(map.entry("form")).map(|form| form.span),
        styles: styles(&map).or(around),
        own_styles: styles(&map),
        filters: map
            .entries("filter")
            .filter_map(|entry| filter(entry, cx))
            .collect(),
        body,
        body_xml,
        rows: rows(&map, cx),
        returns: map.get("returns").and_then(|node| returns(node, cx)),
        envelope,
        lost_data: map.entry("data").is_some() && data.is_none(),
        data,
        meta: meta(&map, cx),
        errors: rules(&map, cx),
        auth,
        pagers: map.texts("pager"),
        location: map.text("location"),
        wait: job::wait(&map, cx),
        safe: map.flag("safe"),
        retry: traffic::retry(&map, cx),
        limits: traffic::of_endpoint(&map, cx),
        idempotency: map.path("idempotency", cx),
        examples: map.items("examples").iter().filter_map(example).collect(),
    })
}

/// The parameters that a file or an endpoint declares.
pub(super) fn params(map: &Map<'_>, cx: &mut Cx<'_>) -> Vec<Param> {
    let mut params = Vec::new();
    for (key, place) in [
        ("path", ParamPlace::Path),
        ("query", ParamPlace::Query),
        ("header", ParamPlace::Header),
        ("form", ParamPlace::Form),
    ] {
        let here: Vec<Param> = map
            .entries(key)
            .filter_map(|entry| param(entry, place, cx))
            .collect();
        params.extend(unique(here, |param| &param.name, cx));
    }
    params
}

/// A parameter, or a part of a body.
pub(super) fn param(entry: &Entry, place: ParamPlace, cx: &mut Cx<'_>) -> Option<Param> {
    let key = wire_name(entry, cx)?;
    let written = match place {
        ParamPlace::Part => Place::Part,
        _ => Place::Param,
    };
    let (ty, long) = type_at(&entry.value, written, cx);
    Some(Param {
        place,
        name: key.name,
        optional: key.optional,
        list: key.list,
        ty,
        doc: long.and_then(|map| map.text("doc")),
        rename: long.and_then(|map| map.text("rename")),
        deprecated: long.and_then(|map| map.text("deprecated")),
        default: long.and_then(|map| map.literal("default")),
        send: long.and_then(|map| map.literal("send")),
        constant: long.and_then(|map| map.literal("const")),
        from: long.and_then(|map| map.path("from", cx)),
        styles: long.map(|map| styles(&map)).unwrap_or_default(),
        media_type: long.and_then(|map| map.text("type")),
        file_name: long.and_then(|map| map.text("filename")),
    })
}

fn filter(entry: &Entry, cx: &mut Cx<'_>) -> Option<Filter> {
    let name = wire_name(entry, cx)?.name;
    let map = Map::of(&entry.value)?;
    let ty = map.ty("is", cx);
    Some(Filter {
        name,
        ty,
        doc: map.text("doc"),
        ops: map.texts("ops"),
    })
}

fn body(map: &Map<'_>, cx: &mut Cx<'_>) -> (Option<TypeRef>, Option<Xml>, Option<MediaType>) {
    let Some(node) = map.get("body") else {
        return (None, None, None);
    };
    let (ty, long) = type_at(node, Place::Body, cx);
    let media_type = long.and_then(|map| media_type(&map));
    (ty, long.and_then(|map| xml(&map)), media_type)
}

fn returns(node: &Node, cx: &mut Cx<'_>) -> Option<Returns> {
    if is_stream(node) {
        return stream(node, cx).map(Returns::Stream);
    }
    match node.scalar() {
        Some(scalar) if scalar.text == "none" => Some(Returns::Nothing(node.span)),
        _ => type_in(node, Slot::Bare, cx).map(Returns::Type),
    }
}

/// `stream:`.
fn stream(node: &Node, cx: &mut Cx<'_>) -> Option<Stream> {
    let around = Map::of(node)?;
    let span = around.entry("stream")?.span;
    let Some(map) = around.map("stream") else {
        return around.text("stream").map(|_| Stream {
            span,
            wire: Wire::Bytes,
            item: None,
            end: None,
        });
    };
    let (wire, key) = match map.entry("sse") {
        Some(_) => (Wire::Events, "sse"),
        None => (Wire::Lines, "jsonl"),
    };
    Some(Stream {
        span,
        wire,
        item: Some(map.ty(key, cx)?),
        end: map.text("end"),
    })
}

fn example(node: &Node) -> Option<Example> {
    let map = Map::of(node)?;
    let headers = map
        .entries("headers")
        .filter_map(|entry| Some((Piece::key(entry).spanned(), text(&entry.value)?)));
    let auth = map.text("auth").map(|word| {
        let auth = if word.value == "missing" {
            BadAuth::Missing
        } else {
            BadAuth::Wrong
        };
        Spanned::new(auth, word.span)
    });
    Some(Example {
        span: node.span,
        http: map.int("http"),
        headers: headers.collect(),
        request: map.text("request"),
        reply: map.text("reply"),
        kind: map.text("kind"),
        auth,
    })
}
