//! Walks over pages: a call that pages in, its items or its pages one after the other out.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec::IntoIter;

use futures_core::Stream;

use super::mode::{Async, Call};
use super::read::unboxed;
use super::scan::Boxed;
use super::walk::{PagedBody, Walk};
use crate::error::{Error, Vendor};
use crate::shape::{Blank, Slot};

/// The items of all pages, each page asked for when the one before is used up. At most one page is held.
///
/// It starts at the page that the call names, else at the first, and ends where the vendor says that all are
/// seen, or with an empty page. It is a [`Stream`], and [`try_next`](Items::try_next) needs no trait.
///
/// Each page is a call of its own, with the call's limits of time and size.
///
/// An error comes once, after all items that came before it; then the walk is over, unless
/// [`resume`](Items::resume) lets it ask for the failed page again. A page with the same items as an earlier
/// one is an error, since such a walk would never end.
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
    pub fn new<P>(call: Call<Async>, body: impl PagedBody, take: fn(P) -> Vec<T>) -> Self
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
    pub fn new(call: Call<Async>, body: impl PagedBody, take: fn(P) -> Vec<T>) -> Self {
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
