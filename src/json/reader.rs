//! A JSON document comes in, values go out into slots, on `jiter`.

use jiter::{Jiter, NumberInt, Peek};

use super::build::build;
use super::syntax::{broken, kind};
use crate::shape::{DriftSink, Found, Key, Kind, Place, ReadError, Reader, Shape, Wanted};
use crate::value::Json;

/// How deep lists and objects may stand in each other where nobody says otherwise.
const MAX_DEPTH: usize = 128;

/// A byte order mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads the values of one JSON document.
///
/// ```
/// use trunkline::json::JsonReader;
/// use trunkline::shape::Reader;
///
/// let mut reader = JsonReader::new(b"[12]")?.max_depth(1);
/// reader.begin_list()?;
/// assert!(reader.next_item()?);
/// assert_eq!(reader.int()?, 12);
/// # Ok::<(), trunkline::ReadError>(())
/// ```
pub struct JsonReader<'j> {
    data: &'j [u8],
    /// Reads `data` from `base` on.
    jiter: Jiter<'j>,
    base: usize,
    /// Where the last value begins.
    start: usize,
    /// Counted here: `jiter` counts only where it passes over a value.
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
        let base = if document.starts_with(MARK) {
            MARK.len()
        } else {
            0
        };
        Ok(Self {
            data: document,
            jiter: Jiter::new(&document[base..]),
            base,
            start: base,
            depth: 0,
            max_depth: MAX_DEPTH,
            fresh: false,
            unknown: String::new(),
            drift: None,
        })
    }

    /// How deep lists and objects may stand in each other, 128 unless this says otherwise. More than
    /// 1,000 counts as 1,000, so that no document exhausts the stack.
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
        self.jiter
            .finish()
            .map_err(|error| broken(self.data, self.base, &error))
    }

    /// Notes where the next value begins.
    #[inline]
    fn next(&mut self) -> Result<Peek, ReadError> {
        match self.jiter.peek() {
            Ok(peek) => {
                self.start = self.base + self.jiter.current_index();
                Ok(peek)
            }
            Err(error) => Err(broken(self.data, self.base, &error)),
        }
    }

    /// Passes over the next key if it is `name`, written without escapes.
    ///
    /// Most keys are the expected one. To compare the bytes and let `jiter` go on behind them takes a
    /// fraction of the time in which it decodes a key.
    #[inline]
    fn pass_key(&mut self, name: &str) -> bool {
        let before = if self.fresh { b'{' } else { b',' };
        let at = past_blanks(self.data, self.base + self.jiter.current_index());
        if self.data.get(at) != Some(&before) {
            return false;
        }
        let at = past_blanks(self.data, at + 1);
        let rest = self
            .data
            .get(at..)
            .and_then(|rest| rest.strip_prefix(b"\""));
        let rest = rest.and_then(|rest| rest.strip_prefix(name.as_bytes()));
        if !rest.is_some_and(|rest| rest.starts_with(b"\":")) || name.contains('\\') {
            return false;
        }
        self.fresh = false;
        self.base = at + name.len() + 3;
        let jiter = std::mem::replace(&mut self.jiter, Jiter::new(b""));
        self.jiter = Jiter::with_tape(&self.data[self.base..], jiter.into_tape());
        true
    }

    /// `jiter` gives up on the last few whole numbers that fit 64 bits.
    #[cold]
    fn long_int(&mut self) -> Result<i64, ReadError> {
        let before = self.jiter.clone();
        if let Ok(Ok(value)) = self.number().map(str::parse) {
            return Ok(value);
        }
        self.jiter = before;
        Err(self.wrong(Wanted::Int))
    }

    #[cold]
    fn found(&mut self) -> Result<Found, ReadError> {
        let kind = self.peek()?;
        Ok(match kind {
            Kind::Text => Found::text(self.text()?),
            Kind::Number => Found::scalar(kind, self.number()?),
            Kind::Bool => Found::scalar(kind, if self.bool()? { "true" } else { "false" }),
            Kind::Null => self.null().map(|_| Found::kind(kind))?,
            Kind::List | Kind::Record => Found::kind(kind),
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
}

/// The first place from `at` on that holds no white space.
#[inline]
fn past_blanks(data: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = data.get(at) {
        at += 1;
    }
    at
}

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

    fn begin_list(&mut self) -> Result<(), ReadError> {
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
            .fields
            .get(hint)
            .is_some_and(|field| self.pass_key(field.name))
        {
            return Ok(Key::Field(hint));
        }
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
            Err(error) => Err(broken(self.data, self.base, &error)),
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

    fn drift(&self) -> Option<&dyn DriftSink> {
        self.drift
    }
}
