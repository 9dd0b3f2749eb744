//! A value goes out in each format and has to come back the same.

use std::fmt::{Debug, Display};

use proptest::prelude::*;
use trunkline::__rt::v1::{Blank, Field, Slot, from_slice, read, read_with, to_text};
use trunkline::json::TreeReader;
use trunkline::{Json, TextReader, texts};

#[cfg(feature = "xml")]
use super::values::is_xml_character;

/// What a property ends in.
pub(super) type Outcome = Result<(), TestCaseError>;

fn fail(why: impl Display) -> TestCaseError {
    TestCaseError::fail(why.to_string())
}

/// Through JSON as a document and as a tree, and through serde where it is enabled.
pub(super) fn json<T: Slot + Blank + PartialEq + Debug>(value: &T) -> Outcome {
    let text = to_text(value).map_err(fail)?;
    let read_back: T = from_slice(text.as_bytes()).map_err(fail)?;
    same(value, &read_back, &text)?;
    let tree: Json = text.parse().map_err(fail)?;
    prop_assert_eq!(&tree.to_string().parse::<Json>().map_err(fail)?, &tree);
    let read_back: T = read(&mut TreeReader::new(&tree)).map_err(fail)?;
    same(value, &read_back, &text)
}

/// Equal in Rust, and in the document: `-0.0` is equal to `0.0`.
fn same<T: Slot + PartialEq + Debug>(value: &T, read_back: &T, text: &str) -> Outcome {
    prop_assert_eq!(read_back, value);
    prop_assert_eq!(&to_text(read_back).map_err(fail)?, text);
    Ok(())
}

/// Through serde's `Value` and through its text.
#[cfg(feature = "serde")]
pub(super) fn by_serde<T: Slot + Blank + PartialEq + Debug>(value: &T) -> Outcome {
    use trunkline::serde::{Exposed, exposed};

    let document = to_text(value).map_err(fail)?;
    let text = match serde_json::to_string(&Exposed(value)) {
        Ok(text) => text,
        // Said, and not done wrongly.
        Err(error)
            if error
                .to_string()
                .contains("no number of 64 bits is the same") =>
        {
            return Ok(());
        }
        Err(error) => return Err(fail(error)),
    };
    let mut reader = serde_json::Deserializer::from_str(&text);
    let read_back: T = exposed::deserialize(&mut reader).map_err(fail)?;
    same(value, &read_back, &document)?;
    let tree = serde_json::to_value(Exposed(value)).map_err(fail)?;
    let read_back: T = exposed::deserialize(tree).map_err(fail)?;
    same(value, &read_back, &document)
}

/// Through the bare text of a header or a parameter.
pub(super) fn bare_text<T: Slot + Blank + PartialEq + Debug>(value: &T, field: &Field) -> Outcome {
    let texts = texts(value, field).map_err(fail)?;
    prop_assert_eq!(texts.len(), 1);
    let read_back: T = read_with(&mut TextReader::new(&texts[0]), field).map_err(fail)?;
    prop_assert_eq!(&read_back, value);
    Ok(())
}

/// Through XML, which refuses what it cannot carry, and nothing else.
#[cfg(feature = "xml")]
pub(super) fn xml<T: Slot + Blank + PartialEq + Debug>(value: &T) -> Outcome {
    use trunkline::__rt::v1::FIELD;
    use trunkline::xml::{from_slice, to_text};

    let text = match to_text(value, &FIELD) {
        Ok(text) => text,
        Err(error) => return without_form(&error.to_string()),
    };
    roxmltree::Document::parse(&text).map_err(fail)?;
    let read_back: T =
        from_slice(text.as_bytes()).map_err(|error| fail(format!("{text}: {error}")))?;
    prop_assert_eq!(&read_back, value, "{}", text);
    prop_assert_eq!(to_text(&read_back, &FIELD).map_err(fail)?, text);
    Ok(())
}

/// The error has to name a character that XML does not have.
#[cfg(feature = "xml")]
fn without_form(error: &str) -> Outcome {
    let named = error
        .strip_prefix("cannot write the character U+")
        .and_then(|rest| rest.split_once(' '))
        .and_then(|(digits, _)| u32::from_str_radix(digits, 16).ok())
        .and_then(char::from_u32);
    prop_assert!(
        named.is_some_and(|letter| !is_xml_character(letter)),
        "{}",
        error
    );
    Ok(())
}
