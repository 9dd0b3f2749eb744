//! Unions: their long form, and those of their members.

use super::xml::XML_ELEMENT;
use super::{DEPRECATED, DOC, Names, Part, RENAME, Shape, key, required};

/// A union.
pub const UNION: Part = Part {
    id: "union",
    name: "a union",
    doc: "One of several types; a value that is none of them is kept, never an error.",
    keys: &[
        required(
            "union",
            Shape::Either(&[Shape::Map(&UNION_TAG), Shape::List(&Shape::Case)]),
            "The members: a map where a field names the member; a list where a predicate tells them apart, or their shape in JSON.",
            "union: { tag: type, of: { call: { to: str }, sms: { text: str } } }",
        ),
        DOC,
        DEPRECATED,
        RENAME,
        key(
            "xml",
            Shape::Map(&XML_ELEMENT),
            "Its element in XML: the union's name unless said otherwise.",
            "xml: { root: Event }",
        ),
    ],
};

/// The members of a union with a tag.
pub const UNION_TAG: Part = Part {
    id: "union_tag",
    name: "a union with a tag",
    doc: "A field says which member it is.",
    keys: &[
        required(
            "tag",
            Shape::Text,
            "The field that says which member it is.",
            "tag: type",
        ),
        key(
            "content",
            Shape::Text,
            "The field that holds the member; without it the member's fields stand beside the tag.",
            "content: attributes",
        ),
        required(
            "of",
            Shape::Named(Names::Wire, &Shape::Member),
            "The members by the values of the tag.",
            "of: { call: { to: str }, sms: { text: str } }",
        ),
    ],
};

/// The long form of a member by tag.
pub const UNION_MEMBER: Part = Part {
    id: "union_member",
    name: "a member of a union",
    doc: "The long form of a member of a union with a tag, known by `is`; the short form is its type.",
    keys: &[
        required("is", Shape::TypeHere, "Its type.", "is: { to: str }"),
        DOC,
        RENAME,
    ],
};

/// A member by predicate.
pub const UNION_CASE: Part = Part {
    id: "union_case",
    name: "a member of a union",
    doc: "A member of a union that a predicate tells apart from those after it.",
    keys: &[
        key(
            "when",
            Shape::Predicate,
            "When it is this one: paths begin at the union's value. The last member may go without.",
            "when: { is_im: true }",
        ),
        required("is", Shape::TypeHere, "Its type.", "is: { is_im: bool }"),
        DOC,
        RENAME,
    ],
};
