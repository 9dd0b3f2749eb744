//! The blocking driver: an exchange and a transport in, the returned value out.

use std::time::{Duration, Instant};

use bytes::Bytes;

use super::{Blocking, Body, Transport};
use crate::call::auth::Provider;
use crate::call::endpoint::Returns;
use crate::call::exchange::{Action, Event, Exchange, Fault};
use crate::call::incoming::Incoming;
use crate::call::latch::Latch;
use crate::call::mode::Call;
use crate::call::outcome::{Answer, Reads};
use crate::call::read::{Beside, unboxed};
use crate::call::scan::Boxed;
use crate::call::send::Reply;
use crate::error::{Error, Failure, Vendor};
use crate::shape::{Blank, Slot};
use crate::transport::{Payload, TransportError, TransportErrorKind};

/// How much of a body is read at once, in bytes.
pub(super) const CHUNK: usize = 16 * 1024;

/// Sends a call for its value alone.
pub fn send<T, V>(call: Call<Blocking>) -> Result<T, Error<V>>
where
    T: Slot + Blank + Send + 'static,
    V: Vendor,
{
    value(call, Reads::value::<T>())
        .map(unboxed)
        .map_err(Error::new)
}

/// Sends a call for its value and all that came with it.
pub fn send_raw<T, M, V>(call: Call<Blocking>) -> Result<Reply<T, M>, Error<V>>
where
    T: Slot + Blank + Send + 'static,
    M: Beside,
    V: Vendor,
{
    sent(call, Reads::with_meta::<T, M>()).map(Reply::of)
}

/// Sends a call for all that comes of it.
pub(crate) fn sent<V: Vendor>(call: Call<Blocking>, reads: Reads) -> Result<Answer, Error<V>> {
    drive(&call.mode, Exchange::new(call.draft, reads)).map_err(Error::new)
}

fn value(call: Call<Blocking>, reads: Reads) -> Result<Boxed, Box<Failure>> {
    let answer = drive(&call.mode, Exchange::new(call.draft, reads))?;
    Ok(answer.value)
}

/// Carries a call out over its client's transport, within its time.
pub(super) fn drive(mode: &Blocking, mut exchange: Exchange) -> Result<Answer, Box<Failure>> {
    carry(mode, &mut exchange).map(|(answer, _)| answer)
}

/// Carries a call out within its time. Where its reply is a stream, that begins then, and what it is read from comes
/// beside the answer.
pub(super) fn carry(
    mode: &Blocking,
    exchange: &mut Exchange,
) -> Result<(Answer, Option<Body>), Box<Failure>> {
    let mut opened = None;
    let transport = &*mode.transport;
    let deadline = Deadline {
        transport,
        start: transport.now(),
        timeout: exchange.timeout(),
    };
    let mut action = exchange.step(Event::Start);
    loop {
        let event = match action {
            Action::Send(request) => {
                #[cfg(feature = "tracing")]
                let _inside = exchange.span().entered();
                fetch(&deadline, request, exchange, &mut opened)
            }
            Action::Wait(pause) => deadline.wait(pause).map(|()| Event::Waited),
            Action::Hold(latch) => deadline.hold(&latch).map(|()| Event::Waited),
            Action::Ask(provider) => deadline.ask(&provider),
            Action::Done(result) => return result.map(|answer| (answer, opened)),
        };
        action = match event {
            Ok(event) => exchange.step(event),
            Err(TimedOut) => return Err(exchange.timed_out()),
        };
    }
}

/// The deadline came first.
struct TimedOut;

struct Deadline<'t> {
    transport: &'t dyn Transport,
    start: Instant,
    timeout: Duration,
}

impl Deadline<'_> {
    fn left(&self) -> Result<Duration, TimedOut> {
        let elapsed = self.transport.now().saturating_duration_since(self.start);
        match self.timeout.checked_sub(elapsed) {
            None | Some(Duration::ZERO) => Err(TimedOut),
            Some(left) => Ok(left),
        }
    }

    fn wait(&self, pause: Duration) -> Result<(), TimedOut> {
        self.transport.sleep(pause.min(self.left()?));
        self.left().map(|_| ())
    }

    fn hold(&self, latch: &Latch) -> Result<(), TimedOut> {
        latch.wait(self.left()?);
        self.left().map(|_| ())
    }

    /// Nobody can stop a provider, so that it is late where it is too late.
    fn ask(&self, provider: &Provider) -> Result<Event, TimedOut> {
        let given = provider.ask_blocking();
        self.left().map(|_| Event::Provided(given))
    }

    /// A transport that gives up because the time is over says what the deadline says.
    fn fault(&self, error: TransportError) -> Result<Fault, TimedOut> {
        if error.kind() == TransportErrorKind::Timeout {
            self.left()?;
        }
        Ok(Fault::Transport(error))
    }
}

/// One exchange with the body collected, up to its limit, unless it is the stream that the call is for.
fn fetch(
    deadline: &Deadline<'_>,
    request: http::Request<Payload>,
    exchange: &Exchange,
    opened: &mut Option<Body>,
) -> Result<Event, TimedOut> {
    let left = deadline.left()?;
    let reply = match exchange.endpoint().returns {
        Returns::Stream(_) => deadline.transport.open(request, left, exchange.idle()),
        _ => deadline.transport.send(request, left),
    };
    let (head, mut body) = match reply {
        Ok(reply) => reply.into_parts(),
        Err(error) => {
            return Ok(Event::Failed {
                reply: None,
                fault: deadline.fault(error)?,
            });
        }
    };
    if exchange.opens(&head) {
        *opened = Some(body);
        return Ok(Event::Opened(head));
    }
    let mut incoming = Incoming::new(head, exchange.max_body());
    let mut chunk = vec![0; CHUNK];
    let outcome = loop {
        // However little a reply holds, it does not come later than it may.
        deadline.left()?;
        match body.read(&mut chunk) {
            Ok(0) => break Ok(()),
            Err(error) => break Err(deadline.fault(error)?),
            Ok(length) => {
                if let Err(fault) = incoming.push(Bytes::copy_from_slice(&chunk[..length])) {
                    break Err(fault);
                }
            }
        }
    };
    Ok(incoming.end(outcome))
}
