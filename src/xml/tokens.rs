//! A document comes in; its tags and texts go out one by one, on `quick-xml`, checked and within limits.

mod tags;

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::names::{Names, Ns};
use super::syntax::{broken, check_declaration};
use super::text::{append, illegal, is_blank, reference};
use crate::shape::{Place, ReadError};
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
    reader: Reader<&'d [u8]>,
    names: Names<'d>,
    /// The names of the attributes of the last tag.
    keys: Vec<&'d str>,
    /// Where the last token begins.
    last: usize,
    depth: usize,
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
        // `quick-xml` would pass over a second one without counting it.
        if text.starts_with(MARK) {
            let what = "broken XML: text stands outside of the root";
            return Err(ReadError::broken(what).at(Some(Place::find(data, MARK.len()))));
        }
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_comments = true;
        Ok(Self {
            data,
            text,
            base: data.len() - text.len(),
            reader,
            names: Names::new(),
            keys: Vec::new(),
            last: 0,
            depth: 0,
            max_depth: 128,
            rooted: false,
        })
    }

    /// The next token. Comments and processing instructions are passed over.
    pub(super) fn next(&mut self) -> Result<Token<'d>, ReadError> {
        loop {
            self.last = self.position();
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let at = self.reader.error_position() as usize;
                    return Err(self.error(broken(&error), at));
                }
            };
            let text = match event {
                Event::Start(_) => return self.start().map(Token::Start),
                Event::End(_) => {
                    // What it has bound stays until another one begins: its attributes may not have been read yet.
                    self.depth -= 1;
                    return Ok(Token::End);
                }
                Event::Text(text) => self.plain(text.xml10_content())?,
                Event::CData(text) => self.inside(text.xml10_content())?,
                Event::GeneralRef(name) => match reference(&name) {
                    Ok(text) => self.inside(text)?,
                    Err(what) => return Err(self.here(what)),
                },
                Event::Eof => return self.eof(),
                Event::Decl(declaration) => {
                    let checked = check_declaration(&declaration, self.last == 0);
                    checked.map_err(|what| self.here(what))?;
                    continue;
                }
                Event::DocType(declared) => return Err(self.here(doctype(&declared))),
                Event::Comment(_) | Event::PI(_) | Event::Empty(_) => continue,
            };
            if let Some(text) = text {
                return Ok(Token::Text(text));
            }
        }
    }

    /// Text as it is written: outside of the root it has to be white space.
    fn plain(&self, text: Cow<'d, str>) -> Result<Option<Cow<'d, str>>, ReadError> {
        if self.depth == 0 && is_blank(&text) {
            return Ok(None);
        }
        if text.as_bytes().contains(&b']') && text.contains("]]>") {
            return Err(self.here("broken XML: `]]>` stands in a text"));
        }
        self.inside(text)
    }

    fn inside(&self, text: Cow<'d, str>) -> Result<Option<Cow<'d, str>>, ReadError> {
        if self.depth == 0 {
            return Err(self.here(match self.rooted {
                true => "broken XML: text stands outside of the root",
                false => "broken XML: the document does not begin with a tag",
            }));
        }
        Ok(Some(text))
    }

    fn eof(&self) -> Result<Token<'d>, ReadError> {
        if self.depth > 0 || !self.rooted {
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

    fn position(&self) -> usize {
        self.reader.buffer_position() as usize
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
    fn error(&self, what: String, at: usize) -> ReadError {
        ReadError::broken(what).at(Some(self.place(self.base + at)))
    }
}

/// Why a DOCTYPE is refused. Most that come where XML was asked for begin a page for people.
fn doctype(declared: &str) -> &'static str {
    let name = declared.split_ascii_whitespace().next().unwrap_or_default();
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
