//! A type and its codecs in, what travels on the wire out: which codec fits which type.

use crate::api::{Codec, Literal, Type, TypeDef, TypeKind, UnionBy, Use};

/// What a value is on its way between Rust and the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A string.
    Text,
    /// A number.
    Number,
    /// A flag.
    Flag,
    /// A calendar date that no codec has written yet.
    Date,
    /// A date and a time without a zone that no codec has written yet.
    DateTime,
    /// A point in time that no codec has written yet.
    Instant,
    /// Either of the two that no codec has written yet.
    Moment,
    /// A time of day that no codec has written yet.
    Time,
    /// A duration that no codec has written yet.
    Duration,
    /// Bytes that no codec has written yet.
    Bytes,
    /// A list.
    List,
    /// A record or a map.
    Object,
    /// Anything.
    Any,
}

impl Form {
    /// As a person would call it.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Form::Text => "a string",
            Form::Number => "a number",
            Form::Flag => "a flag",
            Form::Date => "a date",
            Form::DateTime => "a date and time without a zone",
            Form::Instant => "a point in time",
            Form::Moment => "a moment",
            Form::Time => "a time of day",
            Form::Duration => "a duration",
            Form::Bytes => "bytes",
            Form::List => "a list",
            Form::Object => "an object",
            Form::Any => "anything",
        }
    }
}

/// What values of `ty` are before any codec.
pub(super) fn of(types: &[TypeDef], ty: &Type) -> Form {
    match ty {
        Type::Str | Type::Uuid | Type::Url | Type::Secret => Form::Text,
        Type::Int | Type::Float | Type::Decimal => Form::Number,
        Type::Bool => Form::Flag,
        Type::Date => Form::Date,
        Type::DateTime => Form::DateTime,
        Type::Instant => Form::Instant,
        Type::Moment => Form::Moment,
        Type::Time => Form::Time,
        Type::Duration => Form::Duration,
        Type::Bytes => Form::Bytes,
        Type::List(_) => Form::List,
        Type::Map(_) => Form::Object,
        Type::Json | Type::Unknown => Form::Any,
        Type::Named(id) => of_named(types, &types[id.0].kind),
    }
}

fn of_named(types: &[TypeDef], kind: &TypeKind) -> Form {
    match kind {
        TypeKind::Record(_) => Form::Object,
        TypeKind::Union(union) => match union.by {
            UnionBy::Shape => Form::Any,
            UnionBy::Tag(_) | UnionBy::Content { .. } | UnionBy::When => Form::Object,
        },
        TypeKind::Newtype(inner) | TypeKind::Alias(inner) => on_wire(types, inner),
        TypeKind::Enum(variants) => {
            let mut forms = variants.iter().map(|v| of_literal(&v.json));
            match forms.next() {
                Some(first) if forms.all(|f| f == first) => first,
                _ => Form::Any,
            }
        }
    }
}

/// What a literal is.
pub(super) fn of_literal(literal: &Literal) -> Form {
    match literal {
        Literal::Null => Form::Any,
        Literal::Bool(_) => Form::Flag,
        Literal::Number(_) => Form::Number,
        Literal::Str(_) | Literal::Span(_) => Form::Text,
    }
}

/// What values of `place` are on the wire, codecs applied and dates written.
pub(super) fn on_wire(types: &[TypeDef], place: &Use) -> Form {
    let mut form = of(types, &place.ty);
    for &codec in place.codecs.iter().rev() {
        form = after(codec, form);
    }
    match form {
        Form::Date
        | Form::DateTime
        | Form::Instant
        | Form::Moment
        | Form::Time
        | Form::Duration
        | Form::Bytes => Form::Text,
        other => other,
    }
}

/// What `codec` makes of a value of `form`.
pub(super) fn after(codec: Codec, form: Form) -> Form {
    match codec {
        Codec::Text
        | Codec::BitText
        | Codec::Yn
        | Codec::Rfc3339
        | Codec::Naive
        | Codec::Csv
        | Codec::Rfc2822
        | Codec::DotNet
        | Codec::Json
        | Codec::Base64
        | Codec::Rust(_)
        | Codec::Pattern(_) => Form::Text,
        Codec::Bit
        | Codec::Unix
        | Codec::UnixMs
        | Codec::Epoch(_)
        | Codec::Seconds
        | Codec::Millis => Form::Number,
        Codec::Blank | Codec::Nothing(_) | Codec::EmptyList => form,
    }
}

/// Whether `codec` can write a value of `form`.
pub(super) fn fits(codec: Codec, form: Form) -> bool {
    match codec {
        Codec::Text => matches!(form, Form::Number | Form::Flag),
        Codec::Bit | Codec::BitText | Codec::Yn => form == Form::Flag,
        Codec::Blank | Codec::Nothing(_) | Codec::Json => true,
        Codec::Unix | Codec::UnixMs | Codec::Epoch(_) => form == Form::Instant,
        Codec::Seconds | Codec::Millis => form == Form::Duration,
        Codec::Base64 => form == Form::Bytes,
        Codec::Rust(_) => !matches!(form, Form::List | Form::Object | Form::Any),
        Codec::Rfc3339 | Codec::Rfc2822 | Codec::DotNet => {
            matches!(form, Form::Instant | Form::Moment)
        }
        // An offset would be lost, so that a moment is left out.
        Codec::Naive => matches!(form, Form::Instant | Form::DateTime),
        Codec::Csv => form == Form::List,
        Codec::EmptyList => form == Form::Object,
        Codec::Pattern(_) => matches!(
            form,
            Form::Date | Form::DateTime | Form::Instant | Form::Moment | Form::Time
        ),
    }
}

