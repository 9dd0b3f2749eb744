//! The bytes of a body in; a body that is cut, slow or without end out.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use flate2::{Compress, Compression, Crc, FlushCompress};
use futures_core::Stream;
use tokio::time::{Sleep, sleep};

use super::line::Connection;

/// In how many pieces a slow body comes.
const PIECES: usize = 20;
/// How many blanks go out at once.
const BLANKS: usize = 64 * 1024;

/// A body that ends with a reset after its bytes, once they had a chance to leave.
pub(super) struct Cut {
    pub(super) sent: Option<Bytes>,
    pub(super) flushed: bool,
    pub(super) connection: Connection,
}

impl Stream for Cut {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(bytes) = self.sent.take() {
            return Poll::Ready(Some(Ok(bytes)));
        }
        if !self.flushed {
            // The server flushes what it has when its body has nothing yet.
            self.flushed = true;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.connection.reset();
        Poll::Ready(Some(Err(io::Error::other("reset on purpose"))))
    }
}

/// A body in pieces, with a pause before each.
pub(super) struct Drip {
    left: Bytes,
    piece: usize,
    pause: Duration,
    sleep: Pin<Box<Sleep>>,
}

impl Drip {
    pub(super) fn new(body: Vec<u8>, pause: Duration) -> Self {
        Self {
            piece: body.len().div_ceil(PIECES).max(1),
            left: Bytes::from(body),
            pause,
            sleep: Box::pin(sleep(pause)),
        }
    }
}

impl Stream for Drip {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left.is_empty() {
            return Poll::Ready(None);
        }
        ready!(self.sleep.as_mut().poll(cx));
        self.sleep = Box::pin(sleep(self.pause));
        let length = self.piece.min(self.left.len());
        Poll::Ready(Some(Ok(self.left.split_to(length))))
    }
}

/// A body and blanks behind it.
pub(super) struct Padded {
    body: Option<Bytes>,
    left: u64,
}

impl Padded {
    /// So many bytes in all.
    pub(super) fn new(body: Vec<u8>, bytes: u64) -> Self {
        Self {
            left: bytes.saturating_sub(body.len() as u64),
            body: Some(Bytes::from(body)),
        }
    }
}

impl Stream for Padded {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        static BLANK: [u8; BLANKS] = [b' '; BLANKS];
        if let Some(body) = self.body.take() {
            return Poll::Ready(Some(Ok(body)));
        }
        let length = usize::try_from(self.left).map_or(BLANKS, |left| left.min(BLANKS));
        self.left -= length as u64;
        let blanks = (length > 0).then(|| Ok(Bytes::from_static(&BLANK[..length])));
        Poll::Ready(blanks)
    }
}

/// A body and blanks behind it, so many bytes at least, in gzip (RFC 1952).
///
/// The blanks are compressed once and repeated: after a full flush a piece of a deflate stream rests on nothing
/// before it.
pub(super) fn bomb(body: &[u8], bytes: u64) -> Vec<u8> {
    let blanks = vec![b' '; 1024 * 1024];
    let piece = deflated(&blanks);
    let mut sum = Crc::new();
    sum.update(body);
    let mut blank_sum = Crc::new();
    blank_sum.update(&blanks);
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    out.extend(deflated(body));
    let missing = bytes.saturating_sub(body.len() as u64);
    for _ in 0..missing.div_ceil(blanks.len() as u64) {
        out.extend(&piece);
        sum.combine(&blank_sum);
    }
    // An empty last block.
    out.extend([3, 0]);
    out.extend(sum.sum().to_le_bytes());
    out.extend(sum.amount().to_le_bytes());
    out
}

/// A piece of a deflate stream that ends at a byte.
fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut compress = Compress::new(Compression::best(), false);
    let mut out = Vec::with_capacity(bytes.len() / 8 + 1024);
    loop {
        let taken = usize::try_from(compress.total_in()).unwrap_or(usize::MAX);
        let room = out.capacity();
        // Nothing but a stream that was finished before makes it fail.
        let _ = compress.compress_vec(&bytes[taken..], &mut out, FlushCompress::Full);
        if out.len() < room {
            return out;
        }
        out.reserve(room);
    }
}

/// A body in pieces of 1, 2 and so on to so many bytes, then of 1 again.
pub(super) struct Pieces {
    rest: Bytes,
    next: usize,
    most: usize,
}

impl Pieces {
    pub(super) fn new(body: Vec<u8>, most: usize) -> Self {
        Self {
            rest: body.into(),
            next: 1,
            most,
        }
    }
}

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.next.min(self.rest.len());
        self.next = self.next % self.most + 1;
        Poll::Ready(Some(Ok(self.rest.split_to(length))))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    #[test]
    fn a_bomb_is_small_and_expands_to_what_it_says() {
        let bomb = super::bomb(br#"{"a": "b"}"#, 8 * 1024 * 1024);
        assert!(bomb.len() < 16 * 1024, "{}", bomb.len());
        let mut text = String::new();
        flate2::read::GzDecoder::new(&bomb[..])
            .read_to_string(&mut text)
            .expect("it is sound gzip");
        assert!(text.len() >= 8 * 1024 * 1024, "{}", text.len());
        assert_eq!(text.trim_end(), r#"{"a": "b"}"#);
    }
}
