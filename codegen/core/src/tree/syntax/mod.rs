//! What the YAML parser stumbled over comes in; a finding at its exact place, with the mend where it is known, goes out.

mod brackets;
mod lines;

use granit_parser::{ErrorKind, ScanError};

use crate::diag::{Code, Diagnostics, codes};
use crate::source::{FileId, Source, Span};

/// What is said about a stumble.
struct Finding {
    code: Code,
    start: usize,
    end: usize,
    message: String,
    help: Option<String>,
    /// What is to stand there instead, where that is certain.
    mend: Option<String>,
}

/// Whether a mend can be made without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mend {
    /// Nothing else can have been meant.
    Certain,
    /// The author knows.
    Likely,
}

/// What was open where the parser stumbled.
pub(super) struct Around {
    /// The columns, from 0, of the keys of the indented maps, outermost first.
    pub(super) columns: Vec<usize>,
    /// Where the innermost `{` or `[` stands.
    pub(super) bracket: Option<usize>,
}

/// Reports `error`; gives the byte at which it is reported.
pub(super) fn report(
    source: &Source,
    text: &str,
    file: FileId,
    error: &ScanError,
    around: &Around,
    diagnostics: &mut Diagnostics,
) -> usize {
    let byte = match error.marker().byte_offset() {
        Some(byte) => source.boundary(byte),
        None => source.byte(
            error.marker().line().saturating_sub(1),
            error.marker().col(),
        ),
    };
    let at = At { text, byte, around };
    let finding = at
        .tab(error)
        .or_else(|| at.quotes(error))
        .or_else(|| at.star(error))
        .or_else(|| at.unclosed(error))
        .or_else(|| at.bracket(error))
        .or_else(|| at.indent(error))
        .or_else(|| at.colon(error))
        .or_else(|| at.end_missing(error))
        .unwrap_or_else(|| at.other(error));
    // The parser may stumble at the end of the text, where there is nothing more to point at.
    let start = source.boundary(finding.start);
    let end = source.boundary(finding.end).max(start);
    let span = Span::new(file, start, end);
    diagnostics
        .error(finding.code, span, finding.message)
        .maybe_help(finding.help)
        .respell(span, &text[start..end], finding.mend.as_deref());
    start
}

/// The place of the stumble.
struct At<'a> {
    text: &'a str,
    byte: usize,
    around: &'a Around,
}

impl At<'_> {
    fn line_start(&self) -> usize {
        self.text[..self.byte]
            .rfind('\n')
            .map_or(0, |newline| newline + 1)
    }

    fn line_end(&self) -> usize {
        self.text[self.byte..]
            .find('\n')
            .map_or(self.text.len(), |newline| self.byte + newline)
    }

    /// The text from `start` up to what ends a text in this line: a comment, or outer brackets.
    fn rest(&self, start: usize) -> &str {
        let line = self.text.get(start..self.line_end()).unwrap_or("");
        let line = line.split(" #").next().unwrap_or("");
        let mut depth = 0_i32;
        let end = line.find(|c| {
            match c {
                '{' | '[' => depth += 1,
                '}' | ']' => depth -= 1,
                _ => {}
            }
            depth < 0
        });
        line[..end.unwrap_or(line.len())].trim_end()
    }

    fn finding(
        &self,
        code: Code,
        start: usize,
        end: usize,
        message: String,
        help: Option<String>,
    ) -> Option<Finding> {
        let end = end.max(start);
        Some(Finding {
            code,
            start,
            end,
            message,
            help,
            mend: None,
        })
    }

    /// Whether it is certain that `text` is all that was meant as one text: in brackets they end it, and elsewhere it
    /// does not go on in the next line.
    fn whole(&self, start: usize, text: &str) -> Mend {
        let after = &self.text[start + text.len()..];
        let ends = if self.around.bracket.is_some() {
            !text.contains(',') && after.trim_start().starts_with(['}', ']'])
        } else {
            let indent = |line: &str| line.len() - line.trim_start().len();
            let own = indent(&self.text[self.line_start()..]);
            let mut below = after.lines().skip(1).filter(|line| !line.trim().is_empty());
            below.next().is_none_or(|line| indent(line) <= own)
        };
        match ends {
            true => Mend::Certain,
            false => Mend::Likely,
        }
    }

    /// A text from `start` that stands in quotes; `certain` where nothing else can have been meant.
    fn in_quotes(&self, start: usize, text: &str, message: String, mend: Mend) -> Option<Finding> {
        let quoted = (!text.contains(['"', '\\'])).then(|| format!("\"{text}\""));
        let help = quoted
            .as_ref()
            .map(|quoted| format!("put it in quotes: `{quoted}`"));
        let end = start + text.len();
        let mut finding = self.finding(codes::YAML_NEEDS_QUOTES, start, end, message, help)?;
        finding.mend = quoted.filter(|_| mend == Mend::Certain);
        Some(finding)
    }

    fn end_missing(&self, error: &ScanError) -> Option<Finding> {
        let message = match error.kind() {
            ErrorKind::UnclosedFlowCollection { open } => {
                let line = &self.text[self.byte..self.line_end()];
                let comment = line.find(" #").map(|sign| {
                    let what =
                        "what follows ` #` is a comment; a text that holds a `#` stands in quotes";
                    (self.byte + sign + 1, what.to_owned())
                });
                let message = format!("a `{open}` is never closed");
                if let Some((start, help)) = comment {
                    let end = self.line_end();
                    return self.finding(codes::YAML_SYNTAX, start, end, message, Some(help));
                }
                message
            }
            ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
                format!("a `{open}` is closed by `{close}`")
            }
            ErrorKind::MisplacedFlowCollectionEnd => "this bracket closes nothing".to_owned(),
            ErrorKind::UnclosedQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::DocumentIndicatorInQuotedScalar => {
                let quote = self.quote();
                let help = Some("end the text with the same quote".to_owned());
                let message = "this quote is never closed".to_owned();
                return self.finding(codes::YAML_SYNTAX, quote, quote + 1, message, help);
            }
            ErrorKind::InvalidTrailingDoubleQuotedScalar
            | ErrorKind::InvalidTrailingSingleQuotedScalar => {
                let message = "the text ends at its second quote, and more follows".to_owned();
                let help =
                    "inside `\"…\"` a quote is written `\\\"`, inside `'…'` it is written `''`";
                return self.finding(
                    codes::YAML_SYNTAX,
                    self.byte,
                    self.byte,
                    message,
                    Some(help.to_owned()),
                );
            }
            ErrorKind::RecursionLimitExceeded => {
                let message = "lists and maps stand in each other too deeply".to_owned();
                let help = Some("give what is inside a name under `types:`".to_owned());
                return self.finding(codes::YAML_TOO_LARGE, self.byte, self.byte, message, help);
            }
            _ => return None,
        };
        self.finding(codes::YAML_SYNTAX, self.byte, self.byte, message, None)
    }

    /// Where the quote that is open here stands: the last one that can start a text.
    fn quote(&self) -> usize {
        let starts = |at: usize| self.text[..at].ends_with([' ', '\n', '[', '{', ',']);
        let mut quotes = self.text[..self.byte]
            .rmatch_indices(['"', '\''])
            .map(|(at, _)| at);
        quotes.find(|&at| starts(at)).unwrap_or(self.byte)
    }

    fn other(&self, error: &ScanError) -> Finding {
        let message = format!("this is not YAML: {}", error.info());
        Finding {
            code: codes::YAML_SYNTAX,
            start: self.byte,
            end: self.byte,
            message,
            help: None,
            mend: None,
        }
    }
}
