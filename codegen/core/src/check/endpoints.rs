//! Endpoints of the spec in, calls with everything they refer to out.

use std::collections::HashMap;

use super::cx::{Cx, Mend, is_poison, poison, scope, take, text};
use super::define::{Pending, declare_inline};
use super::params::{self, Params};
use super::{auth, errors, examples, pagers, paths, predicates, types};
use crate::api::{
    self, Body, Endpoint, Envelope, Field, Meta, Name, PathPart, Place, Presence, Record, Source,
    Type, TypeDef, TypeId, TypeKind, Use,
};
use crate::diag::{codes, near};
use crate::spec::model::{self, EnvelopeRef, Returns};
use crate::spec::path::{Path, Root};

/// Names that every call takes for itself.
const CALL: &[&str] = &[
    "send",
    "send_raw",
    "timeout",
    "header",
    "clone",
    "into_future",
];
/// Names that a call takes for itself if it pages.
const PAGED_CALL: &[&str] = &[
    "send",
    "send_raw",
    "timeout",
    "header",
    "clone",
    "into_future",
    "items",
    "pages",
];
/// Names that the client takes for itself.
const CLIENT: &[&str] = &["builder", "clone"];

/// An endpoint while it is made.
pub(super) struct Draft<'a> {
    pub(super) spec: &'a model::Endpoint,
    pub(super) params: Params,
    pub(super) body: Option<Body>,
    pub(super) returns: Option<Use>,
    pub(super) envelope: Envelope,
}

impl Draft<'_> {
    /// A path from the top of the reply; where it leads into the returned value, the type of what stands there too.
    pub(super) fn into_reply(
        &self,
        cx: &mut Cx<'_>,
        path: &Path,
    ) -> Option<(api::Path, Option<Use>)> {
        if !paths::is_reply(cx, path) {
            return None;
        }
        let split = paths::unchecked(path);
        let data = &self.envelope.data.steps;
        match &self.returns {
            Some(returns) if split.steps.starts_with(data) => {
                let (found, place) = paths::follow_rest(cx, returns, path, data.len())?;
                Some((found, Some(place)))
            }
            _ => Some((split, None)),
        }
    }
}

/// Names the endpoints, and the types that are written in place in them.
pub(super) fn declare<'a>(cx: &mut Cx<'a>, pending: &mut Vec<Pending<'a>>) -> Vec<Name> {
    let mut methods = scope(CLIENT);
    let spec = cx.spec;
    let mut names = Vec::with_capacity(spec.endpoints.len());
    for endpoint in &spec.endpoints {
        let name = cx.name(&endpoint.name, endpoint.rename.as_ref());
        let span = endpoint.name.span;
        if take(
            cx.found,
            &mut methods,
            &name.snake,
            (&endpoint.name.value, span),
            Mend::Rename,
        ) {
            cx.take_item(&name, span, Mend::Rename);
        }
        for param in &endpoint.params {
            if let Some(ty) = &param.ty {
                let place = param.rename.as_ref().unwrap_or(&param.name);
                declare_inline(
                    cx,
                    cx.placed(&name, &place.value),
                    param.name.span,
                    ty,
                    pending,
                );
            }
        }
        if let Some(body) = &endpoint.body {
            declare_inline(cx, cx.placed(&name, "Body"), span, body, pending);
        }
        if let Some(Returns::Type(ty)) = &endpoint.returns {
            declare_inline(cx, cx.placed(&name, "Reply"), span, ty, pending);
        }
        names.push(name);
    }
    names
}

/// Makes the calls.
pub(super) fn endpoints(cx: &mut Cx<'_>, names: Vec<Name>) {
    let spec = cx.spec;
    for (endpoint, name) in spec.endpoints.iter().zip(names) {
        let made = one(cx, endpoint, name);
        cx.api.endpoints.push(made);
    }
}

