//! An XML document comes in, values go out into slots.

mod fields;
mod values;

use std::borrow::Cow;

use super::text::{append, is_blank};
use super::tokens::{Tag, Token, Tokens, content};
use crate::shape::{DriftSink, Field, Found, Kind, ReadError, Reader, Root, Wanted, shortened};

/// Reads the values of one XML document, the root's first.
///
/// ```
/// use trunkline::shape::{FIELD, Field, Reader};
/// use trunkline::xml::XmlReader;
///
/// static ITEM: Field = Field { name: "n", ..FIELD };
/// let mut reader = XmlReader::new(b"<list><n> 12 </n></list>")?.max_depth(2);
/// assert_eq!(reader.root(), ("list", ""));
/// reader.begin_list(&ITEM)?;
/// assert!(reader.next_item()?);
/// assert_eq!(reader.int()?, 12);
/// # Ok::<(), trunkline::ReadError>(())
/// ```
#[derive(Clone)]
pub struct XmlReader<'d> {
    tokens: Tokens<'d>,
    root: Tag<'d>,
    root_ns: String,
    /// Whether the root was compared with one that is wanted.
    root_checked: bool,
    next: Next<'d>,
    /// Whether the next value is the list whose next item is the element at hand.
    bare: bool,
    open: Vec<Open<'d>>,
    /// Where the last value begins.
    start: usize,
    /// The text that was read last.
    text: Cow<'d, str>,
    /// The last name that a shape did not have.
    unknown: &'d str,
    /// Elements whose name a record has in another namespace.
    strays: Vec<Stray<'d>>,
    drift: Option<&'d dyn DriftSink>,
    /// How many bytes may still be read ahead: unions that stand in each other look at the same bytes again and again.
    ahead: usize,
}

/// The next value.
#[derive(Clone)]
enum Next<'d> {
    /// It was read.
    Gone,
    /// An element that was not looked into.
    Element(Tag<'d>),
    /// An element, its text, and its first child; without one, its end was passed.
    Looked(Tag<'d>, Cow<'d, str>, Option<Tag<'d>>),
    /// The value of an attribute, or the text of a record.
    Bare(Cow<'d, str>),
}

/// A record or list that was entered.
#[derive(Clone)]
struct Open<'d> {
    tag: Tag<'d>,
    form: Form,
    /// A child whose start tag was read already.
    child: Option<Tag<'d>>,
    /// Whether the end was passed already.
    ended: bool,
    text: Cow<'d, str>,
    has_children: bool,
    /// Where fields and items are that say nothing else.
    ns: &'static str,
    /// How many of the fields have come, in the order of the shape's XML.
    turn: usize,
    item: &'static Field,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Record,
    Map,
    List,
    /// A list without an element, and whether its only item was handed out.
    Bare(bool),
    /// A record whose end was passed, and whose text was handed out.
    Done,
}

#[derive(Clone)]
struct Stray<'d> {
    depth: usize,
    name: &'d str,
    ns: String,
}

/// How far a document may be looked ahead in besides its own length several times, in bytes.
const AHEAD: usize = 64 << 20;

/// How many elements in wrong namespaces are remembered for an error.
const STRAYS: usize = 16;

impl<'d> XmlReader<'d> {
    /// Reads `document` up to its root. It has to be UTF-8; a byte order mark before it is passed over.
    pub fn new(document: &'d [u8]) -> Result<Self, ReadError> {
        let mut tokens = Tokens::new(document)?;
        let root = match tokens.next()? {
            Token::Start(tag) => tag,
            Token::End | Token::Text(_) | Token::Eof => {
                return Err(ReadError::broken("broken XML: the document has no root"));
            }
        };
        let root_ns = tokens.ns(root.ns).to_owned();
        Ok(Self {
            tokens,
            root,
            root_ns,
            root_checked: false,
            next: Next::Element(root),
            bare: false,
            open: Vec::new(),
            start: root.start,
            text: Cow::Borrowed(""),
            unknown: "",
            strays: Vec::new(),
            drift: None,
            ahead: AHEAD.saturating_add(document.len().saturating_mul(4)),
        })
    }

    /// How deep elements may stand in each other, 128 unless this says otherwise. More than 1,000 counts as 1,000, so
    /// that no document exhausts the stack.
    #[must_use]
    pub fn max_depth(mut self, levels: usize) -> Self {
        self.tokens.max_depth = levels.clamp(1, 1_000);
        self
    }

    /// Where differences from the spec are reported that do not fail the read.
    #[must_use]
    pub fn drift_to(mut self, sink: &'d dyn DriftSink) -> Self {
        self.drift = Some(sink);
        self
    }

    /// The name and the namespace of the root; the latter is empty for none.
    #[must_use]
    pub fn root(&self) -> (&str, &str) {
        (self.root.name, &self.root_ns)
    }

    /// The root has to be this one. Where nobody asks for one before a record is read from it, it has to be the
    /// record's own.
    pub fn expect_root(&mut self, root: &Root) -> Result<(), ReadError> {
        self.root_checked = true;
        let (name, ns) = self.root();
        if (name, ns) == (root.name, root.ns) {
            return Ok(());
        }
        let found = element(name, ns);
        let wanted = element(root.name, root.ns);
        let what = format!("the root of the document is {found}, wanted {wanted}");
        Err(ReadError::broken(what)
            .with_help("write the vendor's root as `xml: { root, ns }` in the spec")
            .at(self.place(self.root.start)))
    }

    /// Nothing but white space may come.
    pub fn finish(&mut self) -> Result<(), ReadError> {
        match self.tokens.next()? {
            Token::Eof => Ok(()),
            Token::Start(_) | Token::End | Token::Text(_) => {
                Err(ReadError::broken("the document was not read to its end"))
            }
        }
    }

