//! What others see of a call: every request before it goes out, every reply when it is there, the call as a whole when
//! it is over. What happened in the exchange in, calls of the caller's hooks and records of tracing out.

mod hooks;

#[cfg(feature = "tracing")]
mod trace;
#[cfg(not(feature = "tracing"))]
#[path = "untraced.rs"]
mod trace;

use std::time::Instant;

use http::Method;
use http::header::{AUTHORIZATION, COOKIE, HeaderMap, PROXY_AUTHORIZATION};
use http::status::StatusCode;

pub(crate) use hooks::Hooks;
pub use hooks::{Outcome, Outgoing};
use trace::Trace;

use super::endpoint::PathPart;
use super::exchange::{Action, Event, Exchange, Fault};
use super::hidden::hidden_in;
use super::outcome::Answer;
use super::request::Draft;
use crate::error::{Cause, Failure, redact};
use crate::transport::{Payload, TransportErrorKind};

/// What is known of the requests of a call so far.
#[derive(Default)]
pub(crate) struct Watch {
    trace: Trace,
    /// How many requests of the call itself were sent, its logins not counted.
    own: u32,
    /// What is under way.
    sent: Option<Box<Sent>>,
}

/// A request that was sent.
#[derive(Clone)]
struct Sent {
    vendor: &'static str,
    endpoint: &'static str,
    method: Method,
    path: String,
    /// From 1.
    number: u32,
    at: Instant,
}

/// What came of a request.
#[derive(Clone, Copy, Debug)]
struct Came {
    status: Option<StatusCode>,
    fault: Option<TransportErrorKind>,
}

impl Exchange {
    /// The next action.
    pub fn step(&mut self, event: Event) -> Action {
        if let Event::Start = event {
            self.watch.trace = Trace::of(&self.call);
        }
        if !self.is_watched() {
            return self.advance(event);
        }
        match &event {
            Event::Reply(reply) => self.came(Some(reply.status()), None),
            Event::Opened(head) => self.came(Some(head.status), None),
            Event::Failed { reply, fault } => {
                let fault = match fault {
                    Fault::Transport(error) => Some(error.kind()),
                    Fault::TooLarge => None,
                };
                self.came(reply.as_ref().map(http::Response::status), fault);
            }
            Event::Start | Event::Waited | Event::Provided(_) => {}
        }
        let mut action = self.advance(event);
        match &mut action {
            Action::Send(request) => self.goes(request),
            Action::Done(result) => self.ended(result.as_ref().map_err(|failure| &**failure)),
            _ => {}
        }
        action
    }

    /// The time of the call is over: what was under way came to nothing.
    pub(super) fn cut_short(&mut self, failure: &Failure) {
        if self.is_watched() {
            self.came(None, Some(TransportErrorKind::Timeout));
            self.ended(Err(failure));
        }
    }

    /// The span of the call, in which its requests are sent.
    #[cfg(feature = "tracing")]
    pub(crate) fn span(&self) -> tracing::Span {
        self.watch.trace.span()
    }

    fn is_watched(&self) -> bool {
        self.watch.trace.is_on() || !self.call.settings.hooks.is_empty()
    }

    /// A request goes out now.
    fn goes(&mut self, request: &mut http::Request<Payload>) {
        let login = self.visit.under_way.as_ref();
        let draft = login.map_or(&self.call, |login| &login.call);
        let number = match login {
            Some(_) => 1,
            None => {
                self.watch.own += 1;
                self.watch.own
            }
        };
        let sent = Sent {
            vendor: draft.endpoint.vendor.name,
            endpoint: draft.endpoint.name,
            method: request.method().clone(),
            path: draft.template(),
            number,
            at: self.call.settings.outside.now(),
        };
        if !self.call.settings.hooks.requests.is_empty() {
            veil(request.headers_mut(), draft);
            let mut outgoing = Outgoing {
                sent: &sent,
                headers: request.headers_mut(),
                is_foreign: draft.is_foreign(),
                added: Vec::new(),
            };
            for tell in &self.call.settings.hooks.requests {
                tell(&mut outgoing);
            }
            let added = outgoing.added.iter().flat_map(hidden_in);
            self.round.hidden.extend(added);
        }
        self.watch.sent = Some(Box::new(sent));
    }

    /// This came of the request that is under way.
    fn came(&mut self, status: Option<StatusCode>, fault: Option<TransportErrorKind>) {
        let Some(sent) = self.watch.sent.take() else {
            return;
        };
        let now = self.call.settings.outside.now();
        let took = now.saturating_duration_since(sent.at);
        let came = Came { status, fault };
        self.watch.trace.came(&sent, came, took);
        let outcome = Outcome {
            sent: &sent,
            came,
            took,
        };
        for tell in &self.call.settings.hooks.replies {
            tell(&outcome);
        }
    }

    /// The call is over.
    fn ended(&mut self, result: Result<&Answer, &Failure>) {
        let status = match result {
            Ok(answer) => Some(answer.reply.status()),
            Err(failure) => failure.reply.as_ref().map(http::Response::status),
        };
        let error = result.err().map(error_type);
        self.watch.trace.ended(status, error, self.watch.own);
    }
}

impl Draft {
    /// The path after the base, with names in place of values.
    fn template(&self) -> String {
        if let Some(undeclared) = &self.undeclared {
            return undeclared.path.clone();
        }
        let endpoint = self.endpoint;
        let parts = endpoint.path.iter().map(|part| match part {
            PathPart::Text(text) => (*text).to_owned(),
            PathPart::Param(index) => format!("{{{}}}", endpoint.params[*index].field.name),
            PathPart::Var(index) => format!("{{{}}}", endpoint.vendor.vars[*index].name),
        });
        parts.collect()
    }
}

/// Marks every header as sensitive that holds a secret.
fn veil(headers: &mut HeaderMap, draft: &Draft) {
    let hidden = draft.hidden();
    for (name, value) in headers.iter_mut() {
        let text = String::from_utf8_lossy(value.as_bytes());
        let is_secret = [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE].contains(name)
            || redact::piece(&text, &hidden) != text;
        if is_secret {
            value.set_sensitive(true);
        }
    }
}

/// Why a call failed, in one of a few words, or the status that says so (OpenTelemetry's `error.type`).
fn error_type(failure: &Failure) -> String {
    use super::outcome::Refusal;
    let status = failure.reply.as_ref().map(http::Response::status);
    let word = match &failure.cause {
        Cause::Transport(error) => fault_type(error.kind()),
        Cause::TooLarge(_) | Cause::LongItem(_) => "limit",
        Cause::Page(_) => "page",
        Cause::Invalid(_) => "argument",
        Cause::Busy(_) => "busy",
        Cause::NoToken(_) => "token",
        Cause::Job(_) => "job",
        Cause::Refused(_) if status.is_some_and(|status| !status.is_success()) => {
            return status.map_or(String::new(), |status| status.as_str().to_owned());
        }
        Cause::Refused(Refusal::Rule(_)) => "vendor",
        Cause::Refused(Refusal::Status | Refusal::NotOk) => "not_ok",
        Cause::Refused(Refusal::Empty | Refusal::Unreadable(_)) => "decode",
    };
    word.to_owned()
}

/// A fault of the transport in a word.
fn fault_type(fault: TransportErrorKind) -> &'static str {
    match fault {
        TransportErrorKind::Connect => "connect",
        TransportErrorKind::Tls => "tls",
        TransportErrorKind::Timeout => "timeout",
        TransportErrorKind::Interrupted => "interrupted",
        TransportErrorKind::Other => "other",
    }
}
