//! `retry:` of the head, of files and of endpoints in; when each call is sent again out.

use super::cx::{Cx, is_poison, plain};
use super::form::{self, Form};
use super::repeats::Twice;
use super::{auth, errors, paths};
use crate::api::{RetryCause, Retrying, RuleId, Source, Type};
use crate::diag::codes;
use crate::source::{FileId, Spanned};
use crate::spec::model::{self, RetryRef};
use crate::spec::path::{Path, Root};
use std::time::Duration;

/// How often a call is sent at most where nothing is said.
const TRIES: u32 = 3;
/// The shortest pause where nothing is said.
const MIN: Duration = Duration::from_millis(500);
/// The longest pause where nothing is said.
const MAX: Duration = Duration::from_secs(30);
/// What calls are sent again for where nothing is said.
const CAUSES: [RetryCause; 4] = [
    RetryCause::Transport,
    RetryCause::Timeout,
    RetryCause::Throttle,
    RetryCause::Transient,
];

/// Checks what the files say.
pub(super) fn declared(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    for (file, retry) in &spec.retries {
        if let RetryRef::Again(own) = retry {
            let plans = plans(cx, None, *file);
            pauses(cx, &plans, own);
            let rules = errors::rules_in(cx, *file);
            wait(cx, own, &rules);
        }
    }
}

/// When a call of an endpoint is sent again; nothing where it never is. `repeatable` says whether it does no harm
/// when it is carried out twice.
pub(super) fn of_endpoint(
    cx: &mut Cx<'_>,
    endpoint: &model::Endpoint,
    rules: &[RuleId],
    twice: Twice,
) -> Option<Retrying> {
    let plans = plans(cx, endpoint.retry.as_ref(), endpoint.name.span.file);
    let (first, _) = plans.split_first()?;
    let causes = causes(&plans);
    if let Some(RetryRef::Again(own)) = &endpoint.retry {
        pauses(cx, &plans, own);
        wait(cx, own, rules);
        if twice == Twice::Harms && !causes.is_empty() && !causes.iter().any(is_undone) {
            never(cx, endpoint, first);
        }
    }
    made(cx, &plans, rules)
}

/// When a call is sent again of which only its file says something.
pub(super) fn in_file(cx: &mut Cx<'_>, file: FileId) -> Option<Retrying> {
    let rules = errors::rules_in(cx, file);
    let plans = plans(cx, None, file);
    made(cx, &plans, &rules)
}

fn causes(plans: &[&model::Retrying]) -> Vec<RetryCause> {
    let causes = plans.iter().find_map(|plan| plan.causes.clone());
    causes.unwrap_or_else(|| CAUSES.to_vec())
}

/// What the plans say together, the innermost first; nothing where there are none.
fn made(cx: &mut Cx<'_>, plans: &[&model::Retrying], rules: &[RuleId]) -> Option<Retrying> {
    plans.first()?;
    let (min, max) = bounds(plans);
    let said = plans.iter().find(|plan| plan.wait.is_some());
    let wait = said.and_then(|plan| quiet(cx, plan.wait.as_ref()?, rules));
    Some(Retrying {
        causes: causes(plans),
        tries: plans.iter().find_map(|plan| plan.tries).unwrap_or(TRIES),
        min: millis(min),
        max: millis(max),
        wait: wait.unwrap_or_else(|| Source::Header("Retry-After".to_owned())),
    })
}

