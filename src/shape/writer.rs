//! What a format offers to be written to.

use std::fmt;

use super::{FIELD, Field, Format, PathStep, Shape, error::show_path};
use crate::value::Json;

/// A sink of values. Values come in document order; items and fields are announced before their value.
pub trait Writer {
    /// Null.
    fn null(&mut self) -> Result<(), WriteError>;

    /// True or false.
    fn bool(&mut self, value: bool) -> Result<(), WriteError>;

    /// A whole number.
    fn int(&mut self, value: i64) -> Result<(), WriteError>;

    /// A number, in the fewest digits that read back the same; it has to be finite.
    fn float(&mut self, value: f64) -> Result<(), WriteError>;

    /// A number, as these digits have it.
    fn number(&mut self, digits: &str) -> Result<(), WriteError>;

    /// A decimal number, as these digits have it.
    fn decimal(&mut self, digits: &str) -> Result<(), WriteError> {
        self.number(digits)
    }

    /// Text.
    fn text(&mut self, value: &str) -> Result<(), WriteError>;

    /// Text that is secret.
    fn secret(&mut self, value: &str) -> Result<(), WriteError> {
        self.text(value)
    }

    /// A list begins, whose items travel as `item` says.
    fn begin_list(&mut self, item: &'static Field) -> Result<(), WriteError>;

    /// The next value is an item.
    fn item(&mut self) -> Result<(), WriteError>;

    /// The list ends.
    fn end_list(&mut self) -> Result<(), WriteError>;

    /// A record begins.
    fn begin_record(&mut self, shape: &'static Shape) -> Result<(), WriteError>;

    /// The next value is that of a declared field.
    fn field(&mut self, field: &'static Field) -> Result<(), WriteError>;

    /// The next value is that of the field at `index` of the shape.
    fn field_at(&mut self, shape: &'static Shape, index: usize) -> Result<(), WriteError> {
        self.field(&shape.fields()[index])
    }

    /// The record ends.
    fn end_record(&mut self) -> Result<(), WriteError>;

    /// A map begins.
    fn begin_map(&mut self) -> Result<(), WriteError>;

    /// The next value is that of a key of the map, or of a field of the record that is not declared.
    fn key(&mut self, key: &str) -> Result<(), WriteError>;

    /// The map ends.
    fn end_map(&mut self) -> Result<(), WriteError>;

    /// Any value.
    fn json(&mut self, value: &Json) -> Result<(), WriteError> {
        match value {
            Json::Null => self.null(),
            Json::Bool(value) => self.bool(*value),
            Json::Number(number) => self.number(number.as_str()),
            Json::Text(text) => self.text(text),
            Json::List(items) => {
                self.begin_list(&FIELD)?;
                for (index, item) in items.iter().enumerate() {
                    self.item()?;
                    self.json(item)
                        .map_err(|error| error.within(PathStep::Index(index)))?;
                }
                self.end_list()
            }
            Json::Object(fields) => {
                self.begin_map()?;
                for (key, value) in fields {
                    self.key(key)?;
                    self.json(value)
                        .map_err(|error| error.within(PathStep::Key(key.clone().into())))?;
                }
                self.end_map()
            }
        }
    }

    /// Whether the document is only compared with another one, so that what the format has no form for is written too.
    fn compares(&self) -> bool {
        false
    }

    /// Whether a mask is written in place of a secret.
    fn masks(&self) -> bool {
        false
    }

    /// The format.
    fn format(&self) -> Format {
        Format::Json
    }
}

/// A value that cannot be written, with the path at which it stands.
///
/// The one line that it displays says what and where:
///
/// ```
/// use trunkline::Json;
///
/// let error = Json::try_from(f64::NAN).unwrap_err();
/// assert_eq!(error.to_string(), "cannot write `NaN`: numbers on the wire are finite");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    /// Innermost first.
    path: Vec<PathStep>,
    what: String,
}

impl WriteError {
    /// An error that says what cannot be written and why.
    pub fn new(what: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            path: Vec::new(),
            what: what.into(),
        }))
    }

    pub(crate) fn not_finite(value: f64) -> Self {
        Self::new(format!(
            "cannot write `{value}`: numbers on the wire are finite"
        ))
    }

    /// The same error, seen from outside of `step`.
    #[must_use]
    pub fn within(mut self, step: PathStep) -> Self {
        self.0.path.push(step);
        self
    }

    /// The path of the value, like `items[3].price`; empty for the whole value.
    #[must_use]
    pub fn path(&self) -> String {
        show_path(&self.0.path)
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.what)?;
        if !self.0.path.is_empty() {
            write!(f, ", at `{}`", self.path())?;
        }
        Ok(())
    }
}

impl std::error::Error for WriteError {}
