//! What a reply means: status, headers and body in, the returned value or the reason why there is none out.
//!
//! In this order: the first error rule that matches, at any status; a status outside of 2xx; an `ok` that does
//! not hold; data that cannot be read; the value.

use bytes::Bytes;
use http::header::HeaderMap;

use super::document::Document;
use super::drift::watched;
use super::endpoint::{Endpoint, KindTest, Pager, Retry, Returns, Rule, Source, Step};
use super::inside::see;
use super::listed::Find;
use super::location;
use super::marks::Marks;
use super::predicate::{self, View, holds, is_among};
use super::read::{Beside, RoomFn, raw_bytes, read_boxed, room};
use super::scan::{Boxed, Seen, Wanted, scan};
use super::seek::seek;
use super::tries::Try;
use crate::codec;
use crate::json::JsonReader;
use crate::shape::{
    ABSENT, Blank, FIELD, Field, Format, Kind, NULL, PathStep, ReadError, Record, Slot,
};
use crate::text::{TextReader, read_rows};

/// What the values of a reply are read into; the functions know the types.
#[derive(Clone, Copy)]
pub struct Reads {
    pub(crate) value: RoomFn,
    /// Nothing where the caller did not ask for what stands beside the value.
    pub(crate) meta: Option<MetaFn>,
    /// What a walk over pages looks for, and how it looks into the data: only then, since what the data do not tell
    /// takes a second look at the text.
    pub(crate) pager: Option<(&'static Pager, &'static dyn Find)>,
    /// What is returned in place of what the endpoint says.
    pub(crate) returns: Option<Returns>,
}

impl Reads {
    /// The returned value alone.
    pub(crate) fn value<T: Slot + Blank + Send + 'static>() -> Self {
        Self::of(room::<T>)
    }

    /// The returned value alone, which is read into such room.
    pub(crate) fn of(room: RoomFn) -> Self {
        Self {
            value: room,
            meta: None,
            pager: None,
            returns: None,
        }
    }

    /// The body as it is.
    pub(crate) fn raw() -> Self {
        Self {
            returns: Some(Returns::Raw(raw_bytes)),
            ..Self::with_meta::<(), ()>()
        }
    }

    /// The returned value and what stands beside it.
    pub(crate) fn with_meta<T: Slot + Blank + Send + 'static, M: Beside>() -> Self {
        Self {
            meta: Some(M::read),
            ..Self::value::<T>()
        }
    }
}

pub(crate) type MetaFn = fn(&[Source], &HeaderMap, Document<'_>) -> Result<Boxed, ReadError>;

/// A reply that holds what the call returns.
pub struct Answer {
    pub(crate) reply: http::Response<Bytes>,
    pub(crate) value: Boxed,
    pub(crate) meta: Option<Boxed>,
    /// What stands where a walk over pages looks.
    pub(crate) marks: Marks,
    /// What was sent before, and came to nothing.
    pub(crate) tries: Box<[Try]>,
}

/// Why a reply holds nothing to return.
#[derive(Debug)]
pub(crate) enum Refusal {
    Rule(Matched),
    Status,
    NotOk,
    Empty,
    Unreadable(ReadError),
}

/// A rule that matched, and what it found.
#[derive(Debug)]
pub(crate) struct Matched {
    pub(crate) rule: &'static Rule,
    pub(crate) kind: Option<usize>,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) retry: Retry,
}

/// The value, what stands beside it, and what a walk over pages looks for.
pub(crate) type Parts = (Boxed, Option<Boxed>, Marks);

