//! `bytes`: in base64.

use std::fmt;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;

use crate::shape::{
    Blank, Field, Found, Kind, ReadError, Reader, Slot, Token, Wanted, WriteError, Writer, copy,
};

/// Padding is written, and read or not; of the second alphabet, the last two letters are other ones.
const CONFIG: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, CONFIG);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, CONFIG);

/// The bytes; both alphabets are read, and line breaks are passed over.
fn decode(text: &str) -> Option<Vec<u8>> {
    let spaced = text.bytes().any(|byte| byte.is_ascii_whitespace());
    let without: Vec<u8>;
    let letters = if spaced {
        without = text
            .bytes()
            .filter(|byte| !byte.is_ascii_whitespace())
            .collect();
        &without
    } else {
        text.as_bytes()
    };
    let engine = match letters.iter().any(|byte| matches!(byte, b'-' | b'_')) {
        true => &URL_SAFE,
        false => &STANDARD,
    };
    engine.decode(letters).ok()
}

impl Slot for Bytes {
    fn read(&mut self, reader: &mut dyn Reader, _: &Field) -> Result<(), ReadError> {
        const HELP: &str = "write `str` in the spec if it is text";
        if reader.peek()? != Kind::Text {
            return Err(reader.wrong(Wanted::of("bytes in base64", HELP)));
        }
        let text = reader.text()?;
        let found = match decode(text) {
            Some(bytes) => {
                *self = bytes.into();
                return Ok(());
            }
            None => Found::text(text),
        };
        Err(ReadError::wrong(found, Wanted::of("bytes in base64", HELP)).here(reader))
    }

    fn write(&self, writer: &mut dyn Writer, _: &Field) -> Result<(), WriteError> {
        writer.text(&STANDARD.encode(self))
    }

    fn copy(&mut self, from: &dyn Slot) {
        copy(self, from);
    }

    /// How many there are: they may be many, and they may be anything.
    fn debug(&self, _: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} bytes>", self.len())
    }
}

impl Blank for Bytes {
    fn blank(_: &Token) -> Self {
        Bytes::new()
    }
}
