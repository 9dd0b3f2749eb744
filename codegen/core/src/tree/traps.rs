//! Texts that YAML silently takes apart inside `{}` and `[]` come in; they are put back and reported.

use super::{Entry, Kind, Node, Style};
use crate::diag::{Diagnostics, codes};
use crate::source::Span;

/// Reports texts of a `{}` map that hold a comma: `{m: map<str, int>}`, `{doc: One, two}`. The rest of such a text
/// has become a key without a value, which goes.
pub(super) fn split_in_map(entries: &mut Vec<Entry>, text: &str, diagnostics: &mut Diagnostics) {
    let mut whole: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries.drain(..) {
        let colon = text[entry.span.end.min(text.len())..]
            .trim_start()
            .starts_with(':');
        let rest = entry.value.is_empty() && !colon;
        match whole.last_mut().map(|before| &mut before.value) {
            Some(before) if rest && plain(before).is_some() && !entry.key.ends_with('?') => {
                report(before, entry.span, &entry.key, diagnostics);
            }
            _ => whole.push(entry),
        }
    }
    *entries = whole;
}

/// Reports types of a `[]` list that hold a comma: `[map<str, int>]`.
pub(super) fn split_in_list(items: &mut Vec<Node>, diagnostics: &mut Diagnostics) {
    let mut whole: Vec<Node> = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        let rest = plain(&item).map(str::to_owned);
        match (whole.last_mut(), rest) {
            (Some(before), Some(rest))
                if plain(before).is_some_and(unclosed) && rest.contains('>') =>
            {
                report(before, item.span, &rest, diagnostics);
            }
            _ => whole.push(item),
        }
    }
    *items = whole;
}

fn report(before: &mut Node, rest_span: Span, rest: &str, diagnostics: &mut Diagnostics) {
    let first = plain(before).unwrap_or("").to_owned();
    let span = before.span.to(rest_span);
    let finding = diagnostics.error(
        codes::YAML_SPLIT_TYPE,
        span,
        format!(
            "a comma ends a text inside `{{}}` and `[]`, so that `{first}, {rest}` is two of them"
        ),
    );
    match (first.split_once("map<"), rest.strip_suffix('>')) {
        (Some((before, key)), Some(value)) => {
            let mend = format!("{before}map<{value}>");
            finding.help(format!(
                "keys are always text, so `map` takes the type of the values alone: `{mend}`"
            ));
            if matches!(key.trim(), "str" | "string") {
                finding.fix(span, format!("{first}, {rest}"), mend);
            }
        }
        _ => drop(finding.help(format!("put it in quotes: `\"{first}, {rest}\"`"))),
    }
    before.kind = Kind::Bad;
    before.span = span;
}

/// The text of a node that is written without quotes and is not empty; of one that has been put together and
/// reported already, nothing is left to say.
fn plain(node: &Node) -> Option<&str> {
    let scalar = node
        .scalar()
        .filter(|s| s.style == Style::Plain && !s.text.is_empty())?;
    Some(&scalar.text)
}

fn unclosed(text: &str) -> bool {
    text.matches('<').count() > text.matches('>').count()
}
