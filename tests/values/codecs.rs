//! Every codec, with what it reads, what it writes for it, and what it refuses.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use trunkline::__rt::v1::{Codec, FIELD, Field, NULL, Pattern, Slot, read_with};
use trunkline::json::{JsonReader, JsonWriter};
use trunkline::shape::Blank;
use trunkline::{Maybe, Moment, ReadError, Secret};
use uuid::Uuid;

fn read<T: Slot + Blank>(field: &Field, document: &str) -> Result<T, ReadError> {
    let mut reader = JsonReader::new(document.as_bytes())?;
    let value = read_with(&mut reader, field)?;
    reader.finish()?;
    Ok(value)
}

fn write(value: &dyn Slot, field: &Field) -> String {
    let mut writer = JsonWriter::new();
    value.write(&mut writer, field).unwrap();
    writer.into_text()
}

const fn with(codec: Codec) -> Field {
    Field { codec, ..FIELD }
}

/// What is read and what is then written.
fn good<T: Slot + Blank>(field: Field, cases: &[(&str, &str)]) {
    for (document, written) in cases {
        let value: T = read(&field, document).unwrap_or_else(|error| panic!("{document}: {error}"));
        assert_eq!(
            write(&value, &field),
            *written,
            "{:?} {document}",
            field.codec
        );
    }
}

/// What is refused, and the message less the place.
fn bad<T: Slot + Blank>(field: Field, cases: &[(&str, &str)]) {
    for (document, message) in cases {
        match read::<T>(&field, document) {
            Ok(value) => panic!(
                "{:?} {document} was read as {}",
                field.codec,
                write(&value, &field)
            ),
            Err(error) => assert_eq!(
                error.to_string().replace(" (line 1, column 1)", ""),
                *message,
                "{document}"
            ),
        }
    }
}

#[test]
fn ints() {
    let max = "9223372036854775807";
    let min = "-9223372036854775808";
    good::<i64>(FIELD, &[("0", "0"), ("-0", "0"), (max, max), (min, min)]);
    bad::<i64>(
        FIELD,
        &[
            (
                "9223372036854775808",
                "found number `9223372036854775808`, wanted a whole number of 64 bits\nhelp: write `json` in the spec to keep numbers of any size",
            ),
            (
                "-9223372036854775809",
                "found number `-9223372036854775809`, wanted a whole number of 64 bits\nhelp: write `json` in the spec to keep numbers of any size",
            ),
            (
                "1e2",
                "found number `1e2`, wanted a whole number of 64 bits\nhelp: if it may have a fraction, write `float` in the spec",
            ),
            ("true", "found `true`, wanted a whole number of 64 bits"),
            (
                "01",
                "broken JSON: a number is malformed (line 1, column 2)",
            ),
            (
                "-",
                "broken JSON: the document ends too early (line 1, column 2)",
            ),
            ("+1", "broken JSON: expected a value"),
        ],
    );
    let text = with(Codec::Text);
    good::<i64>(
        text,
        &[
            ("\"12\"", "\"12\""),
            ("12", "\"12\""),
            ("\"-7\"", "\"-7\""),
            ("\"007\"", "\"7\""),
        ],
    );
    bad::<i64>(
        text,
        &[
            (
                "\"\"",
                "found an empty text, wanted a whole number of 64 bits\nhelp: if the empty text means null, write `as blank` and `?` after its type in the spec",
            ),
            (
                "\"1.0\"",
                "found text `1.0`, wanted a whole number of 64 bits",
            ),
            (
                "\" 1\"",
                "found text ` 1`, wanted a whole number of 64 bits",
            ),
            ("[]", "found a list, wanted a whole number of 64 bits"),
        ],
    );
    let blank = Field {
        flags: NULL,
        codec: Codec::Chain(&[Codec::Blank, Codec::Text]),
        ..FIELD
    };
    good::<Option<i64>>(
        blank,
        &[
            ("\"\"", "\"\""),
            ("null", "\"\""),
            ("\"5\"", "\"5\""),
            ("5", "\"5\""),
        ],
    );
    good::<Maybe<i64>>(blank, &[("\"\"", "\"\""), ("\"5\"", "\"5\"")]);
}

