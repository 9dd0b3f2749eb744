//! What the head says about how the vendor's API is called: authentication, codecs, operators, pagers.

use super::{OAuth, Signed, Text};
use crate::api;
use crate::source::{Span, Spanned};
use crate::spec::path::Path;
use crate::spec::ty::TypeExpr;

/// An authentication scheme.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// Its name.
    pub name: Text,
    /// `doc:`.
    pub doc: Option<Text>,
    /// What it is; absent if it was wrong or is not supported yet.
    pub kind: Option<SchemeKind>,
}

/// How a scheme shows its credentials.
#[derive(Debug, Clone)]
pub enum SchemeKind {
    /// `header: X` with `prefix` and `suffix`.
    Header {
        /// The header.
        header: Text,
        /// What stands before the secret.
        prefix: Option<Text>,
        /// What stands after the secret.
        suffix: Option<Text>,
    },
    /// `bearer`.
    Bearer,
    /// `query: k`.
    Query(Text),
    /// `cookie: c`.
    Cookie(Text),
    /// `form: k`.
    Form(Text),
    /// `basic: {user, pass}`; the names of the credentials.
    Basic {
        /// `user:`.
        user: Option<Credential>,
        /// `pass:`.
        pass: Option<Credential>,
    },
    /// `digest: {user, pass}`; the names of the credentials.
    Digest {
        /// `user:`.
        user: Option<Credential>,
        /// `pass:`.
        pass: Option<Credential>,
    },
    /// `session: {…}`.
    Session(Box<Session>),
    /// `oauth2: {…}`.
    OAuth(Box<OAuth>),
    /// `sign: {…}`.
    Sign(Signed),
    /// `mtls`; the names of what the caller gives, where they are said.
    Mtls {
        /// `cert:`.
        cert: Option<Text>,
        /// `key:`.
        key: Option<Text>,
    },
    /// `all: [a, b]`.
    All(Vec<Text>),
    /// `any: [a, b]`.
    Any(Vec<Text>),
    /// `caller`.
    Caller,
}

/// What a credential is made of.
#[derive(Debug, Clone)]
pub enum Credential {
    /// `login`, or `{of: login, prefix, suffix}`.
    Given {
        /// Its name.
        name: Text,
        /// `prefix:`.
        prefix: Option<Text>,
        /// `suffix:`.
        suffix: Option<Text>,
    },
    /// `vars.x`: a variable of the client.
    Var(Text),
}

/// `session: {…}`; what was wrong is absent.
#[derive(Debug, Clone)]
pub struct Session {
    /// `login:`.
    pub login: Option<Text>,
    /// `take:`.
    pub take: Option<Path>,
    /// `ttl:`.
    pub ttl: Option<Ttl>,
    /// `send:`: a header, bearer, the query or a cookie.
    pub send: Option<SchemeKind>,
    /// `refresh:`.
    pub refresh: Option<Text>,
}

/// `ttl:` of a session.
#[derive(Debug, Clone)]
pub enum Ttl {
    /// A length of time.
    For(std::time::Duration),
    /// Where the login's reply holds the seconds.
    At(Path),
}

/// `auth:` of an endpoint.
#[derive(Debug, Clone)]
pub enum AuthRef {
    /// `none`.
    None(Span),
    /// A scheme.
    Scheme(Text),
    /// Any of these schemes.
    Any(Vec<Text>),
}

/// An entry of `codecs:`.
#[derive(Debug, Clone)]
pub struct CodecDef {
    /// A built-in type whose default this is, or the name of a codec of the vendor's own.
    pub name: Text,
    /// What it is; absent if it was wrong.
    pub kind: Option<CodecKind>,
}

/// What an entry of `codecs:` says.
#[derive(Debug, Clone)]
pub enum CodecKind {
    /// Codecs from the wire inward: `naive`, `blank text`.
    Chain(Vec<Text>),
    /// A path in Rust.
    Rust(Text),
    /// `{pattern: …, nothing: […]}` and the like.
    Own {
        /// The whole of it.
        span: Span,
        /// `pattern:`.
        patterns: Vec<Text>,
        /// `nothing:`: texts that mean null.
        nothing: Vec<Text>,
        /// `zone:`.
        zone: Option<Text>,
        /// `unix:`.
        unix: Option<Spanned<i64>>,
    },
}

/// An entry of `operators:`.
#[derive(Debug, Clone)]
pub struct Operator {
    /// Its name.
    pub name: Text,
    /// `suffix:`.
    pub suffix: Option<Text>,
    /// `list:`: it takes a list, written so.
    pub list: Option<Spanned<api::ListStyle>>,
    /// `arg:`: it takes this type, whatever the filtered value's type.
    pub arg: Option<TypeExpr>,
    /// `doc:`.
    pub doc: Option<Text>,
}
