//! What is made from the table of the format stands checked in beside the specs, and every example in the table is
//! what the table says it is.

use std::fs;
use std::path::{Path, PathBuf};

use trunkline_codegen::diag::Diagnostics;
use trunkline_codegen::source::Sources;
use trunkline_codegen::spec::table::{Need, PARTS, Part, Status};
use trunkline_codegen::spec::{self, reference, schema};

const BEGIN: &str = "<!-- reference:begin -->\n";
const END: &str = "<!-- reference:end -->";

fn specs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs")
}

/// Compares a checked-in file with what it should be; `TRUNKLINE_BLESS=1` writes it.
fn fresh(path: &Path, wanted: &str) {
    if std::env::var_os("TRUNKLINE_BLESS").is_some() {
        fs::write(path, wanted).expect("the file can be written");
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == wanted,
        "{} is stale: run the tests once with `TRUNKLINE_BLESS=1`",
        path.display()
    );
}

#[test]
fn the_schema_is_fresh() {
    fresh(&specs().join("trunkline-1.schema.json"), &schema::schema());
}

#[test]
fn the_reference_is_fresh() {
    let path = specs().join("README.md");
    let page = fs::read_to_string(&path).expect("the format is documented");
    let (before, rest) = page
        .split_once(BEGIN)
        .expect("the page says where the reference begins");
    let (_, after) = rest
        .split_once(END)
        .expect("the page says where the reference ends");
    fresh(
        &path,
        &format!("{before}{BEGIN}\n{}{END}{after}", reference::reference()),
    );
}

/// The parts that stand in what is not supported yet.
const PLANNED: [&str; 3] = ["from_url", "formats", "format"];

/// A whole spec in which the part stands; `{}` is where its keys go, one line, in braces.
fn around(part: &Part) -> Option<&'static str> {
    Some(match part.id {
        "var" => "vars: { a: {} }",
        "scheme" => "auth: { a: {} }",
        "basic" => "auth: { a: { basic: {} } }",
        "digest" => "auth: { a: { digest: {} } }",
        "credential" => "auth: { a: { basic: { user: {} } } }",
        "session" => "auth: { a: { session: {} } }",
        "session_send" => "auth: { a: { session: { login: l, take: t, send: {} } } }",
        "oauth2" => "auth: { a: { oauth2: {} } }",
        "client_credentials" => {
            "auth: { a: { oauth2: { token: https://a.example, client_credentials: {} } } }"
        }
        "password_grant" => "auth: { a: { oauth2: { token: https://a.example, password: {} } } }",
        "jwt_bearer" => "auth: { a: { oauth2: { token: https://a.example, jwt_bearer: {} } } }",
        "refresh_grant" => "auth: { a: { oauth2: { token: https://a.example, refresh: {} } } }",
        "mtls" => "auth: { a: { mtls: {} } }",
        "codec" => "codecs: { a: {} }",
        "envelope" => "envelopes: { a: {} }",
        "meta" => "envelopes: { a: { meta: { b: {} } } }",
        "rule" => "errors: [{}]",
        "kind" => "errors: [{ when: { http: 4xx }, kinds: { A: {} } }]",
        "operator" => "operators: { a: {} }",
        "pager" => "pagers: { a: {} }",
        "page" => "pagers: { a: { page: {} } }",
        "send" => "pagers: { a: { page: { send: {}, end: { total_items: t } } } }",
        "size" => {
            "pagers: { a: { page: { send: { page: query.p, size: {} }, end: { total_items: t } } } }"
        }
        "offset" => "pagers: { a: { offset: {} } }",
        "cursor" => "pagers: { a: { cursor: {} } }",
        "next_url" => "pagers: { a: { next_url: {} } }",
        "link_header" => "pagers: { a: { link_header: {} } }",
        "send_offset" => "pagers: { a: { offset: { send: {}, end: { empty: true } } } }",
        "send_cursor" => "pagers: { a: { cursor: { send: {}, take: t } } }",
        "end" => "pagers: { a: { page: { send: { page: query.p }, end: {} } } }",
        "record" | "enum" | "newtype" => "types: { A: {} }",
        "field" => "types: { A: { f: {} } }",
        "union" => "types: { A: {} }",
        "union_tag" => "types: { A: { union: {} } }",
        "union_member" => "types: { A: { union: { tag: t, of: { m: {} } } } }",
        "union_case" => "types: { A: { union: [{}] } }",
        "enum_value" => "types: { A: { enum: { V: {} } } }",
        "endpoint" => "endpoints: { a: {} }",
        "param" => "endpoints: { a: { get: /a, query: { q: {} } } }",
        "filter" => "endpoints: { a: { get: /a, filter: { q: {} } } }",
        "body" => "endpoints: { a: { post: /a, body: {} } }",
        "example" => "endpoints: { a: { get: /a, examples: [{}] } }",
        "stream" => "endpoints: { a: { get: /a, returns: { stream: {} } } }",
        "from_url" => "endpoints: { a: { get: {} } }",
        "retry" => "retry: {}",
        "limit" => "limits: {}",
        "wait" => "endpoints: { a: { post: /a, wait: {} } }",
        "verify" => "endpoints: { a: { hook: post, verify: {} } }",
        "signed" => "endpoints: { a: { hook: post, verify: { sign: {} } } }",
        "answer" => "endpoints: { a: { hook: post, answer: {} } }",
        "formats" => "formats: {}",
        "format" => "formats: { csv: {} }",
        "xml_head" => "xml: {}",
        "xml_record" => "types: { A: { fields: { f: int }, xml: {} } }",
        "xml_field" => "types: { A: { f: { is: int, xml: {} } } }",
        "xml_element" => "envelopes: { a: { xml: {} } }",
        _ => return None,
    })
}

