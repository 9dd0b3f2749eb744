//! A request that is about to be sent in; when the vendor's limits let it pass, out.
//!
//! A call stands in line before each of the limits that hold for it, one after the other: while it waits for a narrow
//! one it does not hold up those who need only a wide one.

mod gate;
mod rate;
#[cfg(test)]
mod stream_tests;

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;

pub(crate) use gate::Gate;
use gate::{Ticket, Turn};

use super::client::Settings;
use super::document::Document;
use super::endpoint::Endpoint;
use super::exchange::{Action, Exchange};
use super::request::Invalid;
use super::traffic::Reset;
use super::tries::{at, date, number, reply_date};
use crate::error::{Busy, Cause, Failure};
use crate::transport::{Outside, Payload};

/// How long a vendor can say that no calls are left: longer is taken for a mistake.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// A call before the limits of its vendor, or behind them until its reply is there. Whoever drops it, as a call that
/// is abandoned does, makes room for others.
pub(super) struct Pass {
    settings: Arc<Settings>,
    limits: &'static [usize],
    place: Place,
}

enum Place {
    /// In line before as many of the limits as there are tickets. A request that has to wait is given up and made anew
    /// when it may be sent: a signature may hold the time, and what waits takes no memory.
    Before(Vec<Ticket>, Option<Box<http::Request<Payload>>>),
    /// Behind all of them.
    Behind,
}

impl Exchange {
    /// Sends a request of an endpoint, that of the call or of its login, as soon as it may be sent.
    pub(super) fn out(&mut self, endpoint: &Endpoint, request: http::Request<Payload>) -> Action {
        let limits = endpoint.traffic.limits;
        self.asks(endpoint.base);
        if limits.is_empty() {
            return Action::Send(request);
        }
        self.pass = Some(Pass {
            settings: self.call.settings.clone(),
            limits,
            place: Place::Before(Vec::new(), Some(Box::new(request))),
        });
        self.admit()
    }

    /// Looks whether the request that waits may be sent.
    pub(super) fn admit(&mut self) -> Action {
        let Some(pass) = &mut self.pass else {
            return self.enter();
        };
        let now = pass.settings.outside.now();
        match pass.ask(now) {
            Turn::Now => {
                let made = pass.go(now);
                match made.map_or_else(|| self.made(), Ok) {
                    Ok(request) => Action::Send(request),
                    Err(invalid) => self.unsent(invalid),
                }
            }
            Turn::Later(latch) => Action::Hold(latch),
            Turn::In(wait) if wait < self.left() => self.wait(wait),
            Turn::In(wait) => {
                let failure = self.busy(Some(wait));
                Action::Done(Err(failure))
            }
        }
    }

    /// The request of the login that is under way, or of the call.
    pub(super) fn made(&mut self) -> Result<http::Request<Payload>, Invalid> {
        if let Some(login) = &self.visit.under_way {
            return login.call.ready(&mut self.round.hidden);
        }
        let mut request = self.call.ready(&mut self.round.hidden)?;
        if let Some(login) = self.call.login() {
            login.show(&mut self.round, &mut request);
        }
        Ok(request)
    }

    /// What comes of a request that cannot be made.
    fn unsent(&mut self, invalid: Invalid) -> Action {
        self.pass = None;
        let cause = Cause::Invalid(invalid);
        let failure = match self.visit.under_way.take() {
            Some(login) => self.failure_of(&login.call, cause, None),
            None => self.call.failure(cause, None),
        };
        Action::Done(Err(self.told(failure)))
    }

    /// Whether a request waits to be sent.
    pub(super) fn is_held_up(&self) -> bool {
        let place = self.pass.as_ref().map(|pass| &pass.place);
        matches!(place, Some(Place::Before(..)))
    }

    /// What is returned where the limits leave the call no time: what came of its last try, if there was one.
    pub(super) fn busy(&mut self, wait: Option<Duration>) -> Box<Failure> {
        let pass = self.pass.take();
        if let Some(failure) = self.last() {
            return failure;
        }
        let limit = pass.map_or("", |pass| pass.narrow());
        let cause = Cause::Busy(Busy {
            limit,
            wait,
            timeout: self.call.timeout,
        });
        match self.visit.under_way.take() {
            Some(login) => self.failure_of(&login.call, cause, None),
            None => self.call.failure(cause, None),
        }
    }

    /// A reply is there, or none will come: others may pass, and what it says of the limits holds for them.
    pub(super) fn passed(&mut self, reply: Option<&http::Response<Bytes>>) {
        if let Some(reply) = reply {
            self.began(reply);
        }
        self.pass = None;
    }

