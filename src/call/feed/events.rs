//! Lines of a body come in, server-sent events go out, as the HTML standard says (section 9.2.6).

use std::time::Duration;

use bytes::Bytes;

use super::lines::{Ends, Lines, TooLong};

/// An event as it came.
#[derive(Debug, PartialEq)]
pub(super) struct Raw {
    pub(super) name: String,
    pub(super) id: String,
    pub(super) data: Vec<u8>,
}

/// A body that is cut into events.
pub(super) struct Events {
    lines: Lines,
    limit: usize,
    /// Of the event that is under way.
    name: String,
    data: Vec<u8>,
    has_data: bool,
    id: String,
    retry: Option<Duration>,
    is_first_line: bool,
}

/// The mark that a body in UTF-8 may begin with.
const MARK: &[u8] = "\u{feff}".as_bytes();

impl Events {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            lines: Lines::new(Ends::Any, limit),
            limit,
            name: String::new(),
            data: Vec::new(),
            has_data: false,
            id: String::new(),
            retry: None,
            is_first_line: true,
        }
    }

    pub(super) fn push(&mut self, chunk: Bytes) {
        self.lines.push(chunk);
    }

    /// The last event's id, which a new request sends as `Last-Event-ID`.
    pub(super) fn last_id(&self) -> &str {
        &self.id
    }

    /// How long the vendor wants a client to wait before it connects again.
    pub(super) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// The next whole event; nothing where more has to come. One that the end of the body cuts off is none.
    pub(super) fn next(&mut self) -> Result<Option<Raw>, TooLong> {
        while let Some(line) = self.lines.next()? {
            let line = match std::mem::take(&mut self.is_first_line) {
                true => line.strip_prefix(MARK).unwrap_or(&line),
                false => &line[..],
            };
            if !line.is_empty() {
                self.field(line)?;
            } else if let Some(event) = self.dispatched() {
                return Ok(Some(event));
            }
        }
        Ok(None)
    }

    fn field(&mut self, line: &[u8]) -> Result<(), TooLong> {
        let (name, value) = match line.iter().position(|byte| *byte == b':') {
            None => (line, &[][..]),
            Some(colon) => (&line[..colon], &line[colon + 1..]),
        };
        let value = value.strip_prefix(b" ").unwrap_or(value);
        let text = || String::from_utf8_lossy(value).into_owned();
        match name {
            b"event" => self.name = text(),
            b"data" => {
                if value.len() >= self.limit.saturating_sub(self.data.len()) {
                    return Err(TooLong);
                }
                if self.has_data {
                    self.data.push(b'\n');
                }
                self.data.extend_from_slice(value);
                self.has_data = true;
            }
            b"id" if !value.contains(&0) => self.id = text(),
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                // One that no number holds is as good as none.
                self.retry = text().parse().map(Duration::from_millis).ok();
            }
            _ => {}
        }
        Ok(())
    }

    /// What the fields since the last blank line say. Without data there is no event.
    fn dispatched(&mut self) -> Option<Raw> {
        let name = std::mem::take(&mut self.name);
        let data = std::mem::take(&mut self.data);
        if !std::mem::take(&mut self.has_data) {
            return None;
        }
        let name = match name.is_empty() {
            true => "message".to_owned(),
            false => name,
        };
        let id = self.id.clone();
        Some(Raw { name, id, data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(body: &[u8], cut: usize) -> (Vec<[String; 3]>, Events) {
        let mut events = Events::new(100);
        let mut found = Vec::new();
        for chunk in body.chunks(cut) {
            events.push(Bytes::copy_from_slice(chunk));
            while let Some(event) = events.next().expect("small") {
                let data = String::from_utf8_lossy(&event.data).into_owned();
                found.push([event.name, event.id, data]);
            }
        }
        (found, events)
    }

    /// The examples of the standard, and what its words say of the rest.
    #[test]
    fn events_are_as_the_standard_says() {
        let event = |name: &str, id: &str, data: &str| [name, id, data].map(str::to_owned);
        let cases: &[(&str, &[[String; 3]])] = &[
            (
                "data: YHOO\ndata: +2\ndata: 10\n\n",
                &[event("message", "", "YHOO\n+2\n10")],
            ),
            (
                ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
                &[
                    event("message", "1", "first event"),
                    event("message", "", "second event"),
                    event("message", "", " third event"),
                ],
            ),
            (
                "data\n\ndata\ndata\n\ndata:",
                &[event("message", "", ""), event("message", "", "\n")],
            ),
            (
                "data:test\n\ndata: test\n\n",
                &[event("message", "", "test"), event("message", "", "test")],
            ),
            (
                "\u{feff}event: add\rdata: 1\r\r\u{feff}data: 2\r\n\r\n",
                &[event("add", "", "1")],
            ),
            ("event: lost\n\ndata: x\n\n", &[event("message", "", "x")]),
            (
                "id: 7\nretry: 1500\nretry: 1.5\nretry:\nother: y\n\ndata: x\n\n",
                &[event("message", "7", "x")],
            ),
            ("id: a\nid: b\0\ndata: x\n\n", &[event("message", "a", "x")]),
            ("data: cut off", &[]),
        ];
        for (body, wanted) in cases {
            for cut in 1..=body.len() {
                let (found, _) = events(body.as_bytes(), cut);
                assert_eq!(found, *wanted, "{body:?} in pieces of {cut}");
            }
        }
        let (_, after) = events(b"id: 7\nretry: 1500\nretry: x\n\n", 5);
        assert_eq!(after.last_id(), "7");
        assert_eq!(after.retry(), Some(Duration::from_millis(1500)));
    }

    #[test]
    fn an_event_without_end_is_given_up() {
        let mut all = Events::new(100);
        let mut pushes = 0;
        let given_up = loop {
            all.push(Bytes::from_static(b"data: 0123456789\n"));
            pushes += 1;
            match all.next() {
                Ok(None) => {}
                other => break other,
            }
        };
        assert_eq!((given_up, pushes), (Err(TooLong), 10));
    }
}
