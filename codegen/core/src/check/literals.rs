//! A scalar as it was written and the type of its place in, the value that it is out.

use super::cx::{Cx, is_poison};
use super::form;
use crate::api::scope::resolve;
use crate::api::{Codec, Format, Literal, Type, TypeKind, Use};
use crate::diag::codes;
use crate::source::Spanned;
use crate::spec::model;

/// The value of a constant or what is sent, before any codec; one that is not of the type is reported, and so is one
/// that only the client could write.
pub(super) fn fixed(
    cx: &mut Cx<'_>,
    place: &Use,
    written: &Spanned<model::Literal>,
) -> Option<Literal> {
    is_open(cx, place, written).then(|| value(cx, place, written))?
}

/// The value of a field that is always the same, which the client makes by the field's codec.
pub(super) fn of_field(
    cx: &mut Cx<'_>,
    place: &Use,
    written: &Spanned<model::Literal>,
) -> Option<Literal> {
    let codecs = resolve(&cx.api, place).codecs;
    let pattern = codecs.iter().find(|c| matches!(c, Codec::Pattern(_)));
    let Some(&pattern) = pattern else {
        return fixed(cx, place, written);
    };
    let name = super::types::codec_name(cx, pattern);
    let message = format!("`{name}` reads its value by a pattern, which only the client does");
    cx.found
        .error(codes::INSIDE_TEXT, written.span, message)
        .help("leave the value out, or declare the text itself: `str`");
    None
}

/// Whether a value does not travel inside of a text; one that does is reported.
fn is_open(cx: &mut Cx<'_>, place: &Use, written: &Spanned<model::Literal>) -> bool {
    let codecs = resolve(&cx.api, place).codecs;
    let Some(&opaque) = codecs.iter().find(|codec| form::is_opaque(**codec)) else {
        return true;
    };
    let name = super::types::codec_name(cx, opaque);
    let what = match opaque {
        Codec::Json => "puts its value into a text of JSON, of which there are many for one value",
        _ => "is written in Rust, which only the client can run",
    };
    cx.found
        .error(codes::INSIDE_TEXT, written.span, format!("`{name}` {what}"))
        .help("leave the value out, or declare the text itself: `str`");
    false
}

/// Whether the client can read the value, by the type behind aliases and by its codecs.
fn is_readable(cx: &Cx<'_>, place: &Use, literal: &Literal) -> bool {
    let place = resolve(&cx.api, place);
    match literal {
        Literal::Number(text) | Literal::Str(text) | Literal::Span(text) => {
            super::scalars::is_value(&place.ty, &place.codecs, text)
        }
        Literal::Null | Literal::Bool(_) => true,
    }
}

/// The value of a constant, a default or what is sent, before any codec; one that is not of the type is reported.
pub(super) fn value(
    cx: &mut Cx<'_>,
    place: &Use,
    written: &Spanned<model::Literal>,
) -> Option<Literal> {
    let literal = written.value.untyped();
    if is_poison(place) || (literal == Literal::Null && place.null) {
        return Some(literal);
    }
    if place.codecs.iter().any(|codec| form::is_opaque(*codec)) {
        return Some(literal);
    }
    let comparable =
        literal != Literal::Null && form::wire_values(&cx.api.types, place, &literal).is_some();
    if !comparable && let Some((name, choices)) = choices(cx, place) {
        let text = &written.value.text;
        let help = cx.found.near.help(text, choices.iter().map(String::as_str));
        let finding = cx.found.error(
            codes::BAD_LITERAL,
            written.span,
            format!("`{text}` is no value of `{name}`"),
        );
        if literal == Literal::Null {
            finding.help(mend(&literal, ""));
        }
        finding.maybe_help(help);
        return None;
    }
    if !comparable || !is_readable(cx, place, &literal) {
        let wanted = super::decode::wanted(cx, place);
        let wanted = wanted.as_str();
        cx.found
            .error(
                codes::BAD_LITERAL,
                written.span,
                format!("`{}` is not {wanted}", written.value.text),
            )
            .help(mend(&literal, wanted));
        return None;
    }
    if let Some((values, near)) = foreign_value(cx, place, &literal) {
        cx.found
            .error(
                codes::BAD_LITERAL,
                written.span,
                format!("`{}` is no value of `{values}`", written.value.text),
            )
            .maybe_help(near);
        return None;
    }
    Some(match (&place.ty, literal) {
        (Type::Str | Type::Secret, Literal::Number(text)) => Literal::Str(text),
        (Type::Str | Type::Secret, Literal::Bool(flag)) => Literal::Str(flag.to_string()),
        (_, literal) => literal,
    })
}

