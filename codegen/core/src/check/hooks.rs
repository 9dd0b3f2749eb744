//! Webhooks of the spec in; what they hold, how they are verified and what they are answered out.

use super::claims::Mend;
use super::cx::{Cx, text};
use super::define::{Pending, declare_inline};
use super::{auth, oauth, paths, types};
use crate::api::{
    Format, Hmac, Hook, HookSource, Name, Piece, Presence, Type, TypeKind, Use, Verify,
};
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model;
use crate::spec::path::{Path, Root};

/// How far the time of a request may be away, in milliseconds, where the spec does not say it.
const TOLERANCE: u64 = 300_000;

/// Names the webhooks, and the types that are written in place in them.
pub(super) fn declare<'a>(cx: &mut Cx<'a>, pending: &mut Vec<Pending<'a>>) -> Vec<Name> {
    let spec = cx.spec;
    let mut names = Vec::with_capacity(spec.hooks.len());
    for hook in &spec.hooks {
        let name = cx.name(&hook.name, hook.rename.as_ref());
        let span = hook.name.span;
        cx.take_item(&name, span, Mend::Rename);
        if let Some(body) = &hook.body {
            declare_inline(cx, cx.placed(&name, "Event"), span, body, pending);
        }
        names.push(name);
    }
    names
}

/// Makes the webhooks.
pub(super) fn hooks(cx: &mut Cx<'_>, names: Vec<Name>) {
    let spec = cx.spec;
    for (hook, name) in spec.hooks.iter().zip(names) {
        let body = hook.body.as_ref().map(|body| types::place_of(cx, body));
        let verify = hook.verify.as_ref().map(|verify| match verify {
            model::Verify::Sign(signed) => Verify::Sign(oauth::signing(cx, signed)),
            model::Verify::Hmac(written) => Verify::Hmac(hmac(cx, written)),
        });
        let mut headers = Vec::new();
        for (header, from) in &hook.headers {
            auth::header_name(cx, header);
            headers.extend(source(cx, from).map(|from| (header.value.clone(), from)));
        }
        cx.api.hooks.push(Hook {
            name,
            doc: text(&hook.doc),
            deprecated: text(&hook.deprecated),
            method: text(&hook.method).unwrap_or_default(),
            body,
            is_form: hook.form.is_some(),
            verify,
            status: hook.status.as_ref().map_or(200, |status| status.value),
            headers,
        });
    }
}

/// Reports bodies that no webhook can have, once the types are whole.
pub(super) fn bodies(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    for (index, hook) in spec.hooks.iter().enumerate() {
        let made = cx.api.hooks[index].clone();
        let span = hook.form.unwrap_or(hook.name.span);
        let Some(body) = &made.body else { continue };
        if made.is_form {
            form(cx, body, span);
        } else if matches!(body.ty, Type::Bytes) && body.codecs.is_empty() {
            report(
                cx,
                span,
                "the body of a webhook is JSON or a form, and not bytes".to_owned(),
                "write `json` where nothing is known of it",
            );
        } else if !spec.formats.contains(&Format::Json) && !spec.lost.contains("formats") {
            report(
                cx,
                span,
                "a webhook is read in JSON, which the vendor does not speak".to_owned(),
                "add `json` to `formats:`, or leave the webhook out and read it where you receive it",
            );
        }
    }
}

/// A form holds single values.
fn form(cx: &mut Cx<'_>, body: &Use, span: Span) {
    let Type::Named(id) = body.ty else { return };
    let TypeKind::Record(record) = &cx.api.ty(id).kind else {
        return;
    };
    let mut wrong = Vec::new();
    let spans = cx.field_spans.get(&id);
    for (position, field) in record.fields.iter().enumerate() {
        let opened = paths::opened(&cx.api.types, &field.ty);
        let is_single = match &opened.ty {
            Type::List(_) | Type::Map(_) | Type::Json => !opened.codecs.is_empty(),
            Type::Named(id) => {
                matches!(cx.api.ty(*id).kind, TypeKind::Enum(_)) || !opened.codecs.is_empty()
            }
            _ => true,
        };
        let is_null = opened.null && opened.codecs.is_empty();
        if !is_single || is_null || field.presence == Presence::Maybe {
            let place = spans.and_then(|spans| spans.get(position));
            wrong.push((field.name.wire.clone(), place.copied().unwrap_or(span)));
        }
    }
    for (name, span) in wrong {
        report(
            cx,
            span,
            format!("`{name}` is no single value, and a field of a webhook's form is one"),
            "a field is a text, a number, a flag, a time or an enum, with `?` behind its name where it may be absent",
        );
    }
}

fn report(cx: &mut Cx<'_>, span: Span, message: String, help: &str) {
    cx.found.error(codes::HOOK_BODY, span, message).help(help);
}

