//! What the YAML parser stumbled over comes in; a finding at its exact place, with the mend where it is known, goes out.

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

    fn tab(&self, error: &ScanError) -> Option<Finding> {
        let tab = match error.kind() {
            ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar => {
                let line = self.line_start();
                self.text[line..]
                    .find('\t')
                    .map_or(self.byte, |tab| line + tab)
            }
            // Some stumbles over a tab come under another name.
            _ if self.text[self.line_start()..self.byte].trim().is_empty()
                && self.text[self.line_start()..self.line_end()]
                    .trim_start_matches(' ')
                    .starts_with('\t') =>
            {
                self.line_start() + self.text[self.line_start()..].find('\t')?
            }
            _ => return None,
        };
        let help = Some("use spaces: two for each level".to_owned());
        self.finding(
            codes::YAML_TAB,
            tab,
            tab + 1,
            "YAML is indented with spaces, and this is a tab".to_owned(),
            help,
        )
    }

    /// A first character that YAML keeps for itself: `@ID`, a backtick, `%`, a lone `*`.
    fn quotes(&self, error: &ScanError) -> Option<Finding> {
        let (start, sign) = match error.kind() {
            ErrorKind::UnexpectedCharacter { character } => (self.byte, *character),
            ErrorKind::MissingAnchorOrAliasName => {
                (self.byte, self.text[self.byte..].chars().next()?)
            }
            _ => return None,
        };
        let text = self.rest(start);
        let message = format!("a text without quotes cannot start with `{sign}`");
        let help = (!text.contains('"')).then(|| format!("put it in quotes: `\"{text}\"`"));
        self.finding(
            codes::YAML_NEEDS_QUOTES,
            start,
            start + text.len(),
            message,
            help,
        )
    }

    /// `base: {host}/x`, and `[` or `{` within a text inside brackets.
    fn bracket(&self, error: &ScanError) -> Option<Finding> {
        if !matches!(
            error.kind(),
            ErrorKind::ExpectedBlockMappingKey
                | ErrorKind::ExpectedFlowMappingSeparator
                | ErrorKind::ExpectedFlowSequenceSeparator
                | ErrorKind::UnexpectedEndOfPlainScalar
                | ErrorKind::FlowMappingValueAdjacentCollection
        ) {
            return None;
        }
        let line = &self.text[self.line_start()..self.byte];
        let start = match (
            line.chars().next_back()?,
            self.text[self.byte..].chars().next()?,
        ) {
            ('}', _) => self.line_start() + line.rfind('{')?,
            (']', _) => self.line_start() + line.rfind('[')?,
            (before, '[' | '{') if !before.is_whitespace() => {
                self.line_start() + line.rfind([' ', ',', '{', '[']).map_or(0, |i| i + 1)
            }
            _ => return None,
        };
        let mut text = self.rest(start);
        if !text.starts_with(['{', '[']) {
            text = first_in_flow(text);
        }
        let message = match text.chars().next()? {
            sign @ ('{' | '[') => format!("a text without quotes cannot start with `{sign}`"),
            _ => format!(
                "inside `{{}}` and `[]` a bracket ends a text, so that `{text}` stands in quotes there"
            ),
        };
        let is_key = self.text[start + text.len()..].starts_with(':');
        let help = match text.strip_suffix("[]").filter(|_| !is_key) {
            Some(item) => Some(format!("a list is written `list<{item}>`")),
            None => (!text.contains('"')).then(|| format!("put it in quotes: `\"{text}\"`")),
        };
        self.finding(
            codes::YAML_NEEDS_QUOTES,
            start,
            start + text.len(),
            message,
            help,
        )
    }

    fn indent(&self, error: &ScanError) -> Option<Finding> {
        let line = self.line_start();
        let indent = self.text[line..].len() - self.text[line..].trim_start_matches(' ').len();
        let at_start = self.byte <= line + indent;
        let of_indent = matches!(
            error.kind(),
            ErrorKind::ExpectedBlockMappingKey
                | ErrorKind::ExpectedBlockSequenceEntry
                | ErrorKind::InvalidIndentation
                | ErrorKind::SimpleKeyExpected
                | ErrorKind::ExpectedDocumentStart
                | ErrorKind::MappingKeyNotAllowed
                | ErrorKind::BlockSequenceEntryNotAllowed
        );
        if !(of_indent && at_start) {
            return None;
        }
        let message =
            format!("this line is indented by {indent}, which fits none of the maps around it");
        let columns: Vec<String> = self.around.columns.iter().map(usize::to_string).collect();
        let help = match columns.split_last() {
            None => None,
            Some((one, [])) => Some(format!("the keys before it are indented by {one}")),
            Some((last, others)) => Some(format!(
                "the keys before it are indented by {} or {last}",
                others.join(", ")
            )),
        };
        let end = self.text[line..]
            .find('\n')
            .map_or(self.text.len(), |newline| line + newline);
        let shown = self.text[line + indent..end].trim_end().len();
        self.finding(
            codes::YAML_INDENT,
            line + indent,
            line + indent + shown,
            message,
            help,
        )
    }

    /// A `{` or `[` that is still open in a later line, where a key of the map around it starts.
    fn unclosed(&self, error: &ScanError) -> Option<Finding> {
        let of_bracket = matches!(
            error.kind(),
            ErrorKind::ExpectedFlowMappingSeparator
                | ErrorKind::ExpectedFlowSequenceSeparator
                | ErrorKind::InvalidColonPlacement
                | ErrorKind::UnclosedFlowCollection { .. }
                | ErrorKind::InvalidFlowScalarIndent
                | ErrorKind::UnexpectedEofFlowMapping
                | ErrorKind::UnexpectedEofFlowSequence
                | ErrorKind::UnexpectedEof
        );
        let open = self
            .around
            .bracket
            .filter(|&open| of_bracket && open < self.line_start())?;
        let sign = self.text[open..].chars().next()?;
        let help = Some(format!(
            "add a `{}` where it ends",
            if sign == '{' { '}' } else { ']' }
        ));
        self.finding(
            codes::YAML_SYNTAX,
            open,
            open + 1,
            format!("this `{sign}` is never closed"),
            help,
        )
    }

    /// A second `: ` in one line, or a key below a value.
    fn colon(&self, error: &ScanError) -> Option<Finding> {
        let in_flow = matches!(error.kind(), ErrorKind::ExpectedFlowMappingSeparator)
            && self.text[self.byte..].starts_with(':');
        if !in_flow
            && !matches!(
                error.kind(),
                ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement
            )
        {
            return None;
        }
        let line = self.line_start();
        let before = &self.text[line..self.byte];
        let value = if in_flow {
            before.rfind(": ")
        } else {
            before.find(": ")
        };
        let Some(value) = value else {
            let start = line + before.len() - before.trim_start().len();
            let message = format!(
                "`{}` looks like a key, but the line before it already has a value",
                before.trim()
            );
            let help = "the line before ends with its `:` if this is to stand inside it; else both start in one column";
            return self.finding(
                codes::YAML_INDENT,
                start,
                self.byte,
                message,
                Some(help.to_owned()),
            );
        };
        let start = line + value + 2;
        let text = self.rest(start);
        let message = "a text without quotes cannot hold `: `".to_owned();
        let help = (!text.contains('"')).then(|| format!("put it in quotes: `\"{text}\"`"));
        self.finding(
            codes::YAML_NEEDS_QUOTES,
            start,
            start + text.len(),
            message,
            help,
        )
    }

    /// Where the quote that is open here stands: the last one that can start a text.
    fn quote(&self) -> usize {
        let starts = |at: usize| self.text[..at].ends_with([' ', '\n', '[', '{', ',']);
        let mut quotes = self.text[..self.byte]
            .rmatch_indices(['"', '\''])
            .map(|(at, _)| at);
        quotes.find(|&at| starts(at)).unwrap_or(self.byte)
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

/// What was meant as the first text of what stands inside brackets: up to a comma or a colon outside brackets of its own.
fn first_in_flow(text: &str) -> &str {
    let mut depth = 0_i32;
    let end = text.find(|c| {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            _ => {}
        }
        depth == 0 && matches!(c, ',' | ':')
    });
    &text[..end.unwrap_or(text.len())]
}
