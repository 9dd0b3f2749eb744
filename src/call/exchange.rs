//! One call from start to end as a state machine: what happened in, what to do next out. It does no I/O and has no
//! clock but its client's, so that any driver can carry it out, async or blocking.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::status::StatusCode;

use super::auth::{AccessToken, Provider, Round, SharedError, Visit};
use super::document::{Document, format_of};
use super::endpoint::{Endpoint, Wire};
use super::fallback::Asked;
use super::latch::Latch;
use super::marks::Marks;
use super::outcome::{Answer, Reads, judge};
use super::pace::Pass;
use super::request::Draft;
use super::tries::Tries;
use super::watch::Watch;
use crate::error::{Cause, Failure};
use crate::shape::Format;
use crate::transport::{Payload, TransportError, TransportErrorKind};
use crate::value::Secret;

/// A call that is being carried out.
pub struct Exchange {
    pub(super) call: Box<Draft>,
    reads: Reads,
    pub(super) round: Round,
    pub(super) visit: Visit,
    pub(super) tries: Tries,
    pub(super) asked: Asked,
    pub(super) pass: Option<Pass>,
    pub(super) watch: Watch,
}

/// What happened.
pub enum Event {
    /// The call is to begin.
    Start,
    /// A whole reply came.
    Reply(http::Response<Bytes>),
    /// The head of a reply came that [opens](Exchange::opens) a stream.
    Opened(http::response::Parts),
    /// No whole reply came.
    Failed {
        /// What came of it.
        reply: Option<http::Response<Bytes>>,
        /// Why it is not whole.
        fault: Fault,
    },
    /// The pause that was asked for is over.
    Waited,
    /// The provider that was asked gave a token, or none.
    Provided(Result<AccessToken, SharedError>),
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
    Send(http::Request<Payload>),
    /// Let this much time pass.
    Wait(Duration),
    /// Let others go first: a call that logs in, or those before it in line. It is opened then.
    Hold(Arc<Latch>),
    /// Ask for a token and say what came of it.
    Ask(Provider),
    /// The call is over.
    Done(Result<Answer, Box<Failure>>),
}

/// What answers to challenges have shown, none of which may be shown again.
#[derive(Clone)]
struct Shown(Vec<Secret>);

/// Why a call does not go out again that otherwise would.
pub(super) const READ_ONCE: &str =
    "its body was read and can be read only once: a file from a path or a source can be sent again";

impl Exchange {
    /// A call that has not begun.
    pub fn new(call: Box<Draft>, reads: Reads) -> Self {
        Self {
            call,
            reads,
            round: Round::default(),
            visit: Visit::default(),
            tries: Tries::default(),
            asked: Asked::default(),
            pass: None,
            watch: Watch::default(),
        }
    }

    /// The next action, unseen by others.
    pub(super) fn advance(&mut self, event: Event) -> Action {
        match event {
            Event::Start => match self.begin() {
                Ok(()) => self.enter(),
                Err(invalid) => self.failed(Cause::Invalid(invalid), None),
            },
            Event::Waited if self.is_held_up() => self.admit(),
            Event::Waited => self.enter(),
            Event::Provided(given) => self.provided(given),
            Event::Reply(reply) => {
                self.passed(Some(&reply));
                match self.visit.under_way.take() {
                    Some(login) => self.logged_in(*login, reply),
                    None if self.is_challenged(&reply) => self.send(),
                    None => self.judged(reply),
                }
            }
            Event::Opened(head) => {
                let reply = http::Response::from_parts(head, Bytes::new());
                self.began(&reply);
                // Digest takes note that its answer was accepted.
                self.is_challenged(&reply);
                self.call.settings.budget.give();
                Action::Done(Ok(Answer {
                    reply: self.with_shown(reply),
                    value: Box::new(()),
                    meta: None,
                    marks: Marks::default(),
                    tries: self.tries.past().into(),
                }))
            }
            Event::Failed { reply, fault } => {
                self.passed(reply.as_ref());
                let cause = match fault {
                    Fault::Transport(error) => Cause::Transport(error),
                    Fault::TooLarge => Cause::TooLarge(self.max_body()),
                };
                match self.visit.under_way.take() {
                    Some(login) => {
                        let failure = self.failure_of(&login.call, cause, reply);
                        self.over(failure)
                    }
                    None => self.failed(cause, reply),
                }
            }
        }
    }

    /// The largest body that the call takes, in bytes.
    pub fn max_body(&self) -> usize {
        self.call.settings.max_body
    }

