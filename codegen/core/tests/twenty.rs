//! A spec with twenty independent mistakes is reported with exactly these, in the order of their places, all at once.

use std::path::Path;

use trunkline_codegen::compile;
use trunkline_codegen::source::Sources;

#[test]
fn twenty_mistakes_are_twenty_findings() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/twenty");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_default();
    let sources = Sources::single("vendor.yaml", &read("vendor.yaml"));
    let report = compile(&sources).expect_err("there are twenty mistakes");
    let lines = report.to_string();
    if std::env::var_os("TRUNKLINE_BLESS").is_some() {
        std::fs::write(folder.join("report.txt"), &lines).expect("the folder can be written");
    }
    assert_eq!(lines, read("report.txt"));

    let found = &report.diagnostics;
    assert_eq!(found.len(), 20);
    assert!(found.is_sorted_by_key(|one| one.span), "sorted by place");
    let mut codes: Vec<_> = found.iter().map(|one| one.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert!(codes.len() >= 17, "mistakes of many kinds, not {codes:?}");
}
