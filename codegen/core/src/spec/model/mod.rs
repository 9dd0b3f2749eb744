//! What the author wrote: plain data, every value with its place, nothing resolved.
//!
//! What was structurally wrong is absent, so that whoever reads a [`Spec`] can go on with the rest.
//! Words of the language that are not supported yet never get here.

mod endpoint;
mod hook;
mod job;
mod oauth;
mod pager;
mod planned;
mod reply;
mod request;
mod scope;
mod traffic;
mod types;
mod union;
mod vendor;
mod xml;

pub use endpoint::{Endpoint, EnvelopeRef, Example, Filter, Param, Returns, Rows, Stream};
pub use hook::{Hmac, Hook, Verify};
pub use job::{Poll, Wait};
pub use oauth::{Grant, OAuth, Signed};
pub use pager::{PageSize, Pager, PagerEnd, Turn};
pub use planned::Referent;
pub use reply::{Envelope, ErrorRule, Kind, KindTest, Meta};
pub use request::{Around, MediaType, Multipart, Styles};
pub use scope::{Declared, Scoped};
pub use traffic::{Bucket, FileLimits, Limit, LimitsRef, RetryRef, Retrying};
pub use types::{Enum, EnumValue, Field, Generic, Instance, Newtype, Record, TypeDef, TypeRef};
pub use union::{Member, Union};
pub use vendor::{
    AuthRef, CodecDef, CodecKind, Credential, Operator, Scheme, SchemeKind, Session, Ttl,
};
pub use xml::{Xml, XmlField, XmlOrder};

use std::collections::HashSet;

use crate::api;
use crate::source::{FileId, Span, Spanned};
use crate::spec::route::Base;
use crate::spec::ty::TypeExpr;

/// A piece of text with its place.
pub type Text = Spanned<String>;

/// One vendor, all of its files together.
#[derive(Debug, Clone)]
pub struct Spec {
    /// The head.
    pub head: FileId,
    /// The head and the parts, in order.
    pub files: Vec<FileId>,
    /// `vendor:`.
    pub vendor: Option<Text>,
    /// `title:`.
    pub title: Option<Text>,
    /// `docs:`.
    pub docs: Option<Text>,
    /// `doc:`.
    pub doc: Option<Text>,
    /// `formats:`, the default first; JSON alone where nothing is said.
    pub formats: Vec<api::Format>,
    /// Those of them that are said as media types.
    pub media_types: Vec<(api::Format, String)>,
    /// `xml:`.
    pub xml: Option<Xml>,
    /// `base:` of all files, the head's first.
    pub bases: Vec<NamedBase>,
    /// `vars:`.
    pub vars: Vec<Var>,
    /// `auth:` of all files; `auth: caller` gives one scheme named `caller`.
    pub schemes: Scoped<Scheme>,
    /// Files that say `auth: none`.
    pub open: Vec<FileId>,
    /// `retry:` of each file that has it.
    pub retries: Vec<(FileId, RetryRef)>,
    /// `limits:` of each file that has it.
    pub limits: Vec<FileLimits>,
    /// Buckets under `limits:` of all files.
    pub buckets: Scoped<Bucket>,
    /// What the words refer to that are not supported yet.
    pub planned: Vec<Referent>,
    /// `path:`, `query:`, … of all files, for all endpoints of theirs.
    pub params: Vec<Param>,
    /// `codecs:` of all files: defaults of built-in types and codecs of the vendor's own.
    pub codecs: Scoped<CodecDef>,
    /// `envelopes:` of all files.
    pub envelopes: Scoped<Envelope>,
    /// `errors:` of all files.
    pub errors: Vec<ErrorRule>,
    /// `operators:` of all files.
    pub operators: Scoped<Operator>,
    /// `pagers:` of all files.
    pub pagers: Scoped<Pager>,
    /// `lenient:`.
    pub lenient: bool,
    /// `extra: keep` at the head.
    pub keep_extra: bool,
    /// `list:` and `object:` of the head.
    pub styles: Styles,
    /// Sections of which something was wrong as a whole, so that it is not known what they declare.
    pub lost: HashSet<&'static str>,
    /// `types:` of all files, but for generic ones.
    pub types: Vec<TypeDef>,
    /// `types:` of all files with a parameter: `Page<T>`.
    pub generics: Vec<Generic>,
    /// Every `Page<User>` of all files, generic types included, in the order in which they were read.
    pub instances: Vec<TypeExpr>,
    /// `endpoints:` of all files, but for webhooks.
    pub endpoints: Vec<Endpoint>,
    /// `endpoints:` of all files with `hook`.
    pub hooks: Vec<Hook>,
}

/// A base URL.
#[derive(Debug, Clone)]
pub struct NamedBase {
    /// Its name, where it has one of its own.
    pub name: Option<Text>,
    /// Where it was written.
    pub span: Span,
    /// The URL; absent if it was wrong.
    pub url: Option<Base>,
    /// URLs for when it cannot be reached, each with its place.
    pub fallbacks: Vec<Spanned<Base>>,
}

/// A variable of the client.
#[derive(Debug, Clone)]
pub struct Var {
    /// Its name.
    pub name: Text,
    /// Its type; absent if it was wrong.
    pub ty: Option<TypeExpr>,
    /// `doc:`.
    pub doc: Option<Text>,
    /// `default:`.
    pub default: Option<Spanned<Literal>>,
}

/// A scalar as it was written: the type that is declared for its place says what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// Its text, without quotes.
    pub text: String,
    /// It stood in quotes or in a block, so that it is text in any case.
    pub quoted: bool,
}

impl Literal {
    /// What it is where no type is declared: `true`, `false`, `null`, `~` and JSON numbers without quotes are what
    /// they look like, all else is text.
    pub fn untyped(&self) -> api::Literal {
        if self.quoted {
            return api::Literal::Str(self.text.clone());
        }
        match self.text.as_str() {
            "null" | "~" | "" => api::Literal::Null,
            "true" => api::Literal::Bool(true),
            "false" => api::Literal::Bool(false),
            text if is_number(text) => api::Literal::Number(text.to_owned()),
            text => api::Literal::Str(text.to_owned()),
        }
    }
}

/// Whether `text` is a number as JSON writes it.
pub fn is_number(text: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|e| digits(e.strip_prefix(['+', '-']).unwrap_or(e)))
}
