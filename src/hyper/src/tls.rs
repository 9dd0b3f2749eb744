//! Settings in, what rustls encrypts by out.

use std::sync::Arc;

use hyper_rustls::ConfigBuilderExt;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};

use crate::client::{Builder, Unfit};

/// Certificates are checked as the platform checks them, unless others are set. The program may have chosen who encrypts.
pub(crate) fn config(settings: &Builder<'_>) -> Result<ClientConfig, Unfit> {
    let platform = |error: rustls::Error| Unfit::Platform(error.into());
    let chosen = CryptoProvider::get_default().cloned();
    let provider = chosen.unwrap_or_else(|| Arc::new(ring::default_provider()));
    let config = ClientConfig::builder_with_provider(provider);
    let config = config.with_safe_default_protocol_versions();
    let config = config.map_err(platform)?;
    let config = match settings.roots {
        None => config.try_with_platform_verifier().map_err(platform)?,
        Some(pem) => config.with_root_certificates(roots(pem).ok_or(Unfit::Roots)?),
    };
    let mut config = match settings.identity {
        None => config.with_no_client_auth(),
        Some(pem) => {
            let (certificates, key) = identity(pem).ok_or(Unfit::Identity)?;
            let config = config.with_client_auth_cert(certificates, key);
            config.map_err(|_| Unfit::Identity)?
        }
    };
    if cfg!(feature = "http2") {
        config.alpn_protocols.push(b"h2".to_vec());
    }
    config.alpn_protocols.push(b"http/1.1".to_vec());
    Ok(config)
}

/// All certificates, one at least.
fn certificates(pem: &[u8]) -> Option<Vec<CertificateDer<'static>>> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    found.ok().filter(|found| !found.is_empty())
}

fn roots(pem: &[u8]) -> Option<RootCertStore> {
    let mut store = RootCertStore::empty();
    for certificate in certificates(pem)? {
        store.add(certificate).ok()?;
    }
    Some(store)
}

fn identity(pem: &[u8]) -> Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)> {
    Some((certificates(pem)?, PrivateKeyDer::from_pem_slice(pem).ok()?))
}
