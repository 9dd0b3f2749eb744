//! Properties: whatever a value is, however it travels and wherever it stands, what is encoded is decoded to the same,
//! in every format. `PROPTEST_CASES=10000 cargo test …` looks further than a run in CI does.

mod formats;
mod places;
mod scalars;
mod values;

use std::env;
use std::fmt::Debug;

use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use trunkline::__rt::v1 as __rt;
use trunkline::__rt::v1::Codec::{
    self, Bit, BitText, Blank, Chain, Csv, EmptyList, Naive, Pattern, Plain, Rfc3339, Text, Unix,
    UnixMs, Yn,
};
use trunkline::__rt::v1::{FIELD, Field, NULL, SECRET, Slot};
use trunkline::{Format, Json};

use crate::records::{Nothing, TagId};
use formats::Outcome;
use places::{Places, Standing};
use values::{
    any_json, date, date_time, day, float, instant, int, known, long_numbers, minute, moment, name,
    nested, of_json, of_xml, plain_numbers, secret, table, tag, text, uuid, visible,
    without_commas,
};

/// Checks a property of as many values as the environment says, or so many that all of them take some seconds.
fn hold<T: Debug>(about: &str, values: impl Strategy<Value = T>, property: impl Fn(T) -> Outcome) {
    let mut config = Config::default();
    if env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 40;
    }
    config.failure_persistence = None;
    if let Err(error) = TestRunner::new(config).run(&values, property) {
        panic!("{about}: {error}");
    }
}

trait Value: Slot + __rt::Blank + Clone + PartialEq + Debug {}
impl<T: Slot + __rt::Blank + Clone + PartialEq + Debug> Value for T {}

fn with(codec: Codec) -> Field {
    Field { codec, ..FIELD }
}

/// Scalars that travel by each of these codecs, in every place and every format.
fn by<T: Value>(values: impl Strategy<Value = T> + 'static, codecs: &[Codec]) {
    let values = values.boxed();
    for codec in codecs {
        scalars(values.clone(), with(*codec));
    }
}

/// Scalars that travel as `field` says, in every place and every format.
fn scalars<T: Value>(values: impl Strategy<Value = T> + 'static, field: Field) {
    let values = values.boxed();
    check(values.clone(), Standing::Anywhere, field, BOTH);
    let about = format!("{field:?}, as bare text");
    hold(&about, values, |value| formats::bare_text(&value, &field));
}

/// Values that travel as `field` says, in every format and every place but the attributes and texts of XML.
fn everywhere<T: Value>(values: impl Strategy<Value = T> + 'static, field: Field) {
    check(values.boxed(), Standing::InElements, field, BOTH);
}

/// What only one format has.
fn only<T: Value>(format: Format, values: impl Strategy<Value = T> + 'static, field: Field) {
    check(values.boxed(), Standing::InElements, field, &[format]);
}

const BOTH: &[Format] = &[Format::Json, Format::Xml];

fn check<T: Value>(values: BoxedStrategy<T>, standing: Standing, field: Field, formats: &[Format]) {
    places::travel_as(field);
    let places = places::places(values, standing);
    hold(&format!("{field:?}"), places, |places| {
        for format in formats {
            match format {
                Format::Xml => xml(&places)?,
                _ => json(&places)?,
            }
        }
        Ok(())
    });
}

fn json<T: Value>(places: &Places<T>) -> Outcome {
    prop_assert_eq!(&places.clone(), places);
    #[cfg(feature = "serde")]
    formats::by_serde(places)?;
    formats::json(places)
}

#[cfg(feature = "xml")]
use formats::xml;
#[cfg(not(feature = "xml"))]
fn xml<T>(_: &T) -> Outcome {
    Ok(())
}

static ZONED: __rt::Pattern = __rt::Pattern {
    name: "zoned",
    patterns: &["%Y-%m-%d %H:%M:%S%.f%:z", "%Y-%m-%d"],
    nothing: &["never", ""],
    zone: 0,
};
static NAKED: __rt::Pattern = __rt::Pattern {
    name: "naked",
    patterns: &["%d.%m.%Y %H:%M"],
    nothing: &["00.00.0000 00:00"],
    zone: 0,
};
static DAY: __rt::Pattern = __rt::Pattern {
    name: "day",
    patterns: &["%d/%m/%Y"],
    nothing: &[],
    zone: 0,
};

static BLANK_DAY: &[Codec] = &[Blank, Pattern(&DAY)];

