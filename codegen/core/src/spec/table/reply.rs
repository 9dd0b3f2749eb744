//! What is taken out of a reply: envelopes and errors.

use super::request::AROUND;
use super::xml::XML_ELEMENT;
use super::{DOC, Names, Part, RETRIES, Shape, Word, choice, key, required, word};

const EMPTY: &[Word] = &[word("emptylist", "`[]`, an empty text, or null")];

/// An envelope.
pub const ENVELOPE: Part = Part {
    id: "envelope",
    name: "an envelope",
    doc: "Where a reply holds what the call returns.",
    keys: &[
        key(
            "data",
            Shape::Path,
            "What `returns` describes stands here.",
            "data: payload",
        ),
        key(
            "ok",
            Shape::Predicate,
            "What has to hold of a reply that no error rule matched.",
            "ok: { status: 200 }",
        ),
        key(
            "meta",
            Shape::Named(Names::Wire, &Shape::Map(&META)),
            "Other values of the reply that are handed over beside the returned one.",
            "meta: { total: { is: int, from: payload.total } }",
        ),
        key(
            "xml",
            Shape::Map(&XML_ELEMENT),
            "The root of the reply in XML, which is no part of paths. Where `data` says nothing, the returned type's own unless said otherwise.",
            "xml: { root: GetUsersResult }",
        ),
        key(
            "body",
            Shape::Either(&[Shape::Path, Shape::Map(&AROUND)]),
            "Where a request holds its `body:`, in JSON; a form, parts and bytes have no envelope.",
            "body: data",
        ),
        key(
            "empty",
            Shape::Words(EMPTY),
            "How what is returned may come where nothing is in it; it is then null, or a list or a map without anything in it.",
            "empty: emptylist",
        ),
    ],
};

/// A value beside the returned one.
pub const META: Part = Part {
    id: "meta",
    name: "a `meta` value",
    doc: "A value of the reply that is handed over beside the returned one; `?` after its name: it may be absent.",
    keys: &[
        required("is", Shape::Type, "Its type.", "is: str"),
        required(
            "from",
            Shape::Path,
            "Where it stands: a path into the body, or a header.",
            "from: header.Location",
        ),
        DOC,
    ],
};

/// An error rule.
pub const RULE: Part = Part {
    id: "rule",
    name: "an error rule",
    doc: "Makes a reply an error. What no rule matches and is no success is still an error that keeps status, headers and body.",
    keys: &[
        required(
            "when",
            Shape::Predicate,
            "When it matches.",
            "when: { success: false }",
        ),
        key(
            "is",
            Shape::Type,
            "The type of the whole body.",
            "is: Failure",
        ),
        key(
            "code",
            Shape::Path,
            "Where the vendor's code stands.",
            "code: error.reason",
        ),
        key(
            "message",
            Shape::Path,
            "Where the vendor's message stands.",
            "message: error.message",
        ),
        key(
            "kinds",
            Shape::Named(
                Names::Own,
                &Shape::Either(&[Shape::Literals, Shape::Map(&KIND)]),
            ),
            "Named cases that the caller can match on.",
            "kinds: { NoToken: 110, NotFound: { when: { http: 404 } } }",
        ),
        key(
            "retry",
            Shape::Words(RETRIES),
            "What it says about trying again.",
            "retry: transient",
        ),
    ],
};

/// A named case of an error.
pub const KIND: Part = Part {
    id: "kind",
    name: "an error kind",
    doc: "The long form of a kind; the short form is the value, or a list of them, that is compared with `code`.",
    keys: &[
        choice(
            "code",
            Shape::Literals,
            "The value at the rule's `code`, or a list of them.",
            "code: auth_token_not_provided",
        ),
        choice(
            "when",
            Shape::Predicate,
            "A predicate of its own.",
            "when: { http: 404 }",
        ),
        key(
            "retry",
            Shape::Words(RETRIES),
            "What it says about trying again.",
            "retry: never",
        ),
        DOC,
    ],
};
