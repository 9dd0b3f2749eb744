//! A node that describes a type comes in; which of the ways of writing a type it is goes out.

use super::table::{
    BODY, ENUM, FIELD, PARAM, PART_OF_BODY, RECORD, UNION, UNION_CASE, UNION_MEMBER,
};
use super::table::{NEWTYPE, Part};
use crate::tree::{Entry, Kind, Node};

/// A way of writing a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `list<User>`.
    Expr,
    /// A map from fields to types.
    Fields,
    /// A map under `fields:`, and words about the record.
    Record,
    /// `enum:`.
    Enum,
    /// `newtype:`.
    Newtype,
    /// `is:` and words about the place that the type stands in.
    Long,
    /// `union:`.
    Union,
    /// A list, or what has been reported.
    Wrong,
}

/// Where a type is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// Under `types:`.
    Named,
    /// As the type of something that has words of its own: a field, a parameter, a body.
    Place(Place),
    /// Where only the type can stand.
    Bare,
}

/// What a type is the type of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A field of a record.
    Field,
    /// A parameter.
    Param,
    /// A part of a body.
    Part,
    /// A body.
    Body,
    /// A member of a union with a tag.
    Member,
    /// A member of another union.
    Case,
}

impl Place {
    /// Its long form.
    pub(super) fn part(self) -> &'static Part {
        match self {
            Place::Field => &FIELD,
            Place::Param => &PARAM,
            Place::Part => &PART_OF_BODY,
            Place::Body => &BODY,
            Place::Member => &UNION_MEMBER,
            Place::Case => &UNION_CASE,
        }
    }
}

/// How `node` writes a type.
pub(super) fn form(node: &Node, slot: Slot) -> Form {
    let entries = match &node.kind {
        Kind::Scalar(_) => return Form::Expr,
        Kind::Map(entries) => entries,
        Kind::List(_) | Kind::Bad => return Form::Wrong,
    };
    let has = |name: &str, fits: fn(&Node) -> bool| value(entries, name).is_some_and(fits);
    if has("fields", is_map) {
        Form::Record
    } else if has("enum", |node| !matches!(node.kind, Kind::Scalar(_))) {
        Form::Enum
    } else if has("union", |node| !matches!(node.kind, Kind::Scalar(_))) {
        Form::Union
    } else if has("newtype", |_| true) && all_of(entries, &NEWTYPE) {
        Form::Newtype
    } else if matches!(slot, Slot::Place(_)) && has("is", |_| true) {
        Form::Long
    } else {
        Form::Fields
    }
}

/// The part that lists the keys of a form with fixed keys.
pub(super) fn part(form: Form, slot: Slot) -> Option<&'static Part> {
    match (form, slot) {
        (Form::Record, _) => Some(&RECORD),
        (Form::Enum, _) => Some(&ENUM),
        (Form::Union, _) => Some(&UNION),
        (Form::Newtype, _) => Some(&NEWTYPE),
        (Form::Long, Slot::Place(place)) => Some(place.part()),
        _ => None,
    }
}

/// Whether `multipart:` has its long form: parts are no lists, so that a list under `parts` is no part of this name.
pub(super) fn is_long_multipart(node: &Node) -> bool {
    let is_list = |node: &Node| matches!(node.kind, Kind::List(_));
    matches!(&node.kind, Kind::Map(entries) if value(entries, "parts").is_some_and(is_list))
}

/// Whether what `returns` takes is a stream: a map with this one key.
pub(super) fn is_stream(node: &Node) -> bool {
    matches!(&node.kind, Kind::Map(entries) if entries.len() == 1 && entries[0].key == "stream")
}

/// The value of a key.
pub(super) fn value<'n>(entries: &'n [Entry], name: &str) -> Option<&'n Node> {
    entries
        .iter()
        .find(|entry| entry.key == name)
        .map(|entry| &entry.value)
}

fn is_map(node: &Node) -> bool {
    matches!(node.kind, Kind::Map(_))
}

fn all_of(entries: &[Entry], part: &Part) -> bool {
    entries.iter().all(|entry| part.key(&entry.key).is_some())
}
