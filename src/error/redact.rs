//! What may be shown of a reply: raw text in, the same text without secrets and of bounded length out.

mod json;
pub(crate) mod xml;

use crate::call::encode::push_encoded;
use crate::json::to_text;
use crate::value::Secret;

/// What stands in place of a secret.
pub(super) const MASK: &str = "***";
/// How many bytes of a body are shown at most.
const SHOWN: usize = 2048;
/// How many bytes of one line are shown at most.
const LINE: usize = 512;

/// What is shown of a text in one line: without these secrets, cut off after 512 bytes. A vendor's line breaks and
/// other control characters are escaped, so that no message can forge a second line of a log or move its cursor.
pub(crate) fn line(text: &str, hidden: &[Secret]) -> String {
    let room = boundary(text, LINE * 4);
    let (shown, cut) = cut_off(
        without_values(&text[..room], hidden),
        text.len() - room,
        hidden,
        LINE,
    );
    let mut line = String::with_capacity(shown.len());
    for c in shown.chars() {
        match c.is_control() {
            true => line.extend(c.escape_default()),
            false => line.push(c),
        }
    }
    line + if cut { "…" } else { "" }
}

/// What is shown of a body: without these secrets and the values of secret fields, cut off after 2 KiB.
///
/// Fields are found in the text by their name, so that a body that is cut short or broken is masked as well.
pub(crate) fn body(raw: &[u8], keys: &[&str], hidden: &[Secret]) -> String {
    let room = raw.len().min(SHOWN * 4);
    let text = String::from_utf8_lossy(&raw[..room]);
    let masked = without_values(&without_fields(&text, keys), hidden);
    let (mut text, cut) = cut_off(masked, raw.len() - room, hidden, SHOWN);
    if cut {
        text.push_str(&format!("… ({} bytes in all)", raw.len()));
    }
    text
}

/// Markup may hold JSON; what does not begin as markup is taken for JSON.
fn without_fields(text: &str, keys: &[&str]) -> String {
    let begins = text.trim_start_matches('\u{feff}').trim_start();
    match begins.starts_with('<') {
        true => json::without_fields(&xml::without_fields(text, keys), keys),
        false => json::without_fields(text, keys),
    }
}

/// The piece of a text that an error repeats, which ends with `…` where it was cut off: without these secrets, and
/// without the beginning of one at its end.
pub(crate) fn piece(text: &str, hidden: &[Secret]) -> String {
    let mut text = without_values(text, hidden);
    let Some(shown) = text.strip_suffix('…') else {
        return text;
    };
    let begins = |at: &usize| forms(hidden).any(|form| form.starts_with(&shown[*at..]));
    let starts = shown.char_indices().map(|(at, _)| at);
    if let Some(at) = starts
        .take_while(|at| at + SHORTEST <= shown.len())
        .find(begins)
    {
        text.truncate(at);
        text.push_str(MASK);
    }
    text
}

/// Secrets below this many bytes are left: every other word would hold them.
const SHORTEST: usize = 4;

/// The text without these secrets. The longest go first, since a shorter one may be part of it.
fn without_values(text: &str, hidden: &[Secret]) -> String {
    let mut forms: Vec<String> = forms(hidden).collect();
    forms.sort_unstable_by_key(|form| std::cmp::Reverse(form.len()));
    let text = match text.contains('&') {
        true => xml::without_values(text, &forms),
        false => text.to_owned(),
    };
    forms
        .iter()
        .fold(text, |text, form| match text.contains(form) {
            true => text.replace(form, MASK),
            false => text,
        })
}

/// The secrets in each form in which a vendor may send them back: as they are, in JSON (where PHP escapes slashes as
/// well), in a URL and in XML, where they may be escaped in other ways besides.
fn forms(hidden: &[Secret]) -> impl Iterator<Item = String> {
    let secrets = hidden.iter().map(Secret::expose);
    secrets
        .filter(|secret| secret.len() >= SHORTEST)
        .flat_map(|secret| {
            let quoted = to_text(&secret.to_owned()).unwrap_or_default();
            let json = quoted.trim_matches('"').to_owned();
            let mut url = String::new();
            push_encoded(&mut url, secret);
            let xml = xml::escaped(secret);
            let mut forms = vec![secret.to_owned(), json.replace('/', "\\/"), json, url, xml];
            forms.dedup();
            forms
        })
}

/// The masked text, cut off after this many bytes, and whether anything is left out. Of a text that goes on for
/// `more` bytes, what may be the beginning of a secret at the end is cut off as well.
fn cut_off(mut masked: String, more: usize, hidden: &[Secret], most: usize) -> (String, bool) {
    let longest = forms(hidden).map(|form| form.len()).max();
    let spare = longest.filter(|_| more > 0).unwrap_or(0);
    let most = most.min(masked.len().saturating_sub(spare));
    let cut = most < masked.len() || more > 0;
    masked.truncate(boundary(&masked, most));
    (masked, cut)
}

/// The last place up to `at` where the text can be cut.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
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
            (
                "<a><pw>x</pw>{\"pw\":\"y\"}</a>",
                "<a><pw>***</pw>{\"pw\":\"***\"}</a>",
            ),
            ("\u{feff}\n<pw>x", "\u{feff}\n<pw>***"),
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

    #[test]
    fn a_secret_is_known_in_every_form() {
        let hidden = [Secret::from("abcd"), Secret::from("x/abcd\"y+")];
        for text in [
            "abcd",
            "x/abcd\"y+",
            r#"x/abcd\"y+"#,
            r#"x\/abcd\"y+"#,
            "x%2Fabcd%22y%2B",
            "x/abcd&quot;y+",
            "x&#47;abcd&#x22;y+",
        ] {
            assert_eq!(line(&format!("<{text}>"), &hidden), "<***>", "{text}");
        }
    }

    #[test]
    fn a_line_is_one_and_short() {
        assert_eq!(line("a\r\nb\u{1b}[2K é", &[]), "a\\r\\nb\\u{1b}[2K é");
        let long = "é".repeat(1 << 20);
        assert_eq!(line(&long, &[]).len(), LINE + "…".len());
        assert_eq!(line(&long[..LINE], &[]), long[..LINE]);
    }

    #[test]
    fn a_piece_shows_no_beginning_of_a_secret() {
        let hidden = [Secret::from("s3cret-of-many-letters")];
        assert_eq!(piece("Bearer s3cret-of-m…", &hidden), "Bearer ***");
        assert_eq!(piece("it is s3…", &hidden), "it is s3…");
        assert_eq!(piece("s3cret-of-many-letters!", &hidden), "***!");
    }
}
