//! A vendor as the generator writes it, with every feature that calls have.
#![allow(dead_code, unreachable_pub, reason = "a generated module is public")]

::trunkline::__interface!(1);
use ::trunkline::__rt::v1 as __rt;

/// Acme.
#[derive(Clone, Copy, Debug)]
pub enum Vendor {}

static VENDOR: __rt::VendorInfo = __rt::VendorInfo {
    name: "acme",
    formats: &[__rt::Format::Json],
    base: &[
        __rt::BasePart::Text("http://"),
        __rt::BasePart::Var(0),
        __rt::BasePart::Text(":"),
        __rt::BasePart::Var(1),
        __rt::BasePart::Text("/"),
        __rt::BasePart::Var(2),
    ],
    vars: &[
        __rt::Var {
            name: "host",
            default: None,
        },
        __rt::Var {
            name: "port",
            default: Some("8000"),
        },
        __rt::Var {
            name: "prefix",
            default: Some("v1"),
        },
        __rt::Var {
            name: "client",
            default: None,
        },
    ],
    schemes: &[
        __rt::Scheme {
            name: "token",
            kind: __rt::SchemeKind::Header {
                header: "X-Auth-Token",
                prefix: "Token ",
                suffix: "!",
            },
        },
        __rt::Scheme {
            name: "org",
            kind: __rt::SchemeKind::Header {
                header: "x-org",
                prefix: "",
                suffix: "",
            },
        },
        __rt::Scheme {
            name: "both",
            kind: __rt::SchemeKind::All(&[0, 1]),
        },
        __rt::Scheme {
            name: "basic",
            kind: __rt::SchemeKind::Basic,
        },
        __rt::Scheme {
            name: "bearer",
            kind: __rt::SchemeKind::Bearer,
        },
        __rt::Scheme {
            name: "either",
            kind: __rt::SchemeKind::Any(&[3, 4]),
        },
        __rt::Scheme {
            name: "caller",
            kind: __rt::SchemeKind::Caller,
        },
        __rt::Scheme {
            name: "digest",
            kind: __rt::SchemeKind::Digest,
        },
        __rt::Scheme {
            name: "both_or_digest",
            kind: __rt::SchemeKind::Any(&[2, 7]),
        },
    ],
    secrets: &["passwd"],
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
            0 => ErrorKind::NoToken,
            1 => ErrorKind::WrongToken,
            2 => ErrorKind::NotFound,
            _ => ErrorKind::Taken,
        }
    }
    fn body(
        index: usize,
        reader: &mut dyn __rt::Reader,
    ) -> ::core::result::Result<ErrorBody, __rt::ReadError> {
        match index {
            0 => __rt::read(reader).map(ErrorBody::Failure),
            _ => __rt::read(reader).map(ErrorBody::Detail),
        }
    }
}

/// The errors of this client.
pub type Error = __rt::Error<Vendor>;

__rt::client!(Vendor);

impl ClientBuilder {
    pub fn host(self, host: impl ::core::convert::AsRef<str>) -> Self {
        self.__var(0, host.as_ref())
    }
    pub fn port(self, port: i64) -> Self {
        self.__var(1, port)
    }
    pub fn prefix(self, prefix: impl ::core::convert::AsRef<str>) -> Self {
        self.__var(2, prefix.as_ref())
    }
    pub fn client(self, client: impl ::core::convert::AsRef<str>) -> Self {
        self.__var(3, client.as_ref())
    }
    pub fn auth(self, auth: Auth) -> Self {
        self.__auth(auth.into())
    }
}

/// Credentials.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Auth {
    Token(__rt::Secret),
    Both {
        token: __rt::Secret,
        org: __rt::Secret,
    },
    Basic {
        user: __rt::Secret,
        password: __rt::Secret,
    },
    Bearer(__rt::Secret),
    Caller(__rt::SecretHeaders),
    Digest {
        user: __rt::Secret,
        password: __rt::Secret,
    },
}

