//! An endpoint whose reply is read as it comes, or is text or rows, in; the items of a made collection, as lines, events
//! or rows, out.

use serde_json::Value;
use trunkline_codegen::api::scope::{item, record};
use trunkline_codegen::api::{Api, Cells, Endpoint, Stream, Wire};

use crate::answer::Reply;
use crate::make;
use crate::place::scalar;
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

/// What a reply of text or of rows is called in a header.
fn called(cells: Cells) -> &'static str {
    match cells {
        Cells::Ordered(',') | Cells::Named(',') => "text/csv; charset=utf-8",
        Cells::Ordered('\t') | Cells::Named('\t') => "text/tab-separated-values",
        Cells::Text | Cells::Ordered(_) | Cells::Named(_) => "text/plain; charset=utf-8",
    }
}

/// A made value as text, or as rows.
pub(crate) fn in_rows(api: &Api, endpoint: &Endpoint, cells: Cells, data: &Value) -> Reply {
    let (sign, is_named) = match cells {
        Cells::Text => {
            let text = scalar(data).unwrap_or_default();
            let mut reply = Reply::new(200);
            reply.set_body(called(cells), text);
            return reply;
        }
        Cells::Ordered(sign) => (sign, false),
        Cells::Named(sign) => (sign, true),
    };
    let row = endpoint
        .returns
        .as_ref()
        .and_then(|returns| item(api, returns));
    let names: Vec<String> = match row.as_ref().and_then(|row| record(api, row)) {
        Some(record) => {
            let fields = record.fields.iter();
            fields.map(|field| field.name.wire.clone()).collect()
        }
        None => vec!["a".to_owned(), "b".to_owned()],
    };
    let rows = data.as_array().map_or(&[][..], Vec::as_slice);
    let cell = |row: &Value, name: &String| match row.get(name) {
        None | Some(Value::Null) => String::new(),
        Some(value) => scalar(value).unwrap_or_else(|| value.to_string()),
    };
    let mut lines: Vec<Vec<String>> = Vec::new();
    if is_named {
        lines.push(names.clone());
    }
    lines.extend(
        rows.iter()
            .map(|row| names.iter().map(|name| cell(row, name)).collect()),
    );
    let quoted = |cell: &String| match sign == ',' && cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.replace([sign, '\n', '\r'], " "),
    };
    let lines = lines.iter().map(|line| {
        let cells: Vec<String> = line.iter().map(quoted).collect();
        cells.join(&sign.to_string()) + "\r\n"
    });
    let mut reply = Reply::new(200);
    reply.set_body(called(cells), lines.collect());
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
