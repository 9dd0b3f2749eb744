//! What a call does about its session: what happened in, the next action of the exchange out.

use std::sync::Arc;

use bytes::Bytes;
use http::status::StatusCode;

use super::{Entry, Origin, Session, Token, Turn};
use crate::call::auth::supply::{AccessToken, SharedError};
use crate::call::endpoint::Retry;
use crate::call::exchange::{Action, Exchange, READ_ONCE};
use crate::call::latch::{Denied, Latch};
use crate::call::outcome::Refusal;
use crate::call::request::Draft;
use crate::error::{Cause, Failure, NoToken};
use crate::value::Secret;

/// What a call has done so far about the token that it needs. What few calls have is boxed: all calls carry this.
#[derive(Default)]
pub(crate) struct Visit {
    pub(in crate::call) under_way: Option<Box<Login>>,
    asked: Option<Box<Turn>>,
    waits_for: Option<Arc<Latch>>,
    /// Whether the call has logged in, which it does once, or shown a second token, which it does once as well.
    is_spent: bool,
    /// Whether the call has had a token for a refresh token.
    has_refreshed: bool,
}

/// A login, or a refresh, that was sent.
pub(crate) struct Login {
    turn: Turn,
    pub(in crate::call) call: Box<Draft>,
    way: Way,
}

/// By what a token is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By the credentials.
    Whole,
    /// By what an earlier login gave.
    Refresh,
}

impl Exchange {
    /// Sends the call itself, or first what lets it in.
    pub(in crate::call) fn enter(&mut self) -> Action {
        let Some(session) = self.call.session().cloned() else {
            return self.send();
        };
        let waited = self.visit.waits_for.take();
        match waited.and_then(|latch| latch.refused()) {
            Some(Denied::Reply(reply)) => {
                let login = self.whole(&session, None);
                return match Token::of(&session, &login, &reply) {
                    Ok(_) => self.send(),
                    Err(refusal) => self.not_let_in(&login, Cause::Refused(refusal), Some(reply)),
                };
            }
            Some(Denied::Provider(error)) => return self.without_token(&session, error),
            None => {}
        }
        match session.enter(&*self.call.settings.outside) {
            Entry::Token(token) => self.send_with(token),
            Entry::Wait(latch) => {
                self.visit.waits_for = Some(latch.clone());
                Action::Hold(latch)
            }
            Entry::Turn(turn, old) => self.take(turn, old),
        }
    }

    /// Goes on with the reply to a login.
    pub(in crate::call) fn logged_in(
        &mut self,
        login: Login,
        reply: http::Response<Bytes>,
    ) -> Action {
        let Login { turn, call, way } = login;
        let session = turn.session.clone();
        match Token::of(&session, &call, &reply) {
            Ok((token, refresh)) => {
                let token = Arc::new(token);
                if let (Some(refresh), Some(told)) =
                    (&refresh, &self.call.settings.on_refresh_token)
                {
                    told(refresh);
                }
                turn.grant(token.clone(), refresh);
                match way {
                    Way::Whole => self.visit.is_spent = true,
                    Way::Refresh => self.visit.has_refreshed = true,
                }
                self.send_with(token)
            }
            Err(_) if way == Way::Refresh && self.starts_anew(&session, reply.status()) => {
                self.start(turn)
            }
            Err(refusal) => {
                let cause = Cause::Refused(refusal);
                let mut failure = self.failure_of(&call, cause, Some(reply.clone()));
                match self.again(&mut failure) {
                    Some(pause) => self.wait(pause),
                    None => {
                        turn.refuse(Denied::Reply(reply));
                        Action::Done(Err(self.told(failure)))
                    }
                }
            }
        }
    }

    /// Goes on with what a provider gave.
    pub(in crate::call) fn provided(&mut self, given: Result<AccessToken, SharedError>) -> Action {
        let Some(turn) = self.visit.asked.take().map(|turn| *turn) else {
            return self.send();
        };
        let session = turn.session.clone();
        let given = match given {
            Ok(given) => given,
            Err(error) => {
                turn.refuse(Denied::Provider(error.clone()));
                return self.without_token(&session, error);
            }
        };
        if let Origin::Grant(..) = &session.origin {
            let call = self.whole(&session, Some(&given.secret));
            self.round.hidden.push(given.secret);
            return self.send_login(turn, call, Way::Whole);
        }
        match Token::provided(&session, given, &*self.call.settings.outside) {
            Ok(token) => {
                let token = Arc::new(token);
                turn.grant(token.clone(), None);
                self.visit.is_spent = true;
                self.send_with(token)
            }
            Err(reason) => self.without_token(&session, SharedError::from(reason_error(reason))),
        }
    }

