//! Any JSON value, numbers with all their digits: `json` of the spec language.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::{Number, number::float_text};
use crate::json::{JsonReader, JsonWriter};
use crate::shape::{FIELD, ReadError, Slot, WriteError, read};

/// Any JSON value. Numbers keep all their digits; objects have their keys sorted.
///
/// XML has no kinds: what stands there as `json` is read as text, with its markup where it has elements inside, and
/// as null where it is nil. A number or a flag is written as its text and comes back as text; a list or an object is
/// refused.
///
/// ```
/// use trunkline::Json;
///
/// let json: Json = r#"{"price": 0.10, "tags": ["a", "b"]}"#.parse()?;
/// assert_eq!(json.get("price").and_then(Json::as_number).unwrap().as_str(), "0.10");
/// assert_eq!(json.get("tags").and_then(|tags| tags.at(1)).and_then(Json::as_str), Some("b"));
/// assert_eq!(json.to_string(), r#"{"price":0.10,"tags":["a","b"]}"#);
/// # Ok::<(), trunkline::ReadError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub enum Json {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object.
    Object(BTreeMap<String, Json>),
}

impl Json {
    /// Reads a JSON document.
    pub fn from_slice(document: &[u8]) -> Result<Self, ReadError> {
        let mut reader = JsonReader::new(document)?;
        let json = read(&mut reader)?;
        reader.finish()?;
        Ok(json)
    }

    /// The value of a key, where this is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.as_object()?.get(key)
    }

    /// The item at a position, where this is an array that long.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<&Json> {
        self.as_list()?.get(index)
    }

    /// Whether this is null.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Json::Null)
    }

    /// The flag, where this is one.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        match self {
            Json::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, where this is one.
    #[must_use]
    pub const fn as_number(&self) -> Option<&Number> {
        match self {
            Json::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The number, where this is a whole one that fits 64 bits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// The nearest number of 64 bits, where this is a number and there is a finite one.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_f64()
    }

    /// The text, where this is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items, where this is an array.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Json]> {
        match self {
            Json::List(items) => Some(items),
            _ => None,
        }
    }

    /// The fields, where this is an object.
    #[must_use]
    pub const fn as_object(&self) -> Option<&BTreeMap<String, Json>> {
        match self {
            Json::Object(fields) => Some(fields),
            _ => None,
        }
    }
}

impl FromStr for Json {
    type Err = ReadError;

    fn from_str(document: &str) -> Result<Self, ReadError> {
        Self::from_slice(document.as_bytes())
    }
}

/// The document, without white space.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut writer = JsonWriter::new();
        self.write(&mut writer, &FIELD).map_err(|_| fmt::Error)?;
        f.write_str(&writer.into_text())
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Json::Bool(value)
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Json::Number(value.into())
    }
}

/// A number that is not finite has no JSON form.
impl TryFrom<f64> for Json {
    type Error = WriteError;

    fn try_from(value: f64) -> Result<Self, WriteError> {
        float_text(value)
            .and_then(|text| Number::parse(&text))
            .map(Json::Number)
            .ok_or_else(|| WriteError::not_finite(value))
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Json::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Json::Text(text)
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(items: Vec<T>) -> Self {
        Json::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Json>> FromIterator<(String, T)> for Json {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(fields: I) -> Self {
        Json::Object(
            fields
                .into_iter()
                .map(|(key, value)| (key, value.into()))
                .collect(),
        )
    }
}