/// Judges a whole reply.
pub(crate) fn judge(
    endpoint: &'static Endpoint,
    reply: &http::Response<Bytes>,
    reads: Reads,
    document: Document<'_>,
) -> Result<Parts, Refusal> {
    let success = reply.status().is_success();
    let returns = reads.returns.unwrap_or(endpoint.returns);
    let wanted = match returns {
        Returns::Value(field) if success => Some(Wanted {
            root: endpoint.root,
            path: endpoint.data,
            room: reads.value,
            field,
        }),
        _ => None,
    };
    let status = reply.status().as_u16();
    let mut places = places(endpoint, status);
    // What stands inside the data is asked of them.
    let has_inside = wanted.is_some() && document.format == Format::Json;
    let is_inside = |path: &&[Step]| has_inside && path.starts_with(endpoint.data);
    let marked = reads.pager.iter().flat_map(|(pager, _)| pager.places());
    let (inside, outside): (Vec<_>, Vec<_>) = marked.partition(is_inside);
    places.extend(&outside);
    let scan = scan(document, &distinct(places), wanted);
    let view = View {
        status,
        headers: reply.headers(),
        scan: &scan,
    };
    if let Some(matched) = endpoint.rules.iter().find_map(|rule| matched(rule, view)) {
        return Err(Refusal::Rule(matched));
    }
    if !success {
        return Err(Refusal::Status);
    }
    if endpoint.ok.is_some_and(|ok| holds(ok, view).is_none()) {
        return Err(Refusal::NotOk);
    }
    let mut marks = Marks::of(&outside, &scan);
    let value = match returns {
        Returns::Nothing => null(reads, &FIELD),
        Returns::Value(field) => match returned(scan.data, field, document, reads) {
            Err(_) if endpoint.empty && is_empty(endpoint, document) => empty(reads, field),
            read => read,
        },
        Returns::Raw(read) => Ok(read(reply.body())),
        Returns::Rows(rows) => read_rows(reply.body(), rows, |reader, field| {
            watched(document.notes, reader, &[], |reader| {
                read_boxed(reads.value, reader, field)
            })
        }),
        Returns::Stream(_) => Err(ReadError::broken("it is not the stream that was asked for")),
    };
    let value = value.map_err(|error| {
        if document.is_blank() {
            Refusal::Empty
        } else {
            Refusal::Unreadable(error)
        }
    })?;
    if let Some((_, pages)) = reads.pager {
        let record = pages.record(&value);
        let depth = endpoint.data.len();
        marks.add(inside, |path| see(record?, &path[depth..]), document);
    }
    let meta = reads
        .meta
        .map(|read| read(endpoint.meta, reply.headers(), document))
        .transpose();
    Ok((value, meta.map_err(Refusal::Unreadable)?, marks))
}

/// The first rule that takes an item of a stream for an error. Items need not look like whole replies, so that a rule
/// has to find something in one: that something is absent, or a header, says nothing of it.
pub(crate) fn rule_of(
    endpoint: &'static Endpoint,
    head: &http::Response<Bytes>,
    item: Document<'_>,
) -> Option<Matched> {
    if endpoint.rules.is_empty() {
        return None;
    }
    let status = head.status().as_u16();
    let scan = scan(item, &distinct(places(endpoint, status)), None);
    let view = View {
        status,
        headers: head.headers(),
        scan: &scan,
    };
    let rules = endpoint.rules.iter();
    let mut rules = rules.filter(|rule| predicate::finds(rule.when, view));
    rules.find_map(|rule| matched(rule, view))
}

/// Where null may come, absent data are null as well: a 204, a `data` that is left out.
fn returned(
    data: Result<Option<Boxed>, ReadError>,
    field: &Field,
    document: Document<'_>,
    reads: Reads,
) -> Result<Boxed, ReadError> {
    let nullable = field.has(NULL);
    match data {
        Ok(Some(value)) => Ok(value),
        Err(error) if !(nullable && document.is_blank()) => Err(error),
        _ if nullable => null(reads, field),
        Ok(None) | Err(_) => Err(ReadError::broken("the reply holds no data")),
    }
}

/// Whether `[]`, `""` or null stands where the data would, or nothing.
fn is_empty(endpoint: &Endpoint, document: Document<'_>) -> bool {
    let look = || {
        let mut open = document.open()?;
        if !seek(open.reader(), endpoint.data)? {
            return Ok(true);
        }
        let reader = open.reader();
        Ok(match reader.peek()? {
            Kind::Null => true,
            Kind::Text => reader.text()?.is_empty(),
            Kind::List => {
                reader.begin_list(&FIELD)?;
                !reader.next_item()?
            }
            _ => false,
        })
    };
    let seen: Result<bool, ReadError> = look();
    seen.unwrap_or(false)
}

/// What an empty place means for the type: null where it may be, else a list or a map without anything in it.
fn empty(reads: Reads, field: &Field) -> Result<Boxed, ReadError> {
    if field.has(NULL) {
        return null(reads, field);
    }
    let read = |json: &[u8]| read_boxed(reads.value, &mut JsonReader::new(json)?, field);
    read(b"[]").or_else(|_| read(b"{}"))
}

