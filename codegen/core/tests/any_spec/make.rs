//! Bytes in, the text of a right spec out: each byte is a choice, and where there are no more, the plainest is taken.

use std::fmt::Write as _;

struct Choices<'a> {
    bytes: std::slice::Iter<'a, u8>,
}

impl Choices<'_> {
    fn below(&mut self, limit: usize) -> usize {
        self.bytes
            .next()
            .map_or(0, |byte| usize::from(*byte) % limit)
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }

    fn yes(&mut self) -> bool {
        self.below(2) == 1
    }
}

/// Names that are words of Rust, of the prelude or of other habits; each as good as any.
const NAMES: [&str; 24] = [
    "id",
    "name",
    "type",
    "self",
    "Self",
    "match",
    "async",
    "2fa_code",
    "__typename",
    "Option",
    "String",
    "nä",
    "User-Agent",
    "first name",
    "x.y",
    "Vec",
    "some",
    "r#fn",
    "a1",
    "crate",
    "Ok",
    "new",
    "$ref",
    "@id",
];

/// Types that a parameter can hold.
const SINGLE: [&str; 10] = [
    "str",
    "int",
    "bool",
    "uuid",
    "date",
    "float",
    "datetime",
    "instant",
    "int as text",
    "bool as bit",
];

/// Types that stand anywhere.
const VALUES: [&str; 22] = [
    "str",
    "int",
    "float",
    "bool",
    "uuid",
    "date",
    "datetime",
    "instant",
    "moment",
    "json",
    "secret",
    "int as text",
    "bool as bit",
    "bool as yn",
    "bool as bit_text",
    "instant as unix",
    "instant as unix_ms",
    "instant as rfc3339",
    "date as day",
    "str as blank?",
    "int as blank text?",
    "list<int> as csv",
];

/// A spec in which nothing is wrong.
pub(crate) fn spec(choices: &[u8]) -> String {
    let mut choices = Choices {
        bytes: choices.iter(),
    };
    let mut out = String::from("trunkline: 1\nvendor: acme\n");
    head(&mut choices, &mut out);
    let types = types(&mut choices, &mut out);
    endpoints(&mut choices, &types, &mut out);
    out
}

macro_rules! line {
    ($out:expr, $($arg:tt)*) => {
        writeln!($out, $($arg)*).expect("a string takes all")
    };
}

fn head(c: &mut Choices<'_>, out: &mut String) {
    let base = [
        "https://acme.example",
        "\"https://{tenant}.acme.example/{v}/\"",
        "http://acme.example:8080/api",
    ];
    line!(out, "base: {}", c.of(&base));
    line!(out, "vars: {{ tenant: str, v: {{ is: int, default: 2 }} }}");
    if c.yes() {
        line!(out, "lenient: true");
    }
    if c.yes() {
        line!(out, "extra: keep");
    }
    line!(
        out,
        "codecs:\n  day: {{ pattern: [\"%F\", '%d.%m.%Y'], nothing: [\"\"] }}"
    );
    if c.yes() {
        line!(
            out,
            "  instant: {}",
            c.of(&["rfc3339", "unix", "naive", "unix_ms"])
        );
    }
    let schemes = [
        "{ header: X-Key }",
        "{ header: X-Key, prefix: \"Key \" }",
        "basic",
        "bearer",
        "{ basic: { user: account, pass: token } }",
        "digest",
        "caller",
    ];
    line!(
        out,
        "auth:\n  first: {}\n  second: {{ header: X-Second }}",
        c.of(&schemes)
    );
    line!(
        out,
        "envelopes:\n  wrapped: {{ data: payload.of.it }}\n  plain: {{ data: reply }}"
    );
    line!(
        out,
        "operators:\n  eq: {{ suffix: \"\" }}\n  in: {{ suffix: _in, list: csv }}\n  isnull: {{ suffix: _isnull, arg: bool }}"
    );
    line!(out, "pagers:");
    let first = c.of(&["", ", first: 0"]);
    let end = c.of(&["total_items: total", "total_pages: total"]);
    line!(
        out,
        "  pages:\n    page: {{ send: {{ page: query.page, size: query.size }}{first}, end: {{ {end} }}, items: items }}"
    );
    line!(
        out,
        "errors:\n  - when: {{ {} }}",
        c.of(&[
            "http: 4xx",
            "success: false",
            "success: false, http: [404, 5xx]",
            "code: { ge: 400, ne: 404 }"
        ])
    );
    line!(
        out,
        "    is: Failure\n    code: code\n    message: error.text"
    );
    if c.yes() {
        line!(
            out,
            "    kinds: {{ Gone: 7, Lost: {{ when: {{ http: 404 }} }}, Busy: {{ code: [8, 9], retry: throttle }} }}"
        );
    }
}