/// The values on the wire that equal what was written, in each format; a value of another sort is reported.
pub(super) fn comparable(
    cx: &mut Cx<'_>,
    place: &Use,
    written: &Spanned<model::Literal>,
) -> Option<Vec<Literal>> {
    let literal = written.value.untyped();
    if is_poison(place) {
        return Some(vec![literal]);
    }
    if literal != Literal::Null && !is_open(cx, place, written) {
        return None;
    }
    let values = form::wire_values(&cx.api.types, place, &literal)
        .filter(|values| !values.iter().any(is_span) || is_readable(cx, place, &literal));
    if values.is_none() {
        let declared = form::of(&cx.api.types, &place.ty).noun();
        cx.found
            .error(
                codes::COMPARISON,
                written.span,
                format!(
                    "what stands there is {declared}, and `{}` is {}",
                    written.value.text,
                    form::of_literal(&literal).noun()
                ),
            )
            .help(mend(&literal, declared));
    }
    values.map(|values| in_all_formats(cx, place, values))
}

/// The values, and what values of an enum among them are in XML.
fn in_all_formats(cx: &Cx<'_>, place: &Use, mut values: Vec<Literal>) -> Vec<Literal> {
    let Type::Named(id) = &place.ty else {
        return values;
    };
    let TypeKind::Enum(variants) = &cx.api.ty(*id).kind else {
        return values;
    };
    if cx.api.formats.contains(&Format::Xml) {
        let meant = variants.iter().filter(|one| values.contains(&one.json));
        let others = meant.filter(|one| one.xml != one.json);
        let others: Vec<_> = others.map(|one| one.xml.clone()).collect();
        values.extend(others);
    }
    values
}

fn is_span(literal: &Literal) -> bool {
    matches!(literal, Literal::Span(_))
}

fn mend(literal: &Literal, wanted: &str) -> String {
    match (literal, wanted) {
        (Literal::Str(text), "a number" | "a whole number") if model::is_number(text) => {
            format!("write `{text}` without quotes")
        }
        (Literal::Str(text), "a flag") if text == "true" || text == "false" => {
            format!("write `{text}` without quotes")
        }
        (_, "a flag") => "write `true` or `false`".to_owned(),
        (Literal::Null, _) => {
            "`~` and `null` are YAML's words for nothing: leave the key out, or put the text in quotes"
                .to_owned()
        }
        (Literal::Str(text) | Literal::Number(text), "a number" | "a whole number")
            if leading_zeros(text).is_some() =>
        {
            let number = leading_zeros(text).unwrap_or_default();
            format!("a number has no zeros in front: write `{number}`, or declare a `str` to keep them")
        }
        _ => format!("write {wanted}"),
    }
}

/// The number behind zeros that stand in front of it.
fn leading_zeros(text: &str) -> Option<&str> {
    let number = text.strip_prefix('0')?.trim_start_matches('0');
    model::is_number(number).then_some(number)
}

/// The name of the enum that stands here without a codec, and its values.
fn choices(cx: &Cx<'_>, place: &Use) -> Option<(String, Vec<String>)> {
    let Type::Named(id) = &place.ty else {
        return None;
    };
    let def = cx.api.ty(*id);
    let TypeKind::Enum(variants) = &def.kind else {
        return None;
    };
    let text = |literal: &Literal| match literal {
        Literal::Str(text) | Literal::Number(text) | Literal::Span(text) => text.clone(),
        Literal::Bool(flag) => flag.to_string(),
        Literal::Null => "null".to_owned(),
    };
    let values = variants.iter().map(|variant| text(&variant.json));
    Some((def.name.wire.clone(), values.collect())).filter(|_| place.codecs.is_empty())
}

/// The enum that a literal is no value of, and the value that was likely meant.
fn foreign_value(cx: &Cx<'_>, place: &Use, literal: &Literal) -> Option<(String, Option<String>)> {
    let Type::Named(id) = &place.ty else {
        return None;
    };
    let def = cx.api.ty(*id);
    let TypeKind::Enum(variants) = &def.kind else {
        return None;
    };
    let (Literal::Str(written), true) = (literal, variants.iter().all(|v| v.json != *literal))
    else {
        return None;
    };
    let known = variants.iter().filter_map(|v| match &v.json {
        Literal::Str(text) => Some(text.as_str()),
        Literal::Null | Literal::Bool(_) | Literal::Number(_) | Literal::Span(_) => None,
    });
    Some((def.name.wire.clone(), cx.found.near.help(written, known)))
}
