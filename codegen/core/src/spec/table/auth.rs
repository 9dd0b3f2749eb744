//! Authentication schemes.

use super::job::SIGNED;
use super::oauth::OAUTH2;
use super::{DOC, Key, Part, Shape, Word, choice, key, required, word};

/// A scheme.
pub const SCHEME: Part = Part {
    id: "scheme",
    name: "an authentication scheme",
    doc: "How credentials are shown. The short form of a scheme without settings is its word: `bearer`, `basic`, `digest`, `mtls`, `caller`.",
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
        choice(
            "query",
            Shape::Text,
            "A secret in this parameter of the query.",
            "query: api_key",
        ),
        choice(
            "form",
            Shape::Text,
            "A secret in this field of a form, for calls that have `form:`.",
            "form: token",
        ),
        choice(
            "cookie",
            Shape::Text,
            "A secret in this cookie.",
            "cookie: sid",
        ),
        choice(
            "session",
            Shape::Map(&SESSION),
            "A login whose token is sent with each call.",
            "session: { login: log_in, take: token, send: bearer }",
        ),
        choice(
            "oauth2",
            Shape::Map(&OAUTH2),
            "OAuth 2: a grant whose token is sent with each call.",
            "oauth2: { client_credentials: {}, token: https://example.com/token }",
        ),
        choice(
            "sign",
            Shape::Either(&[Shape::Text, Shape::Map(&SIGNED)]),
            "A signature over each request, which Rust code of yours makes; the long form names the secrets that it needs.",
            "sign: { with: crate::Sign, secrets: [key] }",
        ),
        choice(
            "mtls",
            Shape::Either(&[Shape::Map(&MTLS), Shape::Empty]),
            "A client certificate, which encrypted connections show.",
            "mtls: { cert: certificate, key: private_key }",
        ),
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
        NAMED,
        "The name of the first, `user` unless said otherwise, or the variable that it is: `vars.account`.",
        "user: login",
    ),
    key(
        "pass",
        NAMED,
        "The name of the second, `password` unless said otherwise, or the variable that it is.",
        "pass: api_key",
    ),
];

/// The name of a credential, with a form or without.
pub(super) const NAMED: Shape = Shape::Either(&[Shape::Text, Shape::Map(&CREDENTIAL)]);

/// A credential that is sent in a form of its own.
pub const CREDENTIAL: Part = Part {
    id: "credential",
    name: "a credential",
    doc: "A credential that is sent in a form of its own, as `ann@example.com/token` for `ann@example.com`.",
    keys: &[
        required(
            "of",
            Shape::Text,
            "Its name in the generated code.",
            "of: email",
        ),
        key(
            "prefix",
            Shape::TextOrEmpty,
            "What stands before it.",
            "prefix: \"user:\"",
        ),
        key(
            "suffix",
            Shape::TextOrEmpty,
            "What stands after it.",
            "suffix: /token",
        ),
    ],
};

/// A login and its token.
pub const SESSION: Part = Part {
    id: "session",
    name: "`session`",
    doc: "A login whose token is sent with each call. What the login requires are the credentials.",
    keys: &[
        required(
            "login",
            Shape::Text,
            "The endpoint that logs in.",
            "login: log_in",
        ),
        required(
            "take",
            Shape::Path,
            "Where the login's reply holds the token. Of `header.Set-Cookie`, the cookie that `send` names is taken.",
            "take: payload.token",
        ),
        required(
            "send",
            Shape::Either(&[Shape::Words(SEND_WORDS), Shape::Map(&SEND)]),
            "How the token is sent.",
            "send: { header: X-Auth-Token }",
        ),
        key(
            "ttl",
            Shape::Path,
            "How long the token is good: a length of time like `1h`, or where the login's reply holds the seconds.",
            "ttl: 1h",
        ),
        key(
            "refresh",
            Shape::Text,
            "The endpoint that takes the old token and gives another when `ttl` is over; without it the login is called.",
            "refresh: renew",
        ),
    ],
};

pub(super) const SEND_WORDS: &[Word] = &[word("bearer", "`Authorization: Bearer …`")];

/// How the token of a session is sent.
pub const SEND: Part = Part {
    id: "session_send",
    name: "`send` of a session",
    doc: "How the token of a session is sent.",
    keys: &[
        choice(
            "header",
            Shape::Text,
            "In this header.",
            "header: X-Auth-Token",
        ),
        choice(
            "bearer",
            Shape::Empty,
            "`Authorization: Bearer …`.",
            "bearer: {}",
        ),
        choice(
            "query",
            Shape::Text,
            "In this parameter of the query.",
            "query: session",
        ),
        choice("cookie", Shape::Text, "In this cookie.", "cookie: sid"),
        choice(
            "form",
            Shape::Text,
            "In this field of a form, for calls that have `form:`.",
            "form: session",
        ),
        key(
            "prefix",
            Shape::TextOrEmpty,
            "With `header`: what stands before the token.",
            "prefix: \"Token \"",
        ),
        key(
            "suffix",
            Shape::TextOrEmpty,
            "With `header`: what stands after the token.",
            "suffix: /token",
        ),
    ],
};

/// A client certificate.
pub const MTLS: Part = Part {
    id: "mtls",
    name: "`mtls`",
    doc: "What the certificate and its private key, both in PEM, are called in the generated code.",
    keys: &[
        key(
            "cert",
            Shape::Text,
            "The name of the certificate, `certificate` unless said otherwise.",
            "cert: certificate",
        ),
        key(
            "key",
            Shape::Text,
            "The name of its private key, `private_key` unless said otherwise.",
            "key: private_key",
        ),
    ],
};
