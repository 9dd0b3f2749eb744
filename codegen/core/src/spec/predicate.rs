//! A map of paths and tests comes in; an "or" of "and"s goes out.

use super::Cx;
use super::model::Literal;
use super::path::{Path, Root};
use super::piece::Piece;
use super::read::literal;
use crate::api::{Comparison, StatusRange};
use crate::diag::{codes, near};
use crate::source::{Span, Spanned};
use crate::tree::{Entry, Kind, Node, Style};

/// An "or" of "and"s.
#[derive(Debug, Clone)]
pub struct Predicate {
    /// The whole of it.
    pub span: Span,
    /// It holds where all conditions of one inner list hold.
    pub any: Vec<Vec<Condition>>,
}

/// One condition.
#[derive(Debug, Clone)]
pub struct Condition {
    /// What is asked.
    pub path: Path,
    /// What is asked of it.
    pub test: Test,
    /// Where the test was written.
    pub span: Span,
}

/// What is asked of a place.
#[derive(Debug, Clone)]
pub enum Test {
    /// `http: [404, 5xx]`; only where the path is `http`, which has no other test.
    Http(Vec<StatusRange>),
    /// `present`.
    Present,
    /// `absent`.
    Absent,
    /// It equals one of these.
    In(Vec<Spanned<Literal>>),
    /// `ne`: it is there and equals none of these.
    NotIn(Vec<Spanned<Literal>>),
    /// `lt`, `le`, `gt`, `ge`.
    Compare(Comparison, Spanned<Literal>),
    /// `starts`.
    Starts(Spanned<String>),
    /// `contains`.
    Contains(Spanned<String>),
}

/// The tests that are written as a map.
const TESTS: [&str; 9] = [
    "eq", "ne", "lt", "le", "gt", "ge", "in", "starts", "contains",
];

/// Parses a predicate; conditions that are wrong are reported and left out, and with them the whole.
pub(super) fn parse(node: &Node, cx: &mut Cx<'_>) -> Option<Predicate> {
    let any = match &node.kind {
        Kind::Map(entries) => vec![conditions(node, entries, cx)?],
        Kind::List(items) if !items.is_empty() => {
            let maps: Vec<Option<Vec<Condition>>> =
                items.iter().map(|item| alternative(item, cx)).collect();
            maps.into_iter().collect::<Option<Vec<_>>>()?
        }
        Kind::List(_) => {
            cx.diagnostics
                .error(codes::BAD_PREDICATE, node.span, "an empty list never holds");
            return None;
        }
        Kind::Scalar(_) | Kind::Bad => return None,
    };
    Some(Predicate {
        span: node.span,
        any,
    })
}

fn alternative(item: &Node, cx: &mut Cx<'_>) -> Option<Vec<Condition>> {
    match &item.kind {
        Kind::Map(entries) => conditions(item, entries, cx),
        Kind::Bad => None,
        Kind::Scalar(_) | Kind::List(_) => {
            let message = format!(
                "an item of an \"or\" is a map of paths, and this is {}",
                item.shape()
            );
            cx.diagnostics
                .error(codes::BAD_PREDICATE, item.span, message);
            None
        }
    }
}

fn conditions(node: &Node, entries: &[Entry], cx: &mut Cx<'_>) -> Option<Vec<Condition>> {
    if entries.is_empty() {
        cx.diagnostics
            .error(
                codes::BAD_PREDICATE,
                node.span,
                "a predicate without conditions holds always",
            )
            .help("name a path and what is asked of it, for example `{ http: 4xx }`");
        return None;
    }
    let mut conditions = Vec::new();
    let mut whole = true;
    for entry in entries {
        let path = super::path::parse(Piece::key(entry), cx);
        let is_http = path.as_ref().is_some_and(|path| path.root == Root::Http);
        let tests = if is_http {
            statuses(&entry.value, cx).map(|test| vec![test])
        } else {
            tests(entry, cx)
        };
        match (path, tests) {
            (Some(path), Some(tests)) => {
                let span = entry.value.span;
                conditions.extend(tests.into_iter().map(|test| Condition {
                    path: path.clone(),
                    test,
                    span,
                }));
            }
            _ => whole = false,
        }
    }
    whole.then_some(conditions)
}

