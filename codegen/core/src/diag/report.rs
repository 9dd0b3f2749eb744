//! Findings come in; they are sorted by place, each kept once, and shown a line each.

use std::fmt;

use super::{Diagnostic, Severity, fix};
use crate::source::Sources;

/// What is wrong with a spec, in order of place, with the text it is wrong in.
#[derive(Debug, Clone)]
pub struct Report {
    /// The findings, sorted: ten thousand of each severity at most.
    pub diagnostics: Vec<Diagnostic>,
    /// The files they stand in.
    pub sources: Sources,
    /// The numbers of errors and warnings beyond those.
    surplus: [usize; 2],
}

impl Report {
    /// `found` in order of place, each once.
    pub(super) fn new(
        mut found: Vec<Diagnostic>,
        surplus: [usize; 2],
        sources: &Sources,
    ) -> Report {
        found.sort_by(|a, b| {
            (a.span, a.code, a.message.as_str()).cmp(&(b.span, b.code, b.message.as_str()))
        });
        found.dedup();
        found.iter_mut().for_each(|one| fix::fit(one, sources));
        Report {
            diagnostics: found,
            sources: sources.clone(),
            surplus,
        }
    }

    /// Whether there is an error among the findings.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// The number of findings of one severity, with those that are not among [`Report::diagnostics`].
    pub fn count(&self, severity: Severity) -> usize {
        let kept = self.diagnostics.iter().filter(|d| d.severity == severity);
        kept.count() + self.surplus[severity as usize]
    }

    /// The number of all findings.
    #[cfg(feature = "report")]
    pub(super) fn len(&self) -> usize {
        self.diagnostics.len() + self.surplus.iter().sum::<usize>()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// One finding as one line: `file:line:column: error[TL0021]: message`.
    pub fn line(&self, diagnostic: &Diagnostic) -> String {
        let Diagnostic {
            code,
            severity,
            message,
            span,
            ..
        } = diagnostic;
        let what = format!("{}[{code}]: {message}", severity.word());
        match self.sources.find(span.file) {
            Some(file) => format!("{}:{}: {what}", file.name, file.place(span.start)),
            None => what,
        }
    }
}

impl fmt::Display for Report {
    /// A line for each finding.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for diagnostic in &self.diagnostics {
            writeln!(f, "{}", self.line(diagnostic))?;
        }
        Ok(())
    }
}

impl std::error::Error for Report {}
