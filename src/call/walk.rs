//! What walks over pages of all types share: which page is asked for next, and when the last one was seen.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::endpoint::{Pager, PagerEnd, Target};
use super::outcome::Reads;
use super::request::{Draft, Invalid};
use crate::codec;
use crate::error::{Cause, Failure};
use crate::json::JsonReader;
use crate::shape::{Blank, FIELD, ReadError, Record, Slot};
use crate::text::texts;

/// The body of a call that pages, into which the page number may have to be written.
pub trait PagedBody: Send + 'static {
    /// The number in a field.
    fn number(&self, field: usize) -> Option<i64>;
    /// Writes a number into a field.
    fn set(&mut self, field: usize, number: i64) -> Result<(), ReadError>;
    /// Adds the body to a call.
    fn attach(&self, call: Draft) -> Draft;
}

impl PagedBody for () {
    fn number(&self, _: usize) -> Option<i64> {
        None
    }

    fn set(&mut self, _: usize, _: i64) -> Result<(), ReadError> {
        Err(ReadError::broken("the call has no body"))
    }

    fn attach(&self, call: Draft) -> Draft {
        call
    }
}

impl<B: Record + Slot + Send + 'static> PagedBody for B {
    fn number(&self, field: usize) -> Option<i64> {
        let texts = texts(self.get(field), &self.shape().fields()[field]).ok()?;
        texts.first()?.parse().ok()
    }

    fn set(&mut self, field: usize, number: i64) -> Result<(), ReadError> {
        let shape = self.shape();
        let text = number.to_string();
        codec::read(
            self.slot(field),
            &mut JsonReader::new(text.as_bytes())?,
            &shape.fields()[field],
        )
    }

    fn attach(&self, call: Draft) -> Draft {
        call.with_body(self, &FIELD)
    }
}

/// What walks of all types share.
pub(crate) struct Walk {
    call: Draft,
    body: Box<dyn PagedBody>,
    pager: Pager,
    pub(super) reads: Reads,
    /// The page that is asked for next.
    pub(super) page: i64,
    /// How many items a page holds at most, as the caller asked for it.
    size: Option<i64>,
    /// How many items are behind.
    seen: Option<i64>,
    /// The hashes of the items of all pages so far: a vendor may go round in a circle of any length.
    pages: HashSet<u64>,
    state: State,
}

enum State {
    Ready,
    Failed,
    Ended,
}

impl Walk {
    pub(super) fn new<P: Slot + Blank + Send + 'static>(
        call: Draft,
        body: Box<dyn PagedBody>,
    ) -> Self {
        let pager = *call
            .endpoint
            .pager
            .expect("only calls that page have walks");
        let (PagerEnd::TotalItems(end) | PagerEnd::TotalPages(end)) = pager.end;
        let number = |target| match target {
            Target::Param(index) => call.number(index),
            Target::BodyField(index) => body.number(index),
        };
        let page = number(pager.page).unwrap_or(pager.first);
        let size = pager.size.and_then(number);
        let reads = Reads {
            end: Some(end),
            ..Reads::value::<P>()
        };
        Self {
            call,
            body,
            pager,
            reads,
            page,
            size,
            seen: None,
            pages: HashSet::new(),
            state: State::Ready,
        }
    }

    pub(super) fn resume(&mut self) {
        if matches!(self.state, State::Failed) {
            self.state = State::Ready;
        }
    }

    /// The call for the page that is due; nothing when the walk is over.
    pub(super) fn due(&mut self) -> Option<Result<Draft, Box<Failure>>> {
        match self.state {
            State::Failed | State::Ended => None,
            State::Ready => Some(self.turned_call().map_err(|failure| self.failed(failure))),
        }
    }

    /// Takes note of a failure.
    pub(super) fn failed(&mut self, failure: Box<Failure>) -> Box<Failure> {
        self.state = State::Failed;
        failure
    }

    /// The call for the page that is due.
    fn turned_call(&mut self) -> Result<Draft, Box<Failure>> {
        match self.pager.page {
            Target::Param(index) => Ok(self.body.attach(self.call.clone().with(index, &self.page))),
            Target::BodyField(index) => match self.body.set(index, self.page) {
                Ok(()) => Ok(self.body.attach(self.call.clone())),
                Err(error) => {
                    let invalid =
                        Invalid::new("body", format!("cannot hold the page number: {error}"));
                    Err(self.call.failure(Cause::Invalid(invalid), None))
                }
            },
        }
    }

    /// Takes note of a page and decides whether another one is due.
    pub(super) fn turn<T: Slot>(
        &mut self,
        items: &[T],
        end: Option<i64>,
        reply: http::Response<bytes::Bytes>,
    ) -> Result<(), Box<Failure>> {
        let is_new = fingerprint(items).is_none_or(|hash| self.pages.insert(hash));
        if !is_new {
            let failure = self.call.failure(Cause::Repeated(self.page), Some(reply));
            return Err(self.failed(failure));
        }
        self.count(i64::try_from(items.len()).unwrap_or(i64::MAX), end);
        Ok(())
    }

    /// Whether all is seen now. A walk that began later than at the first page has to guess what the earlier ones
    /// hold: as much as this one, unless it is just the rest that full pages leave. A guess that is too low costs
    /// a call for an empty page, one that is too high (a vendor may cap the size) would lose items.
    fn count(&mut self, items: i64, end: Option<i64>) {
        let pages = self.page.saturating_sub(self.pager.first).max(0);
        let full = self.size.map(|size| pages.saturating_mul(size));
        let before = match full {
            Some(full) if end == Some(full.saturating_add(items)) => full,
            _ => pages.saturating_mul(items),
        };
        let seen = self.seen.unwrap_or(before).saturating_add(items);
        self.seen = Some(seen);
        // A total below zero is a vendor's word for an unknown one.
        let all = match (self.pager.end, end.filter(|total| *total >= 0)) {
            (PagerEnd::TotalItems(_), Some(total)) => seen >= total,
            (PagerEnd::TotalPages(_), Some(total)) => pages.saturating_add(1) >= total,
            (_, None) => false,
        };
        match self.page.checked_add(1) {
            Some(next) if !all && items > 0 => self.page = next,
            _ => self.state = State::Ended,
        }
    }
}

/// A hash of what the items are on the wire; nothing where there are none, or where they cannot be written.
fn fingerprint<T: Slot>(items: &[T]) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    for item in items {
        crate::json::to_text(item).ok()?.hash(&mut hasher);
    }
    (!items.is_empty()).then(|| hasher.finish())
}
