//! Every code can be explained: it has a case, and an example whose wrong half is reported with this code alone, at the
//! place that is marked in it, and whose right half is a spec.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use trunkline_codegen::compile;
use trunkline_codegen::diag::codes::{NOT_YET, TABLE};
use trunkline_codegen::diag::explain::{self, Example, File};
use trunkline_codegen::diag::{Code, Report};

/// Codes about words that the generator checks and does not carry out yet: their examples report that besides.
const PLANNED: std::ops::RangeInclusive<u16> = 220..=222;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The codes that the names of the files in a folder begin with.
fn codes_in(path: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder(path)).expect("the folder is part of the project");
    let names = entries.map(|entry| entry.expect("a readable folder").file_name());
    let names = names.filter_map(|name| Some(name.to_str()?.get(..6)?.to_owned()));
    names.filter(|name| name.starts_with("TL")).collect()
}

fn all() -> impl Iterator<Item = Code> {
    TABLE.iter().map(|row| row.code)
}

/// What is said of an example of this code.
fn report(code: Code, files: &[File]) -> Report {
    let mut report = match compile(&explain::sources(files)) {
        Ok(compiled) => compiled.warnings,
        Err(report) => report,
    };
    if PLANNED.contains(&code.0) {
        report.diagnostics.retain(|one| one.code != NOT_YET);
    }
    report
}

#[test]
fn every_code_has_a_case() {
    let cases = codes_in("tests/cases");
    let codes: BTreeSet<String> = all().map(|code| code.to_string()).collect();
    let missing: Vec<&String> = codes.difference(&cases).collect();
    assert!(missing.is_empty(), "no file in tests/cases for {missing:?}");
    let unknown = |name: &&String| explain::find(name).is_err();
    let unknown: Vec<&String> = cases.iter().filter(unknown).collect();
    assert!(unknown.is_empty(), "cases for no code: {unknown:?}");
}

#[test]
fn every_code_has_an_example() {
    let wanted: BTreeSet<String> = all().map(|code| code.to_string()).collect();
    let files = codes_in("src/diag/explain");
    let missing: Vec<&String> = wanted.difference(&files).collect();
    assert!(
        missing.is_empty(),
        "no file in src/diag/explain for {missing:?}"
    );
    let named = |name: &&String| explain::find(name).map(explain::example).ok().flatten();
    let unlisted: Vec<&String> = files.iter().filter(|name| named(name).is_none()).collect();
    assert!(
        unlisted.is_empty(),
        "not listed in src/diag/explain/mod.rs: {unlisted:?}"
    );
}

#[test]
fn wrong_examples_are_reported_where_they_are_marked_and_right_ones_hold() {
    let mut bad = Vec::new();
    for code in all() {
        let Some(Example { wrong, right }) = explain::example(code) else {
            continue;
        };
        let found = report(code, &wrong);
        let place = |file: &File| Some((file.path.clone(), file.mark?));
        let marked: Vec<_> = wrong.iter().filter_map(place).collect();
        let said = found.diagnostics.iter().map(|one| {
            let name = found.sources.find(one.span.file).map(|file| &file.name);
            (name.cloned().unwrap_or_default(), one.span.start)
        });
        let said: Vec<_> = said.collect();
        let code_alone = found.diagnostics.iter().all(|one| one.code == code);
        if said.len() != 1 || !code_alone || said != marked {
            bad.push(format!(
                "{code}, the wrong one: {marked:?} {said:?}\n{found}"
            ));
        }
        let found = report(code, &right);
        if !found.is_empty() {
            bad.push(format!("{code}, the right one:\n{found}"));
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn the_reference_of_codes_is_fresh() {
    let path = folder("../../specs/errors.md");
    let wanted = explain::reference();
    if std::env::var_os("TRUNKLINE_BLESS").is_some() {
        fs::write(&path, &wanted).expect("the file can be written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "{} is stale: run the tests once with `TRUNKLINE_BLESS=1`",
        path.display()
    );
}
