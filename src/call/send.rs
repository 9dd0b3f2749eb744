//! The async driver: an exchange and a transport in, a future of the returned value out.

use std::fmt;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::ops::ControlFlow;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::HeaderMap;
use http::status::StatusCode;

use super::auth::Provider;
use super::exchange::{Action, Event, Exchange, Fault};
use super::incoming::Incoming;
use super::latch::Latch;
use super::mode::{Async, Call};
use super::outcome::{Answer, Reads};
use super::read::{Beside, RoomFn, room, unboxed};
use super::scan::Boxed;
use super::tries::Try;
use crate::error::{Error, Failure, Vendor};
use crate::shape::{Blank, Slot};
use crate::transport::{Body, BoxFuture, Transport, TransportError};

/// A call on its way: a future that does nothing until it is polled, and gives the returned value.
///
/// Dropping it abandons the call; the vendor may still carry it out.
#[must_use = "a future does nothing until it is awaited"]
pub struct Sending<T, V: Vendor> {
    future: Outcome,
    finish: fn(Boxed) -> T,
    vendor: PhantomData<fn() -> V>,
}

/// What comes of a call, without its type: what is compiled again for each type knows nothing of answers.
pub(super) type Outcome = BoxFuture<'static, Result<Boxed, Box<Failure>>>;

impl<T, V: Vendor> Sending<T, V> {
    /// The value that is made of what comes of a call.
    pub(super) fn new(future: Outcome, finish: fn(Boxed) -> T) -> Self {
        Self {
            future,
            finish,
            vendor: PhantomData,
        }
    }
}

impl<T, V: Vendor> Future for Sending<T, V> {
    type Output = Result<T, Error<V>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let sending = self.get_mut();
        match came(&mut sending.future, context) {
            Poll::Ready(Ok(value)) => Poll::Ready(Ok((sending.finish)(value))),
            Poll::Ready(Err(failure)) => Poll::Ready(Err(Error::new(failure))),
            Poll::Pending => Poll::Pending,
        }
    }
}

/// What came of a call so far.
fn came(outcome: &mut Outcome, context: &mut Context<'_>) -> Poll<Result<Boxed, Box<Failure>>> {
    outcome.as_mut().poll(context)
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
    Sending::new(valued(call, room::<T>), unboxed)
}

/// Carries a call out for its value alone, which is read into such room.
fn valued(call: Call<Async>, room: RoomFn) -> Outcome {
    carried(call, Reads::of(room), |answer| answer.value)
}

/// Sends a call for its value and all that came with it.
pub fn send_raw<T, M, V>(call: Call<Async>) -> Sending<Reply<T, M>, V>
where
    T: Slot + Blank + Send + 'static,
    M: Beside,
    V: Vendor,
{
    reply(call, Reads::with_meta::<T, M>())
}

/// Sends a call for its reply, of which this is read.
pub(crate) fn reply<T: 'static, M: 'static, V: Vendor>(
    call: Call<Async>,
    reads: Reads,
) -> Sending<Reply<T, M>, V> {
    Sending::new(answered(call, reads), |answer| Reply::of(unboxed(answer)))
}

/// Carries a call out for all of its answer.
fn answered(call: Call<Async>, reads: Reads) -> Outcome {
    carried(call, reads, |answer| Box::new(answer))
}

/// Carries a call out for what is taken of its answer.
fn carried(call: Call<Async>, reads: Reads, take: fn(Answer) -> Boxed) -> Outcome {
    let mut exchange = Exchange::new(call.draft, reads);
    Box::pin(async move {
        let (answer, _) = carry(&*call.mode.transport, &mut exchange).await?;
        Ok(take(answer))
    })
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
    let mut opened = None;
    let mut event = Event::Start;
    loop {
        // Requests and answers are large: none is kept where anything is waited for.
        let work = match Work::next(transport, exchange, event) {
            ControlFlow::Continue(work) => work,
            ControlFlow::Break(result) => return result.map(|answer| (answer, opened)),
        };
        let came = match work {
            Work::Reply(reply) => {
                let work = fetch(reply, exchange, &mut opened);
                #[cfg(feature = "tracing")]
                let work = tracing::Instrument::instrument(work, exchange.span());
                before(&mut deadline, pin!(work)).await
            }
            Work::Pause(mut pause) => {
                let waited = before(&mut deadline, Pin::new(&mut pause)).await;
                waited.map(|()| Event::Waited)
            }
            Work::Line(latch) => {
                let opened = poll_fn(|context| latch.poll(context));
                let waited = before(&mut deadline, pin!(opened)).await;
                waited.map(|()| Event::Waited)
            }
            Work::Token(provider) => {
                let given = provider.ask();
                let given = before(&mut deadline, pin!(given)).await;
                given.map(Event::Provided)
            }
        };
        event = match came {
            Some(event) => event,
            None => return Err(exchange.timed_out()),
        };
    }
}

/// What a call waits for.
enum Work<'t> {
    Reply(BoxFuture<'t, Head>),
    Pause(BoxFuture<'t, ()>),
    Line(Arc<Latch>),
    Token(Provider),
}

/// The head of a reply, or why there is none.
type Head = Result<http::Response<Body>, TransportError>;

impl<'t> Work<'t> {
    /// Begins what is to be done next, unless the call is over.
    fn next(
        transport: &'t dyn Transport,
        exchange: &mut Exchange,
        event: Event,
    ) -> ControlFlow<Result<Answer, Box<Failure>>, Self> {
        let action = exchange.step(event);
        #[cfg(feature = "tracing")]
        let _span = exchange.span().entered();
        ControlFlow::Continue(match action {
            Action::Send(request) => Self::Reply(transport.send(request)),
            Action::Wait(pause) => Self::Pause(transport.sleep(pause)),
            Action::Hold(latch) => Self::Line(latch),
            Action::Ask(provider) => Self::Token(provider),
            Action::Done(result) => return ControlFlow::Break(result),
        })
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
    reply: BoxFuture<'_, Head>,
    exchange: &Exchange,
    opened: &mut Option<Body>,
) -> Event {
    let (mut incoming, mut body) = match reply.await {
        Ok(reply) => {
            let (head, body) = reply.into_parts();
            if exchange.opens(&head) {
                *opened = Some(body);
                return Event::Opened(head);
            }
            (Incoming::new(head, exchange.max_body()), body)
        }
        Err(error) => {
            return Event::Failed {
                reply: None,
                fault: Fault::Transport(error),
            };
        }
    };
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

#[cfg(test)]
mod tests {
    use super::*;

    fn size_of_future<T>(_: impl Fn(&'static dyn Transport, &'static mut Exchange) -> T) -> usize {
        size_of::<T>()
    }

    /// What is larger than a kilobyte takes malloc a long way round.
    #[test]
    fn the_future_of_a_call_is_small() {
        let whole = size_of_future(carry) + size_of::<Exchange>();
        let most = if cfg!(feature = "tracing") {
            1100
        } else {
            1000
        };
        assert!(whole <= most, "{whole} bytes");
    }
}
