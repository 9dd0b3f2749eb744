//! `formats:` of an endpoint comes in, the one format of its replies goes out.

use super::{Map, literal, text};
use crate::api::Cells;
use crate::diag::codes;
use crate::source::Spanned;
use crate::spec::Cx;
use crate::spec::model::{Rows, Text};
use crate::spec::path;
use crate::spec::piece::Piece;

/// The format, where it is one that can be used.
pub(super) fn rows(map: &Map<'_>, cx: &mut Cx<'_>) -> Option<Rows> {
    let Some(named) = map.map("formats") else {
        let words: Vec<Text> = map.items("formats").iter().filter_map(text).collect();
        if let [_, second, ..] = &words[..] {
            cx.diagnostics
                .error(
                    codes::ROWS,
                    second.span,
                    "the replies of an endpoint are text or rows of one sort",
                )
                .help(
                    "make an endpoint of its own of each, and say what of the request asks for it",
                );
        }
        let word = words.first()?;
        return made(word, false, Vec::new());
    };
    let [entry] = named.entries else { return None };
    let word = Piece::key(entry).spanned();
    let asked = Map::of(&entry.value)?;
    let is_named = asked.text("rows").is_some_and(|rows| rows.value == "named");
    let places = asked.entries.iter().filter(|entry| entry.key != "rows");
    let asked = places.filter_map(|entry| {
        let place = path::parse(Piece::key(entry), cx)?;
        let value = literal(&entry.value)?;
        Some((place, Spanned::new(value.value.text, value.span)))
    });
    made(&word, is_named, asked.collect())
}

fn made(word: &Text, is_named: bool, asked: Vec<(path::Path, Text)>) -> Option<Rows> {
    let sign = match word.value.as_str() {
        "csv" => ',',
        "pipe" => '|',
        "tab" => '\t',
        "text" => {
            let (span, cells) = (word.span, Cells::Text);
            return Some(Rows { span, cells, asked });
        }
        // Reported as not supported yet.
        _ => return None,
    };
    Some(Rows {
        span: word.span,
        cells: match is_named {
            true => Cells::Named(sign),
            false => Cells::Ordered(sign),
        },
        asked,
    })
}
