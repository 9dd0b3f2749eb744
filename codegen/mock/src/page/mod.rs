//! Pagers and a request in; the page that is asked for, and what it says of the end and of the next page, out.
//!
//! The mock knows a page by the number of items before it, whatever it is asked for by: a cursor is that number in
//! a text of the declared type, a URL the request's own with [`OWN`] in its query.

mod request;
mod twist;

use serde_json::{Map, Value};
use trunkline_codegen::api::scope::record;
use trunkline_codegen::api::{
    Api, Endpoint, Format, Pager, PagerEnd, Path, Source, Step, Take, Target, Turn,
};

use crate::Requests;
use crate::check::{Checker, Fault};
use crate::make;
use crate::place::{first, put, remove, scalar};
use crate::predicate::Draft;
use crate::request::Received;
use request::{Sent, cursors, own_url, sent, start_in};
pub(crate) use twist::Twist;

/// The size of a page where neither the request nor the spec says one.
const SIZE: u64 = 10;
/// The parameter of the query that the mock puts into the URLs of next pages.
pub(crate) const OWN: &str = "mock_start";

/// What a request asks the pagers of an endpoint for.
pub(crate) struct Asked<'a> {
    api: &'a Api,
    endpoint: &'a Endpoint,
    /// The number of items before the page; nothing where a cursor is none that the mock gave.
    start: Option<u64>,
    size: u64,
    /// Whether nothing in the request says which page.
    is_first: bool,
    /// Names of the page number, the offset and the size, as the vendor may echo them.
    echoes: Vec<(&'a str, i64)>,
    /// The URL of the request without [`OWN`]; relative on every other page, as vendors differ.
    url: String,
}

/// Reads what a request asks for; nothing where its endpoint does not page.
///
/// # Errors
/// A page before the first or behind the last, an offset below zero.
pub(crate) fn asked<'a>(
    api: &'a Api,
    endpoint: &'a Endpoint,
    path: &[(usize, String)],
    request: &Received,
    count: u64,
) -> Result<Option<Asked<'a>>, Fault> {
    if endpoint.pagers.is_empty() {
        return Ok(None);
    }
    let read = |target: &'a Target| sent(api, endpoint, target, path, request);
    let mut echoes = Vec::new();
    let mut size = None;
    for pager in &endpoint.pagers {
        let Some(of) = &pager.size else { continue };
        let number = |text: String| text.parse::<i64>().ok();
        let assumed = || of.send.or(of.default);
        let sent = read(&of.to).and_then(|(name, text)| Some((name, number(text?)?)));
        let asked = sent
            .map(|(_, size)| size)
            .or_else(assumed)
            .filter(|size| *size > 0);
        let capped = asked.map(|asked| of.max.map_or(asked, |max| max.min(asked)));
        echoes.extend(sent.map(|(name, _)| name).zip(capped));
        size = size.or(capped);
    }
    let size = size
        .and_then(|size| u64::try_from(size).ok())
        .unwrap_or(SIZE);
    let mut asked = Asked {
        api,
        endpoint,
        start: Some(0),
        size,
        is_first: true,
        echoes,
        url: own_url(request),
    };
    for pager in &endpoint.pagers {
        if let Some(start) = asked.start_of(pager, read, request, count)? {
            asked.start = start;
            asked.is_first = false;
            break;
        }
    }
    if asked.start.is_some_and(|start| start / size % 2 == 1) {
        let host = format!("http://{}", request.header("host").unwrap_or_default());
        asked.url = asked.url.trim_start_matches(&host).to_owned();
    }
    Ok(Some(asked))
}

