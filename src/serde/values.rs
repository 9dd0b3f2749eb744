//! The value types of records, for those who hold them in types of their own.

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::shape::FIELD;
use crate::value::{Decimal, Extra, Json, Maybe, Moment, Secret, Url};

macro_rules! by_slot {
    ($($(#[$doc:meta])* $value:ty),*) => {$(
        $(#[$doc])*
        impl Serialize for $value {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                super::serialize(self, &FIELD, to)
            }
        }

        impl<'de> Deserialize<'de> for $value {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                super::deserialize(&FIELD, from)
            }
        }
    )*};
}

by_slot!(
    /// A text, so that no digit is lost; a number is read as well.
    Decimal,
    /// A number has to fit an `i64`, a `u64` or an `f64` exactly, otherwise it is an error.
    Json,
    Moment,
    Url,
    /// Masked: see [`trunkline::serde`](crate::serde).
    Secret
);

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Extra {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        std::collections::BTreeMap::deserialize(from).map(|fields| fields.into_iter().collect())
    }
}

/// Null and absent are both null, for only the struct around it can leave a field out. There, say
/// `#[serde(default, skip_serializing_if = "Maybe::is_absent")]`:
///
/// ```
/// use trunkline::Maybe;
///
/// #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
/// struct Mine {
///     #[serde(default, skip_serializing_if = "Maybe::is_absent")]
///     note: Maybe<String>,
/// }
///
/// for (note, text) in [
///     (Maybe::Absent, "{}"),
///     (Maybe::Null, r#"{"note":null}"#),
///     (Maybe::from("x"), r#"{"note":"x"}"#),
/// ] {
///     let mine = Mine { note };
///     assert_eq!(serde_json::to_string(&mine)?, text);
///     assert_eq!(serde_json::from_str::<Mine>(text)?, mine);
/// }
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<T: Serialize> Serialize for Maybe<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(to)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Option::deserialize(from).map(Maybe::from)
    }
}
