//! Walks over pages: a call that pages in, its items or its pages one after the other out.

use std::fmt;
use std::future::poll_fn;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec::IntoIter;

use futures_core::Stream;

use super::endpoint::{Pager, PagerEnd, Target};
use super::outcome::{Answer, Reads};
use super::read::{read_boxed, unboxed};
use super::request::{Call, Invalid};
use super::scan::Boxed;
use super::send::drive;
use crate::error::{Cause, Error, Failure, Vendor};
use crate::json::JsonReader;
use crate::shape::{Blank, FIELD, ReadError, Record, Slot};
use crate::text::texts;
use crate::transport::BoxFuture;

/// The items of all pages, each page asked for when the one before is used up. At most one page is held.
///
/// It starts at the page that the call names, else at the first, and ends where the vendor says that all are
/// seen, or with an empty page. It is a [`Stream`], and [`try_next`](Items::try_next) needs no trait.
///
/// Each page is a call of its own, with the call's limits of time and size.
///
/// An error comes once, after all items that came before it; then the walk is over, unless
/// [`resume`](Items::resume) lets it ask for the failed page again. A page with the same items as the one before
/// is an error, since such a walk would never end.
#[must_use = "a walk does nothing until it is polled"]
pub struct Items<T, V: Vendor> {
    walk: Walk,
    open: Box<dyn Fn(Boxed) -> Vec<T> + Send>,
    page: IntoIter<T>,
    vendor: PhantomData<fn() -> V>,
}

/// The pages, one after the other; like [`Items`] in all else.
#[must_use = "a walk does nothing until it is polled"]
pub struct Pages<P, T, V: Vendor> {
    walk: Walk,
    take: fn(P) -> Vec<T>,
    vendor: PhantomData<fn() -> V>,
}

impl<T: Slot, V: Vendor> Items<T, V> {
    /// Walks over the items that `take` finds in a page.
    #[doc(hidden)]
    pub fn new<P>(call: Call, body: impl PagedBody, take: fn(P) -> Vec<T>) -> Self
    where
        P: Slot + Blank + Send + 'static,
        T: 'static,
    {
        let open = Box::new(move |page| take(unboxed(page)));
        let walk = Walk::new::<P>(call, Box::new(body));
        Self {
            walk,
            open,
            page: Vec::new().into_iter(),
            vendor: PhantomData,
        }
    }

    /// The next item, or nothing after the last one.
    ///
    /// # Errors
    /// Where a page cannot be had. The walk is then over, unless it is resumed.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error<V>> {
        poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    /// After an error, lets the walk ask for the failed page again.
    pub fn resume(&mut self) {
        self.walk.resume();
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error<V>>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            let turned = match ready!(self.walk.poll_answer(context)) {
                None => return Poll::Ready(None),
                Some(Err(failure)) => Err(failure),
                Some(Ok(answer)) => {
                    let items = (self.open)(answer.value);
                    let turned = self.walk.turn(&items, answer.end, answer.reply);
                    turned.map(|()| self.page = items.into_iter())
                }
            };
            if let Err(failure) = turned {
                return Poll::Ready(Some(Err(Error::new(failure))));
            }
        }
    }
}

impl<P, T, V> Pages<P, T, V>
where
    P: Slot + Blank + Clone + Send + 'static,
    T: Slot,
    V: Vendor,
{
    /// Walks over the pages; `take` finds the items that are counted.
    #[doc(hidden)]
    pub fn new(call: Call, body: impl PagedBody, take: fn(P) -> Vec<T>) -> Self {
        Self {
            walk: Walk::new::<P>(call, Box::new(body)),
            take,
            vendor: PhantomData,
        }
    }

    /// The next page, or nothing after the last one.
    ///
    /// # Errors
    /// Where a page cannot be had. The walk is then over, unless it is resumed.
    pub async fn try_next(&mut self) -> Result<Option<P>, Error<V>> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    /// After an error, lets the walk ask for the failed page again.
    pub fn resume(&mut self) {
        self.walk.resume();
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P, Error<V>>>> {
        let turned = match ready!(self.walk.poll_answer(context)) {
            None => return Poll::Ready(None),
            Some(Err(failure)) => Err(failure),
            Some(Ok(answer)) => {
                let page: P = unboxed(answer.value);
                let items = (self.take)(page.clone());
                self.walk
                    .turn(&items, answer.end, answer.reply)
                    .map(|()| page)
            }
        };
        Poll::Ready(Some(turned.map_err(Error::new)))
    }
}

impl<T: Slot + Unpin, V: Vendor> Stream for Items<T, V> {
    type Item = Result<T, Error<V>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<P, T, V> Stream for Pages<P, T, V>
where
    P: Slot + Blank + Clone + Send + 'static,
    T: Slot,
    V: Vendor,
{
    type Item = Result<P, Error<V>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

impl<T, V: Vendor> fmt::Debug for Items<T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Items(page {}, {} left of it)",
            self.walk.page,
            self.page.len()
        )
    }
}

