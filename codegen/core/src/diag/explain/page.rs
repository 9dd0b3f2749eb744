//! A code comes in; the page about it, for a terminal or in Markdown, goes out.

use super::example::{File, sources};
use crate::compile;
use crate::diag::code::Meaning;
use crate::diag::codes::TABLE;
use crate::diag::{Code, Report};

/// What is to be known about a code: its title, what it means, a mistake with what is said of it, and the mend.
pub fn page(code: Code) -> Option<String> {
    let meaning = code.meaning()?;
    let mut page = format!("{code}: {}\n\n{}\n", meaning.title, meaning.explanation);
    for (what, files) in examples(code) {
        page.push_str(&format!("\n{what}:\n\n"));
        for line in shown(&files).lines() {
            page.push_str(format!("    {line}").trim_end());
            page.push('\n');
        }
        if let Some(said) = said(&files) {
            page.push('\n');
            page.push_str(&said);
        }
    }
    Some(page)
}

/// All codes with their titles, a line each.
pub fn list() -> String {
    let line = |row: &Meaning| format!("{}  {}\n", row.code, row.title);
    TABLE.iter().map(line).collect()
}

/// The reference of all codes, in Markdown: `specs/errors.md`.
pub fn reference() -> String {
    let mut out = String::from(
        "# Every finding\n\n\
         Each finding of `trunkline check` has a code that stays the same; `trunkline explain TL0022` shows what stands\n\
         here about one. Examples leave out what every head has: `trunkline: 1`, `vendor` and `base`.\n",
    );
    for row in TABLE {
        out.push_str(&format!(
            "\n## {}: {}\n\n{}\n",
            row.code, row.title, row.explanation
        ));
        for (what, files) in examples(row.code) {
            out.push_str(&format!("\n{what}:\n\n```yaml\n{}```\n", shown(&files)));
            if let Some(said) = said(&files) {
                out.push_str(&format!("\n```text\n{said}```\n"));
            }
        }
    }
    out
}

fn examples(code: Code) -> Vec<(&'static str, Vec<File>)> {
    let Some(example) = super::example(code) else {
        return Vec::new();
    };
    vec![("Wrong", example.wrong), ("Right", example.right)]
}

/// The files, the head first and without its name.
fn shown(files: &[File]) -> String {
    let mut out = String::new();
    for (number, file) in files.iter().enumerate() {
        if number > 0 || file.path != "vendor.yaml" {
            out.push_str(&format!("# {}\n", file.path));
        }
        out.push_str(&file.text);
    }
    out
}

/// What is reported of the files, if anything.
fn said(files: &[File]) -> Option<String> {
    let report = match compile(&sources(files)) {
        Ok(compiled) => compiled.warnings,
        Err(report) => report,
    };
    (!report.is_empty()).then(|| lines(&report))
}

/// Each finding with its mend.
fn lines(report: &Report) -> String {
    let mut out = String::new();
    for finding in &report.diagnostics {
        out.push_str(&report.line(finding));
        out.push('\n');
        for help in &finding.helps {
            out.push_str(&format!("  help: {help}\n"));
        }
    }
    out
}
