//! What a test wants to be answered in; the bytes of a reply out.

use std::time::Duration;

use serde_json::Value;
use trunkline_codegen::api::{Example, Format};

use crate::speech::XML;

/// An answer that the mock gives once, in place of its own: see [`Running::answer_next`](crate::Running::answer_next).
///
/// ```
/// use std::time::Duration;
/// use trunkline_mock::Answer;
///
/// let html = Answer::new(502).header("content-type", "text/html").body("<h1>Bad gateway</h1>");
/// let broken = Answer::json(200, r#"{"success": tru"#);
/// let xml = Answer::xml(400, "<Error><Message>no such user</Message></Error>");
/// let cut = Answer::cut(200, r#"{"success": true}"#, 9);
/// let slow = Answer::json(200, "{}").delay(Duration::from_secs(2));
/// let documented = Answer::example("list_users", 1);
/// let made = Answer::kind("list_users", "NotFound");
/// # let _ = (html, broken, xml, cut, slow, documented, made);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub(crate) source: Source,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) delay: Duration,
}

/// Where an answer's status and body come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    Given(Reply),
    Example { endpoint: String, index: usize },
    Kind { endpoint: String, kind: String },
    Own,
}

impl Answer {
    /// A status without a body.
    pub fn new(status: u16) -> Self {
        Self::of(Source::Given(Reply::new(status)))
    }

    /// A body of `application/json`, sent as it stands: it need not be valid.
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status)
            .header("content-type", "application/json")
            .body(body)
    }

    /// A body of `application/xml`, sent as it stands: it need not be valid.
    pub fn xml(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status).header("content-type", XML).body(body)
    }

    /// A reply of JSON that is cut short: its `Content-Length` is that of the whole `body`, but after `sent` bytes
    /// the connection is reset.
    pub fn cut(status: u16, body: impl Into<Vec<u8>>, sent: usize) -> Self {
        let mut answer = Self::json(status, body);
        if let Source::Given(reply) = &mut answer.source {
            reply.sent = sent.min(reply.body.len());
        }
        answer
    }

    /// The `index`th of the endpoint's `examples:`, from 0. Where there is none, the answer is a 500 that says so.
    pub fn example(endpoint: impl Into<String>, index: usize) -> Self {
        Self::of(Source::Example {
            endpoint: endpoint.into(),
            index,
        })
    }

    /// An error of this kind: the endpoint's example of it, else one made from the rule that names the kind. Where
    /// neither is there, the answer is a 500 that says so.
    pub fn kind(endpoint: impl Into<String>, kind: impl Into<String>) -> Self {
        Self::of(Source::Kind {
            endpoint: endpoint.into(),
            kind: kind.into(),
        })
    }

    /// What the mock would answer of its own, for a [`delay`](Self::delay) or a [`header`](Self::header) to go with it.
    pub fn own() -> Self {
        Self::of(Source::Own)
    }

    /// One more header.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The body, as it stands. Examples and errors of a kind keep their own.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        if let Source::Given(reply) = &mut self.source {
            reply.body = body.into();
            reply.sent = reply.body.len();
        }
        self
    }

    /// Sends the body in pieces of 1, 2 and so on to so many bytes, then of 1 again, without saying its length before.
    /// Examples and errors of a kind go whole.
    pub fn in_pieces(mut self, most: usize) -> Self {
        if let Source::Given(reply) = &mut self.source {
            reply.pieces = most;
        }
        self
    }

    /// How long the mock waits before it answers.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    fn of(source: Source) -> Self {
        Self {
            source,
            headers: Vec::new(),
            delay: Duration::ZERO,
        }
    }
}

/// A reply, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// How many bytes of the body are sent before the connection is reset.
    pub(crate) sent: usize,
    /// It is sent in pieces of 1 to so many bytes; at once where this is 0.
    pub(crate) pieces: usize,
}

impl Reply {
    pub(crate) fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            sent: 0,
            pieces: 0,
        }
    }

    pub(crate) fn of_json(status: u16, headers: Vec<(String, String)>, body: &Value) -> Self {
        let mut reply = Self {
            headers,
            ..Self::new(status)
        };
        if !body.is_null() {
            reply.set_body("application/json", body.to_string());
        }
        reply
    }

    pub(crate) fn message(status: u16, message: &str) -> Self {
        Self::of_json(
            status,
            Vec::new(),
            &serde_json::json!({ "message": message }),
        )
    }

    pub(crate) fn of_example(example: &Example) -> Self {
        let mut reply = Self {
            headers: example.headers.clone(),
            ..Self::new(example.http)
        };
        if let Some(sample) = &example.reply {
            let media = match sample.format {
                Format::Json => media_type(&sample.text),
                Format::Xml => XML,
            };
            reply.set_body(media, sample.text.clone());
        }
        reply
    }

    /// The first value of a header; its name in any case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let same = |(key, _): &&(String, String)| key.eq_ignore_ascii_case(name);
        self.headers
            .iter()
            .find(same)
            .map(|(_, value)| value.as_str())
    }

    /// Sets the body, and its media type where no header says it yet.
    pub(crate) fn set_body(&mut self, media: &str, body: String) {
        if !self
            .headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("content-type"))
        {
            self.headers.push(("content-type".into(), media.into()));
        }
        self.body = body.into_bytes();
        self.sent = self.body.len();
    }
}

fn media_type(text: &str) -> &'static str {
    if serde_json::from_str::<Value>(text).is_ok() {
        "application/json"
    } else if text.trim_start().starts_with('<') {
        "text/html"
    } else {
        "text/plain"
    }
}