    /// Whether the vendor wants another token than the one that was shown. The call was not carried out then, so
    /// that it goes out again, once.
    pub(in crate::call) fn wants_another(&mut self, refusal: &Refusal, status: StatusCode) -> bool {
        let (Some(token), Some(session)) = (&self.call.token, self.call.session()) else {
            return false;
        };
        let wants = match refusal {
            Refusal::Rule(matched) if matched.retry == Retry::Reauth => true,
            Refusal::Rule(matched) if matched.retry != Retry::Unsaid => false,
            Refusal::Rule(_) | Refusal::Status => session.is_refused_by(status),
            _ => false,
        };
        if !wants || self.visit.is_spent {
            return false;
        }
        session.give_up(token);
        if self.visit.has_refreshed {
            session.forget_refresh_token();
        }
        if !self.call.is_repeatable() {
            // The next call has another token all the same.
            self.round.problem = Some(READ_ONCE.to_owned());
            return false;
        }
        self.round.hidden.push(token.secret.clone());
        self.visit.is_spent = true;
        true
    }

    /// Takes out a token, which is this call's turn.
    fn take(&mut self, turn: Turn, old: Option<Arc<Token>>) -> Action {
        let session = turn.session.clone();
        let settings = &self.call.settings;
        match &session.origin {
            Origin::Login(login) => match (login.info.refresh, old) {
                (Some(refresh), Some(old)) => {
                    let mut call = Draft::new(settings, refresh);
                    call.token = Some(old);
                    self.send_login(turn, call, Way::Refresh)
                }
                _ => self.start(turn),
            },
            Origin::Grant(granted, _) => match session.refresh_token() {
                Some(refresh) => {
                    let call = granted.refresh(settings, &refresh);
                    self.round.hidden.push(refresh);
                    self.send_login(turn, call, Way::Refresh)
                }
                None => self.start(turn),
            },
            Origin::Provider(..) => self.start(turn),
        }
    }

    /// Takes out a token without regard to an earlier one.
    fn start(&mut self, turn: Turn) -> Action {
        match &turn.session.origin {
            Origin::Grant(_, Some(provider)) | Origin::Provider(provider, _) => {
                let provider = provider.clone();
                self.visit.asked = Some(Box::new(turn));
                Action::Ask(provider)
            }
            Origin::Login(_) | Origin::Grant(_, None) => {
                let call = self.whole(&turn.session, None);
                self.send_login(turn, call, Way::Whole)
            }
        }
    }

    /// The call that takes out a token by the credentials.
    fn whole(&self, session: &Session, assertion: Option<&Secret>) -> Box<Draft> {
        let settings = &self.call.settings;
        match &session.origin {
            Origin::Login(login) => login.call(settings),
            Origin::Grant(granted, _) => granted.call(settings, assertion),
            Origin::Provider(..) => self.call.clone(),
        }
    }

    /// Whether credentials are to be tried where a refresh was refused. A refresh token that may still be good is not
    /// given up: some vendors give one once in a life.
    fn starts_anew(&self, session: &Session, status: StatusCode) -> bool {
        let Origin::Grant(granted, _) = &session.origin else {
            return true;
        };
        let passes = [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS];
        if status.is_server_error() || passes.contains(&status) {
            return false;
        }
        let refused = session.refresh_token();
        session.forget_refresh_token();
        // Not the same one again.
        granted
            .given_refresh()
            .is_none_or(|given| refused.as_ref() != Some(given))
    }

    fn send_with(&mut self, token: Arc<Token>) -> Action {
        self.call.token = Some(token);
        self.send()
    }

    fn send_login(&mut self, turn: Turn, mut call: Box<Draft>, way: Way) -> Action {
        let ready = call.keyed();
        match ready.and_then(|()| call.ready(&mut self.round.hidden)) {
            Ok(request) => {
                let endpoint = call.endpoint;
                self.visit.under_way = Some(Box::new(Login { turn, call, way }));
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

    fn without_token(&mut self, session: &Session, error: SharedError) -> Action {
        let cause = Cause::NoToken(NoToken {
            scheme: session.scheme,
            error,
        });
        let failure = self.call.failure(cause, None);
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

/// A token that cannot be shown, as the provider's error.
fn reason_error(reason: String) -> crate::BoxError {
    reason.into()
}
