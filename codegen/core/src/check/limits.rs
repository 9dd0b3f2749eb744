//! `limits:` of the head, of files and of endpoints in; the limits that hold for each call out.

use super::cx::Cx;
use super::endpoints::Draft;
use super::{auth, paths};
use crate::api::{self, Left, LimitId, Rate, Source};
use crate::diag::codes;
use crate::source::{FileId, Span};
use crate::spec::model::{self, Bucket, LimitsRef, Text};
use crate::spec::path::{Path, Root};

/// The name of limits that are those of a whole file.
const OWN: &str = "limits";

/// Makes the limits that the files declare.
pub(super) fn declared(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    for limits in &spec.limits {
        if let Some(limit) = &limits.own {
            let id = made(cx, OWN, limit, None);
            cx.file_limits.insert(limits.file, id);
        }
    }
    for bucket in &spec.buckets {
        let id = made(cx, &bucket.name.value, &bucket.limit, None);
        let name = &bucket.name;
        cx.buckets.insert((name.span.file, &name.value), id);
    }
}

/// The limits that hold for an endpoint, the narrowest first: its own or those of its bucket, and what holds for the
/// whole file.
pub(super) fn of_endpoint(cx: &mut Cx<'_>, draft: &Draft<'_>) -> Vec<LimitId> {
    let endpoint = draft.spec;
    let file = endpoint.name.span.file;
    let own = match &endpoint.limits {
        Some(LimitsRef::None) => return Vec::new(),
        Some(LimitsRef::Named(name)) => bucket(cx, name),
        Some(LimitsRef::Own(limit)) => Some(made(cx, &endpoint.name.value, limit, Some(draft))),
        None => None,
    };
    own.into_iter().chain(of_file(cx, file)).collect()
}

/// What holds for all endpoints of a file.
pub(super) fn of_file(cx: &Cx<'_>, file: FileId) -> Option<LimitId> {
    let of = |file: FileId| cx.file_limits.get(&file).copied();
    of(file).or_else(|| of(cx.spec.head))
}

fn bucket(cx: &mut Cx<'_>, name: &Text) -> Option<LimitId> {
    let spec = cx.spec;
    if let Some(Bucket { name, .. }) = spec.find(&spec.buckets, name) {
        return cx
            .buckets
            .get(&(name.span.file, name.value.as_str()))
            .copied();
    }
    if spec.lost.contains("limits") {
        return None;
    }
    let names = spec.names(&spec.buckets, name.span.file);
    let meant = cx.found.near.certain_name(&name.value, names.clone());
    let help = cx.found.near.help_declared(&name.value, names, "limits");
    cx.found
        .error(
            codes::UNKNOWN_BUCKET,
            name.span,
            format!("there are no limits `{}`", name.value),
        )
        .help(help)
        .respell(name.span, &name.value, meant);
    None
}

/// Makes a limit: of one endpoint, whose replies are known, or of several.
fn made(cx: &mut Cx<'_>, name: &str, limit: &model::Limit, draft: Option<&Draft<'_>>) -> LimitId {
    let remaining = limit.remaining.as_ref();
    let remaining = remaining.and_then(|path| source(cx, path, draft));
    let reset = limit.reset.as_ref();
    let reset = reset.and_then(|(path, says)| Some((source(cx, path, draft)?, *says)));
    if !limit.is_partial {
        too_little(cx, limit);
    }
    let left = remaining.zip(reset).and_then(|(remaining, (reset, says))| {
        Some(Left {
            remaining,
            reset,
            says: says?,
        })
    });
    let id = LimitId(cx.api.limits.len());
    cx.api.limits.push(api::Limit {
        name: name.to_owned(),
        rate: limit.rate.map(|(count, time)| Rate {
            count,
            millis: u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
        }),
        burst: limit.burst.as_ref().map(|burst| burst.value),
        concurrent: limit.concurrent,
        left,
    });
    id
}

/// Reports limits that say nothing, or half of something.
fn too_little(cx: &mut Cx<'_>, limit: &model::Limit) {
    let mut report = |span: Span, message: &str, help: &str| {
        cx.found.error(codes::LIMIT_HALF, span, message).help(help);
    };
    let says_one = limit.rate.is_some()
        || limit.concurrent.is_some()
        || limit.burst.is_some()
        || limit.remaining.is_some()
        || limit.reset.is_some();
    if !says_one {
        report(
            limit.span,
            "these limits say nothing",
            "say how many calls may be made, as in `rate: 10/1s` or `concurrent: 4`",
        );
    }
    if let (Some(burst), None) = (&limit.burst, limit.rate) {
        report(
            burst.span,
            "`burst` is a part of a rate, and there is none",
            "write `rate: 10/1s` beside it",
        );
    }
    match (&limit.remaining, &limit.reset) {
        (Some(remaining), None) => report(
            remaining.span,
            "`remaining` says how many calls are left, and nothing says until when",
            "write `reset: header.… as unix` beside it",
        ),
        (None, Some((reset, _))) => report(
            reset.span,
            "`reset` says when there are new calls, and nothing says how many are left",
            "write `remaining: header.…` beside it",
        ),
        (Some(_), Some((reset, None))) => report(
            reset.span,
            "it is not said how this point in time travels",
            "write `as unix`, `as unix_ms`, `as rfc3339` or `as rfc2822` behind it, or `as seconds` or `as millis` from now",
        ),
        (None, None) | (Some(_), Some((_, Some(_)))) => {}
    }
}

/// A place in a reply.
fn source(cx: &mut Cx<'_>, path: &Path, draft: Option<&Draft<'_>>) -> Option<Source> {
    match (&path.root, draft) {
        (Root::Header(name), _) => {
            auth::header_name(cx, name);
            Some(Source::Header(name.value.clone()))
        }
        (Root::Reply, Some(draft)) => draft
            .in_reply(cx, path)
            .map(|(found, _)| Source::Body(found)),
        (Root::Reply, None) => Some(Source::Body(paths::unchecked(path))),
        _ => {
            paths::wrong_root(cx, path, "a reply has headers and a body");
            None
        }
    }
}
