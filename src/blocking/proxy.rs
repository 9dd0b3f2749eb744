//! The proxies that a client or the environment names: settings in, a proxy for a request out, by the scheme of its URL.
//!
//! The variables are those that the async transport reads too. ureq by itself would take one proxy for both schemes.

use std::net::IpAddr;

use ::ureq::Proxy;
use http::uri::{Scheme, Uri};

/// A proxy for each scheme, and the hosts that go around it.
pub(super) struct Proxies {
    http: Option<Proxy>,
    https: Option<Proxy>,
    bypass: Vec<Bypass>,
}

/// What a part of `NO_PROXY` names.
enum Bypass {
    Everything,
    /// An address as a number, and how many of its first bits count.
    Network(u128, u32),
    /// A domain, which stands for its subdomains as well.
    Domain(String),
}

impl Proxies {
    /// Reads the variables of this process.
    pub(super) fn from_env() -> Self {
        Self::read(|name| std::env::var(name).ok())
    }

    /// One for both schemes, or none, whatever the host.
    pub(super) fn of_all(proxy: Option<Proxy>) -> Self {
        Self {
            http: proxy.clone(),
            https: proxy,
            bypass: Vec::new(),
        }
    }

    fn read(variable: impl Fn(&str) -> Option<String>) -> Self {
        let either = |name: &str| {
            let value = variable(name).or_else(|| variable(&name.to_lowercase()));
            value.filter(|value| !value.is_empty())
        };
        let proxy = |url: Option<String>| Proxy::new(&url?).ok();
        let all = || proxy(either("ALL_PROXY"));
        // In a CGI program, a caller's header `Proxy` arrives as this variable.
        let is_cgi = variable("REQUEST_METHOD").is_some();
        let bypass = either("NO_PROXY").unwrap_or_default();
        Self {
            http: proxy(either("HTTP_PROXY").filter(|_| !is_cgi)).or_else(all),
            https: proxy(either("HTTPS_PROXY")).or_else(all),
            bypass: bypass.split(',').filter_map(Bypass::read).collect(),
        }
    }

    /// The proxy for a URL, unless its host goes around it.
    pub(super) fn of(&self, url: &Uri) -> Option<Proxy> {
        let proxy = match url.scheme() == Some(&Scheme::HTTPS) {
            true => self.https.as_ref()?,
            false => self.http.as_ref()?,
        };
        let host = url.host()?.trim_matches(['[', ']']);
        let around = self.bypass.iter().any(|bypass| bypass.names(host));
        (!around).then(|| proxy.clone())
    }
}

impl Bypass {
    fn read(part: &str) -> Option<Self> {
        let part = part.trim().to_lowercase();
        let (address, bits) = match part.split_once('/') {
            Some((address, bits)) => (address, bits.parse().ok()),
            None => (&*part, Some(128)),
        };
        match (address.trim_matches(['[', ']']).parse(), bits) {
            _ if part.is_empty() => None,
            _ if part == "*" => Some(Self::Everything),
            (Ok(address @ IpAddr::V4(_)), Some(bits)) => {
                Some(Self::Network(number(address), 96 + bits.min(32)))
            }
            (Ok(address @ IpAddr::V6(_)), Some(bits)) => {
                Some(Self::Network(number(address), bits.min(128)))
            }
            _ => Some(Self::Domain(part.trim_start_matches(['*', '.']).into())),
        }
    }

    fn names(&self, host: &str) -> bool {
        match (self, host.parse()) {
            (Self::Everything, _) => true,
            (Self::Network(net, bits), Ok(address)) => {
                (net ^ number(address)).leading_zeros() >= *bits
            }
            (Self::Domain(domain), Err(_)) => {
                let host = host.to_lowercase();
                let before = host.strip_suffix(domain.as_str());
                before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
            }
            (Self::Network(..), Err(_)) | (Self::Domain(_), Ok(_)) => false,
        }
    }
}

