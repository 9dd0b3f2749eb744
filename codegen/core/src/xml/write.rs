//! The tree of a body and what stands where in it come in; an XML document goes out, as .NET's DataContract writes it.

use std::fmt::Write as _;

use super::layout::{Place, at_index, at_key};
use super::{INSTANCE, fields, names, scalar};
use crate::api::scope::{bind, resolve};
use crate::api::{Api, Element, Field, Record, Type, TypeKind, Union, Use, XmlForm};
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

/// What an element holds besides its content.
#[derive(Default)]
struct Start {
    /// Attributes: namespace, name, value.
    attributes: Vec<(Option<String>, String, String)>,
    /// The namespace of what comes inside, which is bound here, once for all of it.
    inner: Option<String>,
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
            (Type::Named(id, args), kind) => match (&api.ty(*id).kind, kind) {
                (TypeKind::Record(record), Kind::Map(entries)) => {
                    self.record(record, args, name, entries, places)
                }
                (TypeKind::Union(union), _) => self.union(union, args, name, node),
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

    fn union(
        &mut self,
        union: &Union,
        args: &[Use],
        name: &Element,
        node: &Node,
    ) -> Result<(), Unfit> {
        let tag = match (&union.tag, &node.kind) {
            (Some(tag), Kind::Map(entries)) => {
                let found = entries.iter().find(|entry| entry.key == *tag);
                found.and_then(|entry| entry.value.scalar())
            }
            _ => None,
        };
        let tag = tag.map(|scalar| scalar.text.as_str());
        match scalar::member(self.api, union, tag, &scalar::shape(&node.kind)) {
            Some(member) => self.value(&bind(&member, args), name, node, &[]),
            None => self.untyped(name, &[], node),
        }
    }

    fn record(
        &mut self,
        record: &Record,
        args: &[Use],
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
            if let Some(text) = value(field).and_then(|node| self.scalar_text(field, args, node)) {
                start
                    .attributes
                    .push((field.xml.ns.clone(), field.name.wire.clone(), text));
            }
        }
        self.element(name, start, |this| {
            for at in fields::order(record) {
                let field = &record.fields[at];
                if let Some(node) = value(field) {
                    this.field(record, field, args, name, node)?;
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
        args: &[Use],
        name: &Element,
        node: &Node,
    ) -> Result<(), Unfit> {
        let ty = bind(&field.ty, args);
        let named = child(&field.name.wire, fields::ns(record, field, &name.ns));
        match field.xml.form {
            XmlForm::Attribute => Ok(()),
            XmlForm::Element => self.value(&ty, &named, node, &[]),
            XmlForm::Content => match self.scalar_text(field, args, node) {
                Some(text) => self.escaped(&text),
                None => Ok(()),
            },
            XmlForm::Bare => match (resolve(self.api, &ty).ty, &node.kind) {
                (Type::List(item), Kind::List(items)) => items
                    .iter()
                    .try_for_each(|one| self.value(&item, &named, one, &[])),
                _ => Ok(()),
            },
        }
    }

    /// The text of a field that is no element; nothing for null.
    fn scalar_text(&self, field: &Field, args: &[Use], node: &Node) -> Option<String> {
        let scalar: &Scalar = node.scalar().filter(|_| !scalar::is_null(&node.kind))?;
        let ty = resolve(self.api, &bind(&field.ty, args));
        Some(scalar::write(self.api, &ty, scalar))
    }

    fn nil(&mut self, name: &Element) -> Result<(), Unfit> {
        let nil = (
            Some(INSTANCE.to_owned()),
            "nil".to_owned(),
            "true".to_owned(),
        );
        let start = Start {
            attributes: vec![nil],
            inner: None,
        };
        self.element(name, start, |_| Ok(()))
    }

    fn text(&mut self, name: &Element, text: &str) -> Result<(), Unfit> {
        self.element(name, Start::default(), |this| this.escaped(text))
    }

    /// One element, with what `content` writes in it.
    fn element(
        &mut self,
        name: &Element,
        start: Start,
        content: impl FnOnce(&mut Self) -> Result<(), Unfit>,
    ) -> Result<(), Unfit> {
        if !names::is_name(&name.name) {
            return Err(format!("`{}` cannot name an element", name.name));
        }
        self.depth += 1;
        let outside = self.bound.len();
        let first = if self.depth == 1 { 0 } else { outside };
        let prefix = self.prefix(&name.ns);
        let mut attributes = String::new();
        for (ns, name, value) in &start.attributes {
            let prefix = ns
                .as_deref()
                .map_or(String::new(), |ns| self.named_prefix(ns));
            write!(attributes, " {prefix}{name}=\"{}\"", attribute(fit(value)?))
                .map_err(|e| e.to_string())?;
        }
        // No prefix stands for no namespace: what is in none says so itself.
        if let Some(ns) = start.inner.as_ref().filter(|ns| !ns.is_empty()) {
            self.prefix(ns);
        }
        let mut bindings = String::new();
        for (prefix, ns) in self.bound[first..]
            .iter()
            .filter(|(prefix, ns)| !(first == 0 && prefix.is_empty() && ns.is_empty()))
        {
            let colon = if prefix.is_empty() { "" } else { ":" };
            write!(bindings, " xmlns{colon}{prefix}=\"{}\"", attribute(ns))
                .map_err(|e| e.to_string())?;
        }
        let tag = format!("{prefix}{}", name.name);
        self.out.push_str(&format!("<{tag}{bindings}{attributes}"));
        let before = self.out.len();
        self.out.push('>');
        content(self)?;
        if self.out.len() == before + 1 {
            self.out.truncate(before);
            self.out.push_str(" />");
        } else {
            self.out.push_str(&format!("</{tag}>"));
        }
        self.bound.truncate(outside);
        self.depth -= 1;
        Ok(())
    }

    /// The prefix of an element in `ns`, with its colon; bound here, if it is not yet.
    fn prefix(&mut self, ns: &str) -> String {
        let default = self
            .bound
            .iter()
            .rev()
            .find(|(prefix, _)| prefix.is_empty());
        if default.map_or("", |(_, bound)| bound) == ns {
            return String::new();
        }
        if ns.is_empty() {
            self.bound.push((String::new(), String::new()));
            return String::new();
        }
        self.named_prefix(ns)
    }

    /// A prefix that is not the default one, as attributes need it.
    fn named_prefix(&mut self, ns: &str) -> String {
        let known = self
            .bound
            .iter()
            .rev()
            .find(|(prefix, bound)| !prefix.is_empty() && bound == ns);
        if let Some((prefix, _)) = known {
            return format!("{prefix}:");
        }
        // As .NET names them: by how deep they are bound, and how many are.
        let depth = self.depth;
        let here = format!("d{depth}p");
        let bound = self
            .bound
            .iter()
            .filter(|(prefix, _)| prefix.starts_with(&here))
            .count();
        let prefix = format!("{here}{}", bound + 1);
        self.bound.push((prefix.clone(), ns.to_owned()));
        format!("{prefix}:")
    }

    fn escaped(&mut self, text: &str) -> Result<(), Unfit> {
        for c in fit(text)?.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '\r' => self.out.push_str("&#xD;"),
                c => self.out.push(c),
            }
        }
        Ok(())
    }
}

fn child(name: &str, ns: &str) -> Element {
    Element {
        name: name.to_owned(),
        ns: ns.to_owned(),
    }
}

fn fit(text: &str) -> Result<&str, Unfit> {
    match names::no_xml(text) {
        None => Ok(text),
        Some(c) => Err(format!("XML cannot hold the character {:?}", c)),
    }
}

fn attribute(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
    out
}
