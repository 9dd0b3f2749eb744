//! The whole format as data: every part, every key, what it takes and what it is for.
//!
//! The structural pass, the JSON Schema and the reference all read this and nothing else. What has status
//! [`Status::Later`] is part of the language, parses, and is answered with "not supported yet".

mod auth;
mod endpoint;
mod head;
mod job;
mod oauth;
mod pager;
mod reply;
mod request;
mod rows;
mod stream;
mod traffic;
mod types;
mod union;
mod xml;

pub use auth::{BASIC, CREDENTIAL, DIGEST, MTLS, SCHEME, SEND, SESSION};
use endpoint::PARAMS;
pub use endpoint::{BODY, ENDPOINT, EXAMPLE, FILTER, PARAM};
pub use head::{CODEC, HEAD, OPERATOR, PART, VAR};
pub use job::{ANSWER, FROM_URL, HMAC, SIGNED, VERIFY, WAIT};
pub use oauth::{CLIENT, JWT, OAUTH2, PASSWORD, REFRESH};
pub use pager::{
    CURSOR, CURSOR_SEND, END, LINK_HEADER, NEXT_URL, OFFSET, OFFSET_SEND, PAGE, PAGE_SEND, PAGER,
    SIZE,
};
pub use reply::{ENVELOPE, KIND, META, RULE};
pub use request::{AROUND, LIST_BY, MULTIPART, PART_OF_BODY};
pub use rows::ROWS;
pub use stream::STREAM;
pub(super) use stream::STREAM_SHAPE;
pub use traffic::{ASKED, FORMATS_MAP, LIMIT, RETRY};
pub use types::{BUILTINS, CODECS, ENUM, ENUM_VALUE, FIELD, NEWTYPE, RECORD};
pub use union::{UNION, UNION_CASE, UNION_MEMBER, UNION_TAG};
pub use xml::{XML_ELEMENT, XML_FIELD, XML_HEAD, XML_RECORD};

/// A map with a fixed set of keys.
#[derive(Debug)]
pub struct Part {
    /// Its name: in the schema `#/definitions/<id>`, in messages "an endpoint".
    pub id: &'static str,
    /// Its name with an article, for messages.
    pub name: &'static str,
    /// One sentence about it.
    pub doc: &'static str,
    /// Its keys, in the order in which the reference shows them.
    pub keys: &'static [Key],
}

impl Part {
    /// The key `name`.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// A key of a part.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What it takes.
    pub shape: Shape,
    /// Whether it must be there.
    pub need: Need,
    /// Whether it can be used.
    pub status: Status,
    /// One sentence.
    pub doc: &'static str,
    /// The key with a value, as YAML.
    pub example: &'static str,
    /// What to do as long as it is not supported, where there is something.
    pub meanwhile: Option<&'static str>,
}

/// Whether a key must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It may be left out.
    Optional,
    /// It must be there.
    Required,
    /// Exactly one of the keys of the part that have this need must be there.
    Choice,
}

/// Whether something of the language can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It can.
    Now,
    /// Not yet: using it is an error that says so.
    Later,
}

/// A word of a closed set.
#[derive(Debug)]
pub struct Word {
    /// The word.
    pub word: &'static str,
    /// Whether it can be used.
    pub status: Status,
    /// A few words about it.
    pub doc: &'static str,
    /// What to write in its place, where it cannot be used.
    pub meanwhile: Option<&'static str>,
}

/// Who gives the keys of a map their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// The author of the spec: letters, digits and `_`. Keys that start with `x-` are notes.
    Own,
    /// The same, and one in `<…>` may follow: a parameter.
    Generic,
    /// The vendor: anything, `x-…` too, and `?` after the name where it may be absent.
    Wire,
}

