//! Walks over pages in the blocking mode: a call that pages in, its items or its pages one after the other out.

use std::fmt;
use std::iter::FusedIterator;
use std::marker::PhantomData;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

use super::Blocking;
use super::send::drive;
use crate::call::exchange::Exchange;
use crate::call::listed::Place;
use crate::call::mode::Call;
use crate::call::outcome::Answer;
use crate::call::page_body::PageBody;
use crate::call::read::unboxed;
use crate::call::scan::Boxed;
use crate::call::steps::{Gives, Hand, Next, PageType, Steps};
use crate::error::{Error, Failure, Vendor};
use crate::shape::{Blank, Slot};

/// The items of all pages, each page asked for when the one before is used up, or [before](Items::prefetch). At most
/// one page is held, or two.
///
/// It walks as the async [`Items`](crate::Items) do: from the page that the call names, else the first, to where the
/// vendor says that all are seen, or to an empty page. Each page is a call of its own, with the call's limits of
/// time and size.
///
/// An error comes once, after all items that came before it; then the iterator is at its end, unless
/// [`resume`](Items::resume) lets it ask for the failed page again. A page with the same items as an earlier
/// one is an error, since such a walk would never end, and so is one that comes after [many](Items::max_pages).
///
/// ```
/// use trunkline::blocking::Items;
/// use trunkline::shape::Slot;
/// use trunkline::{Error, Vendor};
///
/// fn count<T: Slot, V: Vendor>(items: Items<T, V>) -> Result<usize, Error<V>> {
///     let mut count = 0;
///     for item in items {
///         item?;
///         count += 1;
///     }
///     Ok(count)
/// }
/// ```
#[must_use = "an iterator does nothing until it is asked"]
pub struct Items<T, V: Vendor> {
    walking: Box<Walking>,
    hand: Hand<T>,
    vendor: PhantomData<fn() -> V>,
}

/// The pages, one after the other; like [`Items`] in all else.
#[must_use = "an iterator does nothing until it is asked"]
pub struct Pages<P, V: Vendor> {
    walking: Box<Walking>,
    /// What the page is that was read.
    open: fn(Boxed) -> P,
    vendor: PhantomData<fn() -> V>,
}

struct Walking {
    steps: Steps,
    mode: Arc<Blocking>,
    /// The thread that asks for the next page.
    asked: Option<JoinHandle<Result<Answer, Box<Failure>>>>,
}

impl<T: Slot, V: Vendor> Items<T, V> {
    /// Walks over the items at a place of a page.
    #[doc(hidden)]
    pub fn new<P>(
        call: Call<Blocking>,
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
        call: Call<Blocking>,
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
    /// After an error, lets the iterator ask for the failed page again.
    pub fn resume(&mut self) {
        self.walking.steps.resume();
    }

    /// Asks for the next page while there is something left of the one before, in a thread, so that two are
    /// held at most. A walk that is dropped early may have asked for a page that nobody wants.
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
    /// After an error, lets the iterator ask for the failed page again.
    pub fn resume(&mut self) {
        self.walking.steps.resume();
    }

    /// Asks for the next page while there is something left of the one before, in a thread, so that two are
    /// held at most. A walk that is dropped early may have asked for a page that nobody wants.
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
        call: Call<Blocking>,
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

    /// Returns when the next is there to be taken, or nothing else comes.
    fn wait(&mut self) -> Result<(), Box<Failure>> {
        loop {
            if self.steps.is_used_up()
                && let Some(asked) = self.asked.take()
            {
                let answer = asked.join().unwrap_or_else(|panic| resume_unwind(panic));
                self.steps.answered(answer);
            }
            match self.steps.next() {
                Next::Give(given) => return given,
                Next::Ask(exchange) if self.steps.is_used_up() => {
                    self.steps.answered(drive(&self.mode, *exchange));
                }
                Next::Ask(exchange) => self.ask_meanwhile(*exchange),
            }
        }
    }

    fn ask_meanwhile(&mut self, exchange: Exchange) {
        let mode = self.mode.clone();
        let name = "trunkline-prefetch".to_owned();
        let thread = Builder::new().name(name);
        match thread.spawn(move || drive(&mode, exchange)) {
            Ok(asked) => self.asked = Some(asked),
            // The machine has no thread to spare: the page is asked for when it is needed.
            Err(_) => self.steps.unasked(),
        }
    }
}

impl<T, V: Vendor> Iterator for Items<T, V> {
    type Item = Result<T, Error<V>>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.walking.wait() {
            Ok(()) => self.hand.next(&mut self.walking.steps).map(Ok),
            Err(failure) => Some(Err(Error::new(failure))),
        }
    }
}

impl<P, V: Vendor> Iterator for Pages<P, V> {
    type Item = Result<P, Error<V>>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.walking.wait() {
            Ok(()) => self.walking.steps.page().map(self.open).map(Ok),
            Err(failure) => Some(Err(Error::new(failure))),
        }
    }
}

/// At its end it stays there until it is resumed.
impl<T, V: Vendor> FusedIterator for Items<T, V> {}

/// At its end it stays there until it is resumed.
impl<P, V: Vendor> FusedIterator for Pages<P, V> {}

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
