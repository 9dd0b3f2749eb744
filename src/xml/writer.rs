//! Values come in, an XML document goes out, without white space between its elements.

mod values;

use std::borrow::Cow;

use super::escape::{escape_attribute, escape_text};
use super::names::{INSTANCE, XML};
use super::text::is_character;
use crate::shape::{FIELD, Field, Root, Shape, WriteError};

/// Writes one XML document.
///
/// The namespace of the root is the default one; others get a prefix, which the root declares.
///
/// ```
/// use trunkline::shape::{FIELD, Field, Root, Slot};
/// use trunkline::xml::XmlWriter;
///
/// static FLAG: Field = Field { name: "flag", ns: Some("urn:b"), ..FIELD };
/// static FLAGS: Field = Field { item: Some(&FLAG), ..FIELD };
/// let mut writer = XmlWriter::new().root(Root { name: "flags", ns: "urn:a" });
/// vec![true].write(&mut writer, &FLAGS)?;
/// let document = writer.into_text();
/// assert_eq!(document, r#"<flags xmlns="urn:a" xmlns:b="urn:b"><b:flag>true</b:flag></flags>"#);
/// # Ok::<(), trunkline::WriteError>(())
/// ```
#[derive(Debug, Default)]
pub struct XmlWriter {
    out: String,
    /// Where the root declares namespaces.
    declare_at: usize,
    /// The namespace of the root.
    default: &'static str,
    /// The other namespaces, each with a prefix.
    prefixed: Vec<&'static str>,
    uses_nil: bool,
    place: Place,
    /// Whether the start tag of the innermost element still takes attributes.
    in_tag: bool,
    open: Vec<Open>,
}

