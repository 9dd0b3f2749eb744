//! What was found and what was wanted come in, the change of the spec that accepts it goes out.

use super::{Found, Wanted};
use crate::shape::Kind;

/// The change of the spec that accepts `found`, where there is an evident one.
pub(super) fn mend(found: &Found, wanted: &Wanted) -> Option<&'static str> {
    let text = found.text.as_deref();
    if found.kind == Kind::Null {
        return Some("if it may be null, add `?` after its type in the spec");
    }
    match (wanted, found.kind, text) {
        (Wanted::Of(_, Some(help)), ..) => Some(help),
        (Wanted::Of(..), Kind::Text, Some("")) => Some(
            "if the empty text means null, write `as blank` and `?` after its type in the spec",
        ),
        (Wanted::Of(..), ..) => None,
        (Wanted::Int | Wanted::Float | Wanted::Bool, Kind::Text, Some("")) => Some(
            "if the empty text means null, write `as blank text` and `?` after its type in the spec",
        ),
        (Wanted::Int, Kind::Text, _) => {
            Some("if the vendor sends numbers in strings, write `int as text` in the spec")
        }
        (Wanted::Float | Wanted::Number, Kind::Text, _) => {
            Some("if the vendor sends numbers in strings, write `float as text` in the spec")
        }
        (Wanted::Int, Kind::Number, Some(digits)) if digits.contains(['.', 'e', 'E']) => {
            Some("if it may have a fraction, write `float` in the spec")
        }
        (Wanted::Int | Wanted::Float, Kind::Number, _) => {
            Some("write `json` in the spec to keep numbers of any size")
        }
        (Wanted::Bool, Kind::Number, Some("0" | "1")) => Some("write `bool as bit` in the spec"),
        (Wanted::Bool, Kind::Text, Some("0" | "1")) => Some("write `bool as bit_text` in the spec"),
        (Wanted::Bool, Kind::Text, Some("Y" | "N" | "y" | "n")) => {
            Some("write `bool as yn` in the spec")
        }
        (Wanted::Bool, Kind::Text, Some("true" | "false")) => {
            Some("write `bool as text` in the spec")
        }
        (Wanted::Text, Kind::Number, _) => {
            Some("write `int` or `float` in the spec, or `json` if the vendor sends both")
        }
        (Wanted::Text, Kind::Bool, _) => {
            Some("write `bool` in the spec, or `json` if the vendor sends both")
        }
        (Wanted::Record, Kind::List, _) => Some(
            "if this is PHP's `[]` for an empty object, add `as emptylist` to the type in the spec",
        ),
        _ => None,
    }
}
