//! The settings of a client in; a transport on reqwest that follows them out.

use ::reqwest::{Client, ClientBuilder, Proxy};

use super::Reqwest;
use crate::call::wiring::{Proxying, Wiring};

impl Reqwest {
    /// A transport that does as the client's builder was told.
    pub(crate) fn wired(wiring: &Wiring) -> Result<Self, String> {
        let builder = Client::builder().connect_timeout(wiring.time_to_connect());
        let builder = match &wiring.proxy {
            None => builder,
            Some(Proxying::Never) => builder.no_proxy(),
            Some(Proxying::By(url)) => {
                // What reqwest says of it may hold its secrets.
                let proxy = Proxy::all(url).map_err(|_| "reqwest refuses the URL of `proxy`")?;
                builder.proxy(proxy)
            }
        };
        Self::from_builder(certified(builder, wiring)?).map_err(|error| error.to_string())
    }
}

#[cfg(feature = "tls")]
fn certified(mut builder: ClientBuilder, wiring: &Wiring) -> Result<ClientBuilder, String> {
    use ::reqwest::{Certificate, Identity};

    use crate::call::wiring::{BAD_IDENTITY, BAD_ROOTS};

    if let Some(pem) = &wiring.roots {
        let roots = Certificate::from_pem_bundle(pem).unwrap_or_default();
        if roots.is_empty() {
            return Err(BAD_ROOTS.to_owned());
        }
        builder = builder.tls_certs_only(roots);
    }
    if let Some(pem) = &wiring.identity {
        let identity = Identity::from_pem(pem).map_err(|_| BAD_IDENTITY)?;
        builder = builder.identity(identity);
    }
    Ok(builder)
}

/// Certificates were refused before.
#[cfg(not(feature = "tls"))]
fn certified(builder: ClientBuilder, _: &Wiring) -> Result<ClientBuilder, String> {
    Ok(builder)
}
