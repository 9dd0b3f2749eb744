//! What the author wrote: plain data, every value with its place, nothing resolved.
//!
//! What was structurally wrong is absent, so that whoever reads a [`Spec`] can go on with the rest.
//! Words of the language that are not supported yet never get here.

use crate::api;
use crate::source::{FileId, Span, Spanned};
use crate::spec::path::Path;
use crate::spec::predicate::Predicate;
use crate::spec::route::{Base, Route};
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
    /// `base:`.
    pub base: Option<Base>,
    /// `vars:`.
    pub vars: Vec<Var>,
    /// `auth:`; `auth: caller` gives one scheme named `caller`.
    pub schemes: Vec<Scheme>,
    /// `codecs:`: defaults of built-in types and codecs of the vendor's own.
    pub codecs: Vec<CodecDef>,
    /// `envelopes:`.
    pub envelopes: Vec<Envelope>,
    /// `errors:`.
    pub errors: Vec<ErrorRule>,
    /// `operators:`.
    pub operators: Vec<Operator>,
    /// `pagers:`.
    pub pagers: Vec<Pager>,
    /// `lenient:`.
    pub lenient: bool,
    /// `extra: keep` at the head.
    pub keep_extra: bool,
    /// `types:` of all files.
    pub types: Vec<TypeDef>,
    /// `endpoints:` of all files.
    pub endpoints: Vec<Endpoint>,
}

/// A variable of the base URL.
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

// ---- authentication ---------------------------------------------------------------------------

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

// ---- codecs, envelopes, pagers, operators -----------------------------------------------------

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
    /// Codecs from the wire inward: `naive`, `text blank`.
    Chain(Vec<Text>),
    /// `{pattern: …, nothing: […]}`.
    Pattern {
        /// The patterns; never empty.
        patterns: Vec<Text>,
        /// Texts that mean null.
        nothing: Vec<Text>,
    },
}

/// An entry of `envelopes:`.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// Its name; `default` applies where an endpoint names none.
    pub name: Text,
    /// `data:`.
    pub data: Option<Path>,
    /// `ok:`.
    pub ok: Option<Predicate>,
    /// `meta:`.
    pub meta: Vec<Meta>,
}

/// A value that is handed over beside the returned one.
#[derive(Debug, Clone)]
pub struct Meta {
    /// Its name.
    pub name: Text,
    /// `?` after the name.
    pub optional: Option<Span>,
    /// `is:`.
    pub ty: Option<TypeExpr>,
    /// `from:`.
    pub from: Option<Path>,
    /// `doc:`.
    pub doc: Option<Text>,
}

/// An entry of `operators:`.
#[derive(Debug, Clone)]
pub struct Operator {
    /// Its name.
    pub name: Text,
    /// `suffix:`.
    pub suffix: Option<Text>,
    /// `list:`: it takes a list, written so.
    pub list: Option<Spanned<ListStyle>>,
    /// `arg:`: it takes this type, whatever the filtered value's type.
    pub arg: Option<TypeExpr>,
    /// `doc:`.
    pub doc: Option<Text>,
}

/// How a list is written into a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListStyle {
    /// `csv`: in one parameter, commas between.
    Csv,
    /// `repeat`: the parameter once for each item.
    Repeat,
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

// ---- errors -----------------------------------------------------------------------------------

/// An error rule.
#[derive(Debug, Clone)]
pub struct ErrorRule {
    /// The whole rule.
    pub span: Span,
    /// `when:`.
    pub when: Option<Predicate>,
    /// `is:`.
    pub is: Option<TypeExpr>,
    /// `code:`.
    pub code: Option<Path>,
    /// `message:`.
    pub message: Option<Path>,
    /// `kinds:`.
    pub kinds: Vec<Kind>,
    /// `retry:`.
    pub retry: api::Retry,
}

/// A named case of an error rule.
#[derive(Debug, Clone)]
pub struct Kind {
    /// Its name.
    pub name: Text,
    /// `doc:`.
    pub doc: Option<Text>,
    /// What it rests on; absent if it was wrong.
    pub test: Option<KindTest>,
    /// `retry:`.
    pub retry: api::Retry,
}

