//! The tries of one call: what came of each in, the pause before the next one or the end of the call out.
//!
//! A call is sent again where its spec says so, and only if it cannot have been carried out, or may be carried out
//! twice: where it only reads, where its method is idempotent by HTTP, or where a key tells the vendor that it is the
//! same call. Its time holds for all tries together.

mod budget;
mod pause;

use std::fmt;
use std::time::{Duration, Instant};

use http::status::StatusCode;

pub(crate) use budget::Budget;
pub(in crate::call) use pause::{at, date, number, reply_date, told};

use super::endpoint::Retry;
use super::exchange::{Action, Exchange, READ_ONCE};
use super::outcome::Refusal;
use super::request::Invalid;
use super::traffic::{RetryCause, Retrying};
use crate::error::{Cause, Failure};
use crate::transport::TransportErrorKind;

/// A request that was sent for a call and came to nothing: see [`Error::tries`](crate::Error::tries) and
/// [`Reply::tries`](crate::Reply::tries).
#[derive(Clone, PartialEq, Eq)]
pub struct Try {
    status: Option<StatusCode>,
    fault: Option<TransportErrorKind>,
    waited: Duration,
}

impl Try {
    /// The status of its reply, where one came.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Why no whole reply came, where none did.
    pub fn fault(&self) -> Option<TransportErrorKind> {
        self.fault
    }

    /// How long the client waited before it: between tries, and for the vendor's limits.
    pub fn waited(&self) -> Duration {
        self.waited
    }
}

impl fmt::Debug for Try {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.status, self.fault) {
            (Some(status), None) => write!(f, "{}", status.as_u16())?,
            (Some(status), Some(fault)) => write!(f, "{}, {fault:?}", status.as_u16())?,
            (None, Some(fault)) => write!(f, "{fault:?}")?,
            (None, None) => f.write_str("nothing")?,
        }
        match self.waited {
            Duration::ZERO => Ok(()),
            waited => write!(f, " after {waited:?}"),
        }
    }
}

/// What a call has been through so far.
#[derive(Default)]
pub(in crate::call) struct Tries {
    made: Vec<Try>,
    /// How many of them only found that a base cannot be reached, and that there is another.
    moved: usize,
    /// How long the client has waited since the last one.
    waited: Duration,
    /// When the call began, where it matters.
    began: Option<Instant>,
    /// What came of the last one.
    last: Option<Box<Failure>>,
}

impl Exchange {
    /// Takes note of the time and gives the call its key.
    pub(super) fn begin(&mut self) -> Result<(), Invalid> {
        let traffic = self.call.endpoint.traffic;
        let settings = &self.call.settings;
        if traffic.retry.is_some()
            || !traffic.limits.is_empty()
            || !settings.fallbacks.is_empty()
            || self.call.session().is_some()
        {
            self.tries.began = Some(settings.outside.now());
        }
        self.call.keyed()
    }

    /// The time that is left of the call.
    pub(super) fn left(&self) -> Duration {
        let Some(began) = self.tries.began else {
            return self.call.timeout;
        };
        let now = self.call.settings.outside.now();
        let elapsed = now.saturating_duration_since(began);
        self.call.timeout.saturating_sub(elapsed)
    }

    /// Lets time pass, which the next try takes note of.
    pub(super) fn wait(&mut self, pause: Duration) -> Action {
        self.tries.waited = self.tries.waited.saturating_add(pause);
        Action::Wait(pause)
    }

    /// A try has failed: the call goes on after a pause or is over.
    pub(super) fn over(&mut self, mut failure: Box<Failure>) -> Action {
        if self.falls_back(&mut failure) {
            self.tries.note(&failure);
            self.tries.moved += 1;
            self.tries.last = Some(failure);
            return self.enter();
        }
        match self.again(&mut failure) {
            Some(pause) => {
                self.tries.last = Some(failure);
                self.wait(pause)
            }
            None => Action::Done(Err(self.told(failure))),
        }
    }

