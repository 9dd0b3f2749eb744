//! The origin of a URL in, a connection on which it can be talked to out: straight, or by way of a proxy.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::{SocksV4, SocksV5, Tunnel};
use hyper_util::client::proxy::matcher::Intercept;
use tower_service::Service;

use crate::BoxError;
use crate::client::{Builder, Unfit};
use crate::hop::Hop;
use crate::proxies::Proxies;

/// A connector that encrypts where the scheme says so.
#[cfg(feature = "tls")]
pub(crate) type Secured<C> = hyper_rustls::HttpsConnector<C>;
/// Without encryption nothing is encrypted, and what has to be is refused.
#[cfg(not(feature = "tls"))]
pub(crate) type Secured<C> = C;

/// A connection to the vendor, or to a proxy, with or without encryption.
pub(crate) type Stream = <Secured<HttpConnector> as Service<Uri>>::Response;

/// After how much silence a connection is asked whether it is alive still, and how often it may fail to say so.
const KEEPALIVE: (Duration, u32) = (Duration::from_secs(15), 3);
/// How long what was sent may stay without any sign that it arrived.
#[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
const UNHEARD: Duration = Duration::from_secs(30);

/// Reaches an origin, and leaves encryption with it to others.
#[derive(Clone)]
pub(crate) struct Hops {
    tcp: HttpConnector,
    to_proxy: Secured<HttpConnector>,
    proxies: Arc<Proxies>,
}

/// The whole way to an origin, encryption with it included.
pub(crate) fn way(settings: &Builder<'_>, proxies: Arc<Proxies>) -> Result<Secured<Hops>, Unfit> {
    let tcp = tcp(settings.connect_timeout);
    #[cfg(feature = "tls")]
    {
        let config = crate::tls::config(settings)?;
        let mut to_proxy = config.clone();
        to_proxy.alpn_protocols.clear();
        let hops = Hops {
            to_proxy: (tcp.clone(), to_proxy).into(),
            tcp,
            proxies,
        };
        Ok((hops, config).into())
    }
    #[cfg(not(feature = "tls"))]
    Ok(Hops {
        to_proxy: tcp.clone(),
        tcp,
        proxies,
    })
}

fn tcp(limit: Duration) -> HttpConnector {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    // Each address of a name gets its share, so that one that is dead leaves time for the next.
    tcp.set_connect_timeout(Some(limit));
    let (silence, times) = KEEPALIVE;
    tcp.set_keepalive(Some(silence));
    tcp.set_keepalive_interval(Some(silence));
    tcp.set_keepalive_retries(Some(times));
    #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
    tcp.set_tcp_user_timeout(Some(UNHEARD));
    tcp
}

impl Hops {
    async fn reach(mut self, origin: Uri) -> Result<Hop, BoxError> {
        let is_encrypted = origin.scheme() == Some(&Scheme::HTTPS);
        if is_encrypted && !cfg!(feature = "tls") {
            return Err("it has to be encrypted, which takes the feature `tls`".into());
        }
        let Some(proxy) = self.proxies.between(&origin) else {
            return connected(&mut self.tcp, origin).await.map(Hop::straight);
        };
        let url = proxy.uri().clone();
        match url.scheme_str() {
            Some("http" | "https") if is_encrypted => {
                let mut tunnel = Tunnel::new(url, self.to_proxy);
                if let Some(shown) = proxy.basic_auth() {
                    tunnel = tunnel.with_auth(shown.clone());
                }
                connected(&mut tunnel, origin).await.map(Hop::straight)
            }
            Some("http" | "https") => connected(&mut self.to_proxy, url).await.map(Hop::asking),
            _ => self.by_socks(&proxy, origin).await.map(Hop::straight),
        }
    }

    async fn by_socks(self, proxy: &Intercept, origin: Uri) -> Result<Stream, BoxError> {
        let origin = with_port(&origin, if_none(&origin))?;
        let scheme = proxy.uri().scheme_str().unwrap_or_default();
        let url = with_port(proxy.uri(), 1080)?;
        let resolves = matches!(scheme, "socks4" | "socks5");
        if scheme.starts_with("socks4") {
            let mut socks = SocksV4::new(url, self.tcp).local_dns(resolves);
            return connected(&mut socks, origin).await;
        }
        let mut socks = SocksV5::new(url, self.tcp).local_dns(resolves);
        if let Some((user, password)) = proxy.raw_auth() {
            socks = socks.with_auth(user.to_owned(), password.to_owned());
        }
        connected(&mut socks, origin).await
    }
}

/// What a connector gives, whatever it calls its streams and its errors.
async fn connected<C>(connector: &mut C, to: Uri) -> Result<Stream, BoxError>
where
    C: Service<Uri, Response: Into<Stream>, Error: Into<BoxError>>,
{
    let stream = connector.call(to).await;
    stream.map(Into::into).map_err(Into::into)
}

/// The port of a URL that names none.
fn if_none(url: &Uri) -> u16 {
    match url.scheme() == Some(&Scheme::HTTPS) {
        true => 443,
        false => 80,
    }
}

/// The origin of a URL with its port, which those who stand between would otherwise guess.
fn with_port(url: &Uri, port: u16) -> Result<Uri, BoxError> {
    let port = url.port_u16().unwrap_or(port);
    let host = url.host().unwrap_or_default();
    let origin = Uri::builder()
        .scheme(url.scheme_str().unwrap_or("http"))
        .authority(format!("{host}:{port}"))
        .path_and_query("/");
    Ok(origin.build()?)
}

impl Service<Uri> for Hops {
    type Response = Hop;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Hop, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, origin: Uri) -> Self::Future {
        Box::pin(self.clone().reach(origin))
    }
}