fn one<'a>(cx: &mut Cx<'a>, endpoint: &'a model::Endpoint, name: Name) -> Endpoint {
    let mut draft = Draft {
        spec: endpoint,
        params: Params::default(),
        body: None,
        returns: None,
        envelope: Envelope::default(),
    };
    let path = params::path(cx, endpoint, &mut draft.params);
    params::query_and_header(cx, endpoint, &mut draft.params);
    params::filters(cx, endpoint, &mut draft.params);
    draft.body = endpoint.body.as_ref().map(|ty| body(cx, ty));
    draft.returns = match &endpoint.returns {
        Some(Returns::Type(ty)) => Some(types::place_of(cx, ty)),
        Some(Returns::Nothing(_)) | None => None,
    };
    envelope(cx, &mut draft, &name);
    let mut rules = errors::rules(cx, &endpoint.errors);
    rules.extend_from_slice(&cx.head_rules);
    let auth = auth::of_endpoint(cx, endpoint.auth.as_ref());
    let pager = endpoint
        .pager
        .as_ref()
        .and_then(|pager| pagers::of_endpoint(cx, &mut draft, pager));
    arguments(cx, &draft);
    let method = endpoint
        .method
        .as_ref()
        .map_or("GET", |m| m.value.as_str())
        .to_owned();
    let is_safe_method = matches!(method.as_str(), "GET" | "HEAD" | "OPTIONS" | "TRACE");
    Endpoint {
        name,
        doc: text(&endpoint.doc),
        deprecated: text(&endpoint.deprecated),
        method,
        path,
        params: draft.params.made,
        body: draft.body,
        returns: draft.returns,
        envelope: draft.envelope,
        examples: examples::named(cx, endpoint),
        rules,
        auth,
        pager,
        safe: endpoint
            .safe
            .as_ref()
            .map_or(is_safe_method, |safe| safe.value),
    }
}

/// A record becomes setters of the call, anything else one argument.
fn body(cx: &mut Cx<'_>, ty: &model::TypeRef) -> Body {
    let place = types::place_of(cx, ty);
    let mut at = &place;
    while let (true, false, Type::Named(id, _)) = (at.codecs.is_empty(), at.null, &at.ty) {
        match &cx.api.ty(*id).kind {
            TypeKind::Record(_) => return Body::Record(*id),
            TypeKind::Alias(inner) => at = inner,
            TypeKind::Enum(_) | TypeKind::Newtype(_) | TypeKind::Union(_) => break,
        }
    }
    let is_poisoned = is_poison(at);
    Body::Value(if is_poisoned { poison() } else { place })
}

/// The envelope that holds for an endpoint, with its own `data` and `meta`.
fn envelope(cx: &mut Cx<'_>, draft: &mut Draft<'_>, name: &Name) {
    let (spec, endpoint) = (cx.spec, draft.spec);
    let by_name = |name: &str| spec.envelopes.iter().find(|e| e.name.value == name);
    let envelope = match &endpoint.envelope {
        None => by_name("default"),
        Some(EnvelopeRef::None(_)) => None,
        Some(EnvelopeRef::Named(wanted)) => {
            let found = by_name(&wanted.value);
            if found.is_none() {
                let known = spec.envelopes.iter().map(|e| e.name.value.as_str());
                let help = near::help(&wanted.value, known);
                cx.found
                    .error(
                        codes::UNKNOWN_ENVELOPE,
                        wanted.span,
                        format!("there is no envelope `{}`", wanted.value),
                    )
                    .maybe_help(help);
                cx.unsound_endpoints.insert(name.wire.clone());
            }
            found
        }
    };
    let data = endpoint
        .data
        .as_ref()
        .or_else(|| envelope.and_then(|e| e.data.as_ref()));
    if let Some(data) = data
        && paths::is_reply(cx, data)
    {
        draft.envelope.data = paths::unchecked(data);
    }
    let whole = draft
        .returns
        .clone()
        .filter(|_| draft.envelope.data.steps.is_empty());
    if let Some(ok) = envelope.and_then(|e| e.ok.as_ref()) {
        draft.envelope.ok = Some(predicates::predicate(cx, whole.as_ref(), ok));
    }
    let of_envelope = envelope.map_or(&[][..], |e| &e.meta);
    let all: Vec<&model::Meta> = of_envelope.iter().chain(&endpoint.meta).collect();
    if !all.is_empty() {
        draft.envelope.meta = Some(meta(cx, draft, name, &all));
    }
}

/// The record of what is handed over beside the returned value.
fn meta(cx: &mut Cx<'_>, draft: &Draft<'_>, endpoint: &Name, all: &[&model::Meta]) -> Meta {
    let name = cx.placed(endpoint, "Meta");
    cx.take_item(&name, draft.spec.name.span, Mend::Rename);
    let mut idents = scope(&[]);
    let (mut fields, mut from) = (Vec::new(), Vec::new());
    for meta in all {
        let source = meta.from.as_ref().and_then(|path| source(cx, draft, path));
        let name = cx.own_name(&meta.name, Mend::Key);
        take(
            cx.found,
            &mut idents,
            &name.snake,
            (&meta.name.value, meta.name.span),
            Mend::Key,
        );
        let ty = meta
            .ty
            .as_ref()
            .map_or_else(poison, |ty| types::place(cx, ty));
        let presence = match (meta.optional.is_some(), ty.null) {
            (false, false) => Presence::Required,
            (false, true) => Presence::Nullable,
            (true, false) => Presence::Optional,
            (true, true) => Presence::Maybe,
        };
        let doc = text(&meta.doc);
        fields.push(Field {
            name,
            doc,
            deprecated: None,
            ty,
            presence,
            default: None,
            constant: None,
        });
        from.extend(source);
    }
    let record = TypeId(cx.api.types.len());
    cx.api.types.push(TypeDef {
        doc: Some(format!(
            "What a reply to `{}` hands over beside the returned value.",
            endpoint.wire
        )),
        name,
        deprecated: None,
        params: Vec::new(),
        kind: TypeKind::Record(Record {
            fields,
            extra: false,
        }),
        sent: false,
        received: false,
    });
    Meta { record, from }
}

