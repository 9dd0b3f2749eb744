//! The value types of the spec language that Rust has no type for, or whose Rust type would lose something.

mod decimal;
mod extra;
mod file;
mod json;
mod maybe;
mod moment;
mod number;
mod scalar;
mod secret;
mod url;

pub use decimal::Decimal;
pub use extra::Extra;
pub use file::File;
pub(crate) use file::Source;
pub use json::Json;
pub use maybe::Maybe;
pub use moment::Moment;
pub use number::Number;
pub use scalar::Scalar;
pub use secret::Secret;
pub use url::Url;

pub(crate) use decimal::compare_numbers;
pub(crate) use number::{float_text, is_number, with_float_text};
pub(crate) use secret::REDACTED;
pub(crate) use url::WANTED as WANTED_URL;
