//! Findings come in, from every stage; a sorted report, for people and for tools, goes out.

pub mod code;
pub mod codes;
pub mod explain;
mod fix;
pub mod near;
#[cfg(feature = "report")]
mod render;
mod report;

pub use code::Code;
pub use fix::Edit;
pub use near::Near;
#[cfg(feature = "report")]
pub use render::Style;
pub use report::Report;

use std::collections::HashSet;

use crate::source::{Sources, Span};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// It is worth a look.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Its stable code.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: lower-case start, no full stop, the user's text in backticks.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What is to be said at the place itself; empty where the message says it.
    pub here: String,
    /// Other places that matter, and why.
    pub labels: Vec<(Span, String)>,
    /// Facts.
    pub notes: Vec<String>,
    /// What to do.
    pub helps: Vec<String>,
    /// The edits that mend it for certain, all of them together; empty where the mend is the author's to choose.
    pub fix: Vec<Edit>,
}

impl Diagnostic {
    /// Says something at the place of the finding itself.
    pub fn here(&mut self, text: impl Into<String>) -> &mut Diagnostic {
        self.here = text.into();
        self
    }

    /// Points at another place.
    pub fn label(&mut self, span: Span, text: impl Into<String>) -> &mut Diagnostic {
        self.labels.push((span, clipped(text.into())));
        self
    }

    /// Adds a fact.
    pub fn note(&mut self, text: impl Into<String>) -> &mut Diagnostic {
        self.notes.push(text.into());
        self
    }

    /// Adds what to do.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Diagnostic {
        self.helps.push(clipped(text.into()));
        self
    }

    /// Adds what to do, if there is something.
    pub fn maybe_help(&mut self, text: Option<String>) -> &mut Diagnostic {
        self.helps.extend(text.map(clipped));
        self
    }

    /// Adds the edit that puts the word that was meant for certain, if one was, in place of a misspelt one.
    pub fn respell(&mut self, span: Span, word: &str, meant: Option<&str>) -> &mut Diagnostic {
        if let Some(meant) = meant {
            self.fix(span, word, meant);
        }
        self
    }

    /// Adds an edit that mends it: at `span` stands `text` in place of `was`. Only where it cannot be wrong.
    pub fn fix(
        &mut self,
        span: Span,
        was: impl Into<String>,
        text: impl Into<String>,
    ) -> &mut Diagnostic {
        let (was, text) = (was.into(), text.into());
        self.fix.push(Edit { span, was, text });
        self
    }
}

/// The number of findings of each severity that are kept; of those that follow only the number is.
const KEPT: usize = 10_000;

/// Collects findings. In debug builds a collector that is dropped with findings nobody read panics.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    /// The numbers of errors and warnings among them.
    kept: [usize; 2],
    /// The numbers of errors and warnings that were not kept.
    surplus: [usize; 2],
    /// The last of those: whoever found it may still add to it.
    last: Option<Box<Diagnostic>>,
    /// Looks for what was meant by unknown words.
    pub near: Near,
}

impl Diagnostics {
    /// Nothing found yet.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Adds an error.
    pub fn error(&mut self, code: Code, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.add(code, Severity::Error, span, message.into())
    }

    /// Adds a warning.
    pub fn warning(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(code, Severity::Warning, span, message.into())
    }

    fn add(
        &mut self,
        code: Code,
        severity: Severity,
        span: Span,
        message: String,
    ) -> &mut Diagnostic {
        let here = String::new();
        let message = clipped(message);
        self.keep(Diagnostic {
            code,
            severity,
            message,
            span,
            here,
            labels: Vec::new(),
            notes: Vec::new(),
            helps: Vec::new(),
            fix: Vec::new(),
        })
    }

    fn keep(&mut self, one: Diagnostic) -> &mut Diagnostic {
        let severity = one.severity as usize;
        if self.kept[severity] == KEPT {
            self.surplus[severity] += 1;
            return self.last.insert(Box::new(one));
        }
        self.kept[severity] += 1;
        self.found.push(one);
        self.found.last_mut().expect("one was pushed just now")
    }

    /// Whether there is an error among the findings.
    pub fn has_errors(&self) -> bool {
        self.kept[Severity::Error as usize] > 0
    }

    /// The number of findings so far: whoever compares it later knows whether something was found in between.
    pub fn len(&self) -> usize {
        self.kept.iter().chain(&self.surplus).sum()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Keeps the first of several findings of one code at one place, where `is_repeated` says that they may be about
    /// one and the same mistake.
    pub(crate) fn once_within(&mut self, is_repeated: impl Fn(Span) -> bool) {
        let mut seen = HashSet::new();
        let kept = &mut self.kept;
        self.found.retain(|one| {
            let stays = !is_repeated(one.span) || seen.insert((one.code, one.span));
            kept[one.severity as usize] -= usize::from(!stays);
            stays
        });
    }

    /// Takes over what another collector found.
    pub(crate) fn append(&mut self, mut other: Diagnostics) {
        for (own, other) in self.surplus.iter_mut().zip(other.surplus) {
            *own += other;
        }
        for one in std::mem::take(&mut other.found) {
            self.keep(one);
        }
    }

    /// Forgets everything: of an attempt that is made again.
    pub(crate) fn discard(mut self) {
        self.found.clear();
    }

    /// All findings on `sources`, sorted by place, each once.
    pub fn into_report(mut self, sources: &Sources) -> Report {
        Report::new(std::mem::take(&mut self.found), self.surplus, sources)
    }
}

/// The number of characters that a sentence may have.
const MAX_SENTENCE: usize = 600;

/// The sentence, the middle of one that quotes far too much left out.
fn clipped(text: String) -> String {
    let count = text.chars().count();
    if count <= MAX_SENTENCE {
        return text;
    }
    let half = MAX_SENTENCE / 2;
    let start: String = text.chars().take(half).collect();
    let end: String = text.chars().skip(count - half).collect();
    format!("{start} … {end}")
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        let unread = !self.found.is_empty() && !std::thread::panicking();
        debug_assert!(!unread, "findings were dropped unread: {:?}", self.found);
    }
}
