//! The proxies that the environment names: variables in, a proxy for a request out, by the scheme of its URL.
//!
//! The variables are those that the async transport reads too. ureq by itself would take one proxy for both schemes.

use ::ureq::Proxy;
use http::uri::{Scheme, Uri};

/// A proxy for each scheme.
pub(super) struct Proxies {
    http: Option<Proxy>,
    https: Option<Proxy>,
}

impl Proxies {
    /// Reads the variables of this process.
    pub(super) fn from_env() -> Self {
        Self::read(|name| std::env::var(name).ok())
    }

    fn read(variable: impl Fn(&str) -> Option<String>) -> Self {
        let either = |name: &str| {
            let value = variable(name).or_else(|| variable(&name.to_lowercase()));
            value.filter(|value| !value.is_empty())
        };
        let bypass = either("NO_PROXY").unwrap_or_default();
        let proxy = |url: Option<String>| {
            let url = url.or_else(|| either("ALL_PROXY"))?;
            around(&Proxy::new(&url).ok()?, &bypass)
        };
        // In a CGI program, a caller's header `Proxy` arrives as this variable.
        let is_cgi = variable("REQUEST_METHOD").is_some();
        Self {
            http: proxy(either("HTTP_PROXY").filter(|_| !is_cgi)),
            https: proxy(either("HTTPS_PROXY")),
        }
    }

    /// The proxy for a URL, which it may still bypass.
    pub(super) fn of(&self, url: &Uri) -> Option<Proxy> {
        if url.scheme() == Some(&Scheme::HTTPS) {
            self.https.clone()
        } else {
            self.http.clone()
        }
    }
}

/// The proxy, with the hosts that go around it. A domain stands for its subdomains as well.
fn around(proxy: &Proxy, bypass: &str) -> Option<Proxy> {
    let builder = Proxy::builder(proxy.protocol())
        .host(proxy.host())
        .port(proxy.port());
    let builder = match proxy.username() {
        Some(name) => builder.username(name),
        None => builder,
    };
    let builder = match proxy.password() {
        Some(password) => builder.password(password),
        None => builder,
    };
    let hosts = bypass
        .split(',')
        .map(str::trim)
        .filter(|host| !host.is_empty());
    let builder = hosts.fold(builder, |builder, host| match host.strip_prefix('.') {
        Some(domain) => builder.no_proxy(domain).no_proxy(host),
        None if host.contains('*') => builder.no_proxy(host),
        None => builder.no_proxy(host).no_proxy(&format!(".{host}")),
    });
    builder.build().ok()
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

    fn host(proxies: &Proxies, url: &'static str) -> Option<String> {
        let url = Uri::from_static(url);
        let proxy = proxies.of(&url)?;
        (!proxy.is_no_proxy(&url)).then(|| format!("{}:{}", proxy.host(), proxy.port()))
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
