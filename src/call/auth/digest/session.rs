//! A challenge and a user with a password in, the `Authorization` headers that answer it out, one for each request.

use std::fmt::Write as _;

use http::header::HeaderValue;
use md5::Md5;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest as _, Sha256, Sha512_256};

use super::challenge::{Algorithm, Challenge};
use crate::value::Secret;

/// A nonce of the vendor's in use.
pub(super) struct Session {
    pub(super) challenge: Challenge,
    /// H(A1), which is as good as the password.
    key: Secret,
    user: Secret,
    cnonce: Secret,
    /// How often the nonce was used.
    pub(super) count: u32,
    /// Whether the vendor has accepted it. Until then it is not offered to other calls: where they overtook the
    /// first, a vendor that wants the count to increase would refuse it.
    pub(super) proven: bool,
}

/// A header that answers, and what of it must never be shown.
pub(super) struct Answer {
    pub(super) header: HeaderValue,
    pub(super) hidden: Vec<Secret>,
}

impl Session {
    /// The client's nonce is one for the session, since `-sess` makes its key from the first.
    pub(super) fn new(
        challenge: Challenge,
        user: &Secret,
        password: &Secret,
        cnonce: Secret,
    ) -> Self {
        let hash = |text: &str| hash(challenge.algorithm, text);
        let (realm, nonce) = (&challenge.realm, &challenge.nonce);
        let mut key = hash(&format!("{}:{realm}:{}", user.expose(), password.expose()));
        if challenge.session {
            key = hash(&format!("{key}:{nonce}:{}", cnonce.expose()));
        }
        Self {
            key: key.into(),
            user: user.clone(),
            cnonce,
            count: 0,
            proven: false,
            challenge,
        }
    }

    /// The same session with the next nonce, which the vendor gave ahead.
    pub(super) fn renewed(&self, nonce: String) -> Self {
        Self {
            challenge: Challenge {
                nonce,
                ..self.challenge.clone()
            },
            key: self.key.clone(),
            user: self.user.clone(),
            cnonce: self.cnonce.clone(),
            count: 0,
            proven: true,
        }
    }

    /// The answer for the next request; nothing where the nonce is used up.
    pub(super) fn answer(&mut self, method: &str, target: &str) -> Option<Answer> {
        self.count = self.count.checked_add(1)?;
        let challenge = &self.challenge;
        let count = format!("{:08x}", self.count);
        let (key, cnonce, nonce) = (self.key.expose(), self.cnonce.expose(), &challenge.nonce);
        let hash = |text: &str| hash(challenge.algorithm, text);
        let request = hash(&format!("{method}:{target}"));
        let response = hash(&match challenge.counted {
            true => format!("{key}:{nonce}:{count}:{cnonce}:auth:{request}"),
            false => format!("{key}:{nonce}:{request}"),
        });
        let mut text = String::from("Digest ");
        self.push_user(&mut text);
        push_quoted(&mut text, ", realm", &challenge.realm);
        push_quoted(&mut text, ", nonce", nonce);
        push_quoted(&mut text, ", uri", target);
        push_quoted(&mut text, ", response", &response);
        if let Some(written) = &challenge.written {
            text.push_str(", algorithm=");
            text.push_str(written);
        }
        if let Some(opaque) = &challenge.opaque {
            push_quoted(&mut text, ", opaque", opaque);
        }
        if challenge.counted {
            text.push_str(", qop=auth, nc=");
            text.push_str(&count);
            push_quoted(&mut text, ", cnonce", cnonce);
        }
        let mut header = HeaderValue::try_from(&text).ok()?;
        header.set_sensitive(true);
        Some(Answer {
            header,
            hidden: vec![text.into(), response.into(), self.cnonce.clone()],
        })
    }

    fn push_user(&self, text: &mut String) {
        let (user, challenge) = (self.user.expose(), &self.challenge);
        if challenge.userhash {
            let hashed = hash(challenge.algorithm, &format!("{user}:{}", challenge.realm));
            push_quoted(text, "username", &hashed);
            text.push_str(", userhash=true");
        } else if user.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            push_quoted(text, "username", user);
        } else {
            text.push_str("username*=UTF-8''");
            text.extend(utf8_percent_encode(user, NON_ALPHANUMERIC));
        }
    }
}

fn push_quoted(text: &mut String, name: &str, value: &str) {
    text.push_str(name);
    text.push_str("=\"");
    for c in value.chars() {
        if matches!(c, '"' | '\\') {
            text.push('\\');
        }
        text.push(c);
    }
    text.push('"');
}

fn hash(algorithm: Algorithm, text: &str) -> String {
    match algorithm {
        Algorithm::Md5 => hex(&Md5::digest(text)),
        Algorithm::Sha256 => hex(&Sha256::digest(text)),
        Algorithm::Sha512Truncated => hex(&Sha512_256::digest(text)),
    }
}

/// Lower case, as the RFC has it.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string never fails.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
