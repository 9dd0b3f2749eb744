//! The tree of a sample and its endpoint in; what the generated code would not read in it, at its place, out.

use std::borrow::Cow;
use std::collections::HashSet;

use super::Content;
use crate::api::{Api, Body, Endpoint, Example, Handed, KindId, RuleId, Source, Type, TypeKind};
use crate::check::cx::{Cx, plain};
use crate::check::decode;
use crate::check::matching::{self, Reply};
use crate::diag::codes;
use crate::spec::model::{self, Text};
use crate::tree::{Kind, Node};
use crate::xml::{Layout, Sent};

/// The tree of a sample whose types are known; what is not as the spec says of XML is reported, each sort once.
fn typed<'c>(
    cx: &mut Cx<'_>,
    content: &'c Content<'_>,
    sent: Sent,
    layout: impl FnOnce(&Api) -> Layout<'_>,
) -> Cow<'c, Node> {
    let document = match content {
        Content::Tree(node) => return Cow::Borrowed(node),
        Content::Xml(document) => document,
    };
    let read = layout(&cx.api).read(document, sent);
    let mut said = HashSet::new();
    for fault in read.faults {
        if said.insert(fault.message.clone()) {
            cx.found
                .error(codes::SAMPLE_TYPE, fault.span, fault.message)
                .help(fault.help);
        }
    }
    Cow::Owned(read.node)
}

pub(super) fn request(cx: &mut Cx<'_>, endpoint: &Endpoint, name: &Text, content: &Content<'_>) {
    let (ty, what) = match &endpoint.body {
        Some(Body::Record(id)) => {
            let what = cx.api.ty(*id).name.wire.clone();
            (plain(Type::Named(*id)), what)
        }
        Some(Body::Value(value)) => (value.clone(), "body".to_owned()),
        Some(Body::Bytes | Body::Text | Body::Form | Body::Multipart(_)) => {
            cx.found
                .error(
                    codes::SAMPLE_TYPE,
                    name.span,
                    format!(
                        "the body of `{}` is no value, of which a sample shows nothing",
                        endpoint.name.wire
                    ),
                )
                .help("remove `request:`");
            return;
        }
        None if cx.whole => {
            cx.found
                .error(
                    codes::SAMPLE_TYPE,
                    name.span,
                    format!("`{}` has no body to send", endpoint.name.wire),
                )
                .help("declare its `body:`, or remove `request:`");
            return;
        }
        None => return,
    };
    let node = typed(cx, content, Sent::ByClient, |api| {
        Layout::whole(api, ty.clone())
    });
    decode::decode(cx, &ty, &what, &node);
}

pub(super) fn reply(
    cx: &mut Cx<'_>,
    endpoint: &Endpoint,
    written: &model::Example,
    example: &Example,
    content: &Content<'_>,
) {
    let untyped = content.untyped();
    let reply = Reply {
        http: example.http,
        headers: &example.headers,
        format: content.format(),
        body: Some(&untyped),
    };
    let is_success = (200..300).contains(&example.http);
    // A rule or an envelope that was wrong says nothing about what this reply is.
    if !cx.sound(&endpoint.rules) || cx.unsound_endpoints.contains(&endpoint.name.wire) {
        if is_success
            && written.kind.is_none()
            && !cx.unsound_endpoints.contains(&endpoint.name.wire)
        {
            value(cx, endpoint, content);
        }
        return;
    }
    let matched = matching::rule(&cx.api, endpoint, &reply);
    if let (Some(name), Some(kind)) = (&written.kind, example.kind) {
        right_kind(cx, name, kind, matched);
    }
    match matched {
        Some((rule, _)) => {
            let is_text = matches!(content, Content::Tree(node) if node.scalar().is_some());
            if let Some(id) = cx.api.rules[rule.0].body.filter(|_| !is_text) {
                let what = cx.api.ty(id).name.wire.clone();
                let ty = plain(Type::Named(id));
                let node = typed(cx, content, Sent::ByServer, |api| {
                    Layout::whole(api, ty.clone())
                });
                decode::decode(cx, &ty, &what, &node);
            }
        }
        None if !is_success || written.kind.is_some() => {}
        None => {
            let failed = endpoint
                .envelope
                .ok
                .as_ref()
                .is_some_and(|ok| !matching::holds(ok, &reply));
            if failed && let Some(name) = &written.reply {
                cx.found
                    .error(
                        codes::SAMPLE_KIND,
                        name.span,
                        "`ok` does not hold for this reply, and no error rule matches it",
                    )
                    .help("correct the sample, `ok`, or the error rules");
                return;
            }
            value(cx, endpoint, content);
        }
    }
}

fn right_kind(
    cx: &mut Cx<'_>,
    name: &Text,
    kind: KindId,
    matched: Option<(RuleId, Option<KindId>)>,
) {
    let (message, help) = match matched {
        Some((_, Some(found))) if found == kind => return,
        Some((_, Some(found))) => {
            let found = &cx.api.kinds[found.0].name.wire;
            (
                format!("the error rules make this reply `{found}`"),
                format!("write `kind: {found}`, or correct the rules"),
            )
        }
        Some((_, None)) => (
            "the error rule that matches this reply gives it no kind".to_owned(),
            format!(
                "let what `{}` is compared with be what the sample has",
                name.value
            ),
        ),
        None => (
            "no error rule matches this reply".to_owned(),
            format!(
                "give the example the status of `{}` (`http: …`), or correct the rules",
                name.value
            ),
        ),
    };
    cx.found
        .error(codes::SAMPLE_KIND, name.span, message)
        .help(help);
}

/// A reply that is no error: the returned value and what is handed over beside it.
fn value(cx: &mut Cx<'_>, endpoint: &Endpoint, content: &Content<'_>) {
    let node = typed(cx, content, Sent::ByServer, |api| {
        Layout::reply(api, endpoint)
    });
    let node = node.as_ref();
    if matches!(node.kind, Kind::Bad) {
        return;
    }
    if let Some(returns) = &endpoint.returns {
        let what = match &returns.ty {
            Type::Named(id) => cx.api.ty(*id).name.wire.clone(),
            _ => endpoint.name.wire.clone(),
        };
        match matching::select(Some(node), &endpoint.envelope.data).first() {
            Some(data) => decode::decode(cx, returns, &what, data),
            None if returns.null => {}
            None => {
                let span = crate::source::Span {
                    end: node.span.start + 1,
                    ..node.span
                };
                cx.found
                    .error(
                        codes::SAMPLE_TYPE,
                        span,
                        format!(
                            "the sample holds no {what} where `{}` expects it",
                            endpoint.name.wire
                        ),
                    )
                    .help("correct `data:` of the envelope, or say `envelope: none`");
            }
        }
    }
    let Some(meta) = &endpoint.envelope.meta else {
        return;
    };
    let TypeKind::Record(record) = cx.api.ty(meta.record).kind.clone() else {
        return;
    };
    for (field, from) in record.fields.iter().zip(&meta.from) {
        if let Handed::Reply(Source::Body(path)) = from {
            let found = matching::select(Some(node), path).first().copied();
            decode::decode_field(cx, field, node, found);
        }
    }
}
