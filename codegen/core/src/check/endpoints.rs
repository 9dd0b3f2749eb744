//! Endpoints of the spec in, calls with everything they refer to out.

use std::collections::HashSet;

use super::claims::{Mend, scope, take};
use super::cx::{Cx, poison, text};
use super::define::{Pending, declare_inline};
use super::params::{self, Params};
use super::{
    auth, bases, bodies, envelopes, errors, examples, filters, jobs, limits, pagers, paths,
    repeats, rows, streams, styles, types,
};
use crate::api::{
    self, Body, Cells, Endpoint, Envelope, Name, Pager, PathPart, Place, Stream, StructField,
    TypeKind, Use,
};
use crate::diag::codes;
use crate::spec::model::{self, Returns};
use crate::spec::path::Path;

/// Names that every call takes for itself.
const CALL: &[&str] = &[
    "send",
    "send_raw",
    "timeout",
    "header",
    "query_param",
    "clone",
    "into_future",
];
/// Names that a call takes for itself if it pages.
const PAGED_CALL: [&str; 2] = ["items", "pages"];
/// Names that a call takes for itself if it starts or shows a job.
const WAITING_CALL: &[&str] = &["wait"];
/// Names that a call takes for itself if its reply is read as it comes.
const STREAMED_CALL: &[&str] = &["idle_timeout"];
/// Names that a call takes for itself if the vendor speaks several formats.
const FORMATTED_CALL: &[&str] = &["format"];
/// Names that the client takes for itself.
const CLIENT: &[&str] = &["builder", "clone", "request"];

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
    pub(super) fn in_reply(
        &self,
        cx: &mut Cx<'_>,
        path: &Path,
    ) -> Option<(api::Path, Option<Use>)> {
        let unknown = cx.unsound_endpoints.contains(&self.spec.name.value);
        let unknown = unknown.then(poison);
        let returns = unknown.as_ref().or(self.returns.as_ref());
        paths::in_reply(cx, returns, &self.envelope.data, path)
    }
}

/// Names the endpoints, and the types that are written in place in them.
pub(super) fn declare<'a>(cx: &mut Cx<'a>, pending: &mut Vec<Pending<'a>>) -> Vec<Name> {
    let mut methods = scope(CLIENT);
    let spec = cx.spec;
    let mut names = Vec::with_capacity(spec.endpoints.len());
    for param in &spec.params {
        if let Some(ty) = &param.ty {
            let place = param.rename.as_ref().unwrap_or(&param.name);
            let name = cx.own_name(place, Mend::Rename);
            declare_inline(cx, name, param.name.span, ty, pending);
        }
    }
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
    let carried = carried(cx, &mut draft, &name);
    let file = endpoint.name.span.file;
    let mut rules = errors::rules(cx, &endpoint.errors);
    rules.extend(errors::rules_in(cx, file));
    let auth = auth::of_endpoint(cx, file, &name.wire, endpoint.auth.as_ref());
    let pagers = match carried.stream.is_some() || carried.cells.is_some() {
        // Reported there, where there is one.
        true => Vec::new(),
        false => pagers_of(cx, &mut draft),
    };
    let method = endpoint
        .method
        .as_ref()
        .map_or("GET", |method| &method.value);
    let repeats = repeats::of_endpoint(cx, &mut draft, method, &rules);
    arguments(cx, &draft, &pagers);
    let limits = limits::of_endpoint(cx, &draft);
    Endpoint {
        root: None,
        name,
        doc: text(&endpoint.doc),
        deprecated: text(&endpoint.deprecated),
        since: text(&endpoint.since),
        tags: endpoint.tags.iter().map(|tag| tag.value.clone()).collect(),
        base: bases::of_endpoint(cx, endpoint),
        method: method.to_owned(),
        path: carried.path,
        params: draft.params.made,
        body: draft.body,
        media_type: carried.media_type,
        raw: carried.raw,
        returns: draft.returns,
        stream: carried.stream,
        cells: carried.cells,
        envelope: draft.envelope,
        examples: examples::named(cx, endpoint),
        rules,
        auth,
        pagers,
        starts: None,
        job: None,
        safe: repeats.safe,
        retry: repeats.retry,
        idempotency: repeats.idempotency,
        limits,
    }
}

/// What a request and its reply carry, beside what the draft holds.
struct Carried {
    path: Vec<PathPart>,
    media_type: Option<String>,
    raw: bool,
    stream: Option<Stream>,
    cells: Option<Cells>,
}

