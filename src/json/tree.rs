//! A JSON tree comes in, values go out into slots: what was kept as [`Json`] is read as a type after all.

use std::collections::btree_map;
use std::slice;

use super::MAX_DEPTH;
use crate::shape::{DriftSink, Field, Found, Key, Kind, ReadError, Reader, Shape, Wanted};
use crate::value::{Json, Number};

/// Reads the values of a [`Json`] tree.
///
/// ```
/// use trunkline::Json;
/// use trunkline::json::TreeReader;
/// use trunkline::shape::read;
///
/// let kept: Json = "[1, 2]".parse()?;
/// let numbers: Vec<i64> = read(&mut TreeReader::new(&kept))?;
/// assert_eq!(numbers, [1, 2]);
/// # Ok::<(), trunkline::ReadError>(())
/// ```
pub struct TreeReader<'j> {
    /// The next value; nothing once it was consumed.
    next: Option<&'j Json>,
    open: Vec<Open<'j>>,
    unknown: &'j str,
    /// Fields that are passed over, by the number of lists and objects around and with their records.
    passed: Vec<(usize, &'static str)>,
    refuses_masks: bool,
    drift: Option<&'j dyn DriftSink>,
}

/// A list or object that was entered.
enum Open<'j> {
    List(slice::Iter<'j, Json>),
    Object(btree_map::Iter<'j, String, Json>),
}

impl<'j> TreeReader<'j> {
    /// Reads `json`.
    #[must_use]
    pub fn new(json: &'j Json) -> Self {
        Self {
            next: Some(json),
            open: Vec::new(),
            unknown: "",
            passed: Vec::new(),
            refuses_masks: false,
            drift: None,
        }
    }

    /// Where differences from the spec are reported that do not fail the read.
    #[must_use]
    pub fn drift_to(mut self, sink: &'j dyn DriftSink) -> Self {
        self.drift = Some(sink);
        self
    }

    /// Refuses the mask of a secret where the secret should stand.
    #[cfg(feature = "serde")]
    pub(crate) fn refuse_masks(mut self) -> Self {
        self.refuses_masks = true;
        self
    }

    fn peeked(&self) -> Result<&'j Json, ReadError> {
        self.next
            .ok_or_else(|| ReadError::broken("the value was read already"))
    }

    fn take<T>(
        &mut self,
        wanted: Wanted,
        take: impl FnOnce(&'j Json) -> Option<T>,
    ) -> Result<T, ReadError> {
        match take(self.peeked()?) {
            Some(value) => {
                self.next = None;
                Ok(value)
            }
            None => Err(self.wrong(wanted)),
        }
    }

    fn step(&mut self) -> Option<&'j str> {
        let Some(Open::Object(fields)) = self.open.last_mut() else {
            return None;
        };
        match fields.next() {
            Some((key, value)) => {
                self.next = Some(value);
                Some(key)
            }
            None => {
                self.open.pop();
                None
            }
        }
    }
}

fn kind(json: &Json) -> Kind {
    match json {
        Json::Null => Kind::Null,
        Json::Bool(_) => Kind::Bool,
        Json::Number(_) => Kind::Number,
        Json::Text(_) => Kind::Text,
        Json::List(_) => Kind::List,
        Json::Object(_) => Kind::Record,
    }
}

impl Reader for TreeReader<'_> {
    fn peek(&mut self) -> Result<Kind, ReadError> {
        self.peeked().map(kind)
    }

    fn null(&mut self) -> Result<bool, ReadError> {
        let null = self.peeked()?.is_null();
        if null {
            self.next = None;
        }
        Ok(null)
    }

    fn int(&mut self) -> Result<i64, ReadError> {
        self.take(Wanted::Int, Json::as_i64)
    }

    fn float(&mut self) -> Result<f64, ReadError> {
        self.take(Wanted::Float, Json::as_f64)
    }

    fn bool(&mut self) -> Result<bool, ReadError> {
        self.take(Wanted::Bool, Json::as_bool)
    }

    fn text(&mut self) -> Result<&str, ReadError> {
        self.take(Wanted::Text, Json::as_str)
    }

    fn number(&mut self) -> Result<&str, ReadError> {
        self.take(Wanted::Number, |json| json.as_number().map(Number::as_str))
    }

    fn decimal(&mut self) -> Result<&str, ReadError> {
        // serde has no number for most decimals, so that there they are texts.
        if self.refuses_masks && self.peek()? == Kind::Text {
            return self.text();
        }
        self.number()
    }

    fn text_among(&mut self, texts: &[&str]) -> Result<bool, ReadError> {
        let among = self
            .peeked()?
            .as_str()
            .is_some_and(|text| texts.contains(&text));
        if among {
            self.next = None;
        }
        Ok(among)
    }

    fn begin_list(&mut self, _: &'static Field) -> Result<(), ReadError> {
        let items = self.take(Wanted::List, Json::as_list)?;
        self.open.push(Open::List(items.iter()));
        Ok(())
    }

    fn next_item(&mut self) -> Result<bool, ReadError> {
        let Some(Open::List(items)) = self.open.last_mut() else {
            return Ok(false);
        };
        self.next = items.next();
        if self.next.is_none() {
            self.open.pop();
        }
        Ok(self.next.is_some())
    }

    fn begin_record(&mut self) -> Result<(), ReadError> {
        let fields = self.take(Wanted::Record, Json::as_object)?;
        self.open.push(Open::Object(fields.iter()));
        Ok(())
    }

    fn next_field(&mut self, shape: &'static Shape, hint: usize) -> Result<Key, ReadError> {
        while let Some(key) = self.step() {
            if let Some(index) = shape.find(key, hint) {
                return Ok(Key::Field(index));
            }
            self.unknown = key;
            if !self.passed.contains(&(self.open.len(), key)) {
                return Ok(Key::Unknown);
            }
        }
        Ok(Key::End)
    }

    fn key(&self) -> &str {
        self.unknown
    }

    fn next_key(&mut self) -> Result<Option<&str>, ReadError> {
        Ok(self.step())
    }

    fn json(&mut self) -> Result<Json, ReadError> {
        self.take(Wanted::Of("a value".into(), None), |json| {
            Some(json.clone())
        })
    }

    fn skip(&mut self) -> Result<(), ReadError> {
        self.next = None;
        Ok(())
    }

    fn look_ahead(
        &mut self,
        probe: &mut dyn FnMut(&mut dyn Reader) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        // A reader of its own: of a tree, all is in reach.
        probe(&mut TreeReader::new(self.peeked()?))
    }

    fn pass_over(&mut self, name: Option<&'static str>) {
        match name {
            Some(name) => self.passed.push((self.open.len() + 1, name)),
            None => {
                self.passed.pop();
            }
        }
    }

    fn wrong(&mut self, wanted: Wanted) -> ReadError {
        let json = match self.peeked() {
            Ok(json) => json,
            Err(error) => return error,
        };
        let found = match json {
            Json::Text(text) => Found::text(text),
            Json::Number(number) => Found::scalar(Kind::Number, number.as_str()),
            Json::Bool(value) => Found::scalar(Kind::Bool, if *value { "true" } else { "false" }),
            Json::Null | Json::List(_) | Json::Object(_) => Found::kind(kind(json)),
        };
        ReadError::wrong(found, wanted)
    }

    fn levels(&self) -> usize {
        MAX_DEPTH.saturating_sub(self.open.len())
    }

    fn refuses_masks(&self) -> bool {
        self.refuses_masks
    }

    fn drift(&self) -> Option<&dyn DriftSink> {
        self.drift
    }
}
