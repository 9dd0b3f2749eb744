//! The transport on reqwest: requests go out over its connection pool, its errors come back sorted by kind.

mod origin;
#[cfg(not(feature = "hyper"))]
mod wired;

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;

use origin::Origin;

use super::faults::{Phase, said, sorted_of};
use super::upload::upload;
use super::{Body, BoxFuture, Chunks, Payload, Transport, TransportError, TransportErrorKind};

/// Carries requests with reqwest. A client uses it where the feature `hyper` is not enabled. Where both are, it has to be
/// asked for:
///
/// ```no_run
/// use trunkline::transport::Reqwest;
///
/// let settings = reqwest::Client::builder().tcp_keepalive(None);
/// let transport = Reqwest::from_builder(settings)?;
/// // … Client::builder().transport(transport) …
/// # let _ = transport;
/// # Ok::<(), trunkline::transport::TransportError>(())
/// ```
///
/// It works inside a tokio runtime whose drivers for I/O and time are enabled, as `#[tokio::main]` has them.
/// Clones, and clients that are given clones, share their connections.
///
/// The proxies that the environment names (`HTTPS_PROXY` and its like) are used; a builder of your own with
/// `no_proxy()` does without.
#[derive(Clone)]
pub struct Reqwest {
    client: ::reqwest::Client,
    /// Who is asked first, and mostly all the time.
    origin: Arc<OnceLock<Origin>>,
}

impl Reqwest {
    /// Gives up on a connection that does not come about within `connect_timeout`.
    ///
    /// # Errors
    /// Where the system's TLS or DNS settings cannot be read.
    pub fn new(connect_timeout: Duration) -> Result<Self, TransportError> {
        Self::from_builder(plain().connect_timeout(connect_timeout))
    }

    /// Builds on settings of your own, as for a proxy or a private certificate authority. Redirects are switched
    /// off whatever the builder says: a redirect would carry custom credential headers to another host.
    ///
    /// # Errors
    /// Where reqwest cannot be built from the settings.
    pub fn from_builder(builder: ::reqwest::ClientBuilder) -> Result<Self, TransportError> {
        // The runtime expands bodies, within its limits, whatever features of reqwest others enable.
        let builder = builder.no_gzip().no_brotli().no_zstd().no_deflate();
        let builder = builder.redirect(::reqwest::redirect::Policy::none());
        let client = builder.build().map_err(|error| {
            let what = "reqwest cannot be built";
            said(error.without_url(), TransportErrorKind::Other, what)
        })?;
        Ok(Self {
            client,
            origin: Arc::default(),
        })
    }
}

/// The settings that nobody has changed. Where neither the environment nor a platform that has settings for it may name a
/// proxy, which is mostly so, reqwest need not look for one at each call.
fn plain() -> ::reqwest::ClientBuilder {
    const NAMES: [&str; 3] = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];
    let is_set = |name: &str| std::env::var_os(name).is_some();
    let is_named = NAMES
        .iter()
        .any(|name| is_set(name) || is_set(&name.to_ascii_lowercase()));
    let builder = ::reqwest::Client::builder();
    match is_named || cfg!(any(target_vendor = "apple", windows)) {
        true => builder,
        false => builder.no_proxy(),
    }
}

/// Without the settings: default headers and proxies may hold credentials.
impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reqwest(..)")
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Payload>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, payload) = request.into_parts();
            let body = match payload.bytes() {
                Some(bytes) => ::reqwest::Body::from(bytes.clone()),
                None => ::reqwest::Body::wrap(upload(payload).await?),
            };
            let request = origin::request(&self.origin, head, body);
            let request = request.map_err(|error| sorted(error, Phase::Making))?;
            let mut reply = self
                .client
                .execute(request)
                .await
                .map_err(|error| sorted(error, Phase::Talking))?;
            let mut head = http::Response::new(());
            *head.status_mut() = reply.status();
            *head.version_mut() = reply.version();
            *head.headers_mut() = std::mem::take(reply.headers_mut());
            Ok(head.map(|()| Body::chunks(reply)))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

impl Chunks for ::reqwest::Response {
    fn is_over(&self) -> bool {
        self.content_length() == Some(0)
    }

    fn next(&mut self) -> BoxFuture<'_, Option<Result<Bytes, TransportError>>> {
        Box::pin(async {
            let chunk = self.chunk().await;
            chunk
                .map_err(|error| sorted(error, Phase::Reading))
                .transpose()
        })
    }
}

/// The URL is left out: its query may hold secrets.
fn sorted(error: ::reqwest::Error, phase: Phase) -> TransportError {
    let phase = match () {
        () if error.is_connect() => Phase::Connecting,
        () if error.is_timeout() => Phase::Waiting,
        () if error.is_builder() => Phase::Making,
        () => phase,
    };
    sorted_of(error.without_url(), phase)
}
