//! The constant tables that generated code hands in: what a record, a field and an enum look like on the wire.

use std::fmt;
use std::sync::OnceLock;

use super::Format;
use super::find::Index;
use crate::codec::TextCodec;
use crate::json;

/// Flag: the field may be absent.
pub const ABSENT: u8 = 1;
/// Flag: the value may be null.
pub const NULL: u8 = 2;
/// Flag: the value is never shown, neither by `Debug` nor in errors.
pub const SECRET: u8 = 4;
/// Flag: `None` is written as null although the field may be absent.
pub const WRITE_NULL: u8 = 8;
/// Flag, of XML: the field is an attribute of the record's element.
pub const ATTRIBUTE: u8 = 16;
/// Flag, of XML: the field is the text of the record's element.
pub const CONTENT: u8 = 32;
/// Flag, of XML: the items of the list stand in the record's element one by one, each under the field's name,
/// without an element around them.
pub const BARE: u8 = 64;

/// A place that holds a value: a field of a record, an item of a list, a parameter, a returned value.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name on the wire. Of an item, or of a body that is no record: the name of its element in XML, empty
    /// where the format needs none.
    pub name: &'static str,
    /// The namespace of its element or attribute in XML. Without one, an element is in the namespace of the record
    /// that it stands in, and an attribute in none.
    pub ns: Option<&'static str>,
    /// [`ABSENT`], [`NULL`], [`SECRET`], [`WRITE_NULL`], [`ATTRIBUTE`], [`CONTENT`], [`BARE`].
    pub flags: u8,
    /// How the value travels.
    pub codec: Codec,
    /// How the items travel, where the value is a list or a map whose items have flags or a codec.
    pub item: Option<&'static Field>,
}

/// A required place without a codec, to be completed: `Field { name: "id", ..FIELD }`.
pub const FIELD: Field = Field {
    name: "",
    ns: None,
    flags: 0,
    codec: Codec::Plain,
    item: None,
};

static PLAIN: Field = FIELD;

impl Field {
    /// Whether the flag (or one of the flags) is set.
    #[must_use]
    pub const fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Whether the field need not be there in this format. In XML a bare list without items is not, and neither is an
    /// attribute or a text that is null.
    pub(super) const fn may_be_absent(&self, format: Format) -> bool {
        match format {
            Format::Json => self.has(ABSENT),
            Format::Xml => {
                self.has(ABSENT | BARE) || (self.has(ATTRIBUTE | CONTENT) && self.has(NULL))
            }
        }
    }

    /// Whether the value or its items are never shown.
    pub(crate) fn holds_secrets(&self) -> bool {
        self.has(SECRET) || self.item.is_some_and(Field::holds_secrets)
    }

    /// How the items of the list or map travel that stands here.
    #[must_use]
    pub fn item(&self) -> &'static Field {
        self.item.unwrap_or(&PLAIN)
    }
}

/// How a value travels.
#[derive(Clone, Copy, Debug)]
pub enum Codec {
    /// As the format has it; dates and times as RFC 3339 has them.
    Plain,
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
    /// Items in one string with commas between. An item that is empty or holds a comma cannot be written: it would
    /// be read as another list.
    Csv,
    /// PHP's `[]` in place of an empty object.
    EmptyList,
    /// RFC 2822: `Tue, 07 Jul 2020 06:20:14 +0000`.
    Rfc2822,
    /// As .NET has it in JSON: `/Date(1594102814000)/`, with an offset where there is one.
    DotNet,
    /// Seconds since a point in time of the vendor's own, in a number: how many seconds after 1970 that is.
    Epoch(i64),
    /// A duration as a number of seconds.
    Seconds,
    /// A duration as a number of milliseconds.
    Millis,
    /// Bytes in base64.
    Base64,
    /// A JSON document inside a string.
    Json,
    /// Texts that mean null, at least one; the first of them is written.
    Nothing(&'static [&'static str]),
    /// Patterns that the vendor defines.
    Pattern(&'static Pattern),
    /// A codec that the user wrote in Rust.
    Custom(&'static Custom),
    /// Several, from the wire inward.
    Chain(&'static [Codec]),
}

/// A codec that the vendor defines by `strftime` patterns.
#[derive(Debug)]
pub struct Pattern {
    /// Its name in the spec.
    pub name: &'static str,
    /// The patterns: the first that fits reads, the first of all writes.
    pub patterns: &'static [&'static str],
    /// Texts that mean null; the first of them is written.
    pub nothing: &'static [&'static str],
    /// How far a clock is ahead of UTC that shows what a text without an offset says of a point in time, in seconds.
    pub zone: i32,
}

/// A codec that the user wrote in Rust.
pub struct Custom {
    /// Its name in the spec.
    pub name: &'static str,
    /// What it does.
    pub codec: &'static dyn TextCodec,
}

impl fmt::Debug for Custom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Custom").field(&self.name).finish()
    }
}

