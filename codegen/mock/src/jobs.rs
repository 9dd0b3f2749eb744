//! A reply to a call that starts a job or shows one in; the same, as far as the job is by now, out.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use trunkline_codegen::api::scope::item;
use trunkline_codegen::api::{Api, Condition, Endpoint, Handed, Job, PathPart, Predicate, Type};

use crate::answer::Reply;
use crate::data::field_for;
use crate::place::scalar;
use crate::predicate::Draft;
use crate::request::Received;
use crate::route::{base_of, made_var, prefix};
use crate::session::holding;
use crate::{make, speech};

/// How often a job is shown to be under way where nobody says so.
const POLLS: u32 = 2;

/// How many jobs are remembered at most; after that all begin anew.
const MOST: usize = 10_000;

/// The jobs of a vendor, by what asks for them.
#[derive(Debug)]
pub(crate) struct Jobs {
    /// How often each is under way before it is over.
    pub(crate) polls: u32,
    /// Whether they fail in the end.
    pub(crate) fail: bool,
    asked: Mutex<HashMap<String, u32>>,
}

impl Default for Jobs {
    fn default() -> Self {
        Self {
            polls: POLLS,
            fail: false,
            asked: Mutex::default(),
        }
    }
}

/// How far a job is.
enum State {
    UnderWay,
    Done,
    Failed,
}

impl Jobs {
    /// What the vendor says in place of a reply of success.
    pub(crate) fn told(
        &self,
        api: &Api,
        endpoint: &Endpoint,
        request: &Received,
        reply: Reply,
    ) -> Reply {
        if reply.status >= 400 {
            return reply;
        }
        let reply = started(api, endpoint, reply);
        match &endpoint.job {
            Some(job) => shown(api, endpoint, job, self.next(request), reply),
            None => reply,
        }
    }

    /// How far the job is that a request asks for, which it then has done once more.
    fn next(&self, request: &Received) -> State {
        // A test that panicked while it held the jobs leaves them whole.
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.len() >= MOST {
            asked.clear();
        }
        let (path, query) = (&request.path, request.query_pairs());
        let body = String::from_utf8_lossy(&request.body);
        let times = asked.entry(format!("{path} {query:?} {body}")).or_default();
        *times = times.saturating_add(1);
        match *times > self.polls {
            false => State::UnderWay,
            true if self.fail => State::Failed,
            true => State::Done,
        }
    }
}

/// The reply, with a job in it that the endpoint which shows it finds, and with the `Location` of what it leads to.
fn started(api: &Api, endpoint: &Endpoint, mut reply: Reply) -> Reply {
    let meta = endpoint.envelope.meta.iter().flat_map(|meta| &meta.from);
    let starts = endpoint.starts.as_ref();
    let fills = starts.into_iter().flat_map(|start| &start.fills);
    let handed = meta.chain(fills.map(|(_, from)| from));
    let goal = handed.clone().find_map(|from| match from {
        Handed::Location(goal, _) => Some(&api.endpoints[goal.0]),
        Handed::Reply(_) => None,
    });
    if let Some(goal) = goal.filter(|_| reply.header("location").is_none()) {
        reply.headers.push(("location".into(), path_to(api, goal)));
    }
    let Some(start) = starts else { return reply };
    let shown = &api.endpoints[start.poll.0];
    for (index, from) in &start.fills {
        if let Handed::Reply(source) = from {
            let known = known(api, shown, *index);
            reply = holding(api, endpoint, reply, source, known);
        }
    }
    reply
}

/// Where the first item of an endpoint is to be had.
fn path_to(api: &Api, endpoint: &Endpoint) -> String {
    let mut path = prefix(api, base_of(api, endpoint));
    for part in &endpoint.path {
        match part {
            PathPart::Text(text) => path.push_str(text),
            PathPart::Var(id) => path.push_str(&made_var(api, *id)),
            PathPart::Param(index) => {
                let value = scalar(&known(api, endpoint, *index)).unwrap_or_default();
                path.extend(utf8_percent_encode(&value, NON_ALPHANUMERIC));
            }
        }
    }
    path
}

/// A value of a parameter by which an endpoint finds its first item.
fn known(api: &Api, endpoint: &Endpoint, index: usize) -> Value {
    let param = &endpoint.params[index];
    let name = &param.name.wire;
    let in_item = endpoint.returns.as_ref().and_then(|returns| {
        let of = item(api, returns).unwrap_or_else(|| returns.clone());
        let field = field_for(api, &of, name)?;
        let made = make::value(api, &of, &endpoint.name.wire, 0);
        made.get(field)
            .filter(|value| scalar(value).is_some())
            .cloned()
    });
    in_item.unwrap_or_else(|| match param.ty.ty {
        // By a number that is no field's an item is found by its place.
        Type::Int => Value::from(1),
        _ => make::value(api, &param.ty, name, 0),
    })
}

/// The reply, as far as the job is.
fn shown(api: &Api, endpoint: &Endpoint, job: &Job, state: State, reply: Reply) -> Reply {
    let body = speech::body(api, Some(endpoint), &reply);
    let mut draft = Draft {
        status: reply.status,
        headers: reply.headers.clone(),
        body: body.clone().unwrap_or(Value::Null),
    };
    let first = |of: &Predicate| of.0.first().cloned().unwrap_or_default();
    match (&state, &job.failed) {
        (State::Done, _) => draft.satisfy(&first(&job.done)),
        (State::Failed, Some(failed)) => draft.satisfy(&first(failed)),
        (State::UnderWay | State::Failed, _) => {}
    }
    let over = [Some(&job.done), job.failed.as_ref()];
    // Mending one may trip the other.
    for _ in 0..2 {
        for (at, one) in over.iter().enumerate() {
            let is_it = match (&state, &job.failed) {
                (State::Done, _) => at == 0,
                (State::Failed, Some(_)) => at == 1,
                (State::UnderWay | State::Failed, _) => false,
            };
            if let Some(one) = one.filter(|_| !is_it) {
                draft.contradict(one);
                let by_status = |one: &Condition| matches!(one, Condition::Http(_));
                if draft.holds(one) && one.0.iter().flatten().any(by_status) {
                    draft.status = 202;
                }
            }
        }
    }
    let changed = body.as_ref() != Some(&draft.body) && !draft.body.is_null();
    let reply = Reply {
        status: draft.status,
        headers: draft.headers,
        ..reply
    };
    match changed {
        true => speech::with_body(reply, "application/json", draft.body.to_string()),
        false => reply,
    }
}
