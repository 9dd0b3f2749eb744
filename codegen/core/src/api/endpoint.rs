//! Endpoints: what a call sends, what it returns, how it pages, and its samples.

use super::{
    Auth, BaseId, Cells, Element, Format, Handed, Job, KindId, LimitId, Literal, Name, Pager, Path,
    Predicate, Retrying, RuleId, Start, Stream, Target, TypeId, Use, VarId,
};

/// A call.
#[derive(Debug, Clone, PartialEq)]
pub struct Endpoint {
    /// Its name: `snake` is the method of the client, `pascal` the type of the call.
    pub name: Name,
    /// Its documentation.
    pub doc: Option<String>,
    /// Why it should no longer be used.
    pub deprecated: Option<String>,
    /// `since:`: the API's version that brought it.
    pub since: Option<String>,
    /// `tags:`: words to group endpoints by.
    pub tags: Vec<String>,
    /// The base URL that it stands under, where that is not the default.
    pub base: Option<BaseId>,
    /// The HTTP method, upper case.
    pub method: String,
    /// The path after the base URL, starting with `/`.
    pub path: Vec<PathPart>,
    /// Parameters: of the path, the query, the header and a form, each filter operator as one of its own.
    pub params: Vec<Param>,
    /// What stands in the body of the request.
    pub body: Option<Body>,
    /// What the body is called in a header, where that is not what follows from it.
    pub media_type: Option<String>,
    /// What a call gives: nothing, or a value.
    pub returns: Option<Use>,
    /// The reply is read as it comes; nothing is returned at its end then.
    pub stream: Option<Stream>,
    /// The reply is a text, or rows that hold what is returned.
    pub cells: Option<Cells>,
    /// The returned bytes are the whole body of the reply, whatever its format.
    pub raw: bool,
    /// The element that is the root of a reply in XML, where the vendor speaks it.
    pub root: Option<Element>,
    /// Where the reply holds it.
    pub envelope: Envelope,
    /// Error rules that hold here, in the order in which they are tried.
    pub rules: Vec<RuleId>,
    /// The credentials that are sent.
    pub auth: Auth,
    /// The ways in which it pages, the default first.
    pub pagers: Vec<Pager>,
    /// It starts a job that can be waited for.
    pub starts: Option<Start>,
    /// It shows a job that can be waited for.
    pub job: Option<Job>,
    /// It only reads, whatever its method: `safe: true`, or a method that is safe by HTTP's own rules.
    pub safe: bool,
    /// When it is sent again; never where nothing is said.
    pub retry: Option<Retrying>,
    /// Where the key is sent that is the same for all tries of a call.
    pub idempotency: Option<Target>,
    /// The limits that hold for it, the narrowest first.
    pub limits: Vec<LimitId>,
    /// Sample exchanges, as the vendor documents them.
    pub examples: Vec<Example>,
}

/// A piece of an endpoint's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathPart {
    /// Text, sent as it stands.
    Text(String),
    /// The parameter at this position of [`Endpoint::params`], percent-encoded as one segment.
    Param(usize),
    /// A variable of the client.
    Var(VarId),
}

/// A parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    /// Where it is sent.
    pub place: Place,
    /// Its name; `wire` is what is sent (operator suffix included), `snake` the setter.
    pub name: Name,
    /// Its documentation.
    pub doc: Option<String>,
    /// Why it should no longer be used.
    pub deprecated: Option<String>,
    /// Its type.
    pub ty: Use,
    /// Required ones are arguments of the client's method, others are setters.
    pub required: bool,
    /// The vendor's default, for the documentation.
    pub default: Option<String>,
    /// What is sent unless the caller sets it.
    pub send: Option<Literal>,
    /// A fixed value that the caller cannot change: neither argument nor setter.
    pub constant: Option<Literal>,
    /// How lists in it are written; a list that is `csv` by its codec is one text in any case.
    pub list: ListStyle,
    /// How objects in it are written; nothing where none can come.
    pub object: Option<ObjectStyle>,
    /// Of a part: its media type. In JSON a part holds any value, else texts or, where it is bytes, a file.
    pub media_type: Option<String>,
    /// Of a part that is a file: its name, where the caller says none.
    pub file_name: Option<String>,
    /// A variable of the client that fills it, so that it is neither argument nor setter.
    pub from: Option<VarId>,
}

