//! The transport on hyper-util: requests go out over hyper-util's connection pool, its errors come back sorted by kind.

mod settings;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http_body::Body as _;
use trunkline_hyper as lean;

pub use settings::HyperBuilder;

use super::faults::{Phase, sorted_of};
use super::upload::upload;
use super::{Body, BoxFuture, Chunks, Payload, Transport, TransportError};

/// Carries requests with hyper-util's client: what reqwest is built on, without what it adds. A client uses it unless it
/// is given another transport.
///
/// It works inside a tokio runtime whose drivers for I/O and time are enabled, as `#[tokio::main]` has them.
/// Clones, and clients that are given clones, share their connections.
///
/// The builder of a client sets what it does; made by itself, clients share it:
///
/// ```no_run
/// use trunkline::transport::Hyper;
///
/// let transport = Hyper::builder().proxy("http://user:password@proxy.example:3128").build()?;
/// // … Client::builder().transport(transport) …
/// # let _ = transport;
/// # Ok::<(), trunkline::transport::TransportError>(())
/// ```
///
/// The proxies that the environment names (`HTTPS_PROXY`, `NO_PROXY` and their like) are used, those of SOCKS as well.
#[derive(Clone)]
pub struct Hyper(lean::Client);

impl Hyper {
    /// Gives up on a connection that does not come about within `connect_timeout`.
    ///
    /// # Errors
    /// Where the platform does not say how certificates are to be checked.
    pub fn new(connect_timeout: Duration) -> Result<Self, TransportError> {
        Self::builder().connect_timeout(connect_timeout).build()
    }

    /// Settings of one's own, as for a proxy or a private certificate authority.
    pub fn builder() -> HyperBuilder {
        HyperBuilder::default()
    }
}

/// Without the settings: a proxy may hold credentials.
impl fmt::Debug for Hyper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hyper(..)")
    }
}

impl Transport for Hyper {
    fn send(
        &self,
        request: http::Request<Payload>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let (head, payload) = request.into_parts();
        if let Some(bytes) = payload.bytes() {
            let body = lean::Body::whole(bytes.clone());
            let reply = self.0.send(http::Request::from_parts(head, body));
            return Box::pin(async move { came(reply.await) });
        }
        Box::pin(async move {
            let body = lean::Body::stream(upload(payload).await?);
            came(self.0.send(http::Request::from_parts(head, body)).await)
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// The head of a reply, or why there is none.
fn came(
    reply: Result<http::Response<lean::Incoming>, lean::Error>,
) -> Result<http::Response<Body>, TransportError> {
    match reply {
        Ok(reply) => Ok(reply.map(Body::chunks)),
        Err(error) => {
            let phase = match error.is_connect() {
                true => Phase::Connecting,
                false => Phase::Talking,
            };
            Err(sorted_of(error, phase))
        }
    }
}

impl Chunks for lean::Incoming {
    fn is_over(&self) -> bool {
        self.is_end_stream()
    }

    fn next(&mut self) -> BoxFuture<'_, Option<Result<Bytes, TransportError>>> {
        Box::pin(async {
            loop {
                let frame = poll_fn(|context| Pin::new(&mut *self).poll_frame(context)).await?;
                match frame.map(|frame| frame.into_data()) {
                    Ok(Ok(chunk)) => return Some(Ok(chunk)),
                    // Trailers are no part of a body.
                    Ok(Err(_)) => {}
                    Err(error) => return Some(Err(sorted_of(error, Phase::Reading))),
                }
            }
        })
    }
}
