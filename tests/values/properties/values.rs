//! Values of each type: any at all, and often those at the edges.

use std::collections::BTreeMap;
use std::fmt::Debug;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use trunkline::jiff::civil::{Date, DateTime, Time};
use trunkline::jiff::tz::Offset;
use trunkline::jiff::{SignedDuration, Timestamp};
use trunkline::uuid::Uuid;
use trunkline::{Json, Moment, Number, Scalar, Secret};

use crate::records::{Tag, TagId, UserType};

pub(super) fn int() -> impl Strategy<Value = i64> + Clone {
    prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX), -1..=1_i64]
}

pub(super) fn float() -> impl Strategy<Value = f64> + Clone {
    use proptest::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    prop_oneof![
        NORMAL | SUBNORMAL | ZERO | NEGATIVE | POSITIVE,
        (-1_000_000..1_000_000_i32).prop_map(|cents| f64::from(cents) / 100.0),
        Just(-0.0),
        Just(f64::MIN),
        Just(f64::MAX),
        Just(f64::MIN_POSITIVE),
        Just(5e-324),
    ]
}

/// Texts that some format could take for something else.
const ODD: &[&str] = &[
    "",
    " ",
    "\t",
    "\n",
    "\r\n",
    " x ",
    "\u{a0}x",
    "]]>",
    "<!-- x -->",
    "<a/>",
    "&amp;",
    "&",
    "\"'",
    "null",
    "true",
    "0",
    "1e5",
    "-",
    "\\",
    "\\u0041",
    "Secret(***)",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{7f}",
    "\u{9f}",
    "a,b",
];

/// Any text. Few have characters that XML cannot carry, for a document with one of them is refused as a whole.
pub(super) fn text() -> impl Strategy<Value = String> + Clone {
    let letter = any::<char>().prop_filter("XML takes it", |letter| is_xml_character(*letter));
    prop_oneof![
        60 => vec(letter, 0..12).prop_map(String::from_iter),
        30 => prop::sample::select(ODD).prop_map(str::to_owned),
        10 => "[ -~]{0,20}",
        1 => vec(any::<char>(), 0..12).prop_map(String::from_iter),
        1 => "[\0-\u{1f}\u{fffe}\u{ffff}]{1,3}",
        1 => (1_000..20_000_usize).prop_map(|length| "é".repeat(length)),
    ]
}

