//! What is said about requests comes in; how lists and objects are written, parts of bodies and what stands around
//! them go out.

use super::endpoint::param;
use super::{Map, unique};
use crate::api::{ListStyle, Multipart, ObjectStyle, Place};
use crate::diag::codes;
use crate::source::Spanned;
use crate::spec::Cx;
use crate::spec::form::is_long_multipart;
use crate::spec::model::{self, Around, MediaType, Param, Styles, TypeRef};
use crate::spec::path;
use crate::spec::piece::Piece;
use crate::tree::Entry;

/// `list:` and `object:`.
pub(super) fn styles(map: &Map<'_>) -> Styles {
    let object = map.text("object").map(|word| {
        let style = match word.value.as_str() {
            "deep" => ObjectStyle::Deep,
            "brackets" => ObjectStyle::Brackets,
            "dot" => ObjectStyle::Dot,
            _ => ObjectStyle::Json,
        };
        Spanned::new(style, word.span)
    });
    Styles {
        list: list_style(map),
        object,
    }
}

/// `list:`.
pub(super) fn list_style(map: &Map<'_>) -> Option<Spanned<ListStyle>> {
    if let Some(long) = map.map("list") {
        let by = long.text("by")?;
        return Some(Spanned::new(ListStyle::Joined(by.value), by.span));
    }
    let word = map.text("list")?;
    let style = match word.value.as_str() {
        "csv" => ListStyle::Joined(",".to_owned()),
        "pipe" => ListStyle::Joined("|".to_owned()),
        "space" => ListStyle::Joined(" ".to_owned()),
        "brackets" => ListStyle::Brackets,
        "indexed" => ListStyle::Indexed,
        "numbered" => ListStyle::Numbered,
        _ => ListStyle::Repeat,
    };
    Some(Spanned::new(style, word.span))
}

/// `type:` of a body.
pub(super) fn media_type(map: &Map<'_>) -> Option<MediaType> {
    let text = map.text("type")?;
    Some(match text.value.strip_prefix("header.") {
        Some(name) => MediaType::Header(Spanned::new(name.to_owned(), text.span)),
        None => MediaType::Named(text),
    })
}

/// `multipart:`, and its parts.
pub(super) fn multipart(map: &Map<'_>, cx: &mut Cx<'_>) -> (Option<model::Multipart>, Vec<Param>) {
    let (Some(node), Some(entry)) = (map.get("multipart"), map.entry("multipart")) else {
        return (None, Vec::new());
    };
    let long = Map::of(node).filter(|_| is_long_multipart(node));
    let (kind, entries): (_, Vec<&Entry>) = match long {
        Some(long) => (Multipart::Mixed, listed(&long, cx)),
        None => (Multipart::FormData, map.entries("multipart").collect()),
    };
    let parts = entries.into_iter();
    let parts = parts.filter_map(|entry| param(entry, Place::Part, cx));
    let parts = parts.collect();
    let multipart = model::Multipart {
        span: entry.span,
        kind,
    };
    (Some(multipart), unique(parts, |part| &part.name, cx))
}

/// The entries of `parts:`, each of which is a map with one.
fn listed<'n>(long: &Map<'n>, cx: &mut Cx<'_>) -> Vec<&'n Entry> {
    let mut entries = Vec::new();
    for item in long.items("parts") {
        match Map::of(item).map(|map| map.entries) {
            Some([one]) => entries.push(one),
            Some(_) => {
                cx.diagnostics
                    .error(
                        codes::ONE_CHOICE,
                        item.span,
                        "a part is a map with one key, its name",
                    )
                    .help("put `- ` before each part: `parts: [{ one: str }, { two: bytes }]`");
            }
            None => {}
        }
    }
    entries
}

/// `body:` of an envelope.
pub(super) fn around(map: &Map<'_>, cx: &mut Cx<'_>) -> Option<Around> {
    let span = map.entry("body")?.span;
    let node = map.get("body")?;
    let Some(long) = Map::of(node) else {
        let path = Piece::of(node).and_then(|piece| path::parse(piece, cx));
        return Some(Around {
            span,
            path,
            beside: Vec::new(),
        });
    };
    let path = long.path("in", cx);
    let mut beside = Vec::new();
    for entry in long.entries("beside") {
        let Some(field) = param(entry, Place::Beside, cx) else {
            continue;
        };
        if field
            .ty
            .as_ref()
            .is_some_and(|ty| !matches!(ty, TypeRef::Expr(_)))
        {
            // The calls of many endpoints have it, so that it can be named after none.
            cx.diagnostics
                .error(
                    codes::WRONG_SHAPE,
                    field.name.span,
                    format!("the type of `{}` is written in place", field.name.value),
                )
                .help("declare it under `types:`, and name it here");
        } else {
            beside.push(field);
        }
    }
    Some(Around {
        span,
        path,
        beside: unique(beside, |field| &field.name, cx),
    })
}
