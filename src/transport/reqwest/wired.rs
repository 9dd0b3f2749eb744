//! The settings of a client in; a transport on reqwest that follows them out.

use ::reqwest::{ClientBuilder, Proxy};

use super::{Reqwest, plain};
use crate::call::wiring::{Proxying, Wiring};
use crate::transport::TransportError;
#[cfg(feature = "tls")]
use crate::transport::faults::chain;

impl Reqwest {
    /// A transport that does as the client's builder was told.
    pub(crate) fn wired(wiring: &Wiring) -> Result<Self, String> {
        let builder = plain().connect_timeout(wiring.time_to_connect());
        let builder = match &wiring.proxy {
            None => builder,
            Some(Proxying::Never) => builder.no_proxy(),
            Some(Proxying::By(url)) => {
                // What reqwest says of it may hold its secrets.
                let proxy = Proxy::all(url).map_err(|_| "reqwest refuses the URL of `proxy`")?;
                builder.proxy(proxy)
            }
        };
        let built = Self::from_builder(certified(builder, wiring)?);
        built.map_err(|error| refused(wiring, &error).unwrap_or_else(|| error.to_string()))
    }
}

#[cfg(feature = "tls")]
fn certified(mut builder: ClientBuilder, wiring: &Wiring) -> Result<ClientBuilder, String> {
    use ::reqwest::{Certificate, Identity};

    use crate::call::wiring::BAD_ROOTS;

    if let Some(pem) = &wiring.roots {
        let roots = Certificate::from_pem_bundle(pem).unwrap_or_default();
        if roots.is_empty() {
            return Err(BAD_ROOTS.to_owned());
        }
        builder = builder.tls_certs_only(roots);
    }
    if let Some(shown) = wiring.shown() {
        let pem = shown.certificates() + &shown.key();
        let identity = Identity::from_pem(pem.as_bytes()).map_err(|_| shown.refused())?;
        builder = builder.identity(identity);
    }
    Ok(builder)
}

/// What is said of certificates that could be read and hold nothing of use.
#[cfg(feature = "tls")]
fn refused(wiring: &Wiring, error: &TransportError) -> Option<String> {
    let found = chain(error).find_map(|cause| cause.downcast_ref())?;
    match (found, wiring.shown()) {
        (rustls::Error::InvalidCertificate(_), _) if wiring.roots.is_some() => {
            Some(crate::call::wiring::BAD_ROOTS.to_owned())
        }
        (_, shown) => Some(shown?.refused()),
    }
}

#[cfg(not(feature = "tls"))]
fn refused(_: &Wiring, _: &TransportError) -> Option<String> {
    None
}

/// Certificates were refused before.
#[cfg(not(feature = "tls"))]
fn certified(builder: ClientBuilder, _: &Wiring) -> Result<ClientBuilder, String> {
    Ok(builder)
}
