//! Jobs: a call that starts one, or asks for one by its id, in; the value of the call that shows it when it is done out.
//!
//! It does no I/O: what came of each call goes in, the next call, a pause or the end comes out. Either mode drives it.

#[cfg(test)]
mod tests;
mod wait;

use std::fmt;
use std::time::{Duration, Instant};

pub use wait::wait;

use super::document::Document;
use super::endpoint::{Endpoint, Predicate, Source};
use super::exchange::Exchange;
use super::outcome::{Answer, Reads, Refusal, header};
use super::predicate::{self, View, holds};
use super::request::Draft;
use super::scan::scan;
use super::tries::{at, told};
use crate::error::{Cause, Failure, JobFault};
use crate::shape::ReadError;

/// How often a pause may have grown: as long as so many of the first.
const LONGEST: u32 = 10;

/// A job, and when it is over.
pub struct Job {
    /// The call that shows it.
    pub poll: &'static Endpoint,
    /// When it is done.
    pub done: Predicate,
    /// When it has failed.
    pub failed: Predicate,
    /// How long apart it is asked for at least, in milliseconds.
    pub every: u64,
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job")
            .field("poll", &self.poll.name)
            .finish_non_exhaustive()
    }
}

/// What the first call is.
#[derive(Debug, Clone, Copy)]
pub enum Begin {
    /// It starts the job. For parameters of the call that shows it, its reply holds the values.
    Start(&'static [(usize, Source)]),
    /// It shows the job.
    Poll,
}

/// A job that is waited for.
pub(crate) struct Waiting {
    job: &'static Job,
    begin: Begin,
    /// The call that is sent next.
    call: Box<Draft>,
    reads: Reads,
    within: Duration,
    /// When it is asked for the last time; never where that is out of reach.
    until: Option<Instant>,
    pause: Duration,
    /// How often it was asked for.
    asked: u32,
}

/// What is done next.
pub(crate) enum Next {
    /// This call is carried out.
    Ask(Box<Exchange>),
    /// So much time passes.
    Pause(Duration),
    /// The job is over, or is no longer waited for.
    Over(Result<Answer, Box<Failure>>),
}

/// How far a job is.
enum State {
    UnderWay,
    Done,
    Failed,
}

impl Waiting {
    /// Nothing has been sent yet; `reads` are those of the call that shows the job.
    pub(crate) fn new(
        call: Box<Draft>,
        job: &'static Job,
        begin: Begin,
        within: Duration,
        reads: Reads,
    ) -> Self {
        Self {
            job,
            begin,
            call,
            reads,
            within,
            until: None,
            pause: Duration::from_millis(job.every),
            asked: 0,
        }
    }

    /// The first call.
    pub(crate) fn begin(&mut self) -> Next {
        let now = self.call.settings.outside.now();
        self.until = now.checked_add(self.within);
        self.waited()
    }

    /// The next call, when its pause is over.
    pub(crate) fn waited(&self) -> Next {
        let reads = match self.begin {
            Begin::Start(_) => Reads::value::<()>(),
            Begin::Poll => self.reads,
        };
        Next::Ask(Box::new(Exchange::new(self.call.clone(), reads)))
    }

    /// Takes what came of a call.
    pub(crate) fn heard(&mut self, outcome: Result<Answer, Box<Failure>>) -> Next {
        match self.begin {
            Begin::Poll => self.shown(outcome),
            Begin::Start(fills) => {
                let started = outcome.and_then(|answer| self.started(fills, answer));
                match started {
                    Ok(pause) => Next::Pause(pause),
                    Err(failure) => Next::Over(Err(failure)),
                }
            }
        }
    }

    /// The pause before a job is asked for that was just started.
    fn started(
        &mut self,
        fills: &[(usize, Source)],
        answer: Answer,
    ) -> Result<Duration, Box<Failure>> {
        let reply = answer.reply;
        let mut call = Draft::new(&self.call.settings, self.job.poll);
        call.timeout = self.call.timeout;
        call.format = self.call.format;
        for (index, source) in fills {
            let Some(text) = at(source, &reply, self.document(&reply)) else {
                let message = format!(
                    "the reply does not say which job was started: there is no `{}` for `{}`",
                    self.job.poll.params[*index].field.name, self.job.poll.name
                );
                let cause = Cause::Refused(Refusal::Unreadable(ReadError::broken(message)));
                return Err(self.call.failure(cause, Some(reply)));
            };
            call = call.with_str(*index, &text);
        }
        self.begin = Begin::Poll;
        self.call = call;
        Ok(self.pause(&reply))
    }

