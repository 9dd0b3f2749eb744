//! What may be shown of a reply: raw text in, the same text without secrets and of bounded length out.

use crate::value::Secret;

/// What stands in place of a secret.
const MASK: &str = "***";
/// How many bytes of a body are shown at most.
const SHOWN: usize = 2048;

/// The text without these secrets. Short ones are left: every other word would hold them.
pub(crate) fn without_values(text: &str, hidden: &[Secret]) -> String {
    let mut text = text.to_owned();
    for secret in hidden
        .iter()
        .map(Secret::expose)
        .filter(|secret| secret.len() >= 4)
    {
        if text.contains(secret) {
            text = text.replace(secret, MASK);
        }
    }
    text
}

/// What is shown of a body: without these secrets and the values of secret fields, cut off after 2 KiB.
///
/// Fields are found by their quoted name, so that a body that is cut short or broken is masked as well.
pub(crate) fn body(raw: &[u8], keys: &[&str], hidden: &[Secret]) -> String {
    // Mask first, with room to spare, then cut; what is left of a secret at the end of the room is cut off as well.
    let room = raw.len().min(SHOWN * 4);
    let text = String::from_utf8_lossy(&raw[..room]);
    let mut text = without_values(&without_fields(&text, keys), hidden);
    let longest = hidden.iter().map(|secret| secret.expose().len()).max();
    let spare = longest.filter(|_| room < raw.len()).unwrap_or(0);
    let most = SHOWN.min(text.len().saturating_sub(spare));
    if most < text.len() || room < raw.len() {
        let end = (0..=most).rev().find(|at| text.is_char_boundary(*at));
        text.truncate(end.unwrap_or(0));
        text.push_str(&format!("… ({} bytes in all)", raw.len()));
    }
    text
}

fn without_fields(text: &str, keys: &[&str]) -> String {
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
            out.push_str("\"***\"");
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secret_fields_are_masked_in_whole_and_broken_bodies() {
        let cases = [
            (
                r#"{"a":1,"pw":"x\"y","b":2}"#,
                r#"{"a":1,"pw":"***","b":2}"#,
            ),
            (r#"{"pw" : 12}"#, r#"{"pw" : "***"}"#),
            (
                r#"{"pw":["a",{"b":"]"}],"c":"pw"}"#,
                r#"{"pw":"***","c":"pw"}"#,
            ),
            (r#"{"pw":null}"#, r#"{"pw":"***"}"#),
            (r#"{"pw":"cut sho"#, r#"{"pw":"***""#),
            (r#"{"note":"\"pw\":\"x\""}"#, r#"{"note":"\"pw\":\"x\""}"#),
            ("<html>", "<html>"),
        ];
        for (raw, shown) in cases {
            assert_eq!(body(raw.as_bytes(), &["pw"], &[]), shown);
        }
    }

    #[test]
    fn sent_secrets_are_masked_and_long_bodies_cut() {
        let hidden = [Secret::from("t0ken"), Secret::from("a")];
        assert_eq!(body(b"bad token t0ken", &[], &hidden), "bad token ***");
        let shown = body("ü".repeat(5000).as_bytes(), &[], &[]);
        assert!(
            shown.len() < 2100 && shown.ends_with("… (10000 bytes in all)"),
            "{shown}"
        );

        // The secrets shrink to the mask, so that the end of the room is shown, where half a secret stands.
        let secret = "s3cret-".repeat(6);
        let long = format!("{}{}", "x".repeat(20), secret.repeat(200));
        let shown = body(long.as_bytes(), &[], &[Secret::from(secret)]);
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}