/// Completes the draft by the parameters, the body, the reply and their envelope.
fn carried<'a>(cx: &mut Cx<'a>, draft: &mut Draft<'a>, name: &Name) -> Carried {
    let endpoint = draft.spec;
    let path = params::path(cx, endpoint, &mut draft.params);
    params::beside_the_path(cx, endpoint, &mut draft.params);
    styles::idle(cx, endpoint, &draft.params);
    filters::filters(cx, endpoint, &mut draft.params);
    let (body, mut media_type) = bodies::of_endpoint(cx, endpoint, &mut draft.params);
    draft.body = body;
    draft.returns = match &endpoint.returns {
        Some(Returns::Type(ty)) => Some(types::place_of(cx, ty)),
        Some(Returns::Nothing(_) | Returns::Stream(_)) | None => None,
    };
    let stream = streams::of_endpoint(cx, endpoint);
    let cells = rows::of_endpoint(cx, draft);
    let raw = is_raw(cx, draft) && cells.is_none();
    let is_whole = raw || stream.is_some() || cells.is_some();
    envelopes::of_endpoint(cx, draft, name, is_whole);
    if draft.body == Some(Body::Bytes) && media_type.is_none() {
        media_type = Some("application/octet-stream".to_owned());
    }
    Carried {
        path,
        media_type,
        raw,
        stream,
        cells,
    }
}

/// Whether the returned bytes are the reply's whole body: they are unless the endpoint says where else they stand.
fn is_raw(cx: &Cx<'_>, draft: &Draft<'_>) -> bool {
    let says_where = draft.spec.data.is_some()
        || matches!(draft.spec.envelope, Some(model::EnvelopeRef::Named(_)));
    let returns = draft.returns.as_ref();
    !says_where && returns.is_some_and(|returns| bodies::is_bytes(cx, returns))
}

/// The ways in which an endpoint pages, each once and under names of its own.
fn pagers_of<'a>(cx: &mut Cx<'a>, draft: &mut Draft<'a>) -> Vec<Pager> {
    let mut names = scope(&[]);
    let mut pagers = Vec::new();
    for name in &draft.spec.pagers {
        let first = draft
            .spec
            .pagers
            .iter()
            .find(|first| first.value == name.value);
        if let Some(first) = first.filter(|first| first.span != name.span) {
            cx.found
                .error(
                    codes::DOUBLED_NAME,
                    name.span,
                    format!("the pager `{}` stands here twice", name.value),
                )
                .label(first.span, "the other is here")
                .help("remove one of them");
            continue;
        }
        let Some(mut pager) = pagers::of_endpoint(cx, draft, name) else {
            continue;
        };
        if pagers.is_empty() {
            pager.methods = PAGED_CALL.map(str::to_owned);
        }
        if take(
            cx.found,
            &mut names,
            &pager.methods[0],
            (&name.value, name.span),
            Mend::Key,
        ) {
            pagers.push(pager);
        }
    }
    pagers
}

/// Arguments and setters of one call share a scope, wherever each is sent.
fn arguments(cx: &mut Cx<'_>, draft: &Draft<'_>, pagers: &[Pager]) {
    let mut reserved = CALL.to_vec();
    if !draft.spec.pagers.is_empty() {
        reserved.extend(PAGED_CALL);
    }
    let methods = pagers.iter().flat_map(|pager| &pager.methods);
    reserved.extend(methods.map(String::as_str));
    if matches!(draft.spec.returns, Some(Returns::Stream(_))) {
        reserved.extend(STREAMED_CALL);
    }
    if jobs::waits(cx, draft.spec) {
        reserved.extend(WAITING_CALL);
    }
    if cx.spec.formats.len() > 1 {
        reserved.extend(FORMATTED_CALL);
    }
    let mut names = scope(&reserved);
    for (param, span) in draft.params.made.iter().zip(&draft.params.spans) {
        let root = match param.place {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header => "header",
            Place::Form => "form",
            Place::Part => "multipart",
            Place::Beside => "beside",
        };
        // Of a second body, which is reported, nothing is sent.
        let is_sent = match param.place {
            Place::Form => matches!(draft.body, Some(Body::Form)),
            Place::Part => matches!(draft.body, Some(Body::Multipart(_))),
            Place::Path | Place::Query | Place::Header | Place::Beside => true,
        };
        if param.is_callers() && is_sent {
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
    let flattened_at = cx.flattened_at.get(id).map_or(&[][..], Vec::as_slice);
    let mut flattened_at = flattened_at.iter();
    // Fields that clash with each other were reported where their record was made.
    let mut seen = HashSet::new();
    for member in record.members() {
        let (span, is_fixed) = match member {
            StructField::Field(index, field) => (spans.get(index), field.constant.is_some()),
            StructField::Flattened(_) => (flattened_at.next(), false),
        };
        let name = member.name();
        if is_fixed || !seen.insert(name.snake.as_str()) {
            continue;
        }
        let span = span.copied().unwrap_or(draft.spec.name.span);
        let shown = format!("body.{}", name.wire);
        take(
            cx.found,
            &mut names,
            &name.snake,
            (&shown, span),
            Mend::Rename,
        );
    }
}
