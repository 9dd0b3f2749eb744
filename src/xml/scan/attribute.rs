//! What stands in a start tag behind its name comes in, the next attribute goes out, as it is written.

use crate::xml::text::is_space;

/// An attribute as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::xml) struct Written<'d> {
    pub(in crate::xml) key: &'d str,
    /// Between its quotes.
    pub(in crate::xml) value: &'d str,
    /// What comes after it.
    pub(in crate::xml) rest: &'d str,
}

/// That what stands in a tag is no attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::xml) struct Malformed;

/// The next attribute; nothing where only white space is left.
pub(in crate::xml) fn attribute(text: &str) -> Result<Option<Written<'_>>, Malformed> {
    let text = text.trim_start_matches(is_space);
    if text.is_empty() {
        return Ok(None);
    }
    let end = text.find(|c| c == '=' || is_space(c)).ok_or(Malformed)?;
    let (key, rest) = text.split_at(end);
    let rest = rest.trim_start_matches(is_space).strip_prefix('=');
    let rest = rest.ok_or(Malformed)?.trim_start_matches(is_space);
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let quote = quote.ok_or(Malformed)?;
    let (value, rest) = rest[1..].split_once(quote).ok_or(Malformed)?;
    Ok(Some(Written { key, value, rest }))
}
