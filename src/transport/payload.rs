//! What a request carries: bytes and files come in, and each try reads the whole from its beginning.

use std::fmt;
use std::io::{self, Cursor, Read};
use std::sync::Arc;

use bytes::Bytes;

use super::{TransportError, TransportErrorKind};
use crate::value::Source;

/// The body of a request: bytes that are there, or a body that is read while it goes out, as where a file is sent.
///
/// A clone is cheap, and stands for the same body.
///
/// ```
/// use std::io::Read;
/// use trunkline::transport::Payload;
///
/// let body = Payload::from("a=1");
/// assert_eq!(body.bytes().map(|bytes| &bytes[..]), Some(&b"a=1"[..]));
///
/// let mut read = String::new();
/// body.open()?.read_to_string(&mut read)?;
/// assert_eq!(read, "a=1");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone)]
pub struct Payload(Inner);

#[derive(Clone)]
enum Inner {
    Whole(Bytes),
    Stretches(Arc<[Stretch]>),
}

/// A stretch of a body that is read while it goes out.
pub(crate) enum Stretch {
    Bytes(Bytes),
    Source(Arc<Source>),
}

impl Payload {
    /// No body, or one without anything in it.
    pub fn empty() -> Self {
        Self::from(Bytes::new())
    }

    /// One stretch after the other.
    pub(crate) fn streamed(stretches: impl IntoIterator<Item = Stretch>) -> Self {
        Self(Inner::Stretches(stretches.into_iter().collect()))
    }

    /// All of it, where it is there; nothing where it has to be [read](Self::open).
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Whole(bytes) => Some(bytes),
            Inner::Stretches(_) => None,
        }
    }

    /// Whether it can be opened more than once, so that a call can be tried again.
    pub fn is_repeatable(&self) -> bool {
        match &self.0 {
            Inner::Whole(_) => true,
            Inner::Stretches(stretches) => stretches.iter().all(|stretch| match stretch {
                Stretch::Bytes(_) => true,
                Stretch::Source(source) => source.is_repeatable(),
            }),
        }
    }

    /// Begins to read it, from its beginning: once for each try. Reading a file blocks.
    ///
    /// # Errors
    /// Where a file cannot be opened, or where what can be read only once was read.
    pub fn open(&self) -> io::Result<PayloadReader> {
        let stretches = match &self.0 {
            Inner::Whole(bytes) => return Ok(PayloadReader::of(vec![whole(bytes)])),
            Inner::Stretches(stretches) => stretches,
        };
        let opened = stretches.iter().map(|stretch| match stretch {
            Stretch::Bytes(bytes) => Ok(whole(bytes)),
            Stretch::Source(source) => source.open(),
        });
        opened.collect::<io::Result<_>>().map(PayloadReader::of)
    }
}

fn whole(bytes: &Bytes) -> Opened {
    Opened {
        left: Some(bytes.len() as u64),
        reader: Box::new(Cursor::new(bytes.clone())),
    }
}

/// A stretch that is being read.
pub(crate) struct Opened {
    /// How many bytes are still to come, where that is known.
    pub(crate) left: Option<u64>,
    pub(crate) reader: Box<dyn Read + Send>,
}

/// A [`Payload`] that is being read. It gives as many bytes as it said, or an error.
pub struct PayloadReader {
    length: Option<u64>,
    /// The next one last.
    stretches: Vec<Opened>,
}

impl PayloadReader {
    fn of(mut stretches: Vec<Opened>) -> Self {
        let add = |sum: u64, stretch: &Opened| sum.checked_add(stretch.left?);
        let length = stretches.iter().try_fold(0, add);
        stretches.reverse();
        Self { length, stretches }
    }

    /// How many bytes it has in all, where that is known before it is read.
    pub fn length(&self) -> Option<u64> {
        self.length
    }
}

impl Read for PayloadReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(stretch) = self.stretches.last_mut() {
            let room = match stretch.left {
                None => buffer.len(),
                Some(left) => buffer
                    .len()
                    .min(usize::try_from(left).unwrap_or(usize::MAX)),
            };
            let read = stretch.reader.read(&mut buffer[..room])?;
            if read > 0 || buffer.is_empty() {
                stretch.left = stretch.left.map(|left| left.saturating_sub(read as u64));
                return Ok(read);
            }
            if let Some(left @ 1..) = stretch.left {
                let message = format!("a file ended {left} bytes before its end");
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, message));
            }
            self.stretches.pop();
        }
        Ok(0)
    }
}

impl fmt::Debug for PayloadReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PayloadReader(..)")
    }
}

/// Why a body could not be read: what a transport passes on as it is.
#[derive(Debug)]
pub(crate) struct Unreadable(pub(crate) io::Error);

impl Unreadable {
    /// What the call ends with.
    pub(crate) fn error(error: &io::Error) -> TransportError {
        let message = format!("the body of the request could not be read: {error}");
        TransportError::new(TransportErrorKind::Other, message)
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Unreadable {}

impl<B: Into<Bytes>> From<B> for Payload {
    fn from(bytes: B) -> Self {
        Self(Inner::Whole(bytes.into()))
    }
}

impl Default for Payload {
    fn default() -> Self {
        Self::empty()
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Whole(bytes) => write!(f, "Payload({} bytes)", bytes.len()),
            Inner::Stretches(_) => f.write_str("Payload(..)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::File;

    fn of(files: &[File]) -> Payload {
        Payload::streamed(files.iter().map(File::stretch))
    }

    fn read(payload: &Payload) -> io::Result<String> {
        let mut text = String::new();
        payload.open()?.read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn pieces_are_read_one_after_the_other_and_as_often_as_they_are_opened() {
        let b = File::from_source(|| Ok(&b"bcd"[..]));
        let body = of(&[File::from("a"), b.clone(), File::from("e")]);
        assert_eq!(read(&body).expect("it is there"), "abcde");
        assert_eq!(read(&body).expect("it is there still"), "abcde");
        assert_eq!(body.open().expect("it is there").length(), None);
        let body = of(&[File::from("a"), b.length(3)]);
        assert_eq!(body.open().expect("it is there").length(), Some(4));
        assert!(body.is_repeatable() && body.bytes().is_none());
    }

    #[test]
    fn a_length_that_was_said_is_kept() {
        let of_two = |length| of(&[File::from_source(|| Ok(&b"abc"[..])).length(length)]);
        assert_eq!(read(&of_two(2)).expect("enough is there"), "ab");
        let error = read(&of_two(5)).expect_err("too little is there");
        assert_eq!(error.to_string(), "a file ended 2 bytes before its end");
    }

    #[test]
    fn a_reader_is_read_once() {
        let body = of(&[File::from_reader(&b"abc"[..])]);
        assert!(!body.is_repeatable());
        assert_eq!(read(&body).expect("it is there"), "abc");
        let error = read(&body).expect_err("it was read");
        assert!(error.to_string().contains("only once"), "{error}");
    }
}
