//! Specs are mended where that is certain: what stands in `mends/`, with `.txt` beside it for what comes out; and whatever
//! is mended never has more errors than it had, nor another byte touched.

use std::fs;
use std::path::{Path, PathBuf};

use trunkline_codegen::compile;
use trunkline_codegen::diag::codes::TABLE;
use trunkline_codegen::diag::{Report, Severity, explain};
use trunkline_codegen::mend::mend;
use trunkline_codegen::source::{FileId, Sources};

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).expect("the folder is part of the project");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .collect();
    files.sort();
    files
}

fn report(sources: &Sources) -> Report {
    match compile(sources) {
        Ok(compiled) => compiled.warnings,
        Err(report) => report,
    }
}

fn read(path: &Path) -> Sources {
    let mut sources = Sources::new();
    let bytes = fs::read(path).expect("a readable file");
    let role = trunkline_codegen::source::Role::Head;
    sources.add(role, "vendor.yaml", "vendor.yaml", bytes);
    sources
}

#[test]
fn what_is_certain_is_mended() {
    let mut wrong = Vec::new();
    for path in files("tests/mends") {
        let mended = mend(&read(&path));
        let rest = report(&mended.sources);
        let found = format!("{}# ----\n{rest}", mended.sources.get(FileId(0)).text);
        let expected = path.with_extension("txt");
        if std::env::var_os("TRUNKLINE_BLESS").is_some() {
            fs::write(&expected, &found).expect("the folder of mends can be written");
        }
        if fs::read_to_string(&expected).ok().as_deref() != Some(&found) {
            wrong.push(format!("{}: not as expected:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// All files, one after the other.
fn whole(sources: &Sources) -> String {
    sources.iter().map(|(_, file)| file.text.as_str()).collect()
}

/// The edits of a finding stand where they say, and the others' bytes are kept.
#[test]
fn no_mend_makes_a_spec_worse() {
    let mut mends = 0;
    let folders = ["tests/cases", "tests/golden", "tests/mends"];
    let paths = folders.into_iter().flat_map(files);
    let specs = paths.map(|path| (path.display().to_string(), read(&path)));
    let examples = TABLE.iter().filter_map(|row| {
        let wrong = explain::example(row.code)?.wrong;
        Some((row.code.to_string(), explain::sources(&wrong)))
    });
    for (name, sources) in specs.chain(examples) {
        let before = report(&sources);
        let mended = mend(&sources);
        let after = report(&mended.sources);
        let count = |report: &Report| report.count(Severity::Error);
        assert!(
            count(&after) <= count(&before),
            "{name}:\n{before}\nbecame\n{after}"
        );
        let (old, new) = (whole(&sources), whole(&mended.sources));
        assert_eq!(old != new, !mended.made.is_empty());
        if before.is_empty() {
            assert_eq!(old, new, "{name}");
        }
        assert!(mend(&mended.sources).made.is_empty(), "{name}");
        let grown: usize = mended.made.iter().map(|made| made.text.len()).sum();
        let shrunk: usize = mended.made.iter().map(|made| made.was.len()).sum();
        assert_eq!(old.len() + grown, new.len() + shrunk);
        mends += mended.made.len();
    }
    assert!(mends > 50, "only {mends} mends were tried");
}
