//! A request and a place that a pager sends to come in; what the request has there goes out.

use trunkline_codegen::api::{Api, Body, Endpoint, Field, Literal, Param, Place, Target, TypeKind};

use super::OWN;
use crate::make;
use crate::place::scalar;
use crate::request::Received;
use serde_json::Value;

/// The name of a place that a request can fill, and what it fills it with.
pub(super) type Sent<'a> = (&'a str, Option<String>);

/// A cursor in each form that a type may want.
pub(super) fn cursors(next: u64) -> Vec<Value> {
    let uuid = format!("5eed0000-0000-4000-8000-{next:012}");
    vec![
        Value::from(format!("at-{next}/+=&\u{e9}")),
        Value::from(next),
        Value::from(next.to_string()),
        Value::from(uuid),
    ]
}

/// The number in a cursor.
pub(super) fn start_in(text: &str) -> Option<u64> {
    let number = text.strip_prefix("at-").map(|rest| rest.split('/').next());
    let uuid = || text.strip_prefix("5eed0000-0000-4000-8000-");
    let digits = match number {
        Some(digits) => digits?,
        None => uuid().unwrap_or(text),
    };
    digits.parse().ok()
}

/// The URL of a request without what the mock put into it.
pub(super) fn own_url(request: &Received) -> String {
    let own = |pair: &&str| pair.split('=').next() != Some(OWN) && !pair.is_empty();
    let query: Vec<&str> = request.query.split('&').filter(own).collect();
    let host = request.header("host").unwrap_or_default();
    let sign = if query.is_empty() { "" } else { "?" };
    format!("http://{host}{}{sign}{}", request.path, query.join("&"))
}

/// The name of what a pager sends, and what a request has there.
pub(super) fn sent<'a>(
    api: &'a Api,
    endpoint: &'a Endpoint,
    target: &'a Target,
    path: &[(usize, String)],
    request: &Received,
) -> Option<Sent<'a>> {
    match target {
        Target::Param(at) => {
            let param: &Param = endpoint.params.get(*at)?;
            let name = &param.name.wire;
            let among = |pairs: Vec<(String, String)>| {
                let mut pairs = pairs.into_iter();
                pairs.find(|(key, _)| key == name).map(|(_, value)| value)
            };
            let text = match param.place {
                Place::Path => path
                    .iter()
                    .find(|(of, _)| of == at)
                    .map(|(_, text)| text.clone()),
                Place::Query => among(request.query_pairs()),
                Place::Form => among(request.form_pairs()),
                Place::Header => request.header(name).map(str::to_owned),
                // No pager sends there.
                Place::Part | Place::Beside => None,
            };
            let text = text.or_else(|| assumed(param.default.as_deref(), param.send.as_ref()));
            Some((name, text))
        }
        Target::BodyField(at) => {
            let Some(Body::Record(id)) = &endpoint.body else {
                return None;
            };
            let TypeKind::Record(record) = &api.ty(*id).kind else {
                return None;
            };
            let field: &Field = record.fields.get(*at)?;
            let name = &field.name.wire;
            let text = request.json().and_then(|body| scalar(body.get(name)?));
            let text = text.or_else(|| assumed(field.default.as_deref(), field.constant.as_ref()));
            Some((name, text))
        }
    }
}

fn assumed(default: Option<&str>, sent: Option<&Literal>) -> Option<String> {
    let sent = sent.and_then(|value| scalar(&make::literal(value)));
    sent.or_else(|| default.map(str::to_owned))
}
