//! What the head says about how the vendor's API is called: authentication, codecs, operators, pagers.

use super::Text;
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
    /// `basic: {user, pass}`; the names of the credentials.
    Basic {
        /// `user:`.
        user: Option<Text>,
        /// `pass:`.
        pass: Option<Text>,
    },
    /// `digest: {user, pass}`; the names of the credentials.
    Digest {
        /// `user:`.
        user: Option<Text>,
        /// `pass:`.
        pass: Option<Text>,
    },
    /// `all: [a, b]`.
    All(Vec<Text>),
    /// `any: [a, b]`.
    Any(Vec<Text>),
    /// `caller`.
    Caller,
}

/// `auth:` of an endpoint.
#[derive(Debug, Clone)]
pub enum AuthRef {
    /// `none`.
    None(Span),
    /// A scheme.
    Scheme(Text),
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

/// An entry of `pagers:`; all supported ones page by number.
#[derive(Debug, Clone)]
pub struct Pager {
    /// Its name.
    pub name: Text,
    /// `page:`; absent if it was wrong or is of a sort that is not supported yet.
    pub page: Option<PagePager>,
}

/// A pager by page number.
#[derive(Debug, Clone)]
pub struct PagePager {
    /// The whole of `page:`.
    pub span: Span,
    /// `send: {page: …}`.
    pub page: Option<Path>,
    /// `send: {size: …}`.
    pub size: Option<PageSize>,
    /// `first:`; 1 where nothing is said.
    pub first: Option<Spanned<i64>>,
    /// `end:`; absent if it was wrong.
    pub end: Option<PagerEnd>,
    /// `items:`.
    pub items: Option<Path>,
}

/// The size of a page: `query.per_page` or `{to: query.per_page, send: 100, default: 30, max: 200}`.
#[derive(Debug, Clone)]
pub struct PageSize {
    /// Where it is sent.
    pub to: Path,
    /// What is sent unless the caller sets another.
    pub send: Option<Spanned<i64>>,
    /// What the vendor assumes.
    pub default: Option<Spanned<i64>>,
    /// The largest that the vendor takes.
    pub max: Option<Spanned<i64>>,
}

/// How the last page is known.
#[derive(Debug, Clone)]
pub enum PagerEnd {
    /// `total_items:`.
    TotalItems(Path),
    /// `total_pages:`.
    TotalPages(Path),
}
