//! Envelopes: where a reply holds what a call returns, what has to hold of it, and what else it hands over.

use super::claims::{Mend, scope, take};
use super::cx::{Cx, poison, text};
use super::endpoints::Draft;
use super::{around_requests, auth, paths, predicates, types};
use crate::api::{
    Field, Handed, Meta, Name, Presence, Record, Source, Type, TypeDef, TypeId, TypeKind,
};
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model::{self, EnvelopeRef, Returns};
use crate::spec::path::{Path, Root};

/// Checks what can be said of an envelope whether or not an endpoint uses it.
pub(super) fn declared(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    for envelope in &spec.envelopes {
        around_requests::declared(cx, envelope);
        if let Some(data) = &envelope.data {
            paths::is_reply(cx, data);
        }
        for meta in &envelope.meta {
            meta.ty.iter().for_each(|ty| drop(types::place(cx, ty)));
            meta.from.iter().for_each(|path| drop(root(cx, path)));
        }
    }
}

/// The envelope that holds for an endpoint, with its own `data` and `meta`.
///
/// The default envelope is not around bytes that are a whole body, of a reply or of a request.
pub(super) fn of_endpoint(cx: &mut Cx<'_>, draft: &mut Draft<'_>, name: &Name, raw: bool) {
    let (spec, endpoint) = (cx.spec, draft.spec);
    let envelope = chosen(spec, endpoint);
    around_requests::of_endpoint(cx, draft, envelope);
    if let (Some(EnvelopeRef::Named(wanted)), None) = (&endpoint.envelope, envelope) {
        unknown(cx, wanted);
        cx.unsound_endpoints.insert(name.wire.clone());
    }
    let envelope = envelope.filter(|_| !raw);
    let data = endpoint
        .data
        .as_ref()
        .or_else(|| envelope.and_then(|e| e.data.as_ref()));
    let of_envelope = envelope.is_some_and(|e| e.lost_data) && endpoint.data.is_none();
    match data {
        Some(data) if paths::is_reply(cx, data) => draft.envelope.data = paths::unchecked(data),
        None if !endpoint.lost_data && !of_envelope => {}
        // Where the data stand is not known, so that neither is what stands elsewhere.
        _ => _ = cx.unsound_endpoints.insert(name.wire.clone()),
    }
    let whole = draft
        .returns
        .clone()
        .filter(|_| draft.envelope.data.steps.is_empty());
    if let Some(empty) = envelope.and_then(|e| e.empty) {
        draft.envelope.empty = true;
        may_be_empty(cx, draft, empty);
    }
    if let Some(ok) = envelope.and_then(|e| e.ok.as_ref()) {
        draft.envelope.ok = Some(predicates::predicate(cx, whole.as_ref(), ok));
    }
    let of_envelope = envelope.map_or(&[][..], |e| &e.meta);
    let all: Vec<&model::Meta> = of_envelope.iter().chain(&endpoint.meta).collect();
    if !all.is_empty() {
        draft.envelope.meta = Some(meta(cx, draft, name, &all));
    }
}

/// Reports a returned type that has no empty value.
fn may_be_empty(cx: &mut Cx<'_>, draft: &Draft<'_>, empty: Span) {
    let Some(returns) = &draft.returns else {
        return;
    };
    let opened = paths::opened(&cx.api.types, returns);
    let can = returns.null
        || opened.null
        || matches!(
            opened.ty,
            Type::List(_) | Type::Map(_) | Type::Json | Type::Unknown
        );
    if can {
        return;
    }
    let span = match &draft.spec.returns {
        Some(Returns::Type(ty)) => ty.span(),
        Some(Returns::Nothing(_) | Returns::Stream(_)) | None => draft.spec.name.span,
    };
    cx.found
        .error(
            codes::EMPTY_DATA,
            span,
            format!(
                "what `{}` returns has no empty value",
                draft.spec.name.value
            ),
        )
        .label(empty, "the envelope says that it may come empty")
        .help("put a `?` after the type, or give the endpoint another envelope");
}

