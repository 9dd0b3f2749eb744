//! A walk without I/O: what came of the pages in, what is given or asked for next out. Every mode drives it.

use std::any::Any;
use std::fmt;

use super::exchange::Exchange;
use super::listed::{Find, Place};
use super::outcome::Answer;
use super::page_body::PageBody;
use super::read::{RoomFn, room};
use super::request::Draft;
use super::scan::Boxed;
use super::walk::Walk;
use crate::error::Failure;
use crate::shape::{Blank, Slot};

/// A walk: over the items of its pages, or over the pages themselves.
pub(crate) struct Steps {
    walk: Walk,
    place: &'static dyn Find,
    gives: Gives,
    /// The page of which nothing is given yet.
    page: Option<Boxed>,
    /// How much of the page before is still to be given.
    left: usize,
    /// Whether the next page is asked for while there is something left of the one before.
    reads_ahead: bool,
    /// Whether a call is under way.
    is_asked: bool,
    /// What came of the page behind the one that is given.
    ahead: Option<Result<Answer, Box<Failure>>>,
    failed: Option<Box<Failure>>,
}

/// What a walk has to know of the type of its pages.
#[derive(Clone, Copy)]
pub(crate) struct PageType {
    pub(super) room: RoomFn,
    pub(super) place: &'static dyn Find,
}

impl PageType {
    pub(crate) fn new<P, T>(place: &'static Place<P, T>) -> Self
    where
        P: Slot + Blank + Send,
        T: 'static,
    {
        Self {
            room: room::<P>,
            place,
        }
    }
}

/// What a walk gives one after the other.
#[derive(Clone, Copy)]
pub(crate) enum Gives {
    Items,
    Pages,
}

/// What a walk does next.
pub(crate) enum Next {
    /// It gives what is next on the page, or is over if nothing is, or it failed.
    Give(Result<(), Box<Failure>>),
    /// It needs this call to be carried out.
    Ask(Box<Exchange>),
}

impl Steps {
    /// A walk by the pager at this position of the endpoint's.
    pub(crate) fn new(
        draft: Box<Draft>,
        pager: usize,
        body: PageBody,
        pages: PageType,
        gives: Gives,
    ) -> Self {
        Self {
            walk: Walk::new(draft, pager, body, pages),
            place: pages.place,
            gives,
            page: None,
            left: 0,
            reads_ahead: false,
            is_asked: false,
            ahead: None,
            failed: None,
        }
    }

    /// What to do next. As long as a call is under way, it is asked only if [something is left](Self::is_used_up).
    pub(crate) fn next(&mut self) -> Next {
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
        if self.left > 0 {
            self.left -= 1;
            return Next::Give(Ok(()));
        }
        Next::Give(self.failed.take().map_or(Ok(()), Err))
    }

    /// Whether nothing is left of the page before.
    pub(crate) fn is_used_up(&self) -> bool {
        self.left == 0
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
            Ok(answer) => self.turn(answer),
            Err(failure) => Err(self.walk.failed(failure)),
        };
        self.failed = opened.err();
    }

    fn turn(&mut self, answer: Answer) -> Result<(), Box<Failure>> {
        let mut page = answer.value;
        let items = self.place.list(&mut page).row();
        self.walk.turn(items, &answer.marks, answer.reply)?;
        self.left = match self.gives {
            Gives::Items => items.len(),
            Gives::Pages => 1,
        };
        self.page = (self.left > 0).then_some(page);
        Ok(())
    }

    /// Takes the page of which nothing is given yet.
    pub(crate) fn page(&mut self) -> Option<Boxed> {
        self.page.take()
    }

    /// Puts the items of the page of which nothing is given yet into a `Vec` of them, the last one first.
    fn items(&mut self, to: &mut dyn Any) {
        let Some(mut page) = self.page.take() else {
            return;
        };
        let list = self.place.list(&mut page);
        let count = list.row().len();
        for index in 0..count / 2 {
            list.swap(index, count - 1 - index);
        }
        list.give(to);
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
        match self.left {
            0 => self.walk.due_cursor(),
            _ => self.walk.held(),
        }
    }
}

impl fmt::Display for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is next, {} left of the one before",
            self.walk.shown(),
            self.left
        )
    }
}

/// What is in hand of a page, the last item first: to give the next one is a `pop` then, of which there is less to
/// compile for each type than of an iterator.
pub(crate) struct Hand<T> {
    items: Vec<T>,
    fill: fn(&mut Self, &mut Steps),
}

impl<T: 'static> Hand<T> {
    pub(crate) fn new() -> Self {
        Self {
            items: Vec::new(),
            fill: Self::fill,
        }
    }

    fn fill(&mut self, steps: &mut Steps) {
        steps.items(&mut self.items);
    }
}

impl<T> Hand<T> {
    /// The item that the walk gives now; nothing when it is over.
    pub(crate) fn next(&mut self, steps: &mut Steps) -> Option<T> {
        if self.items.is_empty() {
            (self.fill)(self, steps);
        }
        self.items.pop()
    }
}