    /// The pause after a try that failed, if the call is sent again.
    pub(super) fn again(&mut self, failure: &mut Failure) -> Option<Duration> {
        self.tries.note(failure);
        let plan = failure.endpoint.traffic.retry.as_ref()?;
        let settings = &self.call.settings;
        let most = settings
            .max_tries
            .map_or(plan.tries, std::num::NonZeroU32::get);
        let made = self.tries.made.len() - self.tries.moved;
        if !may_go_again(failure, plan) || made >= most as usize {
            return None;
        }
        let is_own = failure.login_for.is_none();
        let pause = pause::pause(plan, made, failure, &*settings.outside);
        let why = if is_own && !self.call.is_repeatable() {
            READ_ONCE.to_owned()
        } else if pause >= self.left() {
            format!("the next try would be due in {pause:?}, when the time of the call is over")
        } else if !settings.budget.take() {
            "it is not tried again, since too many calls have failed of late".to_owned()
        } else {
            return Some(pause);
        };
        failure.note.get_or_insert(why);
        None
    }

    /// The failure that ends the call, with all tries.
    pub(super) fn told(&mut self, mut failure: Box<Failure>) -> Box<Failure> {
        failure.tries = self.tries.past();
        failure
    }

    /// What came of the last try, where there was one.
    pub(super) fn last(&mut self) -> Option<Box<Failure>> {
        let failure = self.tries.last.take()?;
        Some(self.told(failure))
    }
}

impl Tries {
    /// What was sent and came to nothing, once the call is over.
    pub(in crate::call) fn past(&mut self) -> Vec<Try> {
        std::mem::take(&mut self.made)
    }

    /// Takes note of what came of a try; what was never sent is none.
    pub(in crate::call) fn note(&mut self, failure: &Failure) {
        let fault = match &failure.cause {
            Cause::Transport(error) => Some(error.kind()),
            Cause::Refused(_) | Cause::TooLarge(_) | Cause::LongItem(_) => None,
            Cause::Invalid(_)
            | Cause::Page(_)
            | Cause::Job(_)
            | Cause::Busy(_)
            | Cause::NoToken(_) => return,
        };
        self.made.push(Try {
            status: failure.reply.as_ref().map(http::Response::status),
            fault,
            waited: std::mem::take(&mut self.waited),
        });
    }
}

/// Whether the spec lets the call go out again after this, and whether it does no harm.
fn may_go_again(failure: &Failure, plan: &Retrying) -> bool {
    let has = |cause| plan.causes.contains(&cause);
    let (is_listed, is_undone) = match &failure.cause {
        Cause::Transport(error) => match error.kind() {
            TransportErrorKind::Connect => (has(RetryCause::Transport), true),
            // Another time the two sides would agree no better.
            TransportErrorKind::Tls => return false,
            TransportErrorKind::Timeout => (has(RetryCause::Timeout), false),
            TransportErrorKind::Interrupted | TransportErrorKind::Other => {
                (has(RetryCause::Transport), false)
            }
        },
        Cause::Refused(refusal) => {
            let said = match refusal {
                Refusal::Rule(matched) => matched.retry,
                Refusal::Status | Refusal::NotOk => Retry::Unsaid,
                Refusal::Empty | Refusal::Unreadable(_) => return false,
            };
            let status = failure.reply.as_ref().map(http::Response::status);
            let is_listed = status.is_some_and(|status| has_status(plan, status));
            // The status says by itself that the vendor did not take the call up.
            let is_throttled = status == Some(StatusCode::TOO_MANY_REQUESTS);
            match said {
                Retry::Never | Retry::Reauth => return false,
                Retry::Throttle => (is_listed || has(RetryCause::Throttle), true),
                Retry::Transient => (is_listed || has(RetryCause::Transient), is_throttled),
                Retry::Unsaid => (is_listed, is_throttled),
            }
        }
        Cause::TooLarge(_)
        | Cause::LongItem(_)
        | Cause::Page(_)
        | Cause::Job(_)
        | Cause::Invalid(_)
        | Cause::Busy(_)
        | Cause::NoToken(_) => return false,
    };
    is_listed && (is_undone || is_repeatable(failure))
}

fn has_status(plan: &Retrying, status: StatusCode) -> bool {
    plan.causes.iter().any(|cause| match *cause {
        RetryCause::Http(low, high) => (low..=high).contains(&status.as_u16()),
        _ => false,
    })
}

/// Whether a call does no harm that is carried out twice.
fn is_repeatable(failure: &Failure) -> bool {
    let endpoint = failure.endpoint;
    if let Some(undeclared) = &failure.undeclared {
        return undeclared.is_repeatable();
    }
    endpoint.safe || matches!(endpoint.method, "PUT" | "DELETE") || endpoint.traffic.key.is_some()
}
