//! Sample exchanges of endpoints: their files, the kinds they stand for, and whether they decode.

use std::borrow::Cow;
use std::collections::HashSet;

use super::cx::{Cx, plain};
use super::decode;
use super::matching::{self, Reply};
use crate::api::{
    Api, Body, Endpoint, Example, Format, KindId, RuleId, Sample, Source, Type, TypeKind,
};
use crate::diag::{codes, near};
use crate::source::{FileId, Role};
use crate::spec::model::{self, Text};
use crate::tree::{Kind, Node, Scalar, Style, json, report_damage};
use crate::xml::{Document, Layout, Sent};

/// The examples of an endpoint, one for each of the spec's, with the text of their files.
pub(super) fn named(cx: &mut Cx<'_>, endpoint: &model::Endpoint) -> Vec<Example> {
    let mut made = Vec::with_capacity(endpoint.examples.len());
    for example in &endpoint.examples {
        let request = example.request.as_ref().and_then(|name| sample(cx, name));
        let reply = example.reply.as_ref().and_then(|name| sample(cx, name));
        made.push(Example {
            http: example.http.as_ref().map_or(200, |http| http.value),
            headers: example
                .headers
                .iter()
                .map(|(k, v)| (k.value.clone(), v.value.clone()))
                .collect(),
            request,
            reply,
            kind: example
                .kind
                .as_ref()
                .and_then(|name| kind(cx, endpoint, name)),
            auth: example.auth.as_ref().map(|auth| auth.value),
        });
    }
    made
}

fn sample(cx: &mut Cx<'_>, name: &Text) -> Option<Sample> {
    let path = name.value.strip_prefix("./").unwrap_or(&name.value);
    let Some(&id) = cx.samples.get(path) else {
        let samples = cx
            .sources
            .iter()
            .filter(|(_, f)| f.role == Role::Sample)
            .map(|(_, f)| f.path.as_str());
        let help = near::help(&name.value, samples).unwrap_or_else(|| {
            "samples lie in a folder beside the head, as in `examples/list_users.json`".to_owned()
        });
        cx.found
            .error(
                codes::SAMPLE_MISSING,
                name.span,
                format!("there is no sample `{}`", name.value),
            )
            .help(help);
        return None;
    };
    let file = cx.sources.get(id);
    Some(Sample {
        format: match file.path.to_ascii_lowercase().ends_with(".xml") {
            true => Format::Xml,
            false => Format::Json,
        },
        file: file.path.clone(),
        text: file.text.clone(),
    })
}

/// The kind that an example names, among those of the rules that hold for its endpoint.
fn kind(cx: &mut Cx<'_>, endpoint: &model::Endpoint, name: &Text) -> Option<KindId> {
    let rules = endpoint.errors.iter().chain(&cx.spec.errors);
    let known: Vec<&str> = rules
        .flat_map(|rule| &rule.kinds)
        .map(|kind| kind.name.value.as_str())
        .collect();
    if known.contains(&name.value.as_str()) {
        return cx.kinds.get(name.value.as_str()).copied();
    }
    cx.found
        .error(
            codes::UNKNOWN_KIND,
            name.span,
            format!("there is no error kind `{}` here", name.value),
        )
        .maybe_help(near::help(&name.value, known));
    None
}

/// Decodes every sample as the generated code would.
pub(super) fn decode(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    for (index, endpoint) in spec.endpoints.iter().enumerate() {
        if endpoint.examples.is_empty() {
            continue;
        }
        let made = cx.api.endpoints[index].clone();
        for (written, example) in endpoint.examples.iter().zip(&made.examples) {
            if let (Some(name), Some(sample)) = (&written.request, &example.request)
                && let Some(text) = read(cx, sample)
            {
                request(cx, &made, name, &text);
            }
            if let Some(sample) = &example.reply
                && let Some(text) = read(cx, sample)
            {
                reply(cx, &made, written, example, &text);
            }
        }
    }
}

/// What a sample holds.
enum Content<'a> {
    /// A tree of JSON; what does not call itself JSON is one text.
    Tree(Node),
    /// XML, whose tree depends on the declared types.
    Xml(Document<'a>),
}

impl Content<'_> {
    /// The tree as error rules see it.
    fn untyped(&self) -> Node {
        match self {
            Content::Tree(node) => node.clone(),
            Content::Xml(document) => document.untyped(),
        }
    }

    fn format(&self) -> Format {
        match self {
            Content::Tree(_) => Format::Json,
            Content::Xml(_) => Format::Xml,
        }
    }
}

fn read<'a>(cx: &mut Cx<'a>, sample: &Sample) -> Option<Content<'a>> {
    let id: FileId = *cx.samples.get(sample.file.as_str())?;
    if sample.file.to_ascii_lowercase().ends_with(".json") {
        return json::read(cx.sources, id, cx.found).map(Content::Tree);
    }
    if sample.format == Format::Xml && cx.api.formats.contains(&Format::Xml) {
        if report_damage(cx.sources, id, cx.found) {
            return None;
        }
        return match Document::parse(&cx.sources.get(id).text, id) {
            Ok(document) => Some(Content::Xml(document)),
            Err(fault) => {
                cx.found
                    .error(codes::XML_SYNTAX, fault.span, fault.message)
                    .help(fault.help);
                None
            }
        };
    }
    let span = crate::source::Span::new(id, 0, sample.text.len());
    let scalar = Scalar {
        text: sample.text.clone(),
        style: Style::Quoted,
    };
    Some(Content::Tree(Node {
        span,
        kind: Kind::Scalar(scalar),
    }))
}

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

fn request(cx: &mut Cx<'_>, endpoint: &Endpoint, name: &Text, content: &Content<'_>) {
    let (ty, what) = match &endpoint.body {
        Some(Body::Record(id)) => {
            let what = cx.api.ty(*id).name.wire.clone();
            (plain(Type::Named(*id, Vec::new())), what)
        }
        Some(Body::Value(value)) => (value.clone(), "body".to_owned()),
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

fn reply(
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
                let ty = plain(Type::Named(id, Vec::new()));
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
            Type::Named(id, _) => cx.api.ty(*id).name.wire.clone(),
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
        if let Source::Body(path) = from {
            let found = matching::select(Some(node), path).first().copied();
            decode::decode_field(cx, field, node, found);
        }
    }
}
