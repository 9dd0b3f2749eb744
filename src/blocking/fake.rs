//! The transport for tests, in the blocking mode: what was queued comes out at once, time is virtual.

use std::io::Read;
use std::time::{Duration, Instant, SystemTime};

use super::{Body, Transport};
use crate::transport::fake::{Answer, Fake, failure};
use crate::transport::{Payload, TransportError, TransportErrorKind};

impl Transport for Fake {
    fn send(
        &self,
        request: http::Request<Payload>,
        left: Duration,
    ) -> Result<http::Response<Body>, TransportError> {
        match self.answer(request) {
            Answer::Reply(reply) => Ok(reply.map(Body::whole)),
            Answer::Cut(reply) => {
                Ok(reply.map(|body| Body::reader(std::io::Cursor::new(body).chain(Broken))))
            }
            Answer::Fail(kind) => Err(failure(kind)),
            Answer::Unreadable(error) => Err(error),
            Answer::Hang => {
                self.pass(left);
                Err(failure(TransportErrorKind::Timeout))
            }
        }
    }

    fn sleep(&self, duration: Duration) {
        self.pass(duration);
    }

    fn now(&self) -> Instant {
        self.instant()
    }

    fn wall_clock(&self) -> SystemTime {
        self.day()
    }

    fn random(&self) -> Option<[u8; 16]> {
        Some(self.drawn())
    }
}

/// A connection that broke.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other(failure(
            TransportErrorKind::Interrupted,
        )))
    }
}
