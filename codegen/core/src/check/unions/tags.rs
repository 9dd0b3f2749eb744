//! The values of a tag as they were written in; as they travel, by what the members declare, out.

use crate::api::{Field, Literal, Member, MemberTest, Type, TypeKind};
use crate::check::cx::Cx;
use crate::check::{literals, paths};
use crate::diag::codes;
use crate::source::Spanned;
use crate::spec::model::{self, Text};

/// Tags among the fields of the members, which may declare them.
pub(super) fn among_fields(
    cx: &mut Cx<'_>,
    tag: &str,
    written: &model::Union,
    members: &mut [Member],
) {
    let declared: Vec<Option<Field>> = members.iter().map(|m| field(cx, tag, m)).collect();
    // One vendor's tag is of one type: what a member does not say, another does.
    let any = declared.iter().flatten().next().cloned();
    for ((member, own), made) in written.members.iter().zip(&declared).zip(members) {
        let Some(value) = &member.tag else { continue };
        let values = match (own, &any) {
            (Some(field), _) => typed(cx, tag, value, field, &made.name.wire),
            (None, Some(other)) => literals::comparable(cx, &other.ty, &literal(value)),
            (None, None) => None,
        };
        let values = values.unwrap_or_else(|| vec![Literal::Str(value.value.clone())]);
        made.test = MemberTest::Tag(values);
    }
}

/// Tags beside the members are texts.
pub(super) fn beside(written: &model::Union, members: &mut [Member]) {
    for (member, made) in written.members.iter().zip(members) {
        if let Some(value) = &member.tag {
            made.test = MemberTest::Tag(vec![Literal::Str(value.value.clone())]);
        }
    }
}

/// The field of a member that has the tag's name.
fn field(cx: &Cx<'_>, tag: &str, member: &Member) -> Option<Field> {
    let opened = paths::opened(&cx.api.types, &member.ty);
    let Type::Named(id) = &opened.ty else {
        return None;
    };
    let TypeKind::Record(record) = &cx.api.ty(*id).kind else {
        return None;
    };
    let mut fields = record.fields.iter();
    fields.find(|field| field.name.wire == tag).cloned()
}

fn literal(value: &Text) -> Spanned<model::Literal> {
    Spanned::new(
        model::Literal {
            text: value.value.clone(),
            quoted: false,
        },
        value.span,
    )
}

/// The tag's value as the member's own field has it.
fn typed(
    cx: &mut Cx<'_>,
    tag: &str,
    value: &Text,
    field: &Field,
    member: &str,
) -> Option<Vec<Literal>> {
    let constant = literals::value(cx, &field.ty, &literal(value))?;
    if let Some(fixed) = field.constant.as_ref().filter(|fixed| **fixed != constant) {
        let fixed = match fixed {
            Literal::Null => "null".to_owned(),
            Literal::Bool(flag) => flag.to_string(),
            Literal::Number(text) | Literal::Str(text) | Literal::Span(text) => text.clone(),
        };
        let message = format!(
            "`{tag}` of `{member}` is always `{fixed}`, and its tag is `{}`",
            value.value
        );
        cx.found
            .error(codes::UNION_TAG, value.span, message)
            .help("correct one of them");
        return None;
    }
    literals::comparable(cx, &field.ty, &literal(value))
}
