//! Documents that mean harm: deep, wide, doubled, cut, not UTF-8.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use trunkline::__rt::v1 as __rt;

use trunkline::__rt::v1::{Codec, Field};
use trunkline::jiff::{SignedDuration, Timestamp};
use trunkline::json::JsonReader;
use trunkline::{Decimal, Json};

use crate::records::{LEAST, Nothing, Tag, User};

/// 200 fields in an array, which no generated record is, but the shape does not know.
struct Wide([i64; 200]);

macro_rules! names {
    ($($hundreds:literal)*) => { &[$(
        concat!("f", $hundreds, "0"), concat!("f", $hundreds, "1"),
        concat!("f", $hundreds, "2"), concat!("f", $hundreds, "3"),
        concat!("f", $hundreds, "4"), concat!("f", $hundreds, "5"),
        concat!("f", $hundreds, "6"), concat!("f", $hundreds, "7"),
        concat!("f", $hundreds, "8"), concat!("f", $hundreds, "9"),
    )*] };
}

static WIDE: __rt::Shape = __rt::Shape::new(
    "Wide",
    names!("" 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19),
    &[],
);

impl __rt::Record for Wide {
    fn shape(&self) -> &'static __rt::Shape {
        &WIDE
    }
    fn get(&self, index: usize) -> &dyn __rt::Slot {
        &self.0[index]
    }
    fn slot(&mut self, index: usize) -> &mut dyn __rt::Slot {
        &mut self.0[index]
    }
}
impl __rt::Blank for Wide {
    fn blank(_: &__rt::Token) -> Self {
        Self([0; 200])
    }
}
__rt::record!(Wide);

fn wide(keys: impl Iterator<Item = usize>) -> String {
    let fields: Vec<String> = keys.map(|key| format!("\"f{key}\":{key}")).collect();
    format!("{{{}}}", fields.join(","))
}

#[test]
fn two_hundred_fields() {
    for document in [
        wide(0..200),
        wide((0..200).rev()),
        wide((0..200).map(|key| key * 7 % 200)),
    ] {
        let read = Wide::from_json(&document).unwrap();
        assert!(
            read.0
                .iter()
                .enumerate()
                .all(|(index, value)| *value == index as i64)
        );
        assert_eq!(read.to_json().unwrap(), wide(0..200));
    }
    let error = Wide::from_json(&wide(
        (0..200).filter(|key| ![63, 64, 128, 199].contains(key)),
    ))
    .unwrap_err();
    assert_eq!(error.missing_fields(), ["f63", "f64", "f128", "f199"]);
    let error = Wide::from_json(&wide((0..200).chain([150]))).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("the key `f150` stands here twice"),
        "{error}"
    );
}

#[test]
fn depth_is_limited_everywhere() {
    let deep = "[".repeat(100_000);
    let objects = "{\"a\":".repeat(100_000);
    let message = "the document is nested deeper than 128 levels, the limit of this client";
    for document in [deep.clone(), objects.clone()] {
        assert!(
            document
                .parse::<Json>()
                .unwrap_err()
                .to_string()
                .starts_with(message)
        );
        // Passed over, kept, and in a typed place.
        for document in [
            format!("{{\"unknown\":{document}"),
            format!("{{\"rates\":{document}"),
            format!("{{\"tags\":{document}"),
        ] {
            User::from_json(&document).unwrap_err();
            Nothing::from_json(&document).unwrap_err();
        }
        let mut reader = JsonReader::new(document.as_bytes())
            .unwrap()
            .max_depth(usize::MAX);
        let error = __rt::read::<Json>(&mut reader).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("the document is nested deeper than 1000 levels")
        );
    }
    let exact = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(exact(128).parse::<Json>().is_ok());
    assert!(exact(129).parse::<Json>().is_err());
    // The deepest limit leaves the stack whole for records as well, without optimization and on a small thread.
    let parents = format!("{}{}", "{\"Id\":1,\"Parent\":".repeat(2_000), "null");
    let mut reader = JsonReader::new(parents.as_bytes())
        .unwrap()
        .max_depth(1_000);
    __rt::read::<Tag>(&mut reader).unwrap_err();
    // Side by side is not deep.
    assert!(
        format!("[{}[]]", "[[]],".repeat(1_000))
            .parse::<Json>()
            .is_ok()
    );
}

