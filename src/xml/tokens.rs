//! The pieces of a document come in; its tags and texts go out one by one, checked and within limits.

mod tags;

use std::borrow::Cow;

use super::declaration::check_declaration;
use super::names::{Names, Ns};
use super::scan::{Flaw, Piece, Scan};
use super::text::{append, illegal, is_blank, is_space, reference, with_line_feeds};
use crate::shape::{Place, ReadError, shortened};
pub(super) use tags::Tag;

/// What is said of a page where a document was wanted.
pub(crate) const HTML: &str = "found a page in HTML, wanted XML";

/// A byte order mark.
const MARK: &str = "\u{FEFF}";

/// What comes next in a document.
pub(super) enum Token<'d> {
    /// An element begins.
    Start(Tag<'d>),
    /// The innermost element ends.
    End,
    /// A piece of text, references and CDATA resolved.
    Text(Cow<'d, str>),
    /// The document ends.
    Eof,
}

/// The tokens of one document.
#[derive(Clone)]
pub(super) struct Tokens<'d> {
    /// The whole document.
    data: &'d [u8],
    /// The document behind the byte order mark.
    text: &'d str,
    base: usize,
    scan: Scan<'d>,
    names: Names<'d>,
    /// The names of the attributes of the last tag.
    keys: Vec<&'d str>,
    /// Where the last token begins.
    last: usize,
    /// The open elements, by their names as they are written.
    open: Vec<&'d str>,
    /// Whether the innermost of them ended in its start tag.
    ends: bool,
    pub(super) max_depth: usize,
    /// Whether the root has begun.
    rooted: bool,
}

impl<'d> Tokens<'d> {
    pub(super) fn new(data: &'d [u8]) -> Result<Self, ReadError> {
        if data.starts_with(b"\xFF\xFE") || data.starts_with(b"\xFE\xFF") {
            return Err(ReadError::broken(
                "the document is in UTF-16; only UTF-8 is read",
            ));
        }
        let text = match std::str::from_utf8(data) {
            Ok(text) => text,
            Err(error) => {
                let place = Place::find(data, error.valid_up_to());
                return Err(ReadError::broken("broken XML: a text is not UTF-8").at(Some(place)));
            }
        };
        if let Some(at) = illegal(text) {
            let what = "broken XML: a character stands here that no document can hold";
            return Err(ReadError::broken(what).at(Some(Place::find(data, at))));
        }
        let text = text.strip_prefix(MARK).unwrap_or(text);
        if text.starts_with(MARK) {
            let what = "broken XML: text stands outside of the root";
            return Err(ReadError::broken(what).at(Some(Place::find(data, MARK.len()))));
        }
        Ok(Self {
            data,
            text,
            base: data.len() - text.len(),
            scan: Scan::new(text),
            names: Names::new(),
            keys: Vec::new(),
            last: 0,
            open: Vec::new(),
            ends: false,
            max_depth: 128,
            rooted: false,
        })
    }

