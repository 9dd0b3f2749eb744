//! The async mode of a reply that is read as it comes: a call in, a stream of its items out.

mod events;
mod intake;
mod lines;

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::HeaderMap;
use http::status::StatusCode;

pub use intake::{AsBytes, AsEvents, AsLines, AsTexts, ServerEvent, Takes};
pub(crate) use intake::{Intake, Next};

use super::exchange::Exchange;
use super::mode::{Async, Call};
use super::outcome::Reads;
use super::read::unboxed;
use super::scan::Boxed;
use super::send::{Outcome, Sending, before, carry};
use crate::error::{Error, Vendor};
use crate::transport::{Body, BoxFuture, TransportError};

/// A reply that is read as it comes: its items, one after the other. At most one item is held.
///
/// It is a [`Stream`], and [`try_next`](Feed::try_next) needs no trait. Dropping it closes the connection.
///
/// How long the whole takes is not limited. How long nothing may come is: as long as the call's `idle_timeout`, or where
/// that is not set its `timeout`. An item may have as many bytes as a body elsewhere (`max_body`); bytes that are handed
/// over as they come are not limited.
///
/// An item that cannot be read is an error, after which the next one follows. Where the connection breaks, an item is too
/// large or the vendor reports an error, that error is the last that comes.
///
/// ```
/// use trunkline::{Error, Feed, ServerEvent, Vendor};
///
/// async fn last_id<V: Vendor>(mut feed: Feed<ServerEvent<String>, V>) -> Result<String, Error<V>> {
///     let mut id = String::new();
///     while let Some(event) = feed.try_next().await? {
///         id = event.id;
///     }
///     Ok(id)
/// }
/// ```
#[must_use = "a stream does nothing until it is polled"]
pub struct Feed<T, V: Vendor> {
    intake: Intake<T>,
    mode: Arc<Async>,
    body: Source,
    vendor: PhantomData<fn() -> V>,
}

enum Source {
    Idle(Body),
    Coming(BoxFuture<'static, (Body, Waited)>),
    Over,
}

/// What waiting for more gave: a chunk or the end; nothing where the time ran out.
type Waited = Option<Option<Result<Bytes, TransportError>>>;

/// A call whose reply has begun.
struct Opened {
    head: http::Response<Bytes>,
    exchange: Exchange,
    mode: Arc<Async>,
    body: Body,
}

/// Sends a call for the stream that it returns.
pub fn send_feed<T, K, V>(call: Call<Async>) -> Sending<Feed<T, V>, V>
where
    T: 'static,
    K: Takes<T>,
    V: Vendor,
{
    Sending::new(open(call), |opened| {
        let opened: Opened = unboxed(opened);
        Feed {
            intake: Intake::new::<K>(opened.exchange, opened.head),
            mode: opened.mode,
            body: Source::Idle(opened.body),
            vendor: PhantomData,
        }
    })
}

/// Carries a call out up to where its stream begins.
fn open(call: Call<Async>) -> Outcome {
    Box::pin(async move {
        let mut exchange = Exchange::new(call.draft, Reads::value::<()>());
        let (answer, body) = carry(&*call.mode.transport, &mut exchange).await?;
        let opened = Opened {
            head: answer.reply,
            exchange,
            mode: call.mode,
            body: body.unwrap_or_else(|| Body::whole(Bytes::new())),
        };
        Ok(Box::new(opened) as Boxed)
    })
}

impl<T, V: Vendor> Feed<T, V> {
    /// The next item, or nothing after the last one.
    ///
    /// # Errors
    /// Where an item cannot be read, the connection breaks or the vendor reports an error.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error<V>> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    /// The status of the reply.
    pub fn status(&self) -> StatusCode {
        self.intake.head().status()
    }

    /// The headers of the reply.
    pub fn headers(&self) -> &HeaderMap {
        self.intake.head().headers()
    }

    /// Of server-sent events, the last id that the vendor gave, even one without an event: what a call that goes on here
    /// sends in the header `Last-Event-ID`.
    pub fn last_event_id(&self) -> Option<&str> {
        self.intake.last_event_id()
    }

    /// Of server-sent events, how long the vendor wants a client to wait before it calls again.
    pub fn retry_after(&self) -> Option<Duration> {
        self.intake.retry_after()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error<V>>>> {
        let mut next = self.intake.next();
        loop {
            match next {
                Next::Give(given) => {
                    return Poll::Ready(given.map(|given| given.map_err(Error::new)));
                }
                Next::More => next = ready!(self.poll_more(context)),
            }
        }
    }

    fn poll_more(&mut self, context: &mut Context<'_>) -> Poll<Next<T>> {
        if let Source::Idle(_) = self.body
            && let Source::Idle(mut body) = std::mem::replace(&mut self.body, Source::Over)
        {
            let (mode, idle) = (self.mode.clone(), self.intake.idle());
            self.body = Source::Coming(Box::pin(async move {
                let mut time = mode.transport.sleep(idle);
                let chunk = before(&mut time, pin!(body.next())).await;
                (body, chunk)
            }));
        }
        let Source::Coming(coming) = &mut self.body else {
            return Poll::Ready(self.intake.came(None));
        };
        let (body, chunk) = ready!(coming.as_mut().poll(context));
        Poll::Ready(match chunk {
            None => {
                self.body = Source::Over;
                self.intake.stalled()
            }
            Some(chunk) => {
                self.body = match chunk {
                    Some(Ok(_)) => Source::Idle(body),
                    None | Some(Err(_)) => Source::Over,
                };
                self.intake.came(chunk)
            }
        })
    }
}

impl<T, V: Vendor> Stream for Feed<T, V> {
    type Item = Result<T, Error<V>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T, V: Vendor> fmt::Debug for Feed<T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Feed({})", self.status())
    }
}
