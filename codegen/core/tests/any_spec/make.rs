//! Bytes in, the text of a right spec out: each byte is a choice, and where there are no more, the plainest is taken.

mod calls;
mod habits;
mod members;

use std::fmt::Write as _;

struct Choices<'a> {
    bytes: std::slice::Iter<'a, u8>,
    /// The vendor speaks XML, which asks for names.
    xml: bool,
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

/// The names of types that were written.
#[derive(Default)]
struct Known {
    /// All but unions.
    plain: Vec<String>,
    /// Those that are records.
    records: Vec<String>,
    /// Those that are unions.
    unions: Vec<String>,
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
    "__typename",
    "Option",
    "String",
    "nä",
    "User-Agent",
    "x.y",
    "Vec",
    "some",
    "a1",
    "crate",
    "Ok",
    "new",
    "2fa_code",
    "first name",
    "r#fn",
    "$ref",
    "@id",
];

/// How many of them XML takes.
const NAMES_IN_XML: usize = 19;

/// Types that a parameter can hold.
const SINGLE: [&str; 20] = [
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
    "decimal",
    "decimal as text",
    "bytes",
    "url",
    "time",
    "time as minutes",
    "duration",
    "duration as text seconds",
    "instant as rfc2822",
    "decimal as euro",
];

/// Types that stand anywhere.
const VALUES: [&str; 40] = [
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
    "decimal",
    "decimal as text",
    "decimal as blank text?",
    "list<decimal> as csv",
    "decimal as euro",
    "bytes",
    "bytes as base64",
    "url",
    "time",
    "time as minutes?",
    "duration",
    "duration as seconds",
    "duration as text millis",
    "duration as euro seconds",
    "instant as rfc2822",
    "instant as dotnet",
    "instant as never?",
    "json as json",
];

/// A spec in which nothing is wrong.
pub(crate) fn spec(choices: &[u8]) -> String {
    let mut choices = Choices {
        bytes: choices.iter(),
        xml: false,
    };
    let mut out = String::from("trunkline: 1\nvendor: acme\n");
    head(&mut choices, &mut out);
    let known = types(&mut choices, &mut out);
    endpoints(&mut choices, &known, &mut out);
    out
}

macro_rules! line {
    ($out:expr, $($arg:tt)*) => {
        writeln!($out, $($arg)*).expect("a string takes all")
    };
}
use line;

