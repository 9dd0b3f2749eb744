//! Bodies in the formats of a vendor in; the same bodies in JSON, which the mock thinks in, out; and back.

use serde_json::Value;
use trunkline_codegen::api::{Api, Endpoint, Format, Sample};
use trunkline_codegen::source::FileId;
use trunkline_codegen::xml::{Document, Layout, Sent};

use crate::accept::named;
use crate::answer::Reply;
use crate::check::Fault;
use crate::predicate::Draft;
use crate::request::Received;
use crate::tree;

/// The media type of XML.
pub(crate) const XML: &str = "application/xml; charset=utf-8";

/// A request whose body was read.
pub(crate) struct Understood {
    /// The request as if it had come in JSON.
    pub(crate) json: Received,
    /// The format that it came in.
    pub(crate) format: Format,
}

/// The request with its body in JSON, whatever format it came in.
///
/// # Errors
/// Where a body is of no format that the vendor speaks; what is wrong with one of XML: that it is none, its root, its
/// namespaces, the order of its elements.
pub(crate) fn understood(
    api: &Api,
    endpoint: &Endpoint,
    request: &Received,
) -> Result<Understood, Fault> {
    let mut json = request.clone();
    let layout = Layout::request(api, endpoint).filter(|_| !request.body.is_empty());
    let Some(layout) = layout else {
        let format = Format::Json;
        return Ok(Understood { json, format });
    };
    let media = request.header("content-type").unwrap_or_default();
    let format = named(media).filter(|format| api.formats.contains(format));
    let Some(format) = format else {
        let spoken: Vec<&str> = api
            .formats
            .iter()
            .map(|format| media_type(*format))
            .collect();
        let spoken = spoken.join("` or `");
        return Err(format!("content-type: wanted `{spoken}`, found `{media}`"));
    };
    if format == Format::Json {
        return Ok(Understood { json, format });
    }
    let text = std::str::from_utf8(&request.body).map_err(|why| format!("body: {why}"))?;
    let value = read(&layout, text, Sent::ByClient)?;
    json.body = value.to_string().into_bytes();
    Ok(Understood { json, format })
}

/// The reply with its body in `format`, where it is of another that the vendor speaks.
pub(crate) fn said(api: &Api, endpoint: Option<&Endpoint>, reply: Reply, format: Format) -> Reply {
    let is = reply.header("content-type").and_then(named);
    match (is, format) {
        (Some(Format::Json), Format::Xml) => in_xml(api, endpoint, reply),
        (Some(Format::Xml), Format::Json) => match body(api, endpoint, &reply) {
            Some(value) => with_body(reply, "application/json", value.to_string()),
            None => reply,
        },
        _ => reply,
    }
}

/// What a reply holds, as JSON would have it.
pub(crate) fn body(api: &Api, endpoint: Option<&Endpoint>, reply: &Reply) -> Option<Value> {
    let text = std::str::from_utf8(&reply.body).ok()?;
    let media = reply.header("content-type").unwrap_or_default();
    if named(media) != Some(Format::Xml) {
        return serde_json::from_str(text).ok();
    }
    let document = Document::parse(text, FileId(0)).ok()?;
    let seen = tree::value(&document.untyped());
    let layout = layout(api, endpoint, reply, seen);
    Some(tree::value(&layout.read(&document, Sent::ByServer).node))
}

/// What a sample reply holds, as error rules see it.
pub(crate) fn seen(sample: &Sample) -> Option<Value> {
    match sample.format {
        Format::Json => serde_json::from_str(&sample.text).ok(),
        Format::Xml => {
            let document = Document::parse(&sample.text, FileId(0)).ok()?;
            Some(tree::value(&document.untyped()))
        }
    }
}

/// What a sample request holds, as JSON would have it.
pub(crate) fn sample(api: &Api, endpoint: &Endpoint, sample: &Sample) -> Option<Value> {
    match sample.format {
        Format::Json => serde_json::from_str(&sample.text).ok(),
        Format::Xml => read(
            &Layout::request(api, endpoint)?,
            &sample.text,
            Sent::ByClient,
        )
        .ok(),
    }
}

fn media_type(format: Format) -> &'static str {
    match format {
        Format::Json => "application/json",
        Format::Xml => "application/xml",
    }
}

fn read(layout: &Layout<'_>, text: &str, sent: Sent) -> Result<Value, Fault> {
    let place = |byte: usize| {
        let before = &text[..byte.min(text.len())];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        format!("body, line {line}, column {column}")
    };
    let fault = |fault: &trunkline_codegen::xml::Fault| {
        format!("{}: {}", place(fault.span.start), fault.message)
    };
    let document = Document::parse(text, FileId(0)).map_err(|why| fault(&why))?;
    let read = layout.read(&document, sent);
    match read.faults.first() {
        Some(first) => Err(fault(first)),
        None => Ok(tree::value(&read.node)),
    }
}

fn in_xml(api: &Api, endpoint: Option<&Endpoint>, reply: Reply) -> Reply {
    let Ok(value) = serde_json::from_slice::<Value>(&reply.body) else {
        return reply;
    };
    let layout = layout(api, endpoint, &reply, value.clone());
    match layout.write(&tree::node(&value)) {
        Ok(text) => with_body(reply, XML, text),
        Err(why) => Reply::message(500, &format!("this reply is no XML: {why}")),
    }
}

pub(crate) fn with_body(mut reply: Reply, media: &str, body: String) -> Reply {
    reply
        .headers
        .retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
    reply.set_body(media, body);
    reply
}

/// Which types stand where in a reply: those of the error that it is, else those of the endpoint.
fn layout<'a>(
    api: &'a Api,
    endpoint: Option<&'a Endpoint>,
    reply: &Reply,
    body: Value,
) -> Layout<'a> {
    let draft = Draft {
        status: reply.status,
        headers: reply.headers.clone(),
        body,
    };
    let mut rules = endpoint.into_iter().flat_map(|of| &of.rules);
    let rule = rules.find(|id| draft.is_error_by(&api.rules[id.0]));
    match (rule, endpoint) {
        (None, Some(endpoint)) if reply.status < 400 => Layout::reply(api, endpoint),
        (rule, _) => Layout::error(api, rule.map(|id| &api.rules[id.0])),
    }
}