/// All addresses in one space, those of IPv4 where IPv6 has them.
fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(variables: &[(&str, &str)]) -> Proxies {
        Proxies::read(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    fn host(proxies: &Proxies, url: &str) -> Option<String> {
        let proxy = proxies.of(&url.parse().expect("a URL"))?;
        Some(format!("{}:{}", proxy.host(), proxy.port()))
    }

    #[test]
    fn each_scheme_has_its_own_proxy() {
        let proxies = proxies(&[
            ("https_proxy", "http://ann:pass%20word@tls.test:3128"),
            ("HTTP_PROXY", "plain.test:8080"),
            ("ALL_PROXY", "http://all.test:1"),
        ]);
        assert_eq!(
            host(&proxies, "http://x.test/").as_deref(),
            Some("plain.test:8080")
        );
        assert_eq!(
            host(&proxies, "https://x.test/").as_deref(),
            Some("tls.test:3128")
        );
        let proxy = proxies.of(&Uri::from_static("https://x.test/"));
        let proxy = proxy.expect("it was just found");
        assert_eq!(proxy.username(), Some("ann"));
        assert_eq!(proxy.password(), Some("pass word"));
    }

    #[test]
    fn one_proxy_may_serve_all() {
        let proxies = proxies(&[("ALL_PROXY", "http://all.test:1"), ("HTTP_PROXY", "")]);
        for url in ["http://x.test/", "https://x.test/"] {
            assert_eq!(host(&proxies, url).as_deref(), Some("all.test:1"));
        }
    }

    #[test]
    fn hosts_may_go_around_the_proxy() {
        let proxies = proxies(&[
            ("HTTP_PROXY", "http://p.test:1"),
            ("NO_PROXY", "127.0.0.1, corp.test,.inner.test"),
        ]);
        for url in [
            "http://127.0.0.1:80/",
            "http://corp.test/",
            "http://a.corp.test/",
            "http://inner.test/",
        ] {
            assert_eq!(host(&proxies, url), None, "{url}");
        }
        assert!(host(&proxies, "http://xcorp.test/").is_some());
    }

    #[test]
    fn addresses_networks_and_everything_may_go_around_the_proxy() {
        let around = |bypass: &str, host_of: &str| {
            let proxies = proxies(&[("ALL_PROXY", "http://p.test:1"), ("NO_PROXY", bypass)]);
            host(&proxies, &format!("http://{host_of}/")).is_none()
        };
        for (bypass, inside, outside) in [
            ("10.1.0.0/16", "10.1.2.3", "10.2.0.1"),
            ("10.1.2.3", "10.1.2.3:80", "110.1.2.3"),
            ("0.0.0.0/0", "1.2.3.4", "[::1]"),
            ("::1", "[::1]:8080", "[::2]"),
            ("[fd00::]/8", "[fdab::1]", "[fe80::1]"),
            ("Corp.Test", "a.corp.test", "corp.test.evil"),
            (" *.x, .Corp.test ,", "A.CORP.TEST", "x.test"),
        ] {
            assert!(around(bypass, inside), "{inside} in {bypass}");
            assert!(!around(bypass, outside), "{outside} in {bypass}");
        }
        assert!(around("*", "any.test") && around("a, *", "1.2.3.4"));
        assert!(!around("10.0.0.0/x", "10.0.0.0") && !around("/8", "a.test"));
    }

    #[test]
    fn what_names_no_proxy_is_passed_over() {
        assert!(host(&proxies(&[]), "http://x.test/").is_none());
        assert!(host(&proxies(&[("HTTP_PROXY", "http://")]), "http://x.test/").is_none());
        let cgi = proxies(&[
            ("HTTP_PROXY", "http://evil.test:1"),
            ("REQUEST_METHOD", "GET"),
        ]);
        assert!(host(&cgi, "http://x.test/").is_none());
    }
}
