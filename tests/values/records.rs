//! Records: round trips, absent and null apart, what is missing, what is not declared.

use std::cell::RefCell;
use std::collections::BTreeMap;

use trunkline::__rt::v1 as __rt;
use trunkline::json::JsonReader;
use trunkline::shape::{DriftSink, Unlike};
use trunkline::{Json, Maybe, Moment, Secret};

pub(crate) struct User {
    pub user_id: i64,
    pub passwd: Secret,
    pub user_type: Option<UserType>,
    pub create_time: Option<__rt::Timestamp>,
    pub last_seen: Maybe<Moment>,
    pub note: Option<String>,
    pub tags: Vec<Tag>,
    pub rates: BTreeMap<String, Json>,
    pub extra: __rt::Extra,
}

static USER: __rt::Shape = __rt::Shape::new(
    "User",
    &[
        "user_id",
        "passwd",
        "user_type",
        "create_time",
        "last_seen",
        "note",
        "tags",
        "rates",
    ],
    &[
        __rt::Field {
            name: "passwd",
            flags: __rt::SECRET,
            ..__rt::FIELD
        },
        __rt::Field {
            name: "user_type",
            flags: __rt::ABSENT | __rt::NULL,
            ..__rt::FIELD
        },
        __rt::Field {
            name: "create_time",
            flags: __rt::NULL,
            codec: __rt::Codec::Rfc3339,
            ..__rt::FIELD
        },
        __rt::Field {
            name: "last_seen",
            flags: __rt::ABSENT | __rt::NULL,
            ..__rt::FIELD
        },
        __rt::Field {
            name: "note",
            flags: __rt::ABSENT,
            ..__rt::FIELD
        },
        __rt::Field {
            name: "rates",
            codec: __rt::Codec::EmptyList,
            ..__rt::FIELD
        },
    ],
);

impl __rt::Record for User {
    fn shape(&self) -> &'static __rt::Shape {
        &USER
    }
    fn get(&self, index: usize) -> &dyn __rt::Slot {
        match index {
            0 => &self.user_id,
            1 => &self.passwd,
            2 => &self.user_type,
            3 => &self.create_time,
            4 => &self.last_seen,
            5 => &self.note,
            6 => &self.tags,
            _ => &self.rates,
        }
    }
    fn slot(&mut self, index: usize) -> &mut dyn __rt::Slot {
        match index {
            0 => &mut self.user_id,
            1 => &mut self.passwd,
            2 => &mut self.user_type,
            3 => &mut self.create_time,
            4 => &mut self.last_seen,
            5 => &mut self.note,
            6 => &mut self.tags,
            _ => &mut self.rates,
        }
    }
    fn extra(&self) -> Option<&__rt::Extra> {
        Some(&self.extra)
    }
    fn extra_mut(&mut self) -> Option<&mut __rt::Extra> {
        Some(&mut self.extra)
    }
}

impl __rt::Blank for User {
    fn blank(token: &__rt::Token) -> Self {
        Self {
            user_id: __rt::Blank::blank(token),
            passwd: __rt::Blank::blank(token),
            user_type: __rt::Blank::blank(token),
            create_time: __rt::Blank::blank(token),
            last_seen: __rt::Blank::blank(token),
            note: __rt::Blank::blank(token),
            tags: __rt::Blank::blank(token),
            rates: __rt::Blank::blank(token),
            extra: Default::default(),
        }
    }
}
__rt::record!(User);

pub(crate) struct Tag {
    pub id: TagId,
    pub parent: Option<Box<Tag>>,
}

static TAG: __rt::Shape = __rt::Shape::new(
    "Tag",
    &["Id", "Parent"],
    &[__rt::Field {
        name: "Parent",
        flags: __rt::ABSENT | __rt::NULL | __rt::WRITE_NULL,
        ..__rt::FIELD
    }],
);

impl __rt::Record for Tag {
    fn shape(&self) -> &'static __rt::Shape {
        &TAG
    }
    fn get(&self, index: usize) -> &dyn __rt::Slot {
        match index {
            0 => &self.id,
            _ => &self.parent,
        }
    }
    fn slot(&mut self, index: usize) -> &mut dyn __rt::Slot {
        match index {
            0 => &mut self.id,
            _ => &mut self.parent,
        }
    }
}
impl __rt::Blank for Tag {
    fn blank(token: &__rt::Token) -> Self {
        Self {
            id: __rt::Blank::blank(token),
            parent: __rt::Blank::blank(token),
        }
    }
}
__rt::record!(Tag);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TagId(pub i64);
__rt::newtype!(TagId, i64);

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum UserType {
    Admin,
    Agent,
    Unknown(__rt::Scalar),
}
__rt::variants! {
    UserType;
    0 Admin "Admin" { json: __rt::Literal::Str("admin"), xml: __rt::Literal::Str("Admin") },
    1 Agent "Agent" { json: __rt::Literal::Number("2"), xml: __rt::Literal::Str("Agent") },
}

