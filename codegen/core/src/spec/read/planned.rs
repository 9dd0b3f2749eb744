//! Words that are not supported yet come in; what they refer to goes out, to be checked as all references are.

use super::Map;
use crate::diag::codes;
use crate::spec::Cx;
use crate::spec::model::{Referent, Spec};
use crate::spec::path;
use crate::spec::piece::Piece;
use crate::tree::Entry;

/// The words of a file.
pub(super) fn of_file(map: &Map<'_>, spec: &mut Spec, cx: &mut Cx<'_>) {
    formats(map, &mut spec.planned, cx);
}

/// The words of an endpoint.
pub(super) fn of_endpoint(entry: &Entry, spec: &mut Spec, cx: &mut Cx<'_>) {
    let Some(map) = Map::of(&entry.value) else {
        return;
    };
    let found = &mut spec.planned;
    for word in ["verify", "answer"] {
        if let Some(entry) = map.entry(word) {
            let message = format!("`{word}` is about webhooks, and this endpoint is none");
            cx.diagnostics
                .error(codes::IDLE_WORD, entry.span, message)
                .help("write `hook: post` in place of the method, or remove it");
        }
    }
    for entry in map.entries {
        let url = Map::of(&entry.value).filter(|_| METHODS.contains(&entry.key.as_str()));
        found.extend(url.and_then(|url| url.path("url", cx)).map(Referent::Field));
    }
}

const METHODS: [&str; 7] = ["get", "post", "put", "patch", "delete", "head", "options"];

/// What of the request asks for a format.
fn formats(map: &Map<'_>, found: &mut Vec<Referent>, cx: &mut Cx<'_>) {
    for format in map.entries("formats") {
        let asked = Map::of(&format.value).map_or(&[][..], |map| map.entries);
        for entry in asked.iter().filter(|entry| entry.key != "rows") {
            found.extend(path::parse(Piece::key(entry), cx).map(Referent::Request));
        }
    }
}
