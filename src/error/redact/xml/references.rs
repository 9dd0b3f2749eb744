//! A text comes in, with references or without; the same text the other way goes out.

const REFERENCES: [(&str, char); 5] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
];

/// The text with references for all that markup is made of.
pub(in crate::error::redact) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match REFERENCES.iter().find(|(_, stands_for)| *stands_for == c) {
            Some((name, _)) => escaped.extend(["&", name, ";"]),
            None => escaped.push(c),
        }
    }
    escaped
}

/// The text with its references resolved; for each of its bytes, and for its end, the place in the source.
pub(super) fn plain(text: &str) -> (String, Vec<usize>) {
    let mut plain = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len() + 1);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let (c, length) = reference(&text[at..]).unwrap_or((c, c.len_utf8()));
        plain.push(c);
        places.resize(plain.len(), at);
        at += length;
    }
    places.push(at);
    (plain, places)
}

/// The character that the reference stands for with which the text begins, and the length of the reference.
fn reference(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 64;
    let body = text.strip_prefix('&')?;
    let end = body.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &body[..end];
    let named = || REFERENCES.iter().find(|(own, _)| *own == name);
    let c = match name.strip_prefix('#') {
        Some(digits) => {
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)?
        }
        None => named()?.1,
    };
    Some((c, end + 2))
}
