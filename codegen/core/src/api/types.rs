//! Types: what they hold, and how each travels in its place.

use super::{Element, Name, OwnId, TypeId, Union};

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

impl Use {
    /// Whether it is one text on the wire whatever it holds, so that a list is none there.
    #[must_use]
    pub fn is_one_text(&self) -> bool {
        self.codecs.iter().any(|codec| codec.makes_one_text())
    }
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
    /// A decimal number with all its digits.
    Decimal,
    /// Bytes.
    Bytes,
    /// An absolute URL.
    Url,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Text that is never shown.
    Secret,
    /// Anything, numbers with all their digits.
    Json,
    /// A list.
    List(Box<Use>),
    /// A map whose keys are text.
    Map(Box<Use>),
    /// A named type.
    Named(TypeId),
    /// What the checker could not resolve. It fits everything, so that nothing is reported that only follows from one
    /// mistake, and stands in no `Api` that leaves the checker.
    Unknown,
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
    /// RFC 2822, to the second.
    Rfc2822,
    /// As .NET has it in JSON, to the millisecond.
    DotNet,
    /// A JSON document inside a string.
    Json,
    /// Bytes in base64.
    Base64,
    /// A duration as a number of seconds.
    Seconds,
    /// A duration as a number of milliseconds.
    Millis,
    /// A pattern that the vendor defines: [`OwnKind::Patterns`].
    Pattern(OwnId),
    /// Seconds since a point in time that the vendor defines: [`OwnKind::Epoch`].
    Epoch(OwnId),
    /// Texts that mean null: [`OwnKind::Nothing`].
    Nothing(OwnId),
    /// A codec that the user wrote in Rust: [`OwnKind::Rust`].
    Rust(OwnId),
}

impl Codec {
    /// Whether a value that travels so is one text, whatever it holds: nothing can look into it.
    #[must_use]
    pub const fn makes_one_text(self) -> bool {
        matches!(self, Codec::Csv | Codec::Json | Codec::Rust(_))
    }
}

/// A codec of the vendor's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCodec {
    /// Its name in the spec.
    pub name: String,
    /// What it does.
    pub kind: OwnKind,
    /// Texts that mean null; the first of them is written.
    pub nothing: Vec<String>,
}

/// What a codec of the vendor's own does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnKind {
    /// It knows texts that mean null, and nothing else.
    Nothing,
    /// Texts by `strftime` patterns: the first that fits reads, the first of all writes.
    Patterns {
        /// The patterns.
        patterns: Vec<String>,
        /// How far a clock is ahead of UTC that shows what a text without an offset says, in seconds.
        zone: Option<i32>,
    },
    /// Seconds since this one, which is counted from 1970.
    Epoch(i64),
    /// A constant of the user's crate, by its path.
    Rust(String),
}

impl OwnCodec {
    /// Its `strftime` patterns, if it has any.
    #[must_use]
    pub fn patterns(&self) -> &[String] {
        match &self.kind {
            OwnKind::Patterns { patterns, .. } => patterns,
            OwnKind::Nothing | OwnKind::Epoch(_) | OwnKind::Rust(_) => &[],
        }
    }
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
    /// What stands in it on the wire, in spec order: its own fields, and in the place of each field that is flattened
    /// those of that one's record. Everything that asks what travels asks here.
    pub fields: Vec<Field>,
    /// Fields that are flattened, by where they begin: in Rust each is one field that holds a record.
    pub flattened: Vec<Flattened>,
    /// `extra: keep`: fields that are not declared are kept in a field named `extra`.
    pub extra: bool,
    /// How it stands in XML, where the vendor speaks it.
    pub xml: Option<RecordXml>,
}

/// A field that holds a record whose fields stand beside it on the wire.
#[derive(Debug, Clone, PartialEq)]
pub struct Flattened {
    /// Its name; `snake` is the Rust field, and `wire` is sent nowhere.
    pub name: Name,
    /// Its documentation.
    pub doc: Option<String>,
    /// Why it should no longer be used.
    pub deprecated: Option<String>,
    /// What it holds: a record.
    pub ty: TypeId,
    /// Where its first field stands in [`Record::fields`].
    pub start: usize,
    /// How many there are: the record's, in its order, those that it flattens itself among them.
    pub count: usize,
}

/// A field of the Rust type of a record.
#[derive(Debug, Clone, Copy)]
pub enum StructField<'a> {
    /// A field that travels under its own name, with its position.
    Field(usize, &'a Field),
    /// A field that holds a record and is flattened.
    Flattened(&'a Flattened),
}

impl<'a> StructField<'a> {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'a Name {
        match self {
            StructField::Field(_, field) => &field.name,
            StructField::Flattened(flat) => &flat.name,
        }
    }
}

impl Record {
    /// The fields of the Rust type, in order.
    pub fn members(&self) -> impl Iterator<Item = StructField<'_>> {
        let mut flattened = self.flattened.iter().peekable();
        let mut at = 0;
        std::iter::from_fn(move || {
            if let Some(flat) = flattened.next_if(|flat| flat.start == at) {
                at += flat.count;
                return Some(StructField::Flattened(flat));
            }
            let field = self.fields.get(at)?;
            at += 1;
            Some(StructField::Field(at - 1, field))
        })
    }

    /// The flattened field through which the field at a position is reached, if it is not the record's own.
    #[must_use]
    pub fn through(&self, position: usize) -> Option<&Flattened> {
        let holds = |flat: &&Flattened| (flat.start..flat.start + flat.count).contains(&position);
        self.flattened.iter().find(holds)
    }
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
    /// A duration as ISO 8601 has it, compared by how long it is.
    Span(String),
}
