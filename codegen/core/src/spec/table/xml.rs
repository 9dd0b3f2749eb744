//! XML: which formats there are, and what heads, types, fields, envelopes and bodies say about the second one.

use super::{Part, Shape, Word, key, later_word, word};

/// What to do about rows and texts, which are formats of replies alone.
const BY_ENDPOINT: &str = "say it on each endpoint whose replies are so, as in `formats: [csv]`";

/// The formats of bodies.
pub(super) const FORMATS: &[Word] = &[
    word("json", "`application/json`"),
    word("xml", "`application/xml`"),
    later_word("text", "plain text", BY_ENDPOINT),
    later_word("csv", "rows, commas between", BY_ENDPOINT),
    later_word("pipe", "rows, `|` between", BY_ENDPOINT),
    later_word("tab", "rows, tabs between", BY_ENDPOINT),
];

const ORDERS: &[Word] = &[
    word(
        "datacontract",
        "as .NET's `DataContractSerializer` writes and wants them: those of the base first, then by name",
    ),
    word("declared", "as the spec lists them"),
];

const NILS: &[Word] = &[word(
    "i:nil",
    "`nil` in the namespace of XMLSchema-instance, under any prefix",
)];

const FORMS: &[Word] = &[
    word("attribute", "an attribute of the record's element"),
    word("text", "the text of the record's element"),
    word("bare", "the items of a list without an element around them"),
];

/// What a field takes.
pub(super) const FIELD_SHAPE: Shape = Shape::Either(&[Shape::Words(FORMS), Shape::Map(&XML_FIELD)]);

/// What the head says about XML.
pub const XML_HEAD: Part = Part {
    id: "xml_head",
    name: "`xml` of the head",
    doc: "How all types of the vendor travel in XML, unless one says otherwise.",
    keys: &[
        key(
            "ns",
            Shape::Text,
            "The namespace of types that name none; without it, they have none.",
            "ns: http://schemas.example.com/users",
        ),
        key(
            "order",
            Shape::Words(ORDERS),
            "The order in which fields are written. `datacontract` also names the items of lists as .NET does.",
            "order: datacontract",
        ),
        key(
            "nil",
            Shape::Words(NILS),
            "How null travels; there is no other way so far.",
            "nil: i:nil",
        ),
    ],
};

/// What a record says about XML.
pub const XML_RECORD: Part = Part {
    id: "xml_record",
    name: "`xml` of a record",
    doc: "How a record travels in XML.",
    keys: &[
        key(
            "root",
            Shape::Text,
            "The name of its element: of a whole document, and of an item of a list. The type's name unless said otherwise.",
            "root: TagData",
        ),
        key(
            "ns",
            Shape::TextOrEmpty,
            "The namespace of its element and of the fields that it declares; `\"\"` is none.",
            "ns: http://schemas.example.com/users",
        ),
        key(
            "order",
            Shape::Words(ORDERS),
            "The order in which its fields are written.",
            "order: declared",
        ),
    ],
};

/// What names an element.
pub const XML_ELEMENT: Part = Part {
    id: "xml_element",
    name: "`xml` of an enum, an envelope or a body",
    doc: "The element of an enum's value in a list, the root of a reply, or the root of a body that is no record. The root of a reply is no part of paths.",
    keys: &[
        key("root", Shape::Text, "Its name.", "root: GetUsersResult"),
        key(
            "ns",
            Shape::TextOrEmpty,
            "Its namespace; `\"\"` is none. The head's unless said otherwise.",
            "ns: http://schemas.example.com/results",
        ),
    ],
};

/// What a field says about XML.
pub const XML_FIELD: Part = Part {
    id: "xml_field",
    name: "`xml` of a field",
    doc: "How a field travels in XML where it is more than an element of its name. The short form is one of the words `attribute`, `text` and `bare`.",
    keys: &[
        key(
            "attribute",
            Shape::Flag,
            "It is an attribute of the record's element.",
            "attribute: true",
        ),
        key(
            "text",
            Shape::Flag,
            "It is the text of the record's element, which then holds no other.",
            "text: true",
        ),
        key(
            "bare",
            Shape::Flag,
            "The items of the list stand one by one in the record's element, each under the field's name.",
            "bare: true",
        ),
        key(
            "ns",
            Shape::TextOrEmpty,
            "Its namespace, where it is not its record's; an attribute has none unless said otherwise.",
            "ns: http://schemas.example.com/other",
        ),
        key(
            "item",
            Shape::Text,
            "The name of the list's items. A record or an enum has its own; `datacontract` knows those of most built-in types.",
            "item: Phone",
        ),
        key(
            "item_ns",
            Shape::TextOrEmpty,
            "The namespace of the list's items.",
            "item_ns: http://schemas.example.com/arrays",
        ),
    ],
};
