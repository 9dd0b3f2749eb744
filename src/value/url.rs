//! The address of something on the web: `url` of the spec language.

use std::fmt;
use std::str::FromStr;

use http::Uri;

use crate::shape::{Found, ReadError, Wanted};

/// An absolute `http` or `https` URL, character by character as it came.
///
/// ```
/// use trunkline::Url;
///
/// let recording: Url = "https://media.acme.test:8443/calls/7.mp3?sig=a%2Fb#t=3".parse()?;
/// assert_eq!(recording.host(), "media.acme.test");
/// assert_eq!(recording.as_str(), "https://media.acme.test:8443/calls/7.mp3?sig=a%2Fb#t=3");
///
/// assert!("/calls/7.mp3".parse::<Url>().is_err());
/// assert!("javascript:alert(1)".parse::<Url>().is_err());
/// # Ok::<(), trunkline::ReadError>(())
/// ```
///
/// What stands before an `@` of the host is a credential. `Debug` does not show it, and `Display` does:
///
/// ```
/// # use trunkline::Url;
/// let url: Url = "https://ann:5f3a@acme.test/".parse()?;
/// assert_eq!(format!("{url:?}"), "https://***@acme.test/");
/// # Ok::<(), trunkline::ReadError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Url(Box<str>);

impl Url {
    /// The whole of it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, without what stands before an `@` and without the port.
    #[must_use]
    pub fn host(&self) -> &str {
        authority(&self.0).map_or("", |authority| host(authority).0)
    }

    /// Whether it is `https`.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.0
            .get(..6)
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case("https:"))
    }

    pub(crate) fn read(text: &str) -> Option<Self> {
        is_url(text).then(|| Self(text.into()))
    }
}

/// What stands between `//` and the path; nothing if the text is no URL of the web.
fn authority(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    known.then(|| &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())])
}

/// The host and the port of an authority.
fn host(authority: &str) -> (&str, Option<&str>) {
    let place = authority
        .rsplit_once('@')
        .map_or(authority, |(_, place)| place);
    let port = place.rfind(':').filter(|at| !place[*at..].contains(']'));
    match port {
        Some(at) => (&place[..at], Some(&place[at + 1..])),
        None => (place, None),
    }
}

/// Whether the text is an absolute URL: no white space, no control character, and a host that can be one.
fn is_url(text: &str) -> bool {
    let odd = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '\\' | '"' | '<' | '>');
    let Some(authority) = authority(text).filter(|_| !text.contains(odd)) else {
        return false;
    };
    let (host, port) = host(authority);
    let port_fits = port.is_none_or(|port| port.is_empty() || port.parse::<u16>().is_ok());
    // Names beyond ASCII are written with their letters at times; the rest is as `http` has it.
    let ascii: String = host
        .chars()
        .map(|c| if c.is_ascii() { c } else { 'x' })
        .collect();
    let fits = ascii
        .parse::<Uri>()
        .is_ok_and(|uri| uri.host() == Some(&ascii));
    fits && port_fits && !ascii.contains('@')
}

impl FromStr for Url {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, ReadError> {
        Self::read(text)
            .ok_or_else(|| ReadError::wrong(Found::text(text), Wanted::Of(WANTED.into(), None)))
    }
}

pub(crate) const WANTED: &str = "a URL, like `https://example.com/a`";

impl AsRef<str> for Url {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let credential = authority(&self.0).and_then(|authority| authority.rsplit_once('@'));
        match (credential, self.0.split_once("://")) {
            (Some((hidden, _)), Some((scheme, rest))) => {
                write!(f, "{scheme}://***{}", &rest[hidden.len()..])
            }
            _ => f.write_str(&self.0),
        }
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_absolute_urls_of_the_web_are_taken() {
        for (text, host) in [
            ("http://a", "a"),
            ("HTTPS://A.b/c d".split(' ').next().unwrap(), "A.b"),
            ("https://u:p@a.test:80?x", "a.test"),
            ("http://[::1]:8080/", "[::1]"),
            ("http://127.0.0.1/{id}|x", "127.0.0.1"),
            ("https://müller.test/ü", "müller.test"),
            ("https://a.test:/", "a.test"),
        ] {
            assert_eq!(text.parse::<Url>().unwrap().host(), host, "{text}");
        }
        for text in [
            "",
            "a.test",
            "//a.test",
            "/x",
            "http:a",
            "http://",
            "http:///x",
            "ftp://a",
            "http://a b/",
            "http://a/\n",
            "http://a:99999/",
            "http://a\\@b/",
            "http://a:b:c/",
            "http://@/",
            "javascript://a/%0aalert(1)",
            "https://:80/",
        ] {
            assert!(text.parse::<Url>().is_err(), "{text}");
        }
    }
}
