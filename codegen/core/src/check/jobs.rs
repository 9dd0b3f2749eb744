//! `wait:` of endpoints in; which call starts a job, which one shows it and when it is over out.

use std::collections::HashSet;

use super::cx::{Cx, is_poison};
use super::form::{self, Form};
use super::{auth, location, paths, predicates};
use crate::api::{Body, EndpointId, Handed, Job, Param, Place, Source, Start, Use};
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model::{self, Returns, Text};
use crate::spec::path::{Path, Root};

/// How long apart a job is asked for where the spec does not say, in milliseconds.
const EVERY: u64 = 2_000;

/// Whether the call of an endpoint can be waited for: it starts a job, or shows one.
pub(super) fn waits(cx: &Cx<'_>, endpoint: &model::Endpoint) -> bool {
    endpoint.wait.is_some() || cx.polled.contains(endpoint.name.value.as_str())
}

/// The endpoints that others ask about their jobs.
pub(super) fn polled(spec: &model::Spec) -> HashSet<&str> {
    let waits = spec.endpoints.iter().filter_map(|one| one.wait.as_ref());
    let polls = waits.filter_map(|wait| wait.poll.as_ref());
    polls.map(|poll| poll.endpoint.value.as_str()).collect()
}

/// Fills the jobs in, now that the endpoints are made.
pub(super) fn resolve(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    let mut polled: Vec<(EndpointId, Span)> = Vec::new();
    for (index, endpoint) in spec.endpoints.iter().enumerate() {
        let Some(wait) = &endpoint.wait else { continue };
        let Some(poll) = &wait.poll else { continue };
        let Some(shown) = location::endpoint(cx, &poll.endpoint) else {
            continue;
        };
        if !can_poll(cx, shown, &poll.endpoint) {
            continue;
        }
        let starter = EndpointId(index);
        cx.api.endpoints[index].starts =
            fills(cx, starter, shown, poll).map(|fills| Start { poll: shown, fills });
        let Some(job) = job(cx, shown, wait) else {
            continue;
        };
        let before = polled.iter().find(|(id, _)| *id == shown);
        match (&cx.api.endpoints[shown.0].job, before) {
            (Some(other), Some((_, first))) if *other != job => {
                let message = format!(
                    "the job that `{}` shows is described in two ways",
                    poll.endpoint.value
                );
                cx.found
                    .error(codes::JOB_DIFFERS, wait.span, message)
                    .label(*first, "the other is described here")
                    .help("say the same `done`, `failed` and `every` of both: whoever waits for a job by its id does not say who started it");
            }
            _ => {
                cx.api.endpoints[shown.0].job = Some(job);
                polled.push((shown, wait.span));
            }
        }
    }
}

/// Whether an endpoint can be called again and again for a job; why not is reported.
fn can_poll(cx: &mut Cx<'_>, shown: EndpointId, written: &Text) -> bool {
    let spec = &cx.spec.endpoints[shown.0];
    let endpoint = &cx.api.endpoints[shown.0];
    let why = if spec.wait.is_some() {
        "starts a job itself"
    } else if endpoint.stream.is_some() {
        "gives a stream"
    } else if !matches!(endpoint.body, None | Some(Body::Form)) {
        "takes a body, which nothing gives"
    } else {
        return true;
    };
    let message = format!("`{}` cannot show a job: it {why}", written.value);
    cx.found
        .error(codes::JOB_POLL, written.span, message)
        .label(spec.name.span, "it is declared here")
        .help("poll an endpoint that takes the job's id and returns how far it is");
    false
}

/// Where the parameters of the polled endpoint come from.
fn fills(
    cx: &mut Cx<'_>,
    starter: EndpointId,
    shown: EndpointId,
    poll: &model::Poll,
) -> Option<Vec<(usize, Handed)>> {
    let mut made = Vec::new();
    let mut sound = true;
    for (name, from) in &poll.params {
        let found = param(cx, shown, poll, name);
        let place = from.as_ref().and_then(|from| source(cx, starter, from));
        match found.zip(place) {
            Some((index, from)) => made.push((index, Handed::Reply(from))),
            None => sound = false,
        }
    }
    let led = cx.spec.endpoints[starter.0].location.as_ref();
    let is_led = led.is_some_and(|led| led.value == poll.endpoint.value);
    for (index, param) in cx.api.endpoints[shown.0].params.iter().enumerate() {
        if is_led && param.place == Place::Path && made.iter().all(|(of, _)| *of != index) {
            made.push((index, Handed::Location(shown, index)));
        }
    }
    let open = cx.api.endpoints[shown.0].params.iter().enumerate();
    let open = open.filter(|(index, param)| {
        is_open(param) && param.required && made.iter().all(|(of, _)| of != index)
    });
    let open: Vec<String> = open
        .map(|(_, param)| format!("`{}`", param.name.wire))
        .collect();
    if sound && !open.is_empty() {
        let name = &poll.endpoint.value;
        let names = open.join(" and ");
        cx.found
            .error(
                codes::JOB_POLL,
                poll.endpoint.span,
                format!("nothing gives {names} of `{name}` a value"),
            )
            .help("name it under the endpoint, with the place of the first reply where its value stands: `poll: { get_report: { report_id: request_id } }`");
        return None;
    }
    sound.then_some(made)
}

