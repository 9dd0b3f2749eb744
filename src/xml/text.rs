//! Raw text of a document comes in, the text that it stands for goes out; and which characters XML has at all.

use std::borrow::Cow;

/// The white space of XML.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Whether the text is nothing but white space.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

/// Whether a document can hold this character.
pub(super) fn is_character(c: char) -> bool {
    !matches!(c, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
}

/// The position of the first character that no document can hold.
pub(super) fn illegal(text: &str) -> Option<usize> {
    const CHUNK: usize = 256;
    // What is rare is looked for first and without leaving early, so that the loop takes many bytes at once.
    let suspicious =
        |byte: &u8| (*byte < 0x20) & !matches!(*byte, b'\t' | b'\n' | b'\r') | (*byte == 0xEF);
    let mut start = 0;
    for chunk in text.as_bytes().chunks(CHUNK) {
        if chunk.iter().fold(false, |any, byte| any | suspicious(byte)) {
            let end = start + chunk.len();
            let boundary = |at: &usize| text.is_char_boundary(*at);
            let from = (0..=start).rev().find(boundary).unwrap_or(0);
            let to = (end..text.len()).find(boundary).unwrap_or(text.len());
            let piece = &text[from..to];
            let found = piece.char_indices().find(|(_, c)| !is_character(*c));
            if let Some((at, _)) = found {
                return Some(from + at);
            }
        }
        start += chunk.len();
    }
    None
}

/// What a reference stands for, between `&` and `;`. Its name is not repeated: it may be a piece of a secret.
pub(super) fn reference(name: &str) -> Result<Cow<'static, str>, &'static str> {
    Ok(Cow::Borrowed(match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "apos" => "'",
        "quot" => "\"",
        _ => {
            let number = name.strip_prefix('#').ok_or(
                "an entity stands here that is none of the five of XML, and no others are read",
            )?;
            let character = number_of(number).and_then(char::from_u32);
            let character = character
                .filter(|c| is_character(*c))
                .ok_or("broken XML: a reference stands for no character")?;
            return Ok(Cow::Owned(character.to_string()));
        }
    }))
}

fn number_of(digits: &str) -> Option<u32> {
    let (digits, radix) = match digits.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (digits, 10),
    };
    // `from_str_radix` takes a sign.
    let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(digits, radix).ok().filter(|_| plain)
}

/// The value of an attribute: references resolved, each white space a blank.
pub(super) fn attribute(raw: &str) -> Result<Cow<'_, str>, &'static str> {
    let special = |c: char| matches!(c, '&' | '<' | '\t' | '\n' | '\r');
    let Some(mut at) = raw.find(special) else {
        return Ok(Cow::Borrowed(raw));
    };
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    loop {
        value.push_str(&rest[..at]);
        let (special_one, after) = (rest.as_bytes()[at], &rest[at + 1..]);
        rest = match special_one {
            b'<' => return Err("broken XML: a `<` stands in an attribute"),
            b'&' => {
                let Some((name, after)) = after.split_once(';') else {
                    return Err("broken XML: a `&` has no `;`");
                };
                value.push_str(&reference(name)?);
                after
            }
            b'\r' => {
                value.push(' ');
                after.strip_prefix('\n').unwrap_or(after)
            }
            _ => {
                value.push(' ');
                after
            }
        };
        match rest.find(special) {
            Some(next) => at = next,
            None => {
                value.push_str(rest);
                return Ok(Cow::Owned(value));
            }
        }
    }
}

/// A text with each of its line ends as a line feed.
pub(super) fn with_line_feeds(text: &str) -> Cow<'_, str> {
    match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}

/// Adds a piece to a text, without a copy where there is only one piece.
pub(super) fn append<'d>(text: &mut Cow<'d, str>, piece: Cow<'d, str>) {
    if text.is_empty() {
        *text = piece;
    } else {
        text.to_mut().push_str(&piece);
    }
}

/// Which ASCII characters a name has: 1 inside of it, 3 also at its beginning.
const IN_NAMES: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        table[byte as usize] = match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => 3,
            b'0'..=b'9' | b'-' | b'.' => 1,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// How long the name is that comes, as far as it has no sign beyond ASCII; nothing where what comes is not the beginning
/// of one.
#[inline]
pub(super) fn plain_name(bytes: &[u8]) -> usize {
    let class = |byte: &u8| IN_NAMES.get(usize::from(*byte)).copied().unwrap_or(0);
    match bytes.first() {
        Some(first) if class(first) == 3 => bytes.iter().take_while(|byte| class(byte) > 0).count(),
        _ => 0,
    }
}

/// Whether an element can bear this name, which has no prefix.
pub(super) fn is_name(name: &str) -> bool {
    let class = |byte: &u8| IN_NAMES.get(usize::from(*byte)).copied().unwrap_or(3);
    let bytes = name.as_bytes();
    bytes.first().is_some_and(|first| class(first) == 3)
        && bytes.iter().all(|byte| class(byte) > 0)
        && (name.is_ascii() || are_in_names(name))
}

/// Whether names have the characters beyond ASCII.
#[cold]
fn are_in_names(name: &str) -> bool {
    let odd = |c: char| {
        matches!(c, '\u{80}'..='\u{B6}' | '\u{B8}'..='\u{BF}' | '\u{D7}' | '\u{F7}' | '\u{37E}')
            || matches!(c, '\u{2000}'..='\u{200B}' | '\u{200E}'..='\u{203E}' | '\u{2190}'..='\u{2BFF}')
            || matches!(c, '\u{2FF0}'..='\u{3000}' | '\u{E000}'..='\u{F8FF}' | '\u{FDD0}'..='\u{FDEF}')
            || c >= '\u{F0000}'
    };
    !name.starts_with(|c| matches!(c, '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}'))
        && !name.contains(|c: char| !c.is_ascii() && odd(c))
}
