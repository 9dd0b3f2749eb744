//! Chunks of a body come in, whole lines of a limited length go out, wherever the chunks are cut.

use bytes::{Buf, Bytes};

/// What ends a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// A line feed, or a carriage return and a line feed.
    LineFeed,
    /// The same, or a carriage return alone.
    Any,
}

/// An item that is larger than it may be.
#[derive(Debug, PartialEq)]
pub(super) struct TooLong;

/// A body that is cut into lines.
pub(super) struct Lines {
    ends: Ends,
    limit: usize,
    /// What came and was not looked at.
    chunk: Bytes,
    /// The line so far.
    line: Vec<u8>,
    /// A carriage return ended the last line: a line feed after it belongs to it.
    after_return: bool,
}

impl Lines {
    pub(super) fn new(ends: Ends, limit: usize) -> Self {
        Self {
            ends,
            limit,
            chunk: Bytes::new(),
            line: Vec::new(),
            after_return: false,
        }
    }

    /// Takes up what came; what came before was used up.
    pub(super) fn push(&mut self, chunk: Bytes) {
        self.chunk = chunk;
    }

    /// The next whole line, without its end; nothing where more has to come.
    pub(super) fn next(&mut self) -> Result<Option<Vec<u8>>, TooLong> {
        if self.after_return && !self.chunk.is_empty() {
            self.after_return = false;
            if self.chunk[0] == b'\n' {
                self.chunk.advance(1);
            }
        }
        let is_end = |byte: &u8| *byte == b'\n' || (*byte == b'\r' && self.ends == Ends::Any);
        let end = self.chunk.iter().position(is_end);
        let part = self.chunk.split_to(end.unwrap_or(self.chunk.len()));
        if part.len() > self.limit.saturating_sub(self.line.len()) {
            return Err(TooLong);
        }
        self.line.extend_from_slice(&part);
        if end.is_none() {
            return Ok(None);
        }
        self.after_return = self.chunk.get_u8() == b'\r';
        if self.ends == Ends::LineFeed && self.line.last() == Some(&b'\r') {
            self.line.pop();
        }
        Ok(Some(std::mem::take(&mut self.line)))
    }

    /// What stands behind the last end of a line, when nothing more comes.
    pub(super) fn rest(&mut self) -> Option<Vec<u8>> {
        let rest = std::mem::take(&mut self.line);
        (!rest.is_empty()).then_some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(ends: Ends, body: &str, cut: usize) -> (Vec<String>, Option<String>) {
        let text = |line: Vec<u8>| String::from_utf8(line).expect("text");
        let mut lines = Lines::new(ends, 100);
        let mut found = Vec::new();
        for chunk in body.as_bytes().chunks(cut) {
            lines.push(Bytes::copy_from_slice(chunk));
            while let Some(line) = lines.next().expect("short") {
                found.push(text(line));
            }
        }
        (found, lines.rest().map(text))
    }

    #[test]
    fn lines_end_the_same_wherever_the_body_is_cut() {
        let body = "a\r\nb\n\ncc\rd\r\r\ne";
        for cut in 1..=body.len() {
            let (found, rest) = lines(Ends::Any, body, cut);
            assert_eq!(found, ["a", "b", "", "cc", "d", ""], "{cut}");
            assert_eq!(rest.as_deref(), Some("e"));
            let (found, _) = lines(Ends::LineFeed, body, cut);
            assert_eq!(found, ["a", "b", "", "cc\rd\r"], "{cut}");
        }
        assert_eq!(lines(Ends::Any, "a\r\n", 2), (vec!["a".into()], None));
    }

    #[test]
    fn a_line_without_end_is_given_up() {
        let mut lines = Lines::new(Ends::LineFeed, 5);
        for (chunk, wanted) in [("123", Ok(None)), ("45", Ok(None)), ("6", Err(TooLong))] {
            lines.push(Bytes::from(chunk));
            assert_eq!(lines.next(), wanted, "{chunk}");
        }
    }
}
