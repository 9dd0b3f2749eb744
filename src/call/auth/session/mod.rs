//! Credentials of a login or a grant, or a provider of tokens, in; the token, which all calls of a client share, out:
//! taken out once by whoever comes first, while the others wait, and anew where its time is over or the vendor refuses
//! it.

#[cfg(test)]
mod grant_tests;
#[cfg(test)]
mod tests;
mod token;
mod visit;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::header::{AUTHORIZATION, COOKIE, HeaderMap};
use http::status::StatusCode;

use super::grant::Granted;
use super::supply::Provider;
use crate::call::client::Settings;
use crate::call::endpoint::{self, Fill, SchemeKind};
use crate::call::latch::{Denied, Latch};
use crate::call::request::{Draft, Invalid};
use crate::shape::{Blank, FIELD, Record, Slot, Token as Blanks};
use crate::text::TextReader;
use crate::transport::Outside;
use crate::value::Secret;

pub(crate) use token::Token;
pub(crate) use visit::Visit;

/// Where a client has its token from, and the one that it has.
pub(crate) struct Session {
    scheme: &'static str,
    origin: Origin,
    held: Mutex<Held>,
}

/// Where tokens come from.
pub(crate) enum Origin {
    /// A call of the vendor that logs in.
    Login(LoggingIn),
    /// A grant of OAuth 2, and who makes its assertions.
    Grant(Granted, Option<Provider>),
    /// The caller, and how they are shown.
    Provider(Provider, SchemeKind),
}

/// A login with its secrets.
pub(crate) struct LoggingIn {
    pub(super) info: &'static endpoint::Session,
    pub(super) secrets: Vec<Secret>,
}

#[derive(Default)]
struct Held {
    token: Option<Arc<Token>>,
    /// What another token is had for.
    refresh: Option<Secret>,
    /// Closed while a call takes out another one.
    latch: Option<Arc<Latch>>,
}

/// What a call finds that needs a token.
enum Entry {
    /// One that is good.
    Token(Arc<Token>),
    /// Another call that takes one out.
    Wait(Arc<Latch>),
    /// None: it is this call's turn to take one out. One whose time is over is given along.
    Turn(Turn, Option<Arc<Token>>),
}

/// The right to take out a token, which only one call has at a time. Whoever drops it, as a call that is abandoned
/// does, leaves the next one to try.
struct Turn {
    session: Arc<Session>,
    latch: Arc<Latch>,
    refused: Option<Denied>,
}

impl Session {
    pub(super) fn new(scheme: &'static str, origin: Origin) -> Self {
        Self {
            scheme,
            origin,
            held: Mutex::default(),
        }
    }

    /// How the token is shown.
    fn send(&self) -> SchemeKind {
        match &self.origin {
            Origin::Login(login) => login.info.send,
            Origin::Grant(granted, _) => granted.info.send,
            Origin::Provider(_, send) => *send,
        }
    }

    /// Whether one of these headers stands for the token.
    pub(super) fn is_overridden(&self, headers: &HeaderMap) -> bool {
        match self.send() {
            SchemeKind::Header { header, .. } => headers.contains_key(header),
            SchemeKind::Bearer => headers.contains_key(AUTHORIZATION),
            SchemeKind::Cookie(_) => headers.contains_key(COOKIE),
            _ => false,
        }
    }

    fn enter(self: &Arc<Self>, outside: &dyn Outside) -> Entry {
        let mut held = self.held();
        if let Some(token) = held.token.as_ref().filter(|token| token.is_good(outside)) {
            return Entry::Token(token.clone());
        }
        if let Some(latch) = &held.latch {
            return Entry::Wait(latch.clone());
        }
        let latch = Arc::<Latch>::default();
        held.latch = Some(latch.clone());
        let turn = Turn {
            session: self.clone(),
            latch,
            refused: None,
        };
        Entry::Turn(turn, held.token.clone())
    }

    /// Gives up a token that the vendor refused, unless there is another by now.
    fn give_up(&self, token: &Arc<Token>) {
        let mut held = self.held();
        let is_held = held.token.as_ref();
        if !is_held.is_some_and(|now| Arc::ptr_eq(now, token)) {
            return;
        }
        held.token = None;
        // Code of the caller's own is not run while others wait for the lock.
        drop(held);
        if let Origin::Provider(provider, _) = &self.origin {
            provider.refused(&token.secret);
        }
    }

    /// Whether a status says that the token is not, or no longer, good: as standards have it for bearers of tokens
    /// (RFC 6750, section 3.1), and as a rule of the spec has to say it for logins.
    fn is_refused_by(&self, status: StatusCode) -> bool {
        !matches!(self.origin, Origin::Login(_)) && status == StatusCode::UNAUTHORIZED
    }

    /// What another token is had for, unless there is none or it has been refused.
    fn refresh_token(&self) -> Option<Secret> {
        self.held().refresh.clone()
    }

    fn forget_refresh_token(&self) {
        self.held().refresh = None;
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl LoggingIn {
    /// The call that logs in.
    fn call(&self, settings: &Arc<Settings>) -> Box<Draft> {
        let mut login = Draft::new(settings, self.info.login);
        let mut fields = self.info.constants.to_vec();
        for (fill, secret) in self.info.fills.iter().zip(&self.secrets) {
            match fill {
                Fill::Param(index) => login = login.with_str(*index, secret.expose()),
                Fill::Field(index) => fields.push((*index, secret.expose())),
            }
        }
        match self.info.body {
            Some(body) => body(login, &fields),
            None => login,
        }
    }
}

impl Turn {
    /// A token, and what comes along to have another one for; nothing there leaves what was there before.
    fn grant(self, token: Arc<Token>, refresh: Option<Secret>) {
        let mut held = self.session.held();
        held.token = Some(token);
        if refresh.is_some() {
            held.refresh = refresh;
        }
    }

    /// Those who wait for it are refused as well: a wrong password is tried once.
    fn refuse(mut self, denied: Denied) {
        self.refused = Some(denied);
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.session.held().latch = None;
        self.latch.open(self.refused.take());
    }
}

/// Fills fields of a login's body with texts, as they travel, and attaches it.
pub fn login_body<B: Record + Blank + Slot>(
    call: Box<Draft>,
    fields: &[(usize, &str)],
) -> Box<Draft> {
    let mut body = B::blank(&Blanks::NEW);
    let shape = body.shape();
    for (index, text) in fields {
        let field = &shape.fields()[*index];
        if let Err(error) = body.slot(*index).read(&mut TextReader::new(text), field) {
            return call.refused(Invalid::new(field.name, error.without_help().to_string()));
        }
    }
    call.with_body(&body, &FIELD)
}
