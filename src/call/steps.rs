//! A walk without I/O: what came of the pages in, what is given or asked for next out. Every mode drives it.

use std::fmt;
use std::vec::IntoIter;

use super::exchange::Exchange;
use super::listed::Listed;
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
    /// Whether the next page is asked for while there is something left of the one before.
    reads_ahead: bool,
    /// Whether a call is under way.
    is_asked: bool,
    /// What came of the page behind the one that is given.
    ahead: Option<Result<Answer, Box<Failure>>>,
    failed: Option<Box<Failure>>,
}

/// Takes note of a page and gives what the walk gives of it.
type Open<T> = Box<dyn Fn(&mut Walk, Answer) -> Result<Vec<T>, Box<Failure>> + Send>;

/// Where a page has its items.
pub(crate) type Place<P, I> = fn(&mut P) -> &mut dyn Listed<I>;

/// What a walk does next.
pub(crate) enum Next<T> {
    /// It gives this, or is over.
    Give(Option<Result<T, Box<Failure>>>),
    /// It needs this call to be carried out.
    Ask(Box<Exchange>),
}

impl<T> Steps<T> {
    /// A walk over the items of a page.
    pub(crate) fn items<P>(
        draft: Box<Draft>,
        pager: usize,
        body: impl PagedBody,
        place: Place<P, T>,
    ) -> Self
    where
        P: Slot + Blank + Send + 'static,
        T: Slot + 'static,
    {
        let open = move |walk: &mut Walk, answer: Answer| {
            let mut page: P = unboxed(answer.value);
            let items = place(&mut page).take();
            walk.turn(&items, &answer.marks, answer.reply)?;
            Ok(items)
        };
        Self::new(Walk::new::<P>(draft, pager, Box::new(body)), Box::new(open))
    }

    /// A walk over the pages, whose items are counted.
    pub(crate) fn pages<I>(
        draft: Box<Draft>,
        pager: usize,
        body: impl PagedBody,
        place: Place<T, I>,
    ) -> Self
    where
        T: Slot + Blank + Send + 'static,
        I: Slot + 'static,
    {
        let open = move |walk: &mut Walk, answer: Answer| {
            let mut page: T = unboxed(answer.value);
            walk.turn(place(&mut page).listed(), &answer.marks, answer.reply)?;
            Ok(vec![page])
        };
        Self::new(Walk::new::<T>(draft, pager, Box::new(body)), Box::new(open))
    }

    fn new(walk: Walk, open: Open<T>) -> Self {
        Self {
            walk,
            open,
            page: Vec::new().into_iter(),
            reads_ahead: false,
            is_asked: false,
            ahead: None,
            failed: None,
        }
    }

    /// What to do next. As long as a call is under way, it is asked only if [something is left](Self::is_used_up).
    pub(crate) fn next(&mut self) -> Next<T> {
        if self.is_used_up()
            && let Some(answer) = self.ahead.take()
        {
            self.open(answer);
        }
        let is_free = !self.is_asked && self.ahead.is_none() && self.failed.is_none();
        if is_free && (self.is_used_up() || self.reads_ahead) {
            match self.walk.due() {
                Some(Ok(draft)) => {
                    self.is_asked = true;
                    return Next::Ask(Box::new(Exchange::new(draft, self.walk.reads)));
                }
                Some(Err(failure)) => self.failed = Some(failure),
                None => {}
            }
        }
        Next::Give(match self.page.next() {
            Some(given) => Some(Ok(given)),
            None => self.failed.take().map(Err),
        })
    }

    /// Whether nothing is left of the page before.
    pub(crate) fn is_used_up(&self) -> bool {
        self.page.len() == 0
    }

    /// Takes what came of the call that was asked for.
    pub(crate) fn answered(&mut self, answer: Result<Answer, Box<Failure>>) {
        self.is_asked = false;
        self.ahead = Some(answer);
    }

    /// Takes note that the call was not carried out, and that none is before it has to be.
    #[cfg(feature = "blocking")]
    pub(crate) fn unasked(&mut self) {
        self.is_asked = false;
        self.reads_ahead = false;
    }

    fn open(&mut self, answer: Result<Answer, Box<Failure>>) {
        let opened = match answer {
            Ok(answer) => (self.open)(&mut self.walk, answer),
            Err(failure) => Err(self.walk.failed(failure)),
        };
        match opened {
            Ok(page) => self.page = page.into_iter(),
            Err(failure) => self.failed = Some(failure),
        }
    }

    /// Lets the walk ask for the next page while there is something left of the one before.
    pub(crate) fn read_ahead(&mut self) {
        self.reads_ahead = true;
    }

    /// Sets how many pages there may be.
    pub(crate) fn at_most(&mut self, pages: usize) {
        self.walk.at_most(pages);
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
