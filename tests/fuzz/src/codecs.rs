//! Every codec on every type that it fits: what it reads from a text or from JSON can be written, and is then read as the
//! same.

use std::fmt::Debug;

use trunkline::__rt::v1::Codec::{
    self, Base64, Bit, BitText, Blank, Chain, Csv, DotNet, Epoch, Millis, Naive, Nothing, Pattern,
    Plain, Rfc2822, Rfc3339, Seconds, Text, Unix, UnixMs, Yn,
};
use trunkline::__rt::v1::{
    self as rt, Bytes, Date, DateTime, Decimal, FIELD, Field, SignedDuration, Slot, Time,
    Timestamp, Url, Uuid, read_with,
};
use trunkline::json::TreeReader;
use trunkline::{Json, Moment, TextReader, texts};

/// Patterns that leave out, in turn, the zone, the time and the day.
static ZONED: rt::Pattern = rt::Pattern {
    name: "zoned",
    patterns: &["%Y-%m-%d %H:%M:%S%.f%:z", "%Y-%m-%d"],
    nothing: &["never", ""],
    zone: 0,
};
static LOCAL: rt::Pattern = rt::Pattern {
    name: "local",
    patterns: &["%d.%m.%Y %H:%M:%S%.f", "%Y%m%d"],
    nothing: &["00.00.0000"],
    zone: -12_600,
};
static CLOCK: rt::Pattern = rt::Pattern {
    name: "clock",
    patterns: &["%H:%M:%S%.f", "%I:%M %p"],
    nothing: &[],
    zone: 0,
};

/// Years before 1970, as .NET's ticks and others count from.
const LONG_AGO: i64 = -62_135_596_800;

/// Reads the bytes as each type by each of its codecs.
pub fn codec(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let tree: Option<Json> = text.parse().ok();
    macro_rules! each {
        ($($ty:ty: $codecs:expr),* $(,)?) => {
            $(for codec in $codecs {
                let field = Field { codec, ..FIELD };
                from_text::<$ty>(text, &field);
                if let Some(tree) = &tree {
                    from_json::<$ty>(tree, &field);
                }
            })*
        };
    }
    const COUNTS: [Codec; 7] = [
        Unix,
        UnixMs,
        Epoch(LONG_AGO),
        Chain(&[Text, Unix]),
        Chain(&[Text, UnixMs]),
        Chain(&[Text, Epoch(LONG_AGO)]),
        Chain(&[Blank, Text, Unix]),
    ];
    const DATES: [Codec; 6] = [
        Plain,
        Naive,
        Rfc2822,
        DotNet,
        Pattern(&ZONED),
        Pattern(&LOCAL),
    ];
    each!(
        i64: [Plain, Text, Chain(&[Blank, Text])],
        f64: [Plain, Text],
        bool: [Plain, Text, Bit, BitText, Yn, Chain(&[Text, Bit])],
        String: [Plain, Text],
        Decimal: [Plain, Text],
        Uuid: [Plain],
        Url: [Plain],
        Bytes: [Base64],
        Timestamp: COUNTS,
        Timestamp: DATES,
        Timestamp: [Rfc3339],
        DateTime: [Plain, Naive, Pattern(&LOCAL)],
        Moment: DATES,
        Moment: COUNTS,
        Date: [Plain, Pattern(&ZONED), Pattern(&LOCAL)],
        Time: [Plain, Pattern(&CLOCK)],
        SignedDuration: [Plain, Seconds, Millis, Chain(&[Text, Seconds]), Chain(&[Text, Millis])],
        Option<i64>: [Blank, Nothing(&["none", "-"])],
        Vec<i64>: [Csv],
        Vec<String>: [Csv],
    );
}

fn from_text<T: Slot + rt::Blank + PartialEq + Debug>(text: &str, field: &Field) {
    match read_with::<T>(&mut TextReader::new(text), field) {
        Ok(value) => comes_back(&value, field),
        // Neither may an error panic when it is shown.
        Err(error) => _ = format!("{error} {error:?}"),
    }
}

fn from_json<T: Slot + rt::Blank + PartialEq + Debug>(tree: &Json, field: &Field) {
    match read_with::<T>(&mut TreeReader::new(tree), field) {
        Ok(value) => comes_back(&value, field),
        Err(error) => _ = format!("{error} {error:?}"),
    }
}

/// A value that was read can be written as a text, and is the same when that is read. What a codec has no form for it
/// says: a list of texts with a comma in them, a point in time outside of what a pattern shows.
fn comes_back<T: Slot + rt::Blank + PartialEq + Debug>(value: &T, field: &Field) {
    let _ = format!("{value:?}");
    let written = match texts(value, field) {
        Ok(written) => written,
        Err(error) => {
            let _ = format!("{error} {error:?}");
            return;
        }
    };
    let [text] = &written[..] else { return };
    let again = read_with::<T>(&mut TextReader::new(text), field)
        .unwrap_or_else(|error| panic!("{value:?} was written as {text:?}: {error}"));
    assert!(
        again == *value,
        "{value:?} was written as {text:?} and read as {again:?}"
    );
}
