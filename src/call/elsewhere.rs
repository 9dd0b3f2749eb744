//! A URL out of a reply in, where the next call goes out: resolved, without a fragment, to a host that may be asked.

#[cfg(test)]
mod foreign_tests;

use std::fmt;

use super::request::Draft;
use crate::error::PageFault;

/// Where a call goes.
#[derive(Clone, Debug, Default)]
pub(crate) enum Way {
    /// Where its endpoint and its parameters lead.
    #[default]
    Own,
    /// To this URL of the vendor's own origin.
    Url(String),
    /// To this URL of another origin, which gets neither credentials nor anything else that the caller gave.
    Foreign(String),
}

impl Way {
    /// The URL, where it is none of the call's own.
    pub(super) fn url(&self) -> Option<&str> {
        match self {
            Self::Own => None,
            Self::Url(url) | Self::Foreign(url) => Some(url),
        }
    }
}

impl Draft {
    /// The same call, on another way.
    pub(super) fn toward(mut self: Box<Self>, way: Way) -> Box<Self> {
        self.way = way;
        self
    }
}

/// Resolves a reference (RFC 3986, 5.2) that stood in the reply to a call of the URL `from`. `own` is the URL to which
/// the call goes by itself, `homes` are the other bases that it may have; of other origins only these hosts may be asked,
/// and never without the encryption that `own` has.
pub(super) fn resolve(
    reference: &str,
    from: &str,
    own: &str,
    homes: &[&str],
    hosts: &[&str],
) -> Result<Way, PageFault> {
    let reference = clean(reference)?;
    let (from_origin, from_path) = split(from)?;
    let (origin, path) = match scheme(&reference) {
        Some("http" | "https") => split(&reference)?,
        Some(_) => return Err(PageFault::BadUrl("is neither `http` nor `https`")),
        None if reference.starts_with("//") => {
            split(&format!("{}:{reference}", from_origin.scheme))?
        }
        None => (from_origin, against(&reference, &from_path)),
    };
    let url = format!("{origin}{}", without_dots(&path));
    let (own, _) = split(own)?;
    let is_home = |home: &&str| split(home).is_ok_and(|(home, _)| home == origin);
    if origin == own || homes.iter().any(is_home) {
        return Ok(Way::Url(url));
    }
    let named = |host: &&str| {
        let (name, port) = host.rsplit_once(':').unwrap_or((host, ""));
        let port = port
            .parse()
            .unwrap_or_else(|_| default_port(&origin.scheme));
        name.eq_ignore_ascii_case(&origin.host) && port == origin.port
    };
    let is_safe = origin.scheme == "https" || own.scheme == "http";
    match hosts.iter().any(named) && is_safe {
        true => Ok(Way::Foreign(url)),
        false => Err(PageFault::OtherOrigin(origin.to_string())),
    }
}

/// The scheme, the host and the port of a URL, in lower case.
#[derive(Clone, PartialEq)]
struct Origin {
    scheme: String,
    host: String,
    port: u16,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.host)?;
        if self.port != default_port(&self.scheme) {
            write!(f, ":{}", self.port)?;
        }
        Ok(())
    }
}

fn default_port(scheme: &str) -> u16 {
    if scheme == "https" { 443 } else { 80 }
}

/// Without white space around it and without its fragment; what stands bare and should not is encoded.
fn clean(reference: &str) -> Result<String, PageFault> {
    let text = reference.trim_ascii();
    let text = text.split_once('#').map_or(text, |(before, _)| before);
    let mut clean = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            // Some read a backslash as a slash, and would go to another host.
            b'\\' | b' ' | 0..0x20 | 0x7f => {
                return Err(PageFault::BadUrl("holds a character that no URL has"));
            }
            b'"' | b'<' | b'>' | b'{' | b'}' | b'|' | b'^' | b'`' | 0x80.. => {
                clean.push_str(&format!("%{byte:02X}"));
            }
            _ => clean.push(char::from(byte)),
        }
    }
    // The same however it is written.
    if let Some(found) = scheme(&clean).map(str::len) {
        clean[..found].make_ascii_lowercase();
    }
    Ok(clean)
}

/// What stands before the first colon, if that is a scheme.
fn scheme(reference: &str) -> Option<&str> {
    let (scheme, _) = reference.split_once(':')?;
    let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(inner))
        .then_some(scheme)
}

/// The origin of an absolute URL, and the path with the query.
fn split(url: &str) -> Result<(Origin, String), PageFault> {
    let wrong = |why| move || PageFault::BadUrl(why);
    let (scheme, rest) = url.split_once("://").ok_or_else(wrong("has no host"))?;
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    if authority.contains('@') {
        return Err(PageFault::BadUrl("holds credentials"));
    }
    let (host, port) = match authority.rfind(':') {
        Some(colon) if !authority.ends_with(']') => (&authority[..colon], &authority[colon + 1..]),
        _ => (authority, ""),
    };
    let inside = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let is_host = match inside {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
            !host.is_empty() && host.chars().all(plain)
        }
    };
    if !is_host {
        return Err(PageFault::BadUrl("has no host"));
    }
    let port = match port {
        "" => default_port(scheme),
        port => port
            .parse()
            .map_err(|_| PageFault::BadUrl("has a port that is no number"))?,
    };
    let slash = if path.starts_with('/') { "" } else { "/" };
    let origin = Origin {
        scheme: scheme.to_ascii_lowercase(),
        host: host.to_ascii_lowercase(),
        port,
    };
    Ok((origin, format!("{slash}{path}")))
}

