//! A try that failed in; how long to wait before the next one out, as the vendor says or by chance.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::DATE;

use crate::call::document::Document;
use crate::call::endpoint::Source;
use crate::call::location;
use crate::call::outcome::header;
use crate::call::scan::{Seen, scan};
use crate::call::traffic::Retrying;
use crate::error::Failure;
use crate::transport::Outside;

/// What the vendor says, `max` at most; otherwise anything from `min` to what doubles with each try, up to `max`. By
/// that, calls that failed together do not come back together.
pub(super) fn pause(
    plan: &Retrying,
    made: usize,
    failure: &Failure,
    outside: &dyn Outside,
) -> Duration {
    let (min, max) = (
        Duration::from_millis(plan.min),
        Duration::from_millis(plan.max),
    );
    if let Some(said) = said(plan, failure, outside) {
        return said.min(max);
    }
    let doubled = u32::try_from(made)
        .ok()
        .and_then(|made| 2_u32.checked_pow(made));
    let most = doubled
        .map_or(max, |times| min.saturating_mul(times))
        .min(max);
    min + part(most.saturating_sub(min), outside.random())
}

/// A random part of a range: all of it where there are no random numbers.
fn part(range: Duration, random: Option<[u8; 16]>) -> Duration {
    let Some(random) = random else { return range };
    let chance = u128::from_be_bytes(random) >> 64;
    let millis = (range.as_millis() * (chance + 1)) >> 64;
    Duration::from_millis(u64::try_from(millis).unwrap_or(u64::MAX))
}

/// What the reply says of it.
fn said(plan: &Retrying, failure: &Failure, outside: &dyn Outside) -> Option<Duration> {
    let reply = failure.reply.as_ref()?;
    let text = at(&plan.wait, reply, failure.document())?;
    told(text.trim(), reply, outside)
}

/// How long that is: a number of seconds, or a date.
pub(in crate::call) fn told(
    text: &str,
    reply: &http::Response<Bytes>,
    outside: &dyn Outside,
) -> Option<Duration> {
    let seconds = number(text)
        .map(|seconds| Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::MAX));
    seconds.or_else(|| {
        let until = date(text)?;
        let now = reply_date(reply).unwrap_or_else(|| outside.wall_clock());
        Some(until.duration_since(now).unwrap_or_default())
    })
}

/// The scalar at a place of a reply, as text.
pub(in crate::call) fn at(
    source: &Source,
    reply: &http::Response<Bytes>,
    document: Document<'_>,
) -> Option<String> {
    let path = match source {
        Source::Header(name) => return header(reply.headers(), name),
        Source::Location(goal, index) => return location::param(reply.headers(), goal, *index),
        Source::Body(path) => *path,
    };
    match &scan(document, &[path], None).at(path).first()?.seen {
        Seen::Number(text) | Seen::Text(text) => Some(text.clone()),
        Seen::Null | Seen::Bool(_) | Seen::Whole => None,
    }
}

/// The time at which the vendor sent a reply, by its own clock.
pub(in crate::call) fn reply_date(reply: &http::Response<Bytes>) -> Option<SystemTime> {
    date(reply.headers().get(DATE)?.to_str().ok()?)
}

/// A number, whole or not.
pub(in crate::call) fn number(text: &str) -> Option<f64> {
    text.trim()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}

/// A point in time, as HTTP or as RFC 3339 writes it.
pub(in crate::call) fn date(text: &str) -> Option<SystemTime> {
    let of_http = httpdate::parse_http_date(text).ok();
    of_http.or_else(|| Some(text.parse::<jiff::Timestamp>().ok()?.into()))
}
