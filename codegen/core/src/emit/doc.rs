//! Documentation of a spec in, `#[doc]` attributes out, which rustdoc takes without a warning.
//!
//! A spec's text is prose with `code` and URLs in it, not Markdown: it was copied from a vendor's page
//! and may hold brackets, tags and lone backticks. What would mean something else to rustdoc is escaped.

use proc_macro2::TokenStream;
use quote::quote;

/// Lines of documentation that grow paragraph by paragraph.
#[derive(Default)]
pub(super) struct Doc {
    lines: Vec<String>,
}

impl Doc {
    /// The spec's text, or a sentence of our own where the spec has none.
    pub(super) fn of(spec: Option<&str>, otherwise: impl FnOnce() -> String) -> Doc {
        let mut doc = Doc::default();
        match spec.map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => doc.lines = prose(text),
            None => doc.lines.push(otherwise()),
        }
        doc
    }

    /// Adds a paragraph of the spec's text.
    pub(super) fn text(mut self, text: &str) -> Doc {
        self.lines.push(String::new());
        self.lines.extend(prose(text));
        self
    }

    /// Adds a paragraph of our own, Markdown as it stands.
    pub(super) fn paragraph(mut self, text: impl Into<String>) -> Doc {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.push(text.into());
        self
    }

    /// Adds a list item of our own to the last list, or begins one.
    pub(super) fn item(mut self, text: String) -> Doc {
        if self
            .lines
            .last()
            .is_some_and(|line| !line.starts_with("- "))
        {
            self.lines.push(String::new());
        }
        self.lines.push(format!("- {text}"));
        self
    }

    /// Lines that are Markdown as they stand.
    #[cfg(feature = "pretty")]
    pub(super) fn lines(lines: Vec<String>) -> Doc {
        Doc { lines }
    }

    /// The lines.
    #[cfg(feature = "pretty")]
    pub(super) fn into_lines(self) -> Vec<String> {
        self.lines
    }

    /// The attributes.
    pub(super) fn tokens(&self) -> TokenStream {
        let lines = self.lines.iter().map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            }
        });
        quote!(#(#[doc = #lines])*)
    }
}