    fn shown(&mut self, outcome: Result<Answer, Box<Failure>>) -> Next {
        self.asked = self.asked.saturating_add(1);
        match outcome {
            Ok(answer) => match self.state(&answer.reply) {
                State::Done => Next::Over(Ok(answer)),
                State::Failed => self.fault(JobFault::Failed, answer.reply),
                State::UnderWay => self.under_way(answer.reply),
            },
            Err(failure) => self.refused(failure),
        }
    }

    /// A reply that gives no value may say all the same how far the job is: one without a body that it is under way,
    /// a status that it has failed.
    fn refused(&mut self, mut failure: Box<Failure>) -> Next {
        let is_silent = match &failure.cause {
            Cause::Refused(Refusal::Empty | Refusal::Unreadable(_)) => true,
            Cause::Refused(Refusal::Status | Refusal::NotOk) => false,
            _ => return self.over(failure),
        };
        let state = failure.reply.as_ref().map(|reply| self.state(reply));
        match (state, failure.reply.take()) {
            (Some(State::Failed), Some(reply)) => self.fault(JobFault::Failed, reply),
            (Some(State::UnderWay), Some(reply)) if is_silent && reply.status().is_success() => {
                self.under_way(reply)
            }
            (_, reply) => {
                failure.reply = reply;
                self.over(failure)
            }
        }
    }

    fn under_way(&mut self, reply: http::Response<bytes::Bytes>) -> Next {
        match self.left() {
            Some(Duration::ZERO) => {
                let fault = JobFault::Unfinished {
                    within: self.within,
                    asked: self.asked,
                };
                self.fault(fault, reply)
            }
            _ => Next::Pause(self.pause(&reply)),
        }
    }

    fn fault(&self, fault: JobFault, reply: http::Response<bytes::Bytes>) -> Next {
        self.over(self.call.failure(Cause::Job(fault), Some(reply)))
    }

    /// The end without a value; whoever gets it can ask for the job again.
    fn over(&self, mut failure: Box<Failure>) -> Next {
        let params = self.job.poll.params.iter().enumerate();
        let given = params.filter_map(|(index, param)| {
            Some((param.field.name, self.call.text(index)?.to_owned()))
        });
        failure.job = given.collect();
        Next::Over(Err(failure))
    }

    /// How far the job is that a reply shows. One that has failed is over, whatever else the reply says.
    fn state(&self, reply: &http::Response<bytes::Bytes>) -> State {
        let Job { done, failed, .. } = self.job;
        let places: Vec<_> = predicate::places(done)
            .chain(predicate::places(failed))
            .collect();
        let scan = scan(self.document(reply), &places, None);
        let view = View {
            status: reply.status().as_u16(),
            headers: reply.headers(),
            scan: &scan,
        };
        if holds(failed, view).is_some() {
            State::Failed
        } else if holds(done, view).is_some() {
            State::Done
        } else {
            State::UnderWay
        }
    }

    fn document<'r>(&self, reply: &'r http::Response<bytes::Bytes>) -> Document<'r> {
        Document {
            body: reply.body(),
            format: self.call.format_of(reply),
            max_depth: self.call.settings.max_depth,
            notes: None,
        }
    }

    /// The time until the job is asked for the last time.
    fn left(&self) -> Option<Duration> {
        let now = self.call.settings.outside.now();
        self.until.map(|until| until.saturating_duration_since(now))
    }

    /// What passes before the job is asked for again: half as long again as the last time, or as long as the vendor
    /// says where that is longer. What is left of the time is used up.
    fn pause(&mut self, reply: &http::Response<bytes::Bytes>) -> Duration {
        let pause = self.pause;
        let longest = Duration::from_millis(self.job.every).saturating_mul(LONGEST);
        self.pause = (pause + pause / 2).min(longest);
        let said = header(reply.headers(), "retry-after");
        let outside = &*self.call.settings.outside;
        let said = said.and_then(|text| told(text.trim(), reply, outside));
        let pause = said.map_or(pause, |said| said.max(pause));
        self.left().map_or(pause, |left| pause.min(left))
    }
}