    /// Whether what follows this head is the stream that the call is for, and not the reply to a login, an error, or
    /// something that is called otherwise.
    pub fn opens(&self, head: &http::response::Parts) -> bool {
        let Some(streamed) = self.call.endpoint.returns.streamed() else {
            return false;
        };
        let sort = head.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
        let sort = sort.map(|sort| String::from_utf8_lossy(sort).to_ascii_lowercase());
        let sort = sort.as_deref().and_then(|sort| sort.split(';').next());
        let sort = sort.map(str::trim).unwrap_or_default();
        let fits = match streamed.wire {
            Wire::Bytes => true,
            // Vendors call lines of JSON by many names, but never a page for people.
            Wire::Lines => sort != "text/html",
            Wire::Events => sort == "text/event-stream",
        };
        let fits = fits || head.status == StatusCode::NO_CONTENT;
        fits && head.status.is_success() && self.visit.under_way.is_none()
    }

    /// The endpoint that is called.
    pub(crate) fn endpoint(&self) -> &'static Endpoint {
        self.call.endpoint
    }

    /// How long nothing of a stream may come.
    pub fn idle(&self) -> Duration {
        self.call.idle.unwrap_or(self.call.timeout)
    }

    /// How deep lists and records may nest.
    pub(crate) fn max_depth(&self) -> usize {
        self.call.settings.max_depth
    }

    /// The time that the whole call may take.
    pub fn timeout(&self) -> Duration {
        self.call.timeout
    }

    /// What is returned when that time is over.
    pub fn timed_out(&mut self) -> Box<Failure> {
        let failure = self.late();
        self.cut_short(&failure);
        failure
    }

    fn late(&mut self) -> Box<Failure> {
        if self.is_held_up() {
            return self.busy(None);
        }
        let message = format!("no reply within {:?}", self.call.timeout);
        let error = TransportError::new(TransportErrorKind::Timeout, message);
        let cause = Cause::Transport(error);
        let failure = match self.visit.under_way.take() {
            Some(login) => self.failure_of(&login.call, cause, None),
            None => self.call.failure(cause, None),
        };
        self.tries.note(&failure);
        self.told(failure)
    }

    pub(super) fn send(&mut self) -> Action {
        match self.made() {
            Ok(request) => self.out(self.call.endpoint, request),
            Err(invalid) => self.failed(Cause::Invalid(invalid), None),
        }
    }

    /// Whether the call goes out again with what the vendor asks for. A call that was refused for want of
    /// credentials was not carried out, so that this holds for calls that are not safe as well.
    fn is_challenged(&mut self, reply: &http::Response<Bytes>) -> bool {
        let login = self.call.login();
        if !login.is_some_and(|login| login.hear(&mut self.round, reply)) {
            return false;
        }
        if !self.call.is_repeatable() {
            self.round.problem = Some(READ_ONCE.to_owned());
        }
        self.call.is_repeatable()
    }

    /// The reply, which takes along what its request showed: a vendor may repeat it.
    pub(super) fn with_shown(&self, mut reply: http::Response<Bytes>) -> http::Response<Bytes> {
        let mut shown = self.round.hidden.clone();
        shown.extend(self.call.token.iter().map(|token| token.secret.clone()));
        if !shown.is_empty() {
            reply.extensions_mut().insert(Shown(shown));
        }
        reply
    }

    fn judged(&mut self, reply: http::Response<Bytes>) -> Action {
        let notes = self.call.settings.drift.notes();
        let document = Document {
            body: reply.body(),
            format: self.call.format_of(&reply),
            max_depth: self.call.settings.max_depth,
            notes: notes.as_ref(),
        };
        let judged = judge(self.call.endpoint, &reply, self.reads, document);
        match judged.and_then(|parts| self.call.drifted(notes).map(|()| parts)) {
            Ok((value, meta, marks)) => {
                self.call.settings.budget.give();
                Action::Done(Ok(Answer {
                    reply: self.with_shown(reply),
                    value,
                    meta,
                    marks,
                    tries: self.tries.past().into(),
                }))
            }
            Err(refusal) if self.wants_another(&refusal, reply.status()) => self.enter(),
            Err(refusal) => {
                let reply = self.with_shown(reply);
                let mut failure = self.call.failure(Cause::Refused(refusal), Some(reply));
                failure.note.clone_from(&self.round.problem);
                self.over(failure)
            }
        }
    }

    fn failed(&mut self, cause: Cause, reply: Option<http::Response<Bytes>>) -> Action {
        let failure = self.failure(cause, reply);
        self.over(failure)
    }

    /// What is known of the call when it has failed.
    pub(crate) fn failure(
        &self,
        cause: Cause,
        reply: Option<http::Response<Bytes>>,
    ) -> Box<Failure> {
        let reply = reply.map(|reply| self.with_shown(reply));
        let mut failure = self.call.failure(cause, reply);
        failure.hidden.extend_from_slice(&self.round.hidden);
        failure
    }
}

