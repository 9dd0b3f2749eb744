//! A text with escapes comes in, the text that it stands for goes out.

use super::{Scan, plain};
use crate::shape::ReadError;

impl Scan<'_> {
    /// Passes over the text that began at `start` and whose first sign that is not as it is stands at `at`.
    #[cold]
    pub(super) fn unescape(&mut self, start: usize, at: usize) -> Result<(), ReadError> {
        self.unescaped.clear();
        let (mut from, mut at) = (start, at);
        loop {
            match self.byte(at) {
                Some(b'"') => {
                    self.unescaped.push_str(&self.text[from..at]);
                    self.at = at + 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.unescaped.push_str(&self.text[from..at]);
                    self.at = at + 1;
                    let escaped = self.escaped()?;
                    self.unescaped.push(escaped);
                    from = self.at;
                    at = plain(self.text.as_bytes(), from);
                }
                Some(_) => {
                    self.at = at;
                    return Err(self.broken("a text has a control character that is not escaped"));
                }
                None => return Err(self.early()),
            }
        }
    }

    /// The character that stands behind a backslash.
    fn escaped(&mut self) -> Result<char, ReadError> {
        let Some(byte) = self.byte(self.at) else {
            return Err(self.early());
        };
        let character = match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\x08',
            b'f' => '\x0C',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.code_point(),
            _ => return Err(self.no_escape()),
        };
        self.at += 1;
        Ok(character)
    }

    /// The character of four hexadecimal digits, or of a surrogate pair of them.
    fn code_point(&mut self) -> Result<char, ReadError> {
        let first = self.four_digits()?;
        if let Some(character) = char::from_u32(first.into()) {
            return Ok(character);
        }
        let behind = self.at;
        if self.rest().starts_with(b"\\u") {
            self.at += 1;
            let second = self.four_digits()?;
            if let Some(Ok(character)) = char::decode_utf16([first, second]).next() {
                return Ok(character);
            }
        }
        self.at = behind;
        Err(self.broken("a text has half of a surrogate pair"))
    }

    /// The number behind a `u`.
    fn four_digits(&mut self) -> Result<u16, ReadError> {
        self.at += 1;
        let mut number = 0;
        for _ in 0..4 {
            let Some(byte) = self.byte(self.at) else {
                return Err(self.early());
            };
            let Some(digit) = char::from(byte).to_digit(16) else {
                return Err(self.no_escape());
            };
            number = number << 4 | digit as u16;
            self.at += 1;
        }
        Ok(number)
    }

    #[cold]
    fn no_escape(&self) -> ReadError {
        self.broken("a text has an escape that does not exist")
    }
}
