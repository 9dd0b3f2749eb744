//! Where a value stands: by path in the document, by line and column in its text.

use std::borrow::Cow;

use super::wanted::SHOWN;

/// A step of a path into a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// A field or a key.
    Key(Cow<'static, str>),
    /// An item, from 0.
    Index(usize),
}

/// A place in a source text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Bytes before it.
    pub offset: usize,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The place of `offset` in `source`.
    #[must_use]
    pub fn find(source: &[u8], offset: usize) -> Self {
        let offset = offset.min(source.len());
        let before = &source[..offset];
        let before = before.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(before);
        let start = before
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(0, |at| at + 1);
        // Bytes that continue a character do not count.
        let column = before[start..]
            .iter()
            .filter(|&&byte| byte & 0xC0 != 0x80)
            .count()
            + 1;
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        Self {
            offset,
            line,
            column,
        }
    }
}

/// `a.b[3]["x.y"]`, from steps whose innermost comes first.
pub(crate) fn show_path(steps: &[PathStep]) -> String {
    let mut path = String::new();
    for step in steps.iter().rev() {
        match step {
            PathStep::Index(index) => path.push_str(&format!("[{index}]")),
            PathStep::Key(key) if is_plain(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            PathStep::Key(key) => {
                let shown: String = key.chars().take(SHOWN).collect();
                let rest = if shown.len() < key.len() { "…" } else { "" };
                path.push_str(&format!("[{shown:?}{rest}]"));
            }
        }
    }
    path
}

fn is_plain(key: &str) -> bool {
    (1..=SHOWN).contains(&key.len())
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@' | ':'))
}
