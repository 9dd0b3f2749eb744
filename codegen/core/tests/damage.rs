//! Whatever happens to the bytes of a spec, reading it reports and never panics.

use trunkline_codegen::diag::{Diagnostics, Style};
use trunkline_codegen::source::{FileId, Role, Sources};
use trunkline_codegen::{compile, tree};

const SPEC: &str = r#"trunkline: 1
vendor: acme
base: "https://{tenant}.acme.example/{v}"
formats: [json, xml]
xml: { ns: urn:a, order: datacontract, nil: i:nil }
vars: { tenant: str, v: { is: int, default: 2 } }
auth: { token: { header: X-Token, prefix: "T " }, basic: basic }
codecs: { instant: rfc3339, day: { pattern: ["%F", '%d.%m.%Y'], nothing: [""] } }
errors:
  - when: [{ id: { ge: 3, ne: 7 } }, { http: [404, 5xx] }]
    is: User
    code: id
    kinds: { Gone: 7, Lost: { when: { http: 404 } } }
types:
  Base: { k: { is: str, xml: attribute }, l: { is: list<date>, xml: { item: x, item_ns: "" } } }
  User:
    extends: Base
    xml: { root: P, ns: "" }
    fields: { id: int, "tags[]?": { fields: { a: str? }, xml: { root: t } }, "nä\u006de": list<int as text> as csv? }
    doc: >
      Ein Benützer,
      folded
  Shared: &s { enum: { A: { json: 1, xml: Eins }, B: b } }
  Again: *s
endpoints:
  list: # all
    get: /users/{id:uuid}/x
    query: { page?: { is: int, default: 1 } }
    returns: list<User>
    examples: [{ http: 404, kind: Lost }]
"#;

const SAMPLE: &str = r#"{"a": [1, -2.5e3, true, null, "é\n\"x\""], "b": {"c": {}, "d": []}}"#;

fn survives(bytes: &[u8]) {
    let mut sources = Sources::new();
    sources.add(Role::Head, "vendor.yaml", "vendor.yaml", bytes);
    let report = match compile(&sources) {
        Ok(compiled) => compiled.warnings,
        Err(report) => {
            assert!(
                report.has_errors(),
                "nothing came out, and nothing was said"
            );
            report
        }
    };
    let lines = report.to_string();
    // Rendering costs ten times as much as all before it.
    if lines.len().is_multiple_of(16) {
        let _ = report.render(Style::Plain);
    }
}

fn sample_survives(bytes: &[u8]) {
    let mut sources = Sources::new();
    sources.add(Role::Sample, "a.json", "a.json", bytes);
    let mut diagnostics = Diagnostics::new();
    let node = tree::json::read(&sources, FileId(0), &mut diagnostics);
    assert!(
        node.is_some() || diagnostics.has_errors(),
        "nothing came out, and nothing was said"
    );
    let _ = diagnostics.into_report(&sources).to_string();
}

/// Calls `check` with `text` cut, a byte deleted, flipped and inserted, at every byte.
fn damaged(text: &str, check: fn(&[u8])) {
    let bytes = text.as_bytes();
    for at in 0..bytes.len() {
        check(&bytes[..at]);
        let mut deleted = bytes.to_vec();
        deleted.remove(at);
        check(&deleted);
        let mut flipped = bytes.to_vec();
        flipped[at] ^= [0x01, 0x20, 0x80][at % 3];
        check(&flipped);
        // Each place gets a third of what can be put there, its neighbours the others.
        for insert in b"\0\t\n:{[\"&*".iter().skip(at % 3).step_by(3) {
            let mut inserted = bytes.to_vec();
            inserted.insert(at, *insert);
            check(&inserted);
        }
    }
}

#[test]
fn the_undamaged_spec_is_right() {
    let sources = Sources::single("vendor.yaml", SPEC);
    let compiled = compile(&sources).map_err(|report| report.to_string());
    assert_eq!(compiled.map(|_| ()), Ok(()));
}

#[test]
fn no_files_at_all_are_reported() {
    let report = compile(&Sources::new()).expect_err("nothing compiles to nothing");
    assert_eq!(report.to_string(), "error[TL0031]: the spec has no head\n");
    assert!(report.render(Style::Plain).contains("vendor.yaml"));
}

#[test]
fn no_damage_to_a_spec_panics() {
    damaged(SPEC, survives);
}

#[test]
fn no_damage_to_a_sample_panics() {
    damaged(SAMPLE, sample_survives);
}

#[test]
fn depth_and_bulk_are_reported() {
    let deep = |open: &str, n: usize| format!("trunkline: 1\nx: {}", open.repeat(n));
    for text in [
        deep("[", 100_000),
        deep("{a: ", 100_000),
        deep("- ", 50_000),
        "a: &a [*a, *a]".to_owned(),
    ] {
        survives(text.as_bytes());
    }
    let bomb: String = (1..30)
        .map(|i| format!("a{i}: &a{i} [*a{0}, *a{0}, *a{0}, *a{0}]\n", i - 1))
        .collect();
    survives(format!("a0: &a0 [x, x, x]\n{bomb}").as_bytes());
    survives(
        format!(
            "trunkline: 1\ntypes:\n  A: {{ a: {}int }}\n",
            "list<".repeat(100_000)
        )
        .as_bytes(),
    );
    sample_survives("[".repeat(100_000).as_bytes());
    sample_survives(br#"{"a": 1, "a": 2}"#);
}
