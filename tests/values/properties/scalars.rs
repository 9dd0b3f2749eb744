//! Decimals, bytes, URLs, times of day and durations, and the codecs that came with them.

use std::time::Duration;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use trunkline::bytes::Bytes;
use trunkline::jiff::civil::Time;
use trunkline::jiff::tz::Offset;
use trunkline::jiff::{SignedDuration, Timestamp};
use trunkline::{Decimal, Format, Moment, TextCodec, Url};

use super::__rt::{self, Codec, Custom, FIELD, Field, NULL};
use super::values::{
    any_json, instant, int, long_numbers, moment, name, nested, secret, table, tag, text, uuid,
    visible,
};
use super::{by, everywhere, hold, only, scalars, with};
use super::{formats, places, places::Standing};
use Codec::{
    Base64, BitText, Blank, Chain, Csv, DotNet, EmptyList, Epoch, Json, Millis, Naive, Nothing,
    Pattern, Plain, Rfc2822, Seconds, Text, Unix,
};

fn decimal() -> impl Strategy<Value = Decimal> + Clone {
    let read = |text: String| text.parse().unwrap();
    prop_oneof![
        4 => "-?(0|[1-9][0-9]{0,45})(\\.[0-9]{1,45})?".prop_map(read),
        4 => "[+-]?[0-9]{0,5}\\.[0-9]{1,5}([eE][+-]?[0-9]{1,17})?".prop_map(read),
        1 => "-?[0-9]{1,4}\\.".prop_map(read),
        1 => int().prop_map(Decimal::from),
    ]
}

fn bytes() -> impl Strategy<Value = Bytes> + Clone {
    prop_oneof![
        8 => vec(any::<u8>(), 0..40).prop_map(Bytes::from),
        1 => (1_000..20_000_usize).prop_map(|length| Bytes::from(vec![0xfb; length])),
    ]
}

fn url() -> impl Strategy<Value = Url> + Clone {
    let rest = "(/[!#-;=?-\\[\\]-~é]{0,20})?";
    (
        "(http|https|HTTPS)://([a-z]{1,3}(:[a-z]{0,3})?@)?[a-z0-9]{1,8}(\\.test)?(:[0-9]{1,4})?",
        rest,
    )
        .prop_map(|(start, rest)| format!("{start}{rest}").parse().unwrap())
}

fn time() -> impl Strategy<Value = Time> + Clone {
    let nanos = prop_oneof![
        4 => 0..86_400_000_000_000_i64,
        4 => (0..86_400_i64).prop_map(|second| second * 1_000_000_000),
        1 => Just(0),
        1 => Just(86_399_999_999_999),
    ];
    nanos.prop_map(|nanos| Time::midnight().wrapping_add(Duration::from_nanos(nanos as u64)))
}

fn duration() -> impl Strategy<Value = SignedDuration> + Clone {
    prop_oneof![
        any::<i64>().prop_map(SignedDuration::from_nanos),
        any::<i64>().prop_map(SignedDuration::from_millis),
        (-100_000..100_000_i64).prop_map(SignedDuration::from_secs),
        any::<i64>().prop_map(SignedDuration::from_secs),
        Just(SignedDuration::MAX),
        Just(SignedDuration::MIN),
    ]
}

/// Points in time without what RFC 2822 has no digits for.
fn second() -> impl Strategy<Value = Timestamp> + Clone {
    // The years that have four digits.
    (-30_610_224_000..=253_370_764_799_i64)
        .prop_map(|second| Timestamp::from_second(second).unwrap())
}

/// Points in time without what .NET has no digits for.
fn millisecond() -> impl Strategy<Value = Timestamp> + Clone {
    instant().prop_filter_map("it is in the calendar", |time| {
        Timestamp::from_millisecond(time.as_millisecond()).ok()
    })
}

/// What a clock shows whose offset has hours and minutes.
fn clocks(
    times: impl Strategy<Value = Timestamp> + Clone,
) -> impl Strategy<Value = Moment> + Clone {
    (times, -1_439..=1_439_i32).prop_map(|(time, minutes)| {
        let offset = Offset::from_seconds(minutes * 60).unwrap();
        let local = offset.to_datetime(time);
        Moment::Offset { local, offset }
    })
}

static HOURS: __rt::Pattern = __rt::Pattern {
    name: "hours",
    patterns: &["%I:%M:%S%.f %p", "%H:%M"],
    nothing: &["--:--"],
    zone: 0,
};
static BERLIN: __rt::Pattern = __rt::Pattern {
    name: "berlin",
    patterns: &["%Y-%m-%d %H:%M:%S%.f"],
    nothing: &[],
    zone: 2 * 3_600,
};

/// A text backwards and in brackets.
struct Backwards;

impl TextCodec for Backwards {
    fn decode(&self, wire: &str) -> Result<Option<String>, String> {
        if wire == "<none>" {
            return Ok(None);
        }
        let inner = wire
            .strip_prefix('<')
            .and_then(|wire| wire.strip_suffix('>'));
        let inner = inner.ok_or("a text in `<>`")?;
        Ok(Some(inner.chars().rev().collect()))
    }

    fn encode(&self, value: &str) -> Result<String, String> {
        let backwards: String = value.chars().rev().collect();
        Ok(format!("<{backwards}>"))
    }

