//! What a format offers to be read from: the next value is asked for by the kind that is wanted.

use std::fmt;

use super::{Field, Place, ReadError, Root, Shape, Wanted};
use crate::value::{Json, Scalar};

/// The kind of a value that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Null.
    Null,
    /// True or false.
    Bool,
    /// A number.
    Number,
    /// Text.
    Text,
    /// A list.
    List,
    /// A record or a map.
    Record,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Null => "null",
            Kind::Bool => "flag",
            Kind::Number => "number",
            Kind::Text => "text",
            Kind::List => "a list",
            Kind::Record => "an object",
        })
    }
}

/// What comes next in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The value of the field at this position of the shape.
    Field(usize),
    /// The value of a field that the shape does not have; [`Reader::key`] names it.
    Unknown,
    /// Nothing: the record has ended.
    End,
}

/// A format of bodies. A call of a vendor that speaks several is sent and answered in the one that is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// JSON, and bare text.
    Json,
    /// XML.
    Xml,
}

/// A source of values. Each method consumes one value or one step of a list or record; after an
/// error the reader is not to be used, unless the method says otherwise.
pub trait Reader {
    /// The kind of the next value, which stays.
    fn peek(&mut self) -> Result<Kind, ReadError>;

    /// Whether the next value is null; null is consumed, anything else stays.
    fn null(&mut self) -> Result<bool, ReadError>;

    /// A whole number of 64 bits.
    fn int(&mut self) -> Result<i64, ReadError>;

    /// A finite number.
    fn float(&mut self) -> Result<f64, ReadError>;

    /// True or false.
    fn bool(&mut self) -> Result<bool, ReadError>;

    /// A text.
    fn text(&mut self) -> Result<&str, ReadError>;

    /// A text that stands for something else, as that of a time does: where the format has texts for all scalars,
    /// white space around it does not count.
    fn token(&mut self) -> Result<&str, ReadError> {
        self.text()
    }

    /// Whether the next value has nothing in it, which is how a format may write null where a value has no empty form;
    /// it is consumed then, anything else stays.
    fn empty(&mut self) -> Result<bool, ReadError> {
        Ok(false)
    }

    /// A number with all its digits.
    fn number(&mut self) -> Result<&str, ReadError>;

    /// A decimal number with all its digits: a number, or a text where the format has a decimal as one.
    fn decimal(&mut self) -> Result<&str, ReadError> {
        self.number()
    }

    /// Whether the next value is one of these texts; such a text is consumed, anything else stays.
    fn text_among(&mut self, texts: &[&str]) -> Result<bool, ReadError>;

    /// Enters a list whose items travel as `item` says.
    fn begin_list(&mut self, item: &'static Field) -> Result<(), ReadError>;

    /// Whether another item of the list comes; if not, the list is left.
    fn next_item(&mut self) -> Result<bool, ReadError>;

    /// Enters a record or a map.
    fn begin_record(&mut self) -> Result<(), ReadError>;

    /// Enters a map.
    fn begin_map(&mut self) -> Result<(), ReadError> {
        self.begin_record()
    }

    /// The next field of the record, expected to be the one at `hint`. At the end, the record is left.
    fn next_field(&mut self, shape: &'static Shape, hint: usize) -> Result<Key, ReadError>;

    /// The name of the field that was last found to be unknown.
    fn key(&self) -> &str;

    /// The next key of the map, or nothing at its end, when the map is left. Of what was entered as a record, XML
    /// gives elements, then attributes, then the text of one without elements, under the empty key.
    fn next_key(&mut self) -> Result<Option<&str>, ReadError>;

    /// Any value.
    fn json(&mut self) -> Result<Json, ReadError>;

    /// Passes over a value.
    fn skip(&mut self) -> Result<(), ReadError>;

    /// Lets `probe` read the next value as far as it likes; the value stays.
    fn look_ahead(
        &mut self,
        probe: &mut dyn FnMut(&mut dyn Reader) -> Result<(), ReadError>,
    ) -> Result<(), ReadError>;

    /// A field of this name in the next record is passed over where the record's shape does not have it, as if it had
    /// not come; with nothing, this ends. Each begin has its end, in the order of brackets.
    fn pass_over(&mut self, name: Option<&'static str>) {
        let _ = name;
    }

    /// An error about the next value, which is not `wanted`. A syntax error takes its place.
    fn wrong(&mut self, wanted: Wanted) -> ReadError;

    /// Where the value begins that was read last or looked at, in bytes.
    fn offset(&self) -> usize {
        0
    }

    /// The place of an offset, if the source has places. It takes time: for errors only.
    fn place(&self, offset: usize) -> Option<Place> {
        let _ = offset;
        None
    }

    /// Whether scalars have no kind here, so that the text `12` stands for the number as well.
    fn untyped(&self) -> bool {
        false
    }

    /// The document has to be this element, where the format has such a thing; else it has to be that of the record
    /// that is read first.
    fn expect_root(&mut self, root: &Root) -> Result<(), ReadError> {
        let _ = root;
        Ok(())
    }

    /// How many more lists and objects may stand in each other, from here on.
    fn levels(&self) -> usize {
        crate::json::MAX_DEPTH
    }

    /// Whether the mask of a secret may have been written where the secret stood, and is to be refused.
    fn refuses_masks(&self) -> bool {
        false
    }

    /// The format.
    fn format(&self) -> Format {
        Format::Json
    }

    /// What came under the name of a field that is missing in the record that was just left, where it was not that
    /// field: in words.
    fn elsewhere(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }

    /// Where differences from the spec are reported that do not fail the read.
    fn drift(&self) -> Option<&dyn DriftSink> {
        None
    }
}

/// A difference between the spec and what came that does not fail the read.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Unlike<'a> {
    /// A field that the record does not declare.
    UnknownField {
        /// The record.
        record: &'static Shape,
        /// The field.
        name: &'a str,
    },
    /// A value that the enum does not name.
    UnknownValue {
        /// The enum.
        name: &'static str,
        /// The value.
        value: &'a Scalar,
    },
    /// A field that is absent, which only `lenient` allows.
    LenientAbsence {
        /// The record.
        record: &'static Shape,
        /// The field.
        name: &'static str,
    },
    /// A value that is null, which only `lenient` allows.
    LenientNull {
        /// The field.
        name: &'a str,
    },
}

/// Takes note of drift.
pub trait DriftSink {
    /// Takes note of one difference.
    fn note(&self, drift: Unlike<'_>);
}
