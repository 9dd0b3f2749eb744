//! One call from start to end as a state machine: what happened in, what to do next out. It does no I/O and has no
//! clock, so that any driver can carry it out, async or blocking.

use std::time::Duration;

use bytes::Bytes;

use super::outcome::{Answer, Reads, judge};
use super::request::Call;
use crate::error::{Cause, Failure};
use crate::transport::{TransportError, TransportErrorKind};

/// A call that is being carried out.
pub struct Exchange {
    call: Call,
    reads: Reads,
}

/// What happened.
pub enum Event {
    /// The call is to begin.
    Start,
    /// A whole reply came.
    Reply(http::Response<Bytes>),
    /// No whole reply came.
    Failed {
        /// What came of it.
        reply: Option<http::Response<Bytes>>,
        /// Why it is not whole.
        fault: Fault,
    },
    /// The pause that was asked for is over.
    Waited,
}

/// Why a reply is not whole.
pub enum Fault {
    /// The transport failed.
    Transport(TransportError),
    /// The body is larger than the client allows.
    TooLarge,
}

/// What to do next.
pub enum Action {
    /// Send this request and say what came of it.
    Send(http::Request<Bytes>),
    /// Let this much time pass.
    Wait(Duration),
    /// The call is over.
    Done(Result<Answer, Box<Failure>>),
}

impl Exchange {
    /// A call that has not begun.
    pub fn new(call: Call, reads: Reads) -> Self {
        Self { call, reads }
    }

    /// The next action.
    pub fn step(&mut self, event: Event) -> Action {
        match event {
            Event::Start | Event::Waited => match self.call.request() {
                Ok(request) => Action::Send(request),
                Err(invalid) => self.failed(Cause::Invalid(invalid), None),
            },
            Event::Reply(reply) => self.judged(reply),
            Event::Failed {
                reply,
                fault: Fault::Transport(error),
            } => self.failed(Cause::Transport(error), reply),
            Event::Failed {
                reply,
                fault: Fault::TooLarge,
            } => self.failed(Cause::TooLarge(self.max_body()), reply),
        }
    }

    /// The largest body that the call takes, in bytes.
    pub fn max_body(&self) -> usize {
        self.call.core.0.max_body
    }

    /// The time that the whole call may take.
    pub fn timeout(&self) -> Duration {
        self.call.timeout
    }

    /// What is returned when that time is over.
    pub fn timed_out(&self) -> Box<Failure> {
        let message = format!("no reply within {:?}", self.call.timeout);
        let error = TransportError::new(TransportErrorKind::Timeout, message);
        self.call.failure(Cause::Transport(error), None)
    }

    fn judged(&self, reply: http::Response<Bytes>) -> Action {
        let max_depth = self.call.core.0.max_depth;
        Action::Done(
            match judge(self.call.endpoint, &reply, self.reads, max_depth) {
                Ok((value, meta, end)) => Ok(Answer {
                    reply,
                    value,
                    meta,
                    end,
                }),
                Err(refusal) => Err(self.call.failure(Cause::Refused(refusal), Some(reply))),
            },
        )
    }

    fn failed(&self, cause: Cause, reply: Option<http::Response<Bytes>>) -> Action {
        Action::Done(Err(self.call.failure(cause, reply)))
    }
}

impl Call {
    /// What is known of this call when it has failed.
    pub(crate) fn failure(
        &self,
        cause: Cause,
        reply: Option<http::Response<Bytes>>,
    ) -> Box<Failure> {
        Box::new(Failure {
            endpoint: self.endpoint,
            reply,
            cause,
            hidden: self.hidden(),
            max_depth: self.core.0.max_depth,
        })
    }
}
