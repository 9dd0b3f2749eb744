//! A document and what stands where in it come in; the tree that JSON would give goes out, with what is wrong.

use roxmltree::Node as Xml;

use super::document::{Document, is_nil, name_span, null, quoted, span, text, untyped};
use super::layout::{Place, at_index, at_key, has_items};
use super::scalar::{self, Shape};
use super::{Fault, INSTANCE, fields, names};
use crate::api::scope::{bind, resolve};
use crate::api::{Api, Codec, Element, Field, Record, Type, TypeKind, Union, Use, XmlForm};
use crate::source::{FileId, Span};
use crate::tree::{Entry, Kind, Node};

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
            self.record(None, &[], element, places)
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
            Type::Json => quoted(match is_nested {
                true => inner(element).to_owned(),
                false => text(element),
            }),
            Type::Param(_) => return untyped(element, self.file),
            Type::List(item) if !ty.codecs.contains(&Codec::Csv) => self.list(item, element),
            Type::Map(of) => self.map(of, element),
            Type::Named(id, args) => match &api.ty(*id).kind {
                TypeKind::Record(record) => self.record(Some(record), args, element, places),
                TypeKind::Union(union) => return self.union(union, args, element),
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
        let mut entries: Vec<Entry> = Vec::new();
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
        Kind::Map(entries)
    }

    fn union(&mut self, union: &Union, args: &[Use], element: Xml<'_, '_>) -> Node {
        let mut children = element.children().filter(Xml::is_element);
        let tag = union.tag.as_deref().and_then(|tag| {
            let of_tag = |child: &Xml<'_, '_>| child.tag_name().name() == tag;
            children.clone().find(of_tag).map(text)
        });
        let content = text(element);
        let value = match children.next() {
            Some(_) => Shape::Nested,
            None => Shape::Text(&content),
        };
        match scalar::member(self.api, union, tag.as_deref(), &value) {
            Some(member) => self.value(&bind(&member, args), element, &[]),
            None => untyped(element, self.file),
        }
    }

    /// The fields of a record, and what it does not declare; without a record, all of it.
    fn record(
        &mut self,
        record: Option<&Record>,
        args: &[Use],
        element: Xml<'_, '_>,
        places: &[Place],
    ) -> Kind {
        let mut entries = Vec::new();
        let declared = record.map_or(&[][..], |record| &record.fields);
        self.attributes(declared, args, element, &mut entries);
        let mut last = None;
        for child in element.children().filter(Xml::is_element) {
            let name = child.tag_name().name();
            let named = |field: &&Field| fields::is_element(field) && field.name.wire == name;
            let found = record.and_then(|record| {
                let field = declared.iter().find(named)?;
                Some((record, field))
            });
            let Some((record, field)) = found else {
                let value = self.inside(child, &at_key(places, name));
                if !entries.iter().any(|entry: &Entry| entry.key == name) {
                    entries.push(self.entry(child, name.to_owned(), value));
                }
                continue;
            };
            let wanted = fields::ns(record, field, element.tag_name().namespace().unwrap_or(""));
            if !is(child, name, wanted) {
                self.wrong_namespace(child, wanted);
                entries.push(self.entry(child, name.to_owned(), Node::bad(span(child, self.file))));
                continue;
            }
            self.in_order(record, field, child, &mut last);
            self.field(field, args, child, &mut entries);
        }
        let content = declared
            .iter()
            .find(|field| field.xml.form == XmlForm::Content);
        match content {
            Some(field) => self.content(field, args, element, &mut entries),
            None => self.no_text(element),
        }
        for field in declared
            .iter()
            .filter(|field| field.xml.form == XmlForm::Bare)
        {
            let is_there = entries.iter().any(|entry| entry.key == field.name.wire);
            if !is_there && !fields::may_be_absent(field) {
                // A list of no items leaves no trace.
                let value = self.node(element, Kind::List(Vec::new()));
                entries.push(self.entry(element, field.name.wire.clone(), value));
            }
        }
        Kind::Map(entries)
    }

    fn attributes(
        &mut self,
        declared: &[Field],
        args: &[Use],
        element: Xml<'_, '_>,
        entries: &mut Vec<Entry>,
    ) {
        for attribute in element.attributes() {
            // `nil`, `type`, `schemaLocation`: of XML Schema, and no data.
            if attribute.namespace() == Some(INSTANCE) {
                continue;
            }
            let of = |field: &&Field| {
                field.xml.form == XmlForm::Attribute
                    && field.name.wire == attribute.name()
                    && field.xml.ns.as_deref() == attribute.namespace()
            };
            let kind = match declared.iter().find(of) {
                Some(field) => {
                    let ty = resolve(self.api, &nullable(field, args));
                    scalar::read(self.api, &ty, attribute.value())
                }
                None => quoted(attribute.value().to_owned()),
            };
            let place =
                |range: std::ops::Range<usize>| Span::new(self.file, range.start, range.end);
            entries.push(Entry {
                key: attribute.name().to_owned(),
                span: place(attribute.range_qname()),
                value: Node {
                    span: place(attribute.range_value()),
                    kind,
                },
            });
        }
    }

    fn field(&mut self, field: &Field, args: &[Use], child: Xml<'_, '_>, entries: &mut Vec<Entry>) {
        let key = field.name.wire.clone();
        let ty = nullable(field, args);
        if field.xml.form != XmlForm::Bare {
            let value = self.value(&ty, child, &[]);
            return self.put(entries, child, key, value);
        }
        let Type::List(item) = resolve(self.api, &ty).ty else {
            return;
        };
        let value = self.value(&item, child, &[]);
        match entries.iter_mut().find(|entry| entry.key == key) {
            Some(Entry {
                value:
                    Node {
                        kind: Kind::List(items),
                        ..
                    },
                ..
            }) => items.push(value),
            _ => {
                let list = self.node(child, Kind::List(vec![value]));
                entries.push(self.entry(child, key, list));
            }
        }
    }

    fn content(
        &mut self,
        field: &Field,
        args: &[Use],
        element: Xml<'_, '_>,
        entries: &mut Vec<Entry>,
    ) {
        let ty = resolve(self.api, &nullable(field, args));
        let text = text(element);
        if text.is_empty() && fields::may_be_absent(field) {
            return;
        }
        let value = self.node(element, scalar::read(self.api, &ty, &text));
        entries.push(self.entry(element, field.name.wire.clone(), value));
    }

    /// Adds what may stand only once.
    fn put(&mut self, entries: &mut Vec<Entry>, child: Xml<'_, '_>, key: String, value: Node) {
        if entries.iter().any(|entry| entry.key == key) {
            let message = format!("`{key}` stands here twice");
            let help = "write it once, or let its type be a list".to_owned();
            self.fault(child, message, help);
        } else {
            entries.push(self.entry(child, key, value));
        }
    }

    fn entry(&self, child: Xml<'_, '_>, key: String, value: Node) -> Entry {
        Entry {
            key,
            span: name_span(child, self.file),
            value,
        }
    }

    fn node(&self, element: Xml<'_, '_>, kind: Kind) -> Node {
        Node {
            span: span(element, self.file),
            kind,
        }
    }

    fn fault(&mut self, element: Xml<'_, '_>, message: String, help: String) {
        self.faults.push(Fault {
            span: name_span(element, self.file),
            message,
            help,
        });
    }

    /// A server that reads in one order alone passes over what comes too late.
    fn in_order<'f>(
        &mut self,
        record: &Record,
        field: &'f Field,
        child: Xml<'_, '_>,
        last: &mut Option<(usize, &'f str)>,
    ) {
        if self.sent == Sent::ByServer || !fields::is_ordered(record) {
            return;
        }
        let mut order = fields::order(record).into_iter();
        let rank = order.position(|at| record.fields[at].name == field.name);
        let name = field.name.wire.as_str();
        match (rank, *last) {
            (Some(rank), Some((before, after))) if rank < before => self.fault(
                child,
                format!(
                    "`{name}` comes after `{after}`, and the server drops what is out of order"
                ),
                format!("put `{name}` before `{after}`"),
            ),
            (Some(rank), _) => *last = Some((rank, name)),
            (None, _) => {}
        }
    }

    /// Text beside elements is nothing that a server reads, and nothing that a client has to.
    fn no_text(&mut self, element: Xml<'_, '_>) {
        let content = text(element);
        if self.sent == Sent::ByClient && !content.trim().is_empty() {
            let name = element.tag_name().name();
            let message = format!("`{name}` holds text of its own, which the spec gives no place");
            let help = "say in the spec which field is the text, or take it away".to_owned();
            self.fault(element, message, help);
        }
    }

    fn wrong_root(&mut self, element: Xml<'_, '_>, root: &Element) {
        let message = format!(
            "the document is {}, not {}",
            shown(element),
            called(&root.name, &root.ns)
        );
        let help = "correct the document, or say `xml: {root: …, ns: …}` in the spec".to_owned();
        self.fault(element, message, help);
    }

    fn wrong_item(&mut self, child: Xml<'_, '_>, wanted: &Element) {
        let message = format!(
            "this item is {}, not {}",
            shown(child),
            called(&wanted.name, &wanted.ns)
        );
        let help = "correct the document, or say `item:` and `item_ns:` in the spec".to_owned();
        self.fault(child, message, help);
    }

    fn wrong_namespace(&mut self, child: Xml<'_, '_>, wanted: &str) {
        let name = child.tag_name().name();
        let message = format!(
            "this is {}, and the field is {}",
            shown(child),
            called(name, wanted)
        );
        let help =
            "correct the document, or the `ns:` of the type or the field in the spec".to_owned();
        self.fault(child, message, help);
    }
}

/// The type of a field, null where the field itself allows it.
fn nullable(field: &Field, args: &[Use]) -> Use {
    let mut ty = bind(&field.ty, args);
    ty.null |= fields::may_be_null(field);
    ty
}

fn is(element: Xml<'_, '_>, name: &str, ns: &str) -> bool {
    let tag = element.tag_name();
    tag.name() == name && tag.namespace().unwrap_or("") == ns
}

fn shown(element: Xml<'_, '_>) -> String {
    let tag = element.tag_name();
    called(tag.name(), tag.namespace().unwrap_or(""))
}

fn called(name: &str, ns: &str) -> String {
    match ns {
        "" => format!("`{name}` in no namespace"),
        ns => format!("`{name}` in `{ns}`"),
    }
}

/// The markup inside an element, as it came.
fn inner<'t>(element: Xml<'_, 't>) -> &'t str {
    let start = element.first_child().map(|child| child.range().start);
    let end = element.last_child().map(|child| child.range().end);
    let range = start.zip(end).map(|(start, end)| start..end);
    range.map_or("", |range| &element.document().input_text()[range])
}
