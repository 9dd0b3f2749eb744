//! A reply on its way in: its head and what comes of its body in, an event of the exchange out.

use bytes::{Bytes, BytesMut};
use http::response::Parts;

use super::exchange::{Event, Fault};
use super::expand::Expand;

/// A reply whose body is still coming.
pub(crate) struct Incoming {
    head: Parts,
    expand: Expand,
    body: BytesMut,
    max_body: usize,
}

impl Incoming {
    /// A reply without body so far.
    pub(crate) fn new(head: Parts, max_body: usize) -> Self {
        Self {
            expand: Expand::of(&head.headers),
            head,
            body: BytesMut::new(),
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
            let room = self.max_body - self.body.len();
            self.body.extend_from_slice(&piece[..piece.len().min(room)]);
            if piece.len() > room {
                return Err(Fault::TooLarge);
            }
        }
        Ok(())
    }

    /// Nothing more comes: all of it is there, or a fault stands in the way.
    pub(crate) fn end(mut self, outcome: Result<(), Fault>) -> Event {
        let outcome = outcome.and_then(|()| {
            self.expand.end();
            self.take()
        });
        let reply: http::Response<Bytes> =
            http::Response::from_parts(self.head, self.body.freeze());
        match outcome {
            Ok(()) => Event::Reply(reply),
            Err(fault) => Event::Failed {
                reply: Some(reply),
                fault,
            },
        }
    }
}