fn null(reads: Reads, field: &Field) -> Result<Boxed, ReadError> {
    read_boxed(reads.value, &mut JsonReader::new(b"null")?, field)
}

/// All places in the body that the endpoint's rules and its `ok` look at. A rule that cannot match at this status looks
/// nowhere, so that errors of vendors who say them by status cost a success nothing.
fn places(endpoint: &Endpoint, status: u16) -> Vec<&'static [Step]> {
    let mut places: Vec<&'static [Step]> = Vec::new();
    let rules = endpoint.rules.iter();
    for rule in rules.filter(|rule| predicate::may_hold(rule.when, status)) {
        places.extend(predicate::places(rule.when));
        places.extend(rule.code);
        places.extend(rule.message);
        for case in rule.kinds {
            if let KindTest::When(when) = case.when {
                places.extend(predicate::places(when));
            }
        }
    }
    places.extend(endpoint.ok.into_iter().flat_map(predicate::places));
    places
}

/// Each of the places once.
pub(super) fn distinct(mut places: Vec<&'static [Step]>) -> Vec<&'static [Step]> {
    let mut seen: Vec<&[Step]> = Vec::with_capacity(places.len());
    places.retain(|path| {
        !seen.contains(path) && {
            seen.push(path);
            true
        }
    });
    places
}

fn matched(rule: &'static Rule, view: View<'_>) -> Option<Matched> {
    let hit = holds(rule.when, view)?;
    let code = rule.code.and_then(|path| hit.at(path, view.scan));
    let message = rule
        .message
        .and_then(|path| hit.at(path, view.scan))
        .and_then(text);
    let case = rule.kinds.iter().find(|case| match case.when {
        KindTest::Code(literals) => code.is_some_and(|seen| is_among(seen, literals)),
        KindTest::When(when) => holds(when, view).is_some(),
    });
    let retry = case.map_or(Retry::Unsaid, |case| case.retry);
    Some(Matched {
        rule,
        kind: case.map(|case| case.kind),
        code: code.and_then(text),
        message,
        retry: if retry == Retry::Unsaid {
            rule.retry
        } else {
            retry
        },
    })
}

fn text(seen: &Seen) -> Option<String> {
    match seen {
        Seen::Bool(flag) => Some(flag.to_string()),
        Seen::Number(text) | Seen::Text(text) => Some(text.clone()),
        Seen::Null | Seen::Whole => None,
    }
}

/// Fills the record that stands beside the value: each of its fields from its own place.
pub(crate) fn fill(
    record: &mut dyn Record,
    sources: &[Source],
    headers: &HeaderMap,
    document: Document<'_>,
) -> Result<(), ReadError> {
    let fields = record.shape().fields();
    for (index, (source, field)) in sources.iter().zip(fields).enumerate() {
        let slot = record.slot(index);
        let read = match source {
            Source::Body(path) => {
                let open = document.open();
                let found = open.and_then(|mut open| Ok((seek(open.reader(), path)?, open)));
                match found {
                    Ok((true, mut open)) => {
                        Some(watched(document.notes, open.reader(), path, |reader| {
                            codec::read(slot, reader, field)
                        }))
                    }
                    Ok((false, _)) | Err(_) => None,
                }
            }
            Source::Header(name) => header(headers, name).map(|text| {
                let mut reader = TextReader::new(&text);
                let at = [Step::Key(name)];
                watched(document.notes, &mut reader, &at, |reader| {
                    codec::read(slot, reader, field)
                })
            }),
            Source::Location(goal, index) => location::param(headers, goal, *index)
                .map(|text| codec::read(slot, &mut TextReader::new(&text), field)),
        };
        match read {
            Some(result) => result.map_err(|error| error.within(key(field)))?,
            None if field.has(NULL | ABSENT) => {}
            None => {
                return Err(ReadError::broken(format!(
                    "the reply holds no `{}`",
                    field.name
                )));
            }
        }
    }
    Ok(())
}

pub(super) fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get(name)
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

fn key(field: &Field) -> PathStep {
    PathStep::Key(field.name.into())
}
