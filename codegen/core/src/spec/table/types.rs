//! Types: the long forms of records, fields, enums and newtypes, the built-in types and the codecs.

use super::head::EXTRA;
use super::xml::{FIELD_SHAPE, XML_ELEMENT, XML_RECORD};
use super::{DEPRECATED, DOC, Part, RENAME, Shape, Word, key, required, word};

/// The long form of a record.
pub const RECORD: Part = Part {
    id: "record",
    name: "a record",
    doc: "The long form of a record, known by a map under `fields`; the short form holds only fields.",
    keys: &[
        required(
            "fields",
            Shape::Fields,
            "The fields. `name?` may be absent, `name[]` is a list of what follows.",
            "fields: { id: int, name?: str }",
        ),
        DOC,
        key(
            "extra",
            Shape::Words(EXTRA),
            "`keep`: fields that are not declared are kept in a field `extra`.",
            "extra: keep",
        ),
        key(
            "lenient",
            Shape::Flag,
            "Every field may be absent or null unless it says `required: true`.",
            "lenient: true",
        ),
        DEPRECATED,
        RENAME,
        key(
            "extends",
            Shape::Text,
            "The fields of this record come first, as it declares them.",
            "extends: Base",
        ),
        key(
            "xml",
            Shape::Map(&XML_RECORD),
            "How it travels in XML.",
            "xml: { ns: \"http://example.com/\" }",
        ),
    ],
};

/// The long form of a field.
pub const FIELD: Part = Part {
    id: "field",
    name: "a field",
    doc: "The long form of a field, known by `is`; the short form is its type.",
    keys: &[
        required("is", Shape::TypeHere, "Its type.", "is: datetime?"),
        DOC,
        RENAME,
        DEPRECATED,
        key(
            "default",
            Shape::Literal,
            "What the vendor assumes: documentation only.",
            "default: 0",
        ),
        key(
            "const",
            Shape::Literal,
            "A fixed value that is always sent and that the caller cannot change.",
            "const: v2",
        ),
        key(
            "required",
            Shape::Flag,
            "It is required in a lenient record too.",
            "required: true",
        ),
        key(
            "flatten",
            Shape::Flag,
            "The fields of the record that it holds stand beside it on the wire.",
            "flatten: true",
        ),
        key(
            "xml",
            FIELD_SHAPE,
            "How it travels in XML.",
            "xml: { item: TagData }",
        ),
    ],
};

/// The long form of an enum.
pub const ENUM: Part = Part {
    id: "enum",
    name: "an enum",
    doc: "One of several values; a value that is not listed is kept, never an error.",
    keys: &[
        required(
            "enum",
            Shape::EnumValues,
            "The values: a list of them, or names with a value each.",
            "enum: [admin, agent, client]",
        ),
        DOC,
        DEPRECATED,
        RENAME,
        key(
            "xml",
            Shape::Map(&XML_ELEMENT),
            "Its element in XML, where it is an item of a list: the enum's name unless said otherwise.",
            "xml: { root: UserType }",
        ),
    ],
};

/// The long form of an enum's value.
pub const ENUM_VALUE: Part = Part {
    id: "enum_value",
    name: "an enum's value",
    doc: "The long form of an enum's value; the short form is how it travels.",
    keys: &[
        required(
            "json",
            Shape::Literal,
            "How it travels in JSON, in the query and in headers.",
            "json: 2",
        ),
        key(
            "xml",
            Shape::Literal,
            "How it travels in XML.",
            "xml: UserAndCompany",
        ),
        DOC,
    ],
};

/// A newtype.
pub const NEWTYPE: Part = Part {
    id: "newtype",
    name: "a newtype",
    doc: "A type of its own around another, so that one id is not taken for another.",
    keys: &[
        required("newtype", Shape::Type, "What is inside.", "newtype: int"),
        DOC,
        DEPRECATED,
        RENAME,
    ],
};

/// The built-in types.
pub const BUILTINS: &[Word] = &[
    word("str", "text"),
    word("int", "a whole number of 64 bits"),
    word("float", "a floating-point number of 64 bits"),
    word("bool", "a flag"),
    word("uuid", "a UUID"),
    word("date", "a calendar date"),
    word(
        "datetime",
        "a date and a time without a zone, never taken for UTC",
    ),
    word("instant", "a point in time"),
    word(
        "moment",
        "a date and a time with an offset or without, keeping which",
    ),
    word(
        "json",
        "anything; numbers keep their digits; in XML it is text",
    ),
    word("secret", "text that is never shown"),
    word("decimal", "a decimal number with all its digits"),
    word("bytes", "bytes, in base64"),
    word("url", "an absolute `http` or `https` URL"),
    word("time", "a time of day, `06:20:14`"),
    word(
        "duration",
        "a length of time, `PT1H30M` as ISO 8601 has it; a day is 24 hours",
    ),
];

/// The built-in codecs.
pub const CODECS: &[Word] = &[
    word(
        "text",
        "a number or a flag inside a string; reads bare ones too, and keeps the digits",
    ),
    word("bit", "a flag as `0` or `1`"),
    word("bit_text", "a flag as `\"0\"` or `\"1\"`"),
    word("yn", "a flag as `\"Y\"` or `\"N\"`"),
    word("blank", "`\"\"` is null"),
    word("unix", "seconds since 1970, a number"),
    word("unix_ms", "milliseconds since 1970, a number"),
    word("rfc3339", "`2020-07-07T06:20:14Z`"),
    word(
        "naive",
        "`2020-07-07T06:20:14.558`, 0 to 9 digits of fraction; of an `instant` it means UTC",
    ),
    word("csv", "a list in one string, commas between"),
    word("emptylist", "PHP's `[]` in place of an empty object"),
    word(
        "rfc2822",
        "`Tue, 07 Jul 2020 06:20:14 +0000`, to the second",
    ),
    word(
        "dotnet",
        "`/Date(1594102814000)/` or `/Date(1594102814000+0200)/`, to the millisecond",
    ),
    word("json", "a JSON document inside a string, of any type"),
    word("base64", "bytes in base64, which is how they travel anyway"),
    word("seconds", "a duration as a number of seconds"),
    word("millis", "a duration as a number of milliseconds"),
];