/// The key's example beside whatever else the part needs.
fn with_needs(part: &Part, name: &str) -> String {
    let needed = part
        .keys
        .iter()
        .filter(|key| key.need == Need::Required && key.name != name);
    let mut examples: Vec<&str> = needed.map(|key| key.example).collect();
    let named = part.key(name).expect("the key is of the part");
    let choice = part.keys.iter().find(|key| match name {
        "verify" | "answer" => key.name == "hook",
        _ => key.need == Need::Choice && key.status == Status::Now,
    });
    examples.extend(
        choice
            .filter(|_| named.need != Need::Choice)
            .map(|key| key.example),
    );
    examples.push(named.example);
    format!("{{ {} }}", examples.join(", "))
}

#[test]
fn every_example_in_the_table_is_right() {
    let mut wrong = Vec::new();
    for part in PARTS {
        for key in part.keys {
            let head = "trunkline: 1\nvendor: acme\nbase: https://acme.example\n";
            let text = match around(part) {
                Some(around) => format!(
                    "{head}{}\n",
                    around.replacen("{}", &with_needs(part, key.name), 1)
                ),
                None if part.id == "head" && key.need != Need::Required => {
                    format!("{head}{}\n", key.example)
                }
                None => continue,
            };
            let sources = Sources::single("vendor.yaml", &text);
            let mut diagnostics = Diagnostics::new();
            spec::parse(&sources, &mut diagnostics);
            let report = diagnostics.into_report(&sources).to_string();
            // Of a part that is not supported yet, that is said once, at what holds it.
            let is_planned = PLANNED.contains(&part.id);
            let right = match key.status {
                Status::Now if !is_planned => report.is_empty(),
                _ => {
                    let words = 1 + usize::from(report.contains("`hook`") && key.name != "hook");
                    let later = report.lines().filter(|line| line.contains("[TL0030]"));
                    report.lines().count() == words && later.count() == words
                }
            };
            if !right {
                wrong.push(format!("{}.{}:\n{text}{report}", part.id, key.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
