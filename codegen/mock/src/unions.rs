//! A union and a JSON value in; the member that the value is, or the value made one, out.

use serde_json::{Map, Value};
use trunkline_codegen::api::{JsonShape, Member, MemberTest, Union, UnionBy};

use crate::make::literal;
use crate::predicate::{Draft, equals};

/// The member that a value is; an error where it has no tag.
pub(crate) fn member<'u>(union: &'u Union, value: &Value) -> Result<Option<&'u Member>, String> {
    let tag = match &union.by {
        UnionBy::Tag(tag) | UnionBy::Content { tag, .. } => match value.get(tag) {
            Some(found) if !found.is_null() => Some(found),
            _ => return Err(format!("wanted the tag `{tag}`")),
        },
        UnionBy::When | UnionBy::Shape => None,
    };
    let draft = draft(value.clone());
    let mut members = union.members.iter();
    Ok(members.find(|member| match &member.test {
        MemberTest::Tag(values) => tag.is_some_and(|tag| values.iter().any(|v| equals(tag, v))),
        MemberTest::When(when) => draft.holds(when),
        MemberTest::Otherwise => true,
        MemberTest::Shape(shape) => *shape == self::shape(value),
    }))
}

/// What a value is to a member, as it stands in the union: the same value with the tag, or what holds both.
pub(crate) fn dress(union: &Union, member: &Member, value: Value) -> Value {
    let tag = match &member.test {
        MemberTest::Tag(values) => values.first().map(literal),
        MemberTest::When(when) => {
            let mut draft = draft(value);
            if let Some(all) = when.0.first() {
                draft.satisfy(all);
            }
            return avoid(union, member, draft);
        }
        MemberTest::Otherwise => return avoid(union, member, draft(value)),
        MemberTest::Shape(_) => return value,
    };
    let tag = tag.unwrap_or_default();
    match (&union.by, value) {
        (UnionBy::Tag(name), Value::Object(mut fields)) => {
            fields.insert(name.clone(), tag);
            Value::Object(fields)
        }
        (UnionBy::Content { tag: name, content }, value) => {
            let mut fields = Map::new();
            fields.insert(name.clone(), tag);
            fields.insert(content.clone(), value);
            Value::Object(fields)
        }
        (_, value) => value,
    }
}

/// The value, as far as it can be one that no member before this one is.
fn avoid(union: &Union, member: &Member, mut draft: Draft) -> Value {
    for earlier in &union.members {
        if std::ptr::eq(earlier, member) {
            break;
        }
        if let MemberTest::When(when) = &earlier.test {
            draft.contradict(when);
        }
    }
    draft.body
}

fn draft(body: Value) -> Draft {
    Draft {
        status: 200,
        headers: Vec::new(),
        body,
    }
}

fn shape(value: &Value) -> JsonShape {
    match value {
        Value::String(_) | Value::Null => JsonShape::Text,
        Value::Number(_) => JsonShape::Number,
        Value::Bool(_) => JsonShape::Flag,
        Value::Array(_) => JsonShape::List,
        Value::Object(_) => JsonShape::Object,
    }
}
