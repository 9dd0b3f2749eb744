//! An entry of `endpoints:` with `hook` comes in; the webhook goes out.

use super::oauth::signed;
use super::types::{type_at, type_in};
use super::{Map, own_name};
use crate::api::{Encoding, Hash};
use crate::diag::codes;
use crate::source::Spanned;
use crate::spec::Cx;
use crate::spec::duration::duration;
use crate::spec::form::{Place, Slot};
use crate::spec::model::{Hmac, Hook, Verify};
use crate::spec::path;
use crate::spec::piece::Piece;
use crate::tree::Entry;

/// What can be said of a webhook; all else is about calls.
const KEYS: [&str; 10] = [
    "hook",
    "doc",
    "rename",
    "deprecated",
    "since",
    "tags",
    "body",
    "form",
    "verify",
    "answer",
];

/// Whether an entry is a webhook.
pub(super) fn is_hook(entry: &Entry) -> bool {
    Map::of(&entry.value).is_some_and(|map| map.entry("hook").is_some())
}

/// A webhook.
pub(super) fn read(entry: &Entry, cx: &mut Cx<'_>) -> Option<Hook> {
    let name = own_name(entry, cx)?;
    let map = Map::of(&entry.value)?;
    for stray in map.entries {
        let key = stray.key.as_str();
        if !KEYS.contains(&key) && !key.starts_with("x-") {
            cx.diagnostics
                .error(
                    codes::IDLE_WORD,
                    stray.span,
                    format!("`{key}` is about calls, and this endpoint is a webhook"),
                )
                .help("remove it: the vendor calls, and you answer");
        }
    }
    let form = map.get("form").and(map.entry("form")).map(|form| form.span);
    if let (Some(first), Some(_)) = (map.entry("body"), form) {
        cx.diagnostics
            .error(
                codes::TWO_BODIES,
                first.span,
                "a webhook has one body: a `body:` or a `form:`",
            )
            .help("remove one of them");
    }
    let body = match (map.get("body"), map.get("form")) {
        (Some(node), _) => type_at(node, Place::Body, cx).0,
        (None, Some(node)) => type_in(node, Slot::Bare, cx),
        (None, None) => None,
    };
    let answer = map.map("answer");
    let headers = answer.iter().flat_map(|answer| answer.entries("header"));
    let headers = headers.filter_map(|entry| {
        let from = Piece::of(&entry.value).and_then(|piece| path::parse(piece, cx));
        Some((Piece::key(entry).spanned(), from?))
    });
    let headers = headers.collect();
    Some(Hook {
        name,
        doc: map.text("doc"),
        rename: map.text("rename"),
        deprecated: map.text("deprecated"),
        method: map
            .text("hook")
            .map(|method| Spanned::new(method.value.to_uppercase(), method.span)),
        body,
        form: form.filter(|_| map.entry("body").is_none()),
        verify: map
            .map("verify")
            .and_then(|verify| self::verify(&verify, cx)),
        status: answer.and_then(|answer| answer.int("http")),
        headers,
    })
}

fn verify(map: &Map<'_>, cx: &mut Cx<'_>) -> Option<Verify> {
    if let Some(node) = map.get("sign") {
        return signed(node).map(Verify::Sign);
    }
    let (entry, hmac) = (map.entry("hmac")?, map.map("hmac")?);
    let word = |key: &str| hmac.text(key).map(|text| text.value);
    Some(Verify::Hmac(Box::new(Hmac {
        span: entry.span,
        header: hmac.text("header"),
        prefix: hmac.text("prefix"),
        hash: match word("hash").as_deref() {
            Some("sha512") => Hash::Sha512,
            _ => Hash::Sha256,
        },
        encoding: match word("as").as_deref() {
            Some("base64") => Encoding::Base64,
            _ => Encoding::Hex,
        },
        secret: hmac.text("secret"),
        over: hmac.get("over").map(|_| hmac.texts("over")),
        timestamp: hmac.path("timestamp", cx),
        tolerance: hmac.text("tolerance").and_then(|text| {
            let time = duration(&text.value)?;
            Some(Spanned::new(time, text.span))
        }),
    })))
}