/// A reference without a host, against the path and the query that it stood behind.
fn against(reference: &str, from: &str) -> String {
    let path = from.split('?').next().unwrap_or(from);
    match reference.as_bytes().first() {
        None => from.to_owned(),
        Some(b'/') => reference.to_owned(),
        Some(b'?') => format!("{path}{reference}"),
        Some(_) => {
            let folder = path.rfind('/').map_or("/", |slash| &path[..=slash]);
            format!("{folder}{reference}")
        }
    }
}

/// A path without the segments `.` and `..`, its query as it is.
fn without_dots(path: &str) -> String {
    let (path, query) = match path.find('?') {
        Some(at) => path.split_at(at),
        None => (path, ""),
    };
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.trim_start_matches('/').split('/').peekable();
    let lead = path.len() - path.trim_start_matches('/').len();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment.to_ascii_lowercase().replace("%2e", ".").as_str() {
            "." => {}
            ".." => _ = kept.pop(),
            _ => {
                kept.push(segment);
                continue;
            }
        }
        if is_last {
            kept.push("");
        }
    }
    format!("{}{}{query}", "/".repeat(lead.max(1)), kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: &str = "https://api.acme.test/v1/users/list?page=1";

    fn ends(reference: &str) -> String {
        match resolve(
            reference,
            FROM,
            FROM,
            &["https://spare.acme.test/v1"],
            &["media.acme.test", "old.acme.test:8443"],
        ) {
            Ok(Way::Own) => "own".to_owned(),
            Ok(Way::Url(url)) => url,
            Ok(Way::Foreign(url)) => format!("foreign {url}"),
            Err(fault) => format!("error: {fault}"),
        }
    }

    #[test]
    fn references_are_resolved() {
        let own = "https://api.acme.test";
        for (reference, url) in [
            ("https://api.acme.test/v1/users?page=2", "/v1/users?page=2"),
            ("HTTPS://API.acme.test:443/x#top", "/x"),
            ("https://api.acme.test?after=b", "/?after=b"),
            ("//api.acme.test/x", "/x"),
            ("/v1/users?page=2", "/v1/users?page=2"),
            ("?page=2", "/v1/users/list?page=2"),
            ("more?page=2", "/v1/users/more?page=2"),
            ("../more", "/v1/more"),
            ("../../../../etc", "/etc"),
            ("./a/./b/../c/", "/v1/users/a/c/"),
            ("/a/..", "/"),
            (
                "/a?url=https://evil.test/../x",
                "/a?url=https://evil.test/../x",
            ),
            ("?name=\u{e9}|x", "/v1/users/list?name=%C3%A9%7Cx"),
            ("", "/v1/users/list?page=1"),
        ] {
            assert_eq!(ends(reference), format!("{own}{url}"), "{reference}");
        }
    }

    #[test]
    fn other_origins_are_refused_unless_they_are_named() {
        let url = "foreign https://media.acme.test/next";
        assert_eq!(ends("https://Media.acme.test/next"), url);
        let url = "foreign https://old.acme.test:8443/";
        assert_eq!(ends("https://old.acme.test:8443"), url);
        for (reference, origin) in [
            ("https://evil.test/v1/users?token=1", "https://evil.test"),
            ("//evil.test/x", "https://evil.test"),
            ("http://api.acme.test/v1", "http://api.acme.test"),
            ("http://media.acme.test/next", "http://media.acme.test"),
            (
                "https://media.acme.test:444/",
                "https://media.acme.test:444",
            ),
            ("https://old.acme.test/", "https://old.acme.test"),
            (
                "https://api.acme.test.evil.test/",
                "https://api.acme.test.evil.test",
            ),
        ] {
            let error = ends(reference);
            assert!(
                error.starts_with("error: ") && error.contains(&format!("`{origin}`")),
                "{error}"
            );
            assert!(!error.contains("token"), "{error}");
        }
    }

    #[test]
    fn what_is_no_url_is_refused() {
        for reference in [
            "https://api.acme.test@evil.test/",
            "https://user:pass@api.acme.test/",
            "https:\\\\evil.test",
            "/\\evil.test",
            "/a b",
            "/a\r\nhost: evil.test",
            "https:///x",
            "https://[::1/x",
            "https://api.acme.test:x/",
            "https:/x",
            "javascript:alert(1)",
            "ftp://api.acme.test/",
        ] {
            assert!(ends(reference).starts_with("error: "), "{reference}");
        }
    }
}
