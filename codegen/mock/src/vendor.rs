//! A request in; the vendor's reply out, by the spec alone and without I/O.

use serde_json::Value;
use trunkline_codegen::api::{Api, Endpoint, ErrorKind, Example, KindId, PathPart, Sample};

use crate::answer::{Answer, Reply, Source};
use crate::auth::{self, Secrets};
use crate::check::Checker;
use crate::data::{Found, find};
use crate::failure::{failure, of_kind, unauthorized};
use crate::page::{Asked, asked};
use crate::predicate::Draft;
use crate::reply::{settle, wrap};
use crate::request::Received;
use crate::route::{Hit, Route, route};
use crate::{Requests, params};

/// How many items a made collection has where neither a size is asked for nor an example is there.
const ITEMS: u64 = 25;

/// A vendor, as its spec describes it.
#[derive(Debug)]
pub(crate) struct Vendor {
    pub(crate) api: Api,
    /// The size of made collections; examples come first where it is not set.
    pub(crate) items: Option<u64>,
    pub(crate) secrets: Secrets,
    pub(crate) requests: Requests,
}

impl Vendor {
    /// What the vendor says of its own.
    pub(crate) fn reply(&self, request: &Received) -> Reply {
        let check = Checker {
            api: &self.api,
            requests: self.requests,
        };
        match route(check, request) {
            Route::Found(hit) => self.call(check, &hit, request),
            Route::OtherMethod(methods) => {
                let allowed = methods.join(", ");
                let mut reply = Reply::message(405, &format!("`{}` takes {allowed}", request.path));
                reply.headers.push(("allow".into(), allowed));
                reply
            }
            Route::Unknown => {
                let endpoints = self.api.endpoints.iter();
                let there: Vec<String> = endpoints.map(|of| shown(&self.api, of)).collect();
                let there = there.join(", ");
                let message = format!("`{}` leads nowhere; there is {there}", request.path);
                Reply::message(404, &message)
            }
        }
    }

    /// What a test wants to be said in its place.
    pub(crate) fn answer(&self, answer: &Answer, request: &Received) -> Reply {
        let mut reply = match &answer.source {
            Source::Given(reply) => reply.clone(),
            Source::Own => self.reply(request),
            Source::Example { endpoint, index } => self.example_of(endpoint, *index),
            Source::Kind { endpoint, kind } => self.error_of(endpoint, kind),
        };
        reply.headers.extend(answer.headers.iter().cloned());
        reply
    }

    fn example_of(&self, endpoint: &str, index: usize) -> Reply {
        let found = self
            .endpoint(endpoint)
            .and_then(|endpoint| endpoint.examples.get(index));
        found.map_or_else(
            || {
                Reply::message(
                    500,
                    &format!("the spec has no example {index} of `{endpoint}`"),
                )
            },
            Reply::of_example,
        )
    }

    fn error_of(&self, endpoint: &str, kind: &str) -> Reply {
        let known = |known: &ErrorKind| known.name.wire == kind || known.name.pascal == kind;
        let id = self.api.kinds.iter().position(known).map(KindId);
        let found = self.endpoint(endpoint).zip(id);
        let made = found.and_then(|(endpoint, id)| of_kind(&self.api, endpoint, id));
        made.unwrap_or_else(|| {
            Reply::message(
                500,
                &format!("no rule of `{endpoint}` gives the kind `{kind}`"),
            )
        })
    }

    fn endpoint(&self, name: &str) -> Option<&Endpoint> {
        let mut endpoints = self.api.endpoints.iter();
        endpoints.find(|endpoint| endpoint.name.wire == name || endpoint.name.snake == name)
    }

    fn call(&self, check: Checker<'_>, hit: &Hit<'_>, request: &Received) -> Reply {
        let (api, endpoint) = (&self.api, hit.endpoint);
        if let Some(bad) = auth::check(api, &self.secrets, endpoint, request) {
            return unauthorized(api, endpoint, bad);
        }
        let fault = hit
            .fault
            .clone()
            .map_or_else(|| params::check(check, endpoint, request), Err);
        let paging = fault.and_then(|()| {
            let pager = endpoint.pager.as_ref();
            pager
                .map(|pager| asked(api, endpoint, pager, &hit.values, request))
                .transpose()
        });
        match paging {
            Err(fault) => failure(api, endpoint, 400, &fault),
            Ok(paging) => match self.example(endpoint, request) {
                Some(example) => self.documented(endpoint, example, paging.as_ref()),
                None => self.made(hit, paging.as_ref(), request),
            },
        }
    }

    /// The example of success whose request is this one, else the first; none where a collection is wanted.
    fn example<'a>(&self, endpoint: &'a Endpoint, request: &Received) -> Option<&'a Example> {
        if self.items.is_some() {
            return None;
        }
        let body = request.json();
        let same = |example: &&Example| {
            let sample = example.request.as_ref().and_then(parsed);
            sample.is_some() && sample == body
        };
        let mut examples = endpoint
            .examples
            .iter()
            .filter(|example| self.is_success(endpoint, example));
        examples.clone().find(same).or_else(|| examples.next())
    }

    fn is_success(&self, endpoint: &Endpoint, example: &Example) -> bool {
        let draft = Draft {
            status: example.http,
            headers: example.headers.clone(),
            body: example
                .reply
                .as_ref()
                .and_then(parsed)
                .unwrap_or(Value::Null),
        };
        let mut rules = endpoint.rules.iter().map(|id| &self.api.rules[id.0]);
        example.http < 400
            && example.kind.is_none()
            && example.auth.is_none()
            && !rules.any(|rule| draft.is_error_by(rule))
    }

    /// An example as it stands; on a page after the first, the example without its items.
    fn documented(
        &self,
        endpoint: &Endpoint,
        example: &Example,
        paging: Option<&Asked<'_>>,
    ) -> Reply {
        let mut reply = Reply::of_example(example);
        if let Some(paging) = paging.filter(|paging| !paging.is_first())
            && let Ok(body) = serde_json::from_slice(&reply.body)
        {
            let body = paging.emptied(&self.api, endpoint, body);
            reply.set_body("application/json", body.to_string());
        }
        reply
    }

    fn made(&self, hit: &Hit<'_>, paging: Option<&Asked<'_>>, request: &Received) -> Reply {
        let (api, endpoint) = (&self.api, hit.endpoint);
        let count = self.items.unwrap_or(ITEMS);
        let draft = match paging {
            Some(paging) => {
                let data = paging.data(api, endpoint, count);
                let mut draft = wrap(api, endpoint, Some(data), 0);
                paging.finish(&mut draft.body, count);
                settle(api, endpoint, &mut draft);
                draft
            }
            None => match find(api, endpoint, &hit.values, request, count) {
                Found::Value(data) => wrap(api, endpoint, data, 0),
                Found::Nothing => return failure(api, endpoint, 404, "there is no such item"),
            },
        };
        Reply::of_json(draft.status, draft.headers, &draft.body)
    }
}

fn parsed(sample: &Sample) -> Option<Value> {
    serde_json::from_str(&sample.text).ok()
}

/// Method and path of an endpoint, for a person.
fn shown(api: &Api, endpoint: &Endpoint) -> String {
    let part = |part: &PathPart| match part {
        PathPart::Text(text) => text.clone(),
        PathPart::Param(at) => format!("{{{}}}", endpoint.params[*at].name.wire),
        PathPart::Var(id) => format!("{{{}}}", api.vars[id.0].name.wire),
    };
    let path: String = endpoint.path.iter().map(part).collect();
    format!("`{} {path}`", endpoint.method)
}
