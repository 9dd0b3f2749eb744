//! The text of a document in; whether it is larger in some way than any vendor's out, before it is parsed.

/// How deep elements may stand in each other.
const DEPTH: usize = 128;
/// How many attributes one element may have.
const ATTRIBUTES: usize = 1000;
/// How many namespaces a document may bind.
const NAMESPACES: usize = 1000;
/// How many elements and texts a document may have.
pub(super) const NODES: u32 = 1 << 18;

/// What is too large, and at which byte; nothing of a document that is none.
pub(super) fn exceeded(text: &str) -> Option<(usize, String)> {
    let (mut rest, mut depth, mut bound) = (text, 0_usize, 0);
    while let Some(start) = rest.find('<') {
        let at = text.len() - rest.len() + start;
        rest = &rest[start + 1..];
        let skipped = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")];
        if let Some((_, end)) = skipped.iter().find(|(open, _)| rest.starts_with(open)) {
            rest = rest.find(end).map_or("", |found| &rest[found..]);
            continue;
        }
        let tag = Tag::of(rest);
        match tag.kind {
            Part::Close => depth = depth.saturating_sub(1),
            Part::Open => depth += 1,
            Part::Empty => {}
        }
        bound += tag.namespaces;
        rest = &rest[tag.length..];
        let said = if depth > DEPTH {
            format!("elements stand in each other more than {DEPTH} deep")
        } else if tag.attributes > ATTRIBUTES {
            format!("this element has more than {ATTRIBUTES} attributes")
        } else if bound > NAMESPACES {
            format!("the document binds more than {NAMESPACES} namespaces")
        } else {
            continue;
        };
        return Some((at, said));
    }
    None
}

enum Part {
    Open,
    Empty,
    Close,
}

/// What stands between `<` and `>`.
struct Tag {
    kind: Part,
    attributes: usize,
    namespaces: usize,
    /// In bytes, without the `>`.
    length: usize,
}

impl Tag {
    /// The tag at the start of `text`, which follows its `<`.
    fn of(text: &str) -> Tag {
        let bytes = text.as_bytes();
        let (mut quote, mut attributes, mut namespaces) = (None, 0, 0);
        let mut length = bytes.len();
        for (at, &byte) in bytes.iter().enumerate() {
            match (quote, byte) {
                (None, b'>') => {
                    length = at;
                    break;
                }
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'=') => attributes += 1,
                (None, b'x') if bytes[at..].starts_with(b"xmlns") => namespaces += 1,
                (Some(open), byte) if open == byte => quote = None,
                _ => {}
            }
        }
        let kind = match (bytes.first(), bytes[..length].last()) {
            (Some(b'/'), _) => Part::Close,
            (_, Some(b'/')) => Part::Empty,
            _ => Part::Open,
        };
        Tag {
            kind,
            attributes,
            namespaces,
            length,
        }
    }
}
