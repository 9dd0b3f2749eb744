//! Settings in, the client's or one's own; a transport that follows them out.

use std::fmt;
use std::time::Duration;

use trunkline_hyper::{Client, Proxy, Unfit};

use super::Hyper;
#[cfg(feature = "tls")]
use crate::call::identity::Identity;
use crate::call::wiring::{self, Proxying, Wiring};
use crate::transport::{TransportError, TransportErrorKind};

/// The settings of a [`Hyper`]; what is not set is as a client's builder has it.
#[derive(Default)]
pub struct HyperBuilder {
    wiring: Wiring,
    /// The first setting that does not hold; `build` reports it.
    problem: Option<String>,
}

impl HyperBuilder {
    /// Limits the time in which a connection has to come about: 10 seconds unless it is set.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.wiring.connect_timeout = Some(timeout);
        self
    }

    /// Asks this HTTP proxy for all connections, whatever the environment says: `http://user:password@host:3128`.
    #[must_use]
    pub fn proxy(mut self, url: &str) -> Self {
        match wiring::proxy(url) {
            Ok(proxy) => self.wiring.proxy = Some(proxy),
            Err(problem) => _ = self.problem.get_or_insert(problem),
        }
        self
    }

    /// Asks no proxy, whatever the environment says.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.wiring.proxy = Some(Proxying::Never);
        self
    }

    /// Trusts these certificates, in PEM, in place of those that the platform trusts.
    #[cfg(feature = "tls")]
    #[must_use]
    pub fn root_certificates(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.wiring.roots = Some(pem.as_ref().to_vec());
        self
    }

    /// Shows the vendor this certificate: a private key and its certificates, in PEM.
    #[cfg(feature = "tls")]
    #[must_use]
    pub fn identity(mut self, pem: impl AsRef<[u8]>) -> Self {
        let pem = String::from_utf8_lossy(pem.as_ref());
        self.wiring.identity = Some(Identity::new("identity", &pem, &pem));
        self
    }

    /// The transport.
    ///
    /// # Errors
    /// Where a setting does not hold, or where the platform does not say how certificates are to be checked.
    pub fn build(self) -> Result<Hyper, TransportError> {
        let made = match self.problem {
            Some(problem) => Err(problem),
            None => Hyper::wired(&self.wiring),
        };
        made.map_err(|problem| TransportError::new(TransportErrorKind::Other, problem))
    }
}

impl Hyper {
    /// A transport that does as the client's builder was told.
    pub(crate) fn wired(wiring: &Wiring) -> Result<Self, String> {
        #[cfg(feature = "tls")]
        let identity = wiring
            .shown()
            .map(|shown| shown.certificates() + &shown.key());
        let builder = Client::builder(wiring.time_to_connect());
        let builder = builder.proxy(match &wiring.proxy {
            None => Proxy::Environment,
            Some(Proxying::Never) => Proxy::Never,
            Some(Proxying::By(url)) => Proxy::By(url),
        });
        #[cfg(feature = "tls")]
        let builder = {
            let certified = wiring.roots.iter().fold(builder, |b, pem| b.roots(pem));
            identity
                .iter()
                .fold(certified, |b, pem| b.identity(pem.as_bytes()))
        };
        builder.build().map(Self).map_err(|unfit| match unfit {
            Unfit::Proxy => "hyper-util refuses the URL of `proxy`".to_owned(),
            #[cfg(feature = "tls")]
            Unfit::Roots => wiring::BAD_ROOTS.to_owned(),
            #[cfg(feature = "tls")]
            Unfit::Identity => wiring.shown().map_or_else(String::new, Identity::refused),
            other => other.to_string(),
        })
    }
}

/// Without the settings, some of which are secrets.
impl fmt::Debug for HyperBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HyperBuilder(..)")
    }
}
