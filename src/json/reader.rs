//! A JSON document comes in, values go out into slots, on `jiter`.

use jiter::{Jiter, JiterError, JiterErrorType, JsonErrorType, Peek};

use super::{MAX_DEPTH, syntax::sentence};
use crate::shape::{
    Blank, DriftSink, Field, Found, Key, Kind, PathStep, Place, ReadError, Reader, Shape, Slot,
    Token, Wanted,
};
use crate::value::{Json, Number};

/// Reads the values of one JSON document.
///
/// Depth is counted here: `jiter` counts it only where it passes over a value.
pub struct JsonReader<'j> {
    jiter: Jiter<'j>,
    data: &'j [u8],
    /// Bytes of the document before `data`: a byte order mark.
    skipped: usize,
    /// Where the last value begins.
    start: usize,
    depth: usize,
    max_depth: usize,
    /// Whether a list or object was just entered.
    fresh: bool,
    /// The last key that a shape did not have.
    unknown: String,
    drift: Option<&'j dyn DriftSink>,
}

impl<'j> JsonReader<'j> {
    /// Reads `document`, which has to be UTF-8; a byte order mark before it is passed over.
    pub fn new(document: &'j [u8]) -> Result<Self, ReadError> {
        // Checked at once and up front: `jiter` does not check what it passes over.
        if let Err(error) = std::str::from_utf8(document) {
            let place = Place::find(document, error.valid_up_to());
            return Err(ReadError::broken("broken JSON: a text is not UTF-8").at(Some(place)));
        }
        let data = document.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(document);
        Ok(Self {
            jiter: Jiter::new(data),
            data,
            skipped: document.len() - data.len(),
            start: 0,
            depth: 0,
            max_depth: MAX_DEPTH,
            fresh: false,
            unknown: String::new(),
            drift: None,
        })
    }

    /// How deep lists and objects may stand in each other; more than 1,000 counts as 1,000, so that no
    /// document exhausts the stack.
    #[must_use]
    pub fn max_depth(mut self, levels: usize) -> Self {
        self.max_depth = levels.min(1_000);
        self
    }

    /// Where differences from the spec are reported that do not fail the read.
    #[must_use]
    pub fn drift_to(mut self, sink: &'j dyn DriftSink) -> Self {
        self.drift = Some(sink);
        self
    }

    /// Nothing but white space may come.
    pub fn finish(&mut self) -> Result<(), ReadError> {
        self.jiter.finish().map_err(|error| self.broken(&error))
    }

    /// Reads the value at `path` and passes over the rest of the document, which is checked all the
    /// same; nothing if the path leads nowhere.
    pub fn read_at<T: Slot + Blank>(
        mut self,
        path: &[PathStep],
        field: &Field,
    ) -> Result<Option<T>, ReadError> {
        let mut value = T::blank(&Token::NEW);
        let found = self.visit_at(path, &mut |reader| value.read(reader, field))?;
        self.finish()?;
        Ok(found.then_some(value))
    }

    /// Lets `visit` read the value at `path`, and passes over the rest of the value that comes next.
    /// Whether the path led somewhere.
    pub fn visit_at(
        &mut self,
        path: &[PathStep],
        visit: &mut dyn FnMut(&mut dyn Reader) -> Result<(), ReadError>,
    ) -> Result<bool, ReadError> {
        let Some((step, rest)) = path.split_first() else {
            return visit(self).map(|()| true);
        };
        let mut found = false;
        match (step, self.peek()?) {
            (PathStep::Key(wanted), Kind::Record) => {
                self.begin_record()?;
                while let Some(key) = self.next_key()? {
                    if key != wanted {
                        self.skip()?;
                    } else if found {
                        self.peek()?;
                        return Err(ReadError::doubled(wanted.clone()).here(self));
                    } else {
                        found = self
                            .visit_at(rest, visit)
                            .map_err(|error| error.within(step.clone()))?;
                    }
                }
            }
            (PathStep::Index(wanted), Kind::List) => {
                self.begin_list()?;
                let mut index = 0;
                while self.next_item()? {
                    if index == *wanted {
                        found = self
                            .visit_at(rest, visit)
                            .map_err(|error| error.within(step.clone()))?;
                    } else {
                        self.skip()?;
                    }
                    index += 1;
                }
            }
            _ => self.skip()?,
        }
        Ok(found)
    }

