//! The head and the body of a request in, the request as reqwest has it out.
//!
//! reqwest has URLs of another type, and reads the whole text of one for each request, its host above all. A client
//! talks to one origin nearly all the time: its URL is read once, and calls put their path and query into it.

use std::sync::OnceLock;

use http::Uri;
use http::request::Parts;
use http::uri::{Authority, Scheme};
use reqwest::{Body, Request, Url};

/// The scheme, the host and the port that requests go to.
pub(super) struct Origin {
    scheme: Scheme,
    authority: Authority,
    url: Url,
}

impl Origin {
    fn of(uri: &Uri) -> Option<Self> {
        let (scheme, authority) = (uri.scheme()?, uri.authority()?);
        let url = format!("{scheme}://{authority}/").parse().ok()?;
        Some(Self {
            scheme: scheme.clone(),
            authority: authority.clone(),
            url,
        })
    }

    /// The URL, if it is one of this origin. Only the path and the query are set, so that none of them leads elsewhere.
    fn url(&self, uri: &Uri) -> Option<Url> {
        let is_here = uri.authority()?.as_str() == self.authority.as_str()
            && uri.scheme() == Some(&self.scheme);
        is_here.then(|| {
            let mut url = self.url.clone();
            url.set_path(uri.path());
            url.set_query(uri.query());
            url
        })
    }
}

/// The request. The first origin that is asked is kept; requests to others are read as a whole, and so is what carries
/// more than reqwest lets be said piece by piece.
pub(super) fn request(
    known: &OnceLock<Origin>,
    head: Parts,
    body: Body,
) -> Result<Request, reqwest::Error> {
    if known.get().is_none()
        && let Some(origin) = Origin::of(&head.uri)
    {
        // Where another call was quicker, its origin is kept.
        _ = known.set(origin);
    }
    let url = known.get().and_then(|origin| origin.url(&head.uri));
    let Some(url) = url.filter(|_| head.extensions.is_empty()) else {
        return Request::try_from(http::Request::from_parts(head, body));
    };
    let mut request = Request::new(head.method, url);
    *request.headers_mut() = head.headers;
    *request.version_mut() = head.version;
    *request.body_mut() = Some(body);
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(known: &OnceLock<Origin>, text: &str) -> String {
        let request = http::Request::get(text).body(());
        let (head, ()) = request.expect("it is a URL").into_parts();
        let request = super::request(known, head, Body::default());
        request.expect("it can be sent").url().to_string()
    }

    #[test]
    fn a_url_is_the_same_however_it_is_made() {
        let known = OnceLock::new();
        assert_eq!(
            url(&known, "https://api.acme.test"),
            "https://api.acme.test/"
        );
        for path in [
            "",
            "/",
            "/users/4711?expand=a%2C%20b",
            "/a%2Fb/%2e%2e/c?",
            "/?",
            "?a=b",
            "//evil.test/x",
            "/\\evil.test/x",
            "/a//b/./c",
            "/@evil.test/?a='b'&c=%27|",
        ] {
            for origin in [
                "https://api.acme.test",
                "http://api.acme.test",
                "https://api.acme.test:443",
                "https://api.acme.test:8443",
                "https://API.acme.test",
                "https://other.test",
            ] {
                let text = format!("{origin}{path}");
                let Ok(uri) = text.parse::<Uri>() else {
                    continue;
                };
                let whole: Url = uri.to_string().parse().expect("it is a URL");
                assert_eq!(url(&known, &text), whole.as_str(), "{text}");
            }
        }
    }
}