/// Writes the types; gives the names of those that stand in values.
fn types(c: &mut Choices<'_>, out: &mut String) -> Vec<String> {
    line!(
        out,
        "types:\n  Failure: {{ success?: bool, code: int, error?: {{ text: str? }} }}"
    );
    line!(out, "  Page<T>: {{ total: int, items: list<T> }}");
    let mut known = Vec::new();
    for number in 0..c.below(6) {
        let name = format!("T{number}");
        match c.below(6) {
            0 => record(c, &name, &known, out),
            1 => line!(out, "  {name}: {{ enum: [a, b-c, \"1\", true] }}"),
            2 => line!(out, "  {name}: {{ enum: {{ One: 1, Two: two }} }}"),
            3 => line!(
                out,
                "  {name}: {{ newtype: {} }}",
                c.of(&["int", "str", "uuid", "secret"])
            ),
            4 => line!(out, "  {name}: {}", value(c, &known)),
            _ => {
                line!(
                    out,
                    "  {name}:\n    doc: |\n      Some *words*\n      and `more`.\n    rename: Renamed{number}\n    fields:"
                );
                fields(c, "      ", &known, out);
            }
        }
        known.push(name);
    }
    known
}

fn record(c: &mut Choices<'_>, name: &str, known: &[String], out: &mut String) {
    line!(out, "  {name}:");
    if c.yes() {
        line!(out, "    again: list<{name}>");
    }
    fields(c, "    ", known, out);
}

fn fields(c: &mut Choices<'_>, indent: &str, known: &[String], out: &mut String) {
    let start = c.below(NAMES.len());
    for number in 0..=c.below(6) {
        let name = NAMES[(start + number) % NAMES.len()];
        let absent = c.of(&["", "?"]);
        let rename = format!("rename: field{number}");
        match c.below(5) {
            0 => line!(
                out,
                "{indent}\"{name}{absent}\": {{ is: {}, {rename} }}",
                value(c, known)
            ),
            1 => line!(
                out,
                "{indent}\"{name}{absent}\": {{ is: {}, {rename}, doc: \"It's so.\" }}",
                value(c, known)
            ),
            2 => line!(
                out,
                "{indent}\"{name}{absent}\": {{ is: {{ enum: [x, y] }}, {rename} }}"
            ),
            3 => line!(
                out,
                "{indent}\"{name}{absent}\": {{ is: {}, {rename}, deprecated: Gone. }}",
                value(c, known)
            ),
            _ => line!(
                out,
                "{indent}\"plain{number}[]{absent}\": {{ a: {}, b?: int? }}",
                value(c, known)
            ),
        }
    }
}

/// A type of a value.
fn value(c: &mut Choices<'_>, known: &[String]) -> String {
    let one = match (c.below(4), known.len()) {
        (3, 1..) => known[c.below(known.len())].clone(),
        _ => c.of(&VALUES).to_owned(),
    };
    let free = !one.ends_with('?') && !one.contains(" as ");
    match c.below(5) {
        1 => format!("list<{one}>"),
        2 => format!("map<{one}>"),
        3 => format!("list<list<{one}>>"),
        4 if free => format!("{one}?"),
        _ => one,
    }
}

fn endpoints(c: &mut Choices<'_>, known: &[String], out: &mut String) {
    line!(out, "endpoints:");
    for number in 0..=c.below(5) {
        let method = c.of(&["get", "post", "put", "patch", "delete"]);
        let path = match c.below(3) {
            0 => format!("/e{number}"),
            1 => format!("/e{number}/{{id}}/x"),
            _ => format!(
                "/e{number}/{{id:{}}}",
                c.of(&["int", "uuid", "date", "str"])
            ),
        };
        line!(out, "  e{number}:\n    {method}: {path}");
        if c.yes() {
            line!(
                out,
                "    doc: Does *it*, `so` to say.\n    auth: {}",
                c.of(&["second", "none", "first"])
            );
        }
        if c.yes() {
            let list = c.of(&["csv", "repeat"]);
            line!(
                out,
                "    query: {{ \"q{number}?\": {}, \"type\": {{ is: list<{}>, list: {list} }}, fixed: {{ is: int, const: 1 }} }}",
                c.of(&SINGLE),
                c.of(&SINGLE[..5])
            );
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
        if method == "post" && c.yes() {
            line!(out, "    body:");
            fields(c, "      ", known, out);
        }
        match c.below(6) {
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
                "    returns: Page<{}>\n    pager: pages",
                c.of(&["str", "int", "json"])
            ),
            _ => line!(out, "    returns: json\n    deprecated: Use another."),
        }
    }
}
