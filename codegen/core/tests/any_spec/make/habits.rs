//! What a vendor does everywhere: sessions, envelopes and pagers, with the types and endpoints that these need.

use super::{Choices, line, list_of};
use std::fmt::Write as _;

pub(super) fn session(c: &mut Choices<'_>, out: &mut String) {
    let send = [
        "bearer",
        "{ header: X-Token, prefix: \"T \" }",
        "{ cookie: token }",
    ];
    line!(
        out,
        "  opened: {{ session: {{ login: log_in, take: {}, ttl: {}, send: {} }} }}",
        c.of(&["token", "header.X-Token"]),
        c.of(&["1h", "90s", "seconds"]),
        c.of(&send)
    );
}

pub(super) fn traffic(c: &mut Choices<'_>, out: &mut String) {
    let whole = c.of(&["", "rate: 10/1s, burst: 3, ", "concurrent: 2, "]);
    line!(
        out,
        "limits: {{ {whole}heavy: {{ rate: 1/500ms, remaining: header.X-Left, reset: header.X-Until as {} }} }}",
        c.of(&["unix", "unix_ms", "rfc3339", "seconds", "millis"])
    );
    if c.yes() {
        line!(
            out,
            "retry: {{ causes: [timeout, throttle, transient, 503], min: {}, max: 1m }}",
            c.of(&["1ms", "1s", "1m"])
        );
    }
}

pub(super) fn envelopes(c: &mut Choices<'_>, out: &mut String) {
    let root = if c.xml { ", xml: { root: Reply }" } else { "" };
    line!(
        out,
        "envelopes:\n  wrapped: {{ data: payload.of.it{root} }}"
    );
    if c.xml {
        line!(out, "  default: {{ data: reply{root} }}");
    } else {
        let meta = c.of(&[
            "",
            ", meta: { where?: { is: url, from: header.Location }, left?: { is: decimal, from: payload.left } }",
        ]);
        line!(out, "  plain: {{ data: reply }}");
        line!(
            out,
            "  rpc: {{ data: result, body: {{ in: params, beside: {{ id: int, method: {{ is: str, const: add }} }} }}{meta} }}"
        );
    }
}

pub(super) fn pagers(c: &mut Choices<'_>, out: &mut String) {
    let size = c.of(&["query.size", "{ to: query.size, send: 4, max: 9 }"]);
    line!(
        out,
        "  offsets:\n    offset: {{ send: {{ offset: query.offset, size: {{ to: query.limit, send: 10 }} }}, end: {{ {} }} }}",
        c.of(&["total_items: total", "empty: true", "short: true"])
    );
    line!(
        out,
        "  numbered:\n    page: {{ send: {{ page: header.X-Page }}, end: {{ {} }} }}",
        c.of(&["empty: true", "last_page: 3", "total_pages: total"])
    );
    line!(
        out,
        "  cursors:\n    cursor: {{ send: {{ cursor: query.after, size: {size} }}, take: {} }}",
        c.of(&["next", "header.X-Next"])
    );
    line!(
        out,
        "  last_ids:\n    cursor: {{ send: {{ cursor: query.from }}, take: last_item.id, end: {{ {} }} }}",
        c.of(&["has_more: more", "empty: true"])
    );
    line!(
        out,
        "  in_forms:\n    cursor: {{ send: {{ cursor: form.after }}, take: next }}"
    );
    line!(
        out,
        "  urls:\n    next_url: {{ take: {} }}\n  links:\n    link_header: {{}}",
        c.of(&["url", "header.X-Next", "url, hosts: [other.example]"])
    );
}

/// What the session takes, and what pagers walk over.
pub(super) fn types(c: &mut Choices<'_>, out: &mut String) {
    line!(out, "  Login: {{ user: str, password: secret, otp?: str }}");
    line!(
        out,
        "  Opened: {{ token: {}, seconds?: int }}",
        c.of(&["str", "secret"])
    );
    line!(out, "  Numbered: {{ id: int }}");
    let rows = list_of(c, "Numbered");
    line!(
        out,
        "  Linked: {{ next?: str?, url?: {}, more?: {}, rows: {rows} }}",
        c.of(&["str", "url", "url?"]),
        c.of(&["bool", "bool as bit", "bool as yn?"])
    );
}

pub(super) fn endpoints(c: &mut Choices<'_>, out: &mut String) {
    line!(
        out,
        "  log_in:\n    post: /log-in\n    auth: none\n    returns: Opened"
    );
    match c.below(3) {
        0 => line!(out, "    body: Login"),
        1 => line!(out, "    form: {{ user: str, password: secret }}"),
        _ => line!(
            out,
            "    query: {{ user: str }}\n    header: {{ X-Password: secret }}"
        ),
    }
    if !c.xml {
        line!(
            out,
            "  add:\n    post: /rpc\n    envelope: rpc\n    body: {{ a: int, b?: str }}\n    returns: Opened"
        );
    }
}
