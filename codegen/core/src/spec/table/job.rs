//! Calls that are more than one request and one whole reply: jobs, webhooks, URLs out of replies.

use super::{Key, Names, Part, Shape, Word, choice, key, required, word};

const METHODS: &[Word] = &[
    word("post", "the vendor sends `POST`"),
    word("put", "the vendor sends `PUT`"),
    word("get", "the vendor sends `GET`"),
];

/// `hook`.
pub(super) const HOOK_KEY: Key = choice(
    "hook",
    Shape::Words(METHODS),
    "A webhook: the vendor calls, with this method.",
    "hook: post",
);

/// `verify`.
pub(super) const VERIFY_KEY: Key = key(
    "verify",
    Shape::Map(&VERIFY),
    "How a webhook is known to be the vendor's.",
    "verify: { hmac: { header: X-Signature } }",
);

/// `answer`.
pub(super) const ANSWER_KEY: Key = key(
    "answer",
    Shape::Map(&ANSWER),
    "What a webhook is answered.",
    "answer: { header: { Validation-Token: header.Validation-Token } }",
);

/// `wait`.
pub(super) const WAIT_KEY: Key = key(
    "wait",
    Shape::Map(&WAIT),
    "How the job that the call starts is waited for.",
    "wait: { poll: { get_report: { report_id: request_id } }, done: { state: done } }",
);

/// How a job is waited for.
pub const WAIT: Part = Part {
    id: "wait",
    name: "`wait`",
    doc: "How the job that a call starts is waited for.",
    keys: &[
        required(
            "poll",
            Shape::Named(Names::Own, &Shape::Named(Names::Wire, &Shape::Path)),
            "The endpoint that shows the job, and for each of its parameters where the first reply holds the value. With `location:`, parameters of its path need not be named.",
            "poll: { get_report: { report_id: request_id } }",
        ),
        required(
            "done",
            Shape::Predicate,
            "When the job is done, asked of the polled endpoint's reply.",
            "done: { state: done }",
        ),
        key(
            "failed",
            Shape::Predicate,
            "When it has failed.",
            "failed: { state: [failed, gone] }",
        ),
        key(
            "every",
            Shape::Duration,
            "How long apart it is asked for at least; 2 seconds unless said otherwise.",
            "every: 2s",
        ),
    ],
};

/// How a webhook is verified.
pub const VERIFY: Part = Part {
    id: "verify",
    name: "`verify`",
    doc: "How a webhook is known to be the vendor's.",
    keys: &[
        choice(
            "hmac",
            Shape::Map(&HMAC),
            "A keyed hash over the body in a header.",
            "hmac: { header: X-Signature }",
        ),
        choice(
            "sign",
            Shape::Either(&[Shape::Text, Shape::Map(&SIGNED)]),
            "Rust code of yours that checks the signature; the long form names the secrets that it needs.",
            "sign: crate::Sign",
        ),
    ],
};

const HASHES: &[Word] = &[word("sha256", "SHA-256"), word("sha512", "SHA-512")];
const ENCODINGS: &[Word] = &[word("hex", "hexadecimal digits"), word("base64", "base64")];

/// A keyed hash.
pub const HMAC: Part = Part {
    id: "hmac",
    name: "`hmac`",
    doc: "A keyed hash (RFC 2104) by which a webhook is known to be the vendor's.",
    keys: &[
        required(
            "header",
            Shape::Text,
            "The header that holds it; of several with commas or blanks between, one has to be right.",
            "header: X-Hub-Signature-256",
        ),
        key(
            "prefix",
            Shape::TextOrEmpty,
            "What stands before it there.",
            "prefix: sha256=",
        ),
        key(
            "hash",
            Shape::Words(HASHES),
            "The hash function; `sha256` unless said otherwise.",
            "hash: sha512",
        ),
        key(
            "as",
            Shape::Words(ENCODINGS),
            "How it is written; `hex` unless said otherwise.",
            "as: base64",
        ),
        key(
            "secret",
            Shape::Text,
            "The name of the key, `secret` unless said otherwise.",
            "secret: signing_key",
        ),
        key(
            "over",
            Shape::TextList,
            "What is hashed, one after the other: `body`, `timestamp`, `header.X`, and texts that stand for themselves; `body` unless said otherwise.",
            "over: [\"v0:\", body]",
        ),
        key(
            "timestamp",
            Shape::Path,
            "The header that holds the time of the request, in seconds since 1970. It has to be among what is hashed.",
            "timestamp: header.X-Request-Timestamp",
        ),
        key(
            "tolerance",
            Shape::Duration,
            "How far that time may be away; `5m` unless said otherwise.",
            "tolerance: 1m",
        ),
    ],
};

/// The long form of a signature.
pub const SIGNED: Part = Part {
    id: "signed",
    name: "a signature",
    doc: "Who makes or checks a signature, and with which secrets.",
    keys: &[
        required(
            "with",
            Shape::Text,
            "The path of a constant in Rust, such as a unit struct.",
            "with: crate::Sign",
        ),
        key(
            "secrets",
            Shape::TextList,
            "The names of the secrets that it needs.",
            "secrets: [key]",
        ),
    ],
};

/// What a webhook is answered.
pub const ANSWER: Part = Part {
    id: "answer",
    name: "`answer`",
    doc: "What a webhook is answered; 200 and nothing else unless said otherwise.",
    keys: &[
        key("http", Shape::Int(200, 299), "The status.", "http: 202"),
        key(
            "header",
            Shape::Named(Names::Wire, &Shape::Path),
            "Headers, and where the vendor's request holds their values: `header.X` or `query.x`.",
            "header: { Validation-Token: header.Validation-Token }",
        ),
    ],
};

/// What a method takes in place of a path.
pub(super) const URL_SHAPE: Shape = Shape::Later(
    "a URL out of a reply",
    "leave the endpoint out, and get the URL with a client of your own",
    &Shape::Map(&FROM_URL),
);

/// A URL out of a reply.
pub const FROM_URL: Part = Part {
    id: "from_url",
    name: "a URL out of a reply",
    doc: "A call to a URL that another reply held.",
    keys: &[
        required(
            "url",
            Shape::Path,
            "The field that holds it: a type of `types:` and a path from there.",
            "url: CallRecord.recording.contentUri",
        ),
        key(
            "hosts",
            Shape::TextList,
            "The hosts that it may lead to, beside those of `base`. No other one is called.",
            "hosts: [media.example.com]",
        ),
    ],
};