    /// The next token. Comments and processing instructions are passed over.
    pub(super) fn next(&mut self) -> Result<Token<'d>, ReadError> {
        loop {
            self.last = self.scan.at;
            if self.passes_end() {
                // What it has bound stays until another one begins: its attributes may not have been read yet.
                self.open.pop();
                return Ok(Token::End);
            }
            let text = match self.scan.next().map_err(|flaw| self.flaw(flaw))? {
                Piece::Name(name) => return self.named(name).map(Token::Start),
                Piece::Start(tag) => return self.start(tag).map(Token::Start),
                Piece::End(name) => return self.end(name),
                Piece::Text(text) if self.open.is_empty() && is_blank(text) => continue,
                Piece::Text(text) => self.inside(Cow::Borrowed(text))?,
                Piece::Rough(text) if self.open.is_empty() && is_blank(text) => continue,
                Piece::Rough(text) if text.contains("]]>") => {
                    return Err(self.here("broken XML: `]]>` stands in a text"));
                }
                Piece::Rough(text) | Piece::Data(text) => self.inside(with_line_feeds(text))?,
                Piece::Reference(name) => match reference(name) {
                    Ok(text) => self.inside(text)?,
                    Err(what) => return Err(self.here(what)),
                },
                Piece::Declaration(inside) => {
                    let checked = check_declaration(inside, self.last == 0);
                    checked.map_err(|what| self.here(what))?;
                    continue;
                }
                Piece::Doctype(declared) => return Err(self.here(doctype(declared))),
                Piece::Comment | Piece::Instruction => continue,
                Piece::Eof => return self.eof(),
            };
            return Ok(Token::Text(text));
        }
    }

    /// Passes over the end of the innermost element, if that comes next and is written as most are.
    #[inline]
    fn passes_end(&mut self) -> bool {
        match self.open.last() {
            Some(name) => std::mem::take(&mut self.ends) || self.scan.pass_end(name),
            None => false,
        }
    }

    /// An end tag that is written in another way, or is wrong.
    #[cold]
    fn end(&mut self, found: &str) -> Result<Token<'d>, ReadError> {
        let found = found.trim_end_matches(is_space);
        match self.open.pop() {
            Some(expected) if expected == found => Ok(Token::End),
            Some(expected) => {
                let (expected, found) = (shortened(expected), shortened(found));
                let what = format!("broken XML: expected `</{expected}>`, found `</{found}>`");
                Err(self.here(what))
            }
            None => Err(self.here("broken XML: an end tag has no start tag")),
        }
    }

    /// Text has to stand in the root.
    fn inside(&self, text: Cow<'d, str>) -> Result<Cow<'d, str>, ReadError> {
        if self.open.is_empty() {
            return Err(self.here(match self.rooted {
                true => "broken XML: text stands outside of the root",
                false => "broken XML: the document does not begin with a tag",
            }));
        }
        Ok(text)
    }

    fn eof(&self) -> Result<Token<'d>, ReadError> {
        if !self.open.is_empty() || !self.rooted {
            return Err(self.here("broken XML: the document ends too early"));
        }
        Ok(Token::Eof)
    }

    /// The name of a namespace that an open element has.
    pub(super) fn ns(&self, ns: Ns) -> &str {
        self.names.name(ns)
    }

    /// What is written between two places of the document.
    pub(super) fn markup(&self, from: usize, to: usize) -> &'d str {
        self.text
            .get(from - self.base..to - self.base)
            .unwrap_or("")
    }

    /// Where the last token begins.
    pub(super) fn offset(&self) -> usize {
        self.base + self.last
    }

    pub(super) fn place(&self, offset: usize) -> Place {
        Place::find(self.data, offset)
    }

    #[cold]
    fn here(&self, what: impl Into<String>) -> ReadError {
        self.error(what.into(), self.last)
    }

    #[cold]
    fn flaw(&self, flaw: Flaw) -> ReadError {
        self.error(format!("broken XML: {}", flaw.what), flaw.at)
    }

    #[cold]
    fn error(&self, what: String, at: usize) -> ReadError {
        ReadError::broken(what).at(Some(self.place(self.base + at)))
    }
}

/// Why a DOCTYPE is refused. Most that come where XML was asked for begin a page for people.
fn doctype(declared: &str) -> &'static str {
    let name = declared.trim_start_matches(is_space);
    let name = name
        .split([' ', '\t', '\n', '\r', '>', '['])
        .next()
        .unwrap_or_default();
    match name.eq_ignore_ascii_case("html") {
        true => HTML,
        false => "the document has a DOCTYPE, which is not accepted",
    }
}

/// All that is left of the text of the element that was just entered, up to its end or its first child.
pub(super) fn content<'d>(
    tokens: &mut Tokens<'d>,
    text: &mut Cow<'d, str>,
) -> Result<Option<Tag<'d>>, ReadError> {
    loop {
        match tokens.next()? {
            Token::Text(piece) => append(text, piece),
            Token::Start(tag) => return Ok(Some(tag)),
            Token::End | Token::Eof => return Ok(None),
        }
    }
}
