//! An endpoint whose reply is read as it comes in; the items of a made collection, as lines or events, out.

use serde_json::Value;
use trunkline_codegen::api::{Api, Endpoint, Stream, Wire};

use crate::answer::Reply;
use crate::make;
use crate::request::Received;

/// How a made stream is cut: into pieces of 1 to so many bytes.
const PIECES: usize = 11;

/// What a stream is called in a header.
fn media_type(stream: &Stream) -> &'static str {
    match stream.wire {
        Wire::Bytes => "application/octet-stream",
        Wire::Lines => "application/x-ndjson",
        Wire::Events => "text/event-stream",
    }
}

/// Whether a request takes what an endpoint streams.
pub(crate) fn is_wanted(stream: &Stream, request: &Received) -> bool {
    let accept = request.header("accept").unwrap_or("*/*");
    let mut ranges = accept.split(',').map(|range| {
        let range = range.split(';').next().unwrap_or_default();
        range.trim()
    });
    let own = media_type(stream);
    let kind = own.split('/').next().unwrap_or_default();
    ranges.any(|range| range == "*/*" || range == own || range.strip_suffix("/*") == Some(kind))
}

/// The reply: all items of the collection, cut where nobody would cut them. Events go on after `Last-Event-ID`.
pub(crate) fn made(
    api: &Api,
    endpoint: &Endpoint,
    stream: &Stream,
    request: &Received,
    count: u64,
) -> Reply {
    let item = |index: u64| {
        let item = stream.item.as_ref();
        item.map(|item| make::value(api, item, &endpoint.name.wire, index))
    };
    let mut body = match stream.wire {
        Wire::Bytes => format!("bytes of {}\u{0}\u{ff}", endpoint.name.wire).repeat(100),
        Wire::Lines => lines((0..count).filter_map(item)),
        Wire::Events => {
            let last = request.header("last-event-id");
            let first = last.and_then(|id| id.parse().ok()).unwrap_or(0);
            let items = (first..count).filter_map(|index| Some((index, item(index)?)));
            events(items, stream.is_text())
        }
    };
    match (&stream.end, stream.wire) {
        (Some(end), Wire::Events) => body.push_str(&format!("data: {end}\n\n")),
        (Some(end), _) => body.push_str(&format!("\n{end}")),
        (None, _) => {}
    }
    let mut reply = Reply::new(200);
    reply.set_body(media_type(stream), body);
    reply.pieces = PIECES;
    reply
}

/// A line for each item, blank ones between them; the last one has no end.
fn lines(items: impl Iterator<Item = Value>) -> String {
    let lines: Vec<String> = items.map(|item| item.to_string()).collect();
    lines.join("\r\n\n")
}

/// Events with every end of a line that there is, comments between them, and data on several lines.
fn events(items: impl Iterator<Item = (u64, Value)>, is_text: bool) -> String {
    let mut body = "\u{feff}: here it begins\nretry: 2500\n\n".to_owned();
    for (index, item) in items {
        let end = ["\n", "\r\n", "\r"][(index % 3) as usize];
        let data = match (is_text, &item) {
            (true, Value::String(text)) => text.clone(),
            _ => format!("{item:#}"),
        };
        body.push_str(&format!("id: {}{end}:{end}event:item{end}", index + 1));
        for line in data.split('\n') {
            body.push_str(&format!("data: {line}{end}"));
        }
        body.push_str(end);
    }
    body
}
