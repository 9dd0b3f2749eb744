//! Limits of several calls in, now that their replies are known; the places where these say how many calls are left out,
//! and those that stand in no reply reported.

use super::cx::{Cx, plain};
use super::paths;
use crate::api::{self, Endpoint, LimitId, Source, Type};
use crate::diag::codes;
use crate::spec::model::Limit;
use crate::spec::path::{Path, Root};

/// Follows the paths of limits that stand in a file or in a bucket.
pub(super) fn in_replies(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    let of_files = spec.limits.iter().filter_map(|limits| {
        let id = cx.file_limits.get(&limits.file)?;
        Some((limits.own.as_ref()?, *id))
    });
    let of_buckets = spec.buckets.iter().filter_map(|bucket| {
        let name = &bucket.name;
        let id = cx.buckets.get(&(name.span.file, name.value.as_str()))?;
        Some((&bucket.limit, *id))
    });
    let all: Vec<(&Limit, LimitId)> = of_files.chain(of_buckets).collect();
    for (limit, id) in all {
        let remaining = limit
            .remaining
            .as_ref()
            .and_then(|path| found(cx, path, id));
        let reset = limit
            .reset
            .as_ref()
            .and_then(|(path, _)| found(cx, path, id));
        if let Some(left) = &mut cx.api.limits[id.0].left {
            left.remaining = remaining.map_or_else(|| left.remaining.clone(), Source::Body);
            left.reset = reset.map_or_else(|| left.reset.clone(), Source::Body);
        }
    }
}

/// Where a path leads in the replies that it leads somewhere in; where there are none, that is reported.
fn found(cx: &mut Cx<'_>, path: &Path, id: LimitId) -> Option<api::Path> {
    if path.root != Root::Reply {
        return None;
    }
    let spec = cx.spec;
    let calls = spec.endpoints.iter().zip(&cx.api.endpoints);
    let calls: Vec<_> = calls
        .filter(|(_, made)| made.limits.contains(&id))
        .collect();
    let (first, _) = calls.first()?;
    if calls
        .iter()
        .any(|(call, _)| cx.unsound_endpoints.contains(&call.name.value))
    {
        return None;
    }
    let place = calls.iter().find_map(|(_, made)| in_reply(cx, made, path));
    if place.is_none() {
        let message = format!(
            "`{}` stands in no reply of the calls that these limits hold for",
            path.text
        );
        cx.found
            .error(codes::UNKNOWN_PATH, path.span, message)
            .label(first.name.span, "this is the first of them")
            .help("declare the field in what they return, or name a header, as in `header.X-RateLimit-Remaining`");
    }
    place
}

/// Where a path leads in the replies to a call, errors included. What stands beside the data is not declared.
fn in_reply(cx: &Cx<'_>, call: &Endpoint, path: &Path) -> Option<api::Path> {
    let split = paths::unchecked(path);
    let data = &call.envelope.data.steps;
    let is_document = call.stream.is_none() && call.cells.is_none() && !call.raw;
    let in_value = match &call.returns {
        Some(_) if is_document && !split.steps.starts_with(data) => Some(split),
        Some(returns) if is_document => {
            paths::reading_rest(cx, returns, path, data.len()).map(|(found, _)| found)
        }
        Some(_) | None => None,
    };
    in_value.or_else(|| {
        let bodies = call.rules.iter().filter_map(|id| cx.api.rules[id.0].body);
        let mut found = bodies.filter_map(|id| paths::reading(cx, &plain(Type::Named(id)), path));
        found.next().map(|(found, _)| found)
    })
}
