//! Unions: what tells their members apart.

use super::{Element, Literal, Name, Predicate, Use};

/// One of several types; a value that is none of them is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// What tells the members apart.
    pub by: UnionBy,
    /// The members, in spec order: the first that is a value's is what it is.
    pub members: Vec<Member>,
    /// Its element in XML, where the vendor speaks it; the namespace is also that of the tag beside a member.
    pub xml: Option<Element>,
}

/// What tells the members of a union apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnionBy {
    /// A field of this name among the member's own, which are records.
    Tag(String),
    /// A field of this name, beside the one that holds the member.
    Content {
        /// The field that says which member it is.
        tag: String,
        /// The field that holds it.
        content: String,
    },
    /// Predicates on the value; the members are records.
    When,
    /// What the value is in JSON.
    Shape,
}

/// A member of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Its name; `pascal` is the Rust variant.
    pub name: Name,
    /// Its documentation.
    pub doc: Option<String>,
    /// When a value is this member.
    pub test: MemberTest,
    /// Its type, which is never null.
    pub ty: Use,
}

/// When a value is a member of a union.
#[derive(Debug, Clone, PartialEq)]
pub enum MemberTest {
    /// The tag is one of these; the first is what is sent in JSON.
    Tag(Vec<Literal>),
    /// This holds of it; its paths begin at the value.
    When(Predicate),
    /// Always: the last member of a union by predicate.
    Otherwise,
    /// It is of this shape.
    Shape(JsonShape),
}

/// What a value is in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JsonShape {
    /// Text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Flag,
    /// A list.
    List,
    /// An object.
    Object,
}
