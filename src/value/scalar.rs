//! A scalar as it came: what an open enum keeps of a value that the spec does not name.

use std::fmt;

use super::Number;

/// A scalar with its kind, as it came and as it is sent back.
///
/// ```
/// use trunkline::Scalar;
///
/// let value = Scalar::from("pending");
/// assert_eq!(value.to_string(), "pending");
/// assert_ne!(Scalar::from("1"), Scalar::from(1));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// Text.
    Text(String),
    /// A number with all its digits.
    Number(Number),
    /// A flag.
    Bool(bool),
    /// The text of an element or an attribute, which in XML has no kind.
    Xml(String),
}

impl Scalar {
    /// A number out of its JSON form; nothing if it is none.
    #[must_use]
    pub fn number(digits: &str) -> Option<Self> {
        Number::parse(digits).map(Scalar::Number)
    }
}

impl From<&str> for Scalar {
    fn from(text: &str) -> Self {
        Scalar::Text(text.to_owned())
    }
}

impl From<String> for Scalar {
    fn from(text: String) -> Self {
        Scalar::Text(text)
    }
}

impl From<i64> for Scalar {
    fn from(value: i64) -> Self {
        Scalar::Number(value.into())
    }
}

impl From<bool> for Scalar {
    fn from(value: bool) -> Self {
        Scalar::Bool(value)
    }
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scalar::Text(text) | Scalar::Xml(text) => f.pad(text),
            Scalar::Number(number) => f.pad(number.as_str()),
            Scalar::Bool(value) => fmt::Display::fmt(value, f),
        }
    }
}