impl ::core::convert::From<Auth> for __rt::Credentials {
    fn from(auth: Auth) -> Self {
        match auth {
            Auth::Token(secret) => __rt::Credentials::secrets(0, [secret]),
            Auth::Both { token, org } => __rt::Credentials::secrets(2, [token, org]),
            Auth::Basic { user, password } => __rt::Credentials::secrets(3, [user, password]),
            Auth::Bearer(secret) => __rt::Credentials::secrets(4, [secret]),
            Auth::Caller(headers) => __rt::Credentials::headers(6, headers),
            Auth::Digest { user, password } => __rt::Credentials::secrets(7, [user, password]),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    NoToken,
    WrongToken,
    NotFound,
    Taken,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ErrorBody {
    Failure(Failure),
    Detail(Detail),
}

/// `success: false`, at any status.
static RULE_0: __rt::Rule = __rt::Rule {
    when: &[&[__rt::Condition::Body(
        &[__rt::Step::Key("success")],
        __rt::Test::In(&[__rt::Literal::Bool(false)]),
    )]],
    body: Some(0),
    code: Some(&[__rt::Step::Key("error"), __rt::Step::Key("code")]),
    message: Some(&[__rt::Step::Key("error"), __rt::Step::Key("message")]),
    kinds: &[
        __rt::KindCase {
            kind: 0,
            when: __rt::KindTest::Code(&[__rt::Literal::Number("110")]),
            retry: __rt::Retry::Never,
        },
        __rt::KindCase {
            kind: 1,
            when: __rt::KindTest::Code(&[__rt::Literal::Number("120"), __rt::Literal::Str("bad")]),
            retry: __rt::Retry::Unsaid,
        },
    ],
    retry: __rt::Retry::Transient,
};

/// A list of errors of which one is `taken`.
static RULE_1: __rt::Rule = __rt::Rule {
    when: &[&[
        __rt::Condition::Http(&[(400, 499)]),
        __rt::Condition::Body(
            &[
                __rt::Step::Key("errors"),
                __rt::Step::Any,
                __rt::Step::Key("code"),
            ],
            __rt::Test::Starts("taken"),
        ),
    ]],
    body: None,
    code: Some(&[
        __rt::Step::Key("errors"),
        __rt::Step::Any,
        __rt::Step::Key("code"),
    ]),
    message: Some(&[
        __rt::Step::Key("errors"),
        __rt::Step::Any,
        __rt::Step::Key("text"),
    ]),
    kinds: &[__rt::KindCase {
        kind: 3,
        when: __rt::KindTest::When(&[&[__rt::Condition::Http(&[(409, 409)])]]),
        retry: __rt::Retry::Unsaid,
    }],
    retry: __rt::Retry::Unsaid,
};

/// A status alone.
static RULE_2: __rt::Rule = __rt::Rule {
    when: &[&[__rt::Condition::Http(&[(404, 404)])]],
    body: None,
    code: None,
    message: None,
    kinds: &[__rt::KindCase {
        kind: 2,
        when: __rt::KindTest::When(&[&[__rt::Condition::Http(&[(404, 404)])]]),
        retry: __rt::Retry::Unsaid,
    }],
    retry: __rt::Retry::Unsaid,
};

const WARNED: &[__rt::Step] = &[
    __rt::Step::Key("warnings"),
    __rt::Step::Any,
    __rt::Step::Key("code"),
];

/// A warning that is fatal, told by the first of the errors.
static RULE_3: __rt::Rule = __rt::Rule {
    when: &[&[__rt::Condition::Body(
        WARNED,
        __rt::Test::In(&[__rt::Literal::Str("fatal")]),
    )]],
    body: None,
    code: RULE_1.code,
    message: None,
    kinds: &[],
    retry: __rt::Retry::Unsaid,
};

const fn query(name: &'static str) -> __rt::Param {
    __rt::Param {
        place: __rt::Place::Query,
        field: __rt::Field {
            name,
            ..__rt::FIELD
        },
        fixed: None,
        ..__rt::PARAM
    }
}

static LIST_USERS: __rt::Endpoint = __rt::Endpoint {
    vendor: &VENDOR,
    name: "list_users",
    method: "GET",
    path: &[__rt::PathPart::Text("/user/list")],
    params: &[
        query("page"),
        query("per_page"),
        query("name"),
        query("tag"),
        __rt::Param {
            place: __rt::Place::Query,
            field: __rt::Field {
                name: "ids",
                codec: __rt::Codec::Csv,
                ..__rt::FIELD
            },
            fixed: None,
            ..__rt::PARAM
        },
        __rt::Param {
            place: __rt::Place::Query,
            field: __rt::Field {
                name: "format",
                ..__rt::FIELD
            },
            fixed: Some(__rt::Fixed::Const("json")),
            ..__rt::PARAM
        },
        __rt::Param {
            place: __rt::Place::Query,
            field: __rt::Field {
                name: "order",
                ..__rt::FIELD
            },
            fixed: Some(__rt::Fixed::Send("asc")),
            ..__rt::PARAM
        },
        __rt::Param {
            place: __rt::Place::Header,
            field: __rt::Field {
                name: "X-Trace",
                ..__rt::FIELD
            },
            fixed: None,
            ..__rt::PARAM
        },
        __rt::Param {
            place: __rt::Place::Header,
            field: __rt::Field {
                name: "X-Pin",
                flags: __rt::SECRET,
                ..__rt::FIELD
            },
            fixed: None,
            ..__rt::PARAM
        },
    ],
    root: None,
    data: &[__rt::Step::Key("payload")],
    returns: __rt::Returns::Value(&__rt::FIELD),
    ok: None,
    meta: &[
        __rt::Source::Body(&[__rt::Step::Key("payload"), __rt::Step::Key("total")]),
        __rt::Source::Header("x-left"),
        __rt::Source::Body(&[__rt::Step::Key("note")]),
    ],
    rules: &[&RULE_0, &RULE_1, &RULE_2, &RULE_3],
    auth: Some(0),
    safe: true,
    pagers: &[__rt::Pager {
        turn: __rt::Turn::Page {
            to: __rt::Target::Param(0),
            first: 0,
        },
        size: Some(__rt::Target::Param(1)),
        ends: &[__rt::PagerEnd::TotalItems(&[
            __rt::Step::Key("payload"),
            __rt::Step::Key("total"),
        ])],
    }],
    ..__rt::ENDPOINT
};

static GET_USER: __rt::Endpoint = __rt::Endpoint {
    vendor: &VENDOR,
    name: "get_user",
    method: "GET",
    path: &[
        __rt::PathPart::Text("/clients/"),
        __rt::PathPart::Var(3),
        __rt::PathPart::Text("/users/"),
        __rt::PathPart::Param(0),
        __rt::PathPart::Text("/profile"),
    ],
    params: &[__rt::Param {
        place: __rt::Place::Path,
        field: __rt::Field {
            name: "name",
            ..__rt::FIELD
        },
        fixed: None,
        ..__rt::PARAM
    }],
    root: None,
    data: &[__rt::Step::Key("records"), __rt::Step::Index(0)],
    returns: __rt::Returns::Value(&__rt::Field {
        flags: __rt::NULL,
        ..__rt::FIELD
    }),
    ok: Some(&[
        &[__rt::Condition::Body(
            &[__rt::Step::Key("status")],
            __rt::Test::NotIn(&[__rt::Literal::Str("broken")]),
        )],
        &[__rt::Condition::Http(&[(204, 204)])],
    ]),
    meta: &[],
    rules: &[&RULE_2],
    auth: Some(5),
    safe: true,
    ..__rt::ENDPOINT
};

static FIND_USERS: __rt::Endpoint = __rt::Endpoint {
    vendor: &VENDOR,
    name: "find_users",
    method: "POST",
    path: &[__rt::PathPart::Text("/find")],
    params: &[],
    root: None,
    data: &[],
    returns: __rt::Returns::Value(&__rt::FIELD),
    ok: None,
    meta: &[],
    rules: &[],
    auth: Some(8),
    safe: true,
    pagers: &[__rt::Pager {
        turn: __rt::Turn::Page {
            to: __rt::Target::BodyField(1),
            first: 1,
        },
        size: None,
        ends: &[__rt::PagerEnd::TotalPages(&[__rt::Step::Key("pages")])],
    }],
    ..__rt::ENDPOINT
};

static DELETE_USER: __rt::Endpoint = __rt::Endpoint {
    vendor: &VENDOR,
    name: "delete_user",
    method: "DELETE",
    path: &[__rt::PathPart::Text("/users/"), __rt::PathPart::Param(0)],
    params: &[__rt::Param {
        place: __rt::Place::Path,
        field: __rt::Field {
            name: "id",
            ..__rt::FIELD
        },
        fixed: None,
        ..__rt::PARAM
    }],
    root: None,
    data: &[],
    returns: __rt::Returns::Nothing,
    ok: None,
    meta: &[],
    rules: &[],
    auth: Some(6),
    safe: false,
    ..__rt::ENDPOINT
};

static LOG_IN: __rt::Endpoint = __rt::Endpoint {
    vendor: &VENDOR,
    name: "log_in",
    method: "POST",
    path: &[__rt::PathPart::Text("/login")],
    params: &[],
    root: None,
    data: &[
        __rt::Step::Key("payload"),
        __rt::Step::Key("tokens"),
        __rt::Step::Index(0),
    ],
    returns: __rt::Returns::Value(&__rt::Field {
        flags: __rt::SECRET,
        ..__rt::FIELD
    }),
    ok: None,
    meta: &[],
    rules: &[],
    auth: None,
    safe: false,
    ..__rt::ENDPOINT
};

/// The whole reply is a secret.
static ISSUE: __rt::Endpoint = __rt::Endpoint {
    vendor: &VENDOR,
    name: "issue",
    method: "POST",
    path: &[__rt::PathPart::Text("/issue")],
    returns: LOG_IN.returns,
    ..__rt::ENDPOINT
};

impl<M> Client<M> {
    pub fn issue(&self) -> Issue<M> {
        Issue(__rt::Call::new(&self.0, &ISSUE))
    }
    pub fn log_in(&self) -> LogIn<M> {
        LogIn(__rt::Call::new(&self.0, &LOG_IN))
    }
    pub fn list_users(&self) -> ListUsers<M> {
        ListUsers(__rt::Call::new(&self.0, &LIST_USERS))
    }
    pub fn get_user(&self, name: impl ::core::convert::AsRef<str>) -> GetUser<M> {
        GetUser(__rt::Call::new(&self.0, &GET_USER).with_str(0, name.as_ref()))
    }
    pub fn find_users(&self) -> FindUsers<M> {
        FindUsers(__rt::Call::new(&self.0, &FIND_USERS), Filter::new())
    }
    pub fn delete_user(&self, id: i64) -> DeleteUser<M> {
        DeleteUser(__rt::Call::new(&self.0, &DELETE_USER).with(0, &id))
    }
    /// As no spec may have it: a list where one value belongs.
    pub fn delete_users(&self, ids: Vec<i64>) -> DeleteUser<M> {
        DeleteUser(__rt::Call::new(&self.0, &DELETE_USER).with(0, &ids))
    }
}

#[must_use = "a call does nothing until it is sent"]
pub struct ListUsers<M = __rt::Async>(__rt::Call<M>);
impl<M> ListUsers<M> {
    pub fn page(self, page: i64) -> Self {
        Self(self.0.with(0, &page))
    }
    pub fn per_page(self, per_page: i64) -> Self {
        Self(self.0.with(1, &per_page))
    }
    pub fn name(self, name: impl ::core::convert::AsRef<str>) -> Self {
        Self(self.0.with_str(2, name.as_ref()))
    }
    pub fn tag(self, tag: impl ::core::iter::IntoIterator<Item = impl Into<String>>) -> Self {
        let tag: Vec<String> = tag.into_iter().map(Into::into).collect();
        Self(self.0.with(3, &tag))
    }
    pub fn ids(self, ids: impl ::core::iter::IntoIterator<Item = i64>) -> Self {
        Self(self.0.with(4, &__rt::list::<i64>(ids)))
    }
    pub fn order(self, order: impl ::core::convert::AsRef<str>) -> Self {
        Self(self.0.with_str(6, order.as_ref()))
    }
    pub fn trace(self, trace: impl ::core::convert::AsRef<str>) -> Self {
        Self(self.0.with_str(7, trace.as_ref()))
    }
    pub fn pin(self, pin: impl Into<__rt::Secret>) -> Self {
        Self(self.0.with(8, &pin.into()))
    }
}
__rt::call!(ListUsers, Vendor, UserPage, ListUsersMeta);
__rt::paged!(ListUsers, Vendor, UserPage, User, |page| &mut page.items);

#[must_use = "a call does nothing until it is sent"]
pub struct LogIn<M = __rt::Async>(__rt::Call<M>);
__rt::call!(LogIn, Vendor, __rt::Secret);

#[must_use = "a call does nothing until it is sent"]
pub struct Issue<M = __rt::Async>(__rt::Call<M>);
__rt::call!(Issue, Vendor, __rt::Secret);

#[must_use = "a call does nothing until it is sent"]
pub struct GetUser<M = __rt::Async>(__rt::Call<M>);
__rt::call!(GetUser, Vendor, ::core::option::Option<User>);

#[must_use = "a call does nothing until it is sent"]
pub struct FindUsers<M = __rt::Async>(__rt::Call<M>, Filter);
impl<M> FindUsers<M> {
    pub fn name(mut self, name: impl ::core::convert::Into<String>) -> Self {
        self.1.name = Some(name.into());
        self
    }
    pub fn passwd(mut self, passwd: impl Into<__rt::Secret>) -> Self {
        self.1.passwd = Some(passwd.into());
        self
    }
    pub fn page(mut self, page: i64) -> Self {
        self.1.page = Some(page);
        self
    }
}
__rt::call!(FindUsers, Vendor, Found, body);
__rt::paged!(FindUsers, Vendor, Found, User, body, |page| &mut page.users);

#[must_use = "a call does nothing until it is sent"]
pub struct DeleteUser<M = __rt::Async>(__rt::Call<M>);
__rt::call!(DeleteUser, Vendor, ());

macro_rules! record {
    ($name:ident { $($index:pat => $field:ident: $ty:ty = $wire:expr,)* }) => {
        #[non_exhaustive]
        pub struct $name { $(pub $field: $ty,)* }
        impl __rt::Record for $name {
            fn shape(&self) -> &'static __rt::Shape {
                static SHAPE: __rt::Shape = __rt::Shape::new(stringify!($name), &[$($wire.name),*], &[$($wire),*]);
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

record!(User {
    0 => id: i64 = field("id", 0),
    1 => name: String = field("name", 0),
    _ => passwd: Option<__rt::Secret> = field("passwd", __rt::ABSENT | __rt::SECRET),
});
record!(UserPage {
    0 => total: i64 = field("total", 0),
    _ => items: Vec<User> = field("items", 0),
});
record!(ListUsersMeta {
    0 => total: i64 = field("total", 0),
    1 => left: i64 = field("left", 0),
    _ => note: Option<String> = field("note", __rt::ABSENT | __rt::NULL),
});
record!(Found {
    0 => pages: String = field("pages", 0),
    _ => users: Vec<User> = field("users", 0),
});
record!(Filter {
    0 => name: Option<String> = field("name", __rt::ABSENT),
    1 => page: Option<i64> = field("page", __rt::ABSENT),
    _ => passwd: Option<__rt::Secret> = field("passwd", __rt::ABSENT | __rt::SECRET),
});
record!(Failure {
    0 => success: bool = field("success", 0),
    _ => error: Detail = field("error", 0),
});
record!(Detail {
    0 => message: String = field("message", 0),
    _ => code: i64 = field("code", 0),
});

impl Filter {
    pub fn new() -> Self {
        Self {
            name: None,
            page: None,
            passwd: None,
        }
    }
}

static UNDECLARED: __rt::Endpoint = __rt::Endpoint {
    vendor: &VENDOR,
    rules: &[&RULE_0, &RULE_1, &RULE_2],
    auth: Some(0),
    ok: Some(&[
        &[__rt::Condition::Body(
            &[__rt::Step::Key("fine")],
            __rt::Test::NotIn(&[__rt::Literal::Bool(false)]),
        )],
        &[__rt::Condition::Body(
            &[__rt::Step::Key("fine")],
            __rt::Test::Absent,
        )],
    ]),
    ..__rt::UNDECLARED
};

__rt::undeclared!(Vendor, UNDECLARED);