/// What a kind rests on.
#[derive(Debug, Clone)]
pub enum KindTest {
    /// One of these at the rule's `code`.
    Code(Vec<Spanned<Literal>>),
    /// `when:`.
    When(Predicate),
}

// ---- types ------------------------------------------------------------------------------------

/// An entry of `types:`.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Its name, without type parameters.
    pub name: Text,
    /// `rename:`.
    pub rename: Option<Text>,
    /// What it is; absent if it was wrong or is not supported yet.
    pub def: Option<TypeRef>,
}

/// A type where one is asked for: an expression, or written in place.
#[derive(Debug, Clone)]
pub enum TypeRef {
    /// `list<User>`. As the whole of a named type it is an alias.
    Expr(TypeExpr),
    /// A record.
    Record(Record),
    /// `{enum: …}`.
    Enum(Enum),
    /// `{newtype: T}`; only as the whole of a named type.
    Newtype(Newtype),
}

impl TypeRef {
    /// Where it was written.
    pub fn span(&self) -> Span {
        match self {
            TypeRef::Expr(expr) => expr.span,
            TypeRef::Record(record) => record.span,
            TypeRef::Enum(values) => values.span,
            TypeRef::Newtype(newtype) => newtype.span,
        }
    }
}

/// A record.
#[derive(Debug, Clone)]
pub struct Record {
    /// The whole of it.
    pub span: Span,
    /// `doc:`.
    pub doc: Option<Text>,
    /// `deprecated:`.
    pub deprecated: Option<Text>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// `extra: keep`.
    pub keep_extra: bool,
    /// `lenient:`.
    pub lenient: bool,
}

/// A field of a record.
#[derive(Debug, Clone)]
pub struct Field {
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
    /// `const:`.
    pub constant: Option<Spanned<Literal>>,
    /// `required: true`: it is required in a lenient record too.
    pub required: bool,
}

/// An enum.
#[derive(Debug, Clone)]
pub struct Enum {
    /// The whole of it.
    pub span: Span,
    /// `doc:`.
    pub doc: Option<Text>,
    /// `deprecated:`.
    pub deprecated: Option<Text>,
    /// Its values; never empty.
    pub values: Vec<EnumValue>,
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// Its name; in a list, the wire value's text.
    pub name: Text,
    /// `doc:`.
    pub doc: Option<Text>,
    /// How it travels in JSON and in text.
    pub json: Spanned<Literal>,
    /// How it travels in XML, where that differs.
    pub xml: Option<Spanned<Literal>>,
}

/// A type of its own around another.
#[derive(Debug, Clone)]
pub struct Newtype {
    /// The whole of it.
    pub span: Span,
    /// `doc:`.
    pub doc: Option<Text>,
    /// `deprecated:`.
    pub deprecated: Option<Text>,
    /// What is inside.
    pub inner: TypeExpr,
}

// ---- endpoints --------------------------------------------------------------------------------

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
    /// `get:`, `post:`, …: the method, upper case, at the key.
    pub method: Option<Text>,
    /// The path.
    pub route: Option<Route>,
    /// `path:`, `query:`, `header:`.
    pub params: Vec<Param>,
    /// `filter:`.
    pub filters: Vec<Filter>,
    /// `body:`.
    pub body: Option<TypeRef>,
    /// `returns:`.
    pub returns: Option<Returns>,
    /// `envelope:`.
    pub envelope: Option<EnvelopeRef>,
    /// `data:`, instead of the envelope's.
    pub data: Option<Path>,
    /// `meta:`, beside the envelope's.
    pub meta: Vec<Meta>,
    /// `errors:`, tried before the head's.
    pub errors: Vec<ErrorRule>,
    /// `auth:`.
    pub auth: Option<AuthRef>,
    /// `pager:`.
    pub pager: Option<Text>,
    /// `safe:`.
    pub safe: Option<Spanned<bool>>,
    /// `examples:`.
    pub examples: Vec<Example>,
}

/// `returns:`.
#[derive(Debug, Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one for each endpoint, and nearly all are types"
)]
pub enum Returns {
    /// `none`.
    Nothing(Span),
    /// A type.
    Type(TypeRef),
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
    /// Its type; absent if it was wrong. Never a record.
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
    /// `list:`: how a list is written.
    pub list_style: Option<Spanned<ListStyle>>,
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