/// What a header of the answer repeats.
fn source(cx: &mut Cx<'_>, from: &Path) -> Option<HookSource> {
    match &from.root {
        Root::Header(name) if from.steps.is_empty() => {
            auth::header_name(cx, name);
            Some(HookSource::Header(name.value.clone()))
        }
        Root::Query(name) if from.steps.is_empty() => Some(HookSource::Query(name.value.clone())),
        _ => {
            elsewhere(
                cx,
                from,
                "an answer repeats what stands in a header or in the query",
                "name it: `header.X` or `query.x`",
            );
            None
        }
    }
}

fn elsewhere(cx: &mut Cx<'_>, path: &Path, wanted: &str, help: &str) {
    let message = format!("`{}` leads elsewhere: {wanted}", path.text);
    cx.found
        .error(codes::PATH_ROOT, path.span, message)
        .help(help);
}

fn hmac(cx: &mut Cx<'_>, written: &model::Hmac) -> Hmac {
    if let Some(header) = &written.header {
        auth::header_name(cx, header);
    }
    let timestamp = written
        .timestamp
        .as_ref()
        .and_then(|path| match &path.root {
            Root::Header(name) if path.steps.is_empty() => {
                auth::header_name(cx, name);
                Some(name.value.clone())
            }
            _ => {
                paths::wrong_root(cx, path, "the time of a webhook stands in a header");
                None
            }
        });
    let over = over(cx, written, timestamp.as_deref());
    let secret = written.secret.clone();
    let secret = secret.unwrap_or_else(|| model::Text::new("secret".to_owned(), written.span));
    let tolerance = written.tolerance.as_ref();
    let tolerance = tolerance.map_or(TOLERANCE, |time| {
        u64::try_from(time.value.as_millis()).unwrap_or(u64::MAX)
    });
    if let (Some(stray), None) = (&written.tolerance, &written.timestamp) {
        proves_little(
            cx,
            stray.span,
            "`tolerance` is about a time, and none is taken".to_owned(),
            "say which header holds it: `timestamp: header.X-Timestamp`",
        );
    }
    Hmac {
        header: text(&written.header).unwrap_or_default(),
        prefix: text(&written.prefix).unwrap_or_default(),
        hash: written.hash,
        encoding: written.encoding,
        secret: cx.own_name(&secret, Mend::Key),
        over,
        timestamp: timestamp.map(|header| (header, tolerance)),
    }
}

/// What is hashed: the body in any case, and the time where one is taken.
fn over(cx: &mut Cx<'_>, written: &model::Hmac, timestamp: Option<&str>) -> Vec<Piece> {
    let Some(texts) = &written.over else {
        if let (Some(_), Some(path)) = (timestamp, &written.timestamp) {
            proves_little(
                cx,
                path.span,
                "the time is not part of what is signed, so that anyone can change it".to_owned(),
                "say what is: `over: [timestamp, \".\", body]`",
            );
        }
        return vec![Piece::Body];
    };
    let mut pieces = Vec::new();
    for one in texts {
        pieces.push(
            match (one.value.as_str(), one.value.strip_prefix("header.")) {
                ("body", _) => Piece::Body,
                ("timestamp", _) => match timestamp {
                    Some(header) => Piece::Header(header.to_owned()),
                    None => {
                        if written.timestamp.is_none() {
                            proves_little(
                                cx,
                                one.span,
                                "`timestamp` is signed, and it is not said where it stands"
                                    .to_owned(),
                                "say which header holds it: `timestamp: header.X-Timestamp`",
                            );
                        }
                        continue;
                    }
                },
                (_, Some(header)) => {
                    let header = model::Text::new(header.to_owned(), one.span);
                    auth::header_name(cx, &header);
                    Piece::Header(header.value)
                }
                (text, None) => Piece::Text(text.to_owned()),
            },
        );
    }
    let is_signed = |wanted: &Piece| pieces.contains(wanted);
    let (has_body, has_time) = (
        is_signed(&Piece::Body),
        timestamp.is_none_or(|header| is_signed(&Piece::Header(header.to_owned()))),
    );
    if !has_body {
        proves_little(
            cx,
            written.span,
            "the body is not part of what is signed, so that anyone can change it".to_owned(),
            "name it among the others: `over: [timestamp, \".\", body]`",
        );
    }
    if let (false, Some(path)) = (has_time, &written.timestamp) {
        proves_little(
            cx,
            path.span,
            "the time is not part of what is signed, so that anyone can change it".to_owned(),
            "name it among the others: `over: [timestamp, \".\", body]`",
        );
    }
    pieces
}

fn proves_little(cx: &mut Cx<'_>, span: Span, message: String, help: &str) {
    cx.found.error(codes::HOOK_SIGN, span, message).help(help);
}