/// A record without any field.
pub(crate) struct Nothing {}
static NOTHING: __rt::Shape = __rt::Shape::new("Nothing", &[], &[]);
impl __rt::Record for Nothing {
    fn shape(&self) -> &'static __rt::Shape {
        &NOTHING
    }
    fn get(&self, _: usize) -> &dyn __rt::Slot {
        __rt::no_field()
    }
    fn slot(&mut self, _: usize) -> &mut dyn __rt::Slot {
        __rt::no_field_mut()
    }
}
impl __rt::Blank for Nothing {
    fn blank(_: &__rt::Token) -> Self {
        Self {}
    }
}
__rt::record!(Nothing);

/// The smallest user.
pub(crate) const LEAST: &str =
    r#"{"user_id":1,"passwd":"x","create_time":null,"tags":[],"rates":[]}"#;

fn user_with(from: &str, to: &str) -> String {
    assert!(LEAST.contains(from), "{from}");
    LEAST.replacen(from, to, 1)
}

#[test]
fn documents_come_back_as_they_were() {
    for document in [
        LEAST.to_owned(),
        user_with(
            r#""create_time":null"#,
            r#""user_type":"admin","create_time":"2024-05-01T12:30:00.123456Z""#,
        ),
        user_with(
            r#""create_time":null"#,
            r#""user_type":2,"create_time":null,"last_seen":null"#,
        ),
        user_with(
            r#""create_time":null"#,
            r#""user_type":"2","create_time":null,"last_seen":"2020-07-07T06:20:14.558","note":"\"\\\n\u0001é𝄞""#,
        ),
        user_with(
            r#""create_time":null"#,
            r#""user_type":7.50,"create_time":null,"last_seen":"2020-07-07T06:20:14-05:00""#,
        ),
        user_with(
            r#""create_time":null"#,
            r#""user_type":true,"create_time":null"#,
        ),
        user_with(
            r#""tags":[]"#,
            r#""tags":[{"Id":1,"Parent":{"Id":2,"Parent":null}},{"Id":3,"Parent":null}]"#,
        ),
        user_with(
            r#""rates":[]"#,
            r#""rates":{"a":1.10,"b":[12345678901234567890,null,{}]},"new":{"x":[1e400]}"#,
        ),
    ] {
        let user = User::from_json(&document).unwrap_or_else(|error| panic!("{document}: {error}"));
        let clone = user.clone();
        assert_eq!(clone, user, "{document}");
        assert_eq!(clone.to_json(), user.to_json(), "{document}");
        assert_eq!(user.to_json().unwrap(), document);
        assert_eq!(user, user.clone());
        let tree: Json = document.parse().unwrap();
        let again: User = __rt::read(&mut trunkline::json::TreeReader::new(&tree)).unwrap();
        assert_eq!(again, user, "the tree and the document give the same");
    }
}

