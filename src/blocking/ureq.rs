//! The transport on ureq: requests go out over its connection pool, its errors come back sorted by kind.

use std::fmt;
use std::io::{self, Read};
use std::time::Duration;

use ::ureq::config::{AutoHeaderValue, Config, ConfigBuilder};
use ::ureq::typestate::AgentScope;
use ::ureq::{Agent, AsSendBody, BodyReader, SendBody, Timeout};
use http::Method;
use http::header::{CONTENT_LENGTH, HeaderValue};

use super::proxy::Proxies;
use super::{Body, Transport};
use crate::transport::{Payload, PayloadReader, TransportError, TransportErrorKind, Unreadable};

/// No limit that ureq's arithmetic could choke on: a century.
const LONG: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// Carries requests with ureq. A blocking client uses it unless it is given another transport.
///
/// Clones, and clients that are given clones, share their connections. There are no cookies.
///
/// The proxies that the environment names (`HTTPS_PROXY`, `NO_PROXY` and their like) are used, those of SOCKS as well;
/// an agent of your own has its own. An HTTP proxy is asked for a tunnel, whatever the scheme of the URL.
#[derive(Clone)]
pub struct Ureq {
    agent: Agent,
    /// Nothing where the agent's own settings say it.
    proxies: Option<std::sync::Arc<Proxies>>,
}

impl Ureq {
    /// Gives up on a connection that does not come about within `connect_timeout`.
    pub fn new(connect_timeout: Duration) -> Self {
        let agent = configured(connect_timeout).build().new_agent();
        Self::over(agent, Proxies::from_env())
    }

    pub(super) fn over(agent: Agent, proxies: Proxies) -> Self {
        Self {
            agent,
            proxies: Some(std::sync::Arc::new(proxies)),
        }
    }

    /// Builds on settings of your own, as for a proxy or a private certificate authority.
    pub fn from_config(config: Config) -> Self {
        Self::from_agent(config.new_agent())
    }

    /// Sends over an agent of your own. Whatever its settings say, no redirect is followed, since one would carry
    /// custom credential headers to another host, and every status is a reply.
    pub fn from_agent(agent: Agent) -> Self {
        Self {
            agent,
            proxies: None,
        }
    }

    fn run(
        &self,
        request: http::Request<impl AsSendBody>,
        time: Time,
    ) -> Result<http::Response<::ureq::Body>, ::ureq::Error> {
        let proxy = self.proxies.as_ref().map(|some| some.of(request.uri()));
        let config = self
            .agent
            .configure_request(request)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .allow_non_standard_methods(true);
        let config = match time {
            Time::Whole(left) => config.timeout_global(Some(left.min(LONG))),
            Time::Stream { left, idle } => config
                .timeout_send_request(Some(left.min(LONG)))
                .timeout_send_body(Some(left.min(LONG)))
                .timeout_recv_response(Some(left.min(LONG)))
                .timeout_per_read(Some(idle.min(LONG))),
        };
        let config = match proxy {
            Some(proxy) => config.proxy(proxy),
            None => config,
        };
        self.agent.run(config.build())
    }
}

/// What all agents have that are made here.
pub(super) fn configured(connect_timeout: Duration) -> ConfigBuilder<AgentScope> {
    let config = Agent::config_builder()
        .timeout_resolve(Some(connect_timeout.min(LONG)))
        .timeout_connect(Some(connect_timeout.min(LONG)))
        .accept_encoding(AutoHeaderValue::None);
    verified(config)
}

/// Certificates are checked as the platform checks them, as in the async mode.
#[cfg(feature = "tls")]
fn verified(config: ConfigBuilder<AgentScope>) -> ConfigBuilder<AgentScope> {
    use ::ureq::tls::{RootCerts, TlsConfig};

    let roots = RootCerts::PlatformVerifier;
    config.tls_config(TlsConfig::builder().root_certs(roots).build())
}

#[cfg(not(feature = "tls"))]
fn verified(config: ConfigBuilder<AgentScope>) -> ConfigBuilder<AgentScope> {
    config
}

/// Without the settings: a proxy may hold credentials.
impl fmt::Debug for Ureq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ureq(..)")
    }
}

/// How long a request may take.
#[derive(Clone, Copy)]
enum Time {
    /// In all.
    Whole(Duration),
    /// Up to the head of its reply, and without anything of its body.
    Stream { left: Duration, idle: Duration },
}

impl Transport for Ureq {
    fn send(
        &self,
        request: http::Request<Payload>,
        left: Duration,
    ) -> Result<http::Response<Body>, TransportError> {
        self.exchange(request, Time::Whole(left))
    }

