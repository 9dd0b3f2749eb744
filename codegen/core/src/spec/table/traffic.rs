//! How often and how fast a vendor is called, and what asks for which format.

use super::xml::FORMATS;
use super::{Key, Names, Part, Shape, Word, key, word};

const CAUSES: &[Word] = &[
    word("transport", "no whole reply came"),
    word("timeout", "no reply came in time"),
    word("throttle", "an error rule or a kind says `retry: throttle`"),
    word(
        "transient",
        "an error rule or a kind says `retry: transient`",
    ),
];

const NONE: &[Word] = &[word("none", "what the head says does not hold here")];

/// What `retry` takes.
pub(super) const RETRY_KEY: Key = key(
    "retry",
    Shape::Either(&[Shape::Words(NONE), Shape::Map(&RETRY)]),
    "When a failed call is tried again, how often and how long apart.",
    "retry: { causes: [transport, 429], tries: 4 }",
);

/// What `limits` of a file takes.
pub(super) const LIMITS: Key = key(
    "limits",
    Shape::MapAnd(&LIMIT, Names::Own, &Shape::Map(&LIMIT)),
    "How fast the vendor may be called; a map under a name of your own is a bucket that endpoints name.",
    "limits: { rate: 10/1s, concurrent: 4, heavy: { rate: 10/60s } }",
);

/// What `limits` of an endpoint takes.
pub(super) const ENDPOINT_LIMITS: Key = key(
    "limits",
    Shape::Either(&[Shape::Text, Shape::Map(&LIMIT)]),
    "How fast it may be called, beside what holds for the whole file: a bucket of the head's `limits` or limits of its own; or `none`.",
    "limits: { rate: 1/10s }",
);

/// When a call is tried again.
pub const RETRY: Part = Part {
    id: "retry",
    name: "`retry`",
    doc: "When a failed call is tried again. Only calls that are safe or idempotent are, unless they were never carried out.",
    keys: &[
        key(
            "causes",
            Shape::List(&Shape::Cause(CAUSES)),
            "What it is tried again for: a status, a class of them, or a word; `[transport, timeout, throttle, transient]` unless said otherwise.",
            "causes: [transport, 5xx, 429]",
        ),
        key(
            "tries",
            Shape::Int(1, 100),
            "How often it is sent at most, the first time included; 3 unless said otherwise.",
            "tries: 4",
        ),
        key(
            "min",
            Shape::Duration,
            "The shortest pause; each pause is drawn between it and what doubles with each try. `500ms` unless said otherwise.",
            "min: 500ms",
        ),
        key(
            "max",
            Shape::Duration,
            "The longest pause; `30s` unless said otherwise.",
            "max: 30s",
        ),
        key(
            "wait",
            Shape::Path,
            "Where a reply says how long to wait, in seconds or as a date: a header, or a place in its body; `header.Retry-After` unless said otherwise.",
            "wait: header.Retry-After",
        ),
    ],
};

/// How fast a vendor may be called.
pub const LIMIT: Part = Part {
    id: "limit",
    name: "`limits`",
    doc: "How fast the vendor may be called, as its documentation says or as its replies say.",
    keys: &[
        key(
            "rate",
            Shape::Rate,
            "So many calls in any stretch of a length of time.",
            "rate: 10/1s",
        ),
        key(
            "burst",
            Shape::Int(1, i64::MAX),
            "How many may follow each other at once; then calls are spread evenly over the time of `rate`.",
            "burst: 20",
        ),
        key(
            "concurrent",
            Shape::Int(1, i64::MAX),
            "How many may be under way at once.",
            "concurrent: 4",
        ),
        key(
            "remaining",
            Shape::Path,
            "Where a reply says how many calls are left.",
            "remaining: header.X-RateLimit-Remaining",
        ),
        key(
            "reset",
            Shape::PathAs,
            "Where a reply says when there are new ones, and how that travels: `unix`, `unix_ms`, `rfc3339`, `rfc2822`, or `seconds` and `millis` from now.",
            "reset: header.X-RateLimit-Reset as unix",
        ),
    ],
};

const ROWS: &[Word] = &[
    word("ordered", "rows fill the fields of a record in order"),
    word("named", "the first row names the fields"),
];

const fn format(name: &'static str, doc: &'static str, example: &'static str) -> Key {
    key(
        name,
        Shape::MapAnd(&ASKED, Names::Wire, &Shape::Literal),
        doc,
        example,
    )
}

/// Formats and what asks for them.
pub const FORMATS_MAP: Part = Part {
    id: "formats",
    name: "a map of formats",
    doc: "The formats in which bodies travel, the default first, each with what of the request asks for it.",
    keys: &[
        format(
            "json",
            "`application/json`.",
            "json: { header.Accept: application/json }",
        ),
        format(
            "xml",
            "`application/xml`.",
            "xml: { header.Accept: application/xml }",
        ),
        format("text", "Plain text.", "text: { query.output: text }"),
        format(
            "csv",
            "Rows, commas between.",
            "csv: { header.Accept: text/csv, rows: named }",
        ),
        format("pipe", "Rows, `|` between.", "pipe: { query.stage: pipe }"),
        format("tab", "Rows, tabs between.", "tab: { query.format: tsv }"),
    ],
};

/// What asks for a format.
pub const ASKED: Part = Part {
    id: "format",
    name: "a format",
    doc: "What asks for a format: `header.X` or `query.x` and the value that is sent there.",
    keys: &[key(
        "rows",
        Shape::Words(ROWS),
        "Of a format of rows: how they fill a record.",
        "rows: named",
    )],
};

/// What `formats` takes.
pub(super) const FORMATS_SHAPE: Shape = Shape::Either(&[
    Shape::List(&Shape::MediaOr(FORMATS)),
    Shape::Later(
        "a map of formats",
        "list the formats, as in `formats: [json, xml]`: the client then asks by `Accept`",
        &Shape::Map(&FORMATS_MAP),
    ),
]);
