//! Settings in, a client out; a request in, the head of its reply out.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::PROXY_AUTHORIZATION;
use hyper_util::client::legacy;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use crate::connect::Connector;
use crate::proxies::Proxies;
use crate::{Body, Error, Incoming, host};

/// How long a connection that nobody uses is kept.
const IDLE: Duration = Duration::from_secs(90);

/// Sends requests. Clones share their connections.
#[derive(Clone)]
pub struct Client {
    pool: legacy::Client<Connector, Body>,
    proxies: Arc<Proxies>,
}

impl Client {
    /// Settings: a connection has to come about within `connect_timeout`, all of its steps included; the proxies are
    /// those that the environment names.
    pub fn builder<'s>(connect_timeout: Duration) -> Builder<'s> {
        Builder {
            connect_timeout,
            proxy: Proxy::Environment,
            #[cfg(feature = "tls")]
            roots: None,
            #[cfg(feature = "tls")]
            identity: None,
        }
    }

    /// Sends a request and gives the head of the reply as soon as it is there, inside a runtime of tokio.
    ///
    /// # Errors
    /// Where no head of a reply came.
    pub fn send(
        &self,
        mut request: http::Request<Body>,
    ) -> impl Future<Output = Result<http::Response<Incoming>, Error>> + Send + '_ {
        if let Some(shown) = self.proxies.shown(request.uri()) {
            let headers = request.headers_mut();
            headers.entry(PROXY_AUTHORIZATION).or_insert(shown);
        }
        host::name(&mut request);
        #[cfg(feature = "http2")]
        let again = crate::refused::copy(&request);
        let reply = self.pool.request(request);
        async move {
            let outcome = reply.await;
            #[cfg(feature = "http2")]
            if let (Err(error), Some(again)) = (&outcome, again)
                && crate::refused::is_refused(error)
            {
                return self.send_again(again).await;
            }
            outcome
        }
    }

    /// Sends a request again that the vendor did not take up.
    #[cfg(feature = "http2")]
    async fn send_again(
        &self,
        mut request: http::Request<Body>,
    ) -> Result<http::Response<Incoming>, Error> {
        for _ in 1..crate::refused::TIMES {
            let Some(again) = crate::refused::copy(&request) else {
                break;
            };
            match self.pool.request(request).await {
                Err(error) if crate::refused::is_refused(&error) => request = again,
                outcome => return outcome,
            }
        }
        self.pool.request(request).await
    }
}

/// Without the settings: a proxy may hold credentials.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Client(..)")
    }
}

/// Which proxy is asked.
pub enum Proxy<'u> {
    /// Those that the environment names: `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, but for what `NO_PROXY` names.
    Environment,
    /// None.
    Never,
    /// This one for all connections: `http`, `https` with encryption, `socks4`, `socks4a`, `socks5` or `socks5h`.
    By(&'u str),
}

/// The settings of a client.
pub struct Builder<'s> {
    pub(crate) connect_timeout: Duration,
    proxy: Proxy<'s>,
    #[cfg(feature = "tls")]
    pub(crate) roots: Option<&'s [u8]>,
    #[cfg(feature = "tls")]
    pub(crate) identity: Option<&'s [u8]>,
}

/// Why there is no client.
#[derive(Debug)]
pub enum Unfit {
    /// The URL of the proxy names none that can be asked.
    Proxy,
    /// The certificates to be trusted cannot be read, or there are none.
    Roots,
    /// The key or its certificates cannot be read, or do not belong together.
    Identity,
    /// The platform does not say how certificates are to be checked.
    Platform(crate::BoxError),
}

impl<'s> Builder<'s> {
    /// Chooses the proxy.
    #[must_use]
    pub fn proxy(mut self, proxy: Proxy<'s>) -> Self {
        self.proxy = proxy;
        self
    }

    /// Trusts these certificates, in PEM, in place of those that the platform trusts.
    #[cfg(feature = "tls")]
    #[must_use]
    pub fn roots(mut self, pem: &'s [u8]) -> Self {
        self.roots = Some(pem);
        self
    }

    /// Shows these certificates, in PEM with their private key.
    #[cfg(feature = "tls")]
    #[must_use]
    pub fn identity(mut self, pem: &'s [u8]) -> Self {
        self.identity = Some(pem);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// Where a setting does not hold.
    pub fn build(self) -> Result<Client, Unfit> {
        let proxies = Arc::new(Proxies::of(&self.proxy).ok_or(Unfit::Proxy)?);
        let connector = Connector::new(&self, proxies.clone())?;
        let pool = legacy::Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .build(connector);
        Ok(Client { pool, proxies })
    }
}

/// Without the settings, some of which are secrets.
impl fmt::Debug for Builder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Builder(..)")
    }
}

impl fmt::Debug for Proxy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Environment => "Environment",
            Self::Never => "Never",
            Self::By(_) => "By(..)",
        })
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Proxy => f.write_str("the URL of the proxy cannot be used"),
            Self::Roots => f.write_str("the certificates to be trusted cannot be read"),
            Self::Identity => f.write_str("the key and its certificates cannot be used"),
            Self::Platform(error) => {
                write!(f, "the platform's certificates cannot be read: {error}")
            }
        }
    }
}

impl std::error::Error for Unfit {}