    fn open(
        &self,
        request: http::Request<Payload>,
        left: Duration,
        idle: Duration,
    ) -> Result<http::Response<Body>, TransportError> {
        self.exchange(request, Time::Stream { left, idle })
    }
}

impl Ureq {
    fn exchange(
        &self,
        request: http::Request<Payload>,
        time: Time,
    ) -> Result<http::Response<Body>, TransportError> {
        let (mut head, body) = request.into_parts();
        let has_body = matches!(head.method, Method::POST | Method::PUT | Method::PATCH);
        let reply = match body.bytes() {
            Some(body) if body.is_empty() && !has_body => {
                self.run(http::Request::from_parts(head, SendBody::none()), time)
            }
            Some(body) => self.run(http::Request::from_parts(head, &body[..]), time),
            None => {
                let reader = body.open().map_err(|error| Unreadable::error(&error))?;
                if let Some(length) = reader.length() {
                    head.headers
                        .insert(CONTENT_LENGTH, HeaderValue::from(length));
                }
                let body = SendBody::from_owned_reader(Upload(reader));
                self.run(http::Request::from_parts(head, body), time)
            }
        };
        let reply = reply.map_err(sorted)?;
        Ok(reply.map(|body| Body::reader(Sorted(body.into_reader()))))
    }
}

/// A body of a request whose errors are known for what they are.
struct Upload(PayloadReader);

impl Read for Upload {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let outcome = self.0.read(buffer);
        outcome.map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            _ => io::Error::other(Unreadable(error)),
        })
    }
}

const BROKEN: &str = "the connection broke";

/// A body whose errors are sorted.
struct Sorted(BodyReader<'static>);

impl Read for Sorted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let outcome = self.0.read(buffer);
        outcome.map_err(|error| match error.kind() {
            // What cannot be deciphered in the midst of a body says nothing of who the vendor is.
            io::ErrorKind::InvalidData => {
                let message = format!("{BROKEN}: {error}");
                let broken = TransportError::new(TransportErrorKind::Interrupted, message);
                io::Error::new(error.kind(), broken.with_source(error))
            }
            kind => io::Error::new(kind, sorted(error.into())),
        })
    }
}

/// What ureq says of a URL or of a proxy is left out: there may be secrets in it.
fn sorted(error: ::ureq::Error) -> TransportError {
    use ::ureq::Error;
    use TransportErrorKind::{Connect, Interrupted, Other, Timeout as TimedOut, Tls};

    if let Error::Io(error) = &error
        && let Some(inner) = error.get_ref()
        && let Some(Unreadable(error)) = inner.downcast_ref()
    {
        return Unreadable::error(error);
    }
    const NO_CONNECTION: &str = "no connection came about";
    let (kind, what) = match &error {
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => (Connect, NO_CONNECTION),
        Error::Timeout(_) => (TimedOut, "the time ran out"),
        Error::Io(error) if fails_to_connect(error) => (Connect, NO_CONNECTION),
        Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
            (Tls, "no encrypted connection came about")
        }
        Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => {
            (TimedOut, "the time ran out")
        }
        Error::Io(_) | Error::Protocol(_) | Error::LargeResponseHeader(..) => (Interrupted, BROKEN),
        Error::HostNotFound | Error::ConnectionFailed => (Connect, NO_CONNECTION),
        Error::ConnectProxyFailed(_) => {
            return TransportError::new(Connect, "no connection came about: the proxy refused it");
        }
        Error::BadUri(_) | Error::RequireHttpsOnly(_) => {
            return TransportError::new(
                Other,
                "the request could not be sent: ureq refuses its URL",
            );
        }
        Error::Tls(_) | Error::TlsRequired => (Tls, "no encrypted connection came about"),
        #[cfg(feature = "tls")]
        Error::Rustls(_) => (Tls, "no encrypted connection came about"),
        _ => (Other, "the request could not be sent"),
    };
    TransportError::new(kind, format!("{what}: {error}")).with_source(error)
}

/// A name that cannot be looked up is an error without a number; on a connection that exists, only its end is.
fn fails_to_connect(error: &io::Error) -> bool {
    match error.kind() {
        io::ErrorKind::ConnectionRefused
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::AddrNotAvailable => true,
        io::ErrorKind::UnexpectedEof
        | io::ErrorKind::InvalidData
        | io::ErrorKind::TimedOut
        | io::ErrorKind::WriteZero
        | io::ErrorKind::Other => false,
        _ => error.raw_os_error().is_none(),
    }
}