impl Param {
    /// Whether the caller gives its value: as an argument where it is required, else by a setter.
    pub fn is_callers(&self) -> bool {
        self.constant.is_none() && self.from.is_none()
    }
}

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    /// In the body, as JSON beside what the envelope wraps.
    Beside,
}

/// How a list is written into parameters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ListStyle {
    /// The parameter once for each item: `x=1&x=2`.
    #[default]
    Repeat,
    /// With brackets behind its name: `x[]=1&x[]=2`.
    Brackets,
    /// With the position behind its name, from 0: `x[0]=1&x[1]=2`.
    Indexed,
    /// With a number behind its name, from 1: `x1=1&x2=2`.
    Numbered,
    /// In one text, this between the items; no item holds it or is empty.
    Joined(String),
}

/// How an object is written into parameters. Null and an empty list are not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectStyle {
    /// A parameter for each field, its key in brackets, to any depth: `x[a][b]=1`.
    Deep,
    /// The same for one level alone: `x[a]=1`.
    Brackets,
    /// A parameter for each field, a dot before its key, to any depth: `x.a.b=1`.
    Dot,
    /// In one text, as JSON: `x={"a":1}`.
    Json,
}

/// The body of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// A record, whose required fields are arguments of the client's method and whose other fields are setters.
    Record(TypeId),
    /// Any other type, an argument of the client's method.
    Value(Use),
    /// Bytes as they are, an argument of the client's method.
    Bytes,
    /// Text as it is, an argument of the client's method.
    Text,
    /// A form (`application/x-www-form-urlencoded`) of the parameters that are [`Place::Form`].
    Form,
    /// The parameters that are [`Place::Part`].
    Multipart(Multipart),
}

/// What the parts of a body are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Multipart {
    /// `multipart/form-data`: each part has a name.
    FormData,
    /// `multipart/mixed`: they come in their order, and their names are not sent.
    Mixed,
}

/// Where a reply holds what a call returns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Envelope {
    /// The returned value; no steps where it is the whole body.
    pub data: Path,
    /// Where nothing is in it, the returned value may come as `[]`, `""` or null.
    pub empty: bool,
    /// The keys under which a request holds its body, the outermost first; none where it is the whole.
    pub body: Vec<String>,
    /// What has to hold of a reply that no error rule matched.
    pub ok: Option<Predicate>,
    /// A record of other values that are handed over, and where each of its fields stands.
    pub meta: Option<Meta>,
}

/// Values of a reply beside the returned one.
#[derive(Debug, Clone, PartialEq)]
pub struct Meta {
    /// A record made for this endpoint; it stands in [`Api::types`](super::Api::types) like any other.
    pub record: TypeId,
    /// For each of its fields, in order, where the value stands.
    pub from: Vec<Handed>,
}

/// Where a value of a reply stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// In the body.
    Body(Path),
    /// In a header.
    Header(String),
}

/// A sample exchange.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The HTTP status of the reply.
    pub http: u16,
    /// Headers of the reply.
    pub headers: Vec<(String, String)>,
    /// The request's body.
    pub request: Option<Sample>,
    /// The reply's body.
    pub reply: Option<Sample>,
    /// The error kind that the reply stands for.
    pub kind: Option<KindId>,
    /// `auth: missing` or `auth: wrong`: this is the reply to a request with no or with wrong credentials.
    pub auth: Option<BadAuth>,
}

/// What is wrong with the credentials of a sample exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadAuth {
    /// None were sent.
    Missing,
    /// They were not the right ones.
    Wrong,
}

/// A body in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The file, as named in the spec (relative to the head).
    pub file: String,
    /// Its format: XML where its name ends in `.xml`.
    pub format: Format,
    /// What it holds.
    pub text: String,
}
