//! What `jiter` says comes in; the kind of a value, or the error about broken JSON goes out.

use jiter::{JiterError, JiterErrorType, JsonErrorType, Peek};

use crate::shape::{Kind, Place, ReadError};

/// The kind of a value that begins so.
pub(super) fn kind(peek: Peek) -> Result<Kind, ReadError> {
    Ok(match peek {
        Peek::String => Kind::Text,
        Peek::Null => Kind::Null,
        Peek::True | Peek::False => Kind::Bool,
        Peek::Array => Kind::List,
        Peek::Object => Kind::Record,
        Peek::NaN | Peek::Infinity => {
            return Err(ReadError::broken(
                "broken JSON: `NaN` and `Infinity` are no JSON",
            ));
        }
        peek if peek.is_num() => Kind::Number,
        _ => {
            return Err(ReadError::broken(sentence(
                &JsonErrorType::ExpectedSomeValue,
            )));
        }
    })
}

/// The error about what breaks the rules, in `data` from `base` on.
#[cold]
pub(super) fn broken(data: &[u8], base: usize, error: &JiterError) -> ReadError {
    let what = match &error.error_type {
        JiterErrorType::JsonError(error) => sentence(error),
        JiterErrorType::WrongType { .. } => sentence(&JsonErrorType::ExpectedSomeValue),
    };
    ReadError::broken(what).at(Some(Place::find(data, base + error.index)))
}

fn sentence(error: &JsonErrorType) -> String {
    use JsonErrorType as E;
    let what = match error {
        E::EofWhileParsingList
        | E::EofWhileParsingObject
        | E::EofWhileParsingString
        | E::EofWhileParsingValue => "the document ends too early",
        E::ExpectedColon => "expected `:`",
        E::ExpectedListCommaOrEnd => "expected `,` or `]`",
        E::ExpectedObjectCommaOrEnd => "expected `,` or `}`",
        E::ExpectedSomeIdent => "expected `true`, `false` or `null`",
        E::ExpectedSomeValue => "expected a value",
        E::InvalidEscape => "a text has an escape that does not exist",
        E::LoneLeadingSurrogateInHexEscape | E::UnexpectedEndOfHexEscape => {
            "a text has half of a surrogate pair"
        }
        E::InvalidNumber | E::FloatExpectingInt => "a number is malformed",
        E::NumberOutOfRange => "a number is out of range",
        E::InvalidUnicodeCodePoint => "a text is not UTF-8",
        E::ControlCharacterWhileParsingString => {
            "a text has a control character that is not escaped"
        }
        E::KeyMustBeAString => "expected a key in quotes",
        E::TrailingComma => "a comma has nothing after it",
        E::TrailingCharacters => "something stands after the value",
        E::RecursionLimitExceeded => "it is nested too deep",
        E::DuplicateKey(_) => "a key stands twice",
        E::InternalError(_) => "it cannot be read",
    };
    format!("broken JSON: {what}")
}
