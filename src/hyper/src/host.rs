//! A request in; the same with the header that names its host, where that is as its URL has it, out.

use http::header::{HOST, HeaderValue};
use http::uri::Scheme;

use crate::Body;

/// Names the host of a request that goes out by HTTP/1. What is not simply what the URL says, as where a port need not
/// be said, is left to hyper-util, which takes the URL apart for it; HTTP/2 has another place for it.
pub(crate) fn name(request: &mut http::Request<Body>) {
    let uri = request.uri();
    let may_be_http2 = cfg!(feature = "http2") && uri.scheme() != Some(&Scheme::HTTP);
    let Some(authority) = uri.authority().filter(|_| !may_be_http2) else {
        return;
    };
    let authority = authority.as_str();
    if authority.contains('@') || authority.ends_with(":80") || authority.ends_with(":443") {
        return;
    }
    if let Ok(host) = HeaderValue::from_str(authority) {
        request.headers_mut().entry(HOST).or_insert(host);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(url: &str, own: Option<&'static str>) -> Option<String> {
        let mut request = http::Request::new(Body::whole(bytes::Bytes::new()));
        *request.uri_mut() = url.parse().expect("it is a URL");
        if let Some(own) = own {
            let own = HeaderValue::from_static(own);
            request.headers_mut().insert(HOST, own);
        }
        name(&mut request);
        let host = request.headers().get(HOST)?;
        host.to_str().ok().map(str::to_owned)
    }

    #[test]
    fn a_host_is_named_as_its_url_says_it() {
        let of = |url| named(url, None);
        assert_eq!(of("http://acme.test/a?b=c").as_deref(), Some("acme.test"));
        assert_eq!(of("http://[::1]:8080/").as_deref(), Some("[::1]:8080"));
        for url in ["http://acme.test:80/", "http://user@acme.test/", "/a"] {
            assert_eq!(of(url), None, "{url}");
        }
        let own = named("http://acme.test/", Some("other.test"));
        assert_eq!(own.as_deref(), Some("other.test"));
        let may_be_http2 = of("https://acme.test/").is_none();
        assert_eq!(may_be_http2, cfg!(feature = "http2"));
    }
}
