//! A sample reply in, the error rule that matches it and the kind that it is out: predicates as the runtime
//! evaluates them, on the tree of a sample.

use std::cmp::Ordering;

use super::scalars::nanoseconds;
use crate::api::{
    Api, Comparison, Condition, Endpoint, Format, KindId, KindTest, Literal, Path, Predicate,
    RuleId, Step, Test,
};
use crate::tree::{Kind, Node, Style};

/// A sample reply.
pub(super) struct Reply<'a> {
    pub(super) http: u16,
    pub(super) headers: &'a [(String, String)],
    /// The format of the body: in XML all values are texts, and children have positions.
    pub(super) format: Format,
    /// The body; a text that is no JSON is one string.
    pub(super) body: Option<&'a Node>,
}

impl Reply<'_> {
    /// All that stands at `path` of the body.
    fn select(&self, path: &Path) -> Vec<&Node> {
        let mut found: Vec<&Node> = self.body.into_iter().collect();
        for step in &path.steps {
            let next = |node| match (step, self.format) {
                (Step::Index(index), Format::Xml) => child(node, *index).into_iter().collect(),
                _ => below(node, step),
            };
            found = found.into_iter().flat_map(next).collect();
        }
        match self.format {
            Format::Json => found,
            Format::Xml => found.into_iter().map(content).collect(),
        }
    }

    fn test_holds(&self, test: &Test, found: &[&Node]) -> bool {
        let text = |check: &dyn Fn(&str) -> bool| {
            found.iter().any(|node| {
                node.scalar()
                    .is_some_and(|s| s.style == Style::Quoted && check(&s.text))
            })
        };
        match test {
            Test::Present => found.iter().any(|node| !is_null(node)),
            Test::Absent => found.iter().all(|node| is_null(node)),
            Test::In(values) => among(found, values),
            Test::NotIn(values) => found.iter().any(|node| !is_null(node)) && !among(found, values),
            Test::Compare(order, value) => found.iter().any(|node| compares(node, *order, value)),
            Test::Starts(start) => text(&|text| text.starts_with(start)),
            Test::Contains(part) => text(&|text| text.contains(part)),
        }
    }
}

/// The text of an element that has attributes too; else what is given.
fn content(node: &Node) -> &Node {
    match &node.kind {
        Kind::Map(entries) => {
            let text = entries.iter().find(|entry| entry.key.is_empty());
            text.map_or(node, |text| match is_null(&text.value) {
                true => node,
                false => &text.value,
            })
        }
        Kind::List(_) | Kind::Scalar(_) | Kind::Bad => node,
    }
}

/// The child element of this position; attributes have none.
fn child(node: &Node, index: usize) -> Option<&Node> {
    match &node.kind {
        Kind::Map(entries) => {
            let mut elements = entries.iter().take_while(|entry| !entry.key.is_empty());
            elements.nth(index).map(|entry| &entry.value)
        }
        Kind::List(_) | Kind::Scalar(_) | Kind::Bad => None,
    }
}

/// The first of the endpoint's rules that matches, and the kind that it gives.
pub(super) fn rule(
    api: &Api,
    endpoint: &Endpoint,
    reply: &Reply<'_>,
) -> Option<(RuleId, Option<KindId>)> {
    let id = *endpoint
        .rules
        .iter()
        .find(|id| holds(&api.rules[id.0].when, reply))?;
    let rule = &api.rules[id.0];
    let kind = rule.kinds.iter().find(|case| match &case.when {
        KindTest::When(predicate) => holds(predicate, reply),
        KindTest::Code(codes) => {
            let found = rule
                .code
                .as_ref()
                .map_or_else(Vec::new, |path| reply.select(path));
            among(&found, codes)
        }
    });
    Some((id, kind.map(|case| case.kind)))
}

/// Whether `predicate` holds of `reply`.
pub(super) fn holds(predicate: &Predicate, reply: &Reply<'_>) -> bool {
    predicate.0.iter().any(|all| {
        all.iter()
            .all(|condition| condition_holds(condition, reply))
    })
}

fn condition_holds(condition: &Condition, reply: &Reply<'_>) -> bool {
    match condition {
        Condition::Http(ranges) => ranges
            .iter()
            .any(|range| (range.low..=range.high).contains(&reply.http)),
        Condition::Body(path, test) => reply.test_holds(test, &reply.select(path)),
        Condition::Header(name, test) => {
            let found = reply
                .headers
                .iter()
                .filter(|(key, _)| key.eq_ignore_ascii_case(name));
            let nodes: Vec<Node> = found.map(|(_, value)| text_node(value)).collect();
            reply.test_holds(test, &nodes.iter().collect::<Vec<_>>())
        }
    }
}

