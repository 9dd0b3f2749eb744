//! Endpoints, their parameters, bodies and examples.

use super::job::{ANSWER_KEY, HOOK_KEY, URL_SHAPE, VERIFY_KEY, WAIT_KEY};
use super::request::{LIST_STYLE, LISTS, OBJECT, OBJECTS};
use super::rows::ROWS_KEY;
use super::traffic::{ENDPOINT_LIMITS, RETRY_KEY};
use super::xml::XML_ELEMENT;
use super::{
    DEPRECATED, DOC, Key, META, Names, Part, RENAME, RULE, Shape, Word, choice, key, required, word,
};

const METHOD: Shape = Shape::Either(&[Shape::Route, URL_SHAPE]);
/// What a place of parameters takes.
pub(super) const PARAMS: Shape = Shape::Named(Names::Wire, &Shape::Param);

const fn method(name: &'static str, doc: &'static str, example: &'static str) -> Key {
    choice(name, METHOD, doc, example)
}

/// An endpoint.
pub const ENDPOINT: Part = Part {
    id: "endpoint",
    name: "an endpoint",
    doc: "One call: its method and path, what it takes, what it returns.",
    keys: &[
        method(
            "get",
            "`GET` this path; `{name:type}` is a parameter, without a type a `str`, or a variable of `vars`.",
            "get: \"/users/{UsersID:int}\"",
        ),
        method("post", "`POST` to this path.", "post: /users"),
        method("put", "`PUT` to this path.", "put: \"/users/{id:int}\""),
        method("patch", "`PATCH` this path.", "patch: \"/users/{id:int}\""),
        method(
            "delete",
            "`DELETE` this path.",
            "delete: \"/users/{id:int}\"",
        ),
        method("head", "`HEAD` of this path.", "head: /users"),
        method("options", "`OPTIONS` of this path.", "options: /users"),
        HOOK_KEY,
        DOC,
        DEPRECATED,
        RENAME,
        key(
            "path",
            PARAMS,
            "Parameters in the path, where more is to be said than `{name:type}` says.",
            "path: { UsersID: { is: int, doc: The user's id. } }",
        ),
        key(
            "query",
            PARAMS,
            "Parameters in the query; `?` after a name: it may be left out.",
            "query: { order_by?: str }",
        ),
        key(
            "header",
            PARAMS,
            "Parameters in headers.",
            "header: { X-Request-Id?: str }",
        ),
        key(
            "form",
            PARAMS,
            "The body as `application/x-www-form-urlencoded`: its fields, which are said as parameters are.",
            "form: { name: str, note?: str }",
        ),
        key(
            "multipart",
            Shape::Multipart,
            "The body as `multipart/form-data`: its parts, which are said as parameters are; `bytes` is a file.",
            "multipart: { title: str, song: bytes }",
        ),
        LISTS,
        OBJECTS,
        key(
            "filter",
            Shape::Named(Names::Wire, &Shape::Map(&FILTER)),
            "Values that can be compared: each operator becomes a method.",
            "filter: { create_time: { is: instant, ops: [gt, lt] } }",
        ),
        key(
            "body",
            Shape::Body,
            "The body of the request: a type, or a record in place.",
            "body: NewUser",
        ),
        key(
            "returns",
            Shape::Returns,
            "What the call gives: a type, a record in place, or `none`.",
            "returns: list<User>",
        ),
        key(
            "envelope",
            Shape::Text,
            "The envelope of the reply: a name, or `none`.",
            "envelope: none",
        ),
        key(
            "data",
            Shape::Path,
            "Where the reply holds what is returned, instead of where the envelope says.",
            "data: records.0",
        ),
        key(
            "meta",
            Shape::Named(Names::Wire, &Shape::Map(&META)),
            "Other values of the reply that are handed over.",
            "meta: { location: { is: str, from: header.Location } }",
        ),
        key(
            "errors",
            Shape::List(&Shape::Map(&RULE)),
            "Error rules, tried before those of the head.",
            "errors: [{ when: { http: 409 }, is: Conflict }]",
        ),
        key(
            "auth",
            Shape::Texts,
            "The scheme: a name of the head's `auth`, `none`, or a list of schemes of which the caller picks one.",
            "auth: [login, token]",
        ),
        key(
            "pager",
            Shape::Texts,
            "How the list comes in pages: a name of the head's `pagers`, or several.",
            "pager: pages",
        ),
        key(
            "safe",
            Shape::Flag,
            "It only reads, whatever its method.",
            "safe: true",
        ),
        key(
            "examples",
            Shape::List(&Shape::Map(&EXAMPLE)),
            "Sample exchanges, as the vendor documents them.",
            "examples: [{ reply: examples/list_users.json }]",
        ),
        key(
            "since",
            Shape::Text,
            "The API's version that brought it: a line in the documentation.",
            "since: \"2.1\"",
        ),
        key(
            "tags",
            Shape::TextList,
            "Words to group endpoints by: a line in the documentation, and for a build script to choose by.",
            "tags: [users]",
        ),
        RETRY_KEY,
        ENDPOINT_LIMITS,
        key(
            "base",
            Shape::Text,
            "One of the named base URLs, where it is not the first.",
            "base: reports",
        ),
        key(
            "idempotency",
            Shape::Path,
            "Where the key is sent that is the same for all tries of a call: `header.X`, `query.x`, `form.x` or `body.x`.",
            "idempotency: header.Idempotency-Key",
        ),
        ROWS_KEY,
        WAIT_KEY,
        key(
            "location",
            Shape::Text,
            "The endpoint that the `Location` header of a reply leads to: its path parameters are handed over.",
            "location: get_user",
        ),
        VERIFY_KEY,
        ANSWER_KEY,
    ],
};

