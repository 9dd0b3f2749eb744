//! The head of a vendor's spec, the other files beside it, and what only they hold.

use super::request::{LIST_STYLE, LISTS, OBJECTS};
use super::traffic::{FORMATS_SHAPE, LIMITS, RETRY_KEY};
use super::xml::XML_HEAD;
use super::{
    DOC, ENDPOINT, ENVELOPE, Key, Names, PAGER, Part, RULE, SCHEME, Shape, Word, key, later,
    later_word, required, word,
};

const TYPES: Key = key(
    "types",
    Shape::Named(Names::Generic, &Shape::TypeDef),
    "Named types: records, enums, newtypes, aliases.",
    "types: { User: { id: int, name: str } }",
);
const ENDPOINTS: Key = key(
    "endpoints",
    Shape::Named(Names::Own, &Shape::Map(&ENDPOINT)),
    "The calls, by the name that each has in the client.",
    "endpoints: { list_users: { get: /users, returns: list<User> } }",
);

/// `keep`.
pub(super) const EXTRA: &[Word] = &[word(
    "keep",
    "fields that are not declared are kept in a field `extra`",
)];

const SCHEME_WORDS: &[Word] = &[
    word("bearer", "`Authorization: Bearer …`"),
    word(
        "basic",
        "`Authorization: Basic …` from a user and a password",
    ),
    word("digest", "HTTP digest from a user and a password"),
    word("caller", "the caller supplies the headers"),
    later_word("mtls", "a client certificate"),
];
const AUTH_WORDS: &[Word] = &[
    word("caller", "the caller supplies the headers"),
    word("none", "no credentials are sent"),
];
const AUTH: &[Shape] = &[
    Shape::Words(AUTH_WORDS),
    Shape::Named(
        Names::Own,
        &Shape::Either(&[Shape::Words(SCHEME_WORDS), Shape::Map(&SCHEME)]),
    ),
];

/// The head.
pub const HEAD: Part = Part {
    id: "head",
    name: "the head",
    doc: "The head of a vendor's spec: `specs/<vendor>/vendor.yaml`, or the one file of a small vendor.",
    keys: &[
        required(
            "trunkline",
            Shape::Literal,
            "The version of the format.",
            "trunkline: 1",
        ),
        required(
            "vendor",
            Shape::Text,
            "The vendor's name: the module of the generated code.",
            "vendor: denovolab",
        ),
        key(
            "title",
            Shape::Text,
            "The API's name for people.",
            "title: Denovolab class-4 switch",
        ),
        key(
            "docs",
            Shape::Text,
            "Where the vendor documents the API.",
            "docs: https://doc.denovolab.com/",
        ),
        DOC,
        required(
            "base",
            Shape::Either(&[
                Shape::Base,
                Shape::LaterList("several base URLs, tried in order"),
                Shape::LaterMap("several base URLs by name"),
            ]),
            "The base URL; `{name}` is a variable of `vars`.",
            "base: https://{tenant}.example.com/api",
        ),
        key(
            "vars",
            Shape::Named(Names::Own, &Shape::Either(&[Shape::Type, Shape::Map(&VAR)])),
            "Variables of the base URL.",
            "vars: { host: str, port: { is: int, default: 8000 } }",
        ),
        key(
            "auth",
            Shape::Either(AUTH),
            "Authentication schemes by name; the first is the default. `auth: caller` leaves the headers to the caller.",
            "auth: { admin: { header: X-Auth-Token }, token: bearer }",
        ),
        key(
            "codecs",
            Shape::Named(
                Names::Own,
                &Shape::Either(&[Shape::Text, Shape::Map(&CODEC)]),
            ),
            "How built-in types travel for this vendor unless a field says otherwise, and codecs of the vendor's own.",
            "codecs: { instant: rfc3339, spaced: { pattern: \"%F %T\" } }",
        ),
        key(
            "envelopes",
            Shape::Named(Names::Own, &Shape::Map(&ENVELOPE)),
            "Where replies hold what calls return. `default` holds where an endpoint names none.",
            "envelopes: { default: { data: payload } }",
        ),
        key(
            "errors",
            Shape::List(&Shape::Map(&RULE)),
            "Rules that make a reply an error, at any HTTP status; the first that matches decides.",
            "errors: [{ when: { success: false }, is: Failure }]",
        ),
        key(
            "operators",
            Shape::Named(Names::Own, &Shape::Map(&OPERATOR)),
            "How the vendor writes comparisons into parameter names.",
            "operators: { gt: { suffix: _gt } }",
        ),
        key(
            "pagers",
            Shape::Named(Names::Own, &Shape::Map(&PAGER)),
            "How lists come in pages.",
            "pagers: { pages: { page: { send: { page: query.page }, end: { total_items: total } } } }",
        ),
        key(
            "lenient",
            Shape::Flag,
            "Fields of reply records may be absent or null unless they say `required: true`: for vendors known from samples alone.",
            "lenient: true",
        ),
        key(
            "extra",
            Shape::Words(EXTRA),
            "`keep`: all reply records keep the fields that are not declared.",
            "extra: keep",
        ),
        TYPES,
        ENDPOINTS,
        RETRY_KEY,
        LIMITS,
        key(
            "formats",
            FORMATS_SHAPE,
            "The formats in which bodies travel, the default first; JSON alone unless said otherwise. With more than one, the client and its calls have a setter `format`.",
            "formats: [json, xml]",
        ),
        later(
            "query",
            "Query parameters of all endpoints.",
            "query: { lang?: str }",
        ),
        later(
            "header",
            "Header parameters of all endpoints.",
            "header: { X-Tenant: str }",
        ),
        later(
            "form",
            "Form fields of all endpoints.",
            "form: { token: secret }",
        ),
        LISTS,
        OBJECTS,
        key(
            "xml",
            Shape::Map(&XML_HEAD),
            "How types travel in XML.",
            "xml: { order: datacontract }",
        ),
    ],
};

