//! A stumble over brackets comes in; which of them is at fault, or which text needs quotes, goes out.

use granit_parser::{ErrorKind, ScanError};

use super::{At, Finding, Mend};
use crate::diag::codes;

impl At<'_> {
    /// `base: {host}/x`, and `[` or `{` within a text inside brackets.
    pub(super) fn bracket(&self, error: &ScanError) -> Option<Finding> {
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
        let Some(item) = text.strip_suffix("[]").filter(|_| !is_key) else {
            let mend = match text.contains(char::is_whitespace) {
                true => Mend::Likely,
                false => Mend::Certain,
            };
            return self.in_quotes(start, text, message, mend);
        };
        let list = format!("list<{item}>");
        let help = Some(format!("a list is written `{list}`"));
        let end = start + text.len();
        let mut finding = self.finding(codes::YAML_NEEDS_QUOTES, start, end, message, help)?;
        finding.mend = item.chars().all(is_of_type).then_some(list);
        Some(finding)
    }

    /// A `{` or `[` that is still open in a later line, where a key of the map around it starts.
    pub(super) fn unclosed(&self, error: &ScanError) -> Option<Finding> {
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

/// Whether a sign stands in the names of types.
fn is_of_type(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}
