//! What a spec means: every reference resolved, every name chosen, every default applied.
//!
//! `check` makes an [`Api`] out of a `Spec`; the emitter, the mock vendor and whatever else reads a
//! vendor's API start from here. Nothing after this point can fail.
//!
//! Tables refer to each other by index ([`TypeId`], [`RuleId`], …), so the whole is plain data that
//! can be cloned, compared and printed.

pub mod scope;

/// One vendor's API.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// The vendor's name in all its forms.
    pub vendor: Name,
    /// The spec files it was read from, head first, as they were named on the way in.
    pub sources: Vec<String>,
    /// `title:` of the head.
    pub title: Option<String>,
    /// `docs:` of the head: where the vendor documents the API.
    pub docs: Option<String>,
    /// `doc:` of the head.
    pub doc: Option<String>,
    /// The formats of bodies that the vendor speaks, the default first.
    pub formats: Vec<Format>,
    /// The base URL: literal text and variables, in order.
    pub base: Vec<BasePart>,
    /// Variables of the base URL, in the order of `vars:`.
    pub vars: Vec<Var>,
    /// Authentication schemes, in the order of `auth:`.
    pub schemes: Vec<Scheme>,
    /// Named types, in spec order, inline ones after the type they stand in.
    pub types: Vec<TypeDef>,
    /// Codecs that the vendor defines by pattern.
    pub patterns: Vec<Pattern>,
    /// Error rules of the head and of all endpoints; an endpoint lists those that hold for it.
    pub rules: Vec<ErrorRule>,
    /// Error kinds of the whole vendor, each once, in order of first mention.
    pub kinds: Vec<ErrorKind>,
    /// The calls.
    pub endpoints: Vec<Endpoint>,
}

/// A name as the vendor writes it and as Rust writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The vendor's own spelling.
    pub wire: String,
    /// `snake_case`: a module, a method, a field, a variable. A keyword stands raw (`r#type`) or, where
    /// raw is not allowed, with a trailing underscore (`self_`).
    pub snake: String,
    /// `PascalCase`: a type or a variant.
    pub pascal: String,
}

/// Index into [`Api::vars`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VarId(pub usize);
/// Index into [`Api::schemes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemeId(pub usize);
/// Index into [`Api::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);
/// Index into [`Api::patterns`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PatternId(pub usize);
/// Index into [`Api::rules`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleId(pub usize);
/// Index into [`Api::kinds`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KindId(pub usize);

/// A piece of the base URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BasePart {
    /// Text, sent as it stands.
    Text(String),
    /// The value of a variable.
    Var(VarId),
}

/// A variable of the base URL.
#[derive(Debug, Clone, PartialEq)]
pub struct Var {
    /// Its name; `snake` is the setter on the client's builder.
    pub name: Name,
    /// Its documentation.
    pub doc: Option<String>,
    /// `Str`, `Int` or `Bool`.
    pub ty: Type,
    /// The text that stands where the user sets nothing.
    pub default: Option<String>,
}

/// A format of bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// JSON.
    Json,
    /// XML.
    Xml,
}

/// The name of an element in XML.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Element {
    /// The name, without a prefix.
    pub name: String,
    /// The namespace; the empty one where it has none.
    pub ns: String,
}

// ---- authentication ---------------------------------------------------------------------------

/// An authentication scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    /// Its name; `pascal` is the variant of the vendor's `Auth`.
    pub name: Name,
    /// Its documentation.
    pub doc: Option<String>,
    /// How it shows the credentials.
    pub kind: SchemeKind,
    /// True where some endpoint, the default included, can be called with it alone; false where it is
    /// only a part of an `all`.
    pub selectable: bool,
}

