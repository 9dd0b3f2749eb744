//! A text comes in; it goes out as it has to be written, so that it reads back as it is.

/// Writes a text of an element.
pub(super) fn escape_text(text: &str, out: &mut String) {
    escape(text, out, |byte| matches!(byte, b'<' | b'>' | b'&' | b'\r'));
}

/// Writes the value of an attribute, where white space would become blanks.
pub(super) fn escape_attribute(text: &str, out: &mut String) {
    escape(text, out, |byte| {
        matches!(byte, b'<' | b'>' | b'&' | b'\r' | b'"' | b'\t' | b'\n')
    });
}

fn escape(text: &str, out: &mut String, is_special: impl Fn(u8) -> bool) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(&is_special) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&quot;",
            b'\t' => "&#9;",
            b'\n' => "&#10;",
            _ => "&#13;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}
