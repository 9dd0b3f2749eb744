//! The text of a scalar in XML and its type in, its node as JSON would have it out; and back.

use super::document::{null, plain, quoted};
use crate::api::{Api, Codec, Literal, Type, TypeKind, Use, Variant};
use crate::spec::model::is_number;
use crate::tree::{Kind, Scalar, Style};

/// How a scalar stands in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Number,
    Flag,
}

/// A text as the scalar of a resolved type.
pub(super) fn read(api: &Api, ty: &Use, text: &str) -> Kind {
    let is_text = matches!(ty.ty, Type::Str | Type::Secret);
    let collapsed = collapse(text);
    if ty.is_one_text() {
        return match collapsed.is_empty() && ty.null && !means_null(ty) {
            true => null(),
            false => quoted(text.to_owned()),
        };
    }
    if !is_text && collapsed.is_empty() && ty.null && !means_null(ty) {
        return null();
    }
    if let Type::Named(id) = &ty.ty
        && let TypeKind::Enum(variants) = &api.ty(*id).kind
    {
        return of_enum(variants, ty, &collapsed);
    }
    if is_text {
        return quoted(text.to_owned());
    }
    let collapsed = match (is_flag(ty), collapsed.as_str()) {
        (true, "1") => "true".to_owned(),
        (true, "0") => "false".to_owned(),
        _ => collapsed,
    };
    match (form(ty), collapsed.as_str()) {
        (Form::Flag, "true" | "false") => plain(collapsed),
        (Form::Number, text) => match text.parse::<i64>() {
            Ok(whole) if ty.ty != Type::Decimal => plain(whole.to_string()),
            Ok(_) => plain(collapsed),
            Err(_) if is_number(text) => plain(collapsed),
            Err(_) => quoted(collapsed),
        },
        _ => quoted(collapsed),
    }
}

/// The value in JSON and in XML of an enum, where the text is the former and not the latter.
pub(super) fn of_other_format(api: &Api, ty: &Use, text: &str) -> Option<(String, String)> {
    let Type::Named(id) = &ty.ty else {
        return None;
    };
    let TypeKind::Enum(variants) = &api.ty(*id).kind else {
        return None;
    };
    // Inside of a text, JSON is as it is everywhere.
    if ty.is_one_text() {
        return None;
    }
    let text = collapse(text);
    let is = |value: &Literal| literal(value).as_deref() == Some(&text);
    if variants.iter().any(|variant| is(&variant.xml)) {
        return None;
    }
    let other = variants.iter().find(|variant| is(&variant.json))?;
    Some((text.clone(), literal(&other.xml)?))
}

/// The text that stands in XML for the scalar of a resolved type.
pub(super) fn write(api: &Api, ty: &Use, scalar: &Scalar) -> String {
    if ty.is_one_text() {
        return scalar.text.clone();
    }
    if let Type::Named(id) = &ty.ty
        && let TypeKind::Enum(variants) = &api.ty(*id).kind
    {
        let same =
            |variant: &&Variant| literal(&variant.json).is_some_and(|json| json == scalar.text);
        let xml = variants
            .iter()
            .find(same)
            .and_then(|known| literal(&known.xml));
        return xml.unwrap_or_else(|| scalar.text.clone());
    }
    scalar.text.clone()
}

/// The text of a literal; nothing for null.
pub(super) fn literal(literal: &Literal) -> Option<String> {
    match literal {
        Literal::Null => None,
        Literal::Bool(flag) => Some(flag.to_string()),
        Literal::Number(text) | Literal::Str(text) | Literal::Span(text) => Some(text.clone()),
    }
}

fn of_enum(variants: &[Variant], ty: &Use, text: &str) -> Kind {
    let same = |variant: &&Variant| literal(&variant.xml).as_deref() == Some(text);
    let known = variants.iter().find(same).map(|variant| &variant.json);
    let in_text = ty.codecs.contains(&Codec::Text);
    match known {
        Some(Literal::Str(json)) => quoted(json.clone()),
        Some(json) => match literal(json) {
            None => null(),
            Some(json) if in_text => quoted(json),
            Some(json) => plain(json),
        },
        None => quoted(text.to_owned()),
    }
}

/// `text` puts quotes around whatever the codecs after it make; else the innermost one decides.
fn form(ty: &Use) -> Form {
    if ty.codecs.contains(&Codec::Text) {
        return Form::Text;
    }
    let deciding = ty
        .codecs
        .iter()
        .rev()
        .find(|codec| !matches!(codec, Codec::Blank | Codec::Nothing(_) | Codec::EmptyList));
    match (deciding, &ty.ty) {
        (
            Some(
                Codec::Bit
                | Codec::Unix
                | Codec::UnixMs
                | Codec::Epoch(_)
                | Codec::Seconds
                | Codec::Millis,
            ),
            _,
        ) => Form::Number,
        (Some(_), _) => Form::Text,
        (None, Type::Int | Type::Float | Type::Decimal) => Form::Number,
        (None, Type::Bool) => Form::Flag,
        (None, _) => Form::Text,
    }
}

/// Whether an empty text may mean null by a codec of its own.
fn means_null(ty: &Use) -> bool {
    ty.codecs.contains(&Codec::Blank)
}

/// Whether it is one of XML's own flags, which have two spellings.
fn is_flag(ty: &Use) -> bool {
    let by_codec = |codec: &Codec| !matches!(codec, Codec::Text | Codec::Blank | Codec::Nothing(_));
    ty.ty == Type::Bool && !ty.codecs.iter().any(by_codec)
}

/// A text without white space around it, and one space where there was more.
fn collapse(text: &str) -> String {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    words.join(" ")
}

/// Whether a node stands for null.
pub(super) fn is_null(kind: &Kind) -> bool {
    matches!(kind, Kind::Scalar(scalar) if scalar.style == Style::Plain && scalar.text == "null")
}
