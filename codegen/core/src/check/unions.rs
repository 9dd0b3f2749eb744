//! Unions of the spec in; what tells the members of each apart, checked against their types, out.

mod rules;
mod tags;

use super::claims::{Mend, scope, take};
use super::cx::{Cx, text};
use super::define::Pending;
use super::{predicates, types};
use crate::api::{Member, MemberTest, Predicate, TypeId, TypeKind, Union, UnionBy, Use};
use crate::diag::codes;
use crate::source::{Span, Spanned};
use crate::spec::model::{self, Text, TypeRef};
use crate::spec::path::Root;

/// The types of members, with what each is named after where it is written in place.
pub(super) fn places(union: &model::Union) -> Vec<(String, Span, &TypeRef)> {
    let members = union.members.iter().enumerate();
    let place = |(index, member): (usize, &'_ model::Member)| {
        let name = member.rename.as_ref().or(member.tag.as_ref());
        name.map_or_else(|| format!("case {}", index + 1), |name| name.value.clone())
    };
    members
        .filter_map(|(index, member)| {
            Some((place((index, member)), member.span, member.ty.as_ref()?))
        })
        .collect()
}

/// A union whose members have their names and types; nothing where some are not known.
pub(super) fn union(cx: &mut Cx<'_>, union: &model::Union) -> Option<Union> {
    if union.is_partial || union.members.iter().any(|member| member.ty.is_none()) {
        return None;
    }
    let mut names = scope(&["Unknown"]);
    let mut members = Vec::with_capacity(union.members.len());
    for (index, member) in union.members.iter().enumerate() {
        let Some(ty) = &member.ty else { continue };
        let wire = variant(index, member, ty);
        let name = cx.name(&wire, member.rename.as_ref());
        let place = (wire.value.as_str(), member.span);
        take(cx.found, &mut names, &name.pascal, place, Mend::Rename);
        members.push(Member {
            name,
            doc: text(&member.doc),
            test: MemberTest::Otherwise,
            ty: types::place_of(cx, ty),
        });
    }
    let by = match (&union.tag, &union.content) {
        (Some(tag), Some(content)) => UnionBy::Content {
            tag: tag.value.clone(),
            content: content.value.clone(),
        },
        (Some(tag), None) => UnionBy::Tag(tag.value.clone()),
        (None, _) if union.members.iter().any(|one| one.when.is_some()) => UnionBy::When,
        (None, _) => UnionBy::Shape,
    };
    // The element is known once all types are.
    let xml = None;
    Some(Union { by, members, xml })
}

/// What a member is called: the tag's value, or its type as it is written.
fn variant(index: usize, member: &model::Member, ty: &TypeRef) -> Text {
    let text = match (&member.tag, ty) {
        (Some(tag), _) => tag.value.clone(),
        (None, TypeRef::Expr(expr)) => expr.to_string(),
        (None, _) => format!("case {}", index + 1),
    };
    Spanned::new(text, member.span)
}

/// Says of each member when a value is one, now that all fields of all types are known.
pub(super) fn members(cx: &mut Cx<'_>, pending: &[Pending<'_>]) {
    for &Pending { id, def, .. } in pending {
        let (Some(TypeRef::Union(written)), TypeKind::Union(made)) = (def, &cx.api.ty(id).kind)
        else {
            continue;
        };
        let mut made = made.clone();
        rules::check(cx, written, &made);
        match made.by.clone() {
            UnionBy::Tag(tag) => tags::among_fields(cx, &tag, written, &mut made.members),
            UnionBy::Content { .. } => tags::beside(written, &mut made.members),
            UnionBy::When => whens(cx, id, written, &mut made.members),
            UnionBy::Shape => rules::shapes(cx, written, &mut made.members),
        }
        cx.api.types[id.0].kind = TypeKind::Union(made);
    }
}

fn whens(cx: &mut Cx<'_>, id: TypeId, written: &model::Union, members: &mut [Member]) {
    let whole: Use = super::cx::plain(crate::api::Type::Named(id));
    for (member, made) in written.members.iter().zip(members) {
        let Some(when) = &member.when else { continue };
        made.test = MemberTest::When(Predicate(Vec::new()));
        let mut conditions = when.any.iter().flatten();
        if let Some(other) = conditions.find(|one| one.path.root != Root::Reply) {
            let message = format!(
                "`{}` has the wrong root: this path begins at the union's value",
                other.path.text
            );
            cx.found
                .error(codes::PATH_ROOT, other.path.span, message)
                .help("a field that bears a root's name is reached through `reply`, as in `reply.header`");
            continue;
        }
        made.test = MemberTest::When(predicates::predicate(cx, Some(&whole), when));
    }
}
