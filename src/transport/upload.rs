//! A body that blocks while it is read comes in; one that hyper polls goes out.

use std::future::Future;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::task::{JoinHandle, spawn_blocking};

use super::{Payload, PayloadReader, TransportError, Unreadable};
use crate::BoxError;

/// How much is read at once, in bytes: what is held of the body.
const CHUNK: usize = 64 * 1024;

/// Opens a body and makes one of it that reads it on a thread for blocking work.
pub(super) async fn upload(payload: Payload) -> Result<Upload, TransportError> {
    let opened = spawn_blocking(move || payload.open()).await;
    let opened = opened.unwrap_or_else(|stopped| Err(io::Error::other(stopped)));
    let reader = opened.map_err(|error| Unreadable::error(&error))?;
    Ok(Upload {
        left: reader.length(),
        state: State::Idle(Mutex::new(reader)),
    })
}

/// A body that is read a piece at a time. Its errors hold an [`Unreadable`].
pub(super) struct Upload {
    left: Option<u64>,
    state: State,
}

enum State {
    /// The lock makes it `Sync`, as reqwest wants it; nobody waits for it.
    Idle(Mutex<PayloadReader>),
    Reading(JoinHandle<(PayloadReader, io::Result<Bytes>)>),
    Over,
}

fn read(mut reader: PayloadReader) -> (PayloadReader, io::Result<Bytes>) {
    let mut chunk = Vec::new();
    let read = (&mut reader).take(CHUNK as u64).read_to_end(&mut chunk);
    (reader, read.map(|_| chunk.into()))
}

impl http_body::Body for Upload {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return Poll::Ready(None),
                State::Idle(reader) => {
                    let reader = reader.into_inner().unwrap_or_else(PoisonError::into_inner);
                    self.state = State::Reading(spawn_blocking(|| read(reader)));
                }
                State::Reading(mut work) => {
                    let Poll::Ready(done) = Pin::new(&mut work).poll(context) else {
                        self.state = State::Reading(work);
                        return Poll::Pending;
                    };
                    let (reader, chunk) = match done {
                        Ok(done) => done,
                        Err(stopped) => return failed(io::Error::other(stopped)),
                    };
                    return match chunk {
                        Err(error) => failed(error),
                        Ok(chunk) if chunk.is_empty() => Poll::Ready(None),
                        Ok(chunk) => {
                            let length = chunk.len() as u64;
                            self.left = self.left.map(|left| left.saturating_sub(length));
                            if self.left != Some(0) {
                                self.state = State::Idle(Mutex::new(reader));
                            }
                            Poll::Ready(Some(Ok(Frame::data(chunk))))
                        }
                    };
                }
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.left
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

fn failed(error: io::Error) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
    Poll::Ready(Some(Err(Unreadable(error).into())))
}
