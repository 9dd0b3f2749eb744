//! Digest authentication (RFC 7616), the client's side: what a call has to show goes in beside its request, and
//! what a reply says of it comes out as whether the call is to be sent again.

mod challenge;
mod session;
#[cfg(test)]
mod tests;

use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::status::StatusCode;

use challenge::{Challenge, next_nonce, strongest};
use session::{Answer, Session, hex};

use crate::value::Secret;

/// How many nonces are kept, so that calls side by side that are given the same one still count it up together.
const MAX_SESSIONS: usize = 8;
/// How many challenges of one call are answered: the first, and one more where the vendor calls the nonce stale.
const MAX_ANSWERS: usize = 2;

/// A user and a password, with the nonces that the vendor gave so far. All calls of a client share it.
pub(crate) struct Login {
    user: Secret,
    password: Secret,
    /// The newest last.
    sessions: Mutex<Vec<Session>>,
}

/// What one call has shown and been asked for so far.
#[derive(Default)]
pub(crate) struct Round {
    /// The nonce of what the request showed.
    shown: Option<String>,
    /// What has to be answered.
    asked: Option<Challenge>,
    answers: usize,
    /// What must never be shown of it.
    pub(crate) hidden: Vec<Secret>,
    /// Why a challenge cannot be answered.
    pub(crate) problem: Option<String>,
}

impl Login {
    pub(crate) fn new(user: &Secret, password: &Secret) -> Result<Self, String> {
        Ok(Self {
            user: user.clone(),
            password: password.clone(),
            sessions: Mutex::default(),
        })
    }

    /// Adds what the request has to show: the answer to the challenge that the call was given, else one with a
    /// nonce that the vendor has accepted before, else nothing.
    pub(crate) fn show<B>(&self, round: &mut Round, request: &mut http::Request<B>) {
        let method = request.method().as_str();
        let target = request.uri().path_and_query().map_or("/", |t| t.as_str());
        let shown = match round.asked.take() {
            Some(challenge) => self.answer(round, challenge, method, target),
            None => self.remembered(method, target),
        };
        request.headers_mut().remove(AUTHORIZATION);
        round.shown = None;
        if let Some((nonce, answer)) = shown {
            request.headers_mut().insert(AUTHORIZATION, answer.header);
            round.hidden.extend(answer.hidden);
            round.shown = Some(nonce);
        }
    }

    /// Whether the call is to be sent again: where the vendor asks for digest and was shown none, where it did not
    /// take a nonce that was kept from an earlier call, or where it says that the nonce is stale.
    pub(crate) fn hear(&self, round: &mut Round, reply: &http::Response<Bytes>) -> bool {
        if reply.status() != StatusCode::UNAUTHORIZED {
            self.accepted(round, reply);
            return false;
        }
        if let Some(nonce) = &round.shown {
            self.sessions()
                .retain(|kept| kept.challenge.nonce != *nonce);
        }
        match strongest(reply.headers()) {
            Ok(challenge) => {
                let again = match &round.shown {
                    None => true,
                    Some(nonce) => {
                        challenge.stale || (round.answers == 0 && challenge.nonce != *nonce)
                    }
                };
                let again = again && round.answers < MAX_ANSWERS;
                round.asked = Some(challenge).filter(|_| again);
                again
            }
            Err(problem) => {
                // One that was answered is refused for what was answered.
                round.problem = Some(problem).filter(|_| round.shown.is_none());
                false
            }
        }
    }

    fn answer(
        &self,
        round: &mut Round,
        challenge: Challenge,
        method: &str,
        target: &str,
    ) -> Option<(String, Answer)> {
        round.answers += 1;
        let mut sessions = self.sessions();
        let at = match position(&sessions, &challenge.nonce) {
            Some(at) => at,
            None => {
                let Some(cnonce) = random() else {
                    round.problem = Some("the system has no random numbers".to_owned());
                    return None;
                };
                if sessions.len() == MAX_SESSIONS {
                    sessions.remove(0);
                }
                sessions.push(Session::new(challenge, &self.user, &self.password, cnonce));
                sessions.len() - 1
            }
        };
        shown(&mut sessions[at], method, target)
    }

    fn remembered(&self, method: &str, target: &str) -> Option<(String, Answer)> {
        let mut sessions = self.sessions();
        let last = sessions.iter_mut().rev().find(|kept| kept.proven)?;
        shown(last, method, target)
    }

    /// Keeps the nonce for later calls, or the next one where the vendor gives it.
    fn accepted(&self, round: &Round, reply: &http::Response<Bytes>) {
        let Some(nonce) = &round.shown else { return };
        let mut sessions = self.sessions();
        let Some(at) = position(&sessions, nonce) else {
            return;
        };
        sessions[at].proven = true;
        if let Some(next) = next_nonce(reply.headers()).filter(|next| next != nonce) {
            let old = sessions.remove(at);
            if position(&sessions, &next).is_none() {
                sessions.push(old.renewed(next));
            }
        }
    }

    /// A panic elsewhere leaves the list whole: every change is one call.
    fn sessions(&self) -> MutexGuard<'_, Vec<Session>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn position(sessions: &[Session], nonce: &str) -> Option<usize> {
    sessions
        .iter()
        .position(|kept| kept.challenge.nonce == nonce)
}

fn shown(session: &mut Session, method: &str, target: &str) -> Option<(String, Answer)> {
    let answer = session.answer(method, target)?;
    Some((session.challenge.nonce.clone(), answer))
}

fn random() -> Option<Secret> {
    Some(hex(&crate::transport::random()?).into())
}
