//! Records, open enums, newtypes and the value types for [serde](https://serde.rs): any format that describes itself
//! comes in and goes out, through the shape, as the JSON of the wire.
//!
//! With the feature `serde` every generated type is [`Serialize`] and [`Deserialize`], without derives. Fields have
//! their names on the wire and travel by their codecs; what is absent is left out, what is null is null, unknown values
//! of enums and kept fields go through, and where a field is missing the error says at which path. An unknown value of an
//! enum that came in XML, where the enum has other values, has no form in JSON and so none here: it is an error.
//!
//! # Secrets
//! Whoever serialises a record is seldom thinking of the passwords in it. So a secret goes out as the mask
//! `Secret(***)`, and the mask is refused where a secret is read, so that it never ends in a request. To write
//! secrets in clear, say so: by [`Exposed`] for a whole value, by the module [`exposed`] for a field. What the spec
//! does not declare and a record keeps in `extra` is not known to be secret and goes out as it is.
//!
//! ```
//! use trunkline::serde::Exposed;
//! use trunkline::Secret;
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Cached {
//!     host: String,
//!     #[serde(with = "trunkline::serde::exposed")]
//!     token: Option<Secret>,
//! }
//!
//! let token = Secret::from("5f3a");
//! assert_eq!(serde_json::to_string(&token)?, r#""Secret(***)""#);
//! assert_eq!(serde_json::to_string(&Exposed(&token))?, r#""5f3a""#);
//!
//! let refused = serde_json::from_str::<Secret>(r#""Secret(***)""#).unwrap_err();
//! assert!(refused.to_string().starts_with("found the mask of a secret, not the secret"));
//!
//! let cached = Cached { host: "acme.test".to_owned(), token: Some(token) };
//! let text = serde_json::to_string(&cached)?;
//! assert_eq!(text, r#"{"host":"acme.test","token":"5f3a"}"#);
//! assert_eq!(serde_json::from_str::<Cached>(&text)?.token.unwrap().expose(), "5f3a");
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! # Numbers
//! A number goes out as an `i64`, a `u64` or an `f64`, whichever holds it exactly. Where none does, as of `1e400` or
//! of a decimal with twenty digits in a [`Json`](crate::Json), it is an error and not another number. How a number was
//! written is not kept: `0.10` comes back as `0.1`. `serde_json` reads an `f64` exactly with its feature
//! `float_roundtrip`, and numbers of any length with `arbitrary_precision`.
//!
//! A decimal goes out as a text instead, with all its digits, and is read from a text or a number.
//!
//! # Formats
//! JSON, YAML, TOML, CBOR, MessagePack and others that say of a value what it is; `#[serde(flatten)]` and untagged
//! enums too. Formats that do not, like postcard and bincode, can be written, but reading is an error. TOML has no null:
//! it leaves out a field that is null, which is then missing where it has to be there.

mod input;
mod number;
mod output;
mod values;

use serde_core::de::Error as _;
use serde_core::ser::Error as _;
pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::json::TreeReader;
use crate::shape::{Blank, FIELD, Field, NULL, Slot, read_with};
use output::{Secrets, tree};

/// A value that is serialised with its secrets in clear.
///
/// ```
/// use trunkline::Secret;
/// use trunkline::serde::Exposed;
///
/// let keys = vec![Secret::from("a"), Secret::from("b")];
/// assert_eq!(serde_json::to_string(&Exposed(&keys))?, r#"["a","b"]"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// It shows no more than what it holds does:
///
/// ```
/// # use trunkline::{Secret, serde::Exposed};
/// assert_eq!(format!("{:?}", Exposed(&Secret::from("a"))), "Exposed(Secret(***))");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Exposed<'a, T>(pub &'a T);

impl<T: Slot> Serialize for Exposed<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        exposed::serialize(self.0, to)
    }
}

/// For `#[serde(with = "trunkline::serde::exposed")]`: a field that is serialised with its secrets in clear.
///
/// It holds any value that can stand in a record: a record itself, a `Secret`, an `Option`, a list or a map of them.
/// The mask is refused here too: a field that was once written without this is not read as if it were a secret.
pub mod exposed {
    use super::{
        Blank, Deserializer, FIELD, Field, NULL, Secrets, Serializer, Slot, read_from, write_to,
    };

    /// Serialises the value with its secrets in clear.
    pub fn serialize<T: Slot, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        write_to(value, &FIELD, Secrets::Clear, to)
    }

    /// Deserialises the value.
    pub fn deserialize<'de, T: Slot + Blank, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        let field = Field {
            flags: NULL,
            ..FIELD
        };
        read_from(&field, from)
    }
}

/// Serialises a value that travels as `field` says, with its secrets masked.
pub fn serialize<S: Serializer>(value: &dyn Slot, field: &Field, to: S) -> Result<S::Ok, S::Error> {
    write_to(value, field, Secrets::Masked, to)
}

/// Deserialises a value that travels as `field` says.
pub fn deserialize<'de, T: Slot + Blank, D: Deserializer<'de>>(
    field: &Field,
    from: D,
) -> Result<T, D::Error> {
    read_from(field, from)
}

fn write_to<S: Serializer>(
    value: &dyn Slot,
    field: &Field,
    secrets: Secrets,
    to: S,
) -> Result<S::Ok, S::Error> {
    let tree = tree(value, field, secrets).map_err(S::Error::custom)?;
    tree.serialize(to)
}

fn read_from<'de, T: Slot + Blank, D: Deserializer<'de>>(
    field: &Field,
    from: D,
) -> Result<T, D::Error> {
    let json = input::json(from)?;
    let mut reader = TreeReader::new(&json).refuse_masks();
    // The mend is for the spec, which whoever reads a file of his own did not write.
    read_with(&mut reader, field).map_err(|error| D::Error::custom(error.without_help()))
}
