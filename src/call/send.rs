//! The async driver: an exchange and a transport in, a future of the returned value out.

use std::fmt;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::HeaderMap;
use http::status::StatusCode;

use super::exchange::{Action, Event, Exchange, Fault};
use super::incoming::Incoming;
use super::mode::{Async, Call};
use super::outcome::{Answer, Reads};
use super::read::{Beside, unboxed};
use super::tries::Try;
use crate::error::{Error, Failure, Vendor};
use crate::shape::{Blank, Slot};
use crate::transport::{Body, BoxFuture, Payload, Transport};

/// A call on its way: a future that does nothing until it is polled, and gives the returned value.
///
/// Dropping it abandons the call; the vendor may still carry it out.
#[must_use = "a future does nothing until it is awaited"]
pub struct Sending<T, V: Vendor> {
    future: BoxFuture<'static, Result<Answer, Box<Failure>>>,
    finish: fn(Answer) -> T,
    vendor: PhantomData<fn() -> V>,
}

impl<T, V: Vendor> Sending<T, V> {
    /// The value that is made of a call's answer.
    pub(super) fn new(
        future: BoxFuture<'static, Result<Answer, Box<Failure>>>,
        finish: fn(Answer) -> T,
    ) -> Self {
        Self {
            future,
            finish,
            vendor: PhantomData,
        }
    }
}

impl<T, V: Vendor> Future for Sending<T, V> {
    type Output = Result<T, Error<V>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let finish = self.finish;
        self.future
            .as_mut()
            .poll(context)
            .map(|result| result.map(finish).map_err(Error::new))
    }
}

impl<T, V: Vendor> fmt::Debug for Sending<T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sending(..)")
    }
}

/// The returned value, with what stands beside it in the reply: what `send_raw` of a call gives.
///
/// ```
/// use trunkline::Reply;
///
/// fn calls_left<T>(reply: &Reply<T>) -> Option<u32> {
///     reply.headers().get("x-ratelimit-remaining")?.to_str().ok()?.parse().ok()
/// }
/// ```
#[non_exhaustive]
pub struct Reply<T, M = ()> {
    /// The returned value.
    pub value: T,
    /// The other values that the spec hands over.
    pub meta: M,
    head: http::Response<Bytes>,
    tries: Box<[Try]>,
}

impl<T: 'static, M: 'static> Reply<T, M> {
    /// The reply to a call that asked for all of it.
    pub(crate) fn of(answer: Answer) -> Self {
        Self {
            value: unboxed(answer.value),
            meta: unboxed(answer.meta.expect("it was asked for")),
            head: answer.reply,
            tries: answer.tries,
        }
    }
}

impl<T, M> Reply<T, M> {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// What was sent for the call before and came to nothing, in order: none where the first request was answered by
    /// this reply.
    ///
    /// ```
    /// use trunkline::Reply;
    ///
    /// fn note<T, M>(reply: &Reply<T, M>) {
    ///     if !reply.tries().is_empty() {
    ///         eprintln!("sent {} times: {:?}", reply.tries().len() + 1, reply.tries());
    ///     }
    /// }
    /// ```
    pub fn tries(&self) -> &[Try] {
        &self.tries
    }

    /// The body as it came, secrets and all.
    pub fn raw_body(&self) -> &Bytes {
        self.head.body()
    }
}

impl<T: fmt::Debug, M: fmt::Debug> fmt::Debug for Reply<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status())
            .field("value", &self.value)
            .field("meta", &self.meta)
            .finish_non_exhaustive()
    }
}

/// Sends a call for its value alone.
pub fn send<T: Slot + Blank + Send + 'static, V: Vendor>(call: Call<Async>) -> Sending<T, V> {
    sending(call, Reads::value::<T>(), |answer| unboxed(answer.value))
}

