//! A vendor that may be called again, and not too often, as the generator writes it.
#![allow(dead_code, unreachable_pub, reason = "a generated module is public")]

::trunkline::__interface!(1);
use ::trunkline::__rt::v1 as __rt;

#[derive(Clone, Copy, Debug)]
pub enum Vendor {}

static VENDOR: __rt::VendorInfo = __rt::VendorInfo {
    name: "patient",
    formats: &[__rt::Format::Json],
    base: &[__rt::BasePart::Text("http://patient.test")],
    limits: &[
        __rt::Limit {
            name: "limits",
            rate: Some((2, 1000)),
            burst: None,
            concurrent: None,
            left: None,
        },
        __rt::Limit {
            name: "heavy",
            rate: None,
            burst: None,
            concurrent: Some(1),
            left: None,
        },
        __rt::Limit {
            name: "counted",
            rate: None,
            burst: None,
            concurrent: None,
            left: Some(__rt::Left {
                remaining: __rt::Source::Header("x-left"),
                reset: __rt::Source::Header("x-reset"),
                says: __rt::Reset::Unix,
            }),
        },
        __rt::Limit {
            name: "rare",
            rate: Some((1, 10_000)),
            burst: None,
            concurrent: None,
            left: None,
        },
    ],
    schemes: &[
        __rt::Scheme {
            name: "numbered",
            kind: __rt::SchemeKind::Sign(&__rt::Signing {
                with: &Numbered,
                secrets: 1,
            }),
        },
        __rt::Scheme {
            name: "admin",
            kind: __rt::SchemeKind::Session(&__rt::Session {
                login: &LOG_IN,
                fills: &[__rt::Fill::Param(0)],
                constants: &[],
                body: None,
                take: __rt::Source::Body(&[__rt::Step::Key("token")]),
                ttl: __rt::Ttl::Open,
                send: __rt::SchemeKind::Bearer,
                refresh: None,
            }),
        },
        __rt::Scheme {
            name: "digest",
            kind: __rt::SchemeKind::Digest,
        },
    ],
    ..__rt::VENDOR
};

/// What the signature adds to the query.
pub const SEAL: &str = "s3al&admin=1";

/// Signs with a number that counts up.
pub struct Numbered;

impl trunkline::Sign for Numbered {
    fn sign(&self, request: &mut trunkline::Unsigned<'_>) -> Result<(), trunkline::BoxError> {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::SeqCst).to_string();
        request.set_header(http::HeaderName::from_static("x-number"), &number)?;
        let names = request.headers().keys().map(http::HeaderName::as_str);
        let names = names.collect::<Vec<_>>().join(" ");
        request.set_header(http::HeaderName::from_static("x-signed-headers"), &names)?;
        request.add_query("seal", SEAL)
    }
}

/// A login that goes out again where it was not carried out, one at a time.
static LOG_IN: __rt::Endpoint = __rt::Endpoint {
    vendor: &VENDOR,
    name: "log_in",
    method: "POST",
    path: &[__rt::PathPart::Text("/login")],
    params: &[__rt::Param {
        field: __rt::Field {
            name: "password",
            ..__rt::FIELD
        },
        ..__rt::PARAM
    }],
    traffic: &ONE_AGAIN,
    ..__rt::ENDPOINT
};

static ONE_AGAIN: __rt::Traffic = __rt::Traffic {
    retry: Some(RETRYING),
    limits: &[1],
    ..__rt::TRAFFIC
};

impl ClientBuilder {
    pub fn admin(self, password: &str) -> Self {
        self.__auth(__rt::Credentials::secrets(
            1,
            [__rt::Secret::from(password)],
        ))
    }

    pub fn digest(self, user: &str, password: &str) -> Self {
        let pair = [user, password].map(__rt::Secret::from);
        self.__auth(__rt::Credentials::secrets(2, pair))
    }

    pub fn numbered(self, secret: &str) -> Self {
        self.__auth(__rt::Credentials::secrets(0, [__rt::Secret::from(secret)]))
    }
}

impl __rt::Vendor for Vendor {
    type Kind = ();
    type Body = ();
    fn info() -> &'static __rt::VendorInfo {
        &VENDOR
    }
    fn kind(_: usize) {}
    fn body(_: usize, _: &mut dyn __rt::Reader) -> ::core::result::Result<(), __rt::ReadError> {
        __rt::no_body()
    }
}

pub type Error = __rt::Error<Vendor>;

__rt::client!(Vendor);

const fn kind(codes: &'static [__rt::Literal], retry: __rt::Retry) -> __rt::KindCase {
    __rt::KindCase {
        kind: 0,
        when: __rt::KindTest::Code(codes),
        retry,
    }
}

static RULE: __rt::Rule = __rt::Rule {
    when: &[&[__rt::Condition::Body(CODE, __rt::Test::Present)]],
    body: None,
    code: Some(CODE),
    message: None,
    kinds: &[
        kind(&[__rt::Literal::Str("slow_down")], __rt::Retry::Throttle),
        kind(&[__rt::Literal::Str("hiccup")], __rt::Retry::Transient),
        kind(&[__rt::Literal::Str("closed")], __rt::Retry::Never),
    ],
    retry: __rt::Retry::Unsaid,
};

const CODE: &[__rt::Step] = &[__rt::Step::Key("code")];

