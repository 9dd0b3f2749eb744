//! Conditions in; whether one holds wherever another does, and whether two can hold at once, out. Where it is not
//! certain, the answer is the one that reports nothing.

use crate::api::{Comparison, Condition, Literal, StatusRange, Step, Test};

/// Whether `wider` certainly holds wherever `narrower` does.
pub(super) fn implies(narrower: &Condition, wider: &Condition) -> bool {
    match (narrower, wider) {
        (Condition::Http(narrower), Condition::Http(wider)) => {
            let holds = |one: &StatusRange| {
                let mut wider = wider.iter();
                wider.any(|all| all.low <= one.low && one.high <= all.high)
            };
            narrower.iter().all(holds)
        }
        (Condition::Header(at, narrower), Condition::Header(other, wider)) => {
            at.eq_ignore_ascii_case(other) && test_implies(narrower, wider)
        }
        (Condition::Body(at, narrower), Condition::Body(other, wider)) => {
            at == other && test_implies(narrower, wider)
        }
        _ => false,
    }
}

fn test_implies(narrower: &Test, wider: &Test) -> bool {
    match (narrower, wider) {
        (Test::In(some), Test::In(all)) => some.iter().all(|one| all.contains(one)),
        (Test::In(values), Test::Present) => !values.contains(&Literal::Null),
        (Test::Absent, Test::Present) => false,
        (_, Test::Present) => true,
        _ => narrower == wider,
    }
}

/// Whether no reply can satisfy both.
pub(super) fn exclude(one: &Condition, other: &Condition) -> bool {
    match (one, other) {
        (Condition::Header(at, one), Condition::Header(place, other)) => {
            at.eq_ignore_ascii_case(place) && tests_exclude(one, other)
        }
        // Different items may satisfy the two.
        (Condition::Body(at, one), Condition::Body(place, other)) => {
            at == place && !at.steps.contains(&Step::Any) && tests_exclude(one, other)
        }
        _ => false,
    }
}

fn tests_exclude(one: &Test, other: &Test) -> bool {
    match (one, other) {
        (Test::In(some), Test::In(others)) => {
            let mut pairs = some.iter().flat_map(|a| others.iter().map(move |b| (a, b)));
            pairs.all(|(a, b)| differ(a, b))
        }
        (Test::In(some), Test::NotIn(none)) | (Test::NotIn(none), Test::In(some)) => {
            some.iter().all(|value| none.contains(value))
        }
        (Test::In(values), Test::Compare(order, bound))
        | (Test::Compare(order, bound), Test::In(values)) => {
            let beside = |value| Some(!holds(number(value)?, *order, number(bound)?));
            values.iter().all(|value| beside(value).unwrap_or(false))
        }
        (Test::Compare(order, bound), Test::Compare(other, limit)) => {
            match (number(bound), number(limit)) {
                (Some(bound), Some(limit)) => {
                    beyond((*order, bound), (*other, limit))
                        || beyond((*other, limit), (*order, bound))
                }
                _ => false,
            }
        }
        _ => false,
    }
}

/// Whether what is above the first bound is never below the second.
fn beyond((above, low): (Comparison, f64), (below, high): (Comparison, f64)) -> bool {
    match (above, below) {
        (Comparison::Ge, Comparison::Le) => low > high,
        (Comparison::Gt | Comparison::Ge, Comparison::Lt | Comparison::Le) => low >= high,
        _ => false,
    }
}

fn holds(value: f64, order: Comparison, bound: f64) -> bool {
    match order {
        Comparison::Lt => value < bound,
        Comparison::Le => value <= bound,
        Comparison::Gt => value > bound,
        Comparison::Ge => value >= bound,
    }
}

/// Whether two values are certainly not the same.
fn differ(one: &Literal, other: &Literal) -> bool {
    match (one, other) {
        (Literal::Number(_), Literal::Number(_)) => match (number(one), number(other)) {
            (Some(one), Some(other)) => one != other,
            _ => false,
        },
        (Literal::Str(one), Literal::Str(other)) => one != other,
        (Literal::Bool(one), Literal::Bool(other)) => one != other,
        _ => false,
    }
}

/// A number that a float holds exactly; others are not judged.
fn number(literal: &Literal) -> Option<f64> {
    const EXACT: f64 = 9_007_199_254_740_991.0;
    let Literal::Number(text) = literal else {
        return None;
    };
    let number: f64 = text.parse().ok()?;
    (number.abs() <= EXACT && text.len() <= 15).then_some(number)
}
