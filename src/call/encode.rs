//! Values into a URL or a form: percent-encoding.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode_byte, utf8_percent_encode};

/// RFC 3986's unreserved characters: no value of them alone can end a segment or a parameter.
const UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        table[byte] = c.is_ascii_alphanumeric() || matches!(c, b'-' | b'.' | b'_' | b'~');
        byte += 1;
    }
    table
};

/// Appends the value, percent-encoded; most are sent as they are.
pub(crate) fn push_encoded(url: &mut String, value: &str) {
    let mut from = 0;
    for (at, byte) in value.bytes().enumerate() {
        if UNRESERVED[usize::from(byte)] {
            continue;
        }
        // Whatever is no ASCII is encoded, so that no character is cut.
        if from < at {
            url.push_str(&value[from..at]);
        }
        url.push_str(percent_encode_byte(byte));
        from = at + 1;
    }
    url.push_str(&value[from..]);
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn values_are_encoded_as_the_library_does_it(value in "[a-z~%&= /é€\\PC]{0,20}") {
            const RESERVED: &AsciiSet =
                &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
            let mut url = String::from("?");
            push_encoded(&mut url, &value);
            prop_assert_eq!(url, format!("?{}", utf8_percent_encode(&value, RESERVED)));
        }
    }
}
