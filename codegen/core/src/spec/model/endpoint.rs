//! Endpoints as they are written.

use super::{
    AuthRef, ErrorRule, LimitsRef, Literal, MediaType, Meta, Multipart, RetryRef, Styles, Text,
    TypeRef, Wait, Xml,
};
use crate::api;
use crate::source::{Span, Spanned};
use crate::spec::path::Path;
use crate::spec::route::Route;
use crate::spec::ty::TypeExpr;

/// An entry of `endpoints:`.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// Its name.
    pub name: Text,
    /// `doc:`.
    pub doc: Option<Text>,
    /// `rename:`.
    pub rename: Option<Text>,
    /// `deprecated:`.
    pub deprecated: Option<Text>,
    /// `since:`.
    pub since: Option<Text>,
    /// `tags:`.
    pub tags: Vec<Text>,
    /// `base:`.
    pub base: Option<Text>,
    /// `get:`, `post:`, …: the method, upper case, at the key.
    pub method: Option<Text>,
    /// The path.
    pub route: Option<Route>,
    /// `path:`, `query:`, `header:`, `form:`.
    pub params: Vec<Param>,
    /// The key `form:`.
    pub form: Option<Span>,
    /// `multipart:`; its parts stand among the parameters.
    pub multipart: Option<Multipart>,
    /// `type:` of the body.
    pub body_type: Option<MediaType>,
    /// `list:` and `object:`, or those of its file.
    pub styles: Styles,
    /// What of them the endpoint says itself.
    pub own_styles: Styles,
    /// `filter:`.
    pub filters: Vec<Filter>,
    /// `body:`.
    pub body: Option<TypeRef>,
    /// `xml:` of the body.
    pub body_xml: Option<Xml>,
    /// `returns:`.
    pub returns: Option<Returns>,
    /// `formats:`.
    pub rows: Option<Rows>,
    /// `envelope:`.
    pub envelope: Option<EnvelopeRef>,
    /// `data:`, instead of the envelope's.
    pub data: Option<Path>,
    /// `data:` was written, and is no path.
    pub lost_data: bool,
    /// `meta:`, beside the envelope's.
    pub meta: Vec<Meta>,
    /// `errors:`, tried before the head's.
    pub errors: Vec<ErrorRule>,
    /// `auth:`.
    pub auth: Option<AuthRef>,
    /// `pager:`.
    pub pagers: Vec<Text>,
    /// `location:`: the endpoint that the `Location` header of a reply leads to.
    pub location: Option<Text>,
    /// `wait:`.
    pub wait: Option<Wait>,
    /// `safe:`.
    pub safe: Option<Spanned<bool>>,
    /// `retry:`.
    pub retry: Option<RetryRef>,
    /// `limits:`.
    pub limits: Option<LimitsRef>,
    /// `idempotency:`.
    pub idempotency: Option<Path>,
    /// `examples:`.
    pub examples: Vec<Example>,
}

/// `returns:`.
#[derive(Debug, Clone)]
pub enum Returns {
    /// `none`.
    Nothing(Span),
    /// A type.
    Type(TypeRef),
    /// `stream:`.
    Stream(Stream),
}

/// `formats:`: the one format of an endpoint's replies, which is none of the head's.
#[derive(Debug, Clone)]
pub struct Rows {
    /// The format's name.
    pub span: Span,
    /// What a reply is cut into.
    pub cells: api::Cells,
    /// What asks for it: places in the request, and what is sent there.
    pub asked: Vec<(Path, Text)>,
}

/// `stream:` of `returns`.
#[derive(Debug, Clone)]
pub struct Stream {
    /// The key.
    pub span: Span,
    /// What stands between the items.
    pub wire: api::Wire,
    /// The type of an item; absent where it is bytes.
    pub item: Option<TypeExpr>,
    /// `end:`.
    pub end: Option<Text>,
}

/// `envelope:` of an endpoint.
#[derive(Debug, Clone)]
pub enum EnvelopeRef {
    /// `none`.
    None(Span),
    /// An envelope of the head.
    Named(Text),
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Param {
    /// Where it is sent.
    pub place: api::Place,
    /// Its name, without `?` and `[]`.
    pub name: Text,
    /// `?` after the name.
    pub optional: Option<Span>,
    /// `[]` after the name: a list of what follows.
    pub list: Option<Span>,
    /// Its type; absent if it was wrong.
    pub ty: Option<TypeRef>,
    /// `doc:`.
    pub doc: Option<Text>,
    /// `rename:`.
    pub rename: Option<Text>,
    /// `deprecated:`.
    pub deprecated: Option<Text>,
    /// `default:`.
    pub default: Option<Spanned<Literal>>,
    /// `send:`.
    pub send: Option<Spanned<Literal>>,
    /// `const:`.
    pub constant: Option<Spanned<Literal>>,
    /// `list:` and `object:`.
    pub styles: Styles,
    /// `from:`.
    pub from: Option<Path>,
    /// `type:` of a part.
    pub media_type: Option<Text>,
    /// `filename:` of a part.
    pub file_name: Option<Text>,
}

/// An entry of `filter:`: a value that can be compared by operators.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Its name.
    pub name: Text,
    /// `is:`.
    pub ty: Option<TypeExpr>,
    /// `doc:`.
    pub doc: Option<Text>,
    /// `ops:`.
    pub ops: Vec<Text>,
}

/// A sample exchange.
#[derive(Debug, Clone)]
pub struct Example {
    /// The whole of it.
    pub span: Span,
    /// `http:`; 200 where nothing is said.
    pub http: Option<Spanned<u16>>,
    /// `headers:`.
    pub headers: Vec<(Text, Text)>,
    /// `request:`, a file.
    pub request: Option<Text>,
    /// `reply:`, a file.
    pub reply: Option<Text>,
    /// `kind:`.
    pub kind: Option<Text>,
    /// `auth:`.
    pub auth: Option<Spanned<api::BadAuth>>,
}