/// What shape of value a key takes.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Any text.
    Text,
    /// A text for people, which is no flag.
    Reason,
    /// A text, which may be empty.
    TextOrEmpty,
    /// A text or a list of texts.
    Texts,
    /// A list of texts.
    TextList,
    /// `true` or `false`.
    Flag,
    /// A whole number of 64 bits, at least the first and at most the second.
    Int(i64, i64),
    /// Any scalar, null included.
    Literal,
    /// A scalar or a list of them.
    Literals,
    /// One of these words.
    Words(&'static [Word]),
    /// Nothing, or `{}`.
    Empty,
    /// A type expression.
    Type,
    /// A type expression, a record in place, or an enum in place.
    TypeHere,
    /// What a field takes: [`Shape::TypeHere`] or the long form, a map with `is`.
    Field,
    /// A named type's definition.
    TypeDef,
    /// Fields by name.
    Fields,
    /// The values of an enum.
    EnumValues,
    /// What `body` takes: [`Shape::TypeHere`] or a map with `is`.
    Body,
    /// What a member of a union with a tag takes: [`Shape::TypeHere`] or a map with `is`.
    Member,
    /// What a member of another union takes: a type, or a map with `is`.
    Case,
    /// What `returns` takes: [`Shape::TypeHere`], or `none`.
    Returns,
    /// What a part of a body takes: a type, an enum in place, or a map with `is`.
    Part,
    /// Parts of a body by name, or the long form, a map with a list under `parts`.
    Multipart,
    /// One of these words, or a media type.
    MediaOr(&'static [Word]),
    /// What a parameter takes: a type, an enum in place, or a map with `is`.
    Param,
    /// A path.
    Path,
    /// A predicate.
    Predicate,
    /// An endpoint's path.
    Route,
    /// A base URL.
    Base,
    /// A length of time: `500ms`, `30s`.
    Duration,
    /// So many in a length of time: `10/1s`.
    Rate,
    /// A path, and how what stands there travels: `header.X-Reset as unix`.
    PathAs,
    /// An HTTP status, a class of them (`5xx`), or one of these words.
    Cause(&'static [Word]),
    /// A map with fixed keys.
    Map(&'static Part),
    /// A map with fixed keys, and others of one shape beside them.
    MapAnd(&'static Part, Names, &'static Shape),
    /// A map from names to values of one shape.
    Named(Names, &'static Shape),
    /// A list of values of one shape.
    List(&'static Shape),
    /// The first of these that fits the sort of the value (text, map or list).
    Either(&'static [Shape]),
    /// This is part of the language and not supported yet: what it is called, what to do meanwhile, its shape.
    Later(&'static str, &'static str, &'static Shape),
}

/// A key that may be left out.
const fn key(name: &'static str, shape: Shape, doc: &'static str, example: &'static str) -> Key {
    Key {
        name,
        shape,
        need: Need::Optional,
        status: Status::Now,
        doc,
        example,
        meanwhile: None,
    }
}

/// A key that must be there.
const fn required(
    name: &'static str,
    shape: Shape,
    doc: &'static str,
    example: &'static str,
) -> Key {
    Key {
        name,
        shape,
        need: Need::Required,
        status: Status::Now,
        doc,
        example,
        meanwhile: None,
    }
}

/// A key among which one must be chosen.
const fn choice(name: &'static str, shape: Shape, doc: &'static str, example: &'static str) -> Key {
    Key {
        name,
        shape,
        need: Need::Choice,
        status: Status::Now,
        doc,
        example,
        meanwhile: None,
    }
}

/// A key that is not supported yet, with its full shape: what is in it is checked as if it were. `meanwhile` says
/// what to do without it.
const fn planned(
    name: &'static str,
    shape: Shape,
    doc: &'static str,
    example: &'static str,
    meanwhile: &'static str,
) -> Key {
    Key {
        name,
        shape,
        need: Need::Optional,
        status: Status::Later,
        doc,
        example,
        meanwhile: Some(meanwhile),
    }
}

/// A [`planned`] key among which one must be chosen.
const fn planned_choice(
    name: &'static str,
    shape: Shape,
    doc: &'static str,
    example: &'static str,
    meanwhile: &'static str,
) -> Key {
    Key {
        need: Need::Choice,
        ..planned(name, shape, doc, example, meanwhile)
    }
}

const fn word(word: &'static str, doc: &'static str) -> Word {
    Word {
        word,
        status: Status::Now,
        doc,
        meanwhile: None,
    }
}

/// A word that is not supported yet. `meanwhile` says what to do without it.
const fn later_word(word: &'static str, doc: &'static str, meanwhile: &'static str) -> Word {
    Word {
        status: Status::Later,
        meanwhile: Some(meanwhile),
        ..self::word(word, doc)
    }
}

/// `doc:`, which stands in many parts.
const DOC: Key = key(
    "doc",
    Shape::Text,
    "Documentation of the generated item.",
    "doc: The users of the system.",
);
/// `deprecated:`.
const DEPRECATED: Key = key(
    "deprecated",
    Shape::Reason,
    "Why it should no longer be used.",
    "deprecated: Use `list_users`.",
);
/// `rename:`.
const RENAME: Key = key(
    "rename",
    Shape::Text,
    "Another Rust name; the vendor's name stays on the wire.",
    "rename: kind",
);

/// What error rules and kinds say about trying again.
const RETRIES: &[Word] = &[
    word("throttle", "later, and slower"),
    word("transient", "it may go away by itself"),
    word("reauth", "after logging in anew"),
    word("never", "it will fail again"),
];

/// Every part, in the order in which the reference shows them.
pub const PARTS: &[&Part] = &[
    &HEAD,
    &PART,
    &VAR,
    &SCHEME,
    &BASIC,
    &DIGEST,
    &CREDENTIAL,
    &SESSION,
    &SEND,
    &OAUTH2,
    &CLIENT,
    &PASSWORD,
    &JWT,
    &REFRESH,
    &MTLS,
    &CODEC,
    &ENVELOPE,
    &AROUND,
    &META,
    &RULE,
    &KIND,
    &OPERATOR,
    &PAGER,
    &PAGE,
    &PAGE_SEND,
    &OFFSET,
    &OFFSET_SEND,
    &CURSOR,
    &CURSOR_SEND,
    &NEXT_URL,
    &LINK_HEADER,
    &SIZE,
    &END,
    &RECORD,
    &FIELD,
    &ENUM,
    &ENUM_VALUE,
    &NEWTYPE,
    &UNION,
    &UNION_TAG,
    &UNION_MEMBER,
    &UNION_CASE,
    &ENDPOINT,
    &PARAM,
    &LIST_BY,
    &MULTIPART,
    &PART_OF_BODY,
    &FILTER,
    &BODY,
    &STREAM,
    &ROWS,
    &FROM_URL,
    &EXAMPLE,
    &RETRY,
    &LIMIT,
    &WAIT,
    &VERIFY,
    &HMAC,
    &SIGNED,
    &ANSWER,
    &FORMATS_MAP,
    &ASKED,
    &XML_HEAD,
    &XML_RECORD,
    &XML_FIELD,
    &XML_ELEMENT,
];