fn source(cx: &mut Cx<'_>, draft: &Draft<'_>, path: &Path) -> Option<Source> {
    match &path.root {
        Root::Header(name) => {
            auth::header_name(cx, name);
            Some(Source::Header(name.value.clone()))
        }
        Root::Reply => Some(Source::Body(draft.into_reply(cx, path)?.0)),
        Root::Http | Root::Query(_) | Root::Path(_) | Root::Body(_) | Root::Vars(_) => {
            paths::wrong_root(
                cx,
                path,
                "`meta` hands over fields of the reply's body and headers",
            );
            None
        }
    }
}

/// Arguments and setters of one call share a scope, wherever each is sent.
fn arguments(cx: &mut Cx<'_>, draft: &Draft<'_>) {
    let mut names = scope(if draft.spec.pager.is_some() {
        PAGED_CALL
    } else {
        CALL
    });
    for (param, span) in draft.params.made.iter().zip(&draft.params.spans) {
        let root = match param.place {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header => "header",
        };
        if param.constant.is_none() {
            let shown = format!("{root}.{}", param.name.wire);
            take(
                cx.found,
                &mut names,
                &param.name.snake,
                (&shown, *span),
                Mend::Rename,
            );
        }
    }
    let Some(Body::Record(id)) = &draft.body else {
        return;
    };
    let TypeKind::Record(record) = &cx.api.types[id.0].kind else {
        return;
    };
    let spans = cx.field_spans.get(id).map_or(&[][..], Vec::as_slice);
    for (index, field) in record
        .fields
        .iter()
        .enumerate()
        .filter(|(_, f)| f.constant.is_none())
    {
        let span = spans.get(index).copied().unwrap_or(draft.spec.name.span);
        let shown = format!("body.{}", field.name.wire);
        take(
            cx.found,
            &mut names,
            &field.name.snake,
            (&shown, span),
            Mend::Rename,
        );
    }
}

/// Reports endpoints that are one request: the same method and path, and no parameter of the path or fixed
/// parameter that could tell them apart.
pub(super) fn same_routes(cx: &mut Cx<'_>) {
    let mut routes: HashMap<(&str, String), Vec<(Vec<&Use>, usize)>> = HashMap::new();
    let mut doubled: Vec<(usize, usize)> = Vec::new();
    for (index, endpoint) in cx.api.endpoints.iter().enumerate() {
        let mut types = Vec::new();
        let mut route = String::new();
        for part in &endpoint.path {
            match part {
                PathPart::Text(text) => route.push_str(text),
                PathPart::Var(var) => route.push_str(&format!("{{{}}}", var.0)),
                PathPart::Param(param) => {
                    route.push_str("{}");
                    types.push(&endpoint.params[*param].ty);
                }
            }
        }
        let fixed = endpoint.params.iter().filter(|p| p.constant.is_some());
        fixed.for_each(|p| route.push_str(&format!(" {}={:?}", p.name.wire, p.constant)));
        let alike = routes.entry((&endpoint.method, route)).or_default();
        match alike.iter().find(|(other, _)| *other == types) {
            Some(&(_, first)) if !endpoint.path.is_empty() => doubled.push((index, first)),
            _ => alike.push((types, index)),
        }
    }
    let spec = cx.spec;
    for (second, first) in doubled {
        let (second, first) = (&spec.endpoints[second], &spec.endpoints[first]);
        let Some(route) = &second.route else { continue };
        cx.found
            .error(codes::SAME_ROUTE, route.span, format!("`{}` and `{}` are the same request", second.name.value, first.name.value))
            .label(first.route.as_ref().map_or(first.name.span, |r| r.span), "the other is here")
            .help("make one endpoint of them, or give their parameters different types, as in `/users/{id:uuid}`");
    }
}
