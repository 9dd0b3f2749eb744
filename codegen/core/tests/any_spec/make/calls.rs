//! Endpoints: what they ask for, what they send and what they return.

use super::{Choices, Known, SINGLE, fields, line, one, value};
use std::fmt::Write as _;

pub(super) fn endpoint(c: &mut Choices<'_>, number: usize, known: &Known, out: &mut String) {
    let method = c.of(&["get", "post", "put", "patch", "delete"]);
    let path = match c.below(3) {
        0 => format!("/e{number}"),
        1 => format!("/e{number}/{{id}}/x"),
        _ => format!(
            "/e{number}/{{id:{}}}",
            c.of(&["int", "uuid", "date", "str", "decimal", "time"])
        ),
    };
    line!(out, "  e{number}:\n    {method}: {path}");
    if c.yes() {
        line!(
            out,
            "    doc: Does *it*, `so` to say.\n    auth: {}",
            c.of(&["second", "none", "first", "opened", "[first, second]"])
        );
    }
    if c.yes() {
        query(c, number, out);
    }
    if c.yes() {
        line!(
            out,
            "    header: {{ X-One: {}, \"X-Two?\": int }}",
            c.of(&SINGLE)
        );
    }
    if c.yes() {
        line!(
            out,
            "    filter: {{ f: {{ is: {}, ops: [eq, in, isnull] }} }}",
            c.of(&SINGLE[..5])
        );
    }
    let carries = match method {
        "get" => Carries::Nothing,
        _ => body(c, known, out),
    };
    returns(c, carries, known, out);
    traffic(c, out);
}

/// When it is sent again, and how often.
fn traffic(c: &mut Choices<'_>, out: &mut String) {
    if c.yes() {
        let retry = [
            "none",
            "{}",
            "{ causes: [transport, 429, 5xx], tries: 100 }",
            "{ wait: header.X }",
        ];
        let also = c.of(&[
            "safe: true",
            "idempotency: header.X-Key",
            "idempotency: query.key",
        ]);
        line!(out, "    {also}\n    retry: {}", c.of(&retry));
    }
    if c.yes() {
        let own = "{ rate: 1/7d, remaining: header.X, reset: header.Y as rfc2822 }";
        line!(out, "    limits: {}", c.of(&["none", "heavy", own]));
    }
}

fn query(c: &mut Choices<'_>, number: usize, out: &mut String) {
    let list = c.of(&[
        "csv",
        "repeat",
        "brackets",
        "indexed",
        "numbered",
        "pipe",
        "{ by: \";\" }",
    ]);
    line!(
        out,
        "    query:\n      \"q{number}?\": {}\n      \"type\": {{ is: list<{}>, list: {list} }}\n      fixed: {{ is: int, const: 1 }}",
        c.of(&SINGLE),
        c.of(&SINGLE[..5])
    );
    match c.below(4) {
        1 => line!(out, "      \"names[]?\": str"),
        2 => line!(
            out,
            "      where?: {{ is: Failure, object: json }}\n      any?: {{ is: map<{}>, object: {} }}",
            c.of(&SINGLE),
            c.of(&["deep", "brackets", "dot", "json"])
        ),
        3 => line!(
            out,
            "      deep?: {{ is: list<Opened>, list: {}, object: {} }}",
            c.of(&["indexed", "numbered"]),
            c.of(&["deep", "dot"])
        ),
        _ => {}
    }
}

/// What a call carries, as far as pagers ask.
#[derive(PartialEq)]
enum Carries {
    Nothing,
    Form,
    Other,
}

fn body(c: &mut Choices<'_>, known: &Known, out: &mut String) -> Carries {
    match c.below(6) {
        1 if c.xml && known.records.is_empty() => return Carries::Nothing,
        1 if c.xml => {
            let body = &known.records[c.below(known.records.len())];
            line!(out, "    body: {body}");
        }
        1 => {
            line!(out, "    body:");
            fields(c, "      ", known, out);
        }
        2 => {
            line!(
                out,
                "    list: {}\n    object: {}\n    form:\n      a: {}\n      b?: list<{}>\n      c?: Opened\n      d: {{ is: str, const: x }}\n      e?: map<int>",
                c.of(&["repeat", "brackets", "indexed"]),
                c.of(&["deep", "dot", "brackets"]),
                c.of(&SINGLE),
                c.of(&SINGLE)
            );
            return Carries::Form;
        }
        3 => {
            line!(
                out,
                "    multipart:\n      a: {}\n      b: bytes\n      c?: {{ is: list<bytes>, type: image/png }}\n      d?: {{ is: {}, type: application/json }}",
                c.of(&SINGLE[..10]),
                one(c, known)
            );
        }
        4 => line!(
            out,
            "    body: {}",
            c.of(&[
                "bytes",
                "{ is: bytes, type: header.Content-Type }",
                "{ is: str, type: text/plain }"
            ])
        ),
        _ => return Carries::Nothing,
    }
    Carries::Other
}

fn returns(c: &mut Choices<'_>, carries: Carries, known: &Known, out: &mut String) {
    match c.below(10) {
        0 => line!(out, "    returns: none"),
        1 => line!(
            out,
            "    returns: {}\n    envelope: wrapped",
            value(c, known)
        ),
        2 => line!(out, "    returns: {}", value(c, known)),
        3 => {
            line!(out, "    returns:");
            fields(c, "      ", known, out);
        }
        4 => line!(
            out,
            "    returns: Page<{}>\n    pager: {}",
            c.of(&["str", "int", "json", "Failure"]),
            c.of(&["pages", "offsets", "links", "[pages, offsets]", "numbered"])
        ),
        // A URL of another host gets no body.
        5 if carries == Carries::Nothing => line!(
            out,
            "    returns: Linked\n    pager: {}",
            c.of(&["cursors", "urls", "last_ids", "[cursors, urls]"])
        ),
        6 if carries == Carries::Form => line!(out, "    returns: Linked\n    pager: in_forms"),
        7 => line!(out, "    returns: {}", c.of(&["bytes", "bytes?"])),
        8 if !known.unions.is_empty() => line!(
            out,
            "    returns: {}{}",
            known.unions[c.below(known.unions.len())],
            c.of(&["", "?"])
        ),
        _ => line!(out, "    returns: json\n    deprecated: Use another."),
    }
}
