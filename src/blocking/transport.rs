//! What carries a request to the vendor and a reply back while the caller waits: a trait, and the body of a reply.

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;

use crate::transport::{Payload, TransportError, TransportErrorKind, outside, random};

/// Carries requests and blocks meanwhile. Implement it to send calls over an HTTP client of your own.
///
/// As in the async mode, a transport does one exchange and nothing else: it follows no redirects and tries nothing
/// twice. The one thing more is time, since nobody can stop a thread that waits: a transport is told how much is
/// left of the whole call, body included, and gives up when that is over.
///
/// ```
/// use std::time::Duration;
/// use trunkline::blocking::{Body, Transport};
/// use trunkline::transport::{Payload, TransportError, TransportErrorKind};
///
/// struct Offline;
///
/// impl Transport for Offline {
///     fn send(
///         &self,
///         request: http::Request<Payload>,
///         _left: Duration,
///     ) -> Result<http::Response<Body>, TransportError> {
///         let reason = format!("{} is out of reach", request.uri());
///         Err(TransportError::new(TransportErrorKind::Connect, reason))
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends one request and gives the head of the reply as soon as it is there. A redirect is a reply.
    ///
    /// `left` is the time that is left of the whole call, the reading of the body included.
    ///
    /// # Errors
    /// Where no head of a reply came.
    fn send(
        &self,
        request: http::Request<Payload>,
        left: Duration,
    ) -> Result<http::Response<Body>, TransportError>;

    /// The same for a reply that is read as it comes, for as long as it comes: `left` is the time until its head is
    /// there, and then each read of its body gives up when nothing came for `idle`.
    ///
    /// Unless a transport does this, such a reply has to end within `left`.
    ///
    /// # Errors
    /// Where no head of a reply came.
    fn open(
        &self,
        request: http::Request<Payload>,
        left: Duration,
        idle: Duration,
    ) -> Result<http::Response<Body>, TransportError> {
        _ = idle;
        self.send(request, left)
    }

    /// Lets this much time pass.
    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }

    /// The clock that the time of a call is measured with.
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// The time of day, by which the dates are read that a vendor says, unless its reply says the time as well.
    fn wall_clock(&self) -> SystemTime {
        SystemTime::now()
    }

    /// Random bytes, of which pauses between tries and idempotency keys are made; nothing where there are none.
    fn random(&self) -> Option<[u8; 16]> {
        random()
    }
}

outside!(Transport);

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Payload>,
        left: Duration,
    ) -> Result<http::Response<Body>, TransportError> {
        (**self).send(request, left)
    }

    fn open(
        &self,
        request: http::Request<Payload>,
        left: Duration,
        idle: Duration,
    ) -> Result<http::Response<Body>, TransportError> {
        (**self).open(request, left, idle)
    }

    fn sleep(&self, duration: Duration) {
        (**self).sleep(duration);
    }

    fn now(&self) -> Instant {
        (**self).now()
    }

    fn wall_clock(&self) -> SystemTime {
        (**self).wall_clock()
    }

    fn random(&self) -> Option<[u8; 16]> {
        (**self).random()
    }
}

/// The body of a reply, which is read while it comes.
pub struct Body(Inner);

enum Inner {
    Whole(Bytes),
    Reader(Box<dyn Read + Send>),
}

impl Body {
    /// A body that is wholly there.
    pub fn whole(bytes: impl Into<Bytes>) -> Self {
        Self(Inner::Whole(bytes.into()))
    }

    /// A body that is still on its way. A [`TransportError`] in an error of the reader counts as it is; another
    /// error that is no timeout is a connection that broke.
    pub fn reader(reader: impl Read + Send + 'static) -> Self {
        Self(Inner::Reader(Box::new(reader)))
    }

    /// The next bytes, none after the last.
    pub(super) fn read(&mut self, buffer: &mut [u8]) -> Result<usize, TransportError> {
        let reader: &mut dyn Read = match &mut self.0 {
            Inner::Whole(bytes) => &mut BytesReader(bytes),
            Inner::Reader(reader) => reader,
        };
        loop {
            match reader.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                outcome => return outcome.map_err(sorted),
            }
        }
    }
}

struct BytesReader<'b>(&'b mut Bytes);

impl Read for BytesReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(self.0.len());
        buffer[..length].copy_from_slice(&self.0.split_to(length));
        Ok(length)
    }
}

fn sorted(error: io::Error) -> TransportError {
    let kind = error.kind();
    match error.downcast::<TransportError>() {
        Ok(error) => error,
        Err(error) => {
            let (kind, what) = match kind {
                io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => {
                    (TransportErrorKind::Timeout, "the time ran out")
                }
                _ => (TransportErrorKind::Interrupted, "the connection broke"),
            };
            TransportError::new(kind, format!("{what}: {error}")).with_source(error)
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Whole(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Inner::Reader(_) => f.write_str("Body(..)"),
        }
    }
}