/// Where the next value goes.
#[derive(Debug, Default)]
enum Place {
    /// Into an element whose name the value knows.
    #[default]
    Unnamed,
    /// Into an element: its name and its namespace.
    Element(Cow<'static, str>, &'static str),
    Attribute(&'static Field),
    /// Into the element at hand, as its text.
    Content,
    /// Item by item into elements of this name.
    Bare(&'static Field),
}

/// An element that was begun, or a list without one.
#[derive(Debug)]
struct Open {
    /// Its prefix and name; nothing for a list without an element.
    name: Option<(Option<usize>, Cow<'static, str>)>,
    /// Where its fields and items are that say nothing else.
    ns: &'static str,
    /// Whether a name without a prefix is in the namespace of the root.
    defaulted: bool,
    item: &'static Field,
}

impl XmlWriter {
    /// An empty document, whose root is that of the record which is written.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with this root.
    #[must_use]
    pub fn root(mut self, root: Root) -> Self {
        self.place = Place::Element(root.name.into(), root.ns);
        self
    }

    /// The document.
    #[must_use]
    pub fn into_text(mut self) -> String {
        let mut declared = String::new();
        let mut declare = |prefix: &str, ns: &str| {
            declared.push_str(" xmlns");
            if !prefix.is_empty() {
                declared.push(':');
                declared.push_str(prefix);
            }
            declared.push_str("=\"");
            escape_attribute(ns, &mut declared);
            declared.push('"');
        };
        if !self.default.is_empty() {
            declare("", self.default);
        }
        let prefixed = self.prefixed.iter().enumerate();
        for (index, ns) in prefixed.filter(|(_, ns)| **ns != XML) {
            declare(&prefix(index), ns);
        }
        if self.uses_nil {
            declare("i", INSTANCE);
        }
        self.out.insert_str(self.declare_at, &declared);
        self.out
    }

    /// Begins the element of the next value.
    fn begin(&mut self, shape: Option<&'static Shape>) -> Result<Open, WriteError> {
        let xml = shape.and_then(|shape| shape.xml);
        let (name, ns) = match (std::mem::take(&mut self.place), xml) {
            (Place::Element(name, ns), _) => (name, ns),
            (Place::Bare(field), _) => (field.name.into(), field.ns.unwrap_or(self.ns())),
            (Place::Unnamed, Some(xml)) => (xml.root.name.into(), xml.root.ns),
            (Place::Unnamed, None) => {
                return Err(WriteError::new(
                    "cannot write a value in XML whose element has no name",
                ));
            }
            (Place::Attribute(_) | Place::Content, _) => {
                return Err(WriteError::new(
                    "cannot write a list or a record into an attribute or a text of XML",
                ));
            }
        };
        self.end_tag();
        let is_root = self.out.is_empty();
        if is_root {
            self.default = ns;
        }
        let mut defaulted = self.open.last().is_none_or(|open| open.defaulted);
        let current = if defaulted { self.default } else { "" };
        let leaves_default = ns.is_empty() && !current.is_empty();
        let prefix = (ns != current && !ns.is_empty()).then(|| self.prefix_of(ns));
        self.out.push('<');
        self.push_name(prefix, &name);
        if is_root {
            self.declare_at = self.out.len();
        }
        if leaves_default {
            self.out.push_str(" xmlns=\"\"");
            defaulted = false;
        }
        self.in_tag = true;
        Ok(Open {
            name: Some((prefix, name)),
            ns: xml.map_or(self.ns(), |xml| xml.root.ns),
            defaulted,
            item: &FIELD,
        })
    }

    /// Ends an element that was begun.
    fn end(&mut self, open: Open) -> Result<(), WriteError> {
        let Some((prefix, name)) = open.name else {
            return Ok(());
        };
        if std::mem::take(&mut self.in_tag) {
            self.out.push_str("/>");
        } else {
            self.out.push_str("</");
            self.push_name(prefix, &name);
            self.out.push('>');
        }
        Ok(())
    }

    fn pop(&mut self) -> Result<(), WriteError> {
        match self.open.pop() {
            Some(open) => self.end(open),
            None => Ok(()),
        }
    }

    /// Ends the start tag of the innermost element.
    fn end_tag(&mut self) {
        if std::mem::take(&mut self.in_tag) {
            self.out.push('>');
        }
    }

    /// Writes a scalar where the next value goes.
    fn scalar(&mut self, text: &str) -> Result<(), WriteError> {
        if let Some(c) = text.chars().find(|c| !is_character(*c)) {
            return Err(WriteError::new(format!(
                "cannot write the character U+{:04X} in XML, which has no form for it: leave it out",
                u32::from(c)
            )));
        }
        match std::mem::take(&mut self.place) {
            Place::Attribute(field) => self.attribute(field, text),
            Place::Content => {
                if !text.is_empty() {
                    self.end_tag();
                    escape_text(text, &mut self.out);
                }
            }
            place => {
                self.place = place;
                let open = self.begin(None)?;
                if !text.is_empty() {
                    self.end_tag();
                    escape_text(text, &mut self.out);
                }
                self.end(open)?;
            }
        }
        Ok(())
    }

    fn attribute(&mut self, field: &'static Field, text: &str) {
        let prefix = field
            .ns
            .filter(|ns| !ns.is_empty())
            .map(|ns| self.prefix_of(ns));
        self.out.push(' ');
        self.push_name(prefix, field.name);
        self.out.push_str("=\"");
        escape_attribute(text, &mut self.out);
        self.out.push('"');
    }

    fn push_name(&mut self, index: Option<usize>, name: &str) {
        if let Some(index) = index {
            match self.prefixed[index] {
                XML => self.out.push_str("xml"),
                _ => self.out.push_str(&prefix(index)),
            }
            self.out.push(':');
        }
        self.out.push_str(name);
    }

    fn prefix_of(&mut self, ns: &'static str) -> usize {
        let known = self.prefixed.iter().position(|one| *one == ns);
        known.unwrap_or_else(|| {
            self.prefixed.push(ns);
            self.prefixed.len() - 1
        })
    }

    /// The namespace of the innermost record.
    fn ns(&self) -> &'static str {
        self.open.last().map_or("", |open| open.ns)
    }
}

/// `b`, `c` and so on, without `i`, then `b1`.
fn prefix(index: usize) -> Cow<'static, str> {
    const LETTERS: &str = "bcdefghjklmnopqrstuvwxyz";
    let letter = index % LETTERS.len();
    let letter = &LETTERS[letter..=letter];
    match index / LETTERS.len() {
        0 => letter.into(),
        round => format!("{letter}{round}").into(),
    }
}
