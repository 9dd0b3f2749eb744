//! Specs that mean harm are refused, or read, in a time that has to do with their size, and what is said of them is short.

use std::time::{Duration, Instant};

use trunkline_codegen::compile;
use trunkline_codegen::diag::{Report, Style};
use trunkline_codegen::source::{MAX_FILE_BYTES, Role, Sources};

const HEAD: &str = "trunkline: 1\nvendor: acme\nbase: https://acme.example\n";

/// A hundred times what is needed in an optimized build; what grows with the square of its size takes far longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// The code of the first finding, if any; all of them are shown in a text that a person can scroll through.
fn first(bytes: impl Into<Vec<u8>>) -> String {
    let start = Instant::now();
    let report = report(vec![("vendor.yaml", bytes.into())]);
    let shown = report.render(Style::Plain);
    assert!(shown.len() < 300_000, "{} bytes are shown", shown.len());
    let taken = start.elapsed();
    assert!(taken < PATIENCE, "it took {taken:?}");
    let first = report.diagnostics.first();
    first.map_or(String::new(), |one| one.code.to_string())
}

/// What is said of a spec of these files, the head first and samples behind it.
fn report(files: Vec<(&str, Vec<u8>)>) -> Report {
    let mut sources = Sources::new();
    for (index, (name, bytes)) in files.into_iter().enumerate() {
        let role = if index == 0 { Role::Head } else { Role::Sample };
        sources.add(role, name, name, bytes);
    }
    match compile(&sources) {
        Ok(compiled) => compiled.warnings,
        Err(report) => report,
    }
}

fn messages(files: &[(&str, String)]) -> Vec<String> {
    let files = files
        .iter()
        .map(|(name, text)| (*name, text.clone().into_bytes()));
    let start = Instant::now();
    let report = report(files.collect());
    assert!(start.elapsed() < PATIENCE, "it took {:?}", start.elapsed());
    let each = report.diagnostics.into_iter();
    each.map(|one| one.message).collect()
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
        (
            many(
                3_000,
                "operators:\n",
                |i| format!("  known{i}: {{ suffix: _{i} }}\n"),
                &(0..3_000).fold("endpoints:\n".to_owned(), |text, i| {
                    let filter = format!("filter: {{ a: {{ is: int, ops: [unknown{i}] }} }}");
                    text + &format!("  e{i}: {{ get: /a{i}, {filter}, returns: json }}\n")
                }),
            ),
            "TL0116",
        ),
    ] {
        assert_eq!(first(text), code);
    }
}

#[test]
fn what_is_refused_as_too_much_says_how_much_that_is() {
    let wide = many(50_002, "x-all: [", |_| "a,".to_owned(), "]\n");
    let entries = "a map or a list has more than 50000 entries";
    assert_eq!(messages(&[("vendor.yaml", wide)]), [entries]);
    let row = format!("[{}]", "a,".repeat(40_000));
    let large = many(26, "", |i| format!("x-{i}: {row}\n"), "");
    let nodes = "the file has more than 1000000 keys and values";
    assert_eq!(messages(&[("vendor.yaml", large)]), [nodes]);
}

#[test]
fn samples_of_any_length_are_read() {
    let head = format!(
        "{HEAD}endpoints:\n  list_users:\n    get: /users\n    returns: {{ users: list<int>, by_name: map<int> }}\n    examples: [{{ reply: examples/users.json }}]\n"
    );
    let users = vec!["1"; 100_000].join(",");
    let by_name: Vec<String> = (0..100_000).map(|i| format!("\"name{i}\":{i}")).collect();
    let by_name = by_name.join(",");
    let sample = format!("{{\"users\":[{users}],\"by_name\":{{{by_name}}}}}");
    let files = |sample: String| {
        [
            ("vendor.yaml", head.clone()),
            ("examples/users.json", sample),
        ]
    };
    assert_eq!(messages(&files(sample.clone())), [] as [&str; 0]);
    let doubled = sample.replace("name99999", "name0");
    assert_eq!(
        messages(&files(doubled)),
        ["the key `name0` stands here twice"]
    );
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
