//! What walks over pages of all types share: which page is asked for next, and when the last one was seen.

use bytes::Bytes;

use super::elsewhere::{Way, resolve};
use super::ends::{Standing, is_last};
use super::follow::{Lead, given, noun, take, target};
use super::guard::Guard;
use super::marks::Marks;
use super::outcome::Reads;
use super::page_body::PageBody;
use super::paging::{Pager, Target, Turn};
use super::request::{Draft, Invalid};
use super::steps::PageType;
use crate::error::{Cause, Failure, MAX_LEAD, PageFault};
use crate::shape::Row;

/// What walks of all types share.
pub(crate) struct Walk {
    call: Box<Draft>,
    body: PageBody,
    pager: &'static Pager,
    pub(super) reads: Reads,
    /// What the next page is asked for by.
    due: Lead,
    /// What the page was asked for by whose items are given.
    held: Lead,
    /// Where the caller wants to begin, as long as that has not been looked at.
    begin: Option<String>,
    /// The URL of the last page, where pages are asked for by URL.
    from: Option<String>,
    /// How many items a page holds at most, as the caller asked for it.
    size: Option<i64>,
    /// How many items are behind.
    seen: Option<i64>,
    guard: Guard,
    /// What the last page says of the next one is wrong.
    stuck: Option<(PageFault, http::Response<Bytes>)>,
    state: State,
}

#[derive(PartialEq)]
enum State {
    Ready,
    Failed,
    Ended,
}

impl Walk {
    /// A walk by the pager at this position of the endpoint's.
    pub(super) fn new(call: Box<Draft>, pager: usize, body: PageBody, pages: PageType) -> Self {
        let pager = &call.endpoint.pagers[pager];
        let reads = Reads {
            value: pages.room,
            meta: None,
            pager: Some((pager, pages.place)),
            returns: None,
        };
        let mut walk = Self {
            call,
            body,
            pager,
            reads,
            due: Lead::First,
            held: Lead::First,
            begin: None,
            from: None,
            size: None,
            seen: None,
            guard: Guard::new(),
            stuck: None,
            state: State::Ready,
        };
        walk.size = pager.size.and_then(|size| walk.sized(size));
        let set = target(&pager.turn).and_then(|to| walk.sent(to));
        let number = |or: i64| Lead::Number(set.as_deref().and_then(given).unwrap_or(or));
        walk.due = match pager.turn {
            Turn::Page { first, .. } => number(first),
            Turn::Offset(_) => number(0),
            Turn::Cursor { .. } => match set {
                Some(text) if !text.is_empty() => Lead::Text(text),
                _ => Lead::First,
            },
            Turn::Url { .. } => Lead::First,
        };
        walk.held = walk.due.clone();
        walk
    }

    /// What the caller, or the spec, sends to a target.
    fn sent(&self, to: Target) -> Option<String> {
        match to {
            Target::Param(index) => self.call.text(index).map(str::to_owned),
            Target::BodyField(index) | Target::BodyFieldOr(index, _) => self.body.text(index),
        }
    }

    /// The size of a page, which a body gets here where the caller sets none.
    fn sized(&mut self, to: Target) -> Option<i64> {
        let set = self.sent(to).as_deref().and_then(given);
        match to {
            Target::BodyFieldOr(index, size) if set.is_none() => {
                let written = self.body.set(index, &size.to_string());
                written.ok().map(|()| size)
            }
            _ => set,
        }
    }

    /// Begins where another walk was.
    pub(super) fn begin_at(&mut self, cursor: &str) {
        self.begin = Some(cursor.to_owned());
    }

    /// Sets how many pages there may be.
    pub(super) fn at_most(&mut self, pages: usize) {
        self.guard.at_most(pages);
    }

    /// What leads to the page whose items are given.
    pub(super) fn held(&self) -> Option<String> {
        self.held.text()
    }