#[test]
fn absent_and_null_are_kept_apart() {
    let seen = |text: &str| {
        User::from_json(&user_with(r#""create_time":null"#, text))
            .unwrap()
            .last_seen
    };
    assert_eq!(seen(r#""create_time":null"#), Maybe::Absent);
    assert_eq!(seen(r#""create_time":null,"last_seen":null"#), Maybe::Null);
    assert!(matches!(
        seen(r#""create_time":null,"last_seen":"2020-01-01T00:00:00""#),
        Maybe::Value(Moment::Local(_))
    ));
}

#[test]
fn keys_come_in_any_order() {
    let user = User::from_json(r#" { "rates" : { } , "tags":[], "note":"n", "create_time":null, "passwd":"x", "user_id":1 } "#).unwrap();
    assert_eq!(user.note.as_deref(), Some("n"));
    assert_eq!(
        Nothing::from_json(r#"{"a": [{}]}"#)
            .unwrap()
            .to_json()
            .unwrap(),
        "{}"
    );
}

#[test]
fn what_does_not_fit_is_told_with_path_and_mend() {
    for (document, message) in [
        (
            r#"{"user_id":1,"passwd":"x","tags":[]}"#.to_owned(),
            "missing fields `create_time` and `rates` of `User` (line 1, column 1)\nhelp: write `create_time?` and `rates?` in the spec where a field may be absent",
        ),
        (
            user_with(r#""tags":[]"#, r#""tags":[{"Id":1},{}]"#),
            "missing field `Id` of `Tag`, at `tags[1]` (line 1, column 63)\nhelp: write `Id?` in the spec where a field may be absent",
        ),
        (
            user_with(r#""tags":[]"#, r#""tags":null"#),
            "found null, wanted a list, at `tags` (line 1, column 53)\nhelp: if it may be null, add `?` after its type in the spec",
        ),
        (
            user_with(r#""tags":[]"#, r#""note":null,"tags":[]"#),
            "found null, wanted text, at `note` (line 1, column 53)\nhelp: if it may be null, add `?` after its type in the spec",
        ),
        (
            user_with("1", r#""12""#),
            "found text `12`, wanted a whole number of 64 bits, at `user_id` (line 1, column 12)\nhelp: if the vendor sends numbers in strings, write `int as text` in the spec",
        ),
        (
            user_with("1", "1.0"),
            "found number `1.0`, wanted a whole number of 64 bits, at `user_id` (line 1, column 12)\nhelp: if it may have a fraction, write `float` in the spec",
        ),
        (
            user_with("1", "\n  [1]"),
            "found a list, wanted a whole number of 64 bits, at `user_id` (line 2, column 3)",
        ),
        (
            user_with(r#""x""#, "12345"),
            "found a number, wanted text, at `passwd` (line 1, column 23)\nhelp: write `int` or `float` in the spec, or `json` if the vendor sends both",
        ),
        (
            user_with(r#""passwd":"x""#, r#""passwd":"x","passwd":"y""#),
            "the key `passwd` stands here twice (line 1, column 36)",
        ),
        (
            user_with(r#""passwd":"x""#, r#""passwd":"x","q":1,"q":2"#),
            "the key `q` stands here twice (line 1, column 37)",
        ),
        (
            user_with(r#""rates":[]"#, r#""rates":{"a":1,"a":2}"#),
            "the key `a` stands here twice, at `rates` (line 1, column 75)",
        ),
        (
            user_with(r#""rates":[]"#, r#""rates":[1]"#),
            "found a list, wanted an object, or `[]` for an empty one, at `rates` (line 1, column 64)",
        ),
        (
            user_with(r#""rates":[]"#, r#""rates":{"a b.c":[1,{"x":nul}]}"#),
            "broken JSON: expected `true`, `false` or `null`, at `rates[\"a b.c\"][1].x` (line 1, column 84)",
        ),
        (
            user_with("null", r#""user_type":{}"#).replace(
                r#""create_time":"user_type""#,
                r#""create_time":null,"user_type""#,
            ),
            "found an object, wanted a value of `UserType`, at `user_type` (line 1, column 58)",
        ),
        (
            "[]".to_owned(),
            "found a list, wanted an object (line 1, column 1)\nhelp: if this is PHP's `[]` for an empty object, add `as emptylist` to the type in the spec",
        ),
        (
            "".to_owned(),
            "broken JSON: the document ends too early (line 1, column 1)",
        ),
        (
            format!("{LEAST} x"),
            "broken JSON: something stands after the value (line 1, column 68)",
        ),
    ] {
        let error = User::from_json(&document).unwrap_err();
        assert_eq!(error.to_string(), message, "{document}");
    }
}

#[test]
fn errors_answer_questions() {
    let error = User::from_json(&user_with(r#""tags":[]"#, r#""tags":[{"Id":"é"}]"#)).unwrap_err();
    assert_eq!(error.path(), "tags[0].Id");
    assert_eq!(error.found().unwrap(), "text `é`");
    assert_eq!(error.wanted().unwrap(), "a whole number of 64 bits");
    assert_eq!(error.offset(), Some(59));
    assert_eq!(
        User::from_json("{}").unwrap_err().missing_fields(),
        ["user_id", "passwd", "create_time", "tags", "rates"]
    );
}

#[test]
fn extra_must_not_hide_a_field() {
    let mut user = User::from_json(LEAST).unwrap();
    user.extra.insert("note".to_owned(), Json::from(1));
    assert_eq!(
        user.to_json().unwrap_err().to_string(),
        "cannot write `note` of `extra`: `User` declares that field"
    );
}

#[test]
fn equality_is_that_of_the_wire() {
    let user = User::from_json(LEAST).unwrap();
    let mut other = user.clone();
    other.passwd = Secret::from("y");
    assert_ne!(user, other);
}

#[derive(Default)]
struct Notes(RefCell<Vec<String>>);

impl DriftSink for Notes {
    fn note(&self, drift: Unlike<'_>) {
        self.0.borrow_mut().push(match drift {
            Unlike::UnknownField { record, name } => format!("unknown {}.{name}", record.name),
            Unlike::UnknownValue { name, value } => format!("unknown {name} {value}"),
            Unlike::LenientAbsence { record, name } => format!("absent {}.{name}", record.name),
            Unlike::LenientNull { name } => format!("null {name}"),
            _ => "else".to_owned(),
        });
    }
}

#[test]
fn drift_is_noted() {
    let notes = Notes::default();
    let document = user_with(
        r#""tags":[]"#,
        r#""user_type":"boss","tags":[{"Id":1,"x":2},{"Id":2,"Parent":null}],"y":0"#,
    );
    let mut reader = JsonReader::new(document.as_bytes())
        .unwrap()
        .drift_to(&notes);
    __rt::read::<User>(&mut reader).unwrap();
    assert_eq!(
        notes.0.into_inner(),
        [
            "unknown UserType boss",
            "unknown Tag.x",
            "absent Tag.Parent",
            "null Parent",
            "unknown User.y"
        ]
    );
}
