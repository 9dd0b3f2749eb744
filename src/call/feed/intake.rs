//! A stream without I/O: chunks of a reply in, its items or its faults out. Every mode drives it.

use std::time::Duration;

use bytes::Bytes;

use super::events::{Events, Raw};
use super::lines::{Ends, Lines, TooLong};
use crate::call::document::Document;
use crate::call::drift::{Notes, watched};
use crate::call::endpoint::{Streamed, Wire};
use crate::call::exchange::Exchange;
use crate::call::expand::Expand;
use crate::call::outcome::{Refusal, rule_of};
use crate::error::{Cause, Failure};
use crate::shape::{Blank, Field, Format, ReadError, Slot, read_with};
use crate::transport::{TransportError, TransportErrorKind};

/// A reply that is still coming.
pub(crate) struct Intake<T> {
    exchange: Exchange,
    head: http::Response<Bytes>,
    shape: &'static Streamed,
    take: fn(Item<'_>) -> Result<T, ReadError>,
    takes_blank: bool,
    expand: Expand,
    split: Split,
    state: State,
}

enum Split {
    Bytes(Bytes),
    Lines(Lines),
    Events(Events),
}

#[derive(PartialEq)]
enum State {
    Open,
    /// Nothing more comes; what came is still to be given.
    Ended,
    /// What came was cut, and what stands behind the last border is still to be given.
    Rest,
    Over,
}

impl Split {
    fn push(&mut self, piece: Bytes) {
        match self {
            Self::Bytes(all) => *all = piece,
            Self::Lines(lines) => lines.push(piece),
            Self::Events(events) => events.push(piece),
        }
    }
}

/// What a stream does next.
pub(crate) enum Next<T> {
    /// It gives this, or is over.
    Give(Option<Result<T, Box<Failure>>>),
    /// It needs another chunk.
    More,
}

/// What stands between two borders of a stream.
pub struct Item<'a> {
    data: Bytes,
    event: Option<&'a Raw>,
    field: &'static Field,
    max_depth: usize,
    notes: Option<&'a Notes>,
}

/// How an item becomes a value.
pub trait Takes<T>: 'static {
    /// Whether one without anything in it is an item too.
    const BLANK: bool = false;

    /// Makes a value of it.
    fn take(item: Item<'_>) -> Result<T, ReadError>;
}

/// Bytes as they come.
#[derive(Debug)]
pub struct AsBytes;
/// A document in JSON on each line.
#[derive(Debug)]
pub struct AsLines;
/// Server-sent events whose data are documents in JSON.
#[derive(Debug)]
pub struct AsEvents;
/// Server-sent events whose data are text.
#[derive(Debug)]
pub struct AsTexts;

impl Takes<Bytes> for AsBytes {
    fn take(item: Item<'_>) -> Result<Bytes, ReadError> {
        Ok(item.data)
    }
}

impl<T: Slot + Blank> Takes<T> for AsLines {
    fn take(item: Item<'_>) -> Result<T, ReadError> {
        item.value()
    }
}

impl<T: Slot + Blank> Takes<ServerEvent<T>> for AsEvents {
    fn take(item: Item<'_>) -> Result<ServerEvent<T>, ReadError> {
        Ok(item.event(item.value()?))
    }
}

impl Takes<ServerEvent<String>> for AsTexts {
    const BLANK: bool = true;

    fn take(item: Item<'_>) -> Result<ServerEvent<String>, ReadError> {
        Ok(item.event(String::from_utf8_lossy(&item.data).into_owned()))
    }
}

impl Item<'_> {
    fn document(&self) -> Document<'_> {
        Document {
            body: &self.data,
            format: Format::Json,
            max_depth: self.max_depth,
            notes: self.notes,
        }
    }

    fn value<T: Slot + Blank>(&self) -> Result<T, ReadError> {
        let mut open = self.document().open()?;
        let value = watched(self.notes, open.reader(), &[], |reader| {
            read_with(reader, self.field)
        })?;
        open.finish()?;
        Ok(value)
    }

    fn event<T>(&self, data: T) -> ServerEvent<T> {
        let text = |of: fn(&Raw) -> &String| self.event.map(of).cloned().unwrap_or_default();
        ServerEvent {
            name: text(|raw| &raw.name),
            id: text(|raw| &raw.id),
            data,
        }
    }
}

/// A server-sent event.
///
/// ```
/// use trunkline::ServerEvent;
///
/// fn line(event: &ServerEvent<String>) -> String {
///     match event.name.as_str() {
///         "ping" => "still there".to_owned(),
///         name => format!("{name} {}: {}", event.id, event.data),
///     }
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ServerEvent<T> {
    /// What the vendor calls it, `message` where it says nothing.
    pub name: String,
    /// The last id that the vendor gave, of this event or of one before; empty where it gave none. A call that goes on
    /// where this stream ended sends it in the header `Last-Event-ID`.
    pub id: String,
    /// What it says.
    pub data: T,
}

impl<T> Intake<T> {
    /// A stream whose head is there.
    pub(crate) fn new<K: Takes<T>>(exchange: Exchange, head: http::Response<Bytes>) -> Self {
        let limit = exchange.max_body();
        let shape = exchange.endpoint().returns.streamed();
        let shape = shape.expect("generated code opens what the endpoint says is a stream");
        Self {
            exchange,
            expand: Expand::of(head.headers()),
            head,
            shape,
            take: K::take,
            takes_blank: K::BLANK,
            split: match shape.wire {
                Wire::Bytes => Split::Bytes(Bytes::new()),
                Wire::Lines => Split::Lines(Lines::new(Ends::LineFeed, limit)),
                Wire::Events => Split::Events(Events::new(limit)),
            },
            state: State::Open,
        }
    }