    fn null(&self) -> Option<&'static str> {
        Some("<none>")
    }
}

static BACKWARDS: Custom = Custom {
    name: "backwards",
    codec: &Backwards,
};
const CUSTOM: Codec = Codec::Custom(&BACKWARDS);

#[test]
fn decimals() {
    by(
        decimal(),
        &[
            Plain,
            Text,
            Chain(&[Blank, Text]),
            Chain(&[Nothing(&["-", ""]), Text]),
        ],
    );
}

#[test]
fn bytes_in_base64() {
    by(bytes(), &[Plain, Base64]);
    by(
        bytes().prop_filter("empty is null", |bytes| !bytes.is_empty()),
        &[Blank, Chain(&[Blank, Base64])],
    );
}

#[test]
fn urls() {
    by(url(), &[Plain, Blank, Nothing(&["none"])]);
}

#[test]
fn times_of_day() {
    by(time(), &[Plain, Blank, Pattern(&HOURS)]);
}

#[test]
fn durations() {
    by(duration(), &[Plain, Blank, Seconds, Millis]);
    by(
        duration(),
        &[Chain(&[Text, Seconds]), Chain(&[Blank, Text, Millis])],
    );
}

#[test]
fn points_in_time() {
    by(
        instant(),
        &[Epoch(-62_167_219_200), Chain(&[Text, Epoch(978_307_200)])],
    );
    by(second(), &[Rfc2822, Chain(&[Blank, Rfc2822])]);
    by(
        millisecond(),
        &[DotNet, Chain(&[Nothing(&["/Date(0)"]), DotNet])],
    );
    let near = (0..4_000_000_000_000_000_000_i64)
        .prop_map(|nanos| Timestamp::from_nanosecond(nanos.into()).unwrap());
    by(near, &[Pattern(&BERLIN)]);
    by(
        instant(),
        &[Chain(&[Nothing(&["0001-01-01T00:00:00", "0"]), Naive])],
    );
    by(moment(), &[Nothing(&["never"])]);
    by(clocks(second()), &[Rfc2822]);
    by(clocks(millisecond()), &[DotNet]);
}

#[test]
fn json_in_a_string() {
    by(int(), &[Json, Chain(&[Json, Text]), Chain(&[Blank, Json])]);
    by(decimal(), &[Json]);
    by(any::<bool>(), &[Chain(&[Json, BitText])]);
    by(instant(), &[Chain(&[Json, Unix])]);
    by(
        text(),
        &[
            Json,
            Chain(&[Json, Json]),
            Chain(&[Nothing(&["n/a"]), Json]),
        ],
    );
    let hidden = Field {
        flags: __rt::SECRET,
        ..with(Json)
    };
    scalars(secret(text()), hidden);
    let list = Field {
        item: Some(&TEXT),
        ..with(Json)
    };
    scalars(nested(int()), list);
    let holes = Field {
        item: Some(&HOLE),
        ..with(Json)
    };
    scalars(nested(option::of(uuid())), holes);
    let csv = Field {
        item: Some(&ITEM),
        ..with(Chain(&[Json, Csv]))
    };
    scalars(nested(int()), csv);
}

#[test]
fn records_in_a_string() {
    scalars(tag(), with(Json));
    scalars(table(text(), int()), with(Chain(&[Json, EmptyList])));
    // serde keeps the value of a number and not its digits, but in a string they are kept.
    only(Format::Xml, any_json(long_numbers()), with(Json));
    let kept = places::places(any_json(long_numbers()).boxed(), Standing::InElements);
    places::travel_as(with(Json));
    hold("long numbers in a string", kept, |places| {
        formats::json(&places)
    });
}

#[test]
fn by_codecs_in_rust() {
    by(int(), &[CUSTOM]);
    by(decimal(), &[CUSTOM]);
    by(time(), &[CUSTOM]);
    by(
        duration(),
        &[Chain(&[CUSTOM, Seconds]), Chain(&[Nothing(&["0"]), CUSTOM])],
    );
    by(instant(), &[Chain(&[CUSTOM, Unix])]);
    by(name(), &[CUSTOM, Chain(&[CUSTOM, CUSTOM])]);
    by(visible(), &[Chain(&[Blank, Json, CUSTOM])]);
    let csv = Field {
        item: Some(&ITEM),
        ..with(Chain(&[CUSTOM, Csv]))
    };
    scalars(nested(int()), csv);
}

static ITEM: Field = Field {
    name: "item",
    ..FIELD
};
static TEXT: Field = Field {
    codec: Text,
    ..ITEM
};
static HOLE: Field = Field {
    flags: NULL,
    ..ITEM
};
static DECIMAL: Field = Field {
    codec: Text,
    ..ITEM
};
static MILLIS: Field = Field {
    codec: Millis,
    ..ITEM
};

#[test]
fn lists_in_one_string() {
    let csv = |item| Field {
        codec: Csv,
        item: Some(item),
        ..FIELD
    };
    scalars(nested(decimal()), csv(&DECIMAL));
    scalars(nested(decimal()), csv(&ITEM));
    scalars(nested(duration()), csv(&MILLIS));
    scalars(nested(time()), csv(&ITEM));
    everywhere(
        nested(bytes()),
        Field {
            item: Some(&ITEM),
            ..FIELD
        },
    );
}
