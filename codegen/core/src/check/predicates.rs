//! Predicates as they were written in, each comparison read by the declared type of its path out.

use super::cx::{Cx, plain, poison};
use super::{form, implied, literals, paths};
use crate::api::{self, Literal, Type, Use};
use crate::diag::codes;
use crate::source::{Span, Spanned};
use crate::spec::model;
use crate::spec::path::Root;
use crate::spec::predicate::{Condition, Predicate, Test};

/// A predicate on a reply whose body is a `body`; with `None` its shape is not declared and goes unchecked.
pub(super) fn predicate(
    cx: &mut Cx<'_>,
    body: Option<&Use>,
    predicate: &Predicate,
) -> api::Predicate {
    let all = |cx: &mut Cx<'_>, conditions: &[Condition]| {
        let mut made: Vec<(api::Condition, Span)> = Vec::new();
        for written in conditions {
            if let Some(one) = condition(cx, body, written) {
                never(cx, &made, &one, written.span);
                made.push((one, written.span));
            }
        }
        made.into_iter().map(|(one, _)| one).collect()
    };
    api::Predicate(
        predicate
            .any
            .iter()
            .map(|conditions| all(cx, conditions))
            .collect(),
    )
}

/// Reports a condition that cannot hold beside an earlier one.
fn never(cx: &mut Cx<'_>, earlier: &[(api::Condition, Span)], one: &api::Condition, span: Span) {
    let mut earlier = earlier.iter();
    if let Some((_, other)) = earlier.find(|(other, _)| implied::exclude(other, one)) {
        let finding = cx.found.error(
            codes::NEVER_HOLDS,
            span,
            "no value satisfies all that is asked of this place",
        );
        let finding = match *other == span {
            true => finding,
            false => finding.label(*other, "more is asked of it here"),
        };
        finding.help("remove a part; a list of maps, `[{ … }, { … }]`, asks for either");
    }
}

fn condition(cx: &mut Cx<'_>, body: Option<&Use>, condition: &Condition) -> Option<api::Condition> {
    if let Test::Http(ranges) = &condition.test {
        return Some(api::Condition::Http(ranges.clone()));
    }
    match &condition.path.root {
        Root::Header(name) => {
            super::auth::header_name(cx, name);
            let test = test(cx, &plain(Type::Str), condition)?;
            Some(api::Condition::Header(name.value.clone(), test))
        }
        Root::Reply => {
            let (path, place) = match body {
                Some(body) => paths::follow(cx, body, &condition.path)?,
                None => (paths::unchecked(&condition.path), poison()),
            };
            Some(api::Condition::Body(path, test(cx, &place, condition)?))
        }
        Root::Http
        | Root::Query(_)
        | Root::Path(_)
        | Root::Body(_)
        | Root::Form(_)
        | Root::Vars(_) => {
            paths::wrong_root(
                cx,
                &condition.path,
                "a predicate asks the status, a header or the body of the reply",
            );
            None
        }
    }
}

fn test(cx: &mut Cx<'_>, place: &Use, condition: &Condition) -> Option<api::Test> {
    match &condition.test {
        Test::Http(_) => None,
        Test::Present => Some(api::Test::Present),
        Test::Absent => Some(api::Test::Absent),
        Test::In(values) => Some(api::Test::In(comparable(cx, place, values)?)),
        Test::NotIn(values) => Some(api::Test::NotIn(comparable(cx, place, values)?)),
        Test::Compare(order, value) => {
            let ordered = literals::comparable(cx, place, value)?;
            let found = ordered
                .into_iter()
                .find(|v| matches!(v, Literal::Number(_) | Literal::Str(_) | Literal::Span(_)));
            if found.is_none() {
                cx.found
                    .error(
                        codes::COMPARISON,
                        value.span,
                        format!("`{}` has no order to compare by", value.value.text),
                    )
                    .help("`lt`, `le`, `gt` and `ge` compare numbers and texts");
            }
            Some(api::Test::Compare(*order, found?))
        }
        Test::Starts(text) => {
            textual(cx, place, condition.span).then(|| api::Test::Starts(text.value.clone()))
        }
        Test::Contains(text) => {
            textual(cx, place, condition.span).then(|| api::Test::Contains(text.value.clone()))
        }
    }
}

/// All values on the wire that equal one of `values`.
fn comparable(
    cx: &mut Cx<'_>,
    place: &Use,
    values: &[Spanned<model::Literal>],
) -> Option<Vec<Literal>> {
    let each: Vec<_> = values
        .iter()
        .map(|value| literals::comparable(cx, place, value))
        .collect();
    Some(
        each.into_iter()
            .collect::<Option<Vec<_>>>()?
            .into_iter()
            .flatten()
            .collect(),
    )
}

fn textual(cx: &mut Cx<'_>, place: &Use, span: Span) -> bool {
    let form = form::on_wire(&cx.api.types, place);
    let is_text = matches!(form, form::Form::Text | form::Form::Any);
    if !is_text {
        cx.found
            .error(
                codes::COMPARISON,
                span,
                format!(
                    "`starts` and `contains` ask a text, and what stands there is {}",
                    form.noun()
                ),
            )
            .help("compare it with a value of its own sort");
    }
    is_text
}
