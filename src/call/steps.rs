//! A walk without I/O: what came of the pages in, what is given or asked for next out. Every mode drives it.

use std::fmt;
use std::vec::IntoIter;

use super::exchange::Exchange;
use super::outcome::Answer;
use super::read::unboxed;
use super::request::Draft;
use super::walk::{PagedBody, Walk};
use crate::error::Failure;
use crate::shape::{Blank, Slot};

/// A walk that gives values of one type: the items of its pages, or the pages themselves.
pub(crate) struct Steps<T> {
    walk: Walk,
    open: Open<T>,
    page: IntoIter<T>,
    failed: Option<Box<Failure>>,
}

/// Takes note of a page and gives what the walk gives of it.
type Open<T> = Box<dyn Fn(&mut Walk, Answer) -> Result<Vec<T>, Box<Failure>> + Send>;

/// What a walk does next.
pub(crate) enum Next<T> {
    /// It gives this, or is over.
    Give(Option<Result<T, Box<Failure>>>),
    /// It needs this call to be carried out.
    Ask(Box<Exchange>),
}

impl<T> Steps<T> {
    /// A walk over the items that `take` finds in a page.
    pub(crate) fn items<P>(
        draft: Draft,
        pager: usize,
        body: impl PagedBody,
        take: fn(P) -> Vec<T>,
    ) -> Self
    where
        P: Slot + Blank + Send + 'static,
        T: Slot + 'static,
    {
        let open = move |walk: &mut Walk, answer: Answer| {
            let items = take(unboxed(answer.value));
            walk.turn(&items, &answer.marks, answer.reply)?;
            Ok(items)
        };
        Self::new(Walk::new::<P>(draft, pager, Box::new(body)), Box::new(open))
    }

    /// A walk over the pages; `take` finds the items that are counted.
    pub(crate) fn pages<I>(
        draft: Draft,
        pager: usize,
        body: impl PagedBody,
        take: fn(T) -> Vec<I>,
    ) -> Self
    where
        T: Slot + Blank + Clone + Send + 'static,
        I: Slot + 'static,
    {
        let open = move |walk: &mut Walk, answer: Answer| {
            let page: T = unboxed(answer.value);
            walk.turn(&take(page.clone()), &answer.marks, answer.reply)?;
            Ok(vec![page])
        };
        Self::new(Walk::new::<T>(draft, pager, Box::new(body)), Box::new(open))
    }

    fn new(walk: Walk, open: Open<T>) -> Self {
        Self {
            walk,
            open,
            page: Vec::new().into_iter(),
            failed: None,
        }
    }

    pub(crate) fn next(&mut self) -> Next<T> {
        if let Some(given) = self.page.next() {
            return Next::Give(Some(Ok(given)));
        }
        if let Some(failure) = self.failed.take() {
            return Next::Give(Some(Err(failure)));
        }
        match self.walk.due() {
            None => Next::Give(None),
            Some(Ok(draft)) => Next::Ask(Box::new(Exchange::new(draft, self.walk.reads))),
            Some(Err(failure)) => Next::Give(Some(Err(failure))),
        }
    }

    /// Takes what came of the call that was asked for.
    pub(crate) fn answered(&mut self, answer: Result<Answer, Box<Failure>>) {
        let opened = match answer {
            Ok(answer) => (self.open)(&mut self.walk, answer),
            Err(failure) => Err(self.walk.failed(failure)),
        };
        match opened {
            Ok(page) => self.page = page.into_iter(),
            Err(failure) => self.failed = Some(failure),
        }
    }

    /// After a failure, lets the walk ask for the failed page again.
    pub(crate) fn resume(&mut self) {
        self.walk.resume();
    }

    /// Lets a walk that has not begun begin where another one was.
    pub(crate) fn begin_at(&mut self, cursor: &str) {
        self.walk.begin_at(cursor);
    }

    /// What leads to the first page of which something is still to be given.
    pub(crate) fn cursor(&self) -> Option<String> {
        match self.page.len() {
            0 => self.walk.due_cursor(),
            _ => self.walk.held(),
        }
    }
}

impl<T> fmt::Display for Steps<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is next, {} left of the one before",
            self.walk.shown(),
            self.page.len()
        )
    }
}
