//! The text of a document comes in; its elements with their places go out, or why it is no XML.

use roxmltree::{Attribute, Node as Xml, ParsingOptions};

use super::{Fault, INSTANCE, limits};
use crate::source::{FileId, Span};
use crate::tree::{Entry, Kind, Node, Scalar, Style};

/// An XML document.
#[derive(Debug)]
pub struct Document<'t> {
    xml: roxmltree::Document<'t>,
    pub(super) file: FileId,
}

impl<'t> Document<'t> {
    /// Parses `text`, in which places are those of `file`.
    ///
    /// # Errors
    /// Where it is no well-formed XML with namespaces, has a DTD, or is larger than any vendor's: nested deeper than
    /// 128 elements, with more than 1000 attributes on one element, 1000 namespaces, or 262144 elements and texts.
    pub fn parse(text: &'t str, file: FileId) -> Result<Document<'t>, Fault> {
        let fault = |byte: usize, what: &str| {
            let end = byte + text[byte..].chars().next().map_or(0, char::len_utf8);
            Fault {
                span: Span::new(file, byte, end),
                message: format!("this is not XML: {what}"),
                help: "correct the document".to_owned(),
            }
        };
        if let Some((byte, what)) = limits::exceeded(text) {
            return Err(fault(byte, &what));
        }
        let options = ParsingOptions {
            allow_dtd: false,
            nodes_limit: limits::NODES,
            ..ParsingOptions::default()
        };
        match roxmltree::Document::parse_with_options(text, options) {
            Ok(xml) => Ok(Document { xml, file }),
            Err(error) => {
                let (pos, said) = (error.pos(), error.to_string());
                // The place is shown anyway.
                let what = said.strip_suffix(&format!(" at {pos}")).unwrap_or(&said);
                Err(fault(byte_at(text, pos.row, pos.col), what))
            }
        }
    }

    /// The tree as error rules see it, which know no types: every value is a text, a nil or empty element null, and
    /// elements of one name stand beside each other, in order. Where an element has attributes, they follow what is
    /// in it, after its text, whose key is empty.
    pub fn untyped(&self) -> Node {
        untyped(self.root(), self.file)
    }

    pub(super) fn root(&self) -> Xml<'_, 't> {
        self.xml.root_element()
    }
}

/// The byte at a line and a column, both from 1, columns in characters.
fn byte_at(text: &str, row: u32, col: u32) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(row.saturating_sub(1) as usize)
        .map(str::len)
        .sum();
    let mut line = text[before..].char_indices();
    line.nth(col.saturating_sub(1) as usize)
        .map_or(text.len(), |(at, _)| before + at)
}

/// An element of no declared type.
pub(super) fn untyped(element: Xml<'_, '_>, file: FileId) -> Node {
    let span = span(element, file);
    if is_nil(element) {
        return Node { span, kind: null() };
    }
    let child = |child: Xml<'_, '_>| Entry {
        key: child.tag_name().name().to_owned(),
        span: name_span(child, file),
        value: untyped(child, file),
    };
    let children = element.children().filter(Xml::is_element);
    let mut entries: Vec<Entry> = children.map(child).collect();
    let text = text(element);
    let content = match text.is_empty() || !entries.is_empty() {
        true => null(),
        false => quoted(text),
    };
    let mut attributes = attributes(element).peekable();
    if attributes.peek().is_some() {
        let value = Node {
            span,
            kind: content,
        };
        entries.push(Entry {
            key: String::new(),
            span,
            value,
        });
        entries.extend(attributes.map(|attribute| {
            let value = quoted(attribute.value().to_owned());
            of_attribute(attribute, file, value)
        }));
    } else if entries.is_empty() {
        return Node {
            span,
            kind: content,
        };
    }
    Node {
        span,
        kind: Kind::Map(entries),
    }
}

/// The attributes that hold data: `nil`, `type` and `schemaLocation` are XML Schema's own.
pub(super) fn attributes<'a, 't: 'a>(
    element: Xml<'a, 't>,
) -> impl Iterator<Item = Attribute<'a, 't>> {
    let is_data = |of: &Attribute<'_, '_>| of.namespace() != Some(INSTANCE);
    element.attributes().filter(is_data)
}

/// An attribute as an entry.
pub(super) fn of_attribute(attribute: Attribute<'_, '_>, file: FileId, kind: Kind) -> Entry {
    let place = |range: std::ops::Range<usize>| Span::new(file, range.start, range.end);
    Entry {
        key: attribute.name().to_owned(),
        span: place(attribute.range_qname()),
        value: Node {
            span: place(attribute.range_value()),
            kind,
        },
    }
}

/// Whether the element says that its value is null.
pub(super) fn is_nil(element: Xml<'_, '_>) -> bool {
    let nil = element.attribute((INSTANCE, "nil"));
    nil.is_some_and(|value| matches!(value.trim(), "true" | "1"))
}

/// The text right inside an element.
pub(super) fn text(element: Xml<'_, '_>) -> String {
    let texts = element.children().filter(Xml::is_text);
    texts.filter_map(|text| text.text()).collect()
}

/// The place of an element's value: its one text, or its whole.
pub(super) fn span(element: Xml<'_, '_>, file: FileId) -> Span {
    let mut children = element.children();
    let range = match (children.next(), children.next()) {
        (Some(text), None) if text.is_text() => {
            let source = &element.document().input_text()[text.range()];
            let start = text.range().start + (source.len() - source.trim_start().len());
            match source.trim() {
                "" => element.range(),
                inner => start..start + inner.len(),
            }
        }
        _ => element.range(),
    };
    Span::new(file, range.start, range.end)
}

/// The name in an element's start tag, with its prefix.
pub(super) fn name_span(element: Xml<'_, '_>, file: FileId) -> Span {
    let start = element.range().start + 1;
    let source = &element.document().input_text()[start..];
    let end = source.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
    Span::new(file, start, start + end.unwrap_or(0))
}

pub(super) fn null() -> Kind {
    plain("null".to_owned())
}

pub(super) fn plain(text: String) -> Kind {
    Kind::Scalar(Scalar {
        text,
        style: Style::Plain,
    })
}

pub(super) fn quoted(text: String) -> Kind {
    Kind::Scalar(Scalar {
        text,
        style: Style::Quoted,
    })
}
