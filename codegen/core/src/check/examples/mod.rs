//! Sample exchanges of endpoints: their files, the kinds they stand for, and whether they decode.

mod exchange;

use crate::api::{Example, Format, KindId, Sample};
use crate::check::cx::Cx;
use crate::diag::codes;
use crate::source::{FileId, Role};
use crate::spec::model::{self, Text};
use crate::tree::{Kind, Node, Scalar, Style, json, report_damage};
use crate::xml::Document;

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
        let sources = cx.sources;
        let samples = || {
            let all = sources.iter().map(|(_, file)| file);
            all.filter(|file| file.role == Role::Sample)
                .map(|file| file.path.as_str())
        };
        let meant = cx.found.near.certain_name(&name.value, samples());
        let help = cx
            .found
            .near
            .help(&name.value, samples())
            .unwrap_or_else(|| {
                "samples lie in a folder beside the head, as in `examples/list_users.json`"
                    .to_owned()
            });
        cx.found
            .error(
                codes::SAMPLE_MISSING,
                name.span,
                format!("there is no sample `{}`", name.value),
            )
            .help(help)
            .respell(name.span, &name.value, meant);
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
    let (head, file) = (cx.spec.head, endpoint.name.span.file);
    let of_files = cx.spec.errors.iter();
    let of_files = of_files.filter(|rule| rule.span.file == head || rule.span.file == file);
    let rules = endpoint.errors.iter().chain(of_files);
    let known: Vec<&str> = rules
        .flat_map(|rule| &rule.kinds)
        .map(|kind| kind.name.value.as_str())
        .collect();
    if known.contains(&name.value.as_str()) {
        return cx.kinds.get(name.value.as_str()).copied();
    }
    if cx.spec.lost.contains("errors") {
        return None;
    }
    let help = cx.found.near.help(&name.value, known.iter().copied());
    let meant = cx.found.near.certain_name(&name.value, known);
    cx.found
        .error(
            codes::UNKNOWN_KIND,
            name.span,
            format!("there is no error kind `{}` here", name.value),
        )
        .maybe_help(help)
        .respell(name.span, &name.value, meant);
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
                exchange::request(cx, &made, name, &text);
            }
            if let Some(sample) = &example.reply
                && let Some(text) = read(cx, sample)
            {
                exchange::reply(cx, &made, written, example, &text);
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
