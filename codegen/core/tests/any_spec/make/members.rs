//! Types that hold others: unions of each kind, and records whose fields stand beside others.

use super::{Choices, Known, line, one};
use std::fmt::Write as _;

pub(super) fn union(c: &mut Choices<'_>, name: &str, known: &Known, out: &mut String) {
    match c.below(4) {
        0 => tagged(c, name, known, out),
        1 => {
            line!(
                out,
                "  {name}:\n    union:\n      tag: kind\n      content: data\n      of:\n        first: {}\n        second.one: {{ is: {{ id: int, again?: {name} }}, doc: Another. }}",
                c.of(&[
                    "int",
                    "str",
                    "secret",
                    "Failure",
                    "decimal",
                    "bytes",
                    "Chain<int>"
                ])
            );
            if !c.xml {
                line!(
                    out,
                    "        \"3\": list<{name}>\n        all: {}",
                    c.of(&["json", "map<int>"])
                );
            }
        }
        2 => predicates(c, name, known, out),
        _ if c.xml => tagged(c, name, known, out),
        _ => {
            let text = c.of(&["str", "uuid", "secret", "int as text", "instant as rfc2822"]);
            let number = c.of(&[
                "int",
                "float",
                "decimal",
                "instant as unix",
                "duration as seconds",
            ]);
            let object = c.of(&[
                "Failure",
                "map<str>",
                "{ is: { a: int }, rename: Inside }",
                "Chain<str>",
            ]);
            line!(
                out,
                "  {name}: {{ union: [{text}, {number}, bool, list<{name}>, {object}] }}"
            );
        }
    }
}

fn tagged(c: &mut Choices<'_>, name: &str, known: &Known, out: &mut String) {
    let tag = c.of(&["kind", "type", "x.tag"]);
    line!(out, "  {name}:\n    union:\n      tag: {tag}\n      of:");
    let declared = c.of(&["str", "{ is: str, const: a }", "{ enum: [a, b] }"]);
    line!(
        out,
        "        a: {{ \"{tag}\": {declared}, value: {}, \"again?\": {name} }}",
        one(c, known)
    );
    if c.xml || c.yes() {
        line!(
            out,
            "        b: {{ is: {{ \"{tag}\": str, x?: int? }}, rename: Beta }}"
        );
    } else {
        line!(
            out,
            "        b: {{ x?: int? }}\n        c-d: {{ fields: {{ y: json }}, extra: keep }}"
        );
    }
}

fn predicates(c: &mut Choices<'_>, name: &str, known: &Known, out: &mut String) {
    let first = c.of(&[
        "a: 1",
        "a: present",
        "a: { ge: 3 }",
        "a: [1, 2], b: absent",
        "b: { starts: x }",
    ]);
    line!(out, "  {name}:\n    union:");
    line!(
        out,
        "      - {{ when: {{ {first} }}, is: {{ a?: int, b?: str, value: {} }}, rename: One }}",
        one(c, known)
    );
    line!(
        out,
        "      - {{ when: [ {{ error.text: no }}, {{ code: 7 }} ], is: Failure }}"
    );
    if c.yes() {
        line!(
            out,
            "      - {{ is: {{ other: str, again?: {name} }}, rename: Rest }}"
        );
    }
}

/// A record some of whose fields stand in another in Rust.
pub(super) fn flattened(c: &mut Choices<'_>, name: &str, known: &Known, out: &mut String) {
    line!(
        out,
        "  {name}:\n    fields:\n      before: {}",
        one(c, known)
    );
    line!(
        out,
        "      flat: {{ is: {{ in_a: {}, in_b?: {}, in_c: {{ is: {{ in_d?: int? }}, flatten: true }} }}, flatten: true }}",
        one(c, known),
        one(c, known),
    );
    line!(
        out,
        "      more: {{ is: Opened, flatten: true }}\n      after?: int?"
    );
}
