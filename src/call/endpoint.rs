//! What the runtime knows of a vendor and its calls: constant descriptions that generated code writes and
//! the other modules here read. A path, a predicate or a rule means what the spec language says it means.

use super::auth::{Grant, Signing};
pub use super::paging::{Pager, PagerEnd, Take, Target, Turn};
use super::request::Draft;
pub use super::rule::{
    Comparison, Condition, KindCase, KindTest, Predicate, Retry, Rule, Source, Step, Test,
};
use super::scan::Boxed;
use super::traffic::{Limit, TRAFFIC, Traffic};
use crate::shape::{Codec, FIELD, Field, Format, NULL, Root};
use crate::text::Rows;

/// What holds for all calls of a vendor.
#[derive(Debug)]
pub struct VendorInfo {
    /// The vendor's name, as in its spec.
    pub name: &'static str,
    /// The formats of bodies that it speaks, the default first.
    pub formats: &'static [Format],
    /// The base URL of endpoints that choose no other.
    pub base: &'static [BasePart],
    /// The other base URLs.
    pub bases: &'static [&'static [BasePart]],
    /// Bases, counted from the first one, and those of the others that are asked where one cannot be reached.
    pub fallbacks: &'static [(usize, &'static [usize])],
    /// The variables that the base and the paths use.
    pub vars: &'static [Var],
    /// The authentication schemes.
    pub schemes: &'static [Scheme],
    /// What formats are called in headers, where that is not their usual name.
    pub media_types: &'static [(Format, &'static str)],
    /// Names of secret fields: their values are masked wherever a raw body is shown.
    pub secrets: &'static [&'static str],
    /// How often it may be called.
    pub limits: &'static [Limit],
}

