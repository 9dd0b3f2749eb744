//! Walks over pages: a call that pages in, its items or its pages one after the other out.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::listed::Place;
use super::mode::{Async, Call};
use super::outcome::Answer;
use super::page_body::PageBody;
use super::read::unboxed;
use super::scan::Boxed;
use super::send::drive;
use super::steps::{Gives, Hand, Next, PageType, Steps};
use crate::error::{Error, Failure, Vendor};
use crate::shape::{Blank, Slot};
use crate::transport::BoxFuture;

/// The items of all pages, each page asked for when the one before is used up, or [before](Items::prefetch). At most
/// one page is held, or two.
///
/// It starts at the page that the call names, else at the first, and ends where the vendor says that all are
/// seen, or with an empty page. It is a [`Stream`], and [`try_next`](Items::try_next) needs no trait.
///
/// Each page is a call of its own, with the call's limits of time and size.
///
/// An error comes once, after all items that came before it; then the walk is over, unless
/// [`resume`](Items::resume) lets it ask for the failed page again. A page with the same items as an earlier
/// one is an error, since such a walk would never end, and so is one that comes after [many](Items::max_pages).
///
/// ```
/// use trunkline::shape::Slot;
/// use trunkline::{Error, Items, Vendor};
///
/// async fn count<T: Slot, V: Vendor>(mut items: Items<T, V>) -> Result<usize, Error<V>> {
///     let mut count = 0;
///     while let Some(_item) = items.try_next().await? {
///         count += 1;
///     }
///     Ok(count)
/// }
/// ```
#[must_use = "a walk does nothing until it is polled"]
pub struct Items<T, V: Vendor> {
    walking: Box<Walking>,
    hand: Hand<T>,
    vendor: PhantomData<fn() -> V>,
}

/// The pages, one after the other; like [`Items`] in all else.
#[must_use = "a walk does nothing until it is polled"]
pub struct Pages<P, V: Vendor> {
    walking: Box<Walking>,
    /// What the page is that was read.
    open: fn(Boxed) -> P,
    vendor: PhantomData<fn() -> V>,
}

struct Walking {
    steps: Steps,
    mode: Arc<Async>,
    /// The page that is asked for.
    asked: Option<BoxFuture<'static, Result<Answer, Box<Failure>>>>,
}

impl<T: Slot, V: Vendor> Items<T, V> {
    /// Walks over the items at a place of a page.
    #[doc(hidden)]
    pub fn new<P>(
        call: Call<Async>,
        pager: usize,
        body: PageBody,
        place: &'static Place<P, T>,
    ) -> Self
    where
        P: Slot + Blank + Send,
    {
        Self {
            walking: Walking::new(call, pager, body, PageType::new(place), Gives::Items),
            hand: Hand::new(),
            vendor: PhantomData,
        }
    }
}

impl<P: Slot + Blank + Send, V: Vendor> Pages<P, V> {
    /// Walks over the pages, whose items are counted.
    #[doc(hidden)]
    pub fn new<T: 'static>(
        call: Call<Async>,
        pager: usize,
        body: PageBody,
        place: &'static Place<P, T>,
    ) -> Self {
        Self {
            walking: Walking::new(call, pager, body, PageType::new(place), Gives::Pages),
            open: unboxed,
            vendor: PhantomData,
        }
    }
}

impl<T, V: Vendor> Items<T, V> {
    /// The next item, or nothing after the last one.
    ///
    /// # Errors
    /// Where a page cannot be had. The walk is then over, unless it is resumed.
    pub fn try_next(&mut self) -> impl Future<Output = Result<Option<T>, Error<V>>> {
        poll_fn(|context| self.poll(context))
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<T>, Error<V>>> {
        Poll::Ready(match ready!(self.walking.poll(context)) {
            Ok(()) => Ok(self.hand.next(&mut self.walking.steps)),
            Err(failure) => Err(Error::new(failure)),
        })
    }

    /// After an error, lets the walk ask for the failed page again.
    pub fn resume(&mut self) {
        self.walking.steps.resume();
    }

    /// Asks for the next page while there is something left of the one before, so that two are held at most. The
    /// call goes on whenever the walk is asked for more. A walk that is dropped early may have asked for a page that
    /// nobody wants.
    pub fn prefetch(mut self) -> Self {
        self.walking.steps.read_ahead();
        self
    }

    /// How many pages there may be, a million if this is not set: where another one follows, the walk ends with an
    /// error. A vendor may give new pages for ever.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.walking.steps.at_most(pages);
        self
    }

