//! A reply and a predicate in; whether it holds, or the reply changed so that it does or does not, out.

use std::cmp::Ordering;

use jiff::{Span, SpanRelativeTo};
use serde_json::{Value, json};
use trunkline_codegen::api::{Comparison, Condition, ErrorRule, Literal, Path, Predicate, Test};

use crate::make::literal;
use crate::place::{find, first, put, remove, scalar};

/// A reply as error rules see it.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    /// Null where there is no body.
    pub(crate) body: Value,
}

impl Draft {
    /// Whether one of the alternatives holds.
    pub(crate) fn holds(&self, predicate: &Predicate) -> bool {
        predicate
            .0
            .iter()
            .any(|all| all.iter().all(|one| self.condition(one)))
    }

    /// Whether the rule makes this reply an error.
    pub(crate) fn is_error_by(&self, rule: &ErrorRule) -> bool {
        self.holds(&rule.when)
    }

    fn condition(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Http(ranges) => ranges
                .iter()
                .any(|range| (range.low..=range.high).contains(&self.status)),
            Condition::Header(name, test) => {
                let same = |(key, _): &&(String, String)| key.eq_ignore_ascii_case(name);
                let value = self
                    .headers
                    .iter()
                    .find(same)
                    .map(|(_, v)| Value::String(v.clone()));
                holds_of(test, value.as_ref().into_iter().collect())
            }
            Condition::Body(path, test) => holds_of(test, find(&self.body, &path.steps)),
        }
    }

    /// Makes one alternative of `predicate` hold, as far as the body and headers decide.
    pub(crate) fn satisfy(&mut self, all: &[Condition]) {
        for condition in all {
            if self.condition(condition) {
                continue;
            }
            match condition {
                Condition::Http(ranges) => {
                    if let Some(range) = ranges.first() {
                        self.status = range.low.max(200);
                    }
                }
                Condition::Header(name, test) => {
                    self.headers
                        .retain(|(key, _)| !key.eq_ignore_ascii_case(name));
                    if let Some(text) = passing(test).as_ref().and_then(scalar) {
                        self.headers.push((name.clone(), text));
                    }
                }
                Condition::Body(path, test) => self.set(path, passing(test)),
            }
        }
    }

    /// Makes every alternative of `predicate` fail, by what stands in the body.
    pub(crate) fn contradict(&mut self, predicate: &Predicate) {
        for all in &predicate.0 {
            if !all.iter().all(|one| self.condition(one)) {
                continue;
            }
            let place = all.iter().find_map(|one| match one {
                Condition::Body(path, test) => Some((path, test)),
                Condition::Http(_) | Condition::Header(..) => None,
            });
            if let Some((path, test)) = place {
                self.set(path, failing(test, first(&self.body, path)));
            }
        }
    }

    fn set(&mut self, path: &Path, value: Option<Value>) {
        match value {
            Some(value) => put(&mut self.body, &path.steps, value),
            None => remove(&mut self.body, &path.steps),
        }
    }
}

fn holds_of(test: &Test, found: Vec<&Value>) -> bool {
    let mut there = found.into_iter().filter(|value| !value.is_null());
    match test {
        Test::Present => there.next().is_some(),
        Test::Absent => there.next().is_none(),
        Test::In(literals) => there.any(|value| literals.iter().any(|l| equals(value, l))),
        Test::NotIn(literals) => there.any(|value| !literals.iter().any(|l| equals(value, l))),
        Test::Compare(order, with) => there.any(|value| compares(value, *order, with)),
        Test::Starts(start) => {
            there.any(|v| v.as_str().is_some_and(|text| text.starts_with(start)))
        }
        Test::Contains(part) => there.any(|v| v.as_str().is_some_and(|text| text.contains(part))),
    }
}

/// Texts and numbers compare by what they say: `"110"` is 110 where a vendor sends it so.
pub(crate) fn equals(value: &Value, with: &Literal) -> bool {
    *value == literal(with) || order(value, with) == Some(Ordering::Equal)
}

fn compares(value: &Value, comparison: Comparison, with: &Literal) -> bool {
    let Some(order) = order(value, with) else {
        return false;
    };
    match comparison {
        Comparison::Lt => order.is_lt(),
        Comparison::Le => order.is_le(),
        Comparison::Gt => order.is_gt(),
        Comparison::Ge => order.is_ge(),
    }
}

fn order(value: &Value, with: &Literal) -> Option<Ordering> {
    let (left, right) = (scalar(value)?, scalar(&literal(with))?);
    if let Literal::Span(_) = with {
        let length = |text: &str| {
            let span: Span = text.trim().parse().ok()?;
            span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()
        };
        return Some(length(&left)?.cmp(&length(&right)?));
    }
    match (left.parse::<f64>(), right.parse::<f64>()) {
        (Ok(left), Ok(right)) => left.partial_cmp(&right),
        _ => Some(left.cmp(&right)),
    }
}

/// A value that passes a test; nothing where the place has to be empty.
fn passing(test: &Test) -> Option<Value> {
    match test {
        Test::Present => Some(json!("made")),
        Test::Absent => None,
        Test::In(literals) => literals.first().map(literal),
        Test::NotIn(literals) => candidates()
            .find(|v| holds_of(test, vec![v]))
            .or_else(|| literals.first().map(literal)),
        Test::Compare(_, with) => Some(
            near(with)
                .find(|v| holds_of(test, vec![v]))
                .unwrap_or_else(|| literal(with)),
        ),
        Test::Starts(text) | Test::Contains(text) => Some(json!(text)),
    }
}

/// A value that fails a test, of the kind that stands there; nothing where only an empty place fails it.
fn failing(test: &Test, now: Option<&Value>) -> Option<Value> {
    let fails = |value: &Value| !holds_of(test, vec![value]);
    match test {
        Test::Present => None,
        Test::Absent => Some(json!("made")),
        Test::In(_) => match now {
            Some(Value::Bool(flag)) => Some(json!(!flag)),
            Some(Value::Number(_)) => [200, 0, 1, 2].map(Value::from).into_iter().find(fails),
            _ => candidates().filter(Value::is_string).find(fails),
        },
        Test::NotIn(literals) => literals.first().map(literal),
        Test::Compare(_, with) => near(with).find(fails),
        Test::Starts(_) | Test::Contains(_) => candidates().filter(Value::is_string).find(fails),
    }
}

fn candidates() -> impl Iterator<Item = Value> {
    [
        json!("ok"),
        json!("made"),
        json!(""),
        json!(true),
        json!(false),
        json!(1),
        json!(0),
    ]
    .into_iter()
}

/// Numbers about a number, texts about a text.
fn near(with: &Literal) -> impl Iterator<Item = Value> {
    let with = literal(with);
    let around = match (with.as_i64(), with.as_f64(), with.as_str()) {
        (Some(n), _, _) => [n.saturating_sub(1), n.saturating_add(1), n].map(Value::from),
        (_, Some(n), _) => [n - 1.0, n + 1.0, n].map(Value::from),
        (_, _, Some(text)) => [json!(""), json!(format!("{text}~")), json!(text)],
        _ => [json!(0), json!(1), json!("")],
    };
    around.into_iter()
}
