//! Replies of text and of rows.

use super::traffic::ASKED;
use super::{Key, Names, Part, Shape, Word, key, later_word, planned_choice, word};

/// What to do about endpoints that speak one of two formats.
const BY_VENDOR: &str =
    "say at the head which of the two the vendor speaks, as in `formats: [json, xml]`";

/// The formats of an endpoint's replies.
const FORMATS: &[Word] = &[
    word("text", "plain text"),
    word("csv", "rows, commas between"),
    word("pipe", "rows, `|` between"),
    word("tab", "rows, tabs between"),
    later_word("json", "`application/json`", BY_VENDOR),
    later_word("xml", "`application/xml`", BY_VENDOR),
];

const fn format(name: &'static str, doc: &'static str, example: &'static str) -> Key {
    Key {
        need: super::Need::Choice,
        ..key(
            name,
            Shape::MapAnd(&ASKED, Names::Wire, &Shape::Literal),
            doc,
            example,
        )
    }
}

const fn later(name: &'static str, doc: &'static str, example: &'static str) -> Key {
    planned_choice(
        name,
        Shape::MapAnd(&ASKED, Names::Wire, &Shape::Literal),
        doc,
        example,
        BY_VENDOR,
    )
}

/// A format of text or of rows, and what asks for it.
pub const ROWS: Part = Part {
    id: "row_format",
    name: "a format of replies",
    doc: "The format of an endpoint's replies, where it is neither JSON nor XML, and what of the request asks for it.",
    keys: &[
        format("text", "Plain text.", "text: { query.output: text }"),
        format(
            "csv",
            "Rows, commas between; a cell may stand in quotes.",
            "csv: { header.Accept: text/csv, rows: named }",
        ),
        format("pipe", "Rows, `|` between.", "pipe: { query.stage: pipe }"),
        format("tab", "Rows, tabs between.", "tab: { query.format: tsv }"),
        later(
            "json",
            "`application/json`.",
            "json: { query.format: json }",
        ),
        later("xml", "`application/xml`.", "xml: { query.format: xml }"),
    ],
};

/// `formats:` of an endpoint.
pub(super) const ROWS_KEY: Key = key(
    "formats",
    Shape::Either(&[Shape::List(&Shape::Words(FORMATS)), Shape::Map(&ROWS)]),
    "The one format of its replies, where it is not the head's: a text, or rows that fill the fields of a record in order.",
    "formats: [csv]",
);
