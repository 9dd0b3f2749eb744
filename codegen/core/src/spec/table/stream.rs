//! Replies that are read as they come.

use super::{Part, Shape, Word, choice, key, word};

/// A stream.
pub const STREAM: Part = Part {
    id: "stream",
    name: "`stream`",
    doc: "A reply that is read as it comes. `stream: bytes` hands the bytes over as they are.",
    keys: &[
        choice(
            "jsonl",
            Shape::Type,
            "A value of this type in JSON on each line.",
            "jsonl: Event",
        ),
        choice(
            "sse",
            Shape::Type,
            "Server-sent events, whose data are a value of this type in JSON; of the type `str`, the text as it is.",
            "sse: Event",
        ),
        key(
            "end",
            Shape::Text,
            "The text in place of a value that ends the stream.",
            "end: \"[DONE]\"",
        ),
    ],
};

const BYTES: &[Word] = &[word("bytes", "the bytes as they come")];

/// What `stream` under `returns` takes.
pub(in crate::spec) static STREAM_SHAPE: Shape =
    Shape::Either(&[Shape::Words(BYTES), Shape::Map(&STREAM)]);
