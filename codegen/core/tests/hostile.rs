//! Specs that mean harm are refused, or read, in a time that has to do with their size, and what is said of them is short.

use std::time::{Duration, Instant};

use trunkline_codegen::compile;
use trunkline_codegen::diag::Style;
use trunkline_codegen::source::{MAX_FILE_BYTES, Role, Sources};

const HEAD: &str = "trunkline: 1\nvendor: acme\nbase: https://acme.example\n";

/// A hundred times what is needed in an optimized build; what grows with the square of its size takes far longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// The code of the first finding, if any; all of them are shown in a text that a person can scroll through.
fn first(bytes: impl Into<Vec<u8>>) -> String {
    let mut sources = Sources::new();
    sources.add(Role::Head, "vendor.yaml", "vendor.yaml", bytes.into());
    let start = Instant::now();
    let report = match compile(&sources) {
        Ok(compiled) => compiled.warnings,
        Err(report) => report,
    };
    let shown = report.render(Style::Plain);
    assert!(shown.len() < 300_000, "{} bytes are shown", shown.len());
    let taken = start.elapsed();
    assert!(taken < PATIENCE, "it took {taken:?}");
    let first = report.diagnostics.first();
    first.map_or(String::new(), |one| one.code.to_string())
}

/// The head, what `each` gives for a number of numbers, and `tail`.
fn many(count: usize, start: &str, each: impl Fn(usize) -> String, tail: &str) -> String {
    let middle: String = (0..count).map(each).collect();
    format!("{HEAD}{start}{middle}{tail}")
}

#[test]
fn depth_is_refused() {
    const DEEP: usize = 20_000;
    let nested = |open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(DEEP), close.repeat(DEEP))
    };
    for (text, code) in [
        (format!("{HEAD}types: {}\n", nested("[", "", "]")), "TL0012"),
        (
            format!("{HEAD}types: {}\n", nested("{a: ", "1", "}")),
            "TL0012",
        ),
        (format!("{HEAD}types: {}\n", "{a: [".repeat(DEEP)), "TL0012"),
        (
            format!("{HEAD}types:\n  {}x\n", "- ".repeat(DEEP)),
            "TL0012",
        ),
        (format!("{HEAD}{}x\n", "? ".repeat(DEEP)), "TL0012"),
        (
            format!("{HEAD}types:\n  A: {}\n", nested("list<", "int", ">")),
            "TL0040",
        ),
        (
            format!("{HEAD}errors:\n  - when: {}\n", nested("{ a: ", "1", "}")),
            "TL0012",
        ),
        (
            many(
                300,
                "types:\n",
                |i| format!("{}a:\n", " ".repeat(i + 1)),
                "",
            ),
            "TL0012",
        ),
    ] {
        assert_eq!(first(text), code);
    }
}

#[test]
fn circles_and_bombs_are_refused() {
    let bomb = |i: usize| match i {
        0 => "x-0: &a0 [x, x, x, x, x, x, x, x]\n".to_owned(),
        _ => format!("x-{i}: &a{i} [{}]\n", format!("*a{},", i - 1).repeat(8)),
    };
    let tail = "endpoints:\n  a: { get: /a, returns: T0 }\n";
    const MANY: usize = 5_000;
    let next = |i: usize| (i + 1) % MANY;
    for (text, code) in [
        (many(20, "", bomb, ""), "TL0012"),
        (
            format!("{HEAD}types: &a\n  A: {{ b: *a, c: [*a] }}\n"),
            "TL0011",
        ),
        (
            many(
                MANY,
                "types:\n",
                |i| format!("  T{i}: {{ n: T{} }}\n", next(i)),
                tail,
            ),
            "TL0126",
        ),
        (
            many(
                MANY,
                "types:\n",
                |i| format!("  T{i}: T{}\n", next(i)),
                tail,
            ),
            "TL0126",
        ),
        (
            many(
                MANY,
                "types:\n",
                |i| {
                    format!(
                        "  T{i}: {{ extends: T{}, fields: {{ f{i}: int }} }}\n",
                        i + 1
                    )
                },
                "  T5000: { id: int }\n",
            ),
            "TL0126",
        ),
        (
            format!(
                "{HEAD}types:\n  P<T>: {{ n?: P<list<T>> }}\nendpoints:\n  a: {{ get: /a, returns: P<int> }}\n"
            ),
            "TL0126",
        ),
    ] {
        assert_eq!(first(text), code);
    }
}

#[test]
fn bulk_is_read_and_what_is_said_of_it_is_short() {
    let long = format!(
        "{HEAD}types: {{ A: {{ {} }} }}\n",
        "f: Unknown, ".repeat(4_000)
    );
    for (text, code) in [
        (
            many(
                4_000,
                "types:\n",
                |i| format!("  T{i}: {{ id: Unknown{i} }}\n"),
                "",
            ),
            "TL0110",
        ),
        (
            many(4_000, "types:\n", |i| format!("  T{i}: @x\n"), ""),
            "TL0003",
        ),
        (many(4_000, "", |i| format!("kez{i}: 1\n"), ""), "TL0021"),
        (
            many(4_000, "types:\n  A:\n", |_| "    a: int\n".to_owned(), ""),
            "TL0009",
        ),
        (long, "TL0110"),
        (
            format!("{HEAD}title: \"{}\n", "a".repeat(2_000_000)),
            "TL0002",
        ),
        (
            format!("{HEAD}types:\n  {}: int\n", "A".repeat(1_000_000)),
            "TL0005",
        ),
        (format!("{HEAD}{}", "\n".repeat(2_000_000)), ""),
        (many(50_002, "", |i| format!("kez{i}: 1\n"), ""), "TL0012"),
        (
            many(50_002, "types: [", |_| "a,".to_owned(), "]\n"),
            "TL0012",
        ),
        (
            many(
                40,
                "",
                |i| format!("x-{i}: [{}]\n", "a,".repeat(30_000)),
                "",
            ),
            "TL0012",
        ),
        (
            many(12_000, "types:\n", |i| format!("  T{i}: Unknown{i}\n"), ""),
            "TL0110",
        ),
    ] {
        assert_eq!(first(text), code);
    }
}

#[test]
fn what_is_no_text_is_refused() {
    assert_eq!(first(vec![0xff; 2_000_000]), "TL0001");
    assert_eq!(
        first(format!("{HEAD}title: a{}", "\0".repeat(1_000_000))),
        "TL0001"
    );
    assert_eq!(first(vec![b'a'; MAX_FILE_BYTES + 1]), "TL0001");
}

#[test]
fn types_that_are_used_twice_at_each_level_are_checked_once() {
    let record = |at: usize| format!("  T{at}: {{ a: T{0}, b: T{0} }}\n", at + 1);
    let call =
        |what: &str| format!("  T60: {{ x: int }}\nendpoints:\n  e:\n    post: /e\n    {what}\n");
    for (what, code) in [
        ("query: { q: { is: T0, object: deep } }", ""),
        ("query: { q: { is: T0, object: brackets } }", "TL0206"),
        ("body: T0\n    returns: T0", ""),
    ] {
        let found = first(many(60, "types:\n", record, &call(what)));
        assert_eq!(found, code, "{what}");
    }
}
