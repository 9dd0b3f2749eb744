//! A body as it travels in, chunk by chunk; the same body without its encoding (gzip, brotli) out, a piece at a time.
//!
//! It does no I/O: a decoder reads from what came, and stops where more has to come. However much a chunk stands for, no
//! more of it is held than one piece.

use std::io;
#[cfg(any(feature = "gzip", feature = "brotli"))]
use std::io::Read;

#[cfg(any(feature = "gzip", feature = "brotli"))]
use bytes::Buf;
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, HeaderMap, HeaderValue};

use crate::transport::{TransportError, TransportErrorKind};

/// How much is given at once of a body that is encoded, in bytes.
#[cfg(any(feature = "gzip", feature = "brotli"))]
const PIECE: usize = 16 * 1024;

/// What a request says that it takes; nothing where no encoding is compiled in.
pub(super) fn accepted() -> Option<HeaderValue> {
    let names = match (cfg!(feature = "gzip"), cfg!(feature = "brotli")) {
        (true, true) => "br, gzip",
        (true, false) => "gzip",
        (false, true) => "br",
        (false, false) => return None,
    };
    Some(HeaderValue::from_static(names))
}

/// A body that is still coming.
pub(crate) struct Expand {
    decoder: Decoder,
    encoding: &'static str,
    /// Nothing more is to be given, whatever comes.
    is_over: bool,
    is_begun: bool,
}

enum Decoder {
    Plain(Arrived),
    #[cfg(feature = "gzip")]
    Gzip(Box<flate2::bufread::MultiGzDecoder<Arrived>>),
    #[cfg(feature = "brotli")]
    Brotli(Box<brotli_decompressor::Decompressor<Arrived>>),
    /// One that no feature is enabled for.
    Closed(Arrived),
}

/// What came and was not looked at.
#[derive(Default)]
struct Arrived {
    chunk: Bytes,
    is_whole: bool,
}

impl Expand {
    /// A body of which nothing came so far. What is called by no name of an encoding is taken for plain.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let named = headers.get(CONTENT_ENCODING).map(HeaderValue::as_bytes);
        let named = named.unwrap_or_default().trim_ascii();
        let encodings = [
            ("gzip", "gzip"),
            ("x-gzip", "gzip"),
            ("br", "br"),
            ("deflate", "deflate"),
            ("zstd", "zstd"),
        ];
        let known = encodings.iter();
        let mut known = known.filter(|(name, _)| named.eq_ignore_ascii_case(name.as_bytes()));
        let encoding = known.next().map_or("", |(_, encoding)| encoding);
        let arrived = Arrived::default();
        let decoder = match encoding {
            "" => Decoder::Plain(arrived),
            #[cfg(feature = "gzip")]
            "gzip" => Decoder::Gzip(Box::new(flate2::bufread::MultiGzDecoder::new(arrived))),
            #[cfg(feature = "brotli")]
            "br" => {
                let decoder = brotli_decompressor::Decompressor::new(arrived, PIECE);
                Decoder::Brotli(Box::new(decoder))
            }
            _ => Decoder::Closed(arrived),
        };
        Self {
            decoder,
            encoding,
            is_over: false,
            is_begun: false,
        }
    }

    /// Takes up what came; all that came before was given.
    pub(crate) fn push(&mut self, chunk: Bytes) {
        self.is_begun |= !chunk.is_empty();
        self.arrived().chunk = chunk;
    }

    /// Nothing more comes.
    pub(crate) fn end(&mut self) {
        self.arrived().is_whole = true;
    }

    /// The next piece; nothing where more has to come, or after the last one.
    pub(crate) fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        let piece: io::Result<Option<Bytes>> = match &mut self.decoder {
            Decoder::Plain(arrived) => {
                let chunk = std::mem::take(&mut arrived.chunk);
                return Ok((!chunk.is_empty()).then_some(chunk));
            }
            // A reply without body, as to HEAD, may be called by an encoding as well.
            _ if self.is_over || !self.is_begun => return Ok(None),
            #[cfg(feature = "gzip")]
            Decoder::Gzip(decoder) => piece(decoder),
            #[cfg(feature = "brotli")]
            Decoder::Brotli(decoder) => piece(decoder),
            Decoder::Closed(_) => Err(io::ErrorKind::Unsupported.into()),
        };
        match piece {
            Ok(Some(piece)) if !piece.is_empty() => Ok(Some(piece)),
            Ok(None) => Ok(None),
            Ok(Some(_)) => {
                self.is_over = true;
                Ok(None)
            }
            Err(error) => {
                self.is_over = true;
                Err(match error.kind() {
                    io::ErrorKind::Unsupported => closed(self.encoding),
                    _ => self.damaged(error),
                })
            }
        }
    }

    fn arrived(&mut self) -> &mut Arrived {
        match &mut self.decoder {
            Decoder::Plain(arrived) | Decoder::Closed(arrived) => arrived,
            #[cfg(feature = "gzip")]
            Decoder::Gzip(decoder) => decoder.get_mut(),
            #[cfg(feature = "brotli")]
            Decoder::Brotli(decoder) => decoder.get_mut(),
        }
    }

    /// A body that does not say what its encoding wants: cut off, or damaged on its way.
    fn damaged(&mut self, error: io::Error) -> TransportError {
        let encoding = self.encoding;
        let arrived = self.arrived();
        let message = match arrived.is_whole && arrived.chunk.is_empty() {
            true => format!("the body ends in the middle of its encoding, `{encoding}`"),
            false => format!("the body is not in its encoding, `{encoding}`"),
        };
        TransportError::new(TransportErrorKind::Interrupted, message).with_source(error)
    }
}

