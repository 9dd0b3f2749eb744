//! Documents that mean harm: deep, wide, doubled, cut, not UTF-8.

use trunkline::__rt::v1 as __rt;
use trunkline::Json;
use trunkline::json::JsonReader;

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
