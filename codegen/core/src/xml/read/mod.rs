//! A document and what stands where in it come in; the tree that JSON would give goes out, with what is wrong.

mod faults;
mod record;

use roxmltree::Node as Xml;

use self::record::Entries;
use super::document::{Document, is_nil, null, quoted, span, text, untyped};
use super::layout::{Place, at_index, has_items};
use super::scalar;
use super::{Fault, fields, names};
use crate::api::scope::resolve;
use crate::api::{Api, Element, Field, Format, Type, TypeKind, Union, UnionBy, Use};
use crate::check::members::{Which, which};
use crate::source::FileId;
use crate::tree::{Kind, Node};

/// Who sent a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// The client: the server drops elements that are out of order, and so they are wrong.
    ByClient,
    /// The server: elements are read in any order.
    ByServer,
}

/// A body that was read.
#[derive(Debug, Clone)]
pub struct Read {
    /// The body as JSON would have it; what is not declared is in it too.
    pub node: Node,
    /// What is not as the spec says of XML; whether the values are of the declared types is not asked here.
    pub faults: Vec<Fault>,
}

/// Reads a whole document.
pub(super) fn body(
    api: &Api,
    root: Option<&Element>,
    places: &[Place],
    document: &Document<'_>,
    sent: Sent,
) -> Read {
    let mut reading = Reading {
        api,
        file: document.file,
        sent,
        faults: Vec::new(),
    };
    let element = document.root();
    let node = match root {
        Some(root) if !is(element, &root.name, &root.ns) => {
            reading.wrong_root(element, root);
            Node::bad(span(element, document.file))
        }
        _ => reading.inside(element, places),
    };
    Read {
        node,
        faults: reading.faults,
    }
}

struct Reading<'a> {
    api: &'a Api,
    file: FileId,
    sent: Sent,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    /// What stands in an element that some place is or leads through.
    fn inside(&mut self, element: Xml<'_, '_>, places: &[Place]) -> Node {
        if let Some(whole) = places.iter().find(|place| place.steps.is_empty()) {
            return self.value(&whole.ty, element, places);
        }
        if places.is_empty() || is_nil(element) {
            return untyped(element, self.file);
        }
        let kind = if has_items(places) {
            let children = element.children().filter(Xml::is_element).enumerate();
            let item = |(at, child)| self.inside(child, &at_index(places, at));
            Kind::List(children.map(item).collect())
        } else {
            self.record(None, element, places)
        };
        self.node(element, kind)
    }

    /// A value of a type; `places` are those of undeclared values in it.
    fn value(&mut self, place: &Use, element: Xml<'_, '_>, places: &[Place]) -> Node {
        let api = self.api;
        let ty = resolve(api, place);
        if is_nil(element) {
            return self.node(element, null());
        }
        let is_nested = element.children().any(|child| child.is_element());
        let kind = match &ty.ty {
            _ if ty.is_one_text() => return self.scalar(&ty, element, is_nested),
            Type::Json => quoted(match is_nested {
                true => inner(element).to_owned(),
                false => text(element),
            }),
            Type::Unknown => return untyped(element, self.file),
            Type::List(item) => self.list(item, element),
            Type::Map(of) => self.map(of, element),
            Type::Named(id) => match &api.ty(*id).kind {
                TypeKind::Record(record) => self.record(Some(record), element, places),
                TypeKind::Union(union) => return self.union(union, element),
                TypeKind::Enum(_) | TypeKind::Alias(_) | TypeKind::Newtype(_) => {
                    return self.scalar(&ty, element, is_nested);
                }
            },
            _ => return self.scalar(&ty, element, is_nested),
        };
        self.node(element, kind)
    }

    fn scalar(&mut self, ty: &Use, element: Xml<'_, '_>, is_nested: bool) -> Node {
        if is_nested {
            return untyped(element, self.file);
        }
        let text = text(element);
        if let Some((json, xml)) = scalar::of_other_format(self.api, ty, &text) {
            let message = format!("`{json}` is the value in JSON, and in XML it is `{xml}`");
            let help = "correct the document, or the value's `xml:` in the spec".to_owned();
            self.fault(element, message, help);
        }
        self.node(element, scalar::read(self.api, ty, &text))
    }

    fn list(&mut self, item: &Use, element: Xml<'_, '_>) -> Kind {
        let wanted = names::element(self.api, item);
        let mut items = Vec::new();
        for child in element.children().filter(Xml::is_element) {
            match &wanted {
                Some(wanted) if !is(child, &wanted.name, &wanted.ns) => {
                    self.wrong_item(child, wanted);
                    items.push(Node::bad(span(child, self.file)));
                }
                _ => items.push(self.value(item, child, &[])),
            }
        }
        self.no_text(element);
        Kind::List(items)
    }

    fn map(&mut self, of: &Use, element: Xml<'_, '_>) -> Kind {
        let mut entries = Entries::new();
        for child in element.children().filter(Xml::is_element) {
            let value = self.value(of, child, &[]);
            self.put(
                &mut entries,
                child,
                child.tag_name().name().to_owned(),
                value,
            );
        }
        self.no_text(element);
        Kind::Map(entries.into_values().collect())
    }

    fn union(&mut self, union: &Union, element: Xml<'_, '_>) -> Node {
        let whole = untyped(element, self.file);
        let Which::Member(member) = which(union, &whole, Format::Xml) else {
            return whole;
        };
        let UnionBy::Content { content, .. } = &union.by else {
            return self.value(&member.ty, element, &[]);
        };
        let Kind::Map(mut entries) = whole.kind else {
            return whole;
        };
        let mut children = element.children().filter(Xml::is_element);
        let held = children.find(|child| child.tag_name().name() == content);
        let entry = entries.iter_mut().find(|entry| entry.key == *content);
        if let (Some(held), Some(entry)) = (held, entry) {
            entry.value = self.value(&member.ty, held, &[]);
        }
        self.node(element, Kind::Map(entries))
    }

    fn node(&self, element: Xml<'_, '_>, kind: Kind) -> Node {
        Node {
            span: span(element, self.file),
            kind,
        }
    }
}

/// The type of a field, null where the field itself allows it.
fn nullable(field: &Field) -> Use {
    let mut ty = field.ty.clone();
    ty.null |= fields::may_be_null(field);
    ty
}

fn is(element: Xml<'_, '_>, name: &str, ns: &str) -> bool {
    let tag = element.tag_name();
    tag.name() == name && tag.namespace().unwrap_or("") == ns
}

/// The markup inside an element, as it came.
fn inner<'t>(element: Xml<'_, 't>) -> &'t str {
    let start = element.first_child().map(|child| child.range().start);
    let end = element.last_child().map(|child| child.range().end);
    let range = start.zip(end).map(|(start, end)| start..end);
    range.map_or("", |range| &element.document().input_text()[range])
}
