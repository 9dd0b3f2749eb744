//! What breaks the rules of JSON comes in, a sentence about it goes out.

use jiter::JsonErrorType;

/// What is wrong with the document.
pub(super) fn sentence(error: &JsonErrorType) -> String {
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
