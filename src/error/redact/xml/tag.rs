//! A place in a text comes in, the tag that begins an element there goes out, however broken what follows is.

use std::ops::Range;

/// A tag that begins an element.
pub(super) struct Tag<'t> {
    pub(super) name: &'t str,
    /// Names, and the places of the values without their quotes.
    pub(super) attributes: Vec<(&'t str, Range<usize>)>,
    /// The place after the tag.
    pub(super) end: usize,
    /// Whether it ends the element as well.
    pub(super) is_empty: bool,
}

impl<'t> Tag<'t> {
    /// The tag whose `<` stands at this place, if an element begins there.
    pub(super) fn read(text: &'t str, start: usize) -> Option<Self> {
        let name_end = name_end(text, start + 1);
        let name = &text[start + 1..name_end];
        let begins = |c: char| c.is_alphabetic() || matches!(c, '_' | ':');
        if !name.starts_with(begins) {
            return None;
        }
        let mut tag = Self {
            name,
            attributes: Vec::new(),
            end: name_end,
            is_empty: false,
        };
        loop {
            let at = past_blanks(text, tag.end);
            match text.as_bytes().get(at) {
                None => {
                    tag.end = text.len();
                    return Some(tag);
                }
                Some(b'>') => {
                    tag.is_empty = text[..at].ends_with('/');
                    tag.end = at + 1;
                    return Some(tag);
                }
                // Its own end is missing.
                Some(b'<') => {
                    tag.end = at;
                    return Some(tag);
                }
                Some(b'/' | b'=') => tag.end = at + 1,
                Some(_) => tag.attribute(text, at),
            }
        }
    }

    /// Takes note of the attribute whose name begins here.
    fn attribute(&mut self, text: &'t str, start: usize) {
        let name_end = name_end(text, start);
        let equals = past_blanks(text, name_end);
        self.end = name_end;
        if !text[equals..].starts_with('=') {
            return;
        }
        let at = past_blanks(text, equals + 1);
        let rest = &text[at..];
        let (value, end) = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let length = rest[1..].find(quote).unwrap_or(rest.len() - 1);
                (at + 1..at + 1 + length, (at + length + 2).min(text.len()))
            }
            _ => {
                let length = rest
                    .find(|c: char| c.is_whitespace() || c == '>')
                    .unwrap_or(rest.len());
                (at..at + length, at + length)
            }
        };
        self.attributes.push((&text[start..name_end], value));
        self.end = end;
    }
}

pub(super) fn name_end(text: &str, start: usize) -> usize {
    let ends = |c: char| c.is_whitespace() || matches!(c, '/' | '>' | '=' | '<');
    text[start..].find(ends).map_or(text.len(), |at| start + at)
}

fn past_blanks(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}
