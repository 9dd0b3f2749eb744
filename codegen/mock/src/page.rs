//! A pager and a request in; the page that is asked for, and the totals that end the walk, out.

use serde_json::{Map, Value};
use trunkline_codegen::api::{
    Api, Body, Endpoint, Field, Literal, Pager, PagerEnd, Param, Place, Step, Target, TypeKind,
};

use crate::check::Fault;
use crate::make;
use crate::place::{first, put, scalar};
use crate::request::Received;
use trunkline_codegen::api::scope::record;

/// The size of a page where neither the request nor the spec says one.
const SIZE: u64 = 10;

/// What a request asks a pager for.
pub(crate) struct Asked<'a> {
    pager: &'a Pager,
    number: i64,
    size: u64,
    /// Names of the page number and the size, as the vendor may echo them.
    echoes: Vec<(&'a str, i64)>,
}

/// Reads page number and size.
///
/// # Errors
/// A page before the first.
pub(crate) fn asked<'a>(
    api: &'a Api,
    endpoint: &'a Endpoint,
    pager: &'a Pager,
    path: &[(usize, String)],
    request: &Received,
) -> Result<Asked<'a>, Fault> {
    let read = |target| sent(api, endpoint, target, path, request);
    let page = read(&pager.page);
    let number = page
        .as_ref()
        .and_then(|sent| sent.value)
        .unwrap_or(pager.first);
    let mut echoes: Vec<_> = page.iter().map(|sent| (sent.name, number)).collect();
    if number < pager.first {
        let name = page.map_or("page", |sent| sent.name);
        return Err(format!(
            "{name}: pages start at {}, found `{number}`",
            pager.first
        ));
    }
    let size = pager.size.as_ref().and_then(read);
    let asked = size
        .as_ref()
        .and_then(|sent| sent.value.or(sent.default))
        .filter(|size| *size > 0);
    let asked = asked
        .and_then(|size| u64::try_from(size).ok())
        .unwrap_or(SIZE);
    echoes.extend(size.map(|sent| (sent.name, i64::try_from(asked).unwrap_or(i64::MAX))));
    Ok(Asked {
        pager,
        number,
        size: asked,
        echoes,
    })
}

impl Asked<'_> {
    /// Whether this is the first page.
    pub(crate) fn is_first(&self) -> bool {
        self.number == self.pager.first
    }

    /// The returned value with the page's items of `count`; a page beyond the end has none.
    pub(crate) fn data(&self, api: &Api, endpoint: &Endpoint, count: u64) -> Value {
        let start = self
            .number
            .abs_diff(self.pager.first)
            .saturating_mul(self.size)
            .min(count);
        let end = start.saturating_add(self.size).min(count);
        let item = |index| make::value(api, &self.pager.item, &endpoint.name.wire, index);
        self.with_items(api, endpoint, (start..end).map(item).collect())
    }

    fn with_items(&self, api: &Api, endpoint: &Endpoint, items: Vec<Value>) -> Value {
        let Some(returns) = &endpoint.returns else {
            return Value::Array(items);
        };
        let field = self
            .pager
            .items
            .and_then(|at| record(api, returns)?.fields.get(at));
        let Some(field) = field else {
            return Value::Array(items);
        };
        let mut data = make::value(api, returns, &endpoint.name.wire, 0);
        put(
            &mut data,
            &[Step::Key(field.name.wire.clone())],
            Value::Array(items),
        );
        data
    }

    /// Puts the totals where the pager looks for them, and page and size wherever the reply names them.
    pub(crate) fn finish(&self, body: &mut Value, count: u64) {
        echo(body, &self.echoes);
        let (path, total) = match &self.pager.end {
            PagerEnd::TotalItems(path) => (path, count),
            PagerEnd::TotalPages(path) => (path, count.div_ceil(self.size)),
        };
        let as_text = first(body, path).is_some_and(Value::is_string);
        let total = if as_text {
            Value::from(total.to_string())
        } else {
            Value::from(total)
        };
        put(body, &path.steps, total);
    }

    /// The body of an example without its items: what a vendor says beyond the last page.
    pub(crate) fn emptied(&self, api: &Api, endpoint: &Endpoint, mut body: Value) -> Value {
        let mut steps = endpoint.envelope.data.steps.clone();
        let returns = endpoint.returns.as_ref();
        let field = self
            .pager
            .items
            .and_then(|at| record(api, returns?)?.fields.get(at));
        steps.extend(field.map(|field| Step::Key(field.name.wire.clone())));
        put(&mut body, &steps, Value::Array(Vec::new()));
        echo(&mut body, &self.echoes);
        body
    }
}

/// A number that a request sends.
struct Sent<'a> {
    name: &'a str,
    value: Option<i64>,
    default: Option<i64>,
}

fn sent<'a>(
    api: &'a Api,
    endpoint: &'a Endpoint,
    target: &Target,
    path: &[(usize, String)],
    request: &Received,
) -> Option<Sent<'a>> {
    match target {
        Target::Param(at) => {
            let param: &Param = endpoint.params.get(*at)?;
            let name = &param.name.wire;
            let text = match param.place {
                Place::Path => path
                    .iter()
                    .find(|(of, _)| of == at)
                    .map(|(_, text)| text.clone()),
                Place::Query => {
                    let pairs = request.query_pairs();
                    pairs
                        .into_iter()
                        .find(|(key, _)| key == name)
                        .map(|(_, value)| value)
                }
                Place::Form => {
                    let pairs = request.form_pairs();
                    pairs
                        .into_iter()
                        .find(|(key, _)| key == name)
                        .map(|(_, value)| value)
                }
                Place::Header => request.header(name).map(str::to_owned),
                // No pager sends there.
                Place::Part | Place::Beside => None,
            };
            let default = assumed(param.default.as_deref(), param.send.as_ref());
            Some(Sent {
                name,
                value: text.and_then(|text| text.parse().ok()),
                default,
            })
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
            let value = request
                .json()
                .and_then(|body| scalar(body.get(name)?)?.parse().ok());
            let default = assumed(field.default.as_deref(), field.constant.as_ref());
            Some(Sent {
                name,
                value,
                default,
            })
        }
    }
}

fn assumed(default: Option<&str>, sent: Option<&Literal>) -> Option<i64> {
    let sent = sent.and_then(|value| scalar(&make::literal(value)));
    sent.as_deref().or(default)?.parse().ok()
}

/// Replies say which page they are in fields named like the parameters, in whatever case.
fn echo(body: &mut Value, echoes: &[(&str, i64)]) {
    let Value::Object(map) = body else { return };
    let map: &mut Map<String, Value> = map;
    for (key, value) in map {
        match value {
            Value::Number(_) => {
                if let Some((_, sent)) = echoes.iter().find(|(name, _)| plain(name) == plain(key)) {
                    *value = Value::from(*sent);
                }
            }
            value => echo(value, echoes),
        }
    }
}

/// A name without case and punctuation, by which vendors' spellings of one thing compare.
pub(crate) fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
