//! A JSON document comes in, values go out into slots.

mod ahead;
mod values;

use ahead::Ahead;

use super::scan::Scan;
use crate::shape::{DriftSink, Found, Key, Kind, Place, ReadError, Reader, Shape, Wanted};

/// How deep lists and objects may stand in each other where nobody says otherwise.
pub(crate) const MAX_DEPTH: usize = 128;

/// A byte order mark.
pub(crate) const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads the values of one JSON document.
///
/// ```
/// use trunkline::json::JsonReader;
/// use trunkline::shape::{FIELD, Reader};
///
/// let mut reader = JsonReader::new(b"[12]")?.max_depth(1);
/// reader.begin_list(&FIELD)?;
/// assert!(reader.next_item()?);
/// assert_eq!(reader.int()?, 12);
/// # Ok::<(), trunkline::ReadError>(())
/// ```
pub struct JsonReader<'j> {
    data: &'j [u8],
    scan: Scan<'j>,
    /// Where the last value begins.
    start: usize,
    depth: usize,
    max_depth: usize,
    /// Whether a list or object was just entered.
    fresh: bool,
    /// The last key that a shape did not have.
    unknown: String,
    drift: Option<&'j dyn DriftSink>,
    refuses_masks: bool,
    ahead: Ahead,
}

impl<'j> JsonReader<'j> {
    /// Reads `document`, which has to be UTF-8; a byte order mark before it is passed over.
    pub fn new(document: &'j [u8]) -> Result<Self, ReadError> {
        // Checked at once: it is faster than text by text, and what is passed over is checked as well.
        let text = match std::str::from_utf8(document) {
            Ok(text) => text,
            Err(error) => {
                let place = Place::find(document, error.valid_up_to());
                return Err(ReadError::broken("broken JSON: a text is not UTF-8").at(Some(place)));
            }
        };
        let start = match document.starts_with(MARK) {
            true => MARK.len(),
            false => 0,
        };
        Ok(Self {
            data: document,
            scan: Scan::new(text, start),
            start,
            depth: 0,
            max_depth: MAX_DEPTH,
            fresh: false,
            unknown: String::new(),
            drift: None,
            refuses_masks: false,
            ahead: Ahead::new(document.len()),
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

    /// The document stands in what `outer` reads, as a text: how deep it may be, and where drift is reported, is said
    /// there.
    pub(crate) fn inside(self, outer: &'j dyn Reader) -> Self {
        Self {
            max_depth: outer.levels(),
            drift: outer.drift(),
            refuses_masks: outer.refuses_masks(),
            ..self
        }
    }

    /// Nothing but white space may come.
    pub fn finish(&mut self) -> Result<(), ReadError> {
        self.scan.finish()
    }

    /// The first byte of the next value, which is where that begins.
    #[inline]
    fn next(&mut self) -> Result<u8, ReadError> {
        let byte = self.scan.peek()?;
        self.start = self.scan.at;
        Ok(byte)
    }

    /// The next field, which is not the expected one as it is written in most places. Out of line, so that the expected
    /// one does not pay for it.
    #[cold]
    fn other_field(&mut self, shape: &'static Shape, hint: usize) -> Result<Key, ReadError> {
        loop {
            let fresh = std::mem::take(&mut self.fresh);
            let Some(key) = self.scan.key(fresh)? else {
                self.depth -= 1;
                return Ok(Key::End);
            };
            if let Some(index) = shape.find(key, hint) {
                return Ok(Key::Field(index));
            }
            self.unknown.clear();
            self.unknown.push_str(key);
            if !self.is_passed() {
                return Ok(Key::Unknown);
            }
            self.skip()?;
        }
    }

    /// The next text, which has escapes or white space before it, or is none. Out of line, as above.
    #[cold]
    fn other_text(&mut self) -> Result<&str, ReadError> {
        if self.next()? != b'"' {
            return Err(self.wrong(Wanted::Text));
        }
        self.scan.text()
    }

    /// A number that is no whole one of few digits.
    #[cold]
    fn long_int(&mut self) -> Result<i64, ReadError> {
        let before = self.scan.at;
        if let Ok(Ok(value)) = self.number().map(str::parse) {
            return Ok(value);
        }
        self.scan.at = before;
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

    /// Enters the list or object whose bracket comes next.
    fn deeper(&mut self) -> Result<(), ReadError> {
        if self.depth == self.max_depth {
            let what = format!(
                "the document is nested deeper than {} levels, the limit of this client",
                self.max_depth
            );
            return Err(ReadError::broken(what).here(self));
        }
        self.depth += 1;
        self.scan.at += 1;
        self.fresh = true;
        Ok(())
    }
}