/// `#[deprecated]` with the spec's reason.
pub(super) fn deprecated(reason: Option<&str>) -> TokenStream {
    match reason.map(str::trim) {
        None => TokenStream::new(),
        Some("") => quote!(#[deprecated]),
        Some(note) => {
            let note = prose(note).join("\n");
            quote!(#[deprecated = #note])
        }
    }
}

/// A vendor's own spelling as code: safe in Markdown whatever it holds.
pub(super) fn code(text: &str) -> String {
    let text: String = text.chars().filter_map(printable).collect();
    if text.trim().is_empty() {
        return format!("{text:?}");
    }
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    format!("{fence} {text} {fence}")
}

/// The first sentence or line of a spec's text, in one line, for lists.
pub(super) fn first_line(text: &str) -> String {
    escape_line(text.trim().lines().next().unwrap_or_default())
}

/// The lines of a spec's text. Lists stay lists: what is indented below an item belongs to it, and what is not ends it.
fn prose(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut item = None;
    for line in text.trim().lines() {
        let escaped = escape_line(line);
        match (marker(&escaped), item) {
            (Some(width), _) => item = Some(width),
            (None, Some(width)) if line.starts_with([' ', '\t']) && !escaped.is_empty() => {
                lines.push(format!("{:width$}{escaped}", ""));
                continue;
            }
            (None, Some(_)) if !escaped.is_empty() => {
                lines.push(String::new());
                item = None;
            }
            (None, _) => item = None,
        }
        lines.push(escaped);
    }
    lines
}

/// The width of what makes a line an item of a list: `- `, `10. `.
fn marker(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let marks = match digits {
        0 => rest.starts_with("- "),
        _ => rest.starts_with(". ") || rest.starts_with(") "),
    };
    marks.then_some(digits + 2)
}

/// Escapes one line. Indentation goes, since four spaces would make a code block of it.
fn escape_line(line: &str) -> String {
    let line: String = line.trim().chars().filter_map(printable).collect();
    let mut out = String::new();
    let is_rule = |sign: char| !line.is_empty() && line.chars().all(|c| c == sign);
    if line.starts_with(['#', '~', '+', '|']) || is_rule('=') || is_rule('-') {
        out.push('\\');
    }
    let mut rest = line.as_str();
    while !rest.is_empty() {
        let taken = write_code(rest, &mut out)
            .or_else(|| write_url(rest, &mut out))
            .unwrap_or_else(|| write_char(rest, &mut out));
        rest = &rest[taken..];
    }
    out
}

/// Writes the `code` that the text begins with, as it stands; gives its length.
fn write_code(text: &str, out: &mut String) -> Option<usize> {
    let inner = text.strip_prefix('`')?;
    let end = inner.find('`')?;
    let closed_by_one = !inner[end + 1..].starts_with('`');
    if end == 0 || !closed_by_one {
        return None;
    }
    out.push_str(&text[..end + 2]);
    Some(end + 2)
}

/// Writes the URL that the text begins with as an autolink; gives its length.
fn write_url(text: &str, out: &mut String) -> Option<usize> {
    let bracketed = text.starts_with('<');
    let inner = &text[usize::from(bracketed)..];
    if !inner.starts_with("https://") && !inner.starts_with("http://") {
        return None;
    }
    let stop = |c: char| c.is_whitespace() || "<>\"`{}|\\^[]".contains(c);
    let end = inner.find(stop).unwrap_or(inner.len());
    let found = inner[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '*', '_']);
    let host = found.split_once("//").map_or("", |(_, host)| host);
    if host.is_empty() {
        return None;
    }
    out.push('<');
    out.push_str(found);
    out.push('>');
    let closed = bracketed && inner[found.len()..].starts_with('>');
    Some(usize::from(bracketed) + found.len() + usize::from(closed))
}

/// Writes the text's first character so that it means itself; gives its length.
fn write_char(text: &str, out: &mut String) -> usize {
    let Some(c) = text.chars().next() else {
        return 0;
    };
    if matches!(c, '\\' | '`' | '[' | ']' | '<' | '>' | '*' | '&') {
        out.push('\\');
    }
    out.push(c);
    c.len_utf8()
}

/// Control characters become spaces; those that turn the direction of text, which rustc refuses in a
/// comment, go.
fn printable(c: char) -> Option<char> {
    match c {
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
        c if c.is_control() => Some(' '),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_means_itself() {
        let cases = [
            ("plain", "plain"),
            ("the `code` stays", "the `code` stays"),
            ("a lone ` tick", "a lone \\` tick"),
            ("``two``", "\\`\\`two\\`\\`"),
            ("```rust", "\\`\\`\\`rust"),
            ("see [User] and a[0]", "see \\[User\\] and a\\[0\\]"),
            ("a <b>tag</b> & more", "a \\<b\\>tag\\</b\\> \\& more"),
            ("    indented", "indented"),
            ("# no heading", "\\# no heading"),
            (
                "at https://x.example/a_b?c=1.",
                "at <https://x.example/a_b?c=1>.",
            ),
            ("(<http://x.example>)", "(<http://x.example>)"),
            ("http:// alone", "http:// alone"),
            ("C:\\[x", "C:\\\\\\[x"),
            ("turn\u{202e}ed\u{0}", "turned "),
        ];
        for (text, want) in cases {
            assert_eq!(escape_line(text), want, "{text:?}");
        }
    }

    #[test]
    fn lists_stay_lists() {
        let text = "States:\n- a: active\n   or about to be\n10. b\n  still b\nOthers are unknown.\n---\n\nEnd.";
        let want = [
            "States:",
            "- a: active",
            "  or about to be",
            "10. b",
            "    still b",
            "",
            "Others are unknown.",
            "\\---",
            "",
            "End.",
        ];
        assert_eq!(prose(text), want);
    }

    #[test]
    fn code_holds_any_name() {
        assert_eq!(code("user_id"), "`user_id`");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code(""), "\"\"");
    }
}
