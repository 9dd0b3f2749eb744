//! A vendor that speaks two formats, as the generator writes it: the same calls and records for both.
#![allow(dead_code, unreachable_pub, reason = "a generated module is public")]

::trunkline::__interface!(1);
pub use __rt::Format;
use ::trunkline::__rt::v1 as __rt;

/// Duo.
#[derive(Clone, Copy, Debug)]
pub enum Vendor {}

/// The namespace of the vendor's types.
const NS: &str = "urn:duo";

static VENDOR: __rt::VendorInfo = __rt::VendorInfo {
    name: "duo",
    formats: &[__rt::Format::Json, __rt::Format::Xml],
    base: &[__rt::BasePart::Text("http://duo.test")],
    vars: &[],
    schemes: &[__rt::Scheme {
        name: "bearer",
        kind: __rt::SchemeKind::Bearer,
    }],
    secrets: &["Pin"],
    ..__rt::VENDOR
};

impl __rt::Vendor for Vendor {
    type Kind = ErrorKind;
    type Body = ErrorBody;
    fn info() -> &'static __rt::VendorInfo {
        &VENDOR
    }
    fn kind(index: usize) -> ErrorKind {
        match index {
            0 => ErrorKind::BadRequest,
            _ => ErrorKind::Late,
        }
    }
    fn body(
        _: usize,
        reader: &mut dyn __rt::Reader,
    ) -> ::core::result::Result<ErrorBody, __rt::ReadError> {
        __rt::read(reader).map(ErrorBody::Failure)
    }
}

/// The errors of this client.
pub type Error = __rt::Error<Vendor>;

__rt::client!(Vendor);