/// The envelope that an endpoint names, or the default one; nothing where it wants none, or one that there is not.
pub(super) fn chosen<'a>(
    spec: &'a model::Spec,
    endpoint: &model::Endpoint,
) -> Option<&'a model::Envelope> {
    let name = match &endpoint.envelope {
        None => "default",
        Some(EnvelopeRef::None(_)) => return None,
        Some(EnvelopeRef::Named(wanted)) => &wanted.value,
    };
    spec.find_in(&spec.envelopes, endpoint.name.span.file, name)
}

/// The record of what is handed over beside the returned value.
fn meta(cx: &mut Cx<'_>, draft: &Draft<'_>, endpoint: &Name, all: &[&model::Meta]) -> Meta {
    let mut made = no_meta(cx, endpoint, draft.spec.name.span);
    let mut idents = scope(&[]);
    let (mut fields, mut from) = (Vec::new(), Vec::new());
    for meta in all {
        let Some(source) = meta.from.as_ref().and_then(|path| source(cx, draft, path)) else {
            continue;
        };
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
            xml: crate::api::FieldXml::default(),
            name,
            doc,
            deprecated: None,
            ty,
            presence,
            default: None,
            constant: None,
        });
        from.push(Handed::Reply(source));
    }
    if let TypeKind::Record(record) = &mut cx.api.types[made.record.0].kind {
        record.fields = fields;
    }
    made.from = from;
    made
}

/// The record of what an endpoint hands over, without anything in it.
pub(super) fn no_meta(cx: &mut Cx<'_>, endpoint: &Name, span: Span) -> Meta {
    let name = cx.placed(endpoint, "Meta");
    cx.take_item(&name, span, Mend::Rename);
    let record = TypeId(cx.api.types.len());
    cx.api.types.push(TypeDef {
        doc: Some(format!(
            "What a reply to `{}` hands over beside the returned value.",
            endpoint.wire
        )),
        name,
        deprecated: None,
        kind: TypeKind::Record(Record {
            flattened: Vec::new(),
            xml: None,
            fields: Vec::new(),
            extra: false,
        }),
        sent: false,
        received: false,
    });
    Meta {
        record,
        from: Vec::new(),
    }
}

fn source(cx: &mut Cx<'_>, draft: &Draft<'_>, path: &Path) -> Option<Source> {
    match root(cx, path)? {
        Source::Body(_) => Some(Source::Body(draft.in_reply(cx, path)?.0)),
        header @ Source::Header(_) => Some(header),
    }
}

/// Where a path of `meta` starts, not followed any further.
fn root(cx: &mut Cx<'_>, path: &Path) -> Option<Source> {
    match &path.root {
        Root::Header(name) => {
            auth::header_name(cx, name);
            Some(Source::Header(name.value.clone()))
        }
        Root::Reply => Some(Source::Body(paths::unchecked(path))),
        Root::Http
        | Root::Query(_)
        | Root::Path(_)
        | Root::Body(_)
        | Root::Form(_)
        | Root::Vars(_) => {
            let wanted = "`meta` hands over fields of the reply's body and headers";
            paths::wrong_root(cx, path, wanted);
            None
        }
    }
}

fn unknown(cx: &mut Cx<'_>, wanted: &model::Text) {
    if cx.spec.lost.contains("envelopes") {
        return;
    }
    let known = cx.spec.names(&cx.spec.envelopes, wanted.span.file);
    let help = cx
        .found
        .near
        .help_declared(&wanted.value, known.clone(), "envelopes");
    let meant = cx.found.near.certain_name(&wanted.value, known);
    cx.found
        .error(
            codes::UNKNOWN_ENVELOPE,
            wanted.span,
            format!("there is no envelope `{}`", wanted.value),
        )
        .help(help)
        .respell(wanted.span, &wanted.value, meant);
}
