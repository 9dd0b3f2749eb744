//! The head of a vendor's spec, the other files beside it, and what only they hold.

use super::request::{LIST_STYLE, LISTS, OBJECTS};
use super::traffic::{FORMATS_SHAPE, LIMITS, RETRY_KEY};
use super::xml::XML_HEAD;
use super::{
    DOC, ENDPOINT, ENVELOPE, Key, Names, PAGER, PARAMS, Part, RULE, SCHEME, Shape, Word, key,
    planned, required, word,
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
    word("mtls", "a client certificate"),
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

const AUTH_KEY: Key = key(
    "auth",
    Shape::Either(AUTH),
    "Authentication schemes by name; the first is the default. `auth: caller` leaves the headers to the caller.",
    "auth: { admin: { header: X-Auth-Token }, token: bearer }",
);
const CODECS_KEY: Key = key(
    "codecs",
    Shape::Named(
        Names::Own,
        &Shape::Either(&[Shape::Text, Shape::Map(&CODEC)]),
    ),
    "How built-in types travel unless a field says otherwise, and codecs of the vendor's own.",
    "codecs: { instant: rfc3339, spaced: { pattern: \"%F %T\" } }",
);
const ENVELOPES: Key = key(
    "envelopes",
    Shape::Named(Names::Own, &Shape::Map(&ENVELOPE)),
    "Where replies hold what calls return. `default` holds where an endpoint names none.",
    "envelopes: { default: { data: payload } }",
);
const ERRORS: Key = key(
    "errors",
    Shape::List(&Shape::Map(&RULE)),
    "Rules that make a reply an error, at any HTTP status; the first that matches decides.",
    "errors: [{ when: { success: false }, is: Failure }]",
);
const OPERATORS: Key = key(
    "operators",
    Shape::Named(Names::Own, &Shape::Map(&OPERATOR)),
    "How the vendor writes comparisons into parameter names.",
    "operators: { gt: { suffix: _gt } }",
);
const PAGERS: Key = key(
    "pagers",
    Shape::Named(Names::Own, &Shape::Map(&PAGER)),
    "How lists come in pages.",
    "pagers: { pages: { page: { send: { page: query.page }, end: { total_items: total } } } }",
);
const PATH: Key = key(
    "path",
    PARAMS,
    "Parameters of the paths of all endpoints here: what is to be said of `{name}`, once.",
    "path: { account: { is: uuid, from: vars.account } }",
);
const QUERY: Key = key(
    "query",
    PARAMS,
    "Query parameters of all endpoints here; one that declares a parameter of this name has its own instead.",
    "query: { lang?: str }",
);
const HEADER: Key = key(
    "header",
    PARAMS,
    "Header parameters of all endpoints here.",
    "header: { X-Tenant: { is: str, from: vars.tenant } }",
);
const FORM: Key = key(
    "form",
    PARAMS,
    "Form fields of all endpoints here whose body is a form; `form: {}` is one with these fields alone.",
    "form: { source: { is: str, const: api } }",
);

/// A base URL, or one with others for when it cannot be reached.
const ONE_BASE: Shape = Shape::Either(&[Shape::Base, Shape::List(&Shape::Base)]);
/// What `base` takes.
const BASE: Shape = Shape::Either(&[ONE_BASE, Shape::Named(Names::Own, &ONE_BASE)]);
const BASE_DOC: &str = "The base URL; `{name}` is a variable of `vars`. Or base URLs by name: the first is the default, others are chosen by `base:` of an endpoint. In place of a URL a list of them: the others are asked where the first cannot be reached.";

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
            BASE,
            BASE_DOC,
            "base: https://{tenant}.example.com/api",
        ),
        key(
            "vars",
            Shape::Named(Names::Own, &Shape::Either(&[Shape::Type, Shape::Map(&VAR)])),
            "Variables of the client: parts of its base URLs, and what `from: vars.x` fills parameters with.",
            "vars: { host: str, port: { is: int, default: 8000 } }",
        ),
        AUTH_KEY,
        CODECS_KEY,
        ENVELOPES,
        ERRORS,
        OPERATORS,
        PAGERS,
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
        PATH,
        QUERY,
        HEADER,
        FORM,
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
    doc: "Another YAML file in the vendor's folder. Its types are the vendor's; all else that it declares holds for its own endpoints and types, before what the head says.",
    keys: &[
        key(
            "trunkline",
            Shape::Literal,
            "The version of the format.",
            "trunkline: 1",
        ),
        TYPES,
        ENDPOINTS,
        key("base", BASE, BASE_DOC, "base: https://reports.example.com"),
        AUTH_KEY,
        CODECS_KEY,
        ENVELOPES,
        ERRORS,
        OPERATORS,
        PAGERS,
        LIMITS,
        RETRY_KEY,
        planned(
            "formats",
            FORMATS_SHAPE,
            "Formats of this file's endpoints, where they are not the head's.",
            "formats: [xml]",
            "make a vendor of its own of what speaks other formats",
        ),
        PATH,
        QUERY,
        HEADER,
        FORM,
        LISTS,
        OBJECTS,
    ],
};

/// A variable.
pub const VAR: Part = Part {
    id: "var",
    name: "a variable",
    doc: "The long form of a variable of the client; the short form is its type.",
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