fn closed(encoding: &str) -> TransportError {
    let help = match encoding {
        "gzip" => ": enable the feature `gzip` of trunkline",
        "br" => ": enable the feature `brotli` of trunkline",
        _ => ", which was not asked for",
    };
    let message = format!("the body is encoded as `{encoding}`{help}");
    TransportError::new(TransportErrorKind::Other, message)
}

/// What a decoder gives: nothing where it needs more, and an empty piece at its end.
#[cfg(any(feature = "gzip", feature = "brotli"))]
fn piece(decoder: &mut dyn Read) -> io::Result<Option<Bytes>> {
    let mut piece = vec![0; PIECE];
    loop {
        match decoder.read(&mut piece) {
            Ok(length) => {
                piece.truncate(length);
                return Ok(Some(piece.into()));
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(any(feature = "gzip", feature = "brotli"))]
impl Read for Arrived {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.chunk.is_empty() && !self.is_whole {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let length = buffer.len().min(self.chunk.len());
        self.chunk.copy_to_slice(&mut buffer[..length]);
        Ok(length)
    }
}

#[cfg(feature = "gzip")]
impl io::BufRead for Arrived {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.chunk.is_empty() && !self.is_whole {
            true => Err(io::ErrorKind::WouldBlock.into()),
            false => Ok(&self.chunk),
        }
    }

    fn consume(&mut self, amount: usize) {
        self.chunk.advance(amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of a body that arrives in pieces of this size.
    fn expanded(encoding: &str, body: &[u8], cut: usize) -> Result<Vec<u8>, String> {
        let mut headers = HeaderMap::new();
        let name = HeaderValue::from_str(encoding).expect("a name");
        headers.insert(CONTENT_ENCODING, name);
        let mut expand = Expand::of(&headers);
        let mut found = Vec::new();
        let mut take = |expand: &mut Expand| {
            while let Some(piece) = expand.next().map_err(|error| error.to_string())? {
                found.extend_from_slice(&piece);
            }
            Ok::<(), String>(())
        };
        for chunk in body.chunks(cut) {
            expand.push(Bytes::copy_from_slice(chunk));
            take(&mut expand)?;
        }
        expand.end();
        take(&mut expand)?;
        Ok(found)
    }

    #[test]
    fn what_has_no_encoding_stays_as_it_is() {
        for encoding in ["", "identity", "utf-8"] {
            assert_eq!(expanded(encoding, b"abc", 2).as_deref(), Ok(&b"abc"[..]));
        }
        let error = expanded("zstd", b"abc", 2).expect_err("nobody reads it");
        assert_eq!(
            error,
            "the body is encoded as `zstd`, which was not asked for"
        );
        assert_eq!(expanded("zstd", b"", 2).as_deref(), Ok(&b""[..]));
    }

    #[cfg(feature = "gzip")]
    fn gzip(body: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        io::Write::write_all(&mut encoder, body).expect("it is memory");
        encoder.finish().expect("it is memory")
    }

    #[cfg(feature = "gzip")]
    #[test]
    fn gzip_is_expanded_wherever_it_is_cut() {
        let body: Vec<u8> = (0..40_000_u32)
            .flat_map(|n| (n * n % 97).to_le_bytes())
            .collect();
        let encoded = gzip(&body);
        for cut in [1, 2, 7, 1000, encoded.len()] {
            let found = expanded("X-GZIP", &encoded, cut).expect("it is sound");
            assert!(found == body, "in pieces of {cut}");
        }
        // Several members are one body.
        let two = [gzip(b"one "), gzip(b"two")].concat();
        assert_eq!(expanded("gzip", &two, 3).as_deref(), Ok(&b"one two"[..]));
        for cut in 1..encoded.len().min(200) {
            let error = expanded("gzip", &encoded[..encoded.len() - cut], 50);
            let error = error.expect_err("it is cut off");
            assert_eq!(error, "the body ends in the middle of its encoding, `gzip`");
        }
        let error = expanded("gzip", b"{\"plain\": true}", 4).expect_err("it is plain");
        assert_eq!(error, "the body is not in its encoding, `gzip`");
    }

    #[cfg(feature = "gzip")]
    #[test]
    fn no_more_than_a_piece_is_held() {
        let encoded = gzip(&vec![0; 20 << 20]);
        assert!(encoded.len() < 200_000);
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        let mut expand = Expand::of(&headers);
        expand.push(encoded.into());
        expand.end();
        let mut length = 0;
        while let Some(piece) = expand.next().expect("it is sound") {
            assert!(piece.len() <= PIECE);
            length += piece.len();
        }
        assert_eq!(length, 20 << 20);
    }

    /// `hello\n`, as brotli(1) writes it.
    #[cfg(feature = "brotli")]
    const BROTLI: &[u8] = b"\x8f\x02\x80hello\n\x03";

    #[cfg(feature = "brotli")]
    #[test]
    fn brotli_is_expanded_wherever_it_is_cut() {
        for cut in 1..=BROTLI.len() {
            let found = expanded("br", BROTLI, cut);
            assert_eq!(found.as_deref(), Ok(&b"hello\n"[..]), "in pieces of {cut}");
        }
        for length in 1..BROTLI.len() {
            let error = expanded("br", &BROTLI[..length], 3).expect_err("it is cut off");
            assert_eq!(error, "the body ends in the middle of its encoding, `br`");
        }
        let error = expanded("br", b"{\"plain\": true}", 4).expect_err("it is plain");
        assert_eq!(error, "the body is not in its encoding, `br`");
    }
}