impl ClientBuilder {
    pub fn format(self, format: __rt::Format) -> Self {
        self.__format(format)
    }
    pub fn bearer(self, token: impl Into<__rt::Secret>) -> Self {
        self.__auth(__rt::Credentials::secrets(0, [token.into()]))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    BadRequest,
    Late,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ErrorBody {
    Failure(Failure),
}

/// The status, with a message in the body.
static RULE_0: __rt::Rule = __rt::Rule {
    when: &[&[__rt::Condition::Http(&[(400, 400)])]],
    body: Some(0),
    code: None,
    message: Some(&[__rt::Step::Key("Message")]),
    kinds: &[__rt::KindCase {
        kind: 0,
        when: __rt::KindTest::When(&[&[__rt::Condition::Http(&[(400, 400)])]]),
        retry: __rt::Retry::Never,
    }],
    retry: __rt::Retry::Unsaid,
};

/// A number, a flag and an order, at any status.
static RULE_1: __rt::Rule = __rt::Rule {
    when: &[&[
        __rt::Condition::Body(
            &[__rt::Step::Key("Status")],
            __rt::Test::In(&[__rt::Literal::Number("3")]),
        ),
        __rt::Condition::Body(
            &[__rt::Step::Key("Ok")],
            __rt::Test::NotIn(&[__rt::Literal::Bool(true)]),
        ),
        __rt::Condition::Body(
            &[__rt::Step::Key("Level")],
            __rt::Test::Compare(__rt::Comparison::Ge, __rt::Literal::Number("10")),
        ),
        __rt::Condition::Body(&[__rt::Step::Key("Page")], __rt::Test::Absent),
        __rt::Condition::Body(LATE, __rt::Test::Starts("late")),
    ]],
    body: None,
    code: Some(LATE),
    message: Some(&[
        __rt::Step::Key("Errors"),
        __rt::Step::Any,
        __rt::Step::Key("Text"),
    ]),
    kinds: &[__rt::KindCase {
        kind: 1,
        when: __rt::KindTest::Code(&[__rt::Literal::Str("late-2")]),
        retry: __rt::Retry::Transient,
    }],
    retry: __rt::Retry::Unsaid,
};

const LATE: &[__rt::Step] = &[
    __rt::Step::Key("Errors"),
    __rt::Step::Any,
    __rt::Step::Key("Code"),
];

static FIND: __rt::Endpoint = __rt::Endpoint {
    vendor: &VENDOR,
    name: "find",
    method: "POST",
    path: &[__rt::PathPart::Text("/find")],
    params: &[],
    root: Some(__rt::Root {
        name: "Result",
        ns: NS,
    }),
    data: &[__rt::Step::Key("Page")],
    returns: __rt::Returns::Value(&__rt::FIELD),
    ok: None,
    meta: &[
        __rt::Source::Body(&[__rt::Step::Key("Left")]),
        __rt::Source::Header("x-trace"),
        __rt::Source::Body(&[__rt::Step::Key("Note")]),
    ],
    rules: &[&RULE_0, &RULE_1],
    auth: Some(0),
    safe: true,
    pagers: &[__rt::Pager {
        turn: __rt::Turn::Page {
            to: __rt::Target::BodyField(1),
            first: 0,
        },
        size: None,
        ends: &[__rt::PagerEnd::TotalPages(&[
            __rt::Step::Key("Page"),
            __rt::Step::Key("TotalPages"),
        ])],
    }],
    ..__rt::ENDPOINT
};

static SET_TAGS: __rt::Endpoint = __rt::Endpoint {
    vendor: &VENDOR,
    name: "set_tags",
    method: "PUT",
    path: &[__rt::PathPart::Text("/tags")],
    params: &[],
    root: Some(__rt::Root {
        name: "Thing",
        ns: NS,
    }),
    data: &[],
    returns: __rt::Returns::Value(&__rt::Field {
        flags: __rt::NULL,
        ..__rt::FIELD
    }),
    ok: None,
    meta: &[],
    rules: &[&RULE_0],
    auth: None,
    safe: false,
    ..__rt::ENDPOINT
};

const TAGS: __rt::Field = __rt::Field {
    name: "Tags",
    ns: Some(NS),
    item: Some(&__rt::Field {
        name: "Tag",
        ns: Some(NS),
        ..__rt::FIELD
    }),
    ..__rt::FIELD
};

impl<M> Client<M> {
    pub fn find(&self) -> Find<M> {
        Find(__rt::Call::new(&self.0, &FIND), Filter::new())
    }
    pub fn set_tags(&self, tags: Vec<String>) -> SetTags<M> {
        SetTags(__rt::Call::new(&self.0, &SET_TAGS), tags)
    }
}

#[must_use = "a call does nothing until it is sent"]
pub struct Find<M = __rt::Async>(__rt::Call<M>, Filter);
impl<M> Find<M> {
    pub fn format(self, format: __rt::Format) -> Self {
        Self(self.0.format(format), self.1)
    }
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.1.name = Some(name.into());
        self
    }
    pub fn page(mut self, page: i64) -> Self {
        self.1.page = Some(page);
        self
    }
    pub fn pin(mut self, pin: impl Into<__rt::Secret>) -> Self {
        self.1.pin = Some(pin.into());
        self
    }
}
__rt::call!(Find, Vendor, Page, FindMeta, body);
__rt::paged!(Find, Vendor, Page, Thing, body, |page| &mut page.items);

#[must_use = "a call does nothing until it is sent"]
pub struct SetTags<M = __rt::Async>(__rt::Call<M>, Vec<String>);
impl<M> SetTags<M> {
    pub fn format(self, format: __rt::Format) -> Self {
        Self(self.0.format(format), self.1)
    }
}
__rt::call!(SetTags, Vendor, Option<Thing>, body, TAGS);

macro_rules! record {
    ($name:ident [$($at:literal),*] { $($index:pat => $field:ident: $ty:ty = $wire:expr,)* }) => {
        #[non_exhaustive]
        pub struct $name { $(pub $field: $ty,)* }
        impl __rt::Record for $name {
            fn shape(&self) -> &'static __rt::Shape {
                static SHAPE: __rt::Shape = __rt::Shape::new(stringify!($name), &[$($wire.name),*], &[$($wire),*])
                    .with_xml(&__rt::Xml {
                        root: __rt::Root { name: stringify!($name), ns: NS },
                        order: &[$($at),*],
                    });
                &SHAPE
            }
            fn get(&self, index: usize) -> &dyn __rt::Slot { match index { $($index => &self.$field,)* } }
            fn slot(&mut self, index: usize) -> &mut dyn __rt::Slot { match index { $($index => &mut self.$field,)* } }
        }
        impl __rt::Blank for $name {
            fn blank(token: &__rt::Token) -> Self { Self { $($field: __rt::Blank::blank(token),)* } }
        }
        __rt::record!($name);
    };
}

const fn field(name: &'static str, flags: u8) -> __rt::Field {
    __rt::Field {
        name,
        flags,
        ..__rt::FIELD
    }
}

record!(Filter [0, 2, 1] {
    0 => name: Option<String> = field("Name", __rt::ABSENT),
    1 => page: Option<i64> = field("Page", __rt::ABSENT),
    _ => pin: Option<__rt::Secret> = field("Pin", __rt::ABSENT | __rt::SECRET),
});
record!(Page [] {
    0 => total_pages: i64 = field("TotalPages", 0),
    _ => items: Vec<Thing> = __rt::Field {
        item: Some(&__rt::Field { name: "Thing", ..__rt::FIELD }),
        ..field("Items", 0)
    },
});
record!(Thing [] {
    0 => id: i64 = field("Id", 0),
    1 => name: Option<String> = field("Name", __rt::ABSENT | __rt::NULL),
    _ => pin: Option<__rt::Secret> = field("Pin", __rt::ABSENT | __rt::SECRET),
});
record!(FindMeta [] {
    0 => left: Option<i64> = field("Left", __rt::ABSENT | __rt::NULL),
    1 => trace: Option<String> = field("x-trace", __rt::ABSENT | __rt::NULL),
    _ => note: Option<String> = field("Note", __rt::ABSENT | __rt::NULL),
});
record!(Failure [] {
    _ => message: String = field("Message", 0),
});

impl Filter {
    pub fn new() -> Self {
        Self {
            name: None,
            page: None,
            pin: None,
        }
    }
}