/// Another file beside the head.
pub const PART: Part = Part {
    id: "part",
    name: "a file beside the head",
    doc: "Another YAML file in the vendor's folder: it adds types and endpoints.",
    keys: &[
        key(
            "trunkline",
            Shape::Literal,
            "The version of the format.",
            "trunkline: 1",
        ),
        TYPES,
        ENDPOINTS,
        later(
            "base",
            "A base URL for this file's endpoints.",
            "base: https://reports.example.com",
        ),
        later(
            "auth",
            "Authentication for this file's endpoints.",
            "auth: { key: { header: X-Key } }",
        ),
        later(
            "codecs",
            "Codecs for this file.",
            "codecs: { instant: unix }",
        ),
        later(
            "envelopes",
            "Envelopes for this file's endpoints.",
            "envelopes: { default: { data: data } }",
        ),
        later(
            "errors",
            "Error rules for this file's endpoints.",
            "errors: [{ when: { http: 4xx } }]",
        ),
        later(
            "operators",
            "Operators for this file's endpoints.",
            "operators: { gt: { suffix: _gt } }",
        ),
        later("pagers", "Pagers for this file's endpoints.", "pagers: {}"),
        LIMITS,
        RETRY_KEY,
        later(
            "formats",
            "Formats of this file's endpoints.",
            "formats: [xml]",
        ),
        later(
            "query",
            "Query parameters of this file's endpoints.",
            "query: { lang?: str }",
        ),
        later(
            "header",
            "Header parameters of this file's endpoints.",
            "header: { X-Tenant: str }",
        ),
        later(
            "form",
            "Form fields of this file's endpoints.",
            "form: { token: secret }",
        ),
        LISTS,
        OBJECTS,
    ],
};

/// A variable.
pub const VAR: Part = Part {
    id: "var",
    name: "a variable",
    doc: "The long form of a variable of the base URL; the short form is its type.",
    keys: &[
        required("is", Shape::Type, "`str`, `int` or `bool`.", "is: int"),
        key(
            "default",
            Shape::Literal,
            "Stands where the user sets nothing.",
            "default: 8000",
        ),
        DOC,
    ],
};

/// A codec.
pub const CODEC: Part = Part {
    id: "codec",
    name: "a codec",
    doc: "A codec of the vendor's own: one of `pattern`, `unix` and `nothing`, or the last beside a pattern. Under the name of a built-in type, a chain of codecs instead: how that type travels. A path in Rust, like `crate::Money`, names a codec written there.",
    keys: &[
        key(
            "pattern",
            Shape::Texts,
            "`strftime` patterns: the first that fits reads, the first of all writes.",
            "pattern: [\"%F %T%.f%z\", \"%F %T%z\"]",
        ),
        key(
            "nothing",
            Shape::Texts,
            "Texts that mean null; the first of them is written.",
            "nothing: [\"\", \"0000-00-00\"]",
        ),
        key(
            "zone",
            Shape::Text,
            "Where a clock stands that shows what a pattern without an offset says: `UTC`, or an offset from it.",
            "zone: \"+02:00\"",
        ),
        key(
            "unix",
            Shape::Int(-377_705_116_800, 253_402_300_799),
            "Seconds are counted from here: how many of them this is after 1970.",
            "unix: -62167219200",
        ),
    ],
};

/// An operator.
pub const OPERATOR: Part = Part {
    id: "operator",
    name: "an operator",
    doc: "A comparison that stands in a parameter's name; each becomes a method.",
    keys: &[
        required(
            "suffix",
            Shape::TextOrEmpty,
            "What is put after the name; `\"\"` is the name alone.",
            "suffix: _gt",
        ),
        key(
            "list",
            LIST_STYLE,
            "It takes a list, written so.",
            "list: csv",
        ),
        key(
            "arg",
            Shape::Type,
            "It takes this type, whatever the filtered value's type is.",
            "arg: bool",
        ),
        DOC,
    ],
};