    /// The next value becomes `element`.
    fn arrive(&mut self, element: Tag<'d>) {
        self.start = element.start;
        self.next = Next::Element(element);
    }

    /// Looks into the next element as far as its end or its first child.
    fn look(&mut self) -> Result<(), ReadError> {
        if let Next::Element(tag) = self.next {
            let mut text = Cow::Borrowed("");
            let child = content(&mut self.tokens, &mut text)?;
            self.next = Next::Looked(tag, text, child);
        }
        Ok(())
    }

    /// Lets `probe` read the next value, which stays.
    fn ahead(
        &mut self,
        probe: &mut dyn FnMut(&mut dyn Reader) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let mut copy = self.clone();
        probe(&mut copy)?;
        // What was entered on the way here is copied as well.
        let passed = copy.tokens.offset().saturating_sub(self.tokens.offset());
        match self.ahead.checked_sub(passed + self.open.len()) {
            Some(left) => self.ahead = left,
            None => {
                let what = "what says which member of a union a value is comes too late, too often: \
                            the limit of this client on looking ahead is reached";
                return Err(ReadError::broken(what).here(self));
            }
        }
        Ok(())
    }

    /// Whether the next value is null.
    fn is_null(&self) -> bool {
        match &self.next {
            Next::Element(tag) | Next::Looked(tag, ..) => tag.nil && !self.bare,
            Next::Gone | Next::Bare(_) => false,
        }
    }

    /// The kind of the next value, which was looked into.
    fn kind(&self) -> Kind {
        match &self.next {
            _ if self.bare => Kind::List,
            _ if self.is_null() => Kind::Null,
            Next::Looked(_, _, Some(_)) => Kind::Record,
            Next::Looked(tag, text, None) if tag.attributed && is_blank(text) => Kind::Record,
            _ => Kind::Text,
        }
    }

    /// The text of the next value, which is then gone.
    fn scalar(&mut self, wanted: Wanted) -> Result<(), ReadError> {
        self.look()?;
        if self.is_null() || self.bare {
            return Err(self.wrong(wanted));
        }
        match std::mem::replace(&mut self.next, Next::Gone) {
            Next::Looked(_, text, None) | Next::Bare(text) => {
                self.text = text;
                Ok(())
            }
            Next::Gone => Err(ReadError::broken("the value was read already")),
            other => {
                self.next = other;
                Err(self.wrong(wanted))
            }
        }
    }

    /// A text that is no such thing.
    #[cold]
    fn no<T>(&self, wanted: &Wanted) -> Result<T, ReadError> {
        Err(no_such(&self.text, wanted.to_string()).here(self))
    }

    /// Enters the next element.
    fn enter(&mut self, form: Form, item: &'static Field) -> Result<(), ReadError> {
        let wanted = match form {
            Form::List => Wanted::List,
            _ => Wanted::Record,
        };
        if self.is_null() || self.bare {
            return Err(self.wrong(wanted));
        }
        let (tag, text, child, ended) = match std::mem::replace(&mut self.next, Next::Gone) {
            Next::Element(tag) => (tag, Cow::Borrowed(""), None, false),
            Next::Looked(tag, text, child) => (tag, text, child, child.is_none()),
            Next::Gone => return Err(ReadError::broken("the value was read already")),
            bare @ Next::Bare(_) => {
                self.next = bare;
                return Err(self.wrong(wanted));
            }
        };
        let depth = self.open.len();
        self.strays.retain(|stray| stray.depth < depth);
        self.open.push(Open {
            tag,
            form,
            child,
            ended,
            text,
            has_children: false,
            ns: self.open.last().map_or("", |open| open.ns),
            turn: 0,
            item,
        });
        Ok(())
    }

    /// The next child of the innermost open element; its text is gathered on the way.
    fn child(&mut self) -> Result<Option<Tag<'d>>, ReadError> {
        let Some(open) = self.open.last_mut() else {
            return Ok(None);
        };
        if open.ended {
            return Ok(None);
        }
        let child = match open.child.take() {
            Some(child) => Some(child),
            None => gather(&mut self.tokens, open)?,
        };
        match child {
            // White space between elements is there for the eye. Once, lest many children look at a long text.
            Some(_) if !std::mem::replace(&mut open.has_children, true) => {
                if is_blank(&open.text) {
                    open.text = Cow::Borrowed("");
                }
            }
            Some(_) => {}
            None => open.ended = true,
        }
        Ok(child)
    }
}

/// Goes to the next child of an element; nothing at its end.
fn gather<'d>(tokens: &mut Tokens<'d>, open: &mut Open<'d>) -> Result<Option<Tag<'d>>, ReadError> {
    loop {
        match tokens.next()? {
            Token::Text(piece) if open.has_children && is_blank(&piece) => {}
            Token::Text(piece) => append(&mut open.text, piece),
            Token::Start(tag) => return Ok(Some(tag)),
            Token::End | Token::Eof => return Ok(None),
        }
    }
}

/// An element in words.
fn element(name: &str, ns: &str) -> String {
    let name = shortened(name);
    match ns {
        "" => format!("`{name}` in no namespace"),
        ns => format!("`{name}` in the namespace `{}`", shortened_ns(ns)),
    }
}

/// What an error repeats of a namespace: in one line, and more of it than of other texts, since namespaces differ
/// at their ends.
fn shortened_ns(ns: &str) -> String {
    ns.chars().take(120).flat_map(char::escape_debug).collect()
}

/// The error about a text that is not what was wanted.
#[cold]
fn no_such(text: &str, wanted: String) -> ReadError {
    let help = text
        .trim()
        .is_empty()
        .then_some("if the element may be empty, add `?` after its type in the spec");
    ReadError::wrong(Found::text(text), Wanted::Of(wanted.into(), help))
}
