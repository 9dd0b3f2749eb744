//! The reader's values and steps, one by one: what the loops over records, lists and maps ask for.

use super::JsonReader;
use crate::json::build::build;
use crate::json::scan::short_float;
use crate::shape::{
    DriftSink, FIELD, Field, Found, Key, Kind, Place, ReadError, Reader, Shape, Wanted,
};
use crate::value::Json;

impl Reader for JsonReader<'_> {
    fn peek(&mut self) -> Result<Kind, ReadError> {
        match self.next()? {
            b'"' => Ok(Kind::Text),
            b'0'..=b'9' | b'-' => Ok(Kind::Number),
            b't' | b'f' => Ok(Kind::Bool),
            b'n' => Ok(Kind::Null),
            b'[' => Ok(Kind::List),
            b'{' => Ok(Kind::Record),
            b'N' | b'I' => Err(self.scan.broken("`NaN` and `Infinity` are no JSON")),
            _ => Err(self.scan.broken("expected a value")),
        }
    }

    fn null(&mut self) -> Result<bool, ReadError> {
        if self.next()? != b'n' {
            return Ok(false);
        }
        self.scan.word("null")?;
        Ok(true)
    }

    fn int(&mut self) -> Result<i64, ReadError> {
        self.next()?;
        match self.scan.int() {
            Some(value) => Ok(value),
            None => self.long_int(),
        }
    }

    fn float(&mut self) -> Result<f64, ReadError> {
        if !matches!(self.next()?, b'0'..=b'9' | b'-') {
            return Err(self.wrong(Wanted::Float));
        }
        let digits = self.scan.number()?;
        if let Some(value) = short_float(digits) {
            return Ok(value);
        }
        match digits.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(value),
            _ => {
                let found = Found::scalar(Kind::Number, digits);
                Err(ReadError::wrong(found, Wanted::Float).here(self))
            }
        }
    }

    fn bool(&mut self) -> Result<bool, ReadError> {
        let value = match self.next()? {
            b't' => true,
            b'f' => false,
            _ => return Err(self.wrong(Wanted::Bool)),
        };
        self.scan.word(if value { "true" } else { "false" })?;
        Ok(value)
    }

    fn text(&mut self) -> Result<&str, ReadError> {
        self.start = self.scan.at;
        match self.scan.plain_text() {
            Some(text) => Ok(text),
            None => self.other_text(),
        }
    }

    fn number(&mut self) -> Result<&str, ReadError> {
        if !matches!(self.next()?, b'0'..=b'9' | b'-') {
            return Err(self.wrong(Wanted::Number));
        }
        self.scan.number()
    }

    fn text_among(&mut self, texts: &[&str]) -> Result<bool, ReadError> {
        if self.next()? != b'"' {
            return Ok(false);
        }
        if texts.contains(&self.scan.text()?) {
            return Ok(true);
        }
        self.scan.at = self.start;
        Ok(false)
    }

    fn begin_list(&mut self, _: &'static Field) -> Result<(), ReadError> {
        match self.next()? {
            b'[' => self.deeper(),
            _ => Err(self.wrong(Wanted::List)),
        }
    }

    fn next_item(&mut self) -> Result<bool, ReadError> {
        let fresh = std::mem::take(&mut self.fresh);
        let another = self.scan.item(fresh)?;
        self.depth -= usize::from(!another);
        Ok(another)
    }

    fn begin_record(&mut self) -> Result<(), ReadError> {
        match self.next()? {
            b'{' => self.deeper(),
            _ => Err(self.wrong(Wanted::Record)),
        }
    }

    fn next_field(&mut self, shape: &'static Shape, hint: usize) -> Result<Key, ReadError> {
        if let Some(key) = shape.key(hint)
            && self.scan.pass_key(self.fresh, key)
        {
            self.fresh = false;
            return Ok(Key::Field(hint));
        }
        self.other_field(shape, hint)
    }

    fn key(&self) -> &str {
        &self.unknown
    }

    fn next_key(&mut self) -> Result<Option<&str>, ReadError> {
        let fresh = std::mem::take(&mut self.fresh);
        let key = self.scan.key(fresh)?;
        self.depth -= usize::from(key.is_none());
        Ok(key)
    }

    fn json(&mut self) -> Result<Json, ReadError> {
        build(self)
    }

    fn skip(&mut self) -> Result<(), ReadError> {
        match self.peek()? {
            Kind::Null => self.null().map(drop),
            Kind::Bool => self.bool().map(drop),
            Kind::Number => self.number().map(drop),
            Kind::Text => self.scan.pass_text().map(drop),
            Kind::List => {
                self.begin_list(&FIELD)?;
                while self.next_item()? {
                    self.skip()?;
                }
                Ok(())
            }
            Kind::Record => {
                self.begin_record()?;
                while self.next_key()?.is_some() {
                    self.skip()?;
                }
                Ok(())
            }
        }
    }

    fn look_ahead(
        &mut self,
        probe: &mut dyn FnMut(&mut dyn Reader) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        self.ahead(probe)
    }

    fn pass_over(&mut self, name: Option<&'static str>) {
        self.pass(name);
    }

    #[cold]
    fn wrong(&mut self, wanted: Wanted) -> ReadError {
        let start = self.start;
        match self.found() {
            Ok(found) => ReadError::wrong(found, wanted).at(self.place(start)),
            Err(error) => error,
        }
    }

    fn offset(&self) -> usize {
        self.start
    }

    fn place(&self, offset: usize) -> Option<Place> {
        Some(Place::find(self.data, offset))
    }

    fn levels(&self) -> usize {
        self.max_depth - self.depth
    }

    fn refuses_masks(&self) -> bool {
        self.refuses_masks
    }

    fn drift(&self) -> Option<&dyn DriftSink> {
        self.drift
    }
}
