//! A request in; the vendor's reply out, by the spec alone and without I/O.

use serde_json::Value;
use trunkline_codegen::api::{
    Api, Body, Cells, Endpoint, ErrorKind, Example, Format, KindId, PathPart,
};

use crate::accept::wanted;
use crate::answer::{Answer, Reply, Source};
use crate::auth::{self, Gate, Secrets};
use crate::check::Checker;
use crate::data::{Found, find};
use crate::digest::Nonces;
use crate::failure::{failure, in_format, of_kind, unauthorized};
use crate::jobs::Jobs;
use crate::keys::Keys;
use crate::limits::Limits;
use crate::page::{Asked, Twist, asked};
use crate::predicate::Draft;
use crate::reply::{settle, wrap};
use crate::request::Received;
use crate::route::{Hit, Route, base_of, prefix, route};
use crate::session::{self, Tokens};
use crate::speech::Understood;
use crate::{Requests, around, oauth, params, speech, stream};

/// The media type of bytes of which nothing more is known.
const BYTES: &str = "application/octet-stream";

/// How many items a made collection has where neither a size is asked for nor an example is there.
const ITEMS: u64 = 25;

/// A vendor, as its spec describes it.
#[derive(Debug)]
pub(crate) struct Vendor {
    pub(crate) api: Api,
    /// The size of made collections; examples come first where it is not set.
    pub(crate) items: Option<u64>,
    pub(crate) secrets: Secrets,
    pub(crate) nonces: Nonces,
    pub(crate) tokens: Tokens,
    pub(crate) jobs: Jobs,
    pub(crate) requests: Requests,
    pub(crate) keys: Keys,
    pub(crate) limits: Limits,
}

impl Vendor {
    /// What the vendor says of its own.
    pub(crate) fn reply(&self, request: &Received) -> Reply {
        self.twisted(request, Twist::None)
    }

    /// The same, but for the page that it gives.
    pub(crate) fn twisted(&self, request: &Received, twist: Twist) -> Reply {
        let grants = oauth::grants(&self.api, request);
        if !grants.is_empty() {
            return oauth::reply(&self.api, &grants, &self.secrets, &self.tokens, request);
        }
        let check = self.checker();
        let format = self.format(request);
        let (endpoint, reply) = match route(check, request) {
            Route::Found(hit) => {
                let refused = self.limits.refused(&self.api, hit.endpoint, format);
                let reply = refused.unwrap_or_else(|| self.call(check, &hit, request, twist));
                let reply = self.limits.told(&self.api, hit.endpoint, reply);
                (Some(hit.endpoint), reply)
            }
            Route::OtherMethod(methods) => {
                let allowed = methods.join(", ");
                let mut reply = Reply::message(405, &format!("`{}` takes {allowed}", request.path));
                reply.headers.push(("allow".into(), allowed));
                (None, reply)
            }
            Route::Unknown => {
                let endpoints = self.api.endpoints.iter();
                let there: Vec<String> = endpoints.map(|of| shown(&self.api, of)).collect();
                let there = there.join(", ");
                let message = format!("`{}` leads nowhere; there is {there}", request.path);
                (None, Reply::message(404, &message))
            }
        };
        speech::said(&self.api, endpoint, reply, format)
    }

