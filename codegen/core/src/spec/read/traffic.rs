//! `retry:` and `limits:` come in; what they say goes out.

use super::Map;
use crate::api::{Reset, RetryCause};
use crate::diag::codes;
use crate::source::{FileId, Spanned};
use crate::spec::Cx;
use crate::spec::duration::duration;
use crate::spec::model::{Bucket, FileLimits, Limit, LimitsRef, RetryRef, Retrying, Spec};
use crate::spec::path::{self, Path};
use crate::spec::piece::Piece;
use crate::spec::predicate::range;
use crate::spec::table::LIMIT;
use crate::tree::Entry;

/// What a file says for its endpoints; the head's holds for all others too.
pub(super) fn of_file(map: &Map<'_>, spec: &mut Spec, cx: &mut Cx<'_>) {
    let file = map.span.file;
    spec.retries
        .extend(retry(map, cx).map(|retry| (file, retry)));
    let Some((entry, limits)) = map.entry("limits").zip(map.map("limits")) else {
        return;
    };
    spec.limits.push(limits_of_file(file, entry, &limits, cx));
    for entry in limits.entries {
        if let Some(bucket) = Map::of(&entry.value).filter(|_| LIMIT.key(&entry.key).is_none()) {
            let bucket = Bucket {
                name: Piece::key(entry).spanned(),
                limit: limit(entry, &bucket, cx),
            };
            spec.buckets.extend([bucket]);
        }
    }
}

fn limits_of_file(file: FileId, entry: &Entry, limits: &Map<'_>, cx: &mut Cx<'_>) -> FileLimits {
    // Nothing but buckets says nothing of the file's endpoints.
    let says = |entry: &Entry| LIMIT.key(&entry.key).is_some();
    let is_own = limits.entries.is_empty() || limits.entries.iter().any(says);
    FileLimits {
        file,
        own: is_own.then(|| limit(entry, limits, cx)),
    }
}

/// `limits:` of an endpoint.
pub(super) fn of_endpoint(map: &Map<'_>, cx: &mut Cx<'_>) -> Option<LimitsRef> {
    match map.map("limits") {
        Some(own) => {
            let own = limit(map.entry("limits")?, &own, cx);
            Some(LimitsRef::Own(Box::new(own)))
        }
        None => map.text("limits").map(|name| match name.value.as_str() {
            "none" => LimitsRef::None,
            _ => LimitsRef::Named(name),
        }),
    }
}

/// `retry:`.
pub(super) fn retry(map: &Map<'_>, cx: &mut Cx<'_>) -> Option<RetryRef> {
    let Some(retry) = map.map("retry") else {
        return map.text("retry").map(|_| RetryRef::None);
    };
    let causes = retry.get("causes").map(|_| {
        let causes = retry.texts("causes").into_iter();
        causes.filter_map(|text| cause(&text.value)).collect()
    });
    let time = |key| {
        let text = retry.text(key)?;
        Some(Spanned::new(duration(&text.value)?, text.span))
    };
    Some(RetryRef::Again(Box::new(Retrying {
        span: map.entry("retry")?.span,
        causes,
        tries: retry.int("tries").map(|tries| tries.value),
        min: time("min"),
        max: time("max"),
        wait: retry.path("wait", cx),
    })))
}

fn cause(text: &str) -> Option<RetryCause> {
    match text {
        "transport" => Some(RetryCause::Transport),
        "timeout" => Some(RetryCause::Timeout),
        "throttle" => Some(RetryCause::Throttle),
        "transient" => Some(RetryCause::Transient),
        status => range(status).map(RetryCause::Http),
    }
}

fn limit(entry: &Entry, map: &Map<'_>, cx: &mut Cx<'_>) -> Limit {
    let rate = map.text("rate").and_then(|rate| {
        let (count, time) = rate.value.split_once('/')?;
        Some((count.parse().ok()?, duration(time)?))
    });
    let count = |key| {
        map.int::<i64>(key).map(|said| {
            // More than this is no limit.
            Spanned::new(u32::try_from(said.value).unwrap_or(u32::MAX), said.span)
        })
    };
    let limit = Limit {
        span: entry.span,
        rate,
        burst: count("burst"),
        concurrent: count("concurrent").map(|said| said.value),
        remaining: map.path("remaining", cx),
        reset: reset(map, cx),
        is_partial: false,
    };
    let read = [
        ("rate", limit.rate.is_some()),
        ("burst", limit.burst.is_some()),
        ("concurrent", limit.concurrent.is_some()),
        ("remaining", limit.remaining.is_some()),
        ("reset", limit.reset.is_some()),
    ];
    Limit {
        is_partial: read
            .iter()
            .any(|(key, is_read)| map.entry(key).is_some() && !is_read),
        ..limit
    }
}

const RESETS: [(&str, Reset); 6] = [
    ("unix", Reset::Unix),
    ("unix_ms", Reset::UnixMillis),
    ("rfc3339", Reset::Rfc3339),
    ("rfc2822", Reset::Rfc2822),
    ("seconds", Reset::Seconds),
    ("millis", Reset::Millis),
];

/// A path, and how what stands there travels.
fn reset(map: &Map<'_>, cx: &mut Cx<'_>) -> Option<(Path, Option<Reset>)> {
    let piece = map.get("reset").and_then(Piece::of)?;
    let (end, codec) = match piece.text.split_once(" as ") {
        Some((path, codec)) => (path.len(), Some(codec)),
        None => (piece.text.len(), None),
    };
    let path = path::parse(piece.sub(0, end), cx);
    let Some(codec) = codec else {
        return Some((path?, None));
    };
    let found = RESETS.iter().find(|(name, _)| *name == codec);
    if found.is_none() {
        let start = piece.text.len() - codec.len();
        let help = cx
            .diagnostics
            .near
            .help(codec, RESETS.map(|(name, _)| name));
        cx.diagnostics
            .error(
                codes::UNKNOWN_CODEC,
                piece.part(start, piece.text.len()),
                format!("`{codec}` says no point in time"),
            )
            .maybe_help(help);
    }
    Some((path?, Some(found?.1)))
}
