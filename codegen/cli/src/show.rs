//! What is said on stderr, in colour where it is a terminal.

use anstream::{ColorChoice, eprint, eprintln};
use trunkline_codegen::diag::{Severity, Style};
use trunkline_codegen::files::Project;

use crate::args::Color;
use crate::outcome::{Failure, Outcome};

const RED: &str = "\x1b[1;31m";
const YELLOW: &str = "\x1b[1;33m";
const PLAIN: &str = "\x1b[0m";

/// Decides on colour for all that is said from now on.
pub(crate) fn colour(when: Color) {
    match when {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
    .write_global();
}

/// All findings in all specs.
pub(crate) fn reports(project: &Project) {
    for report in &project.reports {
        eprint!("{}", report.render(Style::Coloured));
    }
}

/// How many findings there are, and that nothing was written.
pub(crate) fn findings(project: &Project) {
    let errors = counted(project.count(Severity::Error), "error");
    let warnings = match project.count(Severity::Warning) {
        0 => String::new(),
        count => format!(" and {}", counted(count, "warning")),
    };
    let broken = project
        .reports
        .iter()
        .filter(|report| report.has_errors())
        .count();
    let specs = counted(project.specs, "spec");
    eprintln!("{errors}{warnings} in {broken} of {specs}");
    let mut all = project.reports.iter().flat_map(|one| &one.diagnostics);
    let mends = all.clone().filter(|one| !one.fix.is_empty()).count();
    if mends > 0 {
        eprintln!("`trunkline check --fix` mends {mends} of them");
    }
    if let Some(one) = all.find(|one| one.severity == Severity::Error) {
        eprintln!("`trunkline explain {}` says more about a code", one.code);
    }
}

/// One line on something that was not asked about and should be known.
pub(crate) fn warning(text: &str) {
    eprintln!("{YELLOW}warning{PLAIN}: {text}");
}

/// One line on something that is to be mended.
pub(crate) fn error(text: &str) {
    eprintln!("{RED}error{PLAIN}: {text}");
}

/// Why the command could not do its work.
pub(crate) fn failure(failure: &Failure) {
    error(&failure.to_string());
}

/// The last line.
pub(crate) fn summary(text: &str) {
    eprintln!("{text}");
}

/// What was asked for, on stdout.
pub(crate) fn document(text: &str) -> Outcome {
    anstream::println!("{}", text.trim_end());
    Outcome::Fine
}

/// `1 vendor`, `2 vendors`.
pub(crate) fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