    /// What leads to the page that is asked for next.
    pub(super) fn due_cursor(&self) -> Option<String> {
        match (&self.begin, &self.state) {
            (_, State::Ended) => None,
            (Some(begin), _) => Some(begin.clone()),
            (None, _) => self.due.text(),
        }
    }

    /// The page that is asked for next, for a person.
    pub(super) fn shown(&self) -> String {
        self.due.shown(&self.pager.turn)
    }

    pub(super) fn resume(&mut self) {
        if self.state == State::Failed {
            self.state = State::Ready;
        }
    }

    /// The call for the page that is due; nothing when the walk is over.
    pub(super) fn due(&mut self) -> Option<Result<Box<Draft>, Box<Failure>>> {
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
    fn turned_call(&mut self) -> Result<Box<Draft>, Box<Failure>> {
        if let Some((fault, reply)) = &self.stuck {
            let cause = Cause::Page(fault.clone());
            return Err(self.call.failure(cause, Some(reply.clone())));
        }
        if let Some(begin) = &self.begin {
            self.due = self.begun(begin)?;
            self.begin = None;
        }
        let due = match &self.due {
            Lead::First => None,
            Lead::Number(number) => Some(number.to_string()),
            Lead::Text(text) => Some(text.clone()),
        };
        let call = match (target(&self.pager.turn), due) {
            (_, None) => self.call.clone(),
            (Some(Target::Param(index)), Some(text)) => self.call.clone().with_str(index, &text),
            (Some(Target::BodyField(index) | Target::BodyFieldOr(index, _)), Some(text)) => {
                if let Err(error) = self.body.set(index, &text) {
                    let what = noun(&self.pager.turn);
                    let reason = format!("cannot hold the {what} of the page: {error}");
                    return Err(self.invalid(Invalid::new("body", reason)));
                }
                self.call.clone()
            }
            (None, Some(url)) => self.call.clone().toward(self.way(&url)?),
        };
        if let Turn::Url { .. } = self.pager.turn {
            // A call that has its own way may yet go to another base.
            self.from = call.way.url().map(str::to_owned);
            let url = match &self.from {
                Some(url) => url.clone(),
                None => call.url().map_err(|invalid| self.invalid(invalid))?,
            };
            self.guard.leads_on(&url);
        } else if let Lead::Text(text) = &self.due {
            self.guard.leads_on(text);
        }
        Ok(self.body.attach(call))
    }

    fn invalid(&self, invalid: Invalid) -> Box<Failure> {
        self.call.failure(Cause::Invalid(invalid), None)
    }

    /// What the caller wants to begin with.
    fn begun(&self, text: &str) -> Result<Lead, Box<Failure>> {
        match self.pager.turn {
            Turn::Page { .. } | Turn::Offset(_) => {
                let wrong = || self.invalid(Invalid::new("start_at", "holds no number"));
                given(text).map(Lead::Number).ok_or_else(wrong)
            }
            Turn::Cursor { .. } | Turn::Url { .. } if text.len() > MAX_LEAD => {
                let fault = PageFault::Long(noun(&self.pager.turn), text.len());
                Err(self.call.failure(Cause::Page(fault), None))
            }
            Turn::Cursor { .. } | Turn::Url { .. } => Ok(Lead::Text(text.to_owned())),
        }
    }

    /// Where a URL leads. What a page gave was resolved when it came, and is resolved here to itself.
    fn way(&self, url: &str) -> Result<Way, Box<Failure>> {
        let own = self.call.url().map_err(|invalid| self.invalid(invalid))?;
        let hosts = match self.pager.turn {
            Turn::Url { hosts, .. } => hosts,
            _ => &[],
        };
        let from = self.from.as_deref().unwrap_or(&own);
        let way = resolve(url, from, &own, &self.call.homes(), hosts);
        way.map_err(|fault| self.call.failure(Cause::Page(fault), None))
    }

    /// Takes note of a page and decides whether another one is due.
    pub(super) fn turn(
        &mut self,
        items: &dyn Row,
        marks: &Marks,
        reply: http::Response<Bytes>,
    ) -> Result<(), Box<Failure>> {
        if !self.guard.is_new(items) {
            let fault = PageFault::Repeated(self.shown());
            let failure = self.call.failure(Cause::Page(fault), Some(reply));
            return Err(self.failed(failure));
        }
        self.held = self.due.clone();
        let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let next = match self.is_over(count, marks) {
            true => Ok(None),
            false if self.pager.is_led() => self.led(items, marks, &reply),
            false => Ok(self.counted(count)),
        };
        match next {
            Ok(Some(next)) => {
                self.due = next;
                if let Err(fault) = self.guard.one_more() {
                    self.stuck = Some((fault, reply));
                }
            }
            Ok(None) => self.state = State::Ended,
            // The items of this page are given all the same: it is the next one that cannot be had.
            Err(fault) => self.stuck = Some((fault, reply)),
        }
        Ok(())
    }

    /// Whether all is seen now. A walk by number that began later than at the first page has to guess what the
    /// earlier ones hold: as much as this one, unless it is just the rest that full pages leave. A guess that is too
    /// low costs a call for an empty page, one that is too high (a vendor may cap the size) would lose items.
    fn is_over(&mut self, items: i64, marks: &Marks) -> bool {
        let (number, pages) = match (self.pager.turn, &self.due) {
            (Turn::Page { first, .. }, Lead::Number(number)) => {
                (Some(*number), Some(number.saturating_sub(first).max(0)))
            }
            _ => (None, None),
        };
        let before = match (&self.due, pages) {
            (_, Some(pages)) => {
                let full = self.size.map(|size| pages.saturating_mul(size));
                let ends = |full: &i64| self.says(marks, full.saturating_add(items));
                full.filter(ends).unwrap_or(pages.saturating_mul(items))
            }
            (Lead::Number(offset), None) => (*offset).max(0),
            _ => 0,
        };
        let seen = self.seen.unwrap_or(before).saturating_add(items);
        self.seen = Some(seen);
        let page = Standing {
            marks,
            items,
            size: self.size,
            number,
            before: pages,
            seen,
        };
        self.pager.ends.iter().any(|end| is_last(end, &page))
    }

    /// Whether the vendor says that there are this many items in all.
    fn says(&self, marks: &Marks, all: i64) -> bool {
        use super::paging::PagerEnd::TotalItems;
        self.pager.ends.iter().any(|end| match end {
            TotalItems(path) => marks.at(path).and_then(super::ends::number) == Some(all),
            _ => false,
        })
    }

    /// The next page by number: after an empty one there is none.
    fn counted(&self, items: i64) -> Option<Lead> {
        let Lead::Number(number) = self.due else {
            return None;
        };
        let step = match self.pager.turn {
            Turn::Offset(_) => items,
            _ => 1,
        };
        let next = number.checked_add(step).filter(|_| items > 0);
        next.map(Lead::Number)
    }

    /// The next page by what this one says of it: an empty one may well be followed by others.
    fn led(
        &mut self,
        items: &dyn Row,
        marks: &Marks,
        reply: &http::Response<Bytes>,
    ) -> Result<Option<Lead>, PageFault> {
        let turn = &self.pager.turn;
        let Some(mut text) = take(turn, marks, reply, items)? else {
            return Ok(None);
        };
        self.guard.after_empty()?;
        if let (Turn::Url { hosts, .. }, Ok(own)) = (turn, self.call.url()) {
            let from = self.from.as_deref().unwrap_or(&own);
            let way = resolve(&text, from, &own, &self.call.homes(), hosts)?;
            text = way.url().map(str::to_owned).unwrap_or_default();
        }
        match self.guard.leads_on(&text) {
            true => Ok(Some(Lead::Text(text))),
            false => Err(PageFault::Led(noun(turn))),
        }
    }
}
