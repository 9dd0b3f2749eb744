//! Walks over pages in the blocking mode: a call that pages in, its items or its pages one after the other out.

use std::fmt;
use std::iter::FusedIterator;
use std::marker::PhantomData;
use std::sync::Arc;

use super::Blocking;
use super::send::drive;
use crate::call::mode::Call;
use crate::call::steps::{Next, Steps};
use crate::call::walk::PagedBody;
use crate::error::{Error, Vendor};
use crate::shape::{Blank, Slot};

/// The items of all pages, each page asked for when the one before is used up. At most one page is held.
///
/// It walks as the async [`Items`](crate::Items) do: from the page that the call names, else the first, to where the
/// vendor says that all are seen, or to an empty page. Each page is a call of its own, with the call's limits of
/// time and size.
///
/// An error comes once, after all items that came before it; then the iterator is at its end, unless
/// [`resume`](Items::resume) lets it ask for the failed page again. A page with the same items as an earlier
/// one is an error, since such a walk would never end.
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
pub struct Items<T, V: Vendor>(Walking<T, V>);

/// The pages, one after the other; like [`Items`] in all else.
#[must_use = "an iterator does nothing until it is asked"]
pub struct Pages<P, V: Vendor>(Walking<P, V>);

struct Walking<T, V> {
    steps: Steps<T>,
    mode: Arc<Blocking>,
    vendor: PhantomData<fn() -> V>,
}

impl<T: Slot, V: Vendor> Items<T, V> {
    /// Walks over the items that `take` finds in a page.
    #[doc(hidden)]
    pub fn new<P>(
        call: Call<Blocking>,
        pager: usize,
        body: impl PagedBody,
        take: fn(P) -> Vec<T>,
    ) -> Self
    where
        P: Slot + Blank + Send + 'static,
        T: 'static,
    {
        Self(Walking {
            steps: Steps::items(call.draft, pager, body, take),
            mode: call.mode,
            vendor: PhantomData,
        })
    }
}

impl<P: Slot, V: Vendor> Pages<P, V> {
    /// Walks over the pages; `take` finds the items that are counted.
    #[doc(hidden)]
    pub fn new<T>(
        call: Call<Blocking>,
        pager: usize,
        body: impl PagedBody,
        take: fn(P) -> Vec<T>,
    ) -> Self
    where
        P: Blank + Clone + Send + 'static,
        T: Slot + 'static,
    {
        Self(Walking {
            steps: Steps::pages(call.draft, pager, body, take),
            mode: call.mode,
            vendor: PhantomData,
        })
    }
}

impl<T, V: Vendor> Items<T, V> {
    /// After an error, lets the iterator ask for the failed page again.
    pub fn resume(&mut self) {
        self.0.steps.resume();
    }

    /// Begins where another walk was: at what its `cursor` gave. What the caller set for the page itself is not used.
    pub fn start_at(mut self, cursor: impl AsRef<str>) -> Self {
        self.0.steps.begin_at(cursor.as_ref());
        self
    }

    /// What leads to the page that the next item is on, for a later walk to [start at](Self::start_at): a page's
    /// number, an offset, a cursor or a URL. Items of that page that were given already come again then, so that none
    /// is lost. Nothing after the last page, and where a first page is asked for by nothing.
    pub fn cursor(&self) -> Option<String> {
        self.0.steps.cursor()
    }
}

impl<P, V: Vendor> Pages<P, V> {
    /// After an error, lets the iterator ask for the failed page again.
    pub fn resume(&mut self) {
        self.0.steps.resume();
    }

    /// Begins where another walk was: at what its `cursor` gave. What the caller set for the page itself is not used.
    pub fn start_at(mut self, cursor: impl AsRef<str>) -> Self {
        self.0.steps.begin_at(cursor.as_ref());
        self
    }

    /// What leads to the next page, for a later walk to [start at](Self::start_at): a page's number, an offset, a
    /// cursor or a URL. Nothing after the last page, and where a first page is asked for by nothing.
    pub fn cursor(&self) -> Option<String> {
        self.0.steps.cursor()
    }
}

impl<T, V: Vendor> Walking<T, V> {
    fn next(&mut self) -> Option<Result<T, Error<V>>> {
        loop {
            match self.steps.next() {
                Next::Give(given) => return given.map(|given| given.map_err(Error::new)),
                Next::Ask(exchange) => self.steps.answered(drive(&self.mode, *exchange)),
            }
        }
    }
}

impl<T, V: Vendor> Iterator for Items<T, V> {
    type Item = Result<T, Error<V>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

impl<P, V: Vendor> Iterator for Pages<P, V> {
    type Item = Result<P, Error<V>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

/// At its end it stays there until it is resumed.
impl<T, V: Vendor> FusedIterator for Items<T, V> {}

/// At its end it stays there until it is resumed.
impl<P, V: Vendor> FusedIterator for Pages<P, V> {}

impl<T, V: Vendor> fmt::Debug for Items<T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Items({})", self.0.steps)
    }
}

impl<P, V: Vendor> fmt::Debug for Pages<P, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pages({})", self.0.steps)
    }
}
