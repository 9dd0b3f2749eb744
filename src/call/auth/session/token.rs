//! The reply to a login in; the token that it holds, ready to be sent, or why there is none, out.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::SET_COOKIE;

use crate::call::auth::shown::Shown;
use crate::call::document::Document;
use crate::call::endpoint::{SchemeKind, Session, Source, Step, Ttl};
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

    /// The token in the reply to `call`, which logged in for the scheme `name`.
    pub(super) fn of(
        name: &str,
        session: &Session,
        call: &Draft,
        reply: &http::Response<Bytes>,
    ) -> Result<Self, Refusal> {
        let document = Document {
            body: reply.body(),
            format: call.format_of(reply),
            max_depth: call.settings.max_depth,
        };
        judge(call.endpoint, reply, Reads::value::<()>(), document)?;
        let at = |source: &Source| text_at(source, session.send, reply, document);
        let broken = |what| Refusal::Unreadable(ReadError::broken(what));
        let secret = at(&session.take).filter(|token| !token.is_empty());
        let secret = secret.ok_or_else(|| {
            broken(format!(
                "the reply holds no token at `{}`",
                path(&session.take)
            ))
        })?;
        let mut shown = Shown::default();
        shown.add(name, session.send, &secret).map_err(broken)?;
        let good = match &session.ttl {
            Ttl::Open => None,
            Ttl::Millis(millis) => Some(Duration::from_millis(*millis)),
            Ttl::Seconds(source) => at(source)
                .map(|text| seconds(&text).ok_or_else(|| broken(no_seconds(source))))
                .transpose()?,
        };
        // A time that no clock reaches is none.
        let until = good.and_then(|good| call.settings.outside.now().checked_add(good));
        Ok(Self {
            shown,
            until,
            secret: secret.into(),
        })
    }
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
