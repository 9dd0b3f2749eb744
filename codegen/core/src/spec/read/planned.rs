//! Words that are not supported yet come in; what they refer to goes out, to be checked as all references are.

use super::Map;
use crate::diag::codes;
use crate::spec::Cx;
use crate::spec::model::{Endpoint, Of, Reference, Referent, Spec};
use crate::spec::path;
use crate::spec::piece::Piece;
use crate::tree::Entry;

/// The words of a file.
pub(super) fn of_file(map: &Map<'_>, spec: &mut Spec, cx: &mut Cx<'_>) {
    let mut found = Vec::new();
    formats(map, &mut found, cx);
    let of = |to| Reference { to, of: Of::File };
    spec.planned.extend(found.into_iter().map(of));
}

/// The words of an endpoint.
pub(super) fn of_endpoint(entry: &Entry, endpoint: &Endpoint, spec: &mut Spec, cx: &mut Cx<'_>) {
    let Some(map) = Map::of(&entry.value) else {
        return;
    };
    let mut found = Vec::new();
    found.extend(map.text("location").map(Referent::Endpoint));
    wait(&map, &mut found, cx);
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
    let of = |to| Reference {
        to,
        of: Of::Endpoint(endpoint.name.clone()),
    };
    spec.planned.extend(found.into_iter().map(of));
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

fn wait(map: &Map<'_>, found: &mut Vec<Referent>, cx: &mut Cx<'_>) {
    let Some(wait) = map.map("wait") else { return };
    let polled: Vec<&Entry> = wait.entries("poll").collect();
    if let (Some(entry), [] | [_, _, ..]) = (wait.entry("poll"), &polled[..]) {
        if wait.get("poll").is_some() {
            let message = "`poll` names the one endpoint that shows the job";
            cx.diagnostics
                .error(codes::UNKNOWN_ENDPOINT, entry.span, message);
        }
        return;
    }
    let Some(entry) = polled.first() else { return };
    let name = Piece::key(entry).spanned();
    found.push(Referent::Endpoint(name.clone()));
    for param in Map::of(&entry.value).map_or(&[][..], |map| map.entries) {
        found.push(Referent::Param(name.clone(), Piece::key(param).spanned()));
        let from = Piece::of(&param.value).and_then(|piece| path::parse(piece, cx));
        found.extend(from.map(Referent::Reply));
    }
    for key in ["done", "failed"] {
        let predicate = wait.predicate(key, cx);
        found.extend(predicate.map(|test| Referent::Predicate(name.clone(), test)));
    }
}