    /// Status and headers; the body is empty.
    pub(crate) fn head(&self) -> &http::Response<Bytes> {
        &self.head
    }

    /// How long nothing may come.
    pub(crate) fn idle(&self) -> Duration {
        self.exchange.idle()
    }

    /// Of server-sent events, the last id.
    pub(crate) fn last_event_id(&self) -> Option<&str> {
        match &self.split {
            Split::Events(events) => Some(events.last_id()).filter(|id| !id.is_empty()),
            Split::Bytes(_) | Split::Lines(_) => None,
        }
    }

    /// Of server-sent events, the pause before another connection.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        match &self.split {
            Split::Events(events) => events.retry(),
            Split::Bytes(_) | Split::Lines(_) => None,
        }
    }

    /// Takes what came of waiting for more: a chunk, the end, or why there is none.
    pub(crate) fn came(&mut self, chunk: Option<Result<Bytes, TransportError>>) -> Next<T> {
        match chunk {
            None => {
                self.expand.end();
                self.state = State::Ended;
            }
            Some(Err(error)) => return self.broken(Cause::Transport(error), Bytes::new()),
            Some(Ok(chunk)) => self.expand.push(chunk),
        }
        self.next()
    }

    /// Takes note that nothing came for too long.
    pub(crate) fn stalled(&mut self) -> Next<T> {
        let message = format!("nothing came for {:?}", self.idle());
        let error = TransportError::new(TransportErrorKind::Timeout, message);
        self.broken(Cause::Transport(error), Bytes::new())
    }

    pub(crate) fn next(&mut self) -> Next<T> {
        loop {
            if self.state == State::Over {
                return Next::Give(None);
            }
            match self.piece() {
                Err(TooLong) => {
                    let limit = self.exchange.max_body();
                    return self.broken(Cause::LongItem(limit), Bytes::new());
                }
                Ok(Some((data, event))) => {
                    if let Some(given) = self.item(data, event) {
                        return given;
                    }
                }
                Ok(None) => match self.expand.next() {
                    Err(error) => return self.broken(Cause::Transport(error), Bytes::new()),
                    Ok(Some(piece)) => self.split.push(piece),
                    Ok(None) => match self.state {
                        State::Open => return Next::More,
                        State::Ended => self.state = State::Rest,
                        State::Rest | State::Over => self.state = State::Over,
                    },
                },
            }
        }
    }

    /// What stands up to the next border.
    fn piece(&mut self) -> Result<Option<(Bytes, Option<Raw>)>, TooLong> {
        let ended = self.state == State::Rest;
        Ok(match &mut self.split {
            Split::Bytes(chunk) => Some((std::mem::take(chunk), None)),
            Split::Lines(lines) => match lines.next()? {
                None if ended => lines.rest().map(|line| (line.into(), None)),
                line => line.map(|line| (line.into(), None)),
            },
            Split::Events(events) => events.next()?.map(|mut event| {
                let data = std::mem::take(&mut event.data);
                (data.into(), Some(event))
            }),
        }
        .filter(|(data, _)| self.shape.wire != Wire::Bytes || !data.is_empty()))
    }

    /// What a piece gives; nothing where nothing stands in it.
    fn item(&mut self, data: Bytes, event: Option<Raw>) -> Option<Next<T>> {
        let notes = self.exchange.notes();
        let item = Item {
            data: data.clone(),
            event: event.as_ref(),
            field: &self.shape.field,
            max_depth: self.exchange.max_depth(),
            notes: notes.as_ref(),
        };
        if self.shape.wire != Wire::Bytes {
            if data.trim_ascii().is_empty() && !self.takes_blank {
                return None;
            }
            if self
                .shape
                .end
                .is_some_and(|end| data.trim_ascii() == end.as_bytes())
            {
                self.state = State::Over;
                return Some(Next::Give(None));
            }
            let endpoint = self.exchange.endpoint();
            if let Some(matched) = rule_of(endpoint, &self.head, item.document()) {
                return Some(self.broken(Cause::Refused(Refusal::Rule(matched)), data));
            }
        }
        let taken = (self.take)(item).map_err(Refusal::Unreadable);
        let taken = taken.and_then(|value| self.exchange.drifted(notes).map(|()| value));
        Some(match taken {
            Ok(value) => Next::Give(Some(Ok(value))),
            Err(refusal) => {
                let failure = self.failure(Cause::Refused(refusal), data);
                Next::Give(Some(Err(failure)))
            }
        })
    }

    /// Ends the stream with an error.
    fn broken(&mut self, cause: Cause, data: Bytes) -> Next<T> {
        self.state = State::Over;
        Next::Give(Some(Err(self.failure(cause, data))))
    }

    /// What is known of an item that failed.
    fn failure(&self, cause: Cause, data: Bytes) -> Box<Failure> {
        let reply = self.head.clone().map(|_| data);
        let mut failure = self.exchange.failure(cause, Some(reply));
        failure.format = Format::Json;
        failure.is_item = true;
        failure
    }
}
