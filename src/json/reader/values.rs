//! The reader's values and steps, one by one: what the loops over records, lists and maps ask for.

use jiter::{NumberInt, Peek};

use super::JsonReader;
use crate::json::build::build;
use crate::json::syntax::{broken, kind};
use crate::shape::{
    DriftSink, FIELD, Field, Found, Key, Kind, Place, ReadError, Reader, Shape, Wanted,
};
use crate::value::Json;

impl Reader for JsonReader<'_> {
    fn peek(&mut self) -> Result<Kind, ReadError> {
        let peek = self.next()?;
        kind(peek).map_err(|error| error.here(self))
    }

    fn null(&mut self) -> Result<bool, ReadError> {
        if self.next()? != Peek::Null {
            return Ok(false);
        }
        match self.jiter.known_null() {
            Ok(()) => Ok(true),
            Err(error) => Err(broken(self.data, self.base, &error)),
        }
    }

    fn int(&mut self) -> Result<i64, ReadError> {
        let peek = self.next()?;
        match self.jiter.known_int(peek) {
            Ok(NumberInt::Int(value)) => Ok(value),
            _ => self.long_int(),
        }
    }

    fn float(&mut self) -> Result<f64, ReadError> {
        let peek = self.next()?;
        match self.jiter.known_float(peek) {
            Ok(value) if value.is_finite() => Ok(value),
            Ok(_) => {
                let digits =
                    String::from_utf8_lossy(self.jiter.slice_to_current(self.start - self.base));
                Err(
                    ReadError::wrong(Found::scalar(Kind::Number, &digits), Wanted::Float)
                        .here(self),
                )
            }
            Err(_) => Err(self.wrong(Wanted::Float)),
        }
    }

    fn bool(&mut self) -> Result<bool, ReadError> {
        let peek = self.next()?;
        if !matches!(peek, Peek::True | Peek::False) {
            return Err(self.wrong(Wanted::Bool));
        }
        self.jiter
            .known_bool(peek)
            .map_err(|error| broken(self.data, self.base, &error))
    }

    fn text(&mut self) -> Result<&str, ReadError> {
        if self.next()? != Peek::String {
            return Err(self.wrong(Wanted::Text));
        }
        self.jiter
            .known_str()
            .map_err(|error| broken(self.data, self.base, &error))
    }

    fn number(&mut self) -> Result<&str, ReadError> {
        let peek = self.next()?;
        if !peek.is_num() {
            return Err(self.wrong(Wanted::Number));
        }
        match self.jiter.known_number_bytes(peek) {
            Ok(digits) => std::str::from_utf8(digits)
                .map_err(|_| ReadError::broken("broken JSON: a number is malformed")),
            Err(error) => Err(broken(self.data, self.base, &error)),
        }
    }

    fn text_among(&mut self, texts: &[&str]) -> Result<bool, ReadError> {
        if self.next()? != Peek::String {
            return Ok(false);
        }
        let before = self.jiter.clone();
        if texts.contains(&self.text()?) {
            return Ok(true);
        }
        self.jiter = before;
        Ok(false)
    }

    fn begin_list(&mut self, _: &'static Field) -> Result<(), ReadError> {
        match self.next()? {
            Peek::Array => self.deeper(),
            _ => Err(self.wrong(Wanted::List)),
        }
    }

    fn next_item(&mut self) -> Result<bool, ReadError> {
        let step = if std::mem::take(&mut self.fresh) {
            self.jiter.known_array()
        } else {
            self.jiter.array_step()
        };
        match step {
            Ok(Some(_)) => Ok(true),
            Ok(None) => {
                self.depth -= 1;
                Ok(false)
            }
            Err(error) => Err(broken(self.data, self.base, &error)),
        }
    }

    fn begin_record(&mut self) -> Result<(), ReadError> {
        match self.next()? {
            Peek::Object => self.deeper(),
            _ => Err(self.wrong(Wanted::Record)),
        }
    }

    fn next_field(&mut self, shape: &'static Shape, hint: usize) -> Result<Key, ReadError> {
        if shape
            .names
            .get(hint)
            .is_some_and(|name| self.pass_key(name))
        {
            return Ok(Key::Field(hint));
        }
        loop {
            let step = if std::mem::take(&mut self.fresh) {
                self.jiter.known_object()
            } else {
                self.jiter.next_key()
            };
            match step {
                Ok(Some(key)) => match shape.find(key, hint) {
                    Some(index) => return Ok(Key::Field(index)),
                    None => {
                        self.unknown.clear();
                        self.unknown.push_str(key);
                        if !self.is_passed() {
                            return Ok(Key::Unknown);
                        }
                        self.skip()?;
                    }
                },
                Ok(None) => {
                    self.depth -= 1;
                    return Ok(Key::End);
                }
                Err(error) => return Err(broken(self.data, self.base, &error)),
            }
        }
    }

    fn key(&self) -> &str {
        &self.unknown
    }

    fn next_key(&mut self) -> Result<Option<&str>, ReadError> {
        let step = if std::mem::take(&mut self.fresh) {
            self.jiter.known_object()
        } else {
            self.jiter.next_key()
        };
        match step {
            Ok(key) => {
                self.depth -= usize::from(key.is_none());
                Ok(key)
            }
            Err(error) => Err(broken(self.data, self.base, &error)),
        }
    }

    fn json(&mut self) -> Result<Json, ReadError> {
        build(self)
    }

    fn skip(&mut self) -> Result<(), ReadError> {
        match self.peek()? {
            Kind::Null => self.null().map(drop),
            Kind::Bool => self.bool().map(drop),
            Kind::Number => self.number().map(drop),
            Kind::Text => self
                .jiter
                .known_bytes()
                .map(drop)
                .map_err(|error| broken(self.data, self.base, &error)),
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
