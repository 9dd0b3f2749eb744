//! Calls by their idempotency keys: a call in that may be one of before, the same reply out.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use trunkline_codegen::api::{Api, Endpoint};

use crate::answer::Reply;
use crate::request::Received;
use crate::route::Hit;
use crate::session::given_at;

/// What was carried out.
#[derive(Debug, Default)]
pub(crate) struct Keys(Mutex<Done>);

#[derive(Debug, Default)]
struct Done {
    /// Requests and their replies, by the endpoint's name and the key.
    known: HashMap<(String, String), (Sent, Reply)>,
    /// By the endpoint's name.
    count: HashMap<String, usize>,
}

/// What tells one call from another.
#[derive(Debug, PartialEq)]
struct Sent {
    path: String,
    query: String,
    body: Vec<u8>,
}

impl Keys {
    /// The reply to a call: `carry_out` makes it, unless a call with the same key has been carried out. Nothing where
    /// that was another call.
    pub(crate) fn reply(
        &self,
        api: &Api,
        hit: &Hit<'_>,
        request: &Received,
        carry_out: impl FnOnce() -> Reply,
    ) -> Option<Reply> {
        let endpoint = hit.endpoint;
        let Some(key) = key(api, hit, request) else {
            let reply = carry_out();
            self.done().counted(endpoint);
            return Some(reply);
        };
        let sent = Sent {
            path: request.path.clone(),
            query: request.query.clone(),
            body: request.body.clone(),
        };
        // Held until the call is carried out: a second try that comes meanwhile finds its reply.
        let mut done = self.done();
        let at = (endpoint.name.wire.clone(), key);
        if let Some((known, reply)) = done.known.get(&at) {
            return (*known == sent).then(|| reply.clone());
        }
        let reply = carry_out();
        done.counted(endpoint);
        done.known.insert(at, (sent, reply.clone()));
        Some(reply)
    }

    /// How many calls of an endpoint were carried out.
    pub(crate) fn count(&self, endpoint: &str) -> usize {
        self.done().count.get(endpoint).copied().unwrap_or_default()
    }

    /// A panic elsewhere leaves both maps whole.
    fn done(&self) -> MutexGuard<'_, Done> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Done {
    fn counted(&mut self, endpoint: &Endpoint) {
        *self.count.entry(endpoint.name.wire.clone()).or_default() += 1;
    }
}

fn key(api: &Api, hit: &Hit<'_>, request: &Received) -> Option<String> {
    given_at(api, hit.endpoint.idempotency.as_ref()?, hit, request)
}
