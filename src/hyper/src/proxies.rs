//! Which proxies there are in, the one between us and an origin out, with what is shown to it.

use http::header::HeaderValue;
use http::uri::{Scheme, Uri};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};

use crate::client::Proxy;

/// What may name a proxy. Mostly none of it is there, and no call has to look.
const NAMES: [&str; 6] = [
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
];

/// The proxies that are asked.
pub(crate) struct Proxies(Option<Matcher>);

impl Proxies {
    /// Nothing where the URL names no proxy.
    pub(crate) fn of(proxy: &Proxy<'_>) -> Option<Self> {
        match proxy {
            Proxy::Never => Some(Self(None)),
            Proxy::Environment => {
                let is_set = |name: &&str| std::env::var_os(name).is_some();
                Some(Self(NAMES.iter().any(is_set).then(Matcher::from_env)))
            }
            Proxy::By(url) => {
                let named = Matcher::builder().all((*url).to_owned()).build();
                named.intercept(&Uri::from_static("http://a.invalid"))?;
                Some(Self(Some(named)))
            }
        }
    }

    /// The proxy between us and an origin.
    pub(crate) fn between(&self, origin: &Uri) -> Option<Intercept> {
        self.0.as_ref()?.intercept(origin)
    }

    /// What a request itself shows to a proxy; where there is encryption, that stands before the tunnel.
    pub(crate) fn shown(&self, url: &Uri) -> Option<HeaderValue> {
        let proxies = self.0.as_ref()?;
        if url.scheme() != Some(&Scheme::HTTP) {
            return None;
        }
        proxies.intercept(url)?.basic_auth().cloned()
    }
}
