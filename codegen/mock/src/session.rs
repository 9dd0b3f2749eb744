//! Logins in, tokens out; and whether a token that is shown is still good.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;
use trunkline_codegen::api::{
    Api, Body, Endpoint, EndpointId, Place, SchemeId, SchemeKind, Session, Source, Target, Ttl,
    TypeKind,
};

use crate::answer::Reply;
use crate::auth::{Bad, Secrets};
use crate::place::put;
use crate::request::Received;
use crate::route::Hit;
use crate::speech;

/// The seconds that a reply says where nobody set a time.
const SECONDS: u64 = 3600;

/// The tokens that logins were given.
#[derive(Debug)]
pub(crate) struct Tokens {
    /// How often one can be used.
    uses: Option<u32>,
    /// How long one is good, whatever the spec says.
    time: Option<Duration>,
    issued: Mutex<Vec<Issued>>,
    /// How many were good when they were made bad.
    revoked: AtomicUsize,
    /// What another token is given for, and how many there were.
    refresh: Mutex<(Vec<(SchemeId, String)>, usize)>,
}

#[derive(Debug)]
struct Issued {
    scheme: SchemeId,
    token: String,
    left: Option<u32>,
    until: Option<Instant>,
}

impl Issued {
    fn is_good(&self) -> bool {
        self.left != Some(0) && self.until.is_none_or(|until| Instant::now() < until)
    }
}

impl Tokens {
    pub(crate) fn new(uses: Option<u32>, time: Option<Duration>) -> Self {
        Self {
            uses,
            time,
            issued: Mutex::default(),
            revoked: AtomicUsize::new(0),
            refresh: Mutex::default(),
        }
    }

    /// Takes note of a use of the token.
    pub(crate) fn check(&self, scheme: SchemeId, shown: Option<&str>) -> Option<Bad> {
        let Some(shown) = shown else {
            return Some(Bad::Missing);
        };
        let mut issued = self.issued();
        // The newest first, which is mostly the one.
        let mut newest = issued.iter_mut().rev();
        let found = newest.find(|one| one.scheme == scheme && one.token == shown);
        let good = found.is_some_and(|one| {
            let good = one.is_good();
            one.left = one.left.map(|left| left.saturating_sub(1));
            good
        });
        (!good).then_some(Bad::Wrong)
    }

