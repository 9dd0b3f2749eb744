//! `stream:` of an endpoint comes in, what its reply is made of goes out.

use super::cx::Cx;
use super::types;
use crate::api::{Format, Stream};
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model::{Endpoint, EnvelopeRef, Returns};

/// The stream that an endpoint returns.
pub(super) fn of_endpoint(cx: &mut Cx<'_>, endpoint: &Endpoint) -> Option<Stream> {
    let Some(Returns::Stream(stream)) = &endpoint.returns else {
        return None;
    };
    let item = stream.item.as_ref().map(|item| types::place(cx, item));
    let made = Stream {
        wire: stream.wire,
        item,
        end: stream.end.as_ref().map(|end| end.value.clone()),
    };
    idle_words(cx, endpoint, stream.span);
    speaks_json(cx, &made, stream.span);
    Some(made)
}

/// Reports what says where things stand in a whole reply: there is none.
fn idle_words(cx: &mut Cx<'_>, endpoint: &Endpoint, stream: Span) {
    let envelope = match &endpoint.envelope {
        Some(EnvelopeRef::Named(name)) => Some(name.span),
        Some(EnvelopeRef::None(_)) | None => None,
    };
    let replies = endpoint.examples.iter();
    let replies = replies.filter(|example| {
        let is_success = example.http.as_ref().is_none_or(|http| http.value < 400);
        is_success && example.kind.is_none() && example.auth.is_none()
    });
    let words = [
        ("envelope", envelope, "its items stand in none"),
        (
            "data",
            endpoint.data.as_ref().map(|data| data.span),
            "its items are the whole of what comes",
        ),
        (
            "meta",
            endpoint.meta.first().map(|meta| meta.name.span),
            "what is read has the headers at hand",
        ),
        (
            "pager",
            endpoint.pagers.first().map(|pager| pager.span),
            "it has no pages",
        ),
        (
            "reply",
            replies
                .filter_map(|example| example.reply.as_ref())
                .map(|reply| reply.span)
                .next(),
            "only samples of its errors are checked",
        ),
    ];
    for (word, span, why) in words {
        if let Some(span) = span {
            let message = format!("`{word}` says nothing of a stream: {why}");
            cx.found
                .error(codes::STREAM_WORD, span, message)
                .label(stream, "the reply is read as it comes")
                .help(format!("remove `{word}:`"));
        }
    }
}

/// Reports items in JSON of a vendor that speaks none.
fn speaks_json(cx: &mut Cx<'_>, stream: &Stream, span: Span) {
    let speaks = cx.api.formats.contains(&Format::Json) || cx.spec.lost.contains("formats");
    if speaks || stream.item.is_none() || stream.is_text() {
        return;
    }
    cx.found
        .error(
            codes::STREAM_FORMAT,
            span,
            "the items of a stream are JSON, which the vendor does not speak",
        )
        .help("add `json` to `formats:` of the head, or take the text of each event with `sse: str`, or `stream: bytes`");
}