impl<'a> Asked<'a> {
    /// The number of items before the page that a pager is asked for, if the request says one; in turn nothing where
    /// no page has given the cursor.
    fn start_of(
        &mut self,
        pager: &'a Pager,
        read: impl Fn(&'a Target) -> Option<Sent<'a>>,
        request: &Received,
        count: u64,
    ) -> Result<Option<Option<u64>>, Fault> {
        Ok(match &pager.turn {
            Turn::Page { to, first } => {
                let Some((name, text)) = read(to) else {
                    return Ok(None);
                };
                let number = text.and_then(|text| text.parse().ok());
                self.echoes.push((name, number.unwrap_or(*first)));
                let Some(number) = number else {
                    return Ok(None);
                };
                let last = pager.ends.iter().find_map(|end| match end {
                    PagerEnd::LastPage(last) => Some(*last),
                    _ => None,
                });
                if number < *first || last.is_some_and(|last| number > last) {
                    let up_to = last.map_or(String::new(), |last| format!(" and end at {last}"));
                    return Err(format!(
                        "{name}: pages start at {first}{up_to}, found `{number}`"
                    ));
                }
                let start = number.abs_diff(*first).saturating_mul(self.size);
                (number != *first).then_some(Some(start))
            }
            Turn::Offset(to) => {
                let Some((name, text)) = read(to) else {
                    return Ok(None);
                };
                let number: Option<i64> = text.and_then(|text| text.parse().ok());
                self.echoes.push((name, number.unwrap_or(0)));
                match number.map(u64::try_from) {
                    None | Some(Ok(0)) => None,
                    Some(Ok(start)) => Some(Some(start)),
                    Some(Err(_)) => return Err(format!("{name}: there is nothing before 0")),
                }
            }
            Turn::Cursor { to, take } => {
                let text = read(to)
                    .and_then(|(_, text)| text)
                    .filter(|text| !text.is_empty());
                text.map(|text| match take {
                    Take::Reply(_) => start_in(&text).filter(|start| *start < count),
                    Take::LastItem(path) => (0..count)
                        .find(|index| {
                            let item = self.item(pager, *index);
                            first(&item, path).and_then(scalar).as_ref() == Some(&text)
                        })
                        .map(|index| index + 1),
                })
            }
            Turn::NextUrl { .. } | Turn::LinkHeader { .. } => {
                let pairs = request.query_pairs();
                let own = pairs.into_iter().find(|(name, _)| name == OWN);
                own.map(|(_, text)| text.parse().ok())
            }
        })
    }

    /// Whether this is the first page.
    pub(crate) fn is_first(&self) -> bool {
        self.is_first
    }

    /// Whether the cursor of the request is none that a page has given.
    pub(crate) fn is_lost(&self) -> bool {
        self.start.is_none()
    }

    fn item(&self, pager: &Pager, index: u64) -> Value {
        make::value(self.api, &pager.item, &self.endpoint.name.wire, index)
    }

    /// The returned value with the page's items of `count`; a page beyond the end has none.
    pub(crate) fn data(&self, count: u64) -> Value {
        let start = self.start.unwrap_or(count).min(count);
        let end = start.saturating_add(self.size).min(count);
        let pager = &self.endpoint.pagers[0];
        self.with_items((start..end).map(|index| self.item(pager, index)).collect())
    }

    fn with_items(&self, items: Vec<Value>) -> Value {
        let (api, endpoint) = (self.api, self.endpoint);
        let Some(returns) = &endpoint.returns else {
            return Value::Array(items);
        };
        let field = endpoint.pagers[0]
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

    /// Puts the totals, the flags and what leads to the next page where the pagers look for them, and page and size
    /// wherever the reply names them.
    pub(crate) fn finish(&self, draft: &mut Draft, count: u64) {
        echo(&mut draft.body, &self.echoes);
        let next = self.start.unwrap_or(count).saturating_add(self.size);
        let more = next < count;
        for pager in &self.endpoint.pagers {
            for end in &pager.ends {
                match end {
                    PagerEnd::TotalItems(path) => self.number(&mut draft.body, path, count),
                    PagerEnd::TotalPages(path) => {
                        self.number(&mut draft.body, path, count.div_ceil(self.size));
                    }
                    PagerEnd::HasMore(path) => self.flag(&mut draft.body, path, more),
                    PagerEnd::Empty | PagerEnd::Short | PagerEnd::LastPage(_) => {}
                }
            }
            self.lead(pager, draft, more.then_some(next));
        }
    }

    /// Puts what leads to the page behind so many items, or that there is none.
    fn lead(&self, pager: &Pager, draft: &mut Draft, next: Option<u64>) {
        let url = |next: u64| {
            let sign = if self.url.contains('?') { '&' } else { '?' };
            format!("{}{sign}{OWN}={next}", self.url)
        };
        let (to, texts) = match &pager.turn {
            Turn::Cursor {
                take: Take::Reply(to),
                ..
            } => (to, next.map(cursors)),
            Turn::NextUrl { take, .. } => (take, next.map(|next| vec![Value::from(url(next))])),
            Turn::LinkHeader { .. } => {
                let first = format!("<{}>; rel=\"first\"; title=\"a, b; c\"", self.url);
                let next = next.map(|next| format!(", <{}>; rel=\"next\"", url(next)));
                set(
                    draft,
                    "link",
                    Some(format!("{first}{}", next.unwrap_or_default())),
                );
                return;
            }
            Turn::Cursor { .. } | Turn::Page { .. } | Turn::Offset(_) => return,
        };
        match to {
            Source::Header(name) => {
                set(draft, name, texts.and_then(|texts| scalar(texts.first()?)));
            }
            Source::Body(path) => match texts {
                Some(texts) => self.put_fitting(&mut draft.body, path, texts),
                None => self.nothing(&mut draft.body, path),
            },
        }
    }

    fn number(&self, body: &mut Value, path: &Path, number: u64) {
        let candidates = vec![Value::from(number), Value::from(number.to_string())];
        self.put_fitting(body, path, candidates);
    }

    fn flag(&self, body: &mut Value, path: &Path, flag: bool) {
        let (digit, letter) = if flag { (1, "Y") } else { (0, "N") };
        let texts = [digit.to_string(), letter.to_owned(), flag.to_string()];
        let mut candidates = vec![Value::from(flag), Value::from(digit)];
        candidates.extend(texts.map(Value::from));
        self.put_fitting(body, path, candidates);
    }

    /// Puts the first of these values that the declared type takes.
    fn put_fitting(&self, body: &mut Value, path: &Path, candidates: Vec<Value>) {
        for candidate in candidates {
            put(body, &path.steps, candidate);
            if self.fits(body) {
                return;
            }
        }
    }

    /// Says that there is nothing at a place: leaves it out, or puts null or an empty text there.
    fn nothing(&self, body: &mut Value, path: &Path) {
        remove(body, &path.steps);
        if !self.fits(body) {
            self.put_fitting(body, path, vec![Value::Null, Value::from("")]);
        }
    }

    /// Whether the returned value in a body is of its type.
    fn fits(&self, body: &Value) -> bool {
        let check = Checker {
            api: self.api,
            requests: Requests::Tolerant,
            format: Format::Json,
        };
        let returns = self.endpoint.returns.as_ref();
        let data = first(body, &self.endpoint.envelope.data);
        returns
            .zip(data)
            .is_none_or(|(returns, data)| check.json(returns, data, "").is_ok())
    }

    /// An example on the first page: what it says of the next one leads back to the mock.
    pub(crate) fn led(&self, draft: &mut Draft) {
        for pager in &self.endpoint.pagers {
            let leads = match &pager.turn {
                Turn::NextUrl {
                    take: Source::Body(path),
                    ..
                } => first(&draft.body, path)
                    .is_some_and(|url| scalar(url).is_some_and(|u| !u.is_empty())),
                Turn::NextUrl {
                    take: Source::Header(name),
                    ..
                } => has(draft, name),
                Turn::LinkHeader { .. } => has(draft, "link"),
                Turn::Page { .. } | Turn::Offset(_) | Turn::Cursor { .. } => continue,
            };
            if leads {
                self.lead(pager, draft, Some(1));
            }
        }
    }

    /// An example without its items, which leads no further: what a vendor says beyond the last page.
    pub(crate) fn emptied(&self, draft: &mut Draft) {
        let (api, endpoint) = (self.api, self.endpoint);
        let mut steps = endpoint.envelope.data.steps.clone();
        let returns = endpoint.returns.as_ref();
        let field = endpoint.pagers[0]
            .items
            .and_then(|at| record(api, returns?)?.fields.get(at));
        steps.extend(field.map(|field| Step::Key(field.name.wire.clone())));
        put(&mut draft.body, &steps, Value::Array(Vec::new()));
        for pager in &endpoint.pagers {
            for end in &pager.ends {
                if let PagerEnd::HasMore(path) = end {
                    self.flag(&mut draft.body, path, false);
                }
            }
            self.lead(pager, draft, None);
        }
        echo(&mut draft.body, &self.echoes);
    }
}

/// Sets a header of a reply, or takes it away.
fn set(draft: &mut Draft, name: &str, value: Option<String>) {
    draft
        .headers
        .retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    // What no header carries stands encoded in vendors' cursors.
    let ascii = value.map(|value| value.chars().filter(char::is_ascii).collect());
    draft
        .headers
        .extend(ascii.map(|value| (name.to_owned(), value)));
}

fn has(draft: &Draft, name: &str) -> bool {
    draft
        .headers
        .iter()
        .any(|(known, _)| known.eq_ignore_ascii_case(name))
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
