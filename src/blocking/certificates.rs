//! Certificates in PEM in; settings of ureq that hold out, so that it meets none at which it would panic.

use std::sync::Arc;

use ::ureq::config::ConfigBuilder;
use ::ureq::tls::{Certificate, ClientCert, PemItem, PrivateKey, RootCerts, TlsConfig, parse_pem};
use ::ureq::typestate::AgentScope;
use rustls::RootCertStore;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;

use crate::call::identity::Identity;
use crate::call::wiring::{BAD_ROOTS, Wiring};

/// Certificates are checked as the platform checks them unless others are set.
pub(super) fn certified(
    config: ConfigBuilder<AgentScope>,
    wiring: &Wiring,
) -> Result<ConfigBuilder<AgentScope>, String> {
    if wiring.roots.is_none() && wiring.shown().is_none() {
        return Ok(config);
    }
    let mut tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier);
    if let Some(pem) = &wiring.roots {
        tls = tls.root_certs(roots(pem).ok_or(BAD_ROOTS)?);
    }
    if let Some(shown) = wiring.shown() {
        tls = tls.client_cert(Some(client(shown).ok_or_else(|| shown.refused())?));
    }
    Ok(config.tls_config(tls.build()))
}

/// Certificates of authorities: one at least, and all of them readable.
fn roots(pem: &[u8]) -> Option<RootCerts> {
    let (_, unread) = RootCertStore::empty().add_parsable_certificates(chain(pem)?);
    let roots = certificates(pem);
    (unread == 0 && !roots.is_empty()).then(|| RootCerts::Specific(Arc::new(roots)))
}

/// A certificate and the key that belongs to it.
fn client(shown: &Identity) -> Option<ClientCert> {
    let (certificates_pem, key_pem) = (shown.certificates(), shown.key());
    let key = PrivateKeyDer::from_pem_slice(key_pem.as_bytes()).ok()?;
    let chain = chain(certificates_pem.as_bytes())?;
    CertifiedKey::from_der(chain, key, &ring::default_provider()).ok()?;
    let key = PrivateKey::from_pem(key_pem.as_bytes()).ok()?;
    let chain = certificates(certificates_pem.as_bytes());
    Some(ClientCert::new_with_certs(&chain, key))
}

fn chain(pem: &[u8]) -> Option<Vec<CertificateDer<'static>>> {
    CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .ok()
}

fn certificates(pem: &[u8]) -> Vec<Certificate<'static>> {
    let items = parse_pem(pem).filter_map(Result::ok);
    let certificates = items.filter_map(|item| match item {
        PemItem::Certificate(certificate) => Some(certificate),
        _ => None,
    });
    certificates.collect()
}
