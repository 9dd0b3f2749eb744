//! Whether a predicate holds of a reply: conditions and what was seen of the reply in, a match out.

use std::cmp::Ordering;

use http::header::HeaderMap;

use super::endpoint::{Comparison, Condition, Predicate, Step, Test};
use super::scan::{Scan, Seen, Spot};
use crate::codec::parse_duration;
use crate::shape::Literal;
use crate::value::compare_numbers;

/// A reply, as far as predicates look.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) status: u16,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) scan: &'a Scan,
}

/// That a predicate holds, and for which item of which list, where it says "any".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    item: Option<(&'static [Step], usize)>,
}

impl Match {
    const WHOLE: Self = Self { item: None };

    /// What stands at a path: in the item that satisfied the predicate, where the path leads through its list.
    pub(crate) fn at<'a>(&self, path: &[Step], scan: &'a Scan) -> Option<&'a Seen> {
        let spots = scan.at(path);
        let item = self.item.filter(|(list, _)| *list == list_of(path));
        let same = item.and_then(|(_, item)| spots.iter().find(|spot| spot.item == Some(item)));
        same.or(spots.first()).map(|spot| &spot.seen)
    }
}

/// The path up to where it first says "any".
fn list_of(path: &[Step]) -> &[Step] {
    let end = path.iter().position(|step| *step == Step::Any);
    &path[..end.unwrap_or(path.len())]
}

/// The places in the body that a predicate looks at.
pub(crate) fn places(predicate: Predicate) -> impl Iterator<Item = &'static [Step]> {
    predicate
        .iter()
        .flat_map(|all| all.iter())
        .filter_map(|condition| match condition {
            Condition::Body(path, _) => Some(*path),
            Condition::Http(_) | Condition::Header(..) => None,
        })
}

/// Whether it may hold at a status, whatever the rest of a reply says.
pub(crate) fn may_hold(predicate: Predicate, status: u16) -> bool {
    let may = |condition: &Condition| match condition {
        Condition::Http(ranges) => is_within(ranges, status),
        Condition::Header(..) | Condition::Body(..) => true,
    };
    predicate.iter().any(|all| all.iter().all(may))
}

fn is_within(ranges: &[(u16, u16)], status: u16) -> bool {
    let mut ranges = ranges.iter();
    ranges.any(|(low, high)| (*low..=*high).contains(&status))
}

/// Whether an alternative holds of which a condition asks for something that is in the body.
pub(crate) fn finds(predicate: Predicate, view: View<'_>) -> bool {
    let asks = |condition: &Condition| matches!(condition, Condition::Body([_, ..], test) if !matches!(test, Test::Absent));
    let mut asking = predicate.iter().filter(|all| all.iter().any(asks));
    asking.any(|all| all.iter().all(|condition| met(condition, view).is_some()))
}

/// The first alternative whose conditions all hold.
pub(crate) fn holds(predicate: Predicate, view: View<'_>) -> Option<Match> {
    predicate.iter().find_map(|all| {
        let mut item = None;
        for condition in *all {
            item = item.or(met(condition, view)?.item);
        }
        Some(Match { item })
    })
}

fn met(condition: &Condition, view: View<'_>) -> Option<Match> {
    match condition {
        Condition::Http(ranges) => is_within(ranges, view.status).then_some(Match::WHOLE),
        Condition::Header(name, test) => {
            let values = view.headers.get_all(*name).iter();
            let spots: Vec<_> = values
                .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
                .map(|text| Spot {
                    item: None,
                    seen: Seen::Text(text),
                })
                .collect();
            passes(test, &spots).map(|_| Match::WHOLE)
        }
        Condition::Body(path, test) => {
            let item = passes(test, view.scan.at(path))?;
            Some(Match {
                item: item.map(|item| (list_of(path), item)),
            })
        }
    }
}

/// Whether the test is passed, and by which item.
fn passes(test: &Test, spots: &[Spot]) -> Option<Option<usize>> {
    let first = |hit: &dyn Fn(&Seen) -> bool| {
        let found = spots.iter().find(|spot| hit(&spot.seen));
        found.map(|spot| spot.item)
    };
    let present = || first(&|seen| *seen != Seen::Null);
    match test {
        Test::Present => present(),
        Test::Absent => present().is_none().then_some(None),
        Test::In(literals) => first(&|seen| is_among(seen, literals)),
        Test::NotIn(literals) => match first(&|seen| is_among(seen, literals)) {
            Some(_) => None,
            None => present(),
        },
        Test::Compare(comparison, literal) => {
            first(&|seen| compare(seen, literal).is_some_and(|order| fits(*comparison, order)))
        }
        Test::Starts(start) => {
            first(&|seen| matches!(seen, Seen::Text(text) if text.starts_with(start)))
        }
        Test::Contains(part) => {
            first(&|seen| matches!(seen, Seen::Text(text) if text.contains(part)))
        }
    }
}

/// Whether a value equals one of the literals.
pub(crate) fn is_among(seen: &Seen, literals: &[Literal]) -> bool {
    literals.iter().any(|literal| equals(seen, literal))
}

/// Numbers and flags are equal by value, in a text as well: vendors send codes as `110` and as `"110"`, and XML and
/// headers have only text, in which a flag may be `1` or `0`.
fn equals(seen: &Seen, literal: &Literal) -> bool {
    match (seen, literal) {
        (Seen::Null, Literal::Null) => true,
        (Seen::Bool(flag), _) => literal.text() == if *flag { "true" } else { "false" },
        (Seen::Text(text), Literal::Bool(true)) => matches!(text.trim(), "true" | "1"),
        (Seen::Text(text), Literal::Bool(false)) => matches!(text.trim(), "false" | "0"),
        (Seen::Text(text), Literal::Str(wanted)) => text == wanted,
        (Seen::Number(text), Literal::Str(wanted)) => text == wanted,
        (Seen::Number(_) | Seen::Text(_), Literal::Number(_) | Literal::Span(_)) => {
            compare(seen, literal) == Some(Ordering::Equal)
        }
        _ => false,
    }
}

