//! Names in, certificates out: an authority that nobody trusts unless told to.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate and its key.
pub(crate) struct Issued {
    pub(crate) certificate: rcgen::Certificate,
    pub(crate) key: KeyPair,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, key());
        Self(issuer.expect("an authority"))
    }

    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    pub(crate) fn der(&self) -> CertificateDer<'static> {
        self.0.der().clone()
    }

    /// A certificate of a host.
    pub(crate) fn host(&self, name: &str) -> Issued {
        self.issue(name, |_| {})
    }

    /// A certificate of a host, whose time is over.
    pub(crate) fn expired(&self, name: &str) -> Issued {
        self.issue(name, |params| params.not_after = date_time_ymd(2020, 1, 1))
    }

    /// A certificate of a client.
    pub(crate) fn client(&self) -> Issued {
        self.issue("client.test", |params| {
            params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        })
    }

    fn issue(&self, name: &str, more: fn(&mut CertificateParams)) -> Issued {
        let mut params = CertificateParams::new([name.to_owned()]).expect("a name");
        more(&mut params);
        let key = key();
        let certificate = params.signed_by(&key, &self.0).expect("a certificate");
        Issued { certificate, key }
    }
}

impl Issued {
    pub(crate) fn chain(&self) -> Vec<CertificateDer<'static>> {
        vec![self.certificate.der().clone()]
    }

    pub(crate) fn private_key(&self) -> PrivateKeyDer<'static> {
        let key = PrivateKeyDer::try_from(self.key.serialize_der());
        key.expect("it was just made")
    }

    pub(crate) fn pem(&self) -> (String, String) {
        (self.certificate.pem(), self.key.serialize_pem())
    }
}

fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}
