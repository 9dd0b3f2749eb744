//! A request as it came in; its parts, decoded, out.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::multipart;

/// A request that the mock received.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Received {
    /// The name of the base URL that it came in at; nothing where that is the default.
    pub base: Option<String>,
    /// The method, upper case.
    pub method: String,
    /// The path with its leading `/`, percent-encoded as it came.
    pub path: String,
    /// The query without its `?`, percent-encoded as it came; empty where there is none.
    pub query: String,
    /// Headers in order of arrival, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// A part of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// The name of the field.
    pub name: Option<String>,
    /// The name of the file.
    pub file_name: Option<String>,
    /// What it is called in its header.
    pub media_type: Option<String>,
    /// What it holds.
    pub contents: Vec<u8>,
}

impl Received {
    /// The first value of a header; its name in any case.
    ///
    /// ```
    /// # use trunkline_mock::Received;
    /// fn token(request: &Received) -> Option<&str> {
    ///     request.header("X-Auth-Token")
    /// }
    /// ```
    pub fn header(&self, name: &str) -> Option<&str> {
        let same = |(key, _): &&(String, String)| key.eq_ignore_ascii_case(name);
        self.headers
            .iter()
            .find(same)
            .map(|(_, value)| value.as_str())
    }

    /// The query's parameters in order, decoded; `+` is a space, as servers read it.
    pub fn query_pairs(&self) -> Vec<(String, String)> {
        pairs(&self.query)
    }

    /// The body's fields in order, decoded, where it is a form (`application/x-www-form-urlencoded`).
    pub fn form_pairs(&self) -> Vec<(String, String)> {
        pairs(&String::from_utf8_lossy(&self.body))
    }

    /// The parts of the body in order, where it is `multipart/…`.
    pub fn parts(&self) -> Vec<Part> {
        multipart::parts(self).unwrap_or_default()
    }

    /// The body as JSON, where it is JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

fn pairs(encoded: &str) -> Vec<(String, String)> {
    let pairs = encoded.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (
                decode(&name.replace('+', " ")),
                decode(&value.replace('+', " ")),
            )
        })
        .collect()
}

/// Text without its percent-encoding; bytes that are not UTF-8 become replacement characters.
pub(crate) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