/// A text as a node without a place of its own.
fn text_node(text: &str) -> Node {
    use crate::source::{FileId, Span};
    use crate::tree::Scalar;
    let scalar = Scalar {
        text: text.to_owned(),
        style: Style::Quoted,
    };
    Node {
        span: Span::new(FileId(0), 0, 0),
        kind: Kind::Scalar(scalar),
    }
}

/// All that stands at `path`; several where it says `*`.
pub(super) fn select<'a>(root: Option<&'a Node>, path: &Path) -> Vec<&'a Node> {
    let mut found: Vec<&Node> = root.into_iter().collect();
    for step in &path.steps {
        found = found
            .into_iter()
            .flat_map(|node| below(node, step))
            .collect();
    }
    found
}

fn below<'a>(node: &'a Node, step: &Step) -> Vec<&'a Node> {
    let keyed = |key: &str| match &node.kind {
        Kind::Map(entries) => entries
            .iter()
            .filter(|e| e.key == key)
            .map(|e| &e.value)
            .collect(),
        Kind::List(_) | Kind::Scalar(_) | Kind::Bad => Vec::new(),
    };
    match (step, &node.kind) {
        (Step::Key(key), _) => keyed(key),
        (Step::Index(index), Kind::List(items)) => items.get(*index).into_iter().collect(),
        (Step::Index(index), _) => keyed(&index.to_string()),
        (Step::Any, Kind::List(items)) => items.iter().collect(),
        (Step::Any, Kind::Map(entries)) => entries.iter().map(|e| &e.value).collect(),
        (Step::Any, Kind::Scalar(_) | Kind::Bad) => Vec::new(),
    }
}

/// Whether a node of a JSON tree is null.
pub(super) fn is_null(node: &Node) -> bool {
    node.scalar()
        .is_some_and(|s| s.style == Style::Plain && s.text == "null")
}

fn among(found: &[&Node], values: &[Literal]) -> bool {
    found
        .iter()
        .any(|node| values.iter().any(|value| equals(node, value)))
}

/// By value: a text is what it says, since vendors send codes as `110` and as `"110"`, and XML and headers have only
/// text, in which a flag may be `1` or `0`.
fn equals(node: &Node, literal: &Literal) -> bool {
    let Some(scalar) = node.scalar() else {
        return false;
    };
    let text = scalar.text.as_str();
    match (literal, scalar.style) {
        _ if is_null(node) => *literal == Literal::Null,
        (Literal::Null, _) => false,
        (Literal::Str(wanted), _) => text == wanted,
        (Literal::Span(span), _) => spans(text, span) == Some(Ordering::Equal),
        (Literal::Number(number), _) => order(text, number) == Some(Ordering::Equal),
        (Literal::Bool(flag), Style::Plain) => text == flag.to_string(),
        (Literal::Bool(true), _) => matches!(text.trim(), "true" | "1"),
        (Literal::Bool(false), _) => matches!(text.trim(), "false" | "0"),
    }
}

fn compares(node: &Node, comparison: Comparison, literal: &Literal) -> bool {
    let Some(scalar) = node.scalar() else {
        return false;
    };
    let ordering = match literal {
        Literal::Number(number) => order(&scalar.text, number),
        Literal::Span(span) => spans(&scalar.text, span),
        Literal::Str(text) if scalar.style == Style::Quoted => Some(scalar.text.as_str().cmp(text)),
        Literal::Str(_) | Literal::Bool(_) | Literal::Null => None,
    };
    ordering.is_some_and(|ordering| match comparison {
        Comparison::Lt => ordering.is_lt(),
        Comparison::Le => ordering.is_le(),
        Comparison::Gt => ordering.is_gt(),
        Comparison::Ge => ordering.is_ge(),
    })
}

/// Durations by how long they are.
fn spans(a: &str, b: &str) -> Option<Ordering> {
    Some(nanoseconds(a.trim())?.cmp(&nanoseconds(b)?))
}

fn order(a: &str, b: &str) -> Option<Ordering> {
    let (a, b) = (a.trim(), b.trim());
    match (a.parse::<i128>(), b.parse::<i128>()) {
        (Ok(a), Ok(b)) => Some(a.cmp(&b)),
        _ => a.parse::<f64>().ok()?.partial_cmp(&b.parse::<f64>().ok()?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_what_it_says() {
        let number = |text: &str| Literal::Number(text.to_owned());
        let cases = [
            ("110", number("110"), true),
            (" 110.0 ", number("110"), true),
            ("9007199254740993", number("9007199254740992"), false),
            ("nan", number("110"), false),
            ("1", Literal::Bool(true), true),
            ("false", Literal::Bool(false), true),
            ("1", Literal::Bool(false), false),
            ("null", Literal::Null, false),
            ("0110", Literal::Str("110".to_owned()), false),
        ];
        for (text, literal, equal) in cases {
            assert_eq!(
                equals(&text_node(text), &literal),
                equal,
                "{text} and {literal:?}"
            );
        }
    }
}