/// What `codec` fits, for a person.
pub(super) fn fitting(codec: Codec) -> &'static str {
    match codec {
        Codec::Text => "`int`, `float`, `decimal` and `bool`",
        Codec::Bit | Codec::BitText | Codec::Yn => "`bool`",
        Codec::Blank | Codec::Nothing(_) | Codec::Json => "every type",
        Codec::Unix | Codec::UnixMs | Codec::Epoch(_) => "`instant`",
        Codec::Seconds | Codec::Millis => "`duration`",
        Codec::Base64 => "`bytes`",
        Codec::Rust(_) => "what is a single value, text, number or flag",
        Codec::Rfc3339 | Codec::Rfc2822 | Codec::DotNet => "`instant` and `moment`",
        Codec::Naive => "`instant` and `datetime`",
        Codec::Csv => "`list<…>`",
        Codec::EmptyList => "records and `map<…>`",
        Codec::Pattern(_) => "`date`, `time`, `datetime`, `instant` and `moment`",
    }
}

/// A codec about null, or about nothing at all in a list or map, whatever the codecs after it do.
pub(super) fn is_transparent(codec: Codec) -> bool {
    matches!(codec, Codec::Blank | Codec::Nothing(_) | Codec::EmptyList)
}

/// A codec that does not say how the built-in type below it is written, so that the vendor's default codec of that type
/// still applies.
pub(super) fn keeps_default(codec: Codec) -> bool {
    is_transparent(codec) || is_opaque(codec)
}

/// A codec whose text says nothing to whom it does not decode.
pub(super) fn is_opaque(codec: Codec) -> bool {
    matches!(codec, Codec::Json | Codec::Rust(_))
}

/// What values of `place` are under the codec `text`, if it is there: what a codec counts is a number.
fn under_text(types: &[TypeDef], place: &Use) -> Form {
    let inner = of(types, &place.ty);
    let rest = place
        .codecs
        .iter()
        .rev()
        .take_while(|codec| **codec != Codec::Text);
    match rest.fold(inner, |form, &codec| after(codec, form)) {
        Form::Number => Form::Number,
        _ => inner,
    }
}

/// The wire values that equal what the author wrote, where `place` is the declared type; `None` where
/// the two cannot be compared.
pub(super) fn wire_values(
    types: &[TypeDef],
    place: &Use,
    written: &Literal,
) -> Option<Vec<Literal>> {
    if *written == Literal::Null {
        return Some(vec![Literal::Null]);
    }
    if let Some(flag) = place.codecs.iter().find_map(|&c| flag_values(c, written)) {
        return Some(flag);
    }
    let inner = under_text(types, place);
    let form = if inner == Form::Any {
        Form::Any
    } else {
        on_wire(types, place)
    };
    let text = place.codecs.contains(&Codec::Text);
    match (form, written) {
        (Form::Any, _) => Some(vec![written.clone()]),
        (Form::Text, Literal::Str(s)) if inner == Form::Duration => {
            Some(vec![Literal::Span(s.clone())])
        }
        (Form::Text, Literal::Str(s)) if !text => Some(vec![Literal::Str(s.clone())]),
        (Form::Text, Literal::Number(s)) if text && inner == Form::Number => {
            Some(vec![Literal::Str(s.clone()), Literal::Number(s.clone())])
        }
        (Form::Text, Literal::Bool(b)) if text && inner == Form::Flag => {
            Some(vec![Literal::Str(b.to_string()), Literal::Bool(*b)])
        }
        (Form::Text, Literal::Number(s)) if inner == Form::Text => {
            Some(vec![Literal::Str(s.clone())])
        }
        (Form::Text, Literal::Bool(b)) if inner == Form::Text => {
            Some(vec![Literal::Str(b.to_string())])
        }
        (Form::Number, Literal::Number(_)) | (Form::Flag, Literal::Bool(_)) => {
            Some(vec![written.clone()])
        }
        _ => None,
    }
}

fn flag_values(codec: Codec, written: &Literal) -> Option<Vec<Literal>> {
    let &Literal::Bool(flag) = written else {
        return None;
    };
    let digit = if flag { "1" } else { "0" };
    match codec {
        Codec::Bit => Some(vec![Literal::Number(digit.into())]),
        Codec::BitText => Some(vec![Literal::Str(digit.into())]),
        Codec::Yn => Some(
            ["Y", "y", "N", "n"]
                .iter()
                .filter(|s| s.eq_ignore_ascii_case("Y") == flag)
                .map(|&s| Literal::Str(s.into()))
                .collect(),
        ),
        _ => None,
    }
}
