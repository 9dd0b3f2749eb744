//! The tree of a body and what stands where in it come in; an XML document goes out, as .NET's DataContract writes it.

mod markup;

use self::markup::Start;
use super::layout::{Place, at_index, at_key};
use super::{INSTANCE, fields, names, scalar};
use crate::api::scope::resolve;
use crate::api::{
    Api, Element, Field, Format, Record, Type, TypeKind, Union, UnionBy, Use, XmlForm,
};
use crate::check::members::{Which, which};
use crate::tree::{Entry, Kind, Node, Scalar};

/// What keeps a body from being XML.
type Unfit = String;

/// Writes a whole document.
pub(super) fn body(
    api: &Api,
    root: &Element,
    places: &[Place],
    node: &Node,
) -> Result<String, Unfit> {
    let mut writing = Writing {
        api,
        out: String::new(),
        bound: vec![
            ("i".to_owned(), INSTANCE.to_owned()),
            (String::new(), root.ns.clone()),
        ],
        depth: 0,
    };
    writing.inside(root, places, node)?;
    Ok(writing.out)
}

struct Writing<'a> {
    api: &'a Api,
    out: String,
    /// Prefixes and their namespaces, the innermost last; the empty prefix is the default.
    bound: Vec<(String, String)>,
    depth: usize,
}

