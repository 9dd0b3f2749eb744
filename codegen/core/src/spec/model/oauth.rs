//! What the author wrote of OAuth 2 and of signatures.

use super::{Credential, SchemeKind, Text};
use crate::api::{ClientAuth, GrantKind, GrantPart};
use crate::source::{Span, Spanned};
use crate::spec::route::Base;

/// `oauth2: {…}`; what was wrong is absent.
#[derive(Debug, Clone)]
pub struct OAuth {
    /// Where its word was written.
    pub span: Span,
    /// `token:`.
    pub token: Option<Base>,
    /// The grants, in the order in which they were written.
    pub grants: Vec<Grant>,
    /// `refresh: true`.
    pub refreshes: Option<Spanned<bool>>,
    /// `scopes:`.
    pub scopes: Vec<Text>,
    /// `fields:`.
    pub fields: Vec<(Text, Text)>,
    /// `send:`.
    pub send: Option<SchemeKind>,
}

/// A grant.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Which one it is.
    pub kind: GrantKind,
    /// Where its word was written.
    pub span: Span,
    /// What it takes, in the order in which the caller gives it.
    pub takes: Vec<(GrantPart, Credential)>,
    /// `by:`.
    pub by: Option<Spanned<ClientAuth>>,
}

/// `sign: crate::Sign`, or `sign: {with, secrets}`.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The path in Rust.
    pub with: Text,
    /// The names of its secrets.
    pub secrets: Vec<Text>,
}