/// Whether a parameter has no value unless it is given one.
fn is_open(param: &Param) -> bool {
    param.is_callers() && param.send.is_none()
}

/// The parameter of this name; one that there is not, or that is the spec's own, is reported.
fn param(cx: &mut Cx<'_>, of: EndpointId, poll: &model::Poll, name: &Text) -> Option<usize> {
    let params = &cx.api.endpoints[of.0].params;
    let found = params.iter().position(|p| p.name.wire == name.value);
    let (owner, wire) = (&poll.endpoint.value, &name.value);
    let Some(index) = found else {
        let mut known = params.iter().map(|param| param.name.wire.as_str());
        let help = cx.found.near.help(wire, &mut known);
        let message = format!("`{owner}` has no parameter `{wire}`");
        cx.found
            .error(codes::UNKNOWN_PARAM, name.span, message)
            .maybe_help(help);
        return None;
    };
    if !params[index].is_callers() {
        let message = format!("`{wire}` of `{owner}` has a value already");
        cx.found
            .error(codes::JOB_POLL, name.span, message)
            .help("leave it out: the spec says what is sent for it");
        return None;
    }
    Some(index)
}

/// A place in the reply of the call that starts a job, where a text or a number stands.
fn source(cx: &mut Cx<'_>, starter: EndpointId, path: &Path) -> Option<Source> {
    match &path.root {
        Root::Header(name) => {
            auth::header_name(cx, name);
            return Some(Source::Header(name.value.clone()));
        }
        Root::Reply => {}
        _ => {
            let wanted = "a job is known by fields of the reply's body and headers";
            paths::wrong_root(cx, path, wanted);
            return None;
        }
    }
    let endpoint = &cx.api.endpoints[starter.0];
    let (returns, data) = (endpoint.returns.clone(), endpoint.envelope.data.clone());
    let (found, place) = paths::in_reply(cx, returns.as_ref(), &data, path)?;
    if let Some(place) = place.filter(|place| !is_poison(place)) {
        let form = form::on_wire(&cx.api.types, &place);
        if !matches!(form, Form::Text | Form::Number | Form::Any) {
            let message = format!(
                "`{}` is {}, and a job is known by texts and numbers",
                path.text,
                form.noun()
            );
            cx.found
                .error(codes::JOB_POLL, path.span, message)
                .help("let the path lead to the job's id");
            return None;
        }
    }
    Some(Source::Body(found))
}

/// When a job is over, asked of the whole reply that shows it.
fn job(cx: &mut Cx<'_>, shown: EndpointId, wait: &model::Wait) -> Option<Job> {
    let whole = whole(cx, shown);
    let done = wait.done.as_ref()?;
    let done = predicates::predicate(cx, whole.as_ref(), done);
    let failed = wait.failed.as_ref();
    let failed = failed.map(|failed| predicates::predicate(cx, whole.as_ref(), failed));
    let every = wait.every.as_ref();
    let every = every.and_then(|every| u64::try_from(every.value.as_millis()).ok());
    Some(Job {
        done,
        failed,
        every: every.unwrap_or(EVERY),
    })
}

/// The type of a whole reply, where it is declared.
fn whole(cx: &Cx<'_>, id: EndpointId) -> Option<Use> {
    let endpoint = &cx.api.endpoints[id.0];
    let returns = endpoint.returns.clone();
    returns.filter(|_| endpoint.envelope.data.steps.is_empty() && !endpoint.raw)
}

/// Reports a job whose start gives a stream: what it is known by stands in no whole reply then.
pub(super) fn streamed(cx: &mut Cx<'_>) {
    for endpoint in &cx.spec.endpoints {
        if let (Some(wait), Some(Returns::Stream(_))) = (&endpoint.wait, &endpoint.returns) {
            let message = format!(
                "`{}` gives a stream, and starts no job",
                endpoint.name.value
            );
            cx.found
                .error(codes::JOB_POLL, wait.span, message)
                .help("leave `wait` out, or say what the whole reply is");
        }
    }
}
