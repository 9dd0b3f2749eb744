//! What is said about requests comes in: how lists and objects are written.

use super::Map;
use crate::api::{ListStyle, ObjectStyle};
use crate::source::Spanned;
use crate::spec::model::Styles;

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
