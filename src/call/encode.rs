//! Values into a URL or a form: percent-encoding.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but RFC 3986's unreserved characters, so that no value can end a segment or a parameter.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Appends the value, percent-encoded.
pub(crate) fn push_encoded(url: &mut String, value: &str) {
    // Names, numbers and most ids go as they are.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    match value.bytes().all(is_plain) {
        true => url.push_str(value),
        false => url.extend(utf8_percent_encode(value, RESERVED)),
    }
}

/// Everything but what the URL standard's form serializer leaves as it is; a space becomes `+`.
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'*')
    .remove(b' ');

/// Appends the value as `application/x-www-form-urlencoded` has it.
pub(crate) fn push_form_encoded(form: &mut String, value: &str) {
    for piece in utf8_percent_encode(value, FORM) {
        form.extend(piece.chars().map(|c| if c == ' ' { '+' } else { c }));
    }
}