const RETRYING: __rt::Retrying = __rt::Retrying {
    causes: &[
        __rt::RetryCause::Transport,
        __rt::RetryCause::Throttle,
        __rt::RetryCause::Transient,
        __rt::RetryCause::Http(429, 429),
        __rt::RetryCause::Http(500, 599),
    ],
    tries: 4,
    min: 500,
    max: 30_000,
    wait: __rt::Source::Header("retry-after"),
};

static AGAIN: __rt::Traffic = __rt::Traffic {
    retry: Some(RETRYING),
    ..__rt::TRAFFIC
};

const ENDPOINT: __rt::Endpoint = __rt::Endpoint {
    vendor: &VENDOR,
    returns: __rt::Returns::Value(&__rt::FIELD),
    rules: &[&RULE],
    traffic: &AGAIN,
    ..__rt::ENDPOINT
};

macro_rules! endpoints {
    ($($name:ident $call:ident { $($field:ident: $value:expr),* $(,)? })*) => {
        $(
            impl<M> Client<M> {
                pub fn $name(&self) -> $call<M> {
                    static THIS: __rt::Endpoint = __rt::Endpoint {
                        name: stringify!($name),
                        path: &[__rt::PathPart::Text(concat!("/", stringify!($name)))],
                        $($field: $value,)*
                        ..ENDPOINT
                    };
                    $call(__rt::Call::new(&self.0, &THIS))
                }
            }
            pub struct $call<M = __rt::Async>(__rt::Call<M>);
            __rt::call!($call, Vendor, i64);
        )*
    };
}

endpoints! {
    look Look { safe: true }
    search Search { method: "POST", safe: true }
    add Add { method: "POST" }
    put Put { method: "PUT" }
    patch Patch { method: "PATCH" }
    once Once { safe: true, traffic: &TRAFFIC }
    pay Pay { method: "POST", params: &[KEY], traffic: &KEYED }
    bill Bill { method: "POST", traffic: &KEYED_BODY }
    upload Upload { method: "PUT", content: __rt::Content::Raw("text/plain") }
    deposit Deposit { method: "PUT", content: __rt::Content::Raw("text/plain"), auth: Some(2), traffic: &TRAFFIC }
    told Told { safe: true, traffic: &TOLD }
    paced Paced { safe: true, traffic: &PACED }
    paced_again PacedAgain { safe: true, traffic: &PACED_AGAIN }
    heavy Heavy { safe: true, traffic: &HEAVY }
    counted Counted { safe: true, traffic: &COUNTED }
    guarded Guarded { safe: true, auth: Some(1), traffic: &ONE_AGAIN }
    signed Signed { safe: true, auth: Some(0), traffic: &PACED }
    tallied Tallied { safe: true, traffic: &TALLIED }
    rare Rare { safe: true, traffic: &RARE }
}

impl<M> Pay<M> {
    pub fn key(self, key: &str) -> Self {
        Self(self.0.with_str(0, key))
    }
}

impl<M> Upload<M> {
    pub fn body(self, body: trunkline::File) -> Self {
        Self(self.0.with_raw(body))
    }
}

impl<M> Deposit<M> {
    pub fn body(self, body: trunkline::File) -> Self {
        Self(self.0.with_raw(body))
    }
}

impl<M> Bill<M> {
    pub fn body(self, body: &trunkline::Json) -> Self {
        Self(self.0.with_body(body, &__rt::FIELD))
    }
}

static TRAFFIC: __rt::Traffic = __rt::TRAFFIC;

const KEY: __rt::Param = __rt::Param {
    place: __rt::Place::Header,
    field: __rt::Field {
        name: "Idempotency-Key",
        ..__rt::FIELD
    },
    ..__rt::PARAM
};

static KEYED: __rt::Traffic = __rt::Traffic {
    retry: Some(RETRYING),
    key: Some(__rt::Key::Param(0)),
    ..__rt::TRAFFIC
};

static KEYED_BODY: __rt::Traffic = __rt::Traffic {
    retry: Some(RETRYING),
    key: Some(__rt::Key::Field("request_id")),
    ..__rt::TRAFFIC
};

static TOLD: __rt::Traffic = __rt::Traffic {
    retry: Some(__rt::Retrying {
        wait: __rt::Source::Body(&[__rt::Step::Key("wait")]),
        ..RETRYING
    }),
    ..__rt::TRAFFIC
};

static PACED: __rt::Traffic = __rt::Traffic {
    limits: &[0],
    ..__rt::TRAFFIC
};

static PACED_AGAIN: __rt::Traffic = __rt::Traffic {
    retry: Some(RETRYING),
    limits: &[3],
    ..__rt::TRAFFIC
};

static HEAVY: __rt::Traffic = __rt::Traffic {
    limits: &[1, 0],
    ..__rt::TRAFFIC
};

static COUNTED: __rt::Traffic = __rt::Traffic {
    limits: &[2],
    ..__rt::TRAFFIC
};

static TALLIED: __rt::Traffic = __rt::Traffic {
    limits: &[2, 0],
    ..__rt::TRAFFIC
};

static RARE: __rt::Traffic = __rt::Traffic {
    limits: &[3, 0],
    ..__rt::TRAFFIC
};

static UNDECLARED: __rt::Endpoint = __rt::Endpoint {
    vendor: &VENDOR,
    rules: &[&RULE],
    traffic: &AGAIN,
    ..__rt::UNDECLARED
};

__rt::undeclared!(Vendor, UNDECLARED);
