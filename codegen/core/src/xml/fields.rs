//! A record in; in which namespace each of its fields stands, and in which order, out.

use crate::api::{Field, Presence, Record, XmlForm};

/// The namespace of a field's element; `outer` is that of the element that the record stands in.
pub(super) fn ns<'a>(record: &'a Record, field: &'a Field, outer: &'a str) -> &'a str {
    let own = record.xml.as_ref().map(|xml| xml.root.ns.as_str());
    field.xml.ns.as_deref().or(own).unwrap_or(outer)
}

/// The namespace of what the record does not declare.
pub(super) fn own_ns<'a>(record: Option<&'a Record>, outer: &'a str) -> &'a str {
    let xml = record.and_then(|record| record.xml.as_ref());
    xml.map_or(outer, |xml| xml.root.ns.as_str())
}

/// The positions of all fields in the order in which they are written.
pub(super) fn order(record: &Record) -> Vec<usize> {
    let named = record.xml.as_ref().map_or(&[][..], |xml| &xml.order);
    let there = |at: &usize| *at < record.fields.len();
    let left = (0..record.fields.len()).filter(|at| !named.contains(at));
    named.iter().copied().filter(there).chain(left).collect()
}

/// Whether the vendor reads the fields in one order alone.
pub(super) fn is_ordered(record: &Record) -> bool {
    record.xml.as_ref().is_some_and(|xml| !xml.order.is_empty())
}

/// Whether the field is an element, or several.
pub(super) fn is_element(field: &Field) -> bool {
    matches!(field.xml.form, XmlForm::Element | XmlForm::Bare)
}

pub(super) fn may_be_absent(field: &Field) -> bool {
    !matches!(field.presence, Presence::Required | Presence::Nullable)
}

pub(super) fn may_be_null(field: &Field) -> bool {
    !matches!(field.presence, Presence::Required | Presence::Optional) || field.ty.null
}
