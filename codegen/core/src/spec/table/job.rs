//! Calls that are more than one request and one whole reply: jobs, webhooks, URLs out of replies.

use super::{Key, Names, Part, Shape, Word, key, planned, planned_choice, required, word};

const METHODS: &[Word] = &[
    word("post", "the vendor sends `POST`"),
    word("put", "the vendor sends `PUT`"),
    word("get", "the vendor sends `GET`"),
];

/// `hook`.
pub(super) const HOOK_KEY: Key = planned_choice(
    "hook",
    Shape::Words(METHODS),
    "A webhook: the vendor calls, with this method.",
    "hook: post",
    "leave the webhook out, and read its body with the type where you receive it",
);

/// `verify`.
pub(super) const VERIFY_KEY: Key = planned(
    "verify",
    Shape::Map(&VERIFY),
    "How a webhook is known to be the vendor's.",
    "verify: { sign: crate::Sign }",
    "leave it out, and check the signature where you receive the webhook",
);

/// `answer`.
pub(super) const ANSWER_KEY: Key = planned(
    "answer",
    Shape::Map(&ANSWER),
    "What a webhook is answered.",
    "answer: { header: { Validation-Token: header.Validation-Token } }",
    "leave it out, and answer where you receive the webhook",
);

/// `wait`.
pub(super) const WAIT_KEY: Key = planned(
    "wait",
    Shape::Map(&WAIT),
    "How the job that the call starts is waited for.",
    "wait: { poll: { get_report: { report_id: request_id } }, done: { state: done } }",
    "leave it out, and ask with the polled endpoint where you call",
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
            "The endpoint that shows the job, and for each of its parameters where the first reply holds the value.",
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
            "How long apart it is asked for.",
            "every: 2s",
        ),
    ],
};

/// How a webhook is verified.
pub const VERIFY: Part = Part {
    id: "verify",
    name: "`verify`",
    doc: "How a webhook is known to be the vendor's.",
    keys: &[required(
        "sign",
        Shape::Either(&[Shape::Text, Shape::Map(&SIGNED)]),
        "The Rust type that checks the signature; the long form names the secrets that it needs.",
        "sign: crate::Sign",
    )],
};

/// The long form of a signature.
pub const SIGNED: Part = Part {
    id: "signed",
    name: "a signature",
    doc: "Who checks a signature, and with which secrets.",
    keys: &[
        required("with", Shape::Text, "The Rust type.", "with: crate::Sign"),
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
            "Headers, and where the vendor's request holds their values: `header.X`, `query.x` or `body.x`.",
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
