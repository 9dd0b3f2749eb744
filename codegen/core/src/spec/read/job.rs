//! `wait:` of an endpoint comes in; the job that it describes goes out.

use super::Map;
use crate::diag::codes;
use crate::source::Spanned;
use crate::spec::Cx;
use crate::spec::duration::duration;
use crate::spec::model::{Poll, Wait};
use crate::spec::path;
use crate::spec::piece::Piece;
use crate::tree::Entry;

/// How the job that an endpoint starts is waited for.
pub(super) fn wait(map: &Map<'_>, cx: &mut Cx<'_>) -> Option<Wait> {
    let span = map.entry("wait")?.span;
    let wait = map.map("wait")?;
    let every = wait.text("every").and_then(|text| {
        let every = duration(&text.value)?;
        Some(Spanned::new(every, text.span))
    });
    Some(Wait {
        span,
        poll: poll(&wait, cx),
        done: wait.predicate("done", cx),
        failed: wait.predicate("failed", cx),
        every,
    })
}

fn poll(wait: &Map<'_>, cx: &mut Cx<'_>) -> Option<Poll> {
    let key = wait.entry("poll")?;
    wait.get("poll")?;
    let polled: Vec<&Entry> = wait.entries("poll").collect();
    let [entry] = polled[..] else {
        let message = "`poll` names the one endpoint that shows the job";
        cx.diagnostics
            .error(codes::UNKNOWN_ENDPOINT, key.span, message);
        return None;
    };
    let params = Map::of(&entry.value).map_or(&[][..], |map| map.entries);
    let params = params.iter().map(|param| {
        let from = Piece::of(&param.value).and_then(|piece| path::parse(piece, cx));
        (Piece::key(param).spanned(), from)
    });
    Some(Poll {
        params: params.collect(),
        endpoint: Piece::key(entry).spanned(),
    })
}
