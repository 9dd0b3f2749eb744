//! A stumble within a line comes in; what is wrong with its indentation, its colons or its first sign goes out.

use granit_parser::{ErrorKind, ScanError};

use super::{At, Finding, Mend};
use crate::diag::codes;

impl At<'_> {
    pub(super) fn tab(&self, error: &ScanError) -> Option<Finding> {
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
    pub(super) fn quotes(&self, error: &ScanError) -> Option<Finding> {
        let (start, sign) = match error.kind() {
            ErrorKind::UnexpectedCharacter { character } => (self.byte, *character),
            ErrorKind::MissingAnchorOrAliasName => {
                (self.byte, self.text[self.byte..].chars().next()?)
            }
            _ => return None,
        };
        let message = format!("a text without quotes cannot start with `{sign}`");
        let text = self.rest(start);
        if let Some(key) = self.key(start, text) {
            return self.in_quotes(start, key, message, Mend::Certain);
        }
        let text = match self.around.bracket {
            Some(_) => text.split(", ").next().unwrap_or(text),
            None => text,
        };
        self.in_quotes(start, text, message, self.whole(start, text))
    }

    /// The key that `text` begins with, where one can stand.
    fn key<'t>(&self, start: usize, text: &'t str) -> Option<&'t str> {
        let before = self.text[self.line_start()..start].trim_end();
        let in_map = before.trim_start().is_empty() || before.ends_with(['{', ',']);
        let key = text.find(": ").map(|end| &text[..end]);
        key.or_else(|| text.strip_suffix(':')).filter(|_| in_map)
    }

    /// `*.code: 1`: an alias takes the colon behind it for a part of its name.
    pub(super) fn star(&self, error: &ScanError) -> Option<Finding> {
        if !matches!(error.kind(), ErrorKind::ExpectedFlowMappingSeparator) {
            return None;
        }
        let line = self.line_start();
        let before = self.text[line..self.byte].trim_end().strip_suffix(':')?;
        let start = before.rfind(['{', ',', ' ']).map_or(0, |sign| sign + 1);
        let key = before[start..].strip_prefix('*')?;
        let message = format!("`*{key}` is an alias of YAML, and nothing is marked `&{key}`");
        let help = format!("a text that starts with `*` stands in quotes: `\"*{key}\"`");
        let (start, end) = (line + start, line + before.len());
        self.finding(codes::YAML_UNKNOWN_ALIAS, start, end, message, Some(help))
    }

    pub(super) fn indent(&self, error: &ScanError) -> Option<Finding> {
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
                "the keys before it are indented by {} or {last}{}",
                others.join(", "),
                self.likeliest(indent)
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

    /// Which of several columns was likely meant: the nearest, of two the deeper one.
    fn likeliest(&self, indent: usize) -> String {
        let columns = self.around.columns.iter().rev();
        let nearest = columns.min_by_key(|column| column.abs_diff(indent));
        nearest.map_or(String::new(), |column| format!("; {column} is the nearest"))
    }

    /// A second `: ` in one line, or a key below a value.
    pub(super) fn colon(&self, error: &ScanError) -> Option<Finding> {
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
        let key = before[..value].rsplit(['{', ',', ' ']).next().unwrap_or("");
        let mend = match key {
            "doc" | "title" | "deprecated" => self.whole(start, text),
            _ => Mend::Likely,
        };
        let finding = self.in_quotes(start, text, message, mend)?;
        let second = next_key(text).filter(|_| !in_flow && mend == Mend::Likely);
        Some(match second {
            Some(key) => Finding {
                help: Some(format!(
                    "begin a new line with `{key}:`; a text with `: ` in it stands in quotes"
                )),
                ..finding
            },
            None => finding,
        })
    }
}

/// The key of which a comma and `key: ` in a text look as if it were the next one.
fn next_key(text: &str) -> Option<&str> {
    let (before, _) = text.split_once(": ")?;
    let (_, key) = before.rsplit_once(", ")?;
    let sign = |c: char| c.is_ascii_alphanumeric() || c == '_';
    (!key.is_empty() && key.chars().all(sign)).then_some(key)
}