    /// Begins where another walk was: at what its `cursor` gave. What the caller set for the page itself is not used.
    pub fn start_at(mut self, cursor: impl AsRef<str>) -> Self {
        self.walking.steps.begin_at(cursor.as_ref());
        self
    }

    /// What leads to the page that the next item is on, for a later walk to [start at](Self::start_at): a page's
    /// number, an offset, a cursor or a URL. Items of that page that were given already come again then, so that none
    /// is lost. Nothing after the last page, and where a first page is asked for by nothing.
    pub fn cursor(&self) -> Option<String> {
        self.walking.steps.cursor()
    }
}

impl<P, V: Vendor> Pages<P, V> {
    /// The next page, or nothing after the last one.
    ///
    /// # Errors
    /// Where a page cannot be had. The walk is then over, unless it is resumed.
    pub fn try_next(&mut self) -> impl Future<Output = Result<Option<P>, Error<V>>> {
        poll_fn(|context| self.poll(context))
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<P>, Error<V>>> {
        Poll::Ready(match ready!(self.walking.poll(context)) {
            Ok(()) => Ok(self.walking.steps.page().map(self.open)),
            Err(failure) => Err(Error::new(failure)),
        })
    }

    /// After an error, lets the walk ask for the failed page again.
    pub fn resume(&mut self) {
        self.walking.steps.resume();
    }

    /// Asks for the next page while there is something left of the one before, so that two are held at most. The
    /// call goes on whenever the walk is asked for more. A walk that is dropped early may have asked for a page that
    /// nobody wants.
    pub fn prefetch(mut self) -> Self {
        self.walking.steps.read_ahead();
        self
    }

    /// How many pages there may be, a million if this is not set: where another one follows, the walk ends with an
    /// error. A vendor may give new pages for ever.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.walking.steps.at_most(pages);
        self
    }

    /// Begins where another walk was: at what its `cursor` gave. What the caller set for the page itself is not used.
    pub fn start_at(mut self, cursor: impl AsRef<str>) -> Self {
        self.walking.steps.begin_at(cursor.as_ref());
        self
    }

    /// What leads to the next page, for a later walk to [start at](Self::start_at): a page's number, an offset, a
    /// cursor or a URL. Nothing after the last page, and where a first page is asked for by nothing.
    pub fn cursor(&self) -> Option<String> {
        self.walking.steps.cursor()
    }
}

impl Walking {
    fn new(
        call: Call<Async>,
        pager: usize,
        body: PageBody,
        pages: PageType,
        gives: Gives,
    ) -> Box<Self> {
        Box::new(Self {
            steps: Steps::new(call.draft, pager, body, pages, gives),
            mode: call.mode,
            asked: None,
        })
    }

    /// Ready when the next is there to be taken, or nothing else comes.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Box<Failure>>> {
        loop {
            if let Some(asked) = &mut self.asked {
                match asked.as_mut().poll(context) {
                    Poll::Ready(answer) => {
                        self.asked = None;
                        self.steps.answered(answer);
                    }
                    Poll::Pending if self.steps.is_used_up() => return Poll::Pending,
                    Poll::Pending => {}
                }
            }
            match self.steps.next() {
                Next::Give(given) => return Poll::Ready(given),
                Next::Ask(exchange) => {
                    self.asked = Some(drive(self.mode.clone(), *exchange));
                }
            }
        }
    }
}

impl<T: Unpin, V: Vendor> Stream for Items<T, V> {
    type Item = Result<T, Error<V>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context).map(Result::transpose)
    }
}

impl<P: Unpin, V: Vendor> Stream for Pages<P, V> {
    type Item = Result<P, Error<V>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context).map(Result::transpose)
    }
}

impl<T, V: Vendor> fmt::Debug for Items<T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Items({})", self.walking.steps)
    }
}

impl<P, V: Vendor> fmt::Debug for Pages<P, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pages({})", self.walking.steps)
    }
}
