//! A JSON document comes in, values go out into slots, on `jiter`.

mod ahead;
mod values;

use ahead::Ahead;

use jiter::{Jiter, Peek};

use super::syntax::broken;
use crate::shape::{DriftSink, Found, Kind, Place, ReadError, Reader, Wanted};

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
    refuses_masks: bool,
    ahead: Ahead,
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
