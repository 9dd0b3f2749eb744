//! What the transports at hand are told on the way to the vendor: a limit on the time to connect, a proxy, certificates.
//! A transport of the user's own has settings of its own, so that one of these beside it is an error.

use std::time::Duration;

use http::Uri;

use super::identity::Identity;

/// How long a connection may take to come about, unless the user says otherwise.
#[cfg(any(feature = "reqwest", feature = "hyper", feature = "blocking"))]
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// What is set; nothing is as the transports have it of themselves.
#[derive(Default)]
pub(crate) struct Wiring {
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) proxy: Option<Proxying>,
    /// Certificates in PEM, which alone are trusted.
    pub(crate) roots: Option<Vec<u8>>,
    /// What is shown to the vendor.
    pub(crate) identity: Option<Identity>,
    /// The same, of the client's credentials: a transport of the user's own may have one, too.
    pub(crate) certified: Option<Identity>,
}

/// Which proxy is asked, in place of those that the environment names.
#[cfg_attr(
    not(any(feature = "reqwest", feature = "hyper", feature = "blocking")),
    expect(dead_code, reason = "no transport at hand asks a proxy")
)]
pub(crate) enum Proxying {
    /// None.
    Never,
    /// This one; there may be a secret in its URL.
    By(String),
}

impl Wiring {
    /// The limit on the time to connect.
    #[cfg(any(feature = "reqwest", feature = "hyper", feature = "blocking"))]
    pub(crate) fn time_to_connect(&self) -> Duration {
        self.connect_timeout.unwrap_or(CONNECT_TIMEOUT)
    }

    /// Takes the certificate of credentials, of which there is one.
    pub(crate) fn certify(&mut self, certified: Identity) -> Result<(), String> {
        if let Some(other) = self.identity.as_ref().or(self.certified.as_ref()) {
            return Err(format!(
                "`{}` and `{}` both give a certificate, and a client shows one: make a client for each, or leave one out",
                other.by, certified.by
            ));
        }
        self.certified = Some(certified);
        Ok(())
    }

    /// What is shown to the vendor, whoever gave it.
    #[cfg(all(
        feature = "tls",
        any(feature = "reqwest", feature = "hyper", feature = "blocking")
    ))]
    pub(crate) fn shown(&self) -> Option<&Identity> {
        self.identity.as_ref().or(self.certified.as_ref())
    }

    /// What keeps a transport of the user's own from being used.
    pub(crate) fn beside_another(&self) -> Result<(), String> {
        let set = [
            ("connect_timeout", self.connect_timeout.is_some()),
            ("proxy", matches!(self.proxy, Some(Proxying::By(_)))),
            ("no_proxy", matches!(self.proxy, Some(Proxying::Never))),
            ("root_certificates", self.roots.is_some()),
            ("identity", self.identity.is_some()),
        ];
        match set.iter().find(|(_, is_set)| *is_set) {
            Some((name, _)) => Err(format!(
                "`{name}` is a setting of the transport at hand, and another one is set: leave `{name}` out, and say it \
                 where that transport is made"
            )),
            None => Ok(()),
        }
    }

    /// What only encryption has, where there is none.
    #[cfg(any(feature = "reqwest", feature = "hyper", feature = "blocking"))]
    pub(crate) fn without_encryption(&self) -> Result<(), String> {
        let set = [
            ("root_certificates", self.roots.is_some()),
            ("identity", self.identity.is_some()),
        ];
        match set.iter().find(|(_, is_set)| *is_set) {
            Some((name, _)) if !cfg!(feature = "tls") => Err(format!(
                "`{name}` needs encryption: enable the feature `tls` of trunkline"
            )),
            _ => Ok(()),
        }
    }
}

/// The URL of a proxy that all transports take, without the URL itself where it is another.
pub(crate) fn proxy(url: &str) -> Result<Proxying, String> {
    let parsed = url.parse::<Uri>().ok();
    let holds = parsed.is_some_and(|url| {
        url.scheme_str() == Some("http") && url.host().is_some_and(|host| !host.is_empty())
    });
    match holds {
        true => Ok(Proxying::By(url.to_owned())),
        false => Err(
            "`proxy` takes the URL of an HTTP proxy, like `http://user:password@host:3128`: for one of another sort make \
             the transport yourself"
                .to_owned(),
        ),
    }
}

/// What is said of certificates that cannot be read.
#[cfg(all(
    feature = "tls",
    any(feature = "reqwest", feature = "hyper", feature = "blocking")
))]
pub(crate) const BAD_ROOTS: &str =
    "`root_certificates` takes certificates in PEM (`-----BEGIN CERTIFICATE-----`), one at least";