    fn checker(&self) -> Checker<'_> {
        Checker {
            api: &self.api,
            requests: self.requests,
            format: Format::Json,
        }
    }

    /// Who lets requests in.
    pub(crate) fn gate(&self) -> Gate<'_> {
        Gate {
            api: &self.api,
            secrets: &self.secrets,
            nonces: &self.nonces,
            tokens: &self.tokens,
        }
    }

    /// The endpoint that a request leads to, if any.
    pub(crate) fn asked_for(&self, request: &Received) -> Option<&Endpoint> {
        match route(self.checker(), request) {
            Route::Found(hit) => Some(hit.endpoint),
            Route::OtherMethod(_) | Route::Unknown => None,
        }
    }

    /// The format of the reply to a request: the vendor's first where it wants none that the vendor has.
    pub(crate) fn format(&self, request: &Received) -> Format {
        let first = || self.api.formats.first().copied();
        wanted(&self.api, request)
            .or_else(first)
            .unwrap_or(Format::Json)
    }

    /// What a test wants to be said in its place.
    pub(crate) fn answer(&self, answer: &Answer, request: &Received) -> Reply {
        let mut reply = match &answer.source {
            Source::Given(reply) => reply.clone(),
            Source::Own => self.reply(request),
            Source::Example { endpoint, index } => self.example_of(endpoint, *index),
            Source::Kind { endpoint, kind } => self.error_of(endpoint, kind, self.format(request)),
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

    fn error_of(&self, endpoint: &str, kind: &str, format: Format) -> Reply {
        let known = |known: &ErrorKind| known.name.wire == kind || known.name.pascal == kind;
        let id = self.api.kinds.iter().position(known).map(KindId);
        let found = self.endpoint(endpoint).zip(id);
        let made = found.and_then(|(endpoint, id)| {
            let reply = of_kind(&self.api, endpoint, id, format)?;
            Some(speech::said(&self.api, Some(endpoint), reply, format))
        });
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

    fn call(&self, check: Checker<'_>, hit: &Hit<'_>, request: &Received, twist: Twist) -> Reply {
        let (api, endpoint) = (&self.api, hit.endpoint);
        let format = self.format(request);
        let gate = self.gate();
        if let Some(bad) = auth::check(gate, endpoint, request) {
            let mut reply = unauthorized(api, endpoint, bad.into(), format);
            let challenges = auth::challenges(gate, endpoint, bad).into_iter();
            let headers = challenges.map(|value| ("www-authenticate".to_owned(), value));
            reply.headers.extend(headers);
            return reply;
        }
        let is_wanted = match &endpoint.stream {
            Some(stream) => stream::is_wanted(stream, request),
            None if endpoint.cells.is_some() => true,
            None => wanted(api, request).is_some(),
        };
        if !is_wanted {
            let accept = request.header("accept").unwrap_or_default();
            let message = format!("accept: `{accept}` names no format that the vendor has");
            return failure(api, endpoint, 406, &message, format);
        }
        let understood = hit
            .fault
            .clone()
            .map_or_else(|| speech::understood(api, endpoint, request), Err);
        let checked = understood.and_then(|request| {
            let check = Checker {
                format: request.format,
                ..check
            };
            if let (Some(wanted), Some(found)) =
                (&endpoint.media_type, request.json.header("content-type"))
                && endpoint.envelope.body.is_empty()
                && matches!(endpoint.body, Some(Body::Record(_) | Body::Value(_)))
                && wanted != found
            {
                return Err(format!("content-type: wanted `{wanted}`, found `{found}`"));
            }
            let request = Understood {
                json: around::unwrapped(check, endpoint, request.json)?,
                ..request
            };
            params::check(check, endpoint, &request.json)?;
            let count = self.items.unwrap_or(ITEMS);
            let mut paging = asked(api, endpoint, &hit.values, &request.json, count)?;
            let left = paging.as_mut().map(|paging| paging.twist(twist, count));
            Ok((request.json, paging, left.unwrap_or(count)))
        });
        match checked {
            Err(fault) => failure(api, endpoint, 400, &fault, format),
            Ok((request, paging, count)) => {
                if let Some(bad) = session::refused(api, &self.secrets, hit, &request) {
                    return unauthorized(api, endpoint, bad.into(), format);
                }
                let carry_out = || match self.example(endpoint, &request, format) {
                    Some(example) => self.documented(endpoint, example, paging.as_ref()),
                    None => self.made(hit, paging.as_ref(), count, &request, format),
                };
                let Some(reply) = self.keys.reply(api, hit, &request, carry_out) else {
                    let message = "the key is that of another call";
                    return failure(api, endpoint, 422, message, format);
                };
                let reply = self.jobs.told(api, endpoint, &request, reply);
                session::opened(api, &self.tokens, endpoint, reply)
            }
        }
    }

    /// The example of success whose request is this one, else the first, of the wanted format rather than of another;
    /// none where a collection is wanted.
    fn example<'a>(
        &self,
        endpoint: &'a Endpoint,
        request: &Received,
        format: Format,
    ) -> Option<&'a Example> {
        if self.items.is_some() {
            return None;
        }
        let body = request.json();
        let same = |example: &&Example| {
            let sample = example.request.as_ref();
            let sample = sample.and_then(|sample| speech::sample(&self.api, endpoint, sample));
            sample.is_some() && sample == body
        };
        let examples = endpoint
            .examples
            .iter()
            .filter(|example| self.is_success(endpoint, example));
        in_format(examples.clone().filter(same), format).or_else(|| in_format(examples, format))
    }

    fn is_success(&self, endpoint: &Endpoint, example: &Example) -> bool {
        let draft = Draft {
            status: example.http,
            headers: example.headers.clone(),
            body: example
                .reply
                .as_ref()
                .and_then(speech::seen)
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
        let reply = Reply::of_example(example);
        let Some(paging) = paging else { return reply };
        let Some(body) = speech::body(&self.api, Some(endpoint), &reply) else {
            return reply;
        };
        let mut draft = Draft {
            status: reply.status,
            headers: reply.headers.clone(),
            body: body.clone(),
        };
        match paging.is_first() {
            true => paging.led(&mut draft),
            false => paging.emptied(&mut draft),
        }
        if draft.body == body && draft.headers == reply.headers {
            return reply;
        }
        let headers = draft.headers;
        let reply = Reply { headers, ..reply };
        speech::with_body(reply, "application/json", draft.body.to_string())
    }

    fn made(
        &self,
        hit: &Hit<'_>,
        paging: Option<&Asked<'_>>,
        count: u64,
        request: &Received,
        format: Format,
    ) -> Reply {
        let (api, endpoint) = (&self.api, hit.endpoint);
        if endpoint.raw {
            let mut reply = Reply::new(200);
            reply.set_body(BYTES, format!("bytes of {}\u{0}\u{ff}", endpoint.name.wire));
            return reply;
        }
        if let Some(stream) = &endpoint.stream {
            return stream::made(api, endpoint, stream, request, count);
        }
        let draft = match paging {
            Some(paging) => {
                if paging.is_lost() {
                    let message = "no page has given this cursor";
                    return failure(api, endpoint, 400, message, format);
                }
                let mut draft = wrap(api, endpoint, Some(paging.data(count)), 0);
                paging.finish(&mut draft, count);
                settle(api, endpoint, &mut draft);
                draft
            }
            None => match find(api, endpoint, &hit.values, request, count) {
                Found::Value(Some(data)) if endpoint.cells.is_some() => {
                    let cells = endpoint.cells.unwrap_or(Cells::Text);
                    return stream::in_rows(api, endpoint, cells, &data);
                }
                Found::Value(data) => wrap(api, endpoint, data, 0),
                Found::Nothing => {
                    return failure(api, endpoint, 404, "there is no such item", format);
                }
            },
        };
        Reply::of_json(draft.status, draft.headers, &draft.body)
    }
}

/// Method and path of an endpoint, for a person.
fn shown(api: &Api, endpoint: &Endpoint) -> String {
    let part = |part: &PathPart| match part {
        PathPart::Text(text) => text.clone(),
        PathPart::Param(at) => format!("{{{}}}", endpoint.params[*at].name.wire),
        PathPart::Var(id) => format!("{{{}}}", api.vars[id.0].name.wire),
    };
    let path: String = endpoint.path.iter().map(part).collect();
    let base = prefix(api, base_of(api, endpoint));
    format!("`{} {base}{path}`", endpoint.method)
}