#[test]
fn floats() {
    good::<f64>(
        FIELD,
        &[
            ("1", "1.0"),
            ("0.1", "0.1"),
            ("-0.0", "-0.0"),
            ("1e300", "1e300"),
            ("5e-324", "5e-324"),
            ("1E2", "100.0"),
        ],
    );
    bad::<f64>(
        FIELD,
        &[
            (
                "1e400",
                "found number `1e400`, wanted a number that fits 64 bits\nhelp: write `json` in the spec to keep numbers of any size",
            ),
            (
                "-1e999",
                "found number `-1e999`, wanted a number that fits 64 bits\nhelp: write `json` in the spec to keep numbers of any size",
            ),
            ("NaN", "broken JSON: `NaN` and `Infinity` are no JSON"),
            ("Infinity", "broken JSON: `NaN` and `Infinity` are no JSON"),
            (
                "\"1\"",
                "found text `1`, wanted a number that fits 64 bits\nhelp: if the vendor sends numbers in strings, write `float as text` in the spec",
            ),
        ],
    );
    good::<f64>(
        with(Codec::Text),
        &[("\"1.50\"", "\"1.5\""), ("2", "\"2.0\"")],
    );
    bad::<f64>(
        with(Codec::Text),
        &[
            (
                "\"inf\"",
                "found text `inf`, wanted a number that fits 64 bits",
            ),
            (
                "\"nan\"",
                "found text `nan`, wanted a number that fits 64 bits",
            ),
            (
                "\"1e400\"",
                "found text `1e400`, wanted a number that fits 64 bits",
            ),
        ],
    );
    let mut writer = JsonWriter::new();
    let error = f64::NAN.write(&mut writer, &FIELD).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot write `NaN`: numbers on the wire are finite"
    );
    let error = vec![1.0, f64::INFINITY]
        .write(&mut writer, &FIELD)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot write `inf`: numbers on the wire are finite, at `[1]`"
    );
}

#[test]
fn flags() {
    good::<bool>(FIELD, &[("true", "true"), ("false", "false")]);
    bad::<bool>(
        FIELD,
        &[
            (
                "1",
                "found number `1`, wanted `true` or `false`\nhelp: write `bool as bit` in the spec",
            ),
            (
                "\"1\"",
                "found text `1`, wanted `true` or `false`\nhelp: write `bool as bit_text` in the spec",
            ),
            (
                "\"Y\"",
                "found text `Y`, wanted `true` or `false`\nhelp: write `bool as yn` in the spec",
            ),
            (
                "\"true\"",
                "found text `true`, wanted `true` or `false`\nhelp: write `bool as text` in the spec",
            ),
            (
                "tru",
                "broken JSON: the document ends too early (line 1, column 4)",
            ),
        ],
    );
    good::<bool>(
        with(Codec::Text),
        &[("\"true\"", "\"true\""), ("false", "\"false\"")],
    );
    good::<bool>(with(Codec::Bit), &[("1", "1"), ("0", "0")]);
    good::<bool>(
        with(Codec::Chain(&[Codec::Text, Codec::Bit])),
        &[("\"1\"", "\"1\""), ("0", "\"0\"")],
    );
    good::<bool>(
        with(Codec::BitText),
        &[("\"1\"", "\"1\""), ("\"0\"", "\"0\"")],
    );
    good::<bool>(with(Codec::Yn), &[("\"Y\"", "\"Y\""), ("\"n\"", "\"N\"")]);
    bad::<bool>(
        with(Codec::Text),
        &[("\"yes\"", "found text `yes`, wanted `true` or `false`")],
    );
    bad::<bool>(
        with(Codec::Bit),
        &[
            ("2", "found number `2`, wanted `0` or `1`"),
            ("\"1\"", "found text `1`, wanted `0` or `1`"),
        ],
    );
    bad::<bool>(
        with(Codec::BitText),
        &[
            ("1", "found number `1`, wanted the text `0` or `1`"),
            ("\"2\"", "found text `2`, wanted the text `0` or `1`"),
        ],
    );
    bad::<bool>(
        with(Codec::Yn),
        &[("\"yes\"", "found text `yes`, wanted the text `Y` or `N`")],
    );
}