#[test]
fn every_cut_is_an_error() {
    let document = LEAST.replace(
        r#""tags":[]"#,
        r#""tags":[{"Id":1,"Parent":null}],"é":[1.5,"\u00e9",{"k":false}]"#,
    );
    let bytes = document.as_bytes();
    for end in 0..bytes.len() {
        let read =
            JsonReader::new(&bytes[..end]).and_then(|mut reader| __rt::read::<User>(&mut reader));
        assert!(read.is_err(), "cut at {end}");
    }
}

#[test]
fn no_byte_makes_it_panic() {
    let document = LEAST.replace(
        r#""tags":[]"#,
        r#""tags":[{"Id":1,"Parent":null}],"x":[1.5,"\u00e9"]"#,
    );
    for at in 0..document.len() {
        for byte in [
            0, b'"', b'\\', b'[', b'}', b',', b'-', b'9', b'e', 0x80, 0xFF,
        ] {
            let mut bytes = document.clone().into_bytes();
            bytes[at] = byte;
            let _ = __rt::from_slice::<User>(&bytes).map_err(|error| error.to_string());
            let _ = Json::from_slice(&bytes);
        }
    }
}

#[test]
fn bytes_that_are_no_text() {
    let error = Json::from_slice(b"{\"a\":\n\"\xFF\"}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "broken JSON: a text is not UTF-8 (line 2, column 2)"
    );
    // Where it is only passed over as well.
    let error = __rt::from_slice::<Nothing>(b"{\"a\":\"\xC3\"}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "broken JSON: a text is not UTF-8 (line 1, column 7)"
    );
    // A byte order mark is passed over, and counted.
    let error = Json::from_slice(b"\xEF\xBB\xBF[1 2]").unwrap_err();
    assert_eq!(error.offset(), Some(6));
    assert!(Json::from_slice(b"\xEF\xBB\xBF[1]").is_ok());
}

#[test]
fn huge_decimals_take_no_more_than_their_digits() {
    let huge: Decimal = __rt::from_slice(b"1e999999999999999999").unwrap();
    let tiny: Decimal = __rt::from_slice(b"-1e-999999999999999999").unwrap();
    assert!(huge > tiny && huge != tiny && huge == huge.clone());
    assert_eq!(format!("{huge} {huge:?}").len(), 41);
    assert!(BTreeSet::from([huge.clone(), tiny, huge]).len() == 2);
    for refused in ["1e1000000000000000001", "1e99999999999999999999999999"] {
        let error = __rt::from_slice::<Decimal>(refused.as_bytes()).unwrap_err();
        let wanted = format!("found number `{refused}`, wanted a decimal number");
        assert!(error.to_string().starts_with(&wanted), "{error}");
    }
    let long = "9".repeat(1 << 20);
    assert!(__rt::from_slice::<Decimal>(long.as_bytes()).is_err());
    // In a text there is no limit but the document's.
    let long: Decimal = long.parse().unwrap();
    assert_eq!(long.cmp(&long.clone()), Ordering::Equal);
    let error = __rt::from_slice::<Decimal>(format!("\"{long}\"").as_bytes()).unwrap_err();
    assert!(error.to_string().len() < 300, "{error}");
}