/// What holds for an endpoint of a file, the innermost first: none where one of them says `none`.
fn plans<'a>(cx: &Cx<'a>, own: Option<&'a RetryRef>, file: FileId) -> Vec<&'a model::Retrying> {
    let of = |wanted: FileId| {
        let mut found = cx.spec.retries.iter();
        found
            .find(|(file, _)| *file == wanted)
            .map(|(_, retry)| retry)
    };
    let head = (file != cx.spec.head).then(|| of(cx.spec.head)).flatten();
    let mut plans = Vec::new();
    for retry in [own, of(file), head].into_iter().flatten() {
        match retry {
            RetryRef::None => break,
            RetryRef::Again(plan) => plans.push(&**plan),
        }
    }
    plans
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

type Said = Option<Spanned<Duration>>;

fn said(plans: &[&model::Retrying], of: fn(&model::Retrying) -> &Said) -> Said {
    plans.iter().find_map(|plan| of(plan).clone())
}

/// The shortest and the longest pause; where one of them is said alone, the other one gives way.
fn bounds(plans: &[&model::Retrying]) -> (Duration, Duration) {
    let min = said(plans, |plan| &plan.min).map(|min| min.value);
    let max = said(plans, |plan| &plan.max).map(|max| max.value);
    match (min, max) {
        (None, None) => (MIN, MAX),
        (Some(min), None) => (min, MAX.max(min)),
        (None, Some(max)) => (MIN.min(max), max),
        (Some(min), Some(max)) => (min, max),
    }
}

/// Reports a shortest pause that is longer than the longest, where `own` says one of them.
fn pauses(cx: &mut Cx<'_>, plans: &[&model::Retrying], own: &model::Retrying) {
    let (min, max) = (said(plans, |plan| &plan.min), said(plans, |plan| &plan.max));
    let (Some(min), Some(max)) = (min, max) else {
        return;
    };
    if min.value <= max.value || (own.min.is_none() && own.max.is_none()) {
        return;
    }
    let (at, other, which) = match own.min {
        Some(_) => (min.span, max.span, "the longest is said here"),
        None => (max.span, min.span, "the shortest is said here"),
    };
    cx.found
        .error(
            codes::RETRY_PAUSE,
            at,
            "the shortest pause is longer than the longest",
        )
        .label(other, which)
        .help("`min` is the shortest pause between two tries, and `max` the longest");
}

/// Whether a call was not carried out where this comes of it.
fn is_undone(cause: &RetryCause) -> bool {
    match cause {
        // A connection that did not come about.
        RetryCause::Transport | RetryCause::Throttle => true,
        RetryCause::Timeout | RetryCause::Transient => false,
        RetryCause::Http(range) => (range.low..=range.high).contains(&429),
    }
}

fn never(cx: &mut Cx<'_>, endpoint: &model::Endpoint, plan: &model::Retrying) {
    let name = &endpoint.name.value;
    let message = format!("`{name}` is never sent again: it may have been carried out");
    let error = cx.found.error(codes::RETRY_NEVER, plan.span, message);
    let error = match &endpoint.safe {
        Some(safe) => error.label(safe.span, "it does not only read"),
        None => error,
    };
    error.help("write `safe: true` if it only reads, or `idempotency: header.…` if the vendor takes a key by which it knows a call again; otherwise leave `retry` out");
}

/// Reports a `wait` that no reply has, or that says no time.
fn wait(cx: &mut Cx<'_>, plan: &model::Retrying, rules: &[RuleId]) {
    let Some(path) = &plan.wait else { return };
    match &path.root {
        Root::Header(name) => auth::header_name(cx, name),
        Root::Reply => in_errors(cx, path, rules),
        _ => paths::wrong_root(cx, path, "a reply has headers and a body"),
    }
}

/// A place in the body of an error, which one of the types has that the rules name; where one of them names none, it
/// may stand anywhere.
fn in_errors(cx: &mut Cx<'_>, path: &Path, rules: &[RuleId]) {
    let bodies = rules.iter().map(|id| cx.api.rules[id.0].body);
    let bodies: Option<Vec<_>> = bodies.collect();
    let Some(bodies) = bodies.filter(|bodies| cx.sound(rules) && !bodies.is_empty()) else {
        return;
    };
    let place = |id| plain(Type::Named(id));
    let found = bodies
        .iter()
        .find_map(|id| paths::reading(cx, &place(*id), path));
    let Some((_, place)) = found else {
        paths::follow(cx, &place(bodies[0]), path);
        return;
    };
    let form = form::on_wire(&cx.api.types, &place);
    if matches!(form, Form::List | Form::Object | Form::Flag) && !is_poison(&place) {
        let message = format!(
            "`wait` is a number of seconds or a date, and `{}` is {}",
            path.text,
            form.noun()
        );
        cx.found
            .error(codes::COMPARISON, path.span, message)
            .help("let the path lead to a number or a text");
    }
}

/// Where a reply says how long to wait; what is wrong with it is reported elsewhere.
fn quiet(cx: &Cx<'_>, path: &Path, rules: &[RuleId]) -> Option<Source> {
    match &path.root {
        Root::Header(name) => Some(Source::Header(name.value.clone())),
        Root::Reply => {
            let bodies = rules.iter().filter_map(|id| cx.api.rules[id.0].body);
            let mut found =
                bodies.filter_map(|id| paths::reading(cx, &plain(Type::Named(id)), path));
            let found = found.next().map(|(found, _)| found);
            Some(Source::Body(
                found.unwrap_or_else(|| paths::unchecked(path)),
            ))
        }
        _ => None,
    }
}