impl Draft {
    /// The format of a reply.
    pub(super) fn format_of(&self, reply: &http::Response<Bytes>) -> Format {
        format_of(reply.headers(), self.endpoint.vendor, self.format)
    }

    /// What is known of this call when it has failed.
    pub(crate) fn failure(
        &self,
        cause: Cause,
        reply: Option<http::Response<Bytes>>,
    ) -> Box<Failure> {
        let mut hidden = self.hidden();
        if let Some(Shown(more)) = reply.as_ref().and_then(|reply| reply.extensions().get()) {
            hidden.extend_from_slice(more);
        }
        let format = reply
            .as_ref()
            .map_or(self.format, |reply| self.format_of(reply));
        Box::new(Failure {
            endpoint: self.endpoint,
            undeclared: self.undeclared.clone(),
            format,
            reply,
            cause: cause.masked(&hidden),
            hidden,
            note: None,
            login_for: None,
            tries: Vec::new(),
            told: self.told_of_errors(),
            job: Vec::new(),
            max_depth: self.settings.max_depth,
            is_item: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::call::builder::CoreBuilder;
    use crate::call::endpoint::{BasePart, ENDPOINT, PathPart, Returns, VendorInfo};
    use crate::call::mode::Call;
    use crate::call::read::{room, unboxed};
    use crate::shape::FIELD;
    use crate::transport::Fake;

    static VENDOR: VendorInfo = VendorInfo {
        name: "acme",
        formats: &[Format::Json],
        base: &[BasePart::Text("http://acme.test")],
        vars: &[],
        schemes: &[],
        secrets: &[],
        ..crate::call::endpoint::VENDOR
    };

    static COUNT: Endpoint = Endpoint {
        vendor: &VENDOR,
        name: "count",
        method: "GET",
        path: &[PathPart::Text("/count")],
        params: &[],
        root: None,
        data: &[],
        returns: Returns::Value(&FIELD),
        ok: None,
        meta: &[],
        rules: &[],
        auth: None,
        safe: true,
        pagers: &[],
        ..ENDPOINT
    };

    fn call() -> Box<Draft> {
        let builder = CoreBuilder::new(&VENDOR)
            .transport(Arc::new(Fake::new()))
            .max_body(9);
        Call::new(&builder.build().expect("the settings hold"), &COUNT).draft
    }

    fn exchange(call: Box<Draft>) -> Exchange {
        Exchange::new(
            call,
            Reads {
                value: room::<i64>,
                meta: None,
                pager: None,
                returns: None,
            },
        )
    }

    fn failure(action: Action) -> String {
        match action {
            Action::Done(Err(failure)) => failure.to_string(),
            _ => panic!("the call is over"),
        }
    }

    #[test]
    fn a_call_is_sent_and_its_reply_judged() {
        let mut exchange = exchange(call());
        for event in [Event::Start, Event::Waited] {
            let Action::Send(request) = exchange.step(event) else {
                panic!("a request goes out")
            };
            assert_eq!(request.uri(), "http://acme.test/count");
        }
        let reply = http::Response::new(Bytes::from("12"));
        let Action::Done(Ok(answer)) = exchange.step(Event::Reply(reply)) else {
            panic!("a value")
        };
        assert_eq!(unboxed::<i64>(answer.value), 12);
        let reply = http::Response::new(Bytes::from("x"));
        assert!(failure(exchange.step(Event::Reply(reply))).contains("broken JSON"));
    }

    #[test]
    fn a_call_that_cannot_be_sent_is_over_at_once() {
        let failure = failure(exchange(call().header("a", "\n")).step(Event::Start));
        assert!(failure.starts_with("count of acme: `a` "), "{failure}");
    }

    #[test]
    fn a_reply_that_is_not_whole_ends_the_call() {
        let mut exchange = exchange(call());
        let error = TransportError::new(TransportErrorKind::Connect, "nobody is there");
        let event = Event::Failed {
            reply: None,
            fault: Fault::Transport(error),
        };
        assert_eq!(
            failure(exchange.step(event)),
            "count of acme: nobody is there"
        );
        let reply = Some(http::Response::new(Bytes::from("123456789")));
        let event = Event::Failed {
            reply,
            fault: Fault::TooLarge,
        };
        let line =
            "count of acme: the body of the reply is larger than 9 bytes (`max_body`) (HTTP 200)";
        assert_eq!(failure(exchange.step(event)), line);
        assert_eq!(
            exchange.timed_out().to_string(),
            "count of acme: no reply within 30s"
        );
    }
}
