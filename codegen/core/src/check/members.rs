//! A union and the tree of a value in; the member that the value is, found as the runtime finds it, out.

use super::matching::{self, Reply, is_null};
use crate::api::{Format, JsonShape, Literal, Member, MemberTest, Union, UnionBy};
use crate::spec::model::is_number;
use crate::tree::{Kind, Node, Style};

/// What a value is to a union.
pub(crate) enum Which<'u> {
    /// This member.
    Member(&'u Member),
    /// None of them: it is kept.
    Unknown,
    /// It has no tag, which it needs.
    Untagged(&'u str),
}

/// The first member of a union that a value is.
pub(crate) fn which<'u>(union: &'u Union, node: &Node, format: Format) -> Which<'u> {
    let reply = Reply {
        http: 0,
        headers: &[],
        format,
        body: Some(node),
    };
    let tag = match &union.by {
        UnionBy::Tag(tag) | UnionBy::Content { tag, .. } => Some(tag),
        UnionBy::When | UnionBy::Shape => None,
    };
    let tagged = tag.map(|tag| field(node, tag).filter(|value| !is_null(value)));
    if let (Some(tag), Some(None)) = (tag, tagged) {
        return Which::Untagged(tag);
    }
    let mut members = union.members.iter();
    let found = members.find(|member| match &member.test {
        MemberTest::Tag(values) => tagged.flatten().is_some_and(|tag| is_among(tag, values)),
        MemberTest::When(when) => matching::holds(when, &reply),
        MemberTest::Otherwise => true,
        MemberTest::Shape(shape) => Some(*shape) == self::shape(node),
    });
    found.map_or(Which::Unknown, Which::Member)
}

/// The value of a field.
pub(crate) fn field<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    match &node.kind {
        Kind::Map(entries) => {
            let mut entries = entries.iter();
            let found = entries.find(|entry| entry.key == name);
            found.map(|entry| &entry.value)
        }
        Kind::List(_) | Kind::Scalar(_) | Kind::Bad => None,
    }
}

/// By what it says: a tag is written as a number here and as a text there.
fn is_among(tag: &Node, values: &[Literal]) -> bool {
    let Some(text) = tag.scalar().map(|scalar| scalar.text.trim()) else {
        return false;
    };
    values.iter().any(|value| match value {
        Literal::Null => false,
        Literal::Bool(flag) => text == if *flag { "true" } else { "false" },
        Literal::Number(wanted) | Literal::Str(wanted) | Literal::Span(wanted) => text == wanted,
    })
}

fn shape(node: &Node) -> Option<JsonShape> {
    match &node.kind {
        Kind::Map(_) => Some(JsonShape::Object),
        Kind::List(_) => Some(JsonShape::List),
        Kind::Bad => None,
        Kind::Scalar(scalar) => match (scalar.style, scalar.text.as_str()) {
            (Style::Plain, "null") => None,
            (Style::Plain, "true" | "false") => Some(JsonShape::Flag),
            (Style::Plain, text) if is_number(text) => Some(JsonShape::Number),
            _ => Some(JsonShape::Text),
        },
    }
}
