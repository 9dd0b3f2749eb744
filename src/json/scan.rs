//! A JSON text comes in, its values go out one by one, in the order in which they are asked for.
//!
//! The text is known to be UTF-8, so that a value that is cut out of it between two ASCII signs is again. That, eight
//! bytes at a time in texts, and errors that cost nothing until there is one, are what it takes to be faster than a
//! parser that serves all callers.

mod escape;
mod number;

use std::ops::Range;

use crate::eight::{self, same};
use crate::shape::{Place, ReadError};
pub(super) use number::short_float;

/// A JSON text, and how far it was read.
pub(super) struct Scan<'j> {
    text: &'j str,
    pub(super) at: usize,
    /// The last text that has escapes, without them.
    unescaped: String,
}

impl<'j> Scan<'j> {
    /// Reads `text` from `at` on.
    pub(super) fn new(text: &'j str, at: usize) -> Self {
        Self {
            text,
            at,
            unescaped: String::new(),
        }
    }

    /// The byte that the next value begins with, behind white space.
    #[inline]
    pub(super) fn peek(&mut self) -> Result<u8, ReadError> {
        match self.blanks() {
            Some(byte) => Ok(byte),
            None => Err(self.early()),
        }
    }

    /// Nothing but white space may come.
    pub(super) fn finish(&mut self) -> Result<(), ReadError> {
        match self.blanks() {
            None => Ok(()),
            Some(_) => Err(self.broken("something stands after the value")),
        }
    }

    /// Passes over `null`, `true` or `false`, whose first letter comes next.
    #[inline]
    pub(super) fn word(&mut self, word: &str) -> Result<(), ReadError> {
        if self.rest().starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        Err(self.no_word(word))
    }

    /// Passes over the next key and its colon if the key is this one: `key` is written `,"name":`.
    ///
    /// Most keys are the expected one, and to compare the bytes takes a fraction of the time in which a key is decoded
    /// and searched for.
    #[inline]
    pub(super) fn pass_key(&mut self, fresh: bool, key: &str) -> bool {
        let key = &key.as_bytes()[usize::from(fresh)..];
        let came = self.text.as_bytes().get(self.at..self.at + key.len());
        let same = came.is_some_and(|came| same(came, key));
        self.at += if same { key.len() } else { 0 };
        same
    }

    /// Goes to the next key of an object, of which `fresh` says that nothing but its bracket was read, and passes over
    /// it and its colon; nothing at the end of the object, which is passed over too.
    pub(super) fn key(&mut self, fresh: bool) -> Result<Option<&str>, ReadError> {
        if !self.step(fresh, b'}', "expected `,` or `}`")? {
            return Ok(None);
        }
        if self.byte(self.at) != Some(b'"') {
            return Err(self.broken("expected a key in quotes"));
        }
        let key = self.pass_text()?;
        if self.peek()? != b':' {
            return Err(self.broken("expected `:`"));
        }
        self.at += 1;
        Ok(Some(self.passed(key)))
    }

    /// Whether a list has another item, which comes next then; its end is passed over.
    #[inline]
    pub(super) fn item(&mut self, fresh: bool) -> Result<bool, ReadError> {
        self.step(fresh, b']', "expected `,` or `]`")
    }

    /// The text whose quote comes next.
    pub(super) fn text(&mut self) -> Result<&str, ReadError> {
        let start = self.at + 1;
        let end = plain(self.text.as_bytes(), start);
        if self.byte(end) == Some(b'"') {
            self.at = end + 1;
            return Ok(&self.text[start..end]);
        }
        self.unescape(start, end)?;
        Ok(&self.unescaped)
    }

    /// The text that comes next, if its quote does and it has no escapes; anything else stays.
    #[inline(always)]
    pub(super) fn plain_text(&mut self) -> Option<&'j str> {
        if self.byte(self.at) != Some(b'"') {
            return None;
        }
        let start = self.at + 1;
        let end = plain(self.text.as_bytes(), start);
        if self.byte(end) != Some(b'"') {
            return None;
        }
        self.at = end + 1;
        Some(&self.text[start..end])
    }

    /// Passes over the text whose quote comes next: where it stands between its quotes, if it has no escapes.
    #[inline]
    pub(super) fn pass_text(&mut self) -> Result<Option<Range<usize>>, ReadError> {
        let start = self.at + 1;
        let end = plain(self.text.as_bytes(), start);
        if self.byte(end) == Some(b'"') {
            self.at = end + 1;
            return Ok(Some(start..end));
        }
        self.unescape(start, end).map(|()| None)
    }

    fn passed(&self, text: Option<Range<usize>>) -> &str {
        match text {
            Some(range) => &self.text[range],
            None => &self.unescaped,
        }
    }

    /// Past a comma or the bracket that opened, to what comes next; or past the bracket that closes.
    #[inline]
    fn step(&mut self, fresh: bool, end: u8, wanted: &'static str) -> Result<bool, ReadError> {
        let byte = self.peek()?;
        if byte == end {
            self.at += 1;
            return Ok(false);
        }
        if fresh {
            return Ok(true);
        }
        if byte != b',' {
            return Err(self.broken(wanted));
        }
        self.at += 1;
        if self.peek()? == end {
            return Err(self.broken("a comma has nothing after it"));
        }
        Ok(true)
    }

    #[inline]
    fn blanks(&mut self) -> Option<u8> {
        loop {
            match self.byte(self.at)? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    #[inline]
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    #[inline]
    fn rest(&self) -> &'j [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[cold]
    fn no_word(&mut self, word: &str) -> ReadError {
        let rest = self.rest();
        let same = rest.iter().zip(word.as_bytes());
        self.at += same.take_while(|(came, wanted)| came == wanted).count();
        match self.byte(self.at) {
            None => self.early(),
            Some(_) => self.broken("expected `true`, `false` or `null`"),
        }
    }

    #[cold]
    fn early(&mut self) -> ReadError {
        self.at = self.text.len();
        self.broken("the document ends too early")
    }

    /// The error about what breaks the rules here.
    #[cold]
    pub(super) fn broken(&self, what: &str) -> ReadError {
        let place = Place::find(self.text.as_bytes(), self.at);
        ReadError::broken(format!("broken JSON: {what}")).at(Some(place))
    }
}

/// The first place from `at` on where a text does not go on as it is: a quote, a backslash, a control character, or
/// the end.
#[inline]
pub(super) fn plain(bytes: &[u8], at: usize) -> usize {
    eight::find(
        bytes,
        at,
        // With its second bit turned, a quote is 0x20, a blank 0x22, and a control character is one still: one
        // comparison finds both.
        |eight| eight::below(eight ^ eight::each(2), 0x21) | eight::is(eight, b'\\'),
        |byte| byte < 0x20 || byte == b'"' || byte == b'\\',
    )
}

#[cfg(test)]
mod tests {
    use super::Scan;

    #[test]
    fn a_key_is_passed_only_whole_and_with_its_colon() {
        for (text, fresh, passed) in [
            (r#","name":1"#, false, true),
            (r#""name":1"#, true, true),
            (r#""name":1"#, false, false),
            (r#","names":1"#, false, false),
            (r#","name" :1"#, false, false),
            (r#","nam"#, false, false),
            ("", false, false),
        ] {
            let mut scan = Scan::new(text, 0);
            assert_eq!(scan.pass_key(fresh, r#","name":"#), passed, "{text}");
            assert_eq!(scan.at == 0, !passed, "{text}");
        }
    }
}
