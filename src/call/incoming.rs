//! A reply on its way in: its head and what comes of its body in, an event of the exchange out.

use bytes::{Bytes, BytesMut};
use http::header::CONTENT_LENGTH;
use http::response::Parts;

use super::exchange::{Event, Fault};
use super::expand::Expand;

/// How much room is made for a body before it is there: a vendor may say more than it sends.
const AT_ONCE: usize = 1 << 20;

/// A reply whose body is still coming.
pub(crate) struct Incoming {
    head: Parts,
    expand: Expand,
    /// All of the body so far, as long as it came in one piece.
    piece: Bytes,
    /// All of the body so far, once it came in several.
    pieces: BytesMut,
    max_body: usize,
}

impl Incoming {
    /// A reply without body so far.
    pub(crate) fn new(head: Parts, max_body: usize) -> Self {
        Self {
            expand: Expand::of(&head.headers),
            head,
            piece: Bytes::new(),
            pieces: BytesMut::new(),
            max_body,
        }
    }

    /// Takes up what came, as far as the body may be large without its encoding.
    pub(crate) fn push(&mut self, chunk: Bytes) -> Result<(), Fault> {
        self.expand.push(chunk);
        self.take()
    }

    fn take(&mut self) -> Result<(), Fault> {
        while let Some(piece) = self.expand.next().map_err(Fault::Transport)? {
            let room = self.max_body - self.piece.len() - self.pieces.len();
            let length = piece.len();
            self.add(piece.slice(..length.min(room)));
            if length > room {
                return Err(Fault::TooLarge);
            }
        }
        Ok(())
    }

    /// A small body mostly comes in one piece, which is kept as it is.
    fn add(&mut self, piece: Bytes) {
        if self.piece.is_empty() && self.pieces.is_empty() {
            self.piece = piece;
            return;
        }
        if self.pieces.is_empty() {
            self.pieces.reserve(self.said().min(AT_ONCE));
        }
        let first = std::mem::take(&mut self.piece);
        self.pieces.extend_from_slice(&first);
        self.pieces.extend_from_slice(&piece);
    }

    /// How large the body is on its way, as far as the vendor says it.
    fn said(&self) -> usize {
        let said = self.head.headers.get(CONTENT_LENGTH);
        let said = said.and_then(|said| said.to_str().ok()?.parse().ok());
        said.unwrap_or(0)
    }

    /// Nothing more comes: all of it is there, or a fault stands in the way.
    pub(crate) fn end(mut self, outcome: Result<(), Fault>) -> Event {
        let outcome = outcome.and_then(|()| {
            self.expand.end();
            self.take()
        });
        let body = match self.pieces.is_empty() {
            true => self.piece,
            false => self.pieces.freeze(),
        };
        let reply = http::Response::from_parts(self.head, body);
        match outcome {
            Ok(()) => Event::Reply(reply),
            Err(fault) => Event::Failed {
                reply: Some(reply),
                fault,
            },
        }
    }
}