impl<P, T, V: Vendor> fmt::Debug for Pages<P, T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pages(page {})", self.walk.page)
    }
}

/// The body of a call that pages, into which the page number may have to be written.
pub trait PagedBody: Send + 'static {
    /// The number in a field.
    fn number(&self, field: usize) -> Option<i64>;
    /// Writes a number into a field.
    fn set(&mut self, field: usize, number: i64) -> Result<(), ReadError>;
    /// Adds the body to a call.
    fn attach(&self, call: Call) -> Call;
}

impl PagedBody for () {
    fn number(&self, _: usize) -> Option<i64> {
        None
    }

    fn set(&mut self, _: usize, _: i64) -> Result<(), ReadError> {
        Err(ReadError::broken("the call has no body"))
    }

    fn attach(&self, call: Call) -> Call {
        call
    }
}

impl<B: Record + Slot + Send + 'static> PagedBody for B {
    fn number(&self, field: usize) -> Option<i64> {
        let texts = texts(self.get(field), &self.shape().fields[field]).ok()?;
        texts.first()?.parse().ok()
    }

    fn set(&mut self, field: usize, number: i64) -> Result<(), ReadError> {
        let shape = self.shape();
        let text = number.to_string();
        self.slot(field)
            .read(&mut JsonReader::new(text.as_bytes())?, &shape.fields[field])
    }

    fn attach(&self, call: Call) -> Call {
        call.with_body(self, &FIELD)
    }
}

/// What walks of all types share.
struct Walk {
    call: Call,
    body: Box<dyn PagedBody>,
    pager: Pager,
    reads: Reads,
    /// The page that is asked for next.
    page: i64,
    /// How many items a page holds at most, as the caller asked for it.
    size: Option<i64>,
    /// How many items are behind.
    seen: Option<i64>,
    /// The hash of the last page's items.
    last: Option<u64>,
    state: State,
}

enum State {
    Ready,
    Asked(BoxFuture<'static, Result<Answer, Box<Failure>>>),
    Failed,
    Ended,
}

impl Walk {
    fn new<P: Slot + Blank + Send + 'static>(call: Call, body: Box<dyn PagedBody>) -> Self {
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
            value: read_boxed::<P>,
            meta: None,
            end: Some(end),
        };
        Self {
            call,
            body,
            pager,
            reads,
            page,
            size,
            seen: None,
            last: None,
            state: State::Ready,
        }
    }

    fn resume(&mut self) {
        if matches!(self.state, State::Failed) {
            self.state = State::Ready;
        }
    }

    /// The answer to the page that is due, once; nothing when the walk is over.
    fn poll_answer(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Answer, Box<Failure>>>> {
        loop {
            match &mut self.state {
                State::Failed | State::Ended => return Poll::Ready(None),
                State::Ready => match self.turned_call() {
                    Ok(call) => self.state = State::Asked(drive(call, self.reads)),
                    Err(failure) => {
                        self.state = State::Failed;
                        return Poll::Ready(Some(Err(failure)));
                    }
                },
                State::Asked(answer) => {
                    let answer = ready!(answer.as_mut().poll(context));
                    self.state = if answer.is_ok() {
                        State::Ready
                    } else {
                        State::Failed
                    };
                    return Poll::Ready(Some(answer));
                }
            }
        }
    }

    /// The call for the page that is due.
    fn turned_call(&mut self) -> Result<Call, Box<Failure>> {
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
    fn turn<T: Slot>(
        &mut self,
        items: &[T],
        end: Option<i64>,
        reply: http::Response<bytes::Bytes>,
    ) -> Result<(), Box<Failure>> {
        let hash = fingerprint(items);
        if hash.is_some() && hash == self.last {
            self.state = State::Failed;
            return Err(self.call.failure(Cause::Repeated(self.page), Some(reply)));
        }
        self.last = hash;
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
        self.page = self.page.saturating_add(1);
        let all = match (self.pager.end, end) {
            (PagerEnd::TotalItems(_), Some(total)) => seen >= total,
            (PagerEnd::TotalPages(_), Some(total)) => pages.saturating_add(1) >= total,
            (_, None) => false,
        };
        if all || items == 0 {
            self.state = State::Ended;
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
