//! Webhooks as they are written.

use std::time::Duration;

use super::{Signed, Text, TypeRef};
use crate::api::{Encoding, Hash};
use crate::source::Spanned;
use crate::spec::path::Path;

/// An entry of `endpoints:` with `hook`.
#[derive(Debug, Clone)]
pub struct Hook {
    /// Its name.
    pub name: Text,
    /// `doc:`.
    pub doc: Option<Text>,
    /// `rename:`.
    pub rename: Option<Text>,
    /// `deprecated:`.
    pub deprecated: Option<Text>,
    /// `hook:`: the method, upper case.
    pub method: Option<Text>,
    /// `body:`, or the record that `form:` is.
    pub body: Option<TypeRef>,
    /// Where `form:` stands, where the body is one.
    pub form: Option<crate::source::Span>,
    /// `verify:`.
    pub verify: Option<Verify>,
    /// `http:` of `answer:`.
    pub status: Option<Spanned<u16>>,
    /// `header:` of `answer:`.
    pub headers: Vec<(Text, Path)>,
}

/// `verify:` of a webhook.
#[derive(Debug, Clone)]
pub enum Verify {
    /// `sign: crate::Sign`.
    Sign(Signed),
    /// `hmac: {…}`.
    Hmac(Box<Hmac>),
}

/// `hmac: {…}`; what was wrong is absent.
#[derive(Debug, Clone)]
pub struct Hmac {
    /// Where its word was written.
    pub span: crate::source::Span,
    /// `header:`.
    pub header: Option<Text>,
    /// `prefix:`.
    pub prefix: Option<Text>,
    /// `hash:`.
    pub hash: Hash,
    /// `as:`.
    pub encoding: Encoding,
    /// `secret:`.
    pub secret: Option<Text>,
    /// `over:`.
    pub over: Option<Vec<Text>>,
    /// `timestamp:`.
    pub timestamp: Option<Path>,
    /// `tolerance:`.
    pub tolerance: Option<Spanned<Duration>>,
}
