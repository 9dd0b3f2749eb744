//! Credentials of a login in; its token, which all calls of a client share, out: taken out once by whoever comes
//! first, while the others wait, and anew where its time is over or the vendor refuses it.

#[cfg(test)]
mod tests;
mod token;
mod visit;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE, HeaderMap};

use crate::call::endpoint::{self, Fill, SchemeKind};
use crate::call::latch::Latch;
use crate::call::request::{Draft, Invalid};
use crate::shape::{Blank, FIELD, Record, Slot, Token as Blanks};
use crate::text::TextReader;
use crate::transport::Outside;
use crate::value::Secret;

pub(crate) use token::Token;
pub(crate) use visit::Visit;

/// What a client logs in with, and the token that it has.
pub(crate) struct Session {
    scheme: &'static str,
    info: &'static endpoint::Session,
    secrets: Vec<Secret>,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    token: Option<Arc<Token>>,
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
    refused: Option<http::Response<Bytes>>,
}

impl Session {
    pub(super) fn new(
        scheme: &'static str,
        info: &'static endpoint::Session,
        secrets: Vec<Secret>,
    ) -> Self {
        Self {
            scheme,
            info,
            secrets,
            held: Mutex::default(),
        }
    }

    /// Whether one of these headers stands for the token.
    pub(super) fn is_overridden(&self, headers: &HeaderMap) -> bool {
        match self.info.send {
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
        let held = &mut *self.held();
        if held
            .token
            .as_ref()
            .is_some_and(|now| Arc::ptr_eq(now, token))
        {
            held.token = None;
        }
    }

    /// The call that logs in, for a call in this format.
    fn login(&self, call: &Draft) -> Draft {
        let mut login = Draft::new(&call.settings, self.info.login);
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

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    fn grant(self, token: Arc<Token>) {
        self.session.held().token = Some(token);
    }

    /// Those who wait for it are refused as well: a wrong password is tried once.
    fn refuse(mut self, reply: http::Response<Bytes>) {
        self.refused = Some(reply);
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.session.held().latch = None;
        self.latch.open(self.refused.take());
    }
}

/// Fills fields of a login's body with texts, as they travel, and attaches it.
pub fn login_body<B: Record + Blank + Slot>(call: Draft, fields: &[(usize, &str)]) -> Draft {
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