    /// Makes all tokens that were given bad.
    pub(crate) fn revoke(&self) {
        for one in self.issued().iter_mut().filter(|one| one.is_good()) {
            one.left = Some(0);
            self.revoked.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many tokens were good when they were made bad.
    pub(crate) fn revoked(&self) -> usize {
        self.revoked.load(Ordering::Relaxed)
    }

    /// How many tokens were given.
    pub(crate) fn count(&self) -> usize {
        self.issued().len()
    }

    fn issue(&self, api: &Api, scheme: SchemeId, session: &Session) -> String {
        let of_spec = match session.ttl {
            Some(Ttl::Millis(millis)) => Some(Duration::from_millis(millis)),
            Some(Ttl::Seconds(_)) | None => None,
        };
        self.issue_for(api, scheme, of_spec)
    }

    /// A token of OAuth 2 and the seconds for which it is good.
    pub(crate) fn grant(&self, api: &Api, scheme: SchemeId) -> (String, u64) {
        let token = self.issue_for(api, scheme, None);
        (token, self.time.map_or(SECONDS, |time| time.as_secs()))
    }

    /// A refresh token, which is good once.
    pub(crate) fn refresh(&self, api: &Api, scheme: SchemeId) -> String {
        let mut refresh = self.refresh.lock().unwrap_or_else(PoisonError::into_inner);
        refresh.1 += 1;
        let token = format!(
            "mock-refresh-{}-{}",
            api.schemes[scheme.0].name.wire, refresh.1
        );
        refresh.0.push((scheme, token.clone()));
        token
    }

    /// Whether a refresh token was given and is not used up.
    pub(crate) fn refreshes(&self, scheme: SchemeId, token: &str) -> bool {
        let refresh = self.refresh.lock().unwrap_or_else(PoisonError::into_inner);
        refresh
            .0
            .iter()
            .any(|(of, one)| (*of, one.as_str()) == (scheme, token))
    }

    pub(crate) fn use_up(&self, scheme: SchemeId, token: &str) {
        let mut refresh = self.refresh.lock().unwrap_or_else(PoisonError::into_inner);
        refresh
            .0
            .retain(|(of, one)| (*of, one.as_str()) != (scheme, token));
    }

    /// Makes all refresh tokens so far no longer good.
    pub(crate) fn forget_refresh_tokens(&self) {
        let mut refresh = self.refresh.lock().unwrap_or_else(PoisonError::into_inner);
        refresh.0.clear();
    }

    fn issue_for(&self, api: &Api, scheme: SchemeId, of_spec: Option<Duration>) -> String {
        let mut issued = self.issued();
        let name = &api.schemes[scheme.0].name.wire;
        let token = format!("mock-token-{name}-{}", issued.len() + 1);
        let until = self
            .time
            .or(of_spec)
            .and_then(|time| Instant::now().checked_add(time));
        issued.push(Issued {
            scheme,
            token: token.clone(),
            left: self.uses,
            until,
        });
        token
    }

    fn issued(&self) -> MutexGuard<'_, Vec<Issued>> {
        self.issued.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The sessions that an endpoint opens by its login or goes on with.
fn sessions<'a>(
    api: &'a Api,
    endpoint: &'a Endpoint,
) -> impl Iterator<Item = (SchemeId, &'a Session)> {
    let is = |id: EndpointId| std::ptr::eq(&api.endpoints[id.0], endpoint);
    let schemes = api.schemes.iter().enumerate();
    schemes.filter_map(move |(index, scheme)| match &scheme.kind {
        SchemeKind::Session(session) if is(session.login) || session.refresh.is_some_and(is) => {
            Some((SchemeId(index), session))
        }
        _ => None,
    })
}

/// What is wrong with the credentials of a login, if anything.
pub(crate) fn refused(
    api: &Api,
    secrets: &Secrets,
    hit: &Hit<'_>,
    request: &Received,
) -> Option<Bad> {
    sessions(api, hit.endpoint).find_map(|(scheme, session)| {
        if !std::ptr::eq(&api.endpoints[session.login.0], hit.endpoint) {
            return None;
        }
        let given = session.credentials.iter();
        let given = given.map(|(_, target)| given_at(api, target, hit, request));
        let is_right = given.eq(secrets[scheme.0].iter().map(|secret| Some(secret.clone())));
        (!is_right).then_some(Bad::Wrong)
    })
}

/// What a request holds where a credential goes, or a key.
pub(crate) fn given_at(
    api: &Api,
    target: &Target,
    hit: &Hit<'_>,
    request: &Received,
) -> Option<String> {
    match target {
        Target::Param(index) => {
            let param = &hit.endpoint.params[*index];
            let name = &param.name.wire;
            match param.place {
                Place::Query | Place::Form => {
                    let pairs = match param.place {
                        Place::Form => request.form_pairs(),
                        _ => request.query_pairs(),
                    };
                    pairs
                        .into_iter()
                        .rev()
                        .find(|(key, _)| key == name)
                        .map(|(_, value)| value)
                }
                Place::Header => request.header(name).map(str::to_owned),
                // No login sends its credentials there.
                Place::Part | Place::Beside => None,
                Place::Path => {
                    let mut values = hit.values.iter();
                    values
                        .find(|(at, _)| at == index)
                        .map(|(_, value)| value.clone())
                }
            }
        }
        Target::BodyField(index) => {
            let Some(Body::Record(id)) = &hit.endpoint.body else {
                return None;
            };
            let TypeKind::Record(record) = &api.ty(*id).kind else {
                return None;
            };
            let body = request.json()?;
            let value = body.get(&record.fields[*index].name.wire)?;
            value.as_str().map(str::to_owned)
        }
    }
}

/// The reply of a login, with a token of its own.
pub(crate) fn opened(api: &Api, tokens: &Tokens, endpoint: &Endpoint, mut reply: Reply) -> Reply {
    for (scheme, session) in sessions(api, endpoint) {
        let token = tokens.issue(api, scheme, session);
        let seconds = tokens.time.map_or(SECONDS, |time| time.as_secs());
        let cookie = match (&session.take, &*session.send) {
            (Source::Header(name), SchemeKind::Cookie(key))
                if name.eq_ignore_ascii_case("set-cookie") =>
            {
                Some(format!("{key}={token}; Path=/; HttpOnly"))
            }
            _ => None,
        };
        let token = Value::from(cookie.unwrap_or(token));
        let mut holds = vec![(&session.take, token)];
        if let Some(Ttl::Seconds(source)) = &session.ttl {
            holds.push((source, Value::from(seconds)));
        }
        for (source, value) in holds {
            reply = holding(api, endpoint, reply, source, value);
        }
    }
    reply
}

/// The reply with a value at a place of it.
pub(crate) fn holding(
    api: &Api,
    endpoint: &Endpoint,
    mut reply: Reply,
    source: &Source,
    value: Value,
) -> Reply {
    match source {
        Source::Header(name) => {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            reply
                .headers
                .retain(|(other, _)| !other.eq_ignore_ascii_case(name));
            reply.headers.push((name.to_ascii_lowercase(), text));
            reply
        }
        Source::Body(path) => {
            let mut body = speech::body(api, Some(endpoint), &reply).unwrap_or_default();
            let as_text = crate::place::first(&body, path).is_some_and(Value::is_string);
            let value = match as_text && !value.is_string() {
                true => Value::from(value.to_string()),
                false => value,
            };
            put(&mut body, &path.steps, value);
            speech::with_body(reply, "application/json", body.to_string())
        }
    }
}