/// How a scheme shows its credentials.
#[derive(Debug, Clone, PartialEq)]
pub enum SchemeKind {
    /// A secret in a header, between a fixed prefix and suffix.
    Header {
        /// The header.
        header: String,
        /// What stands before the secret.
        prefix: String,
        /// What stands after the secret.
        suffix: String,
    },
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …`; the names are those of the two credentials.
    Basic {
        /// The credential that stands for the user.
        user: Name,
        /// The credential that stands for the password.
        password: Name,
    },
    /// `Authorization: Digest …`, in answer to a challenge; the names are those of the two credentials.
    Digest {
        /// The credential that stands for the user.
        user: Name,
        /// The credential that stands for the password.
        password: Name,
    },
    /// Every one of these at once.
    All(Vec<SchemeId>),
    /// Any one of these: the caller's choice.
    Any(Vec<SchemeId>),
    /// The caller supplies the headers: the vendor's documentation does not say how.
    Caller,
}

/// What an endpoint asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// No credentials are sent.
    None,
    /// This scheme.
    Scheme(SchemeId),
}

// ---- types ------------------------------------------------------------------------------------

/// A type in one place: what it is, how it travels there, whether null may come.
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// The type.
    pub ty: Type,
    /// Codecs from the wire inward; the vendor's default codec of a built-in type is already here.
    pub codecs: Vec<Codec>,
    /// `?` after the type.
    pub null: bool,
    /// Its element in XML where the place does not give it one: of an item of a list, or of a body that is no record.
    pub element: Option<Element>,
}

/// A type.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// Text.
    Str,
    /// A whole number of 64 bits.
    Int,
    /// A floating-point number of 64 bits.
    Float,
    /// True or false.
    Bool,
    /// A UUID.
    Uuid,
    /// A calendar date.
    Date,
    /// A date and a time without a zone.
    DateTime,
    /// A point in time.
    Instant,
    /// A date and a time, with an offset or without, keeping which.
    Moment,
    /// Text that is never shown.
    Secret,
    /// Anything, numbers with all their digits.
    Json,
    /// A list.
    List(Box<Use>),
    /// A map whose keys are text.
    Map(Box<Use>),
    /// A named type with its arguments (none unless it is generic).
    Named(TypeId, Vec<Use>),
    /// The parameter at this position of the generic type that this stands in.
    Param(usize),
}

/// How a value travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// A number or a flag inside a string; reads bare ones too.
    Text,
    /// A flag as `0` or `1`.
    Bit,
    /// A flag as `"0"` or `"1"`.
    BitText,
    /// A flag as `"Y"` or `"N"`; reads lower case too.
    Yn,
    /// `""` is null.
    Blank,
    /// Seconds since 1970, in a number.
    Unix,
    /// Milliseconds since 1970, in a number.
    UnixMs,
    /// RFC 3339.
    Rfc3339,
    /// A date and a time without a zone, 0 to 9 digits of fraction; of an `instant` it means UTC.
    Naive,
    /// Items in one string with commas between.
    Csv,
    /// PHP's `[]` in place of an empty object.
    EmptyList,
    /// A pattern that the vendor defines.
    Pattern(PatternId),
}

/// A codec that the vendor defines by `strftime` patterns: the first that fits reads, the first of all writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Its name in the spec.
    pub name: String,
    /// The patterns.
    pub patterns: Vec<String>,
    /// Texts that mean null.
    pub nothing: Vec<String>,
}

/// A named type.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDef {
    /// Its name; `pascal` is the Rust type.
    pub name: Name,
    /// Its documentation.
    pub doc: Option<String>,
    /// Why it should no longer be used.
    pub deprecated: Option<String>,
    /// The names of its type parameters.
    pub params: Vec<String>,
    /// What it is.
    pub kind: TypeKind,
    /// True where a request carries it (a body, or inside one): it then has `new`.
    pub sent: bool,
    /// True where a reply carries it (an error body included).
    pub received: bool,
}

/// What a named type is.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeKind {
    /// Fields by name.
    Record(Record),
    /// One of several values; unknown ones are kept.
    Enum(Vec<Variant>),
    /// A type of its own around another.
    Newtype(Use),
    /// Another name.
    Alias(Use),
    /// One of several types; unknown ones are kept.
    Union(Union),
}

/// A record.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its fields, in spec order.
    pub fields: Vec<Field>,
    /// `extra: keep`: fields that are not declared are kept in a field named `extra`.
    pub extra: bool,
    /// How it stands in XML, where the vendor speaks it.
    pub xml: Option<RecordXml>,
}

/// How a record stands in XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordXml {
    /// Its element where it is a whole document; the namespace is also that of its fields.
    pub root: Element,
    /// The one order in which the vendor reads the fields, as positions; empty where it reads them in any.
    pub order: Vec<usize>,
}

/// How a field stands in XML.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldXml {
    /// What carries it.
    pub form: XmlForm,
    /// Its namespace, where it is not that of its record (of an attribute: where it has one).
    pub ns: Option<String>,
}

/// What carries a field in XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum XmlForm {
    /// An element inside the record's.
    #[default]
    Element,
    /// An attribute of the record's element.
    Attribute,
    /// The text of the record's element.
    Content,
    /// An element for each item of a list, one by one inside the record's.
    Bare,
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name; `snake` is the Rust field.
    pub name: Name,
    /// Its documentation.
    pub doc: Option<String>,
    /// Why it should no longer be used.
    pub deprecated: Option<String>,
    /// Its type; `null` says that the type itself allows null.
    pub ty: Use,
    /// Whether it may be absent or null, and what Rust type that gives.
    pub presence: Presence,
    /// The vendor's default, for the documentation.
    pub default: Option<String>,
    /// A fixed value that is always sent.
    pub constant: Option<Literal>,
    /// How it stands in XML.
    pub xml: FieldXml,
}

/// Whether a field may be absent or null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// `key: T`: always there. The Rust type is `T`.
    Required,
    /// `key?: T`: may be absent, never null. `Option<T>`; `None` is not written.
    Optional,
    /// `key: T?`: always there, may be null. `Option<T>`; `None` is written as null.
    Nullable,
    /// `key?: T?`: may be absent or null, told apart. `Maybe<T>`.
    Maybe,
    /// `key: T` under `lenient`: absence and null are both read as `None`. `Option<T>`; `None` is not written.
    Lenient,
    /// `key: T?` under `lenient`: absence and null are both read as `None`. `Option<T>`; `None` is written as null.
    LenientNull,
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// `pascal` is the Rust variant; `wire` is the name in the spec.
    pub name: Name,
    /// Its documentation.
    pub doc: Option<String>,
    /// How it travels in JSON and in text.
    pub json: Literal,
    /// How it travels in XML.
    pub xml: Literal,
}

/// One of several types.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// The field that tells the members apart, where one does.
    pub tag: Option<String>,
    /// Members: the tag's value, or nothing where the shape decides, and the type.
    pub members: Vec<(Option<Literal>, Use)>,
}

/// A scalar in a spec.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `null`.
    Null,
    /// A flag.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// Text.
    Str(String),
}

// ---- paths and predicates ---------------------------------------------------------------------

/// A path into the whole body of a reply.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Path {
    /// The steps; none means the whole body.
    pub steps: Vec<Step>,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// A field of an object.
    Key(String),
    /// An item of a list.
    Index(usize),
    /// Any item of a list, any value of a map.
    Any,
}

/// An "or" of "and"s: it holds where all conditions of one inner list hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Predicate(pub Vec<Vec<Condition>>);

/// One condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// The HTTP status is one of these.
    Http(Vec<StatusRange>),
    /// A header of the reply.
    Header(String, Test),
    /// A place in the body.
    Body(Path, Test),
}

/// Statuses from `low` to `high`, both included: `404` is `404..=404`, `4xx` is `400..=499`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusRange {
    /// The first.
    pub low: u16,
    /// The last.
    pub high: u16,
}

/// What is asked of a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// It is there and not null.
    Present,
    /// It is not there, or null.
    Absent,
    /// It equals one of these.
    In(Vec<Literal>),
    /// It is there and equals none of these.
    NotIn(Vec<Literal>),
    /// It is there and compares so with a number or a text.
    Compare(Comparison, Literal),
    /// It is a text that begins with this.
    Starts(String),
    /// It is a text that holds this.
    Contains(String),
}

/// An order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Less.
    Lt,
    /// Less or equal.
    Le,
    /// Greater.
    Gt,
    /// Greater or equal.
    Ge,
}

// ---- errors -----------------------------------------------------------------------------------

/// A rule that makes a reply an error.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorRule {
    /// When it matches.
    pub when: Predicate,
    /// The type of the whole body, where the vendor documents one.
    pub body: Option<TypeId>,
    /// Where the vendor's code stands.
    pub code: Option<Path>,
    /// Where the vendor's message stands.
    pub message: Option<Path>,
    /// Named cases, in order.
    pub kinds: Vec<KindCase>,
    /// What it says about trying again.
    pub retry: Retry,
}

/// A named case of an error rule.
#[derive(Debug, Clone, PartialEq)]
pub struct KindCase {
    /// The kind.
    pub kind: KindId,
    /// When it is this one.
    pub when: KindTest,
    /// What it says about trying again.
    pub retry: Retry,
}

/// When an error is of a kind.
#[derive(Debug, Clone, PartialEq)]
pub enum KindTest {
    /// The value at the rule's `code` equals one of these.
    Code(Vec<Literal>),
    /// A predicate of its own.
    When(Predicate),
}

/// Whether trying again may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Retry {
    /// The spec does not say.
    #[default]
    Unsaid,
    /// Later, slower.
    Throttle,
    /// It may go away by itself.
    Transient,
    /// After logging in anew.
    Reauth,
    /// Never.
    Never,
}

/// An error kind; `pascal` is the variant of the vendor's `ErrorKind`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorKind {
    /// Its name.
    pub name: Name,
    /// Its documentation.
    pub doc: Option<String>,
}

// ---- endpoints --------------------------------------------------------------------------------

/// A call.
#[derive(Debug, Clone, PartialEq)]
pub struct Endpoint {
    /// Its name: `snake` is the method of the client, `pascal` the type of the call.
    pub name: Name,
    /// Its documentation.
    pub doc: Option<String>,
    /// Why it should no longer be used.
    pub deprecated: Option<String>,
    /// The HTTP method, upper case.
    pub method: String,
    /// The path after the base URL, starting with `/`.
    pub path: Vec<PathPart>,
    /// Parameters: of the path, the query and the header, each filter operator as one of its own.
    pub params: Vec<Param>,
    /// What stands in the body of the request.
    pub body: Option<Body>,
    /// What a call gives: nothing, or a value.
    pub returns: Option<Use>,
    /// The element that is the root of a reply in XML, where the vendor speaks it.
    pub root: Option<Element>,
    /// Where the reply holds it.
    pub envelope: Envelope,
    /// Error rules that hold here, in the order in which they are tried.
    pub rules: Vec<RuleId>,
    /// The credentials that are sent.
    pub auth: Auth,
    /// How it pages.
    pub pager: Option<Pager>,
    /// It only reads, whatever its method: `safe: true`, or a method that is safe by HTTP's own rules.
    pub safe: bool,
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
    /// Its type. A list that has no `csv` is sent by repeating the parameter.
    pub ty: Use,
    /// Required ones are arguments of the client's method, others are setters.
    pub required: bool,
    /// The vendor's default, for the documentation.
    pub default: Option<String>,
    /// What is sent unless the caller sets it.
    pub send: Option<Literal>,
    /// A fixed value that the caller cannot change: neither argument nor setter.
    pub constant: Option<Literal>,
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
}

/// The body of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// A record, whose required fields are arguments of the client's method and whose other fields are setters.
    Record(TypeId),
    /// Any other type, an argument of the client's method.
    Value(Use),
}

/// Where a reply holds what a call returns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Envelope {
    /// The returned value; no steps where it is the whole body.
    pub data: Path,
    /// What has to hold of a reply that no error rule matched.
    pub ok: Option<Predicate>,
    /// A record of other values that are handed over, and where each of its fields stands.
    pub meta: Option<Meta>,
}

/// Values of a reply beside the returned one.
#[derive(Debug, Clone, PartialEq)]
pub struct Meta {
    /// A record made for this endpoint; it stands in [`Api::types`] like any other.
    pub record: TypeId,
    /// For each of its fields, in order, where the value stands.
    pub from: Vec<Source>,
}

/// Where a value of a reply stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// In the body.
    Body(Path),
    /// In a header.
    Header(String),
}

/// How an endpoint pages: by page number.
#[derive(Debug, Clone, PartialEq)]
pub struct Pager {
    /// Where the page number is sent.
    pub page: Target,
    /// Where the page size is sent.
    pub size: Option<Target>,
    /// The number of the first page.
    pub first: i64,
    /// How the last page is known.
    pub end: PagerEnd,
    /// The list of items in the returned value: a field of the record, or the value itself.
    pub items: Option<usize>,
    /// The type of one item.
    pub item: Use,
}

/// Where a pager sends a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The parameter at this position of [`Endpoint::params`].
    Param(usize),
    /// The field at this position of the body's record.
    BodyField(usize),
}

/// How the last page is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagerEnd {
    /// The number of all items stands here.
    TotalItems(Path),
    /// The number of pages stands here.
    TotalPages(Path),
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

impl Api {
    /// The type at `id`.
    pub fn ty(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }
}
