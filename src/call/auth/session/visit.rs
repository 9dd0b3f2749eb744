//! What a call does about its session: what happened in, the next action of the exchange out.

use std::sync::Arc;

use bytes::Bytes;

use super::{Entry, Token, Turn};
use crate::call::endpoint::Retry;
use crate::call::exchange::{Action, Exchange};
use crate::call::latch::Latch;
use crate::call::outcome::Refusal;
use crate::call::request::Draft;
use crate::error::{Cause, Failure};

/// What a call has done so far about the session that it needs.
#[derive(Default)]
pub(crate) struct Visit {
    pub(in crate::call) under_way: Option<Login>,
    waits_for: Option<Arc<Latch>>,
    /// Whether the call has logged in, which it does once, or shown a second token, which it does once as well.
    is_spent: bool,
}

/// A login, or a refresh, that was sent.
pub(crate) struct Login {
    turn: Turn,
    pub(in crate::call) call: Draft,
    is_refresh: bool,
}

impl Exchange {
    /// Sends the call itself, or first what lets it in.
    pub(in crate::call) fn enter(&mut self) -> Action {
        let Some(session) = self.call.session().cloned() else {
            return self.send();
        };
        let waited = self.visit.waits_for.take();
        if let Some(reply) = waited.and_then(|latch| latch.refused()) {
            let login = session.login(&self.call);
            return match Token::of(session.scheme, session.info, &login, &reply) {
                Ok(_) => self.send(),
                Err(refusal) => self.not_let_in(&login, Cause::Refused(refusal), Some(reply)),
            };
        }
        match session.enter(&*self.call.settings.outside) {
            Entry::Token(token) => self.send_with(token),
            Entry::Wait(latch) => {
                self.visit.waits_for = Some(latch.clone());
                Action::Hold(latch)
            }
            Entry::Turn(turn, old) => match (session.info.refresh, old) {
                (Some(refresh), Some(old)) => {
                    let mut call = Draft::new(&self.call.settings, refresh);
                    call.token = Some(old);
                    self.send_login(turn, call, true)
                }
                _ => self.send_login(turn, session.login(&self.call), false),
            },
        }
    }

    /// Goes on with the reply to a login.
    pub(in crate::call) fn logged_in(
        &mut self,
        login: Login,
        reply: http::Response<Bytes>,
    ) -> Action {
        let Login {
            turn,
            call,
            is_refresh,
        } = login;
        let session = turn.session.clone();
        match Token::of(session.scheme, session.info, &call, &reply) {
            Ok(token) => {
                let token = Arc::new(token);
                turn.grant(token.clone());
                self.visit.is_spent = !is_refresh;
                self.send_with(token)
            }
            Err(_) if is_refresh => self.send_login(turn, session.login(&self.call), false),
            Err(refusal) => {
                let cause = Cause::Refused(refusal);
                let mut failure = self.failure_of(&call, cause, Some(reply.clone()));
                match self.again(&mut failure) {
                    Some(pause) => self.wait(pause),
                    None => {
                        turn.refuse(reply);
                        Action::Done(Err(self.told(failure)))
                    }
                }
            }
        }
    }

    /// Whether the vendor wants another token than the one that was shown. The call was not carried out then, so
    /// that it goes out again, once.
    pub(in crate::call) fn wants_another(&mut self, refusal: &Refusal) -> bool {
        let wants = matches!(refusal, Refusal::Rule(matched) if matched.retry == Retry::Reauth);
        match (&self.call.token, self.call.session()) {
            (Some(token), Some(session))
                if wants && !self.visit.is_spent && self.call.is_repeatable() =>
            {
                session.give_up(token);
                self.round.hidden.push(token.secret.clone());
                self.visit.is_spent = true;
                true
            }
            _ => false,
        }
    }

    fn send_with(&mut self, token: Arc<Token>) -> Action {
        self.call.token = Some(token);
        self.send()
    }

    fn send_login(&mut self, turn: Turn, mut call: Draft, is_refresh: bool) -> Action {
        match call.keyed().and_then(|()| call.request()) {
            Ok(request) => {
                let endpoint = call.endpoint;
                self.visit.under_way = Some(Login {
                    turn,
                    call,
                    is_refresh,
                });
                self.out(endpoint, request)
            }
            Err(invalid) => self.not_let_in(&call, Cause::Invalid(invalid), None),
        }
    }

    fn not_let_in(
        &mut self,
        login: &Draft,
        cause: Cause,
        reply: Option<http::Response<Bytes>>,
    ) -> Action {
        let failure = self.failure_of(login, cause, reply);
        Action::Done(Err(self.told(failure)))
    }

    /// What went wrong with a login.
    pub(in crate::call) fn failure_of(
        &self,
        login: &Draft,
        cause: Cause,
        reply: Option<http::Response<Bytes>>,
    ) -> Box<Failure> {
        let reply = reply.map(|reply| self.with_shown(reply));
        let mut failure = login.failure(cause, reply);
        failure.login_for = Some(self.call.endpoint);
        failure
    }
}
