//! A report comes in; text for a person, with the lines of the spec, goes out.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Report, Severity};
use crate::source::{Source, Span};

/// How a report is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without escapes, for files and pipes.
    Plain,
    /// With colours, for a terminal.
    Coloured,
}

/// The number of bytes up to which a line is shown.
const LONGEST_LINE: usize = 20_000;

/// The number of findings that are shown.
const SHOWN: usize = 100;

impl Report {
    /// The findings with the lines they are about, a blank line between: the first hundred of them, and how many more
    /// there are. Whoever mends these runs it again.
    pub fn render(&self, style: Style) -> String {
        let renderer = match style {
            Style::Plain => Renderer::plain(),
            Style::Coloured => Renderer::styled(),
        };
        let mut text = String::new();
        for diagnostic in self.diagnostics.iter().take(SHOWN) {
            let group = [self.group(diagnostic)];
            text.push_str(&renderer.render(&group));
            text.push_str("\n\n");
        }
        if let Some(more) = self.len().checked_sub(SHOWN + 1) {
            text.push_str(&format!("… and {} more\n\n", more + 1));
        }
        text
    }

    fn group<'a>(&'a self, diagnostic: &'a Diagnostic) -> Group<'a> {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level
            .primary_title(diagnostic.message.as_str())
            .id(diagnostic.code.to_string());
        let mut group = Group::with_title(title);
        let mut shown = Vec::new();
        let labels = diagnostic.labels.iter().map(|(span, _)| *span);
        for span in std::iter::once(diagnostic.span).chain(labels) {
            if !shown.contains(&span.file) && self.sources.find(span.file).is_some() {
                shown.push(span.file);
                group = match self.has_long_lines(diagnostic, span) {
                    true => group.element(self.origin(span)),
                    false => group.element(self.snippet(diagnostic, span)),
                };
            }
        }
        for note in &diagnostic.notes {
            group = group.element(Level::NOTE.message(note.as_str()));
        }
        for help in &diagnostic.helps {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        group
    }

    /// Whether the lines of one file that `diagnostic` points at are more than anyone reads.
    fn has_long_lines(&self, diagnostic: &Diagnostic, first: Span) -> bool {
        let labels = diagnostic.labels.iter().map(|(span, _)| *span);
        let spans = labels.chain([diagnostic.span]);
        let here = spans.filter(|span| span.file == first.file);
        let file = self.sources.get(first.file);
        here.into_iter()
            .any(|span| file.lines_around([span]).1.len() > LONGEST_LINE)
    }

    /// The place alone.
    fn origin(&self, span: Span) -> Origin<'_> {
        let file = self.sources.get(span.file);
        let place = file.place(span.start);
        Origin::path(file.name.as_str())
            .line(place.line)
            .char_column(place.column)
    }

    /// The lines of one file that `diagnostic` points at; `first` is one of its spans there.
    fn snippet<'a>(
        &'a self,
        diagnostic: &'a Diagnostic,
        first: Span,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let file = self.sources.get(first.file);
        let is_here = |span: &Span| span.file == first.file;
        let labels = diagnostic.labels.iter().filter(|(span, _)| is_here(span));
        let spans = labels.clone().map(|(span, _)| *span);
        let spans = spans.chain(Some(diagnostic.span).filter(is_here));
        // The renderer reads all that it is given, which is a long way in a long file.
        let (line, lines) = file.lines_around(spans);
        let range = |span: Span| {
            let range = shown_range(file, span);
            range.start - lines.start..range.end - lines.start
        };
        let mut snippet = Snippet::source(&file.text[lines.clone()])
            .line_start(line)
            .path(file.name.as_str());
        if is_here(&diagnostic.span) {
            let primary = AnnotationKind::Primary.span(range(diagnostic.span));
            snippet = snippet.annotation(match diagnostic.here.as_str() {
                "" => primary,
                here => primary.label(here),
            });
        }
        snippet.annotations(labels.map(|(span, text)| {
            AnnotationKind::Context
                .span(range(*span))
                .label(text.as_str())
        }))
    }
}

/// The bytes of `span` within the text and on character boundaries; of a span of several lines only the first,
/// since a whole map in a report hides what it is about.
fn shown_range(file: &Source, span: Span) -> std::ops::Range<usize> {
    let start = file.boundary(span.start);
    let end = file.boundary(span.end).max(start);
    let line = file.text[start..end].lines().next().unwrap_or("");
    start..start + line.trim_end().len()
}