/// The long form of a parameter.
pub const PARAM: Part = Part {
    id: "param",
    name: "a parameter",
    doc: "The long form of a parameter; the short form is its type.",
    keys: &[
        required(
            "is",
            Shape::TypeHere,
            "Its type: a built-in type, an enum, a newtype, a list of them; a record or a map where `object` says how it is written.",
            "is: int",
        ),
        DOC,
        RENAME,
        DEPRECATED,
        key(
            "default",
            Shape::Literal,
            "What the vendor assumes: documentation only.",
            "default: 1",
        ),
        key(
            "send",
            Shape::Literal,
            "What is sent unless the caller sets another.",
            "send: 100",
        ),
        key(
            "const",
            Shape::Literal,
            "A fixed value that is always sent and that the caller cannot change.",
            "const: json",
        ),
        key(
            "list",
            LIST_STYLE,
            "How a list is written; `repeat` unless said otherwise.",
            "list: csv",
        ),
        OBJECT,
        key(
            "from",
            Shape::Path,
            "A variable of the client that fills it, `vars.x`; the caller does not.",
            "from: vars.source",
        ),
    ],
};

/// A filtered value.
pub const FILTER: Part = Part {
    id: "filter",
    name: "a filter",
    doc: "A value that can be compared by the vendor's `operators`.",
    keys: &[
        required("is", Shape::Type, "Its type.", "is: instant"),
        required(
            "ops",
            Shape::TextList,
            "The operators: names of the head's `operators`.",
            "ops: [gt, lt]",
        ),
        DOC,
    ],
};

/// The long form of a body.
pub const BODY: Part = Part {
    id: "body",
    name: "a body",
    doc: "The long form of a body, known by `is`.",
    keys: &[
        required("is", Shape::TypeHere, "Its type.", "is: NewUser"),
        key(
            "xml",
            Shape::Map(&XML_ELEMENT),
            "Its root in XML, where it is no record.",
            "xml: { root: Users }",
        ),
        key(
            "type",
            Shape::Text,
            "Its media type. `bytes`, and a `str` of another type than JSON and XML, go as they are; `header.Content-Type` lets the caller choose.",
            "type: audio/mpeg",
        ),
    ],
};

const BAD_AUTH: &[Word] = &[
    word("missing", "no credentials were sent"),
    word("wrong", "the credentials were not the right ones"),
];

/// A sample exchange.
pub const EXAMPLE: Part = Part {
    id: "example",
    name: "an example",
    doc: "A sample exchange: a test of the generated code and an answer of the mock vendor.",
    keys: &[
        key(
            "reply",
            Shape::Text,
            "The file that holds the reply's body, from the head's folder.",
            "reply: examples/list_users.json",
        ),
        key(
            "request",
            Shape::Text,
            "The file that holds the request's body.",
            "request: examples/get_users.request.json",
        ),
        key(
            "http",
            Shape::Int(100, 599),
            "The reply's HTTP status; 200 unless said otherwise.",
            "http: 401",
        ),
        key(
            "headers",
            Shape::Named(Names::Wire, &Shape::Text),
            "Headers of the reply.",
            "headers: { Retry-After: 30 }",
        ),
        key(
            "kind",
            Shape::Text,
            "The error kind that the reply stands for.",
            "kind: NoToken",
        ),
        key(
            "auth",
            Shape::Words(BAD_AUTH),
            "The reply is to a request with no or with wrong credentials.",
            "auth: missing",
        ),
    ],
};
