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
        .or_else(|| at.unclosed(error))
        .or_else(|| at.bracket(error))
        .or_else(|| at.indent(error))
        .or_else(|| at.colon(error))
        .or_else(|| at.end_missing(error))
        .unwrap_or_else(|| at.other(error));
    diagnostics
        .error(
            finding.code,
            Span::new(file, finding.start, finding.end),
            finding.message,
        )
        .maybe_help(finding.help);
    finding.start
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
        })
    }

    fn end_missing(&self, error: &ScanError) -> Option<Finding> {
        let message = match error.kind() {
            ErrorKind::UnclosedFlowCollection { open } => format!("a `{open}` is never closed"),
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
        }
    }
}
