//! What a deserializer has comes in, a tree goes out.

use std::collections::BTreeMap;
use std::fmt;

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

use crate::json::MAX_DEPTH;
use crate::shape::ReadError;
use crate::value::{Json, Number};

/// The tree of the next value, with all digits that the deserializer gives.
pub(super) fn json<'de, D: Deserializer<'de>>(from: D) -> Result<Json, D::Error> {
    Build { levels: MAX_DEPTH }.deserialize(from)
}

/// Keys by which formats hand over, in a map of one entry, a text that serde has no type for: numbers of any length
/// of `serde_json`, and dates of TOML. They are documented by neither and have not changed for years; were they to,
/// such values would be errors.
const NUMBER: &str = "$serde_json::private::Number";
const DATETIME: &str = "$__toml_private_datetime";

/// Builds a tree of so many levels at most.
#[derive(Clone, Copy)]
struct Build {
    levels: usize,
}

impl Build {
    fn within<E: Error>(self) -> Result<Self, E> {
        match self.levels.checked_sub(1) {
            Some(levels) => Ok(Self { levels }),
            None => Err(E::custom(format!(
                "the value is nested deeper than {MAX_DEPTH} levels"
            ))),
        }
    }
}

fn number<E>(digits: impl fmt::Display) -> Result<Json, E> {
    let number = Number::parse(&digits.to_string());
    Ok(Json::Number(
        number.expect("whole numbers print as JSON has them"),
    ))
}

impl<'de> DeserializeSeed<'de> for Build {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Json, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Build {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON has a form for")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        number(value)
    }

    fn visit_i128<E>(self, value: i128) -> Result<Json, E> {
        number(value)
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        number(value)
    }

    fn visit_u128<E>(self, value: u128) -> Result<Json, E> {
        number(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        Json::try_from(value).map_err(E::custom)
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Json, D::Error> {
        self.within()?.deserialize(from)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Json, D::Error> {
        self.within()?.deserialize(from)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let within = self.within()?;
        let mut items = Vec::new();
        while let Some(item) = from.next_element_seed(within)? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let within = self.within()?;
        let mut fields = BTreeMap::new();
        while let Some(key) = from.next_key::<String>()? {
            if fields.contains_key(&key) {
                return Err(A::Error::custom(ReadError::doubled(&key)));
            }
            let value = from.next_value_seed(within)?;
            fields.insert(key, value);
        }
        Ok(handed_over(&fields).unwrap_or(Json::Object(fields)))
    }
}

/// The scalar, where the map is a format's way of handing one over.
fn handed_over(fields: &BTreeMap<String, Json>) -> Option<Json> {
    let (key, value) = fields.first_key_value().filter(|_| fields.len() == 1)?;
    match key.as_str() {
        NUMBER => Number::parse(value.as_str()?).map(Json::Number),
        DATETIME => value.as_str().map(Json::from),
        _ => None,
    }
}
