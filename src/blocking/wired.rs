//! The settings of a client in; a transport on ureq that follows them out.

use ::ureq::Proxy;

use super::Ureq;
#[cfg(feature = "tls")]
use super::certificates::certified;
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

/// Certificates were refused before.
#[cfg(not(feature = "tls"))]
fn certified<T>(config: T, _: &Wiring) -> Result<T, String> {
    Ok(config)
}