    /// Notes where the next value begins.
    #[inline]
    fn next(&mut self) -> Result<Peek, ReadError> {
        let peek = self
            .jiter
            .peek()
            .map_err(|error| broken(self.data, self.skipped, &error))?;
        self.start = self.jiter.current_index();
        Ok(peek)
    }

    #[cold]
    fn broken(&self, error: &JiterError) -> ReadError {
        broken(self.data, self.skipped, error)
    }

    /// `jiter` gives up on the last few numbers that fit 64 bits.
    #[cold]
    fn long_int(&mut self) -> Result<i64, ReadError> {
        let before = self.jiter.clone();
        if let Ok(Ok(value)) = self.number().map(str::parse) {
            return Ok(value);
        }
        self.jiter = before;
        Err(self.not(Wanted::Int))
    }

    /// The error about the value that begins at `self.start`, which is not `wanted` or no JSON.
    #[cold]
    fn not(&mut self, wanted: Wanted) -> ReadError {
        match self.found() {
            Ok(found) => ReadError::wrong(found, wanted).here(self),
            Err(error) => error,
        }
    }

    #[cold]
    fn found(&mut self) -> Result<Found, ReadError> {
        let peek = self.next()?;
        let kind = self.kind(peek)?;
        Ok(match kind {
            Kind::Text => Found::text(self.text()?),
            Kind::Number => Found::scalar(kind, self.number()?),
            Kind::Bool => Found::scalar(kind, if self.bool()? { "true" } else { "false" }),
            Kind::Null => self.null().map(|_| Found::kind(kind))?,
            Kind::List | Kind::Record => Found::kind(kind),
        })
    }

    fn kind(&self, peek: Peek) -> Result<Kind, ReadError> {
        Ok(match peek {
            Peek::String => Kind::Text,
            Peek::Null => Kind::Null,
            Peek::True | Peek::False => Kind::Bool,
            Peek::Array => Kind::List,
            Peek::Object => Kind::Record,
            Peek::NaN | Peek::Infinity => {
                return Err(
                    ReadError::broken("broken JSON: `NaN` and `Infinity` are no JSON").here(self),
                );
            }
            peek if peek.is_num() => Kind::Number,
            _ => {
                return Err(
                    ReadError::broken(sentence(&JsonErrorType::ExpectedSomeValue)).here(self),
                );
            }
        })
    }

    fn deeper(&mut self) -> Result<(), ReadError> {
        if self.depth == self.max_depth {
            let what = format!(
                "the document is nested deeper than {} levels, the limit of this client",
                self.max_depth
            );
            return Err(ReadError::broken(what).here(self));
        }
        self.depth += 1;
        self.fresh = true;
        Ok(())
    }

    /// Any value as a tree; `deeper` bounds the recursion.
    fn tree(&mut self) -> Result<Json, ReadError> {
        Ok(match self.peek()? {
            Kind::Null => {
                self.null()?;
                Json::Null
            }
            Kind::Bool => Json::Bool(self.bool()?),
            Kind::Number => match Number::parse(self.number()?) {
                Some(number) => Json::Number(number),
                None => {
                    return Err(
                        ReadError::broken(sentence(&JsonErrorType::InvalidNumber)).here(self)
                    );
                }
            },
            Kind::Text => Json::Text(self.text()?.to_owned()),
            Kind::List => {
                self.begin_list()?;
                let mut items = Vec::new();
                while self.next_item()? {
                    let item = self
                        .tree()
                        .map_err(|error| error.within(PathStep::Index(items.len())))?;
                    items.push(item);
                }
                Json::List(items)
            }
            Kind::Record => self.tree_of_object()?,
        })
    }

    fn tree_of_object(&mut self) -> Result<Json, ReadError> {
        self.begin_record()?;
        let mut fields = std::collections::BTreeMap::new();
        while let Some(key) = self.next_key()? {
            let key = key.to_owned();
            if fields.contains_key(&key) {
                self.peek()?;
                return Err(ReadError::doubled(key).here(self));
            }
            match self.tree() {
                Ok(value) => fields.insert(key, value),
                Err(error) => return Err(error.within(PathStep::Key(key.into()))),
            };
        }
        Ok(Json::Object(fields))
    }
}

#[cold]
fn broken(data: &[u8], skipped: usize, error: &JiterError) -> ReadError {
    let what = match &error.error_type {
        JiterErrorType::JsonError(error) => sentence(error),
        JiterErrorType::WrongType { .. } => sentence(&JsonErrorType::ExpectedSomeValue),
    };
    let place = Place::find(data, error.index);
    ReadError::broken(what).at(Some(Place {
        offset: place.offset + skipped,
        ..place
    }))
}

