//! A failed exchange in, whether the vendor said by HTTP/2 that it has done nothing about it out.

use std::error::Error as StdError;

use h2::Reason;

use crate::{Body, Error};

/// How often a request goes out again that the vendor did not take up.
pub(crate) const TIMES: usize = 2;

/// The same request, which may have to go out again: only with encryption is HTTP/2 spoken.
pub(crate) fn copy(request: &http::Request<Body>) -> Option<http::Request<Body>> {
    if request.uri().scheme() != Some(&http::uri::Scheme::HTTPS) {
        return None;
    }
    let mut copy = http::Request::new(request.body().again()?);
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    *copy.headers_mut() = request.headers().clone();
    Some(copy)
}

/// Whether the vendor took no notice of the request: its connection is about to end, or it refused the stream
/// ([RFC 9113](https://www.rfc-editor.org/rfc/rfc9113#section-8.7)).
pub(crate) fn is_refused(error: &Error) -> bool {
    let causes = std::iter::successors(error.source(), |cause| (*cause).source());
    let mut http2 = causes.filter_map(|cause| cause.downcast_ref::<h2::Error>());
    http2.any(|error| {
        let reason = error.reason();
        let ends = error.is_go_away() && reason == Some(Reason::NO_ERROR);
        let refuses = error.is_reset() && reason == Some(Reason::REFUSED_STREAM);
        error.is_remote() && (ends || refuses)
    })
}
