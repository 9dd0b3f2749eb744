//! Every case file is read, and what is reported about it is compared with the text beside it.
//!
//! `cases/TL0021-misspelt-key.yaml` is a spec of one file, `cases/TL0012-name/` a folder of them with `vendor.yaml` as the
//! head; the report stands in the `.txt` of the same name. `TRUNKLINE_BLESS=1` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};

use trunkline_codegen::diag::Style;
use trunkline_codegen::source::{Role, Sources};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = fs::read_dir(folder).expect("the folder of cases stands beside this file");
    let mut cases: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.is_dir() || path.extension().is_some_and(|end| end == "yaml"))
        .collect();
    cases.sort();
    cases
}

/// The case's files; names in reports are those in the folder of cases.
fn sources(case: &Path) -> Sources {
    let mut sources = Sources::new();
    let name = file_name(case);
    if case.is_file() {
        sources.add(
            Role::Head,
            name.clone(),
            name,
            fs::read(case).expect("a readable case"),
        );
        return sources;
    }
    let mut files: Vec<PathBuf> = fs::read_dir(case)
        .expect("a readable case")
        .map(|e| e.expect("a readable file").path())
        .collect();
    files.sort_by_key(|path| (file_name(path) != "vendor.yaml", path.clone()));
    for file in files {
        let path = file_name(&file);
        let role = match path.as_str() {
            "vendor.yaml" => Role::Head,
            yaml if yaml.ends_with(".yaml") => Role::Part,
            _ => Role::Sample,
        };
        sources.add(
            role,
            format!("{name}/{path}"),
            path,
            fs::read(&file).expect("a readable file"),
        );
    }
    sources
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .expect("a case has a name")
        .to_string_lossy()
        .into_owned()
}

fn report(sources: &Sources) -> String {
    let report = match trunkline_codegen::compile(sources) {
        Ok(compiled) => compiled.warnings,
        Err(report) => report,
    };
    // Both forms: the lines are what tools read, the rest is what people read.
    format!("{report}\n{}", report.render(Style::Plain))
}

#[test]
fn every_case_is_reported_as_written_beside_it() {
    let bless = std::env::var_os("TRUNKLINE_BLESS").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let found = report(&sources(&case));
        let expected = case.with_extension("txt");
        if bless {
            fs::write(&expected, &found).expect("the folder of cases can be written");
        }
        let code = file_name(&case);
        let code = code.split('-').next().unwrap_or_default().to_owned();
        if !found.contains(&format!("[{code}]")) {
            wrong.push(format!("{}: no {code} in\n{found}", case.display()));
        } else if fs::read_to_string(&expected).ok().as_deref() != Some(&found) {
            wrong.push(format!("{}: not as expected:\n{found}", case.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n(`TRUNKLINE_BLESS=1` accepts what is reported)",
        wrong.join("\n")
    );
}