/// A record: its name and its fields.
#[derive(Debug)]
pub struct Shape {
    /// The Rust name of the record.
    pub name: &'static str,
    /// The names of its fields, in the order of [`Record::get`](super::Record::get).
    pub names: &'static [&'static str],
    /// The fields that are more than a name, in the same order.
    marked: &'static [Field],
    /// How it stands in XML, where the vendor speaks it.
    pub xml: Option<&'static Xml>,
    /// What is made of these when first needed, once per program.
    whole: OnceLock<Whole>,
    pub(super) index: Index,
}

impl Shape {
    /// A record with these fields. Those in `marked` stand in the order of `names`; the others are required
    /// and without a codec. Most are, and a list of names is what a compiler reads fastest.
    #[must_use]
    pub const fn new(
        name: &'static str,
        names: &'static [&'static str],
        marked: &'static [Field],
    ) -> Self {
        Self {
            name,
            names,
            marked,
            xml: None,
            whole: OnceLock::new(),
            index: Index::new(),
        }
    }

    /// The same record, as it stands in XML.
    #[must_use]
    pub const fn with_xml(mut self, xml: &'static Xml) -> Self {
        self.xml = Some(xml);
        self
    }

    /// The position of the field that is the text of the record's element in XML.
    #[must_use]
    pub fn content(&self) -> Option<usize> {
        let field = self.marked.iter().find(|field| field.has(CONTENT))?;
        self.names.iter().position(|name| *name == field.name)
    }

    /// Its fields, in the order of [`Record::get`](super::Record::get).
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.whole().fields
    }

    /// The name of the field at `index` as it stands in JSON in most places: `,"name":`. Nothing before the fields were
    /// asked for, which whoever reads or writes a record does first: to make them here is a call, and room for it, for each
    /// field.
    #[inline]
    pub(crate) fn key(&self, index: usize) -> Option<&str> {
        self.whole.get()?.keys.get(index).map(|key| &**key)
    }

    #[inline]
    fn whole(&self) -> &Whole {
        self.whole.get_or_init(|| Whole::of(self))
    }
}

/// All fields of a record, and their names as they stand in JSON.
#[derive(Debug)]
struct Whole {
    fields: Box<[Field]>,
    keys: Box<[Box<str>]>,
}

impl Whole {
    fn of(shape: &Shape) -> Self {
        let mut marked = shape.marked.iter().peekable();
        let field = |&name: &&'static str| match marked.next_if(|field| field.name == name) {
            Some(field) => *field,
            None => Field { name, ..FIELD },
        };
        Self {
            fields: shape.names.iter().map(field).collect(),
            keys: shape.names.iter().map(|name| json::key(name)).collect(),
        }
    }
}

/// How a record stands in XML.
#[derive(Debug)]
pub struct Xml {
    /// Its element where it is a whole document.
    pub root: Root,
    /// The order in which the fields are written, as positions; empty where it is that of the fields.
    pub order: &'static [u16],
}

/// The name of an element, and its namespace: the empty one where it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Root {
    /// The name, without a prefix.
    pub name: &'static str,
    /// The namespace, which is also that of the fields in the element.
    pub ns: &'static str,
}

/// An open enum: its name and its values.
#[derive(Debug)]
pub struct EnumShape {
    /// The Rust name of the enum.
    pub name: &'static str,
    /// What the spec calls its values, in the order of [`OpenEnum::index`](super::OpenEnum::index). Most travel
    /// as they are called, and a list of names is what a compiler reads fastest.
    pub names: &'static [&'static str],
    /// Those that travel in another form, in the order of `names`.
    pub marked: &'static [Variant],
}

impl EnumShape {
    /// How its values travel, in their order.
    pub(crate) fn literals(&self, format: Format) -> impl Iterator<Item = Literal> {
        let mut marked = self.marked.iter().peekable();
        self.names.iter().map(move |name| {
            let literal = marked.next_if(|variant| variant.name == *name);
            literal.map_or(Literal::Str(name), |variant| match format {
                Format::Json => variant.json,
                Format::Xml => variant.xml,
            })
        })
    }
}

/// A value of an open enum that does not travel as it is called.
#[derive(Debug)]
pub struct Variant {
    /// What the spec calls it.
    pub name: &'static str,
    /// How it travels in JSON and in text.
    pub json: Literal,
    /// How it travels in XML.
    pub xml: Literal,
}

/// A scalar in a spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `null`.
    Null,
    /// A flag.
    Bool(bool),
    /// A number, as written.
    Number(&'static str),
    /// Text.
    Str(&'static str),
    /// A duration as ISO 8601 has it, compared by how long it is.
    Span(&'static str),
}

impl Literal {
    /// The value without its kind: what stands where a format has only text.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        match self {
            Literal::Null => "null",
            Literal::Bool(true) => "true",
            Literal::Bool(false) => "false",
            Literal::Number(text) | Literal::Str(text) | Literal::Span(text) => text,
        }
    }
}