impl Reader for JsonReader<'_> {
    fn peek(&mut self) -> Result<Kind, ReadError> {
        let peek = self.next()?;
        self.kind(peek)
    }

    fn null(&mut self) -> Result<bool, ReadError> {
        if self.next()? != Peek::Null {
            return Ok(false);
        }
        match self.jiter.known_null() {
            Ok(()) => Ok(true),
            Err(error) => Err(self.broken(&error)),
        }
    }

    fn int(&mut self) -> Result<i64, ReadError> {
        let peek = self.next()?;
        match self.jiter.known_int(peek) {
            Ok(jiter::NumberInt::Int(value)) => Ok(value),
            _ => self.long_int(),
        }
    }

    fn float(&mut self) -> Result<f64, ReadError> {
        let peek = self.next()?;
        match self.jiter.known_float(peek) {
            Ok(value) if value.is_finite() => Ok(value),
            Ok(_) => {
                let digits = String::from_utf8_lossy(self.jiter.slice_to_current(self.start));
                Err(
                    ReadError::wrong(Found::scalar(Kind::Number, &digits), Wanted::Float)
                        .here(self),
                )
            }
            Err(_) => Err(self.not(Wanted::Float)),
        }
    }

    fn bool(&mut self) -> Result<bool, ReadError> {
        let peek = self.next()?;
        if !matches!(peek, Peek::True | Peek::False) {
            return Err(self.not(Wanted::Bool));
        }
        self.jiter
            .known_bool(peek)
            .map_err(|error| self.broken(&error))
    }

    fn text(&mut self) -> Result<&str, ReadError> {
        if self.next()? != Peek::String {
            return Err(self.not(Wanted::Text));
        }
        self.jiter
            .known_str()
            .map_err(|error| broken(self.data, self.skipped, &error))
    }

    fn number(&mut self) -> Result<&str, ReadError> {
        let peek = self.next()?;
        if !peek.is_num() {
            return Err(self.not(Wanted::Number));
        }
        let digits = self
            .jiter
            .known_number_bytes(peek)
            .map_err(|error| broken(self.data, self.skipped, &error))?;
        std::str::from_utf8(digits)
            .map_err(|_| ReadError::broken(sentence(&JsonErrorType::InvalidNumber)))
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

    fn begin_list(&mut self) -> Result<(), ReadError> {
        match self.next()? {
            Peek::Array => self.deeper(),
            _ => Err(self.not(Wanted::List)),
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
            Err(error) => Err(self.broken(&error)),
        }
    }

    fn begin_record(&mut self) -> Result<(), ReadError> {
        match self.next()? {
            Peek::Object => self.deeper(),
            _ => Err(self.not(Wanted::Record)),
        }
    }

    fn next_field(&mut self, shape: &'static Shape, hint: usize) -> Result<Key, ReadError> {
        let step = if std::mem::take(&mut self.fresh) {
            self.jiter.known_object()
        } else {
            self.jiter.next_key()
        };
        match step {
            Ok(Some(key)) => Ok(match shape.find(key, hint) {
                Some(index) => Key::Field(index),
                None => {
                    self.unknown.clear();
                    self.unknown.push_str(key);
                    Key::Unknown
                }
            }),
            Ok(None) => {
                self.depth -= 1;
                Ok(Key::End)
            }
            Err(error) => Err(broken(self.data, self.skipped, &error)),
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
            Err(error) => Err(broken(self.data, self.skipped, &error)),
        }
    }

    fn json(&mut self) -> Result<Json, ReadError> {
        self.tree()
    }

    fn skip(&mut self) -> Result<(), ReadError> {
        let peek = self.next()?;
        match self.kind(peek)? {
            Kind::Null => self.null().map(drop),
            Kind::Bool => self.bool().map(drop),
            Kind::Number => self.number().map(drop),
            Kind::Text => self
                .jiter
                .known_bytes()
                .map(drop)
                .map_err(|error| broken(self.data, self.skipped, &error)),
            Kind::List => {
                self.begin_list()?;
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

    fn wrong(&mut self, wanted: Wanted) -> ReadError {
        self.not(wanted)
    }

    fn offset(&self) -> usize {
        self.start
    }

    fn place(&self, offset: usize) -> Option<Place> {
        let place = Place::find(self.data, offset);
        Some(Place {
            offset: place.offset + self.skipped,
            ..place
        })
    }

    fn drift(&self) -> Option<&dyn DriftSink> {
        self.drift
    }
}
