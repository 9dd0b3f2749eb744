//! The parts of a body come in; the body and the boundary between its parts go out.
//!
//! Names and file names are escaped as the HTML standard says; contents go as they are. Those that are streamed are
//! read when the body goes out.

use http::header::HeaderValue;

use std::hash::{BuildHasher, RandomState};

use bytes::Bytes;

use super::endpoint::Multipart;
use crate::transport::{Payload, Stretch};

/// One part.
pub(super) struct Piece<'a> {
    /// The name of the field; of no meaning in `multipart/mixed`.
    pub(super) name: &'a str,
    pub(super) file_name: Option<&'a str>,
    pub(super) media_type: Option<&'a str>,
    pub(super) contents: Contents<'a>,
}

/// What a part holds.
pub(super) enum Contents<'a> {
    Text(&'a str),
    File(Stretch),
}

impl Contents<'_> {
    /// What of it is there already.
    fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Text(text) => Some(text.as_bytes()),
            Self::File(Stretch::Bytes(bytes)) => Some(bytes),
            Self::File(Stretch::Source(_)) => None,
        }
    }
}

/// A body of parts, and what it is called in a header.
pub(super) fn encode(pieces: &[Piece<'_>], kind: Multipart) -> (Payload, HeaderValue) {
    let boundary = boundary(pieces);
    let mut stretches = Vec::new();
    let mut body = Vec::new();
    for piece in pieces {
        push(&mut body, &["--", &boundary, "\r\n"]);
        match kind {
            Multipart::FormData => {
                let name = escaped(&with_crlf(piece.name));
                push(
                    &mut body,
                    &["Content-Disposition: form-data; name=\"", &name, "\""],
                );
                file_name(&mut body, piece);
                push(&mut body, &["\r\n"]);
            }
            Multipart::Mixed if piece.file_name.is_some() => {
                push(&mut body, &["Content-Disposition: attachment"]);
                file_name(&mut body, piece);
                push(&mut body, &["\r\n"]);
            }
            Multipart::Mixed => {}
        }
        if let Some(media_type) = piece.media_type {
            push(&mut body, &["Content-Type: ", media_type, "\r\n"]);
        }
        push(&mut body, &["\r\n"]);
        match &piece.contents {
            Contents::File(Stretch::Source(source)) => {
                let before = Bytes::from(std::mem::take(&mut body));
                stretches.push(Stretch::Bytes(before));
                stretches.push(Stretch::Source(source.clone()));
            }
            there => body.extend_from_slice(there.bytes().unwrap_or_default()),
        }
        push(&mut body, &["\r\n"]);
    }
    push(&mut body, &["--", &boundary, "--\r\n"]);
    let subtype = match kind {
        Multipart::FormData => "form-data",
        Multipart::Mixed => "mixed",
    };
    let media_type = format!("multipart/{subtype}; boundary={boundary}");
    let media_type = HeaderValue::from_str(&media_type);
    let media_type = media_type.expect("a boundary is letters, digits and `-`");
    if stretches.is_empty() {
        return (Payload::from(body), media_type);
    }
    stretches.push(Stretch::Bytes(body.into()));
    (Payload::streamed(stretches), media_type)
}

fn push(body: &mut Vec<u8>, texts: &[&str]) {
    for text in texts {
        body.extend_from_slice(text.as_bytes());
    }
}

fn file_name(body: &mut Vec<u8>, piece: &Piece<'_>) {
    if let Some(name) = piece.file_name {
        push(body, &["; filename=\"", &escaped(name), "\""]);
    }
}

/// The first of a row of boundaries that none of the contents holds. The row begins where nobody can know it if some
/// contents cannot be looked through.
fn boundary(pieces: &[Piece<'_>]) -> String {
    let whole = pieces.iter().all(|piece| piece.contents.bytes().is_some());
    let mut number = match whole {
        true => 0,
        // The standard library's hasher has random keys.
        false => RandomState::new().hash_one(0),
    };
    loop {
        let boundary = format!("trunkline-boundary-{number}");
        let holds = |piece: &Piece<'_>| {
            let contents = piece.contents.bytes().unwrap_or_default();
            let mut windows = contents.windows(boundary.len());
            windows.any(|window| window == boundary.as_bytes())
        };
        if !pieces.iter().any(holds) {
            return boundary;
        }
        number = number.wrapping_add(1);
    }
}

/// The name of a field with each line break as CR LF.
fn with_crlf(name: &str) -> String {
    name.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\n', "\r\n")
}

fn escaped(name: &str) -> String {
    name.replace('\n', "%0A")
        .replace('\r', "%0D")
        .replace('"', "%22")
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::value::File;

    fn text<'a>(name: &'a str, contents: &'a str) -> Piece<'a> {
        Piece {
            name,
            file_name: None,
            media_type: None,
            contents: Contents::Text(contents),
        }
    }

    fn text_of(body: &Payload) -> String {
        let mut text = String::new();
        let mut reader = body.open().expect("it opens");
        reader.read_to_string(&mut text).expect("text");
        text
    }

    #[test]
    fn streamed_contents_stand_where_whole_ones_would() {
        let encoded = |file: File| {
            let part = |contents| Piece {
                name: "a",
                file_name: Some("f"),
                media_type: None,
                contents,
            };
            let pieces = [part(Contents::File(file.stretch())), text("b", "two")];
            let (body, media_type) = encode(&pieces, Multipart::FormData);
            let media_type = media_type.to_str().expect("text");
            let (_, boundary) = media_type.split_once("boundary=").expect("a boundary");
            text_of(&body).replace(boundary, "…")
        };
        let streamed = File::from_source(|| Ok(&b"one"[..]));
        assert_eq!(encoded(streamed), encoded(File::from("one")));
    }

    #[test]
    fn names_cannot_end_their_header() {
        let mut file = text("a\"b\n; x=\r", "1");
        file.file_name = Some("q\"\r\nX-Evil: 1");
        let (body, _) = encode(&[file], Multipart::FormData);
        let body = text_of(&body);
        let header = body.lines().nth(1).expect("a header");
        let expected = "Content-Disposition: form-data; name=\"a%22b%0D%0A; x=%0D%0A\"; filename=\"q%22%0D%0AX-Evil: 1\"";
        assert_eq!(header, expected);
    }

    #[test]
    fn contents_never_hold_the_boundary() {
        let contents = "--trunkline-boundary-0\r\ntrunkline-boundary-1";
        let pieces = [text("a", contents), text("b", "trunkline-boundary-3")];
        let (body, media_type) = encode(&pieces, Multipart::Mixed);
        assert_eq!(media_type, "multipart/mixed; boundary=trunkline-boundary-2");
        let body = text_of(&body);
        assert_eq!(body.matches("trunkline-boundary-2").count(), 3);
    }
}