#[test]
fn durations_and_times_beyond_all_bounds_are_refused() {
    for document in [
        "\"P999999999999999999999D\"",
        "\"PT9223372036854775808S\"",
        "\"P1Y\"",
        "\"P\"",
        "\"\"",
        "\"PT1H1H\"",
        "1e9",
        "\"-\"",
    ] {
        __rt::from_slice::<SignedDuration>(document.as_bytes()).unwrap_err();
    }
    let counts = |codec| Field {
        codec,
        ..__rt::FIELD
    };
    for (field, document) in [
        (counts(Codec::Seconds), "9223372036854775808"),
        (counts(Codec::Seconds), "1e30"),
        (counts(Codec::Seconds), "0.0000000001"),
        (counts(Codec::Millis), "-99999999999999999999999999"),
        (
            counts(Codec::Chain(&[Codec::Text, Codec::Seconds])),
            "\"1 \"",
        ),
    ] {
        let mut reader = JsonReader::new(document.as_bytes()).unwrap();
        __rt::read_with::<SignedDuration>(&mut reader, &field).unwrap_err();
    }
    for (codec, document) in [
        (Codec::DotNet, "/Date(99999999999999999999)/"),
        (Codec::DotNet, "/Date(0+9900)/"),
        (Codec::DotNet, "/Date(0+0060)/"),
        (Codec::DotNet, "/Date(-)/"),
        (Codec::DotNet, "/Date()/"),
        (Codec::DotNet, "/Date(0"),
        (Codec::Rfc2822, "Mon, 07 Jul 2020 06:20:14 +0000"),
        (Codec::Rfc2822, "31 Feb 2020 06:20:14 +0000"),
        (Codec::Epoch(i64::MAX), "9223372036854775807"),
        (Codec::Epoch(i64::MIN), "0"),
    ] {
        let number = matches!(codec, Codec::Epoch(_));
        let document = if number {
            document.to_owned()
        } else {
            format!("{document:?}")
        };
        let mut reader = JsonReader::new(document.as_bytes()).unwrap();
        __rt::read_with::<Timestamp>(&mut reader, &counts(codec)).unwrap_err();
    }
}

#[test]
fn documents_in_texts_are_as_deep_as_one_document() {
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let field = Field {
        codec: Codec::Json,
        ..__rt::FIELD
    };
    let read = |document: &str| {
        let mut reader = JsonReader::new(document.as_bytes()).unwrap();
        __rt::read_with::<Json>(&mut reader, &field)
    };
    assert!(read(&format!("{:?}", deep(128))).is_ok());
    assert!(read(&format!("{:?}", deep(129))).is_err());
    // Levels outside and inside count together.
    static INNER: Field = Field {
        codec: Codec::Json,
        ..__rt::FIELD
    };
    let list = Field {
        item: Some(&INNER),
        ..__rt::FIELD
    };
    let read = |levels: usize| {
        let document = format!("[{:?}]", deep(levels));
        let mut reader = JsonReader::new(document.as_bytes()).unwrap();
        __rt::read_with::<Vec<Json>>(&mut reader, &list)
    };
    assert!(read(127).is_ok());
    let error = read(128).unwrap_err().to_string();
    assert!(error.contains("nested deeper than"), "{error}");
    for broken in [
        "\"\"",
        "\"[\"",
        "\"[]]\"",
        "\"{}{}\"",
        "[]",
        "1",
        "\"\\u0000\"",
    ] {
        let mut reader = JsonReader::new(broken.as_bytes()).unwrap();
        __rt::read_with::<Json>(&mut reader, &field).unwrap_err();
    }
}

#[test]
fn long_texts_are_cut_in_errors() {
    let error = User::from_json(&format!("{{\"user_id\":\"{}\"}}", "é".repeat(1000))).unwrap_err();
    assert_eq!(
        error.found().unwrap(),
        format!("text `{}…`", "é".repeat(60))
    );
}

#[test]
fn long_keys_are_cut_in_errors() {
    let key = "k".repeat(1 << 20);
    for document in [
        format!("{{\"{key}\":[}}"),
        format!("{{\"{key}\\n\":[}}"),
        format!("{{\"{key}\":1,\"{key}\":1}}"),
    ] {
        let error = document.parse::<Json>().unwrap_err();
        assert!(error.to_string().len() < 200, "{error}");
        assert!(format!("{error:?}").len() < 200);
    }
    let error = "{\"a\\nb\":1,\"a\\nb\":1}".parse::<Json>().unwrap_err();
    let line = r"the key `a\nb` stands here twice (line 1, column 18)";
    assert_eq!(error.to_string(), line);
}
