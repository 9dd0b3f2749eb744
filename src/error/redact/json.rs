//! JSON in, whole or broken, the same text without the values of secret fields out.

use super::MASK;

/// The text with a mask in place of the values of these fields.
pub(super) fn without_fields(text: &str, keys: &[&str]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('"') {
        let (before, quoted) = rest.split_at(start);
        out.push_str(before);
        let (name, after) = quoted.split_at(string_end(quoted));
        out.push_str(name);
        rest = after;
        let colon = after.trim_start().strip_prefix(':').map(str::trim_start);
        if let Some(value) = colon.filter(|_| keys.contains(&name.trim_matches('"'))) {
            out.push_str(&after[..after.len() - value.len()]);
            out.push_str(&format!("\"{MASK}\""));
            rest = &value[value_end(value)..];
        }
    }
    out + rest
}

/// The end of the string literal that the text begins with, its closing quote included.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The end of the JSON value that the text begins with, or of the text where it is cut short.
fn value_end(text: &str) -> usize {
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'"' => {
                at += string_end(&text[at..]);
                if depth == 0 {
                    return at;
                }
                continue;
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' | b',' if depth == 0 => return at,
            b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    text.len()
}
