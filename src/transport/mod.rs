//! What carries a request to the vendor and a reply back: a trait, implementations on reqwest and on hyper-util, one for
//! tests.
//!
//! A transport does one exchange and nothing else. It follows no redirects, tries nothing twice and sets no
//! limit on time or size: the runtime does, in one place, for every transport.

pub(crate) mod fake;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
mod faults;
#[cfg(feature = "hyper")]
mod hyper;
mod payload;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
mod upload;

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;

pub use fake::Fake;
#[cfg(feature = "hyper")]
pub use hyper::{Hyper, HyperBuilder};
pub(crate) use payload::{Opened, Stretch, Unreadable};
pub use payload::{Payload, PayloadReader};
#[cfg(feature = "reqwest")]
pub use reqwest::Reqwest;

/// A future in a box; on wasm, where there are no threads, it need not be `Send`.
#[cfg(not(target_family = "wasm"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// A future in a box; on wasm, where there are no threads, it need not be `Send`.
#[cfg(target_family = "wasm")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Carries requests. Implement it to send calls over an HTTP client of your own.
///
/// ```
/// use std::time::Duration;
/// use trunkline::transport::{
///     Body, BoxFuture, Payload, Transport, TransportError, TransportErrorKind,
/// };
///
/// struct Offline;
///
/// impl Transport for Offline {
///     fn send(
///         &self,
///         request: http::Request<Payload>,
///     ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
///         let reason = format!("{} is out of reach", request.uri());
///         Box::pin(async { Err(TransportError::new(TransportErrorKind::Connect, reason)) })
///     }
///
///     fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
///         Box::pin(std::future::pending())
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends one request and gives the head of the reply as soon as it is there. A redirect is a reply.
    fn send(
        &self,
        request: http::Request<Payload>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Is ready when this time has passed: the runtime's timeouts and pauses rest on it.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// The clock by which tokens of a session end, calls are tried again and limits are kept, and by which requests
    /// take their time where hooks or a subscriber of tracing look. Nobody asks it without
    /// such.
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

/// What a transport knows of the world beside the vendor.
pub(crate) trait Outside: Send + Sync {
    fn now(&self) -> Instant;
    fn wall_clock(&self) -> SystemTime;
    fn random(&self) -> Option<[u8; 16]>;
}

/// For the trait object of each mode: a blanket impl for all that is a transport would clash with the other's.
macro_rules! outside {
    ($transport:path) => {
        impl $crate::transport::Outside for ::std::sync::Arc<dyn $transport> {
            fn now(&self) -> ::std::time::Instant {
                <dyn $transport>::now(&**self)
            }

            fn wall_clock(&self) -> ::std::time::SystemTime {
                <dyn $transport>::wall_clock(&**self)
            }

            fn random(&self) -> Option<[u8; 16]> {
                <dyn $transport>::random(&**self)
            }
        }
    };
}
#[cfg(feature = "blocking")]
pub(crate) use outside;

outside!(Transport);

/// Random bytes of the operating system.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn random() -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes)
}

/// Where there is no operating system, only a transport can know.
#[cfg(target_family = "wasm")]
pub(crate) fn random() -> Option<[u8; 16]> {
    None
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Payload>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        (**self).sleep(duration)
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

/// The body of a reply, which comes in chunks.
pub struct Body(Inner);

enum Inner {
    Whole(Bytes),
    Chunks(Box<dyn Chunks>),
}

/// A body that is still on its way.
pub trait Chunks: Send + 'static {
    /// The next chunk, nothing after the last, or the error that cut the body short.
    fn next(&mut self) -> BoxFuture<'_, Option<Result<Bytes, TransportError>>>;

    /// Whether it is known that nothing more comes: then nobody asks for it. A body that cannot tell says so where it is
    /// asked for the next chunk.
    fn is_over(&self) -> bool {
        false
    }
}

impl Body {
    /// A body that is wholly there.
    pub fn whole(bytes: impl Into<Bytes>) -> Self {
        Self(Inner::Whole(bytes.into()))
    }

    /// A body that is still on its way.
    pub fn chunks(chunks: impl Chunks) -> Self {
        Self(Inner::Chunks(Box::new(chunks)))
    }

    /// The next chunk, or nothing after the last one.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        match &mut self.0 {
            Inner::Whole(bytes) if bytes.is_empty() => None,
            Inner::Whole(bytes) => Some(Ok(std::mem::take(bytes))),
            Inner::Chunks(chunks) if chunks.is_over() => None,
            Inner::Chunks(chunks) => chunks.next().await,
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Whole(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Inner::Chunks(_) => f.write_str("Body(..)"),
        }
    }
}

/// Why an exchange failed before a whole reply was there.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What went wrong on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection came about, or it was cut while encryption was agreed on: the request was not sent.
    Connect,
    /// The time ran out; the vendor may have carried the call out.
    Timeout,
    /// The connection broke, or the body was cut short; the vendor may have carried the call out.
    Interrupted,
    /// The two sides could not agree on encryption, as where one does not trust the other's certificate: the vendor did
    /// not take the request up, and it is not sent again. With TLS 1.3 a vendor refuses the client's certificate when the
    /// client has done its part: where the connection is gone before that is heard, it is `Interrupted`.
    Tls,
    /// Something else.
    Other,
}

impl TransportError {
    /// An error in words: one sentence, without the request's secrets.
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            source: None,
        }
    }

    /// Adds what lies behind it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
