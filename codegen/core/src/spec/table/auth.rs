//! Authentication schemes.

use super::{DOC, Key, Part, Shape, choice, key, later_choice};

/// A scheme.
pub const SCHEME: Part = Part {
    id: "scheme",
    name: "an authentication scheme",
    doc: "How credentials are shown. The short form of a scheme without settings is its word: `bearer`, `basic`, `digest`, `caller`.",
    keys: &[
        choice(
            "header",
            Shape::Text,
            "A secret in this header.",
            "header: X-Auth-Token",
        ),
        choice(
            "bearer",
            Shape::Empty,
            "`Authorization: Bearer …`.",
            "bearer: {}",
        ),
        choice(
            "basic",
            Shape::Either(&[Shape::Map(&BASIC), Shape::Empty]),
            "`Authorization: Basic …`.",
            "basic: { user: login, pass: key }",
        ),
        choice(
            "digest",
            Shape::Either(&[Shape::Map(&DIGEST), Shape::Empty]),
            "HTTP digest, in answer to the vendor's challenge.",
            "digest: { user: login, pass: key }",
        ),
        choice(
            "all",
            Shape::TextList,
            "All of these schemes at once.",
            "all: [organization, subscription]",
        ),
        choice(
            "any",
            Shape::TextList,
            "Any one of these schemes: the caller picks.",
            "any: [basic, token]",
        ),
        choice(
            "caller",
            Shape::Empty,
            "The caller supplies the headers: the documentation does not say how.",
            "caller: {}",
        ),
        later_choice(
            "query",
            "A secret in this query parameter.",
            "query: api_key",
        ),
        later_choice("form", "A secret in this form field.", "form: token"),
        later_choice("cookie", "A secret in this cookie.", "cookie: session"),
        later_choice(
            "oauth2",
            "OAuth 2.",
            "oauth2: { client_credentials: {}, token: https://example.com/token }",
        ),
        later_choice(
            "session",
            "A login whose token is sent with each call.",
            "session: { login: log_in, take: payload.token }",
        ),
        later_choice(
            "sign",
            "A signature over each request.",
            "sign: { with: crate::Sign, secrets: [key] }",
        ),
        later_choice("mtls", "A client certificate.", "mtls: {}"),
        key(
            "prefix",
            Shape::TextOrEmpty,
            "With `header`: what stands before the secret.",
            "prefix: \"Token \"",
        ),
        key(
            "suffix",
            Shape::TextOrEmpty,
            "With `header`: what stands after the secret.",
            "suffix: /token",
        ),
        DOC,
    ],
};

/// The names of the credentials of `basic`.
pub const BASIC: Part = Part {
    id: "basic",
    name: "`basic`",
    doc: "What the two credentials of `basic` are called in the generated code.",
    keys: PAIR,
};

/// The names of the credentials of `digest`.
pub const DIGEST: Part = Part {
    id: "digest",
    name: "`digest`",
    doc: "What the two credentials of `digest` are called in the generated code.",
    keys: PAIR,
};

const PAIR: &[Key] = &[
    key(
        "user",
        Shape::Text,
        "The name of the first; `user` unless said otherwise.",
        "user: login",
    ),
    key(
        "pass",
        Shape::Text,
        "The name of the second; `password` unless said otherwise.",
        "pass: api_key",
    ),
];
