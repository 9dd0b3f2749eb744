//! The settings of a client in; a transport on ureq that follows them out.

use ::ureq::Proxy;
use ::ureq::config::ConfigBuilder;
use ::ureq::typestate::AgentScope;

use super::Ureq;
use super::proxy::Proxies;
use super::ureq::configured;
use crate::call::wiring::{Proxying, Wiring};

impl Ureq {
    /// A transport that does as the client's builder was told.
    pub(crate) fn wired(wiring: &Wiring) -> Result<Self, String> {
        let config = configured(wiring.time_to_connect());
        let proxies = match &wiring.proxy {
            None => Proxies::from_env(),
            Some(Proxying::Never) => Proxies::of_all(None),
            Some(Proxying::By(url)) => {
                // What ureq says of it may hold its secrets.
                let proxy = Proxy::new(url).map_err(|_| "ureq refuses the URL of `proxy`")?;
                Proxies::of_all(Some(proxy))
            }
        };
        let agent = certified(config, wiring)?.build().new_agent();
        Ok(Self::over(agent, proxies))
    }
}

/// Certificates are checked as the platform checks them unless others are set.
#[cfg(feature = "tls")]
fn certified(
    config: ConfigBuilder<AgentScope>,
    wiring: &Wiring,
) -> Result<ConfigBuilder<AgentScope>, String> {
    use std::sync::Arc;

    use ::ureq::tls::{ClientCert, PemItem, RootCerts, TlsConfig, parse_pem};

    use crate::call::wiring::{BAD_IDENTITY, BAD_ROOTS};

    if wiring.roots.is_none() && wiring.identity.is_none() {
        return Ok(config);
    }
    let certificates = |pem: &[u8]| -> Vec<_> {
        let items = parse_pem(pem).filter_map(Result::ok);
        let certificates = items.filter_map(|item| match item {
            PemItem::Certificate(certificate) => Some(certificate),
            _ => None,
        });
        certificates.collect()
    };
    let mut tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier);
    if let Some(pem) = &wiring.roots {
        let roots = certificates(pem);
        if roots.is_empty() {
            return Err(BAD_ROOTS.to_owned());
        }
        tls = tls.root_certs(RootCerts::Specific(Arc::new(roots)));
    }
    if let Some(pem) = &wiring.identity {
        let chain = certificates(pem);
        let key = parse_pem(pem).find_map(|item| match item {
            Ok(PemItem::PrivateKey(key)) => Some(key),
            _ => None,
        });
        let Some(key) = key.filter(|_| !chain.is_empty()) else {
            return Err(BAD_IDENTITY.to_owned());
        };
        tls = tls.client_cert(Some(ClientCert::new_with_certs(&chain, key)));
    }
    Ok(config.tls_config(tls.build()))
}

/// Certificates were refused before.
#[cfg(not(feature = "tls"))]
fn certified(
    config: ConfigBuilder<AgentScope>,
    _: &Wiring,
) -> Result<ConfigBuilder<AgentScope>, String> {
    Ok(config)
}