    /// The head of a reply is there, which goes on coming: what it says of the limits holds for others by now, and the
    /// call counts among those under way until nothing more is read of it.
    pub(super) fn began(&self, reply: &http::Response<Bytes>) {
        let Some(pass) = &self.pass else {
            return;
        };
        let login = self.visit.under_way.as_ref();
        let call = login.map_or(&self.call, |login| &login.call);
        let document = Document {
            body: reply.body(),
            format: call.format_of(reply),
            max_depth: call.settings.max_depth,
            notes: None,
        };
        for gate in pass.gates() {
            hear(gate, reply, document, &*pass.settings.outside);
        }
    }
}

impl Pass {
    /// The limits that hold for the call.
    fn gates(&self) -> impl Iterator<Item = &Gate> {
        self.limits.iter().map(|index| &self.settings.gates[*index])
    }

    /// The name of the limit that holds for the fewest calls.
    fn narrow(&self) -> &'static str {
        self.gates().next().map_or("", |gate| gate.limit.name)
    }

    /// Whether all limits let the call pass now. It stands in line before the first that does not, and before none
    /// that comes after it.
    fn ask(&mut self, now: Instant) -> Turn {
        let Self {
            settings,
            limits,
            place,
        } = self;
        let Place::Before(tickets, request) = place else {
            return Turn::Now;
        };
        for (at, index) in limits.iter().enumerate() {
            let gate = &settings.gates[*index];
            if tickets.len() == at {
                tickets.push(gate.join());
            }
            match gate.ask(tickets[at], now) {
                Turn::Now => {}
                turn => {
                    let later = tickets.drain(at + 1..).zip(&limits[at + 1..]);
                    later.for_each(|(ticket, index)| settings.gates[*index].leave(ticket));
                    *request = None;
                    return turn;
                }
            }
        }
        Turn::Now
    }

    /// Passes all limits; the request that may be sent, if it has not waited.
    fn go(&mut self, now: Instant) -> Option<http::Request<Payload>> {
        match std::mem::replace(&mut self.place, Place::Behind) {
            Place::Before(tickets, request) => {
                for (gate, ticket) in self.gates().zip(tickets) {
                    gate.pass(ticket, now);
                }
                request.map(|request| *request)
            }
            Place::Behind => None,
        }
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        match &self.place {
            Place::Before(tickets, _) => {
                for (gate, ticket) in self.gates().zip(tickets) {
                    gate.leave(*ticket);
                }
            }
            Place::Behind => self.gates().for_each(Gate::end),
        }
    }
}

/// Takes note of what a reply says of a limit.
fn hear(gate: &Gate, reply: &http::Response<Bytes>, document: Document<'_>, outside: &dyn Outside) {
    let Some(left) = &gate.limit.left else { return };
    let read = |source| at(source, reply, document);
    let remaining = read(&left.remaining).and_then(|text| number(&text));
    let until = read(&left.reset).and_then(|text| until(left.says, text.trim(), reply, outside));
    if let (Some(remaining), Some(wait)) = (remaining, until) {
        let now = outside.now();
        if let Some(until) = now.checked_add(wait.min(LONGEST)) {
            // More than none is one at least, whatever stands behind the point.
            gate.hear(remaining.max(0.0).ceil() as u64, until, now);
        }
    }
}

/// How long it is until the time that is said, by the vendor's own clock where its reply says the time.
fn until(
    says: Reset,
    text: &str,
    reply: &http::Response<Bytes>,
    outside: &dyn Outside,
) -> Option<Duration> {
    let since_1970 = |unit: f64| {
        let seconds = number(text)?.max(0.0) * unit;
        let since = Duration::try_from_secs_f64(seconds).ok()?;
        SystemTime::UNIX_EPOCH.checked_add(since)
    };
    let day = match says {
        Reset::Seconds => return from_now(text, 1.0),
        Reset::Millis => return from_now(text, 0.001),
        Reset::Unix => since_1970(1.0),
        Reset::UnixMillis => since_1970(0.001),
        Reset::Rfc3339 | Reset::Rfc2822 => date(text),
    }?;
    let now = reply_date(reply).unwrap_or_else(|| outside.wall_clock());
    Some(day.duration_since(now).unwrap_or_default())
}

fn from_now(text: &str, unit: f64) -> Option<Duration> {
    let seconds = number(text)?.max(0.0) * unit;
    Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}
