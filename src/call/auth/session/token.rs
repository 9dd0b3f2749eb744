//! The reply to a login in; the token that it holds, ready to be sent, or why there is none, out.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::SET_COOKIE;

use super::{Origin, Session};
use crate::call::auth::grant;
use crate::call::auth::shown::Shown;
use crate::call::auth::supply::AccessToken;
use crate::call::document::Document;
use crate::call::endpoint::{SchemeKind, Source, Step, Ttl};
use crate::call::location;
use crate::call::outcome::{Reads, Refusal, judge};
use crate::call::request::Draft;
use crate::call::scan::{Seen, scan};
use crate::shape::ReadError;
use crate::transport::Outside;
use crate::value::Secret;

/// A token in the form in which it is sent.
pub(crate) struct Token {
    shown: Shown,
    /// When its time is over, where the vendor says so.
    until: Option<Instant>,
    /// The token itself, which must never be shown.
    pub(crate) secret: Secret,
}

impl Token {
    pub(crate) fn shown(&self) -> &Shown {
        &self.shown
    }

    pub(super) fn is_good(&self, outside: &dyn Outside) -> bool {
        self.until.is_none_or(|until| outside.now() < until)
    }

    /// The token in the reply to `call`, and what comes along to have another one for.
    pub(super) fn of(
        session: &Session,
        call: &Draft,
        reply: &http::Response<Bytes>,
    ) -> Result<(Self, Option<Secret>), Refusal> {
        let places = Places::of(session);
        let document = Document {
            body: reply.body(),
            format: call.format_of(reply),
            max_depth: call.settings.max_depth,
            notes: None,
        };
        judge(call.endpoint, reply, Reads::value::<()>(), document)?;
        let at = |source: &Source| text_at(source, places.send, reply, document);
        let secret = at(&places.take).filter(|token| !token.is_empty());
        let secret = secret.ok_or_else(|| {
            broken(format!(
                "the reply holds no token at `{}`",
                path(&places.take)
            ))
        })?;
        let good = match &places.ttl {
            Ttl::Open => None,
            Ttl::Millis(millis) => Some(Duration::from_millis(*millis)),
            Ttl::Seconds(source) => at(source)
                .map(|text| seconds(&text).ok_or_else(|| broken(no_seconds(source))))
                .transpose()?,
        };
        let refresh = places.refresh.as_ref().and_then(at);
        let refresh = refresh.filter(|token| !token.is_empty()).map(Secret::from);
        let good = good.map(|good| good - (places.slack)(good));
        let token = Self::ready(session, secret.into(), good, &*call.settings.outside);
        Ok((token.map_err(broken)?, refresh))
    }

    /// The token that a provider gave.
    pub(super) fn provided(
        session: &Session,
        given: AccessToken,
        outside: &dyn Outside,
    ) -> Result<Self, String> {
        let good = given.good_for.map(|good| good - early(good));
        Self::ready(session, given.secret, good, outside)
    }

    /// A token that is good for this time.
    fn ready(
        session: &Session,
        secret: Secret,
        good: Option<Duration>,
        outside: &dyn Outside,
    ) -> Result<Self, String> {
        let mut shown = Shown::default();
        shown.add(session.scheme, session.send(), secret.expose())?;
        // A time that no clock reaches is none.
        let until = good.and_then(|good| outside.now().checked_add(good));
        Ok(Self {
            shown,
            until,
            secret,
        })
    }
}

/// Where a reply holds the parts of a token.
struct Places {
    take: Source,
    ttl: Ttl,
    send: SchemeKind,
    refresh: Option<Source>,
    /// How much of its time a token loses, since no two clocks and no two ends of a wire agree.
    slack: fn(Duration) -> Duration,
}

impl Places {
    fn of(session: &Session) -> Self {
        match &session.origin {
            Origin::Login(login) => Self {
                take: login.info.take,
                ttl: login.info.ttl,
                send: login.info.send,
                refresh: None,
                slack: |_| Duration::ZERO,
            },
            Origin::Grant(..) | Origin::Provider(..) => {
                let refreshes =
                    matches!(&session.origin, Origin::Grant(granted, _) if granted.info.refreshes);
                Self {
                    take: grant::TAKE,
                    ttl: Ttl::Seconds(grant::EXPIRES_IN),
                    send: session.send(),
                    refresh: refreshes.then_some(grant::REFRESH_TOKEN),
                    slack: early,
                }
            }
        }
    }
}

/// A tenth of the time, but no more than half a minute.
fn early(good: Duration) -> Duration {
    (good / 10).min(Duration::from_secs(30))
}

fn broken(what: String) -> Refusal {
    Refusal::Unreadable(ReadError::broken(what))
}

fn seconds(text: &str) -> Option<Duration> {
    let seconds: f64 = text.trim().parse().ok()?;
    match seconds.is_finite() {
        true => Some(Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::MAX)),
        false => None,
    }
}

fn no_seconds(source: &Source) -> String {
    format!("the reply holds no number of seconds at `{}`", path(source))
}

/// What stands at a place of a reply; of `Set-Cookie`, the cookie that the token is sent as.
fn text_at(
    source: &Source,
    send: SchemeKind,
    reply: &http::Response<Bytes>,
    document: Document<'_>,
) -> Option<String> {
    let path = match source {
        Source::Body(path) => *path,
        Source::Location(goal, index) => return location::param(reply.headers(), goal, *index),
        Source::Header(name) => {
            let mut values = reply.headers().get_all(*name).into_iter();
            let text = |value: &http::HeaderValue| value.to_str().ok().map(str::to_owned);
            return match send {
                SchemeKind::Cookie(key) if *name == SET_COOKIE.as_str() => values
                    .filter_map(text)
                    .find_map(|value| cookie(key, &value)),
                _ => values.next().and_then(text),
            };
        }
    };
    match &scan(document, &[path], None).at(path).first()?.seen {
        Seen::Number(text) | Seen::Text(text) => Some(text.clone()),
        Seen::Null | Seen::Bool(_) | Seen::Whole => None,
    }
}

/// The value of the cookie `key`, where this is the one that is set.
fn cookie(key: &str, set: &str) -> Option<String> {
    let pair = set.split(';').next()?;
    let (name, value) = pair.split_once('=')?;
    (name.trim() == key).then(|| value.trim().to_owned())
}

/// A place in a reply, for a person.
fn path(source: &Source) -> String {
    match source {
        Source::Header(name) => format!("header.{name}"),
        Source::Location(..) => "header.location".to_owned(),
        Source::Body([]) => "reply".to_owned(),
        Source::Body(steps) => {
            let step = |step: &Step| match step {
                Step::Key(key) => (*key).to_owned(),
                Step::Index(index) => index.to_string(),
                Step::Any => "*".to_owned(),
            };
            steps.iter().map(step).collect::<Vec<_>>().join(".")
        }
    }
}