/// Sends a call for its value and all that came with it.
pub fn send_raw<T, M, V>(call: Call<Async>) -> Sending<Reply<T, M>, V>
where
    T: Slot + Blank + Send + 'static,
    M: Beside,
    V: Vendor,
{
    sending(call, Reads::with_meta::<T, M>(), Reply::of)
}

/// Sends a call for what `finish` makes of the answer.
pub(crate) fn sending<T, V: Vendor>(
    call: Call<Async>,
    reads: Reads,
    finish: fn(Answer) -> T,
) -> Sending<T, V> {
    Sending {
        future: drive(call.mode, Exchange::new(call.draft, reads)),
        finish,
        vendor: PhantomData,
    }
}

/// Carries a call out over its client's transport, within its time.
pub(crate) fn drive(
    mode: Arc<Async>,
    mut exchange: Exchange,
) -> BoxFuture<'static, Result<Answer, Box<Failure>>> {
    Box::pin(async move {
        let (answer, _) = carry(&*mode.transport, &mut exchange).await?;
        Ok(answer)
    })
}

/// Carries a call out within its time. Where its reply is a stream, that begins then, and what it is read from comes
/// beside the answer.
pub(super) async fn carry(
    transport: &dyn Transport,
    exchange: &mut Exchange,
) -> Result<(Answer, Option<Body>), Box<Failure>> {
    let mut deadline = transport.sleep(exchange.timeout());
    let mut action = exchange.step(Event::Start);
    let mut opened = None;
    loop {
        let event = match action {
            Action::Send(request) => {
                let work = fetch(transport, request, exchange, &mut opened);
                #[cfg(feature = "tracing")]
                let work = tracing::Instrument::instrument(work, exchange.span());
                before(&mut deadline, pin!(work)).await
            }
            Action::Wait(pause) => {
                let pause = transport.sleep(pause);
                before(&mut deadline, pin!(pause))
                    .await
                    .map(|()| Event::Waited)
            }
            Action::Hold(latch) => {
                let opened = poll_fn(|context| latch.poll(context));
                before(&mut deadline, pin!(opened))
                    .await
                    .map(|()| Event::Waited)
            }
            Action::Ask(provider) => {
                let given = provider.ask();
                before(&mut deadline, pin!(given))
                    .await
                    .map(Event::Provided)
            }
            Action::Done(result) => return result.map(|answer| (answer, opened)),
        };
        action = match event {
            Some(event) => exchange.step(event),
            None => return Err(exchange.timed_out()),
        };
    }
}

/// The outcome of the work, or nothing if the deadline comes first.
///
/// The work is pinned by the caller: taken by value it would stand in the future of a call twice.
pub(super) fn before<T>(
    deadline: &mut BoxFuture<'_, ()>,
    mut work: Pin<&mut impl Future<Output = T>>,
) -> impl Future<Output = Option<T>> {
    poll_fn(move |context| match work.as_mut().poll(context) {
        Poll::Ready(outcome) => Poll::Ready(Some(outcome)),
        Poll::Pending => deadline.as_mut().poll(context).map(|()| None),
    })
}

/// One exchange with the body collected, up to its limit, unless it is the stream that the call is for.
async fn fetch(
    transport: &dyn Transport,
    request: http::Request<Payload>,
    exchange: &Exchange,
    opened: &mut Option<Body>,
) -> Event {
    let (head, mut body) = match transport.send(request).await {
        Ok(reply) => reply.into_parts(),
        Err(error) => {
            return Event::Failed {
                reply: None,
                fault: Fault::Transport(error),
            };
        }
    };
    if exchange.opens(&head) {
        *opened = Some(body);
        return Event::Opened(head);
    }
    let mut incoming = Incoming::new(head, exchange.max_body());
    let outcome = loop {
        match body.next().await {
            None => break Ok(()),
            Some(Err(error)) => break Err(Fault::Transport(error)),
            Some(Ok(chunk)) => {
                if let Err(fault) = incoming.push(chunk) {
                    break Err(fault);
                }
            }
        }
    };
    incoming.end(outcome)
}
