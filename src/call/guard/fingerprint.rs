//! The items of a page in, a hash of what they are on the wire out.
//!
//! They are written as bytes, by the same loop that writes them into a body, and those are hashed. Numbers and texts stay as
//! they are: to write JSON, or to hash each value by itself, takes up to half of what reading the page took.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::codec;
use crate::shape::{FIELD, Field, Row, Shape, WriteError, Writer};

/// Nothing where there are no items, or where they cannot be written.
pub(super) fn fingerprint(items: &dyn Row) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    let mut print = Fingerprint(Vec::new());
    for item in items.values() {
        print.0.clear();
        codec::write(item, &mut print, &FIELD).ok()?;
        print.0.hash(&mut hasher);
    }
    (items.len() > 0).then(|| hasher.finish())
}

/// What an item is on the wire: parts, each before what it stands for, so that no two items are written alike.
struct Fingerprint(Vec<u8>);

#[derive(Clone, Copy)]
enum Part {
    Null,
    Bool,
    Int,
    Float,
    Number,
    Text,
    List,
    Item,
    Record,
    Field,
    FieldAt,
    Map,
    Key,
    End,
}

impl Fingerprint {
    fn part<const N: usize>(&mut self, part: Part, value: [u8; N]) -> Result<(), WriteError> {
        self.0.push(part as u8);
        self.0.extend(value);
        Ok(())
    }

    fn said(&mut self, part: Part, text: &str) -> Result<(), WriteError> {
        self.part(part, text.len().to_le_bytes())?;
        self.0.extend(text.as_bytes());
        Ok(())
    }
}

impl Writer for Fingerprint {
    fn null(&mut self) -> Result<(), WriteError> {
        self.part(Part::Null, [])
    }

    fn bool(&mut self, value: bool) -> Result<(), WriteError> {
        self.part(Part::Bool, [value.into()])
    }

    fn int(&mut self, value: i64) -> Result<(), WriteError> {
        self.part(Part::Int, value.to_le_bytes())
    }

    fn float(&mut self, value: f64) -> Result<(), WriteError> {
        self.part(Part::Float, value.to_bits().to_le_bytes())
    }

    fn number(&mut self, digits: &str) -> Result<(), WriteError> {
        self.said(Part::Number, digits)
    }

    fn text(&mut self, value: &str) -> Result<(), WriteError> {
        self.said(Part::Text, value)
    }

    fn begin_list(&mut self, _: &'static Field) -> Result<(), WriteError> {
        self.part(Part::List, [])
    }

    fn item(&mut self) -> Result<(), WriteError> {
        self.part(Part::Item, [])
    }

    fn end_list(&mut self) -> Result<(), WriteError> {
        self.part(Part::End, [])
    }

    fn begin_record(&mut self, _: &'static Shape) -> Result<(), WriteError> {
        self.part(Part::Record, [])
    }

    fn field(&mut self, field: &'static Field) -> Result<(), WriteError> {
        self.said(Part::Field, field.name)
    }

    fn field_at(&mut self, _: &'static Shape, index: usize) -> Result<(), WriteError> {
        self.part(Part::FieldAt, index.to_le_bytes())
    }

    fn end_record(&mut self) -> Result<(), WriteError> {
        self.part(Part::End, [])
    }

    fn begin_map(&mut self) -> Result<(), WriteError> {
        self.part(Part::Map, [])
    }

    fn key(&mut self, key: &str) -> Result<(), WriteError> {
        self.said(Part::Key, key)
    }

    fn end_map(&mut self) -> Result<(), WriteError> {
        self.part(Part::End, [])
    }

    fn compares(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Json;

    fn of(items: &[&str]) -> Option<u64> {
        let parsed = items.iter().map(|text| text.parse().expect("it is JSON"));
        fingerprint(&parsed.collect::<Vec<Json>>())
    }

    #[test]
    fn what_is_the_same_on_the_wire_is_hashed_alike_and_nothing_else() {
        let pages: &[&[&str]] = &[
            &["null"],
            &["null", "null"],
            &["true"],
            &["false"],
            &["0"],
            &["0.0"],
            &["\"0\""],
            &["\"\""],
            &["[]"],
            &["[[]]"],
            &["[]", "[]"],
            &["[0]"],
            &["{}"],
            &["{\"a\":0}"],
            &["{\"a\":{}}"],
            &["[\"a\",0]"],
            &["\"ab\"", "\"c\""],
            &["\"a\"", "\"bc\""],
        ];
        for (at, page) in pages.iter().enumerate() {
            assert_eq!(of(page), of(page));
            for other in &pages[..at] {
                assert_ne!(of(page), of(other), "{page:?} {other:?}");
            }
        }
        assert_eq!(of(&[]), None);
        assert_eq!(of(&["{\"a\":1,\"b\":2}"]), of(&["{\"b\":2,\"a\":1}"]));
    }
}