/// A piece of the base URL.
#[derive(Debug, Clone, Copy)]
pub enum BasePart {
    /// Text that stands as it is.
    Text(&'static str),
    /// The value of a variable.
    Var(usize),
}

/// A variable.
#[derive(Debug, Clone, Copy)]
pub struct Var {
    /// Its name, which is also the name of the builder's method.
    pub name: &'static str,
    /// What stands where the user sets nothing.
    pub default: Option<&'static str>,
}

/// An authentication scheme.
#[derive(Debug, Clone, Copy)]
pub struct Scheme {
    /// Its name in the spec.
    pub name: &'static str,
    /// How it shows credentials.
    pub kind: SchemeKind,
}

/// How a scheme shows credentials.
#[derive(Debug, Clone, Copy)]
pub enum SchemeKind {
    /// One secret in a header.
    Header {
        /// The header.
        header: &'static str,
        /// Text before the secret.
        prefix: &'static str,
        /// Text after the secret.
        suffix: &'static str,
    },
    /// One secret, as `Authorization: Bearer …`.
    Bearer,
    /// One secret in this parameter of the query.
    Query(&'static str),
    /// One secret in this cookie.
    Cookie(&'static str),
    /// One secret in this field of a form: of calls whose content is [`Content::Form`].
    Form(&'static str),
    /// Two secrets, as `Authorization: Basic …`.
    Basic,
    /// Two secrets, as `Authorization: Digest …` in answer to the vendor's challenge.
    Digest,
    /// The same as this, whose secrets are made of the given ones and of variables.
    Formed(&'static SchemeKind, &'static [Credential]),
    /// The secrets that a login takes; its token is what is shown.
    Session(&'static Session),
    /// The secrets that a grant of OAuth 2 takes; its token is what is shown.
    Grant(&'static Grant),
    /// The secrets that a signature over each request takes.
    Sign(&'static Signing),
    /// A certificate and its private key, which encrypted connections show.
    Certificate,
    /// All of these schemes; the secrets are those of the parts, in order.
    All(&'static [usize]),
    /// Credentials of any of these schemes.
    Any(&'static [usize]),
    /// Headers that the caller supplied.
    Caller,
}

/// What a secret of a scheme is made of.
#[derive(Debug, Clone, Copy)]
pub enum Credential {
    /// One that the caller gives.
    Given {
        /// Text before it.
        prefix: &'static str,
        /// Text after it.
        suffix: &'static str,
    },
    /// The value of a variable of the client.
    Var(usize),
}

/// A login whose token is sent with each call.
pub struct Session {
    /// The call that logs in.
    pub login: &'static Endpoint,
    /// Where the login takes the secrets, in their order.
    pub fills: &'static [Fill],
    /// Fields of the login's body that are always the same, in the form in which they travel.
    pub constants: &'static [(usize, &'static str)],
    /// Makes the login's body, where it has one.
    pub body: Option<LoginBody>,
    /// Where the reply holds the token.
    pub take: Source,
    /// How long the token is good.
    pub ttl: Ttl,
    /// How the token is shown: in a header, as bearer, in the query, in a cookie or in a form.
    pub send: SchemeKind,
    /// The call that gives another token for one whose time is over.
    pub refresh: Option<&'static Endpoint>,
}

/// Where a login takes a secret.
#[derive(Debug, Clone, Copy)]
pub enum Fill {
    /// In a parameter.
    Param(usize),
    /// In a field of the body.
    Field(usize),
}

/// Fills the fields of a body with texts and attaches it to a call.
pub type LoginBody = fn(Box<Draft>, &[(usize, &str)]) -> Box<Draft>;

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The endpoint leads back to the vendor and its schemes.
        f.debug_struct("Session")
            .field("login", &self.login.name)
            .finish_non_exhaustive()
    }
}

/// How long a token is good.
#[derive(Debug, Clone, Copy)]
pub enum Ttl {
    /// Until the vendor refuses it.
    Open,
    /// For these milliseconds.
    Millis(u64),
    /// For the seconds that the reply says here; until it is refused where it says none.
    Seconds(Source),
}

/// A call that the vendor offers.
#[derive(Debug)]
pub struct Endpoint {
    /// The vendor.
    pub vendor: &'static VendorInfo,
    /// The name of the client's method.
    pub name: &'static str,
    /// The HTTP method, upper case.
    pub method: &'static str,
    /// Its base URL: 0 is the default, others count from 1.
    pub base: usize,
    /// The path after the base.
    pub path: &'static [PathPart],
    /// The parameters.
    pub params: &'static [Param],
    /// What the body of the request is.
    pub content: Content,
    /// The element that is the root of a reply in XML, where the vendor speaks it. It is no part of paths.
    pub root: Option<Root>,
    /// Where the returned value stands in the body of the reply.
    pub data: &'static [Step],
    /// What is returned.
    pub returns: Returns,
    /// Whether the data may come as `[]`, `""` or null where they are empty.
    pub empty: bool,
    /// What has to hold of a reply that no rule matched.
    pub ok: Option<Predicate>,
    /// Where the fields of the meta record stand, in their order.
    pub meta: &'static [Source],
    /// The error rules, in the order in which they are tried.
    pub rules: &'static [&'static Rule],
    /// The scheme whose credentials are sent.
    pub auth: Option<usize>,
    /// Whether the call only reads.
    pub safe: bool,
    /// The ways in which it pages, the default first.
    pub pagers: &'static [Pager],
    /// When it is sent again, and how often it may be called.
    pub traffic: &'static Traffic,
}

/// A call without anything but its vendor, to be completed: `Endpoint { vendor: &VENDOR, …, ..ENDPOINT }`.
pub const ENDPOINT: Endpoint = Endpoint {
    vendor: &NO_VENDOR,
    name: "",
    method: "GET",
    base: 0,
    path: &[],
    params: &[],
    content: Content::Value,
    root: None,
    data: &[],
    returns: Returns::Nothing,
    empty: false,
    ok: None,
    meta: &[],
    rules: &[],
    auth: None,
    safe: false,
    pagers: &[],
    traffic: &NO_TRAFFIC,
};

/// What all calls of a vendor have in common that its spec does not declare, to be completed.
pub const UNDECLARED: Endpoint = Endpoint {
    name: "request",
    returns: Returns::Value(&ANYTHING),
    ..ENDPOINT
};

/// A value, or none.
static ANYTHING: Field = Field {
    flags: NULL,
    ..FIELD
};
static NO_VENDOR: VendorInfo = VENDOR;
static NO_TRAFFIC: Traffic = TRAFFIC;

/// A vendor without anything, to be completed: `VendorInfo { name: "acme", …, ..VENDOR }`.
pub const VENDOR: VendorInfo = VendorInfo {
    name: "",
    formats: &[Format::Json],
    base: &[],
    bases: &[],
    fallbacks: &[],
    vars: &[],
    schemes: &[],
    media_types: &[],
    secrets: &[],
    limits: &[],
};

/// What the body of a request is.
#[derive(Debug, Clone, Copy)]
pub enum Content {
    /// Nothing, or a value in the call's format.
    Value,
    /// The same, called so in the header.
    Typed(&'static str),
    /// A value in JSON, inside of objects under these keys, beside the parameters that are [`Place::Beside`].
    Wrapped(&'static Wrapped),
    /// Bytes as they are, called so in the header.
    Raw(&'static str),
    /// The parameters that are [`Place::Form`].
    Form,
    /// The parameters that are [`Place::Part`].
    Multipart(Multipart),
}

/// What stands around a body.
#[derive(Debug, Clone, Copy)]
pub struct Wrapped {
    /// The keys that lead to the body, the outermost first.
    pub path: &'static [&'static str],
    /// What the whole is called in the header, where that is not the format's name.
    pub media_type: Option<&'static str>,
}

/// What the parts of a body are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Multipart {
    /// `multipart/form-data`: each part has a name.
    FormData,
    /// `multipart/mixed`: they come in their order.
    Mixed,
}

/// A piece of an endpoint's path.
#[derive(Debug, Clone, Copy)]
pub enum PathPart {
    /// Text that stands as it is.
    Text(&'static str),
    /// The value of a parameter, encoded as part of one segment.
    Param(usize),
    /// The value of a variable, encoded as part of one segment.
    Var(usize),
}

/// A parameter of a call.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// Where it is sent.
    pub place: Place,
    /// Its name on the wire and how its value is written.
    pub field: Field,
    /// What is sent without the caller saying so.
    pub fixed: Option<Fixed>,
    /// How lists in it are written.
    pub list: ListStyle,
    /// How objects in it are written.
    pub object: ObjectStyle,
    /// What is more to be said of a part.
    pub part: Part,
}

/// What the spec says of a part of a body.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Its media type: of a file, where the caller says no other.
    pub media_type: Option<&'static str>,
    /// The name of a file, where the caller says no other.
    pub file_name: Option<&'static str>,
}

/// A part of which nothing is said.
const PART: Part = Part {
    media_type: None,
    file_name: None,
};

/// A parameter of the query, to be completed: `Param { field: Field { name: "id", ..FIELD }, ..PARAM }`.
pub const PARAM: Param = Param {
    place: Place::Query,
    field: FIELD,
    fixed: None,
    list: ListStyle::Repeat,
    object: ObjectStyle::None,
    part: PART,
};

/// A parameter of the query of which no more is to be said.
#[must_use]
pub const fn query(name: &'static str) -> Param {
    Param {
        field: Field { name, ..FIELD },
        ..PARAM
    }
}

/// A parameter of the path of which no more is to be said.
#[must_use]
pub const fn in_path(name: &'static str) -> Param {
    Param {
        place: Place::Path,
        ..query(name)
    }
}

/// A parameter whose value travels in another form than its type's own.
#[must_use]
pub const fn coded(param: Param, codec: Codec) -> Param {
    Param {
        field: Field {
            codec,
            ..param.field
        },
        ..param
    }
}

/// How a list is written into parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListStyle {
    /// The parameter once for each item: `x=1&x=2`.
    Repeat,
    /// With brackets behind its name: `x[]=1&x[]=2`.
    Brackets,
    /// With the position behind its name, from 0: `x[0]=1&x[1]=2`.
    Indexed,
    /// With a number behind its name, from 1: `x1=1&x2=2`.
    Numbered,
    /// In one text, this between the items.
    Joined(&'static str),
}

/// How an object is written into parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectStyle {
    /// It is refused.
    None,
    /// A parameter for each of its fields, the key in brackets, to any depth: `x[a][b]=1`.
    Deep,
    /// The same, but for one level alone: `x[a]=1`.
    Brackets,
    /// A parameter for each of its fields, a dot before the key, to any depth: `x.a.b=1`.
    Dot,
    /// In one text, as JSON: `x={"a":1}`.
    Json,
}

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In the body, which is a form.
    Form,
    /// A part of the body.
    Part,
    /// In the body, as JSON beside what is wrapped.
    Beside,
}

/// A value that the spec gives a parameter, in the form in which it travels.
#[derive(Debug, Clone, Copy)]
pub enum Fixed {
    /// Always sent.
    Const(&'static str),
    /// Sent unless the caller sets another.
    Send(&'static str),
    /// The value of this variable of the client, which has to have one.
    Var(usize),
    /// The value of this variable of the client, where it has one.
    VarIfSet(usize),
}

/// What a call returns.
#[derive(Debug, Clone, Copy)]
pub enum Returns {
    /// Nothing: the body is not decoded.
    Nothing,
    /// A value that is read so.
    Value(&'static Field),
    /// The body as it is.
    Raw(fn(&bytes::Bytes) -> Boxed),
    /// A text, or what stands in its rows.
    Rows(&'static Rows),
    /// Items that are read as they come.
    Stream(&'static Streamed),
}

impl Returns {
    /// The stream, where it is one.
    pub(crate) fn streamed(self) -> Option<&'static Streamed> {
        match self {
            Self::Stream(streamed) => Some(streamed),
            Self::Nothing | Self::Value(_) | Self::Raw(_) | Self::Rows(_) => None,
        }
    }
}

/// A reply that is read as it comes.
#[derive(Debug)]
pub struct Streamed {
    /// What stands between its items.
    pub wire: Wire,
    /// How an item is read; of no meaning for bytes.
    pub field: Field,
    /// The text in place of an item that ends the stream.
    pub end: Option<&'static str>,
}

/// What stands between the items of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// Nothing: bytes as they come.
    Bytes,
    /// The end of a line.
    Lines,
    /// What ends a server-sent event.
    Events,
}
