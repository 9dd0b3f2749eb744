//! Sources come in; the same sources go out with every mend made that is certain, and nothing else touched.

use crate::compile;
use crate::diag::{Diagnostic, Edit, Report, Severity};
use crate::source::{FileId, Role, Sources, Span};

/// Sources after their mends.
#[derive(Debug, Clone)]
pub struct Mended {
    /// The files.
    pub sources: Sources,
    /// What was done, in the order in which it was; nothing where nothing was certain.
    pub made: Vec<Made>,
}

/// A mend that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The file.
    pub file: FileId,
    /// Where, as a person counts, before it was made: `specs/acme.yaml:4:5`.
    pub place: String,
    /// What stood there.
    pub was: String,
    /// What stands there now.
    pub text: String,
}

/// The number of times that a spec is read again: a mend may show another that was hidden by the mistake.
const ROUNDS: usize = 8;

/// The number of mends that are tried one by one, where all of them together would show more errors than there were.
const ALONE: usize = 64;

/// Makes every mend of `sources` that is certain. There are never more errors afterwards than there were before.
pub fn mend(sources: &Sources) -> Mended {
    let report = reported(sources);
    let errors = report.count(Severity::Error);
    let (together, left) = rounds(sources, &report);
    if left.count(Severity::Error) <= errors {
        return together;
    }
    let mut mended = Mended {
        sources: sources.clone(),
        made: Vec::new(),
    };
    // From the last to the first, so that all others keep their places.
    let fixed = |one: &&Diagnostic| !one.fix.is_empty();
    for finding in report.diagnostics.iter().rev().filter(fixed).take(ALONE) {
        let (one, made) = applied(&mended.sources, [finding]);
        if reported(&one).count(Severity::Error) <= errors {
            mended.made.splice(0..0, made);
            mended.sources = one;
        }
    }
    mended
}

fn rounds(sources: &Sources, report: &Report) -> (Mended, Report) {
    let mut mended = Mended {
        sources: sources.clone(),
        made: Vec::new(),
    };
    let mut report = report.clone();
    for _ in 0..ROUNDS {
        let (sources, made) = applied(&mended.sources, &report.diagnostics);
        if made.is_empty() {
            break;
        }
        mended.made.extend(made);
        mended.sources = sources;
        report = reported(&mended.sources);
    }
    (mended, report)
}

fn reported(sources: &Sources) -> Report {
    match compile(sources) {
        Ok(compiled) => compiled.warnings,
        Err(report) => report,
    }
}

/// The files with the mends of those findings that can be made side by side: where two touch, the first one's.
fn applied<'d>(
    sources: &Sources,
    findings: impl IntoIterator<Item = &'d Diagnostic>,
) -> (Sources, Vec<Made>) {
    let mut chosen: Vec<&Edit> = Vec::new();
    for finding in findings {
        let may = |edit: &Edit| {
            let is_spec = sources.get(edit.span.file).role != Role::Sample;
            is_spec && chosen.iter().all(|other| apart(edit.span, other.span))
        };
        if finding.fix.iter().all(may) {
            chosen.extend(&finding.fix);
        }
    }
    let made = chosen.iter().map(|edit| made(sources, edit)).collect();
    chosen.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut mended = sources.clone();
    for edit in chosen {
        mended.edit(edit.span, &edit.text);
    }
    (mended, made)
}

fn made(sources: &Sources, edit: &Edit) -> Made {
    let file = sources.get(edit.span.file);
    Made {
        file: edit.span.file,
        place: format!("{}:{}", file.name, file.place(edit.span.start)),
        was: file.slice(edit.span).to_owned(),
        text: edit.text.clone(),
    }
}

fn apart(one: Span, other: Span) -> bool {
    one.file != other.file || one.end < other.start || other.end < one.start
}