#[test]
fn whole_numbers() {
    by(int(), &[Plain, Text, Chain(&[Blank, Text])]);
    by(int().prop_map(TagId), &[Plain, Text]);
}

#[test]
fn numbers() {
    by(float(), &[Plain, Text, Chain(&[Blank, Text])]);
}

#[test]
fn flags() {
    by(any::<bool>(), &[Plain, Text, Bit, BitText, Yn]);
    by(
        any::<bool>(),
        &[
            Chain(&[Blank, Text]),
            Chain(&[Text, Bit]),
            Chain(&[Blank, Text, Bit]),
            Chain(&[Blank, BitText]),
            Chain(&[Blank, Yn]),
        ],
    );
}

#[test]
fn texts() {
    by(text(), &[Plain]);
    by(visible(), &[Blank]);
    by(uuid(), &[Plain, Blank]);
    let hidden = |codec| Field {
        flags: SECRET,
        ..with(codec)
    };
    scalars(secret(text()), hidden(Plain));
    scalars(secret(visible()), hidden(Blank));
}

#[test]
fn points_in_time() {
    by(instant(), &[Plain, Rfc3339, Naive, Unix, UnixMs]);
    by(
        instant(),
        &[
            Chain(&[Text, Unix]),
            Chain(&[Text, UnixMs]),
            Chain(&[Blank, Text, Unix]),
            Chain(&[Blank, Rfc3339]),
            Pattern(&ZONED),
        ],
    );
    let in_utc = |local| trunkline::jiff::tz::Offset::UTC.to_timestamp(local);
    let minutes =
        minute().prop_filter_map("it is a point in time", move |local| in_utc(local).ok());
    by(minutes, &[Pattern(&NAKED)]);
}

#[test]
fn times_and_dates() {
    by(date_time(), &[Plain, Naive, Blank]);
    by(minute(), &[Pattern(&NAKED)]);
    by(moment(), &[Plain, Rfc3339, Blank]);
    by(date(), &[Plain, Blank]);
    by(day(), &[Pattern(&DAY), Chain(BLANK_DAY)]);
}

#[test]
fn open_enums() {
    for codec in [Plain, Text, Blank] {
        scalars(known(), with(codec));
        only(Format::Json, of_json(), with(codec));
        only(Format::Xml, of_xml(), with(codec));
    }
}

#[test]
fn any_value() {
    only(Format::Json, any_json(plain_numbers()), FIELD);
    // In XML it is the text of an element.
    only(Format::Xml, text().prop_map(Json::Text), FIELD);
    // serde keeps the value of a number and not its digits.
    let long = places::places(any_json(long_numbers()).boxed(), Standing::InElements);
    hold("long numbers", long, |places| formats::json(&places));
}

static ITEM: Field = Field {
    name: "item",
    ..FIELD
};
static NUMBER: Field = Field {
    codec: Text,
    ..ITEM
};
static HOLE: Field = Field {
    flags: NULL,
    ..ITEM
};
static HIDDEN: Field = Field {
    flags: SECRET,
    ..ITEM
};
static INSTANT: Field = Field {
    codec: UnixMs,
    ..ITEM
};
static ROW: Field = Field {
    item: Some(&ITEM),
    ..ITEM
};

#[test]
fn lists() {
    let list = |item| Field {
        item: Some(item),
        ..FIELD
    };
    everywhere(nested(int()), list(&NUMBER));
    everywhere(nested(option::of(text())), list(&HOLE));
    everywhere(nested(nested(float())), list(&ROW));
    let csv = |item| Field {
        codec: Csv,
        ..list(item)
    };
    scalars(nested(int()), csv(&ITEM));
    scalars(nested(instant()), csv(&INSTANT));
    scalars(nested(without_commas()), csv(&ITEM));
    scalars(nested(secret(without_commas())), csv(&HIDDEN));
    let filled = nested(uuid()).prop_filter("nothing means null", |list| !list.is_empty());
    let blank = Field {
        codec: Chain(&[Blank, Csv]),
        ..list(&ITEM)
    };
    scalars(filled, blank);
}

#[test]
fn maps() {
    for codec in [Plain, EmptyList] {
        let field = Field {
            item: Some(&NUMBER),
            ..with(codec)
        };
        everywhere(table(name(), int()), field);
        only(Format::Json, table(text(), int()), field);
    }
}

#[test]
fn records() {
    everywhere(tag(), FIELD);
    everywhere(Just(()).prop_map(|()| Nothing {}), with(EmptyList));
}
