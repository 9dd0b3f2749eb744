//! Values into a URL: percent-encoding.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but RFC 3986's unreserved characters, so that no value can end a segment or a parameter.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Appends the value, percent-encoded.
pub(crate) fn push_encoded(url: &mut String, value: &str) {
    url.extend(utf8_percent_encode(value, RESERVED));
}
