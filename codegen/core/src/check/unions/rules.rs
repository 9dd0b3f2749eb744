//! What members of a union may be.

use std::collections::HashMap;

use crate::api::{Format, JsonShape, Member, MemberTest, Type, TypeKind, Union, UnionBy, Use};
use crate::check::cx::{Cx, is_poison};
use crate::check::form::{self, Form};
use crate::check::paths;
use crate::diag::codes;
use crate::spec::model;

/// Reports members that no union, or none of this sort, can have.
pub(super) fn check(cx: &mut Cx<'_>, written: &model::Union, made: &Union) {
    if made.members.is_empty() {
        cx.found
            .error(codes::UNION_MEMBER, written.span, "a union has members")
            .help("name them, or write `json` where they are not documented");
    }
    let spoken = cx.api.formats.contains(&Format::Xml);
    if made.by == UnionBy::Shape && spoken {
        cx.found
            .error(
                codes::UNION_XML,
                written.span,
                "in XML nothing tells the members of this union apart",
            )
            .help(
                "name a field that does: `union: { tag: …, of: { … } }`, or `when:` of each member",
            );
    }
    if let (Some(tag), Some(content)) = (&written.tag, &written.content)
        && tag.value == content.value
    {
        cx.found
            .error(
                codes::UNION_TAG,
                content.span,
                format!("`{}` is the tag and holds the member too", tag.value),
            )
            .label(tag.span, "the tag is here")
            .help("leave `content` out where the member's fields stand beside the tag");
    }
    let last = made.members.len().saturating_sub(1);
    for (index, (member, one)) in written.members.iter().zip(&made.members).enumerate() {
        let is_sound = is_a_value(cx, member, one);
        if is_sound && matches!(made.by, UnionBy::Tag(_) | UnionBy::When) {
            is_a_record(cx, written, member, one);
        }
        if made.by == UnionBy::When && member.when.is_none() && index < last {
            let next = &written.members[index + 1];
            cx.found
                .error(
                    codes::UNION_MEMBER,
                    member.span,
                    format!(
                        "`{}` has no `when`, and others come after it",
                        one.name.wire
                    ),
                )
                .label(next.span, "this one would never be reached")
                .help("the last member alone takes what is left");
        }
        if let (UnionBy::Tag(tag), true) = (&made.by, spoken) {
            declares_the_tag(cx, tag, member, one);
        }
    }
}

/// Whether a member is a value of its own: never null, and no union.
fn is_a_value(cx: &mut Cx<'_>, member: &model::Member, made: &Member) -> bool {
    let opened = paths::opened(&cx.api.types, &made.ty);
    if is_poison(opened) {
        return false;
    }
    let is_union = is_union(cx, opened);
    let is_null = made.ty.null || opened.null;
    let name = &made.name.wire;
    if is_union {
        cx.found
            .error(
                codes::UNION_MEMBER,
                member.span,
                format!("`{name}` is a union itself"),
            )
            .help("list its members here, or put it into a field of a record");
    } else if is_null {
        cx.found
            .error(
                codes::UNION_MEMBER,
                member.span,
                format!("`{name}` can be null, so that null would be a member"),
            )
            .help("put the `?` where the union is used");
    }
    !is_union && !is_null
}

fn is_union(cx: &Cx<'_>, opened: &Use) -> bool {
    matches!(&opened.ty, Type::Named(id) if matches!(cx.api.ty(*id).kind, TypeKind::Union(_)))
}

fn is_a_record(cx: &mut Cx<'_>, union: &model::Union, member: &model::Member, made: &Member) {
    let opened = paths::opened(&cx.api.types, &made.ty);
    let is_record =
        matches!(&opened.ty, Type::Named(id) if matches!(cx.api.ty(*id).kind, TypeKind::Record(_)));
    if is_record && made.ty.codecs.is_empty() && opened.codecs.is_empty() {
        return;
    }
    let what = match is_record {
        true => "a record with a codec",
        false => form::of(&cx.api.types, &opened.ty).noun(),
    };
    let (why, help) = match union.tag {
        Some(_) => (
            "the tag stands among the fields of a record",
            "make it a record, or name the field that holds it: `content: …`",
        ),
        None => (
            "a predicate asks the fields of a record",
            "make it a record",
        ),
    };
    let message = format!("`{}` is {what}, and {why}", made.name.wire);
    cx.found
        .error(codes::UNION_MEMBER, member.span, message)
        .help(help);
}

/// In XML fields have an order, in which only a record that declares the tag can write it.
fn declares_the_tag(cx: &mut Cx<'_>, tag: &str, member: &model::Member, made: &Member) {
    let opened = paths::opened(&cx.api.types, &made.ty);
    let Type::Named(id) = &opened.ty else { return };
    let TypeKind::Record(record) = &cx.api.ty(*id).kind else {
        return;
    };
    if record.fields.iter().any(|field| field.name.wire == tag) {
        return;
    }
    let message = format!(
        "`{}` does not declare the tag `{tag}`, which has a place among its elements",
        made.name.wire
    );
    cx.found
        .error(codes::UNION_XML, member.span, message)
        .help(format!("declare it among the fields, as in `{tag}: str`"));
}

/// Tells members apart by what they are in JSON.
pub(super) fn shapes(cx: &mut Cx<'_>, written: &model::Union, members: &mut [Member]) {
    let mut known: HashMap<JsonShape, usize> = HashMap::new();
    for index in 0..members.len() {
        let member = &written.members[index];
        let ty = &members[index].ty;
        let opened = paths::opened(&cx.api.types, ty);
        // That it is a union was said.
        if is_poison(opened) || is_union(cx, opened) {
            continue;
        }
        let name = members[index].name.wire.clone();
        let Some(shape) = shape(cx, ty) else {
            cx.found
                .error(
                    codes::UNION_MEMBER,
                    member.span,
                    format!("`{name}` can be of any shape, so that nothing is left for the others"),
                )
                .help("leave it out: a value that is no member is kept as `Unknown`");
            continue;
        };
        if let Some(&first) = known.get(&shape) {
            let other = &members[first].name.wire;
            let noun = noun(shape);
            cx.found
                .error(
                    codes::UNION_MEMBER,
                    member.span,
                    format!("`{other}` and `{name}` are both {noun} in JSON"),
                )
                .label(written.members[first].span, "the other is here")
                .help("tell them apart by a field: `{ when: { … }, is: … }`, or `union: { tag: …, of: { … } }`");
            continue;
        }
        known.insert(shape, index);
        members[index].test = MemberTest::Shape(shape);
    }
}

fn shape(cx: &Cx<'_>, ty: &Use) -> Option<JsonShape> {
    match form::on_wire(&cx.api.types, ty) {
        Form::Text => Some(JsonShape::Text),
        Form::Number => Some(JsonShape::Number),
        Form::Flag => Some(JsonShape::Flag),
        Form::List => Some(JsonShape::List),
        Form::Object => Some(JsonShape::Object),
        // Dates are texts once they are written; the rest may be anything.
        _ => None,
    }
}

fn noun(shape: JsonShape) -> &'static str {
    match shape {
        JsonShape::Text => "texts",
        JsonShape::Number => "numbers",
        JsonShape::Flag => "flags",
        JsonShape::List => "lists",
        JsonShape::Object => "objects",
    }
}