#[test]
fn texts() {
    good::<String>(FIELD, &[(r#""é\u00e9\ud834\udd1e\/""#, "\"éé𝄞/\"")]);
    good::<String>(
        with(Codec::Text),
        &[("1.50", "\"1.50\""), ("true", "\"true\"")],
    );
    bad::<String>(
        FIELD,
        &[
            (
                r#""\ud834""#,
                "broken JSON: a text has half of a surrogate pair (line 1, column 8)",
            ),
            (
                "\"a\nb\"",
                "broken JSON: a text has a control character that is not escaped (line 1, column 3)",
            ),
            (
                r#""\x""#,
                "broken JSON: a text has an escape that does not exist (line 1, column 3)",
            ),
        ],
    );
    bad::<Secret>(
        FIELD,
        &[(
            "12345",
            "found a number, wanted text\nhelp: write `int` or `float` in the spec, or `json` if the vendor sends both",
        )],
    );
    good::<Uuid>(
        FIELD,
        &[(
            "\"67E55044-10B1-426F-9247-BB680E5FE0C8\"",
            "\"67e55044-10b1-426f-9247-bb680e5fe0c8\"",
        )],
    );
    bad::<Uuid>(
        FIELD,
        &[(
            "\"x\"",
            "found text `x`, wanted a UUID\nhelp: write `str` in the spec if it may be something else",
        )],
    );
    let blank = Field {
        flags: NULL,
        codec: Codec::Blank,
        ..FIELD
    };
    good::<Option<String>>(blank, &[("\"\"", "\"\""), ("\"a\"", "\"a\"")]);
}

#[test]
fn instants() {
    good::<Timestamp>(
        with(Codec::Rfc3339),
        &[
            ("\"2024-05-01T12:30:00Z\"", "\"2024-05-01T12:30:00Z\""),
            (
                "\"2024-05-01T12:30:00.123456-05:00\"",
                "\"2024-05-01T17:30:00.123456Z\"",
            ),
            ("\"2024-05-01 12:30:00+00:00\"", "\"2024-05-01T12:30:00Z\""),
        ],
    );
    let wanted = "wanted a time with an offset, like `2024-05-01T12:30:00Z`";
    bad::<Timestamp>(
        FIELD,
        &[
            (
                "\"2024-05-01T12:30:00\"",
                &format!(
                    "found text `2024-05-01T12:30:00`, {wanted}\nhelp: write `instant as naive` in the spec if the vendor means UTC, `datetime` if it does not say, `moment` if it sends both"
                ),
            ),
            (
                "\"2024-05-01\"",
                &format!("found text `2024-05-01`, {wanted}\nhelp: write `date` in the spec"),
            ),
            (
                "\"\"",
                &format!(
                    "found an empty text, {wanted}\nhelp: if the empty text means null, write `as blank` and `?` after its type in the spec"
                ),
            ),
            (
                "1714566600",
                &format!(
                    "found number `1714566600`, {wanted}\nhelp: write `as unix` or `as unix_ms` in the spec if it counts from 1970"
                ),
            ),
            (
                "\"2024-02-30T00:00:00Z\"",
                &format!("found text `2024-02-30T00:00:00Z`, {wanted}"),
            ),
            (
                "\"2024-02-01T00:00:00.0123456789Z\"",
                &format!("found text `2024-02-01T00:00:00.0123456789Z`, {wanted}"),
            ),
        ],
    );
    good::<Timestamp>(
        with(Codec::Naive),
        &[("\"2024-05-01T12:30:00.5\"", "\"2024-05-01T12:30:00.5\"")],
    );
    bad::<Timestamp>(
        with(Codec::Naive),
        &[(
            "\"2024-05-01T12:30:00Z\"",
            "found text `2024-05-01T12:30:00Z`, wanted a time without an offset, like `2024-05-01T12:30:00`\nhelp: write `as rfc3339` in the spec if it always has an offset",
        )],
    );
}

#[test]
fn times_without_and_with_a_zone() {
    good::<DateTime>(
        FIELD,
        &[
            ("\"2020-07-07T06:20:14.558\"", "\"2020-07-07T06:20:14.558\""),
            (
                "\"2020-07-07T06:20:14.1234567\"",
                "\"2020-07-07T06:20:14.1234567\"",
            ),
        ],
    );
    bad::<DateTime>(
        FIELD,
        &[(
            "\"2020-07-07T06:20:14-05:00\"",
            "found text `2020-07-07T06:20:14-05:00`, wanted a time without an offset, like `2024-05-01T12:30:00`\nhelp: write `instant` in the spec if it always has an offset, `moment` if it sometimes has one",
        )],
    );
    for text in [
        "2020-07-07T06:20:14.123456789",
        "2020-07-07T06:20:14Z",
        "2020-07-07T06:20:14.5-05:30",
        "2020-07-07T06:20:14",
    ] {
        let quoted = format!("\"{text}\"");
        good::<Moment>(FIELD, &[(&quoted, &quoted)]);
    }
    bad::<Moment>(
        FIELD,
        &[(
            "\"noon\"",
            "found text `noon`, wanted a time, like `2024-05-01T12:30:00`",
        )],
    );
    good::<Date>(FIELD, &[("\"2024-02-29\"", "\"2024-02-29\"")]);
    bad::<Date>(
        FIELD,
        &[
            (
                "\"2023-02-29\"",
                "found text `2023-02-29`, wanted a date, like `2024-05-01`",
            ),
            (
                "\"2023-02-28T00:00:00\"",
                "found text `2023-02-28T00:00:00`, wanted a date, like `2024-05-01`\nhelp: write `instant`, `datetime` or `moment` in the spec if it has a time",
            ),
        ],
    );
}

static SPACED: Pattern = Pattern {
    name: "spaced",
    patterns: &["%F %T%.f%z", "%F %T%z"],
    nothing: &[],
    zone: 0,
};
static LOCAL: Pattern = Pattern {
    name: "local",
    patterns: &["%d.%m.%Y %H:%M"],
    nothing: &[],
    zone: 0,
};
static ZERO: Pattern = Pattern {
    name: "zero",
    patterns: &["%d/%m/%Y"],
    nothing: &["", "00/00/0000"],
    zone: 0,
};

#[test]
fn patterns() {
    good::<Timestamp>(
        with(Codec::Pattern(&SPACED)),
        &[(
            "\"2024-05-01 12:30:00.25+0200\"",
            "\"2024-05-01 10:30:00.25+0000\"",
        )],
    );
    good::<Moment>(
        with(Codec::Pattern(&SPACED)),
        &[(
            "\"2024-05-01 12:30:00+0200\"",
            "\"2024-05-01 12:30:00+0200\"",
        )],
    );
    good::<Timestamp>(
        with(Codec::Pattern(&LOCAL)),
        &[("\"01.05.2024 12:30\"", "\"01.05.2024 12:30\"")],
    );
    good::<DateTime>(
        with(Codec::Pattern(&LOCAL)),
        &[("\"01.05.2024 12:30\"", "\"01.05.2024 12:30\"")],
    );
    bad::<DateTime>(
        with(Codec::Pattern(&LOCAL)),
        &[(
            "\"2024\"",
            "found text `2024`, wanted a text by `%d.%m.%Y %H:%M` of `local`",
        )],
    );
    let zero = Field {
        flags: NULL,
        codec: Codec::Pattern(&ZERO),
        ..FIELD
    };
    good::<Option<Date>>(
        zero,
        &[
            ("\"00/00/0000\"", "\"\""),
            ("\"\"", "\"\""),
            ("\"29/02/2024\"", "\"29/02/2024\""),
        ],
    );
    bad::<Date>(
        zero,
        &[(
            "\"00/00/0000\"",
            "found text `00/00/0000`, wanted a text by `%d/%m/%Y` of `zero`\nhelp: this text means null: add `?` after its type in the spec",
        )],
    );
}

#[test]
fn counts_since_1970() {
    good::<Timestamp>(
        with(Codec::Unix),
        &[
            ("0", "0"),
            ("1714566600.5", "1714566600.5"),
            ("-1.25", "-1.25"),
            ("-0.5", "-0.5"),
        ],
    );
    good::<Timestamp>(
        with(Codec::UnixMs),
        &[("1714566600123", "1714566600123"), ("1.500000", "1.5")],
    );
    good::<DateTime>(with(Codec::Unix), &[("86400", "86400")]);
    good::<Date>(with(Codec::Unix), &[("86400", "86400")]);
    good::<Timestamp>(
        with(Codec::Chain(&[Codec::Text, Codec::Unix])),
        &[("\"12\"", "\"12\""), ("12", "\"12\"")],
    );
    bad::<Timestamp>(
        with(Codec::Unix),
        &[
            (
                "\"12\"",
                "found text `12`, wanted a number of seconds since 1970\nhelp: if the vendor sends numbers in strings, write `text` before the codec in the spec: `as text unix`",
            ),
            (
                "99999999999999",
                "found number `99999999999999`, wanted a number of seconds since 1970",
            ),
            (
                "1e3",
                "found number `1e3`, wanted a number of seconds since 1970",
            ),
        ],
    );
    bad::<Date>(
        with(Codec::UnixMs),
        &[(
            "1",
            "found number `1`, wanted a number of milliseconds since 1970",
        )],
    );
}

static TEXT: Field = Field {
    codec: Codec::Text,
    ..FIELD
};
static SECRET: Field = Field {
    flags: trunkline::__rt::v1::SECRET,
    ..FIELD
};

#[test]
fn lists_and_maps() {
    let csv = with(Codec::Csv);
    good::<Vec<i64>>(
        csv,
        &[
            ("\"\"", "\"\""),
            ("\"1\"", "\"1\""),
            ("\"1,-2,3\"", "\"1,-2,3\""),
        ],
    );
    good::<Vec<String>>(csv, &[("\"a,b c\"", "\"a,b c\"")]);
    bad::<Vec<i64>>(
        csv,
        &[
            (
                "\"1,x\"",
                "found text `x`, wanted a whole number of 64 bits, at `[1]`",
            ),
            ("[1]", "found a list, wanted text"),
        ],
    );
    let mut writer = JsonWriter::new();
    let error = vec!["a".to_owned(), "b,c".to_owned()]
        .write(&mut writer, &csv)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot write a text that holds a comma into a list with commas, at `[1]`"
    );

    let items = Field {
        item: Some(&TEXT),
        ..FIELD
    };
    good::<Vec<i64>>(items, &[("[\"1\",2]", "[\"1\",\"2\"]")]);
    let secrets = Field {
        item: Some(&SECRET),
        ..FIELD
    };
    bad::<Vec<i64>>(
        secrets,
        &[(
            "[\"1234\"]",
            "found text, wanted a whole number of 64 bits, at `[0]` (line 1, column 2)\nhelp: if the vendor sends numbers in strings, write `int as text` in the spec",
        )],
    );

    good::<BTreeMap<String, i64>>(
        with(Codec::EmptyList),
        &[("[]", "[]"), ("{}", "[]"), ("{\"a\":1}", "{\"a\":1}")],
    );
    bad::<BTreeMap<String, i64>>(
        FIELD,
        &[(
            "[]",
            "found a list, wanted an object\nhelp: if this is PHP's `[]` for an empty object, add `as emptylist` to the type in the spec",
        )],
    );
}