impl Writing<'_> {
    /// What stands in an element that some place is or leads through.
    fn inside(&mut self, name: &Element, places: &[Place], node: &Node) -> Result<(), Unfit> {
        match places.iter().find(|place| place.steps.is_empty()) {
            Some(whole) => self.value(&whole.ty.clone(), name, node, places),
            None => self.untyped(name, places, node),
        }
    }

    fn untyped(&mut self, name: &Element, places: &[Place], node: &Node) -> Result<(), Unfit> {
        match &node.kind {
            kind if scalar::is_null(kind) => self.nil(name),
            Kind::Scalar(scalar) => self.text(name, &scalar.text),
            Kind::Bad => Err(format!("`{}` has no value", name.name)),
            Kind::Map(entries) => self.element(name, Start::default(), |this| {
                entries.iter().try_for_each(|entry| {
                    let places = at_key(places, &entry.key);
                    this.inside(&child(&entry.key, &name.ns), &places, &entry.value)
                })
            }),
            Kind::List(items) => self.element(name, Start::default(), |this| {
                items.iter().enumerate().try_for_each(|(at, item)| {
                    let places = at_index(places, at);
                    let typed = places.iter().find(|place| place.steps.is_empty());
                    let named = typed.and_then(|place| names::element(this.api, &place.ty));
                    let named = named.unwrap_or_else(|| child("item", &name.ns));
                    this.inside(&named, &places, item)
                })
            }),
        }
    }

    /// A value of a type; `places` are those of undeclared values in it.
    fn value(
        &mut self,
        place: &Use,
        name: &Element,
        node: &Node,
        places: &[Place],
    ) -> Result<(), Unfit> {
        let ty = resolve(self.api, place);
        let api = self.api;
        if scalar::is_null(&node.kind) {
            return self.nil(name);
        }
        match (&ty.ty, &node.kind) {
            (Type::List(item), Kind::List(items)) => self.list(item, name, items),
            (Type::Map(of), Kind::Map(entries)) => self.element(name, Start::default(), |this| {
                entries.iter().try_for_each(|entry| {
                    this.value(of, &child(&entry.key, &name.ns), &entry.value, &[])
                })
            }),
            (Type::Named(id), kind) => match (&api.ty(*id).kind, kind) {
                (TypeKind::Record(record), Kind::Map(entries)) => {
                    self.record(record, name, entries, places)
                }
                (TypeKind::Union(union), _) => self.union(union, name, node),
                (_, Kind::Scalar(scalar)) => self.text(name, &scalar::write(api, &ty, scalar)),
                _ => self.untyped(name, &[], node),
            },
            (_, Kind::Scalar(scalar)) => self.text(name, &scalar::write(api, &ty, scalar)),
            _ => self.untyped(name, &[], node),
        }
    }

    fn list(&mut self, item: &Use, name: &Element, items: &[Node]) -> Result<(), Unfit> {
        let of = names::element(self.api, item).unwrap_or_else(|| child("item", &name.ns));
        let start = Start {
            inner: Some(of.ns.clone()),
            ..Start::default()
        };
        self.element(name, start, |this| {
            items
                .iter()
                .try_for_each(|one| this.value(item, &of, one, &[]))
        })
    }

    fn union(&mut self, union: &Union, name: &Element, node: &Node) -> Result<(), Unfit> {
        let Which::Member(member) = which(union, node, Format::Json) else {
            return self.untyped(name, &[], node);
        };
        let (UnionBy::Content { content, .. }, Kind::Map(entries)) = (&union.by, &node.kind) else {
            return self.value(&member.ty, name, node, &[]);
        };
        self.element(name, Start::default(), |this| {
            entries.iter().try_for_each(|entry| {
                let named = child(&entry.key, &name.ns);
                match entry.key == *content {
                    true => this.value(&member.ty, &named, &entry.value, &[]),
                    false => this.untyped(&named, &[], &entry.value),
                }
            })
        })
    }

    fn record(
        &mut self,
        record: &Record,
        name: &Element,
        entries: &[Entry],
        places: &[Place],
    ) -> Result<(), Unfit> {
        let value = |field: &Field| {
            let found = entries.iter().find(|entry| entry.key == field.name.wire);
            found.map(|entry| &entry.value)
        };
        let mut start = Start {
            inner: Some(fields::own_ns(Some(record), &name.ns).to_owned()),
            ..Start::default()
        };
        for field in record
            .fields
            .iter()
            .filter(|f| f.xml.form == XmlForm::Attribute)
        {
            if let Some(text) = value(field).and_then(|node| self.scalar_text(field, node)) {
                start
                    .attributes
                    .push((field.xml.ns.clone(), field.name.wire.clone(), text));
            }
        }
        self.element(name, start, |this| {
            for at in fields::order(record) {
                let field = &record.fields[at];
                if let Some(node) = value(field) {
                    this.field(record, field, name, node)?;
                }
            }
            let known = |entry: &&Entry| record.fields.iter().all(|f| f.name.wire != entry.key);
            entries.iter().filter(known).try_for_each(|entry| {
                let named = child(&entry.key, fields::own_ns(Some(record), &name.ns));
                this.inside(&named, &at_key(places, &entry.key), &entry.value)
            })
        })
    }

    fn field(
        &mut self,
        record: &Record,
        field: &Field,
        name: &Element,
        node: &Node,
    ) -> Result<(), Unfit> {
        let ty = &field.ty;
        let named = child(&field.name.wire, fields::ns(record, field, &name.ns));
        match field.xml.form {
            XmlForm::Attribute => Ok(()),
            XmlForm::Element => self.value(ty, &named, node, &[]),
            XmlForm::Content => match self.scalar_text(field, node) {
                Some(text) => self.escaped(&text),
                None => Ok(()),
            },
            XmlForm::Bare => match (resolve(self.api, ty).ty, &node.kind) {
                (Type::List(item), Kind::List(items)) => items
                    .iter()
                    .try_for_each(|one| self.value(&item, &named, one, &[])),
                _ => Ok(()),
            },
        }
    }

    /// The text of a field that is no element; nothing for null.
    fn scalar_text(&self, field: &Field, node: &Node) -> Option<String> {
        let scalar: &Scalar = node.scalar().filter(|_| !scalar::is_null(&node.kind))?;
        let ty = resolve(self.api, &field.ty);
        Some(scalar::write(self.api, &ty, scalar))
    }
}

fn child(name: &str, ns: &str) -> Element {
    Element {
        name: name.to_owned(),
        ns: ns.to_owned(),
    }
}