fn compare(seen: &Seen, literal: &Literal) -> Option<Ordering> {
    match (seen, literal) {
        (Seen::Number(text) | Seen::Text(text), Literal::Number(wanted)) => by_value(text, wanted),
        (Seen::Text(text), Literal::Str(wanted)) => Some(text.as_str().cmp(wanted)),
        (Seen::Text(text), Literal::Span(wanted)) => {
            Some(parse_duration(text.trim())?.cmp(&parse_duration(wanted)?))
        }
        _ => None,
    }
}

/// Numbers are compared exactly; text that is no number does not compare.
fn by_value(left: &str, right: &str) -> Option<Ordering> {
    compare_numbers(left.trim(), right.trim())
}

fn fits(comparison: Comparison, order: Ordering) -> bool {
    match comparison {
        Comparison::Lt => order.is_lt(),
        Comparison::Le => order.is_le(),
        Comparison::Gt => order.is_gt(),
        Comparison::Ge => order.is_ge(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spots(seen: &[Seen]) -> Vec<Spot> {
        seen.iter()
            .enumerate()
            .map(|(at, seen)| Spot {
                item: Some(at),
                seen: seen.clone(),
            })
            .collect()
    }

    fn number(text: &str) -> Seen {
        Seen::Number(text.to_owned())
    }

    fn text(text: &str) -> Seen {
        Seen::Text(text.to_owned())
    }

    #[test]
    fn scalars_equal_literals_by_value() {
        let cases = [
            (number("110"), Literal::Number("110"), true),
            (text("110"), Literal::Number("110"), true),
            (number("110"), Literal::Str("110"), true),
            (number("1.10e2"), Literal::Number("110"), true),
            (
                number("9007199254740993"),
                Literal::Number("9007199254740992"),
                false,
            ),
            (text("0110"), Literal::Str("110"), false),
            (text("nan"), Literal::Number("110"), false),
            (Seen::Bool(false), Literal::Bool(false), true),
            (text("false"), Literal::Bool(false), true),
            (text("\n false "), Literal::Bool(false), true),
            (text("1"), Literal::Bool(true), true),
            (text(" 0 "), Literal::Bool(false), true),
            (text("1"), Literal::Bool(false), false),
            (number("1"), Literal::Bool(true), false),
            (text(" 110\n"), Literal::Number("110"), true),
            (text("PT60M"), Literal::Span("PT1H"), true),
            (text("P1D"), Literal::Span("PT24H"), true),
            (text("PT1H1S"), Literal::Span("PT1H"), false),
            (text("an hour"), Literal::Span("PT1H"), false),
            (
                text("12345678901234567890.10"),
                Literal::Number("12345678901234567890.1"),
                true,
            ),
            (
                number("12345678901234567890.11"),
                Literal::Number("12345678901234567890.1"),
                false,
            ),
            (number("1e999999999"), Literal::Number("1"), false),
            (Seen::Null, Literal::Null, true),
            (Seen::Null, Literal::Str("null"), false),
            (Seen::Whole, Literal::Null, false),
        ];
        for (seen, literal, equal) in cases {
            assert_eq!(equals(&seen, &literal), equal, "{seen:?} and {literal:?}");
        }
    }

    #[test]
    fn tests_of_a_place() {
        let five = [Literal::Number("5")];
        const FIVE: &[Literal] = &[Literal::Number("5")];
        assert!(is_among(&number("5.0"), &five));
        let cases: &[(Test, &[Seen], bool)] = &[
            (Test::Present, &[], false),
            (Test::Present, &[Seen::Null], false),
            (Test::Present, &[Seen::Whole], true),
            (Test::Absent, &[], true),
            (Test::Absent, &[Seen::Null], true),
            (Test::Absent, &[text("")], false),
            (Test::In(FIVE), &[number("4"), number("5")], true),
            (Test::NotIn(FIVE), &[], false),
            (Test::NotIn(FIVE), &[Seen::Null], false),
            (Test::NotIn(FIVE), &[number("4")], true),
            (Test::NotIn(FIVE), &[number("4"), number("5")], false),
            (
                Test::Compare(Comparison::Ge, Literal::Number("5")),
                &[text("5")],
                true,
            ),
            (
                Test::Compare(Comparison::Gt, Literal::Number("5")),
                &[number("5")],
                false,
            ),
            (
                Test::Compare(Comparison::Lt, Literal::Str("b")),
                &[text("a")],
                true,
            ),
            (
                Test::Compare(Comparison::Gt, Literal::Number("5")),
                &[text("Infinity")],
                false,
            ),
            (Test::Starts("ERR"), &[text("ERROR: no")], true),
            (Test::Contains("ERR"), &[number("1")], false),
        ];
        for (test, seen, passed) in cases {
            assert_eq!(
                passes(test, &spots(seen)).is_some(),
                *passed,
                "{test:?} of {seen:?}"
            );
        }
    }

    #[test]
    fn a_match_names_the_item() {
        let found = passes(
            &Test::In(&[Literal::Number("5")]),
            &spots(&[number("4"), number("5")]),
        );
        assert_eq!(found, Some(Some(1)));
    }
}
