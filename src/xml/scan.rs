//! A document comes in; its pieces go out one by one, as they are written: tags, texts, references, sections.
//!
//! Where a piece ends is decided here, what it means and whether it may stand there elsewhere. The document is known to be
//! UTF-8, so that a piece that is cut out of it between two ASCII signs is again: a library that takes any bytes checks
//! each piece once more, and took half of the time of a decode.

mod attribute;

use super::text::plain_name;
use crate::eight::{self, same};
pub(super) use attribute::{Malformed, Written, attribute};

/// A piece of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'d> {
    /// A start tag that is a sound name without a prefix and nothing else: the name.
    Name(&'d str),
    /// Any other start tag, between its brackets.
    Start(&'d str),
    /// An end tag, between `</` and `>`.
    End(&'d str),
    /// Text up to a tag or a reference, without carriage returns and `]`.
    Text(&'d str),
    /// Text that has some.
    Rough(&'d str),
    /// A CDATA section, inside.
    Data(&'d str),
    /// A reference, between `&` and `;`.
    Reference(&'d str),
    /// A declaration, behind `<?xml`.
    Declaration(&'d str),
    /// A DOCTYPE: all that stands behind this word. Nothing is read after it.
    Doctype(&'d str),
    /// A comment.
    Comment,
    /// A processing instruction.
    Instruction,
    /// The end of the document.
    Eof,
}

/// Where a document breaks the rules, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flaw {
    pub(super) at: usize,
    pub(super) what: &'static str,
}

/// A document, and how far it was read. After a flaw it is not to be used.
#[derive(Clone, Copy)]
pub(super) struct Scan<'d> {
    text: &'d str,
    pub(super) at: usize,
}

impl<'d> Scan<'d> {
    pub(super) fn new(text: &'d str) -> Self {
        Self { text, at: 0 }
    }

    /// Passes over the end tag of the element of this name, if that comes next and has no white space.
    #[inline]
    pub(super) fn pass_end(&mut self, name: &str) -> bool {
        let Some([b'<', b'/', rest @ ..]) = self.text.as_bytes().get(self.at..) else {
            return false;
        };
        let ends =
            rest.get(name.len()) == Some(&b'>') && same(&rest[..name.len()], name.as_bytes());
        self.at += if ends { name.len() + 3 } else { 0 };
        ends
    }

    /// The next piece.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Piece<'d>, Flaw> {
        match self.text.as_bytes().get(self.at..) {
            Some([b'<', b'/', ..]) => {
                let inside = self.up_to(2, ">", "a tag does not end")?;
                Ok(Piece::End(inside))
            }
            Some([b'<', b'?', ..]) => self.instruction(),
            Some([b'<', b'!', ..]) => self.declared(),
            Some([b'<', ..]) => self.start(),
            Some([b'&', ..]) => self.reference(),
            Some([_, ..]) => Ok(self.text()),
            Some([]) | None => Ok(Piece::Eof),
        }
    }

    #[inline]
    fn start(&mut self) -> Result<Piece<'d>, Flaw> {
        let rest = &self.text[self.at + 1..];
        let length = plain_name(rest.as_bytes());
        if length > 0 && rest.as_bytes().get(length) == Some(&b'>') {
            self.at += length + 2;
            return Ok(Piece::Name(&rest[..length]));
        }
        self.attributed()
    }

    /// A start tag that is more than a name. A bracket in quotes does not end it.
    fn attributed(&mut self) -> Result<Piece<'d>, Flaw> {
        let rest = &self.text[self.at + 1..];
        let unclosed = || self.flaw("a tag does not end");
        let mut length = 0;
        loop {
            length += rest[length..].find(['>', '"', '\'']).ok_or_else(unclosed)?;
            let quote = match rest.as_bytes()[length] {
                b'>' => break,
                quote => char::from(quote),
            };
            length += 1;
            length += rest[length..].find(quote).ok_or_else(unclosed)? + 1;
        }
        self.at += length + 2;
        Ok(Piece::Start(&rest[..length]))
    }

    #[inline]
    fn text(&mut self) -> Piece<'d> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let end = eight::find(
            bytes,
            start,
            |eight| {
                eight::is(eight, b'<')
                    | eight::is(eight, b'&')
                    | eight::is(eight, b']')
                    | eight::is(eight, b'\r')
            },
            |byte| matches!(byte, b'<' | b'&' | b']' | b'\r'),
        );
        match bytes.get(end) {
            Some(b']' | b'\r') => self.rough(end),
            _ => {
                self.at = end;
                Piece::Text(&self.text[start..end])
            }
        }
    }

    #[cold]
    fn rough(&mut self, from: usize) -> Piece<'d> {
        let rest = &self.text[from..];
        let end = from + rest.find(['<', '&']).unwrap_or(rest.len());
        let text = &self.text[self.at..end];
        self.at = end;
        Piece::Rough(text)
    }

    fn reference(&mut self) -> Result<Piece<'d>, Flaw> {
        let rest = &self.text[self.at + 1..];
        match rest.find([';', '&', '<']) {
            Some(end) if rest.as_bytes()[end] == b';' => {
                self.at += end + 2;
                Ok(Piece::Reference(&rest[..end]))
            }
            _ => Err(self.flaw("a `&` has no `;`")),
        }
    }

    fn instruction(&mut self) -> Result<Piece<'d>, Flaw> {
        const UNCLOSED: &str = "a processing instruction does not end";
        // One question mark does not serve twice.
        if self.text[self.at..].starts_with("<?>") {
            return Err(self.flaw(UNCLOSED));
        }
        let inside = self.up_to(2, "?>", UNCLOSED)?;
        Ok(match inside.strip_prefix("xml") {
            Some(rest) if rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']) => {
                Piece::Declaration(rest)
            }
            _ => Piece::Instruction,
        })
    }

    /// What begins with `<!`.
    fn declared(&mut self) -> Result<Piece<'d>, Flaw> {
        const DOCTYPE: &str = "<!DOCTYPE";
        let start = self.at;
        let rest = &self.text[start..];
        if rest.starts_with("<!--") {
            let inside = self.up_to(4, "-->", "a comment does not end")?;
            // Its last hyphen may be the first of its end.
            let hyphens = inside
                .find("--")
                .or(inside.ends_with('-').then(|| inside.len() - 1));
            return match hyphens {
                None => Ok(Piece::Comment),
                Some(at) => Err(Flaw {
                    at: start + 4 + at,
                    what: "`--` stands in a comment",
                }),
            };
        }
        if rest.starts_with("<![CDATA[") {
            let inside = self.up_to(9, "]]>", "a CDATA section does not end")?;
            return Ok(Piece::Data(inside));
        }
        match rest.split_at_checked(DOCTYPE.len()) {
            Some((word, rest)) if word.eq_ignore_ascii_case(DOCTYPE) => {
                self.at = self.text.len();
                Ok(Piece::Doctype(rest))
            }
            _ => Err(self.flaw("`<!` begins nothing that there is")),
        }
    }

    /// What stands between the first bytes of a piece, so many, and its end.
    fn up_to(&mut self, begin: usize, end: &str, unclosed: &'static str) -> Result<&'d str, Flaw> {
        let rest = &self.text[self.at + begin..];
        let Some(length) = rest.find(end) else {
            return Err(self.flaw(unclosed));
        };
        self.at += begin + length + end.len();
        Ok(&rest[..length])
    }

    #[cold]
    fn flaw(&self, what: &'static str) -> Flaw {
        Flaw { at: self.at, what }
    }
}

#[cfg(test)]
mod tests;
