//! A document comes in; its tags and texts go out one by one, on `quick-xml`, checked and within limits.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::Event;
use quick_xml::events::attributes::{Attribute, Attributes};

use super::names::{INSTANCE, Names, Ns};
use super::syntax::{broken, check_declaration, text_of};
use super::text::{append, attribute, illegal, is_blank, is_name, reference};
use crate::shape::{Place, ReadError};

/// How many attributes an element may have.
const MAX_ATTRIBUTES: usize = 256;

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

/// The start tag of an element.
#[derive(Clone, Copy)]
pub(super) struct Tag<'d> {
    /// Its name without the prefix.
    pub(super) name: &'d str,
    /// Its namespace, as long as it is open.
    pub(super) ns: Ns,
    /// Its attributes, as they came.
    pub(super) attributes: &'d str,
    /// Whether there are attributes beside namespaces and what XMLSchema-instance has.
    pub(super) attributed: bool,
    /// Whether it is null.
    pub(super) nil: bool,
    /// Where it begins.
    pub(super) start: usize,
    /// Where its content begins.
    pub(super) inner: usize,
}

/// An attribute. It was found sound when its tag was read.
pub(super) struct Given<'t, 'd> {
    pub(super) ns: &'t str,
    pub(super) name: &'d str,
    pub(super) value: Cow<'d, str>,
}

/// The tokens of one document.
pub(super) struct Tokens<'d> {
    /// The whole document.
    data: &'d [u8],
    /// The document behind the byte order mark.
    text: &'d str,
    base: usize,
    reader: Reader<&'d [u8]>,
    names: Names<'d>,
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
                    self.names.leave(self.depth);
                    self.depth -= 1;
                    return Ok(Token::End);
                }
                Event::Text(text) => self.plain(text_of(text))?,
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
                Event::DocType(_) => {
                    return Err(self.here("the document has a DOCTYPE, which is not accepted"));
                }
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
            return Err(self.here("broken XML: text stands outside of the root"));
        }
        Ok(Some(text))
    }

    fn eof(&self) -> Result<Token<'d>, ReadError> {
        if self.depth > 0 || !self.rooted {
            return Err(self.here("broken XML: the document ends too early"));
        }
        Ok(Token::Eof)
    }

    fn start(&mut self) -> Result<Tag<'d>, ReadError> {
        if self.depth == 0 && self.rooted {
            return Err(self.here("broken XML: something stands after the root"));
        }
        if self.depth >= self.max_depth {
            return Err(self.here(format!(
                "the document is nested deeper than {} levels, the limit of this client",
                self.max_depth
            )));
        }
        self.rooted = true;
        self.depth += 1;
        let tag = &self.text[self.last + 1..self.position() - 1];
        let tag = tag.strip_suffix('/').unwrap_or(tag);
        let end = tag
            .bytes()
            .position(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        let end = end.unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(end);
        let mut made = Tag {
            name,
            ns: Ns::NONE,
            attributes,
            attributed: false,
            nil: false,
            start: self.base + self.last,
            inner: self.base + self.position(),
        };
        if !is_blank(attributes) {
            self.attributes(&mut made)?;
        }
        let (prefix, name) = self.split(name)?;
        made.name = name;
        made.ns = self.namespace(prefix)?;
        Ok(made)
    }

    /// Binds the namespaces of a tag, then looks at its other attributes.
    fn attributes(&mut self, tag: &mut Tag<'d>) -> Result<(), ReadError> {
        let mut count = 0;
        let mut prefixed = false;
        for one in Attributes::new(tag.attributes, 0).with_checks(false) {
            let Attribute { key, value } = one.map_err(|_| self.bad_attribute())?;
            count += 1;
            if count > MAX_ATTRIBUTES {
                return Err(self.here(format!(
                    "an element has more than {MAX_ATTRIBUTES} attributes, the limit of this client"
                )));
            }
            let key = key.into_inner();
            let prefix = match self.split(key)? {
                ("", "xmlns") => Some(""),
                ("xmlns", prefix) => Some(prefix),
                (prefix, _) => {
                    prefixed |= !prefix.is_empty();
                    tag.attributed |= prefix.is_empty();
                    None
                }
            };
            let value = raw(value).map_err(|what| self.here(what))?;
            if let Some(prefix) = prefix {
                let depth = self.depth;
                let bound = self.names.bind(prefix, value, depth);
                bound.map_err(|what| self.here(what))?;
            }
        }
        // Only now, for it remembers all names.
        if count > 1 && Attributes::new(tag.attributes, 0).any(|one| one.is_err()) {
            return Err(self.here("broken XML: an attribute stands twice"));
        }
        if prefixed {
            self.prefixed(tag)?;
        }
        Ok(())
    }

    fn prefixed(&self, tag: &mut Tag<'d>) -> Result<(), ReadError> {
        for one in Attributes::new(tag.attributes, 0)
            .with_checks(false)
            .flatten()
        {
            let (prefix, name) = self.split(one.key.into_inner())?;
            if matches!(prefix, "" | "xmlns" | "xml") {
                continue;
            }
            let ns = self.namespace(prefix)?;
            if self.names.name(ns) != INSTANCE {
                tag.attributed = true;
            } else if name == "nil" {
                tag.nil = matches!(one.value.trim(), "true" | "1");
            }
        }
        Ok(())
    }

    /// The next attribute of an open element that is no namespace; `rest` is what is left of its attributes.
    pub(super) fn attribute(&self, rest: &mut &'d str) -> Option<Given<'_, 'd>> {
        loop {
            let all = *rest;
            let one = Attributes::new(all, 0).with_checks(false).next()?.ok()?;
            let end = one.value.as_ptr() as usize - all.as_ptr() as usize + one.value.len();
            // Behind the quote.
            *rest = all.get(end + 1..).unwrap_or_default();
            let (prefix, name) = self.split(one.key.into_inner()).ok()?;
            if prefix == "xmlns" || (prefix.is_empty() && name == "xmlns") {
                continue;
            }
            let ns = match prefix {
                "" => "",
                prefix => self.ns(self.names.find(prefix)?),
            };
            if ns != INSTANCE {
                let value = raw(one.value).unwrap_or_default();
                return Some(Given { ns, name, value });
            }
        }
    }

    fn bad_attribute(&self) -> ReadError {
        self.here("broken XML: an attribute is malformed")
    }

    /// Prefix and local name; the prefix is empty where there is none.
    fn split<'n>(&self, name: &'n str) -> Result<(&'n str, &'n str), ReadError> {
        let colon = name.bytes().position(|byte| byte == b':');
        let (prefix, local) = match colon {
            Some(at) => (&name[..at], &name[at + 1..]),
            None => ("", name),
        };
        let prefixed = colon.is_some();
        if !is_name(local) || (prefixed && !is_name(prefix)) {
            return Err(self.here("broken XML: a name is malformed"));
        }
        Ok((prefix, local))
    }

    fn namespace(&self, prefix: &str) -> Result<Ns, ReadError> {
        self.names.find(prefix).ok_or_else(|| {
            let shown: String = prefix.chars().take(60).collect();
            self.here(format!(
                "broken XML: the prefix `{shown}` is not bound to a namespace"
            ))
        })
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

fn raw(value: Cow<'_, str>) -> Result<Cow<'_, str>, &'static str> {
    match value {
        Cow::Borrowed(raw) => attribute(raw),
        Cow::Owned(raw) => attribute(&raw).map(|value| Cow::Owned(value.into_owned())),
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
