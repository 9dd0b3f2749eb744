//! A text of the tree comes in; the text together with the places of its parts goes out.

use crate::source::{Span, Spanned};
use crate::tree::{Entry, Node};

/// A text whose parts can be pointed at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// The whole of it in the source, quotes included.
    pub(super) span: Span,
    /// Where the text starts within `span`; nothing where escapes or folded lines keep them from being the same.
    offset: Option<usize>,
}

impl<'a> Piece<'a> {
    fn new(text: &'a str, span: Span) -> Piece<'a> {
        let offset = match (span.end - span.start).checked_sub(text.len()) {
            Some(0) => Some(0),
            // Two quotes.
            Some(2) => Some(1),
            _ => None,
        };
        Piece { text, span, offset }
    }

    /// The text of a node, if it is one.
    pub(super) fn of(node: &'a Node) -> Option<Piece<'a>> {
        node.scalar()
            .map(|scalar| Piece::new(&scalar.text, node.span))
    }

    /// A key.
    pub(super) fn key(entry: &'a Entry) -> Piece<'a> {
        Piece::new(&entry.key, entry.span)
    }

    /// The place of some bytes of the text.
    pub(super) fn part(&self, start: usize, end: usize) -> Span {
        match self.offset {
            Some(offset) => self.span.part(start + offset, end + offset),
            None => self.span,
        }
    }

    /// The bytes `start..end` as a piece of their own.
    pub(super) fn sub(&self, start: usize, end: usize) -> Piece<'a> {
        Piece {
            text: &self.text[start..end],
            span: self.part(start, end),
            offset: self.offset.map(|_| 0),
        }
    }

    /// The whole text with its place.
    pub(super) fn spanned(&self) -> Spanned<String> {
        Spanned::new(self.text.to_owned(), self.span)
    }
}
