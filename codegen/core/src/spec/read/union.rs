//! A node with `union:` comes in; the union and its members go out.

use super::types::{type_at, type_in};
use super::xml::xml;
use super::{Map, predicate};
use crate::spec::Cx;
use crate::spec::form::{Form, Place, Slot, form};
use crate::spec::model::{Member, Union};
use crate::spec::piece::Piece;
use crate::tree::{Entry, Kind, Node};

/// A union; nothing where its members were wrong as a whole.
pub(super) fn union(map: &Map<'_>, cx: &mut Cx<'_>) -> Option<Union> {
    let node = map.get("union")?;
    let mut made = Union {
        span: map.span,
        doc: map.text("doc"),
        deprecated: map.text("deprecated"),
        tag: None,
        content: None,
        members: Vec::new(),
        is_partial: false,
        xml: xml(map),
    };
    match &node.kind {
        Kind::Map(_) => {
            let tagged = Map::of(node)?;
            made.tag = tagged.text("tag");
            made.content = tagged.text("content");
            made.is_partial = made.tag.is_none()
                || (made.content.is_none() && tagged.entry("content").is_some())
                || tagged.get("of").is_none();
            let members = tagged.entries("of").map(|entry| by_tag(entry, cx));
            made.members = members.collect();
        }
        Kind::List(items) => {
            let members: Vec<_> = items.iter().map(|item| case(item, cx)).collect();
            made.is_partial = members.iter().any(Option::is_none);
            made.members = members.into_iter().flatten().collect();
        }
        Kind::Scalar(_) | Kind::Bad => return None,
    }
    Some(made)
}

fn by_tag(entry: &Entry, cx: &mut Cx<'_>) -> Member {
    let (ty, long) = type_at(&entry.value, Place::Member, cx);
    Member {
        span: entry.span,
        tag: Some(Piece::key(entry).spanned()),
        when: None,
        ty,
        doc: long.and_then(|map| map.text("doc")),
        rename: long.and_then(|map| map.text("rename")),
    }
}

/// A member by predicate or by shape; nothing where it was wrong.
fn case(item: &Node, cx: &mut Cx<'_>) -> Option<Member> {
    let mut made = Member {
        span: item.span,
        tag: None,
        when: None,
        ty: None,
        doc: None,
        rename: None,
    };
    let long = Map::of(item).filter(|map| map.entry("is").is_some());
    let Some(map) = long else {
        // A map that is no type was said to need `is`.
        let is_type = form(item, Slot::Bare) != Form::Fields;
        made.ty = is_type.then(|| type_in(item, Slot::Bare, cx)).flatten();
        return made.ty.is_some().then_some(made);
    };
    made.ty = map.get("is").and_then(|is| type_in(is, Slot::Bare, cx));
    made.doc = map.text("doc");
    made.rename = map.text("rename");
    if map.entry("when").is_some() {
        made.when = Some(predicate::parse(map.get("when")?, cx)?);
    }
    Some(made)
}
