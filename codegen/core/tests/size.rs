//! A vendor of thousands of endpoints compiles in a time that grows with its size, not with its square, and so do reports
//! of thousands of errors.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use trunkline_codegen::compile;
use trunkline_codegen::diag::Style;
use trunkline_codegen::source::{Role, Sources};

/// A spec of `size` endpoints and as many records, with a sample for each.
fn spec(size: usize) -> Sources {
    let mut text = String::from(
        "trunkline: 1\nvendor: acme\nbase: https://api.example.com\nauth:\n  key: { header: X-Key }\n\
         errors:\n  - { when: { http: 4xx }, is: Failure, code: code, kinds: { NotFound: missing } }\n\
         pagers:\n  pages:\n    page: { send: { page: query.page }, end: { total_items: total } }\n\
         types:\n  Failure: { code: str }\n",
    );
    for i in 0..size {
        writeln!(
            text,
            "  Item{i}: {{ id: int, name?: str, next?: Item{} }}",
            (i + 1) % size
        )
        .expect("a string takes all");
        writeln!(text, "  Page{i}: {{ total: int, items: list<Item{i}> }}")
            .expect("a string takes all");
    }
    text.push_str("endpoints:\n");
    for i in 0..size {
        writeln!(text, "  list_{i}:\n    get: /items{i}/{{key}}\n    query: {{ sort?: str }}\n    returns: Page{i}")
            .and_then(|()| writeln!(text, "    pager: pages\n    examples: [ {{ reply: examples/{i}.json }} ]"))
            .expect("a string takes all");
    }
    let mut sources = Sources::new();
    sources.add(Role::Head, "acme.yaml", "acme.yaml", text);
    for i in 0..size {
        let path = format!("examples/{i}.json");
        sources.add(
            Role::Sample,
            path.clone(),
            path,
            r#"{ "total": 1, "items": [ { "id": 1 } ] }"#,
        );
    }
    sources
}

fn time(size: usize) -> Duration {
    let sources = spec(size);
    let start = Instant::now();
    let compiled = compile(&sources).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(compiled.api.endpoints.len(), size);
    start.elapsed()
}

#[test]
fn time_grows_with_the_size() {
    let (small, large) = (time(300), time(3_000));
    println!("300 endpoints: {small:?}; 3,000: {large:?}");
    // Ten times the size takes ten times as long; a hundred times would be the square. Machines are noisy.
    assert!(
        large < small * 40 + Duration::from_secs(1),
        "300 took {small:?}, 3,000 took {large:?}"
    );
}

/// The time that it takes to report `size` mistakes of two sorts each.
fn time_of_errors(size: usize) -> Duration {
    let mut text =
        String::from("trunkline: 1\nvendor: acme\nbase: https://api.example.com\ntypes:\n");
    for i in 0..size {
        writeln!(text, "  Item{i}: {{ id: Unknown{i}, key: [1] }}").expect("a string takes all");
    }
    let sources = Sources::single("acme.yaml", &text);
    let start = Instant::now();
    let report = compile(&sources).expect_err("it is wrong throughout");
    assert_eq!(report.diagnostics.len(), 2 * size);
    assert!(report.render(Style::Plain).len() > size);
    start.elapsed()
}

#[test]
fn time_grows_with_the_number_of_errors() {
    let (small, large) = (time_of_errors(200), time_of_errors(2_000));
    println!("200 errors: {small:?}; 2,000: {large:?}");
    assert!(
        large < small * 40 + Duration::from_secs(1),
        "200 took {small:?}, 2,000 took {large:?}"
    );
}
