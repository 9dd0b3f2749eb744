//! A type in place, in; the element that it stands in out. Texts in; whether XML can hold them out.

use crate::api::scope::resolve;
use crate::api::{Api, Element, Type, TypeKind, Use};

/// The element of what its place gives none: of an item, of a whole document.
pub(super) fn element(api: &Api, place: &Use) -> Option<Element> {
    let resolved = resolve(api, place);
    let of_record = || match &resolved.ty {
        Type::Named(id) => match &api.ty(*id).kind {
            TypeKind::Record(record) => record.xml.as_ref().map(|xml| xml.root.clone()),
            _ => None,
        },
        _ => None,
    };
    resolved.element.clone().or_else(of_record)
}

/// Whether a text can name an element.
pub(super) fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    let first = letters
        .next()
        .is_some_and(|c| c.is_alphabetic() || c == '_');
    first && letters.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// The first character of a text that XML cannot hold.
pub(super) fn no_xml(text: &str) -> Option<char> {
    text.chars().find(|&c| {
        matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
    })
}
