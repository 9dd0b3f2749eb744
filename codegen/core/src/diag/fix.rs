//! Edits that mend a finding for certain come in; they are fitted to what stands in the files, and applied.

use super::Diagnostic;
use crate::source::{Source, Sources, Span};

/// One edit of a file. All edits of a finding belong together; none touches what it does not replace.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there now: the edit is made where this is so, and nowhere else.
    pub was: String,
    /// What is to stand there.
    pub text: String,
}

/// Drops the edits of a finding if one of them is of something that does not stand in its file as it is read: a text
/// with escapes, or one that is folded over several lines. Edits of a text in quotes keep the quotes.
pub(super) fn fit(diagnostic: &mut Diagnostic, sources: &Sources) {
    let fits = diagnostic.fix.iter_mut().all(|edit| {
        let source = sources.find(edit.span.file);
        source.is_some_and(|source| fit_one(edit, source))
    });
    if !fits {
        diagnostic.fix.clear();
    }
}

fn fit_one(edit: &mut Edit, source: &Source) -> bool {
    let found = source.slice(edit.span);
    if found == edit.was {
        return true;
    }
    let inside = |quote| found.strip_prefix(quote)?.strip_suffix(quote);
    let quoted = inside('"').or_else(|| inside('\''));
    let safe = !edit.text.contains(['"', '\'', '\\', '\n']);
    if quoted == Some(edit.was.as_str()) && safe {
        edit.span.start += 1;
        edit.span.end -= 1;
        return true;
    }
    false
}