fn head(c: &mut Choices<'_>, out: &mut String) {
    let base = [
        "https://acme.example",
        "\"https://{tenant}.acme.example/{v}/\"",
        "http://acme.example:8080/api",
    ];
    line!(out, "base: {}", c.of(&base));
    c.xml = c.below(4) == 3;
    if c.xml {
        let formats = c.of(&["[json, xml]", "[xml]", "[xml, json]"]);
        line!(out, "formats: {formats}");
        line!(
            out,
            "xml: {}",
            c.of(&["{ ns: \"urn:a\" }", "{ order: datacontract }"])
        );
    }
    line!(out, "vars: {{ tenant: str, v: {{ is: int, default: 2 }} }}");
    if c.yes() {
        line!(out, "lenient: true");
    }
    if c.yes() {
        line!(out, "extra: keep");
    }
    line!(
        out,
        "codecs:\n  day: {{ pattern: [\"%F\", '%d.%m.%Y'], nothing: [\"\"] }}\n  minutes: {{ pattern: \"%H:%M\" }}\n  never: {{ nothing: [\"0001-01-01T00:00:00\"] }}\n  euro: crate::Euro"
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
        "{ cookie: sid }",
        "{ query: key, doc: Nowhere else. }",
    ];
    line!(
        out,
        "auth:\n  first: {}\n  second: {{ header: X-Second }}",
        c.of(&schemes)
    );
    habits::session(c, out);
    habits::traffic(c, out);
    habits::envelopes(c, out);
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
    habits::pagers(c, out);
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
fn types(c: &mut Choices<'_>, out: &mut String) -> Known {
    line!(
        out,
        "types:\n  Failure: {{ success?: bool, code: int, error?: {{ text: str? }} }}"
    );
    let items = list_of(c, "T");
    line!(out, "  Page<T>: {{ total: int, items: {items} }}");
    line!(out, "  Chain<T>: {{ value: T, next: Chain<T>? }}");
    habits::types(c, out);
    let mut known = Known::default();
    for number in 0..c.below(8) {
        let name = format!("T{number}");
        match c.below(10) {
            0 => {
                record(c, &name, &known, out);
                known.records.push(name.clone());
            }
            1 => line!(out, "  {name}: {{ enum: [a, b-c, \"1\", true] }}"),
            2 => line!(out, "  {name}: {{ enum: {{ One: 1, Two: two }} }}"),
            3 => line!(
                out,
                "  {name}: {{ newtype: {} }}",
                c.of(&["int", "str", "uuid", "secret", "decimal", "bytes"])
            ),
            4 => line!(out, "  {name}: {}", value(c, &known)),
            5 => members::flattened(c, &name, &known, out),
            6 if !known.records.is_empty() => {
                let base = &known.records[c.below(known.records.len())];
                line!(
                    out,
                    "  {name}: {{ extends: {base}, fields: {{ own{number}: {} }} }}",
                    one(c, &known)
                );
            }
            7 | 8 => {
                members::union(c, &name, &known, out);
                known.unions.push(name);
                continue;
            }
            _ => {
                line!(
                    out,
                    "  {name}:\n    doc: |\n      Some *words*\n      and `more`.\n    rename: Renamed{number}\n    fields:"
                );
                fields(c, "      ", &known, out);
                known.records.push(name.clone());
            }
        }
        known.plain.push(name);
    }
    known
}

/// A field's type that is a list of this, its items with a name where they need one.
fn list_of(c: &Choices<'_>, item: &str) -> String {
    match c.xml {
        true => format!("{{ is: list<{item}>, xml: {{ item: Item }} }}"),
        false => format!("list<{item}>"),
    }
}

fn record(c: &mut Choices<'_>, name: &str, known: &Known, out: &mut String) {
    line!(out, "  {name}:");
    if c.yes() {
        line!(out, "    again: {}", list_of(c, name));
    }
    fields(c, "    ", known, out);
}

fn fields(c: &mut Choices<'_>, indent: &str, known: &Known, out: &mut String) {
    let names = match c.xml {
        true => &NAMES[..NAMES_IN_XML],
        false => &NAMES,
    };
    let start = c.below(names.len());
    for number in 0..=c.below(6) {
        let name = names[(start + number) % names.len()];
        let absent = c.of(&["", "?"]);
        let rename = format!("rename: field{number}");
        match c.below(7) {
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
            4 if !c.xml => line!(
                out,
                "{indent}\"plain{number}[]{absent}\": {{ a: {}, b?: int? }}",
                value(c, known)
            ),
            4 => line!(
                out,
                "{indent}\"{name}{absent}\": {{ is: list<{}>, xml: {{ item: Item }}, {rename} }}",
                one(c, known)
            ),
            5 if !known.unions.is_empty() => line!(
                out,
                "{indent}\"{name}{absent}\": {{ is: {}{}, {rename} }}",
                known.unions[c.below(known.unions.len())],
                c.of(&["", "?"])
            ),
            _ => line!(
                out,
                "{indent}\"{name}{absent}\": {{ is: {}, {rename} }}",
                c.of(&[
                    "Chain<int>",
                    "Chain<Failure>",
                    "Chain<str?>",
                    "Failure as json"
                ])
            ),
        }
    }
}

/// A type of a value that is no list, unless it is one text.
fn one(c: &mut Choices<'_>, known: &Known) -> String {
    match (c.below(4), known.plain.len()) {
        (3, 1..) => known.plain[c.below(known.plain.len())].clone(),
        _ => c.of(&VALUES).to_owned(),
    }
}

/// A type of a value.
fn value(c: &mut Choices<'_>, known: &Known) -> String {
    let one = one(c, known);
    let free = !one.ends_with('?') && !one.contains(" as ");
    match c.below(5) {
        1 if !c.xml => format!("list<{one}>"),
        2 => format!("map<{one}>"),
        3 if !c.xml => format!("list<list<{one}>>"),
        4 if free => format!("{one}?"),
        _ => one,
    }
}

fn endpoints(c: &mut Choices<'_>, known: &Known, out: &mut String) {
    line!(out, "endpoints:");
    habits::endpoints(c, out);
    for number in 0..=c.below(5) {
        calls::endpoint(c, number, known, out);
    }
}