/// What XML 1.0 calls a character.
pub(super) fn is_xml_character(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// A name that any format can take for a key.
pub(super) fn name() -> impl Strategy<Value = String> + Clone {
    "[a-zA-Z_é][a-zA-Z0-9_.é-]{0,5}"
}

/// A text that is not empty.
pub(super) fn visible() -> impl Strategy<Value = String> + Clone {
    text().prop_filter("the empty text means null", |text| !text.is_empty())
}

/// A text that can stand in a list with commas.
pub(super) fn without_commas() -> impl Strategy<Value = String> + Clone {
    visible().prop_filter("a comma divides", |text| !text.contains(','))
}

pub(super) fn secret(
    texts: impl Strategy<Value = String> + Clone,
) -> impl Strategy<Value = Secret> + Clone {
    // A secret that is the very mask is refused by serde.
    texts
        .prop_filter("the mask is no secret", |text| {
            !text.contains("Secret(***)")
        })
        .prop_map(Secret::from)
}

pub(super) fn uuid() -> impl Strategy<Value = Uuid> + Clone {
    prop_oneof![any::<u128>(), Just(0), Just(u128::MAX)].prop_map(Uuid::from_u128)
}

pub(super) fn instant() -> impl Strategy<Value = Timestamp> + Clone {
    let (first, last) = (
        Timestamp::MIN.as_nanosecond(),
        Timestamp::MAX.as_nanosecond(),
    );
    let seconds = Timestamp::MIN.as_second()..=Timestamp::MAX.as_second();
    let now = 1_700_000_000_000_i64..1_800_000_000_000;
    prop_oneof![
        (first..=last).prop_map(|nanos| Timestamp::from_nanosecond(nanos).unwrap()),
        seconds.prop_map(|seconds| Timestamp::from_second(seconds).unwrap()),
        now.prop_map(|millis| Timestamp::from_millisecond(millis).unwrap()),
        (-2_000_000_000..2_000_000_000_i128)
            .prop_map(|nanos| Timestamp::from_nanosecond(nanos).unwrap()),
        Just(Timestamp::MIN),
        Just(Timestamp::MAX),
    ]
}

pub(super) fn date() -> impl Strategy<Value = Date> + Clone {
    let days = (-9_999..=9_999_i16, 1..=12_i8, 1..=31_i8);
    let any = days.prop_map(|(year, month, day)| {
        let first = Date::new(year, month, 1).unwrap();
        first
            .with()
            .day(day.min(first.days_in_month()))
            .build()
            .unwrap()
    });
    prop_oneof![8 => any, 1 => Just(Date::MIN), 1 => Just(Date::MAX)]
}

/// A date whose year has four digits.
pub(super) fn day() -> impl Strategy<Value = Date> + Clone {
    date().prop_filter("four digits", |date| date.year() >= 1_000)
}

pub(super) fn date_time() -> impl Strategy<Value = DateTime> + Clone {
    let time = prop_oneof![
        4 => 0..86_400_000_000_000_i64,
        4 => (0..86_400_i64).prop_map(|second| second * 1_000_000_000),
        1 => Just(0),
        1 => Just(86_399_999_999_999),
    ];
    (date(), time).prop_map(|(date, nanos)| {
        let time = Time::midnight().wrapping_add(SignedDuration::from_nanos(nanos));
        date.to_datetime(time)
    })
}

/// The same to the minute, with a year of four digits.
pub(super) fn minute() -> impl Strategy<Value = DateTime> + Clone {
    (day(), 0..24_i8, 0..60_i8).prop_map(|(day, hour, minute)| day.at(hour, minute, 0, 0))
}

pub(super) fn moment() -> impl Strategy<Value = Moment> + Clone {
    let seconds = prop_oneof![
        -93_599..=93_599_i32,
        (-1_559..=1_559_i32).prop_map(|minutes| minutes * 60),
        Just(0)
    ];
    let offset = seconds.prop_map(|seconds| Offset::from_seconds(seconds).unwrap());
    let with_offset = (date_time(), offset)
        .prop_map(|(local, offset)| Moment::Offset { local, offset })
        .prop_filter("it is in the calendar", |moment| {
            moment.timestamp().is_some()
        });
    prop_oneof![with_offset, date_time().prop_map(Moment::Local)]
}

/// The values of an enum that its spec names.
pub(super) fn known() -> impl Strategy<Value = UserType> + Clone {
    prop_oneof![Just(UserType::Admin), Just(UserType::Agent)]
}

/// Texts that are no value of the enum, in either format and whatever the codec.
fn unknown() -> impl Strategy<Value = String> + Clone {
    let known = ["", "admin", "2", "Admin", "Agent"];
    text().prop_filter("it is known", move |text| !known.contains(&text.trim()))
}

/// Values of the enum as JSON has them.
pub(super) fn of_json() -> impl Strategy<Value = UserType> + Clone {
    let other = int().prop_filter("it is known", |number| *number != 2);
    let scalar = prop_oneof![
        unknown().prop_map(Scalar::Text),
        other.prop_map(Scalar::from),
        any::<bool>().prop_map(Scalar::from),
        "[1-9][0-9]{20,30}".prop_map(|digits| Scalar::number(&digits).unwrap()),
    ];
    prop_oneof![1 => known(), 4 => scalar.prop_map(UserType::Unknown)]
}

/// Values of the enum as XML has them, where the white space around them does not count.
pub(super) fn of_xml() -> impl Strategy<Value = UserType> + Clone {
    let scalar = unknown().prop_map(|text| Scalar::Xml(text.trim().to_owned()));
    prop_oneof![known(), scalar.prop_map(UserType::Unknown)]
}

/// Any value but null, which a place that may be null takes for itself.
pub(super) fn any_json(
    numbers: impl Strategy<Value = Number> + Clone + 'static,
) -> impl Strategy<Value = Json> + Clone {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        numbers.prop_map(Json::Number),
        text().prop_map(Json::Text),
    ];
    let tree = leaf.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Json::List),
            btree_map(text(), inner, 0..4).prop_map(Json::Object),
        ]
    });
    tree.prop_filter("it is not null", |json| !json.is_null())
}

/// Numbers as serde has them.
pub(super) fn plain_numbers() -> impl Strategy<Value = Number> + Clone {
    prop_oneof![
        int().prop_map(Number::from),
        any::<u64>().prop_map(|number| Number::parse(&number.to_string()).unwrap()),
        float().prop_map(|number| Number::parse(&format!("{number:?}")).unwrap()),
    ]
}

/// Numbers as JSON has them.
pub(super) fn long_numbers() -> impl Strategy<Value = Number> + Clone {
    "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,30})?"
        .prop_map(|digits| Number::parse(&digits).unwrap())
}

pub(super) fn nested<T: Debug>(
    items: impl Strategy<Value = T> + Clone,
) -> impl Strategy<Value = Vec<T>> + Clone {
    vec(items, 0..3)
}

pub(super) fn table<T: Debug>(
    keys: impl Strategy<Value = String> + Clone,
    values: impl Strategy<Value = T> + Clone,
) -> impl Strategy<Value = BTreeMap<String, T>> + Clone {
    btree_map(keys, values, 0..3)
}

/// Records that stand in each other.
pub(super) fn tag() -> impl Strategy<Value = Tag> + Clone {
    vec(int(), 1..5).prop_map(|ids| {
        let mut tag = None;
        for id in ids {
            let parent = tag.map(Box::new);
            tag = Some(Tag {
                id: TagId(id),
                parent,
            });
        }
        tag.expect("there is one id at least")
    })
}
