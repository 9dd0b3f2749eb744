//! The blocking mode of a reply that is read as it comes: a call in, an iterator over its items out.

use std::fmt;
use std::io::{self, Read};
use std::iter::FusedIterator;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::{Buf, Bytes};
use http::header::HeaderMap;
use http::status::StatusCode;

use super::send::{CHUNK, carry};
use super::{Blocking, Body};
use crate::call::exchange::Exchange;
use crate::call::feed::{Intake, Next, Takes};
use crate::call::mode::Call;
use crate::call::outcome::Reads;
use crate::error::{Error, Vendor};
use crate::transport::TransportErrorKind;

/// A reply that is read as it comes: its items, one after the other. At most one item is held.
///
/// All is as with the async [`Feed`](crate::Feed): the limits, and which error is the last that comes. One of bytes can
/// be read as a [`Read`], too:
///
/// ```
/// use bytes::Bytes;
/// use trunkline::Vendor;
/// use trunkline::blocking::Feed;
///
/// fn save<V: Vendor>(mut film: Feed<Bytes, V>) -> std::io::Result<u64> {
///     let mut file = std::fs::File::create("film.mp4")?;
///     std::io::copy(&mut film, &mut file)
/// }
/// ```
#[must_use = "an iterator does nothing until it is asked"]
pub struct Feed<T, V: Vendor> {
    intake: Intake<T>,
    body: Option<Body>,
    /// What was not given yet of the last bytes that were read.
    rest: Bytes,
    vendor: PhantomData<fn() -> V>,
}

/// Sends a call for the stream that it returns.
pub fn send_feed<T, K, V>(call: Call<Blocking>) -> Result<Feed<T, V>, Error<V>>
where
    K: Takes<T>,
    V: Vendor,
{
    let mut exchange = Exchange::new(call.draft, Reads::value::<()>());
    let (answer, body) = carry(&call.mode, &mut exchange).map_err(Error::new)?;
    Ok(Feed {
        intake: Intake::new::<K>(exchange, answer.reply),
        body,
        rest: Bytes::new(),
        vendor: PhantomData,
    })
}

impl<T, V: Vendor> Feed<T, V> {
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

    fn more(&mut self) -> Next<T> {
        let Some(body) = &mut self.body else {
            return self.intake.came(None);
        };
        let mut chunk = vec![0; CHUNK];
        let came = match body.read(&mut chunk) {
            Ok(0) => None,
            Ok(length) => {
                chunk.truncate(length);
                return self.intake.came(Some(Ok(chunk.into())));
            }
            Err(error) => Some(error),
        };
        self.body = None;
        match came {
            Some(error) if error.kind() == TransportErrorKind::Timeout => self.intake.stalled(),
            came => self.intake.came(came.map(Err)),
        }
    }
}

impl<T, V: Vendor> Iterator for Feed<T, V> {
    type Item = Result<T, Error<V>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut next = self.intake.next();
        loop {
            match next {
                Next::Give(given) => return given.map(|given| given.map_err(Error::new)),
                Next::More => next = self.more(),
            }
        }
    }
}

/// At its end it stays there.
impl<T, V: Vendor> FusedIterator for Feed<T, V> {}

/// An error of the call is the inner one of what `read` gives.
impl<V: Vendor> Read for Feed<Bytes, V> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            self.rest = self
                .next()
                .transpose()
                .map_err(io::Error::other)?
                .unwrap_or_default();
        }
        let length = buffer.len().min(self.rest.len());
        self.rest.copy_to_slice(&mut buffer[..length]);
        Ok(length)
    }
}

impl<T, V: Vendor> fmt::Debug for Feed<T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Feed({})", self.status())
    }
}
