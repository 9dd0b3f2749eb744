//! An element and the record that stands in it come in; the record's fields, and what it does not declare, go out.

use indexmap::IndexMap;
use roxmltree::Node as Xml;

use super::{Reading, is, nullable};
use crate::api::scope::resolve;
use crate::api::{Field, Record, Type, XmlForm};
use crate::tree::{Entry, Kind, Node};
use crate::xml::document::{attributes, name_span, of_attribute, quoted, span, text};
use crate::xml::layout::{Place, at_key};
use crate::xml::{fields, scalar};

/// What an element holds, by key.
pub(super) type Entries = IndexMap<String, Entry>;

impl Reading<'_> {
    /// The fields of a record, and what it does not declare; without a record, all of it.
    pub(super) fn record(
        &mut self,
        record: Option<&Record>,
        element: Xml<'_, '_>,
        places: &[Place],
    ) -> Kind {
        let mut entries = Entries::new();
        let declared = record.map_or(&[][..], |record| &record.fields);
        self.attributes(declared, element, places, &mut entries);
        let mut last = None;
        for child in element.children().filter(Xml::is_element) {
            let name = child.tag_name().name();
            let named = |field: &&Field| fields::is_element(field) && field.name.wire == name;
            let found = record.and_then(|record| Some((record, declared.iter().find(named)?)));
            let Some((record, field)) = found else {
                let value = self.inside(child, &at_key(places, name));
                self.put_first(&mut entries, child, name, value);
                continue;
            };
            let wanted = fields::ns(record, field, element.tag_name().namespace().unwrap_or(""));
            if is(child, name, wanted) {
                self.in_order(record, field, child, &mut last);
                self.field(field, child, &mut entries);
            } else {
                self.wrong_namespace(child, wanted);
                let bad = Node::bad(span(child, self.file));
                self.put_first(&mut entries, child, name, bad);
            }
        }
        self.content(declared, element, &mut entries);
        let is_bare = |field: &&Field| field.xml.form == XmlForm::Bare;
        for field in declared.iter().filter(is_bare) {
            // A list of no items leaves no trace.
            if !fields::may_be_absent(field) {
                let none = self.node(element, Kind::List(Vec::new()));
                self.put_first(&mut entries, element, &field.name.wire, none);
            }
        }
        Kind::Map(entries.into_values().collect())
    }

    fn attributes(
        &mut self,
        declared: &[Field],
        element: Xml<'_, '_>,
        places: &[Place],
        entries: &mut Entries,
    ) {
        for attribute in attributes(element) {
            let name = attribute.name();
            let of = |field: &&Field| {
                field.xml.form == XmlForm::Attribute
                    && field.name.wire == name
                    && field.xml.ns.as_deref() == attribute.namespace()
            };
            let declared = declared.iter().find(of).map(nullable);
            let ty = declared.or_else(|| {
                let mut places = at_key(places, name).into_iter();
                places
                    .find(|place| place.steps.is_empty())
                    .map(|place| place.ty)
            });
            let value = match ty {
                Some(ty) => scalar::read(self.api, &resolve(self.api, &ty), attribute.value()),
                None => quoted(attribute.value().to_owned()),
            };
            let entry = of_attribute(attribute, self.file, value);
            entries.entry(name.to_owned()).or_insert(entry);
        }
    }

    fn field(&mut self, field: &Field, child: Xml<'_, '_>, entries: &mut Entries) {
        let key = field.name.wire.clone();
        let ty = nullable(field);
        if field.xml.form != XmlForm::Bare {
            let value = self.value(&ty, child, &[]);
            return self.put(entries, child, key, value);
        }
        let Type::List(item) = resolve(self.api, &ty).ty else {
            return;
        };
        let value = self.value(&item, child, &[]);
        let list = match entries.entry(key) {
            indexmap::map::Entry::Occupied(known) => known.into_mut(),
            indexmap::map::Entry::Vacant(free) => {
                let key = free.key().clone();
                let list = self.node(child, Kind::List(Vec::new()));
                free.insert(self.entry(child, key, list))
            }
        };
        if let Kind::List(items) = &mut list.value.kind {
            items.push(value);
        }
    }

    /// The text of the element, where a field is that.
    fn content(&mut self, declared: &[Field], element: Xml<'_, '_>, entries: &mut Entries) {
        let is_content = |field: &&Field| field.xml.form == XmlForm::Content;
        let Some(field) = declared.iter().find(is_content) else {
            return self.no_text(element);
        };
        let text = text(element);
        if text.is_empty() && fields::may_be_absent(field) {
            return;
        }
        let ty = resolve(self.api, &nullable(field));
        let value = self.node(element, scalar::read(self.api, &ty, &text));
        self.put_first(entries, element, &field.name.wire, value);
    }

    /// Adds what may stand only once.
    pub(super) fn put(
        &mut self,
        entries: &mut Entries,
        child: Xml<'_, '_>,
        key: String,
        value: Node,
    ) {
        if entries.contains_key(&key) {
            let message = format!("`{key}` stands here twice");
            let help = "write it once, or let its type be a list".to_owned();
            self.fault(child, message, help);
        } else {
            self.put_first(entries, child, &key, value);
        }
    }

    /// Adds what is not there yet.
    fn put_first(&self, entries: &mut Entries, child: Xml<'_, '_>, key: &str, value: Node) {
        if !entries.contains_key(key) {
            entries.insert(key.to_owned(), self.entry(child, key.to_owned(), value));
        }
    }

    fn entry(&self, child: Xml<'_, '_>, key: String, value: Node) -> Entry {
        Entry {
            key,
            span: name_span(child, self.file),
            value,
        }
    }
}
