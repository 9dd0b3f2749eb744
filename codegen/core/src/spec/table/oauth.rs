//! OAuth 2: the grants that a vendor takes, and what each asks for.

use super::auth::{NAMED, SEND, SEND_WORDS};
use super::{Key, Names, Part, Shape, key, required, word};

/// OAuth 2.
pub const OAUTH2: Part = Part {
    id: "oauth2",
    name: "`oauth2`",
    doc: "OAuth 2: the grants that the vendor takes, of which the caller chooses where there are several, and where it gives tokens.",
    keys: &[
        required(
            "token",
            Shape::Base,
            "The URL that gives tokens.",
            "token: https://example.com/oauth/token",
        ),
        key(
            "client_credentials",
            Shape::Either(&[Shape::Map(&CLIENT), Shape::Empty]),
            "The grant for programs: the client's name and secret.",
            "client_credentials: { id: client_id, secret: client_secret, by: basic }",
        ),
        key(
            "password",
            Shape::Either(&[Shape::Map(&PASSWORD), Shape::Empty]),
            "The grant for a user's own name and password.",
            "password: { user: email, pass: password }",
        ),
        key(
            "jwt_bearer",
            Shape::Either(&[Shape::Map(&JWT), Shape::Empty]),
            "The grant for an assertion, which the caller makes and signs whenever one is needed.",
            "jwt_bearer: {}",
        ),
        key(
            "refresh",
            Shape::Either(&[Shape::Map(&REFRESH), Shape::Flag]),
            "The grant for a refresh token that the caller has; `true` where the other grants give one along.",
            "refresh: true",
        ),
        key(
            "scopes",
            Shape::TextList,
            "What is asked for.",
            "scopes: [read, write]",
        ),
        key(
            "fields",
            Shape::Named(Names::Wire, &Shape::Text),
            "More fields of the form, and their values.",
            "fields: { audience: https://api.example.com }",
        ),
        key(
            "send",
            Shape::Either(&[Shape::Words(SEND_WORDS), Shape::Map(&SEND)]),
            "How the token is sent; as `bearer` unless said otherwise.",
            "send: { header: X-Access-Token }",
        ),
    ],
};

const BY: Key = key(
    "by",
    Shape::Words(&[
        word("basic", "in the header `Authorization`"),
        word("form", "in the form"),
    ]),
    "How the client's name and secret are sent; `basic` unless said otherwise.",
    "by: form",
);
const CLIENT_ID: Key = key(
    "id",
    NAMED,
    "The name of the client's name, or the variable that it is: `vars.client_id`.",
    "id: client_id",
);
const CLIENT_SECRET: Key = key(
    "secret",
    NAMED,
    "The name of its secret, or the variable that it is.",
    "secret: client_secret",
);

/// `client_credentials`.
pub const CLIENT: Part = Part {
    id: "client_credentials",
    name: "`client_credentials`",
    doc: "The credentials of a program; `client_id` and `client_secret` unless they have other names.",
    keys: &[CLIENT_ID, CLIENT_SECRET, BY],
};

/// `password`.
pub const PASSWORD: Part = Part {
    id: "password_grant",
    name: "`password`",
    doc: "The credentials of a user, `user` and `password` unless they have other names; and of the program, where the vendor wants them too.",
    keys: &[
        key("user", NAMED, "The name of the user's name.", "user: email"),
        key("pass", NAMED, "The name of the password.", "pass: password"),
        CLIENT_ID,
        CLIENT_SECRET,
        BY,
    ],
};

/// `jwt_bearer`.
pub const JWT: Part = Part {
    id: "jwt_bearer",
    name: "`jwt_bearer`",
    doc: "What gives assertions, `assertion` unless it has another name; and the credentials of the program, where the vendor wants them too.",
    keys: &[
        key(
            "assertion",
            Shape::Text,
            "The name of what gives assertions.",
            "assertion: signer",
        ),
        CLIENT_ID,
        CLIENT_SECRET,
        BY,
    ],
};

/// `refresh`.
pub const REFRESH: Part = Part {
    id: "refresh_grant",
    name: "`refresh`",
    doc: "A refresh token that the caller has, `refresh_token` unless it has another name; and the credentials of the program, where the vendor wants them too.",
    keys: &[
        key(
            "token",
            NAMED,
            "The name of the refresh token.",
            "token: refresh_token",
        ),
        CLIENT_ID,
        CLIENT_SECRET,
        BY,
    ],
};
