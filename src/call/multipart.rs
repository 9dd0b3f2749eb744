//! The parts of a body come in; the body and the boundary between its parts go out.
//!
//! Names and file names are escaped as the HTML standard says; contents go as they are.

use http::header::HeaderValue;

use super::endpoint::Multipart;

/// One part.
pub(super) struct Piece<'a> {
    /// The name of the field; of no meaning in `multipart/mixed`.
    pub(super) name: &'a str,
    pub(super) file_name: Option<&'a str>,
    pub(super) media_type: Option<&'a str>,
    pub(super) contents: &'a [u8],
}

/// A body of parts, and what it is called in a header.
pub(super) fn encode(pieces: &[Piece<'_>], kind: Multipart) -> (Vec<u8>, HeaderValue) {
    let boundary = boundary(pieces);
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
        body.extend_from_slice(piece.contents);
        push(&mut body, &["\r\n"]);
    }
    push(&mut body, &["--", &boundary, "--\r\n"]);
    let subtype = match kind {
        Multipart::FormData => "form-data",
        Multipart::Mixed => "mixed",
    };
    let media_type = format!("multipart/{subtype}; boundary={boundary}");
    let media_type = HeaderValue::from_str(&media_type);
    (
        body,
        media_type.expect("a boundary is letters, digits and `-`"),
    )
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

/// The first of a row of boundaries that none of the contents holds.
fn boundary(pieces: &[Piece<'_>]) -> String {
    let mut number = 0_u64;
    loop {
        let boundary = format!("trunkline-boundary-{number}");
        let holds = |piece: &Piece<'_>| {
            let mut windows = piece.contents.windows(boundary.len());
            windows.any(|window| window == boundary.as_bytes())
        };
        if !pieces.iter().any(holds) {
            return boundary;
        }
        number += 1;
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
    use super::*;

    fn text<'a>(name: &'a str, contents: &'a str) -> Piece<'a> {
        Piece {
            name,
            file_name: None,
            media_type: None,
            contents: contents.as_bytes(),
        }
    }

    #[test]
    fn names_cannot_end_their_header() {
        let mut file = text("a\"b\n; x=\r", "1");
        file.file_name = Some("q\"\r\nX-Evil: 1");
        let (body, _) = encode(&[file], Multipart::FormData);
        let body = String::from_utf8(body).expect("text");
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
        let body = String::from_utf8(body).expect("text");
        assert_eq!(body.matches("trunkline-boundary-2").count(), 3);
    }
}
