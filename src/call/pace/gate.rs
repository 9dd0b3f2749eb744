//! One limit of a vendor, shared by the clones of a client: who wants to pass in, whose turn it is out.
//!
//! Whoever comes first passes first. Only the first in line looks at the clock, all others wait until they are it, so
//! that nobody overtakes.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::rate::Rate;
use crate::call::latch::Latch;
use crate::call::traffic::Limit;

/// A limit and who waits before it.
pub(crate) struct Gate {
    pub(super) limit: &'static Limit,
    state: Mutex<State>,
}

struct State {
    /// Those who have not passed yet; whoever is woken when their turn comes has a latch.
    line: VecDeque<(Ticket, Option<Arc<Latch>>)>,
    next: u64,
    /// How many calls that have passed are still under way.
    inside: u32,
    rate: Rate,
    /// How many calls the vendor says are left, and until when.
    left: Option<(u64, Instant)>,
}

/// A place in line.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Ticket(u64);

/// What becomes of someone in line.
pub(super) enum Turn {
    /// They may pass.
    Now,
    /// They are the first, and may pass after this time.
    In(Duration),
    /// Others come first.
    Later(Arc<Latch>),
}

impl Gate {
    pub(crate) fn new(limit: &'static Limit) -> Self {
        Self {
            limit,
            state: Mutex::new(State {
                line: VecDeque::new(),
                next: 0,
                inside: 0,
                rate: Rate::new(limit),
                left: None,
            }),
        }
    }

    /// Takes the last place in line.
    pub(super) fn join(&self) -> Ticket {
        let state = &mut *self.state();
        let ticket = Ticket(state.next);
        state.next += 1;
        state.line.push_back((ticket, None));
        ticket
    }

    /// Whether whoever has this place may pass.
    pub(super) fn ask(&self, ticket: Ticket, now: Instant) -> Turn {
        let state = &mut *self.state();
        let is_first = state
            .line
            .front()
            .is_some_and(|(first, _)| *first == ticket);
        let is_full = self
            .limit
            .concurrent
            .is_some_and(|most| state.inside >= most);
        if !is_first || is_full {
            let latch = Arc::<Latch>::default();
            if let Some((_, waits)) = state.line.iter_mut().find(|(other, _)| *other == ticket) {
                *waits = Some(latch.clone());
            }
            return Turn::Later(latch);
        }
        let quota = state.left.filter(|(left, _)| *left == 0);
        let quota = quota.map_or(Duration::ZERO, |(_, until)| {
            until.saturating_duration_since(now)
        });
        match state.rate.wait(now).max(quota) {
            Duration::ZERO => Turn::Now,
            wait => Turn::In(wait),
        }
    }

    /// The first in line passes.
    pub(super) fn pass(&self, ticket: Ticket, now: Instant) {
        let state = &mut *self.state();
        state.inside = state.inside.saturating_add(1);
        state.rate.send(now);
        if let Some((left, until)) = &mut state.left {
            match *until <= now {
                true => state.left = None,
                false => *left = left.saturating_sub(1),
            }
        }
        state.leave(ticket);
    }

    /// Gives up a place in line.
    pub(super) fn leave(&self, ticket: Ticket) {
        self.state().leave(ticket);
    }

    /// A call that has passed is over.
    pub(super) fn end(&self) {
        let state = &mut *self.state();
        state.inside = state.inside.saturating_sub(1);
        state.wake();
    }

    /// The vendor says how many calls are left until when. What it said before of the same time holds too, since
    /// replies may overtake each other.
    pub(super) fn hear(&self, left: u64, until: Instant, now: Instant) {
        let state = &mut *self.state();
        let known = state.left.filter(|(_, known)| now < *known);
        let left = known.map_or(left, |(known, _)| known.min(left));
        state.left = Some((left, until));
    }

    /// A panic elsewhere leaves the state whole.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn leave(&mut self, ticket: Ticket) {
        let first = self.line.front().map(|(first, _)| *first);
        self.line.retain(|(other, _)| *other != ticket);
        if first == Some(ticket) {
            self.wake();
        }
    }

    /// The first in line looks again.
    fn wake(&mut self) {
        if let Some((_, latch)) = self.line.front_mut()
            && let Some(latch) = latch.take()
        {
            latch.open(None);
        }
    }
}
