//! An error of a client that stands on hyper in, with what it was about to do; a transport error out, sorted by kind.

use std::error::Error as StdError;
use std::io;

use super::{TransportError, TransportErrorKind, Unreadable};

/// What a client was about to do.
pub(super) enum Phase {
    /// Make a request of what it was given.
    #[cfg(feature = "reqwest")]
    Making,
    /// Connect, which includes proxies and encryption.
    Connecting,
    /// Wait no longer.
    #[cfg(feature = "reqwest")]
    Waiting,
    /// Send, and read the head of a reply.
    Talking,
    /// Read the body of one.
    Reading,
}

/// The error must not hold a URL: its query may hold secrets.
pub(super) fn sorted_of<E>(error: E, phase: Phase) -> TransportError
where
    E: StdError + Send + Sync + 'static,
{
    if let Some(Unreadable(error)) = chain(&error).find_map(|cause| cause.downcast_ref()) {
        return Unreadable::error(error);
    }
    let (kind, what) = match phase {
        #[cfg(feature = "reqwest")]
        Phase::Making => (TransportErrorKind::Other, "the request could not be sent"),
        // Before there is a reply, a vendor may still say that it refuses the client's certificate.
        Phase::Connecting | Phase::Talking if io_errors(&error).any(is_of_tls) => (
            TransportErrorKind::Tls,
            "no encrypted connection came about",
        ),
        Phase::Connecting => (TransportErrorKind::Connect, "no connection came about"),
        #[cfg(feature = "reqwest")]
        Phase::Waiting => (TransportErrorKind::Timeout, "the time ran out"),
        Phase::Talking | Phase::Reading if io_errors(&error).any(is_timeout) => {
            (TransportErrorKind::Timeout, "the time ran out")
        }
        Phase::Talking | Phase::Reading => {
            (TransportErrorKind::Interrupted, "the connection broke")
        }
    };
    said(error, kind, what)
}

/// The error in words: what failed, and what lies at the root of it.
pub(super) fn said<E>(error: E, kind: TransportErrorKind, what: &str) -> TransportError
where
    E: StdError + Send + Sync + 'static,
{
    let root = chain(&error)
        .last()
        .map_or_else(|| error.to_string(), |root| root.to_string());
    TransportError::new(kind, format!("{what}: {root}")).with_source(error)
}

fn io_errors<'e>(error: &'e (dyn StdError + 'static)) -> impl Iterator<Item = &'e io::Error> {
    chain(error).filter_map(|cause| cause.downcast_ref())
}

fn is_timeout(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::TimedOut
}

/// The TLS layer reports its faults as unreadable data, and so does nothing else. An I/O error that holds
/// another passes it over as its source, so that it is looked into.
fn is_of_tls(error: &io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    match error.kind() {
        io::ErrorKind::InvalidData => true,
        _ => inner.is_some_and(is_of_tls),
    }
}

pub(super) fn chain<'e>(
    error: &'e (dyn StdError + 'static),
) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(error.source(), |cause| (*cause).source())
}