fn tests(entry: &Entry, cx: &mut Cx<'_>) -> Option<Vec<Test>> {
    let value = &entry.value;
    match &value.kind {
        Kind::Scalar(scalar) => Some(vec![match (scalar.text.as_str(), scalar.style) {
            ("present", Style::Plain) => Test::Present,
            ("absent", Style::Plain) => Test::Absent,
            _ => Test::In(vec![literal(value)?]),
        }]),
        Kind::List(_) => literals(value, cx).map(|values| vec![Test::In(values)]),
        Kind::Map(tests) if tests.is_empty() => {
            cx.diagnostics
                .error(codes::BAD_PREDICATE, value.span, "nothing is asked here")
                .help(format!("the tests are {}", near::list(TESTS)));
            None
        }
        Kind::Map(tests) => {
            let tests: Vec<Option<Test>> = tests
                .iter()
                .map(|test| named_test(entry, test, cx))
                .collect();
            tests.into_iter().collect()
        }
        Kind::Bad => None,
    }
}

fn named_test(outer: &Entry, test: &Entry, cx: &mut Cx<'_>) -> Option<Test> {
    let value = &test.value;
    let text = |cx: &mut Cx<'_>| {
        scalar(value, cx).map(|literal| Spanned::new(literal.value.text, literal.span))
    };
    let compare =
        |order, cx: &mut Cx<'_>| scalar(value, cx).map(|literal| Test::Compare(order, literal));
    match test.key.as_str() {
        "eq" => scalar(value, cx).map(|literal| Test::In(vec![literal])),
        "ne" if matches!(value.kind, Kind::List(_)) => literals(value, cx).map(Test::NotIn),
        "ne" => scalar(value, cx).map(|literal| Test::NotIn(vec![literal])),
        "in" => literals(value, cx).map(Test::In),
        "lt" => compare(Comparison::Lt, cx),
        "le" => compare(Comparison::Le, cx),
        "gt" => compare(Comparison::Gt, cx),
        "ge" => compare(Comparison::Ge, cx),
        "starts" => text(cx).map(Test::Starts),
        "contains" => text(cx).map(Test::Contains),
        other => {
            let help = cx.diagnostics.near.nearest(other, TESTS).map_or_else(
                || {
                    format!(
                        "a place further in is one path: `{}.{other}: …`; the tests are {}",
                        outer.key,
                        near::list(TESTS)
                    )
                },
                |near| format!("did you mean `{near}`?"),
            );
            cx.diagnostics
                .error(
                    codes::BAD_PREDICATE,
                    test.span,
                    format!("there is no test `{other}`"),
                )
                .help(help);
            None
        }
    }
}

fn scalar(node: &Node, cx: &mut Cx<'_>) -> Option<Spanned<Literal>> {
    let value = literal(node);
    if value.is_none() && !matches!(node.kind, Kind::Bad) {
        let message = format!("one value is wanted here, and this is {}", node.shape());
        cx.diagnostics
            .error(codes::BAD_PREDICATE, node.span, message);
    }
    value
}

fn literals(node: &Node, cx: &mut Cx<'_>) -> Option<Vec<Spanned<Literal>>> {
    match &node.kind {
        Kind::List(items) if items.is_empty() => {
            cx.diagnostics.error(
                codes::BAD_PREDICATE,
                node.span,
                "an empty list holds no value",
            );
            None
        }
        Kind::List(items) => {
            let values: Vec<_> = items.iter().map(|item| scalar(item, cx)).collect();
            values.into_iter().collect()
        }
        _ => scalar(node, cx).map(|value| vec![value]),
    }
}

/// `404`, `4xx`, or a list of both.
fn statuses(node: &Node, cx: &mut Cx<'_>) -> Option<Test> {
    let values = literals(node, cx)?;
    let ranges: Vec<Option<StatusRange>> = values.iter().map(|value| status(value, cx)).collect();
    ranges
        .into_iter()
        .collect::<Option<Vec<_>>>()
        .map(Test::Http)
}

fn status(value: &Spanned<Literal>, cx: &mut Cx<'_>) -> Option<StatusRange> {
    let text = value.value.text.as_str();
    let range = range(text);
    if range.is_none() {
        cx.diagnostics
            .error(
                codes::BAD_PREDICATE,
                value.span,
                format!("`{text}` is no HTTP status"),
            )
            .help("a status is `404`, all of a sort are `4xx`");
    }
    range
}

/// `404` or `4xx`.
pub(super) fn range(text: &str) -> Option<StatusRange> {
    let class = text.strip_suffix("xx").or_else(|| text.strip_suffix("XX"));
    let range = match class {
        Some(class) => class
            .parse::<u16>()
            .ok()
            .filter(|c| (1..=5).contains(c))
            .map(|c| (c * 100, c * 100 + 99)),
        None => text
            .parse::<u16>()
            .ok()
            .filter(|status| (100..=599).contains(status))
            .map(|status| (status, status)),
    };
    range.map(|(low, high)| StatusRange { low, high })
}
