//! The same texts for our codecs and for jiff's own parsers, and for what .NET means by its own: the same points in time.

use proptest::prelude::*;
use trunkline::__rt::v1::{Codec, FIELD, Field, read_with};
use trunkline::jiff::civil::Time;
use trunkline::jiff::fmt::rfc2822;
use trunkline::jiff::{SignedDuration, Timestamp};
use trunkline::{Moment, TextReader};

fn by(codec: Codec, text: &str) -> Option<Timestamp> {
    let field = Field { codec, ..FIELD };
    read_with(&mut TextReader::new(text), &field).ok()
}

/// Texts that are nearly dates, and some that are.
fn nearly(shape: &'static str) -> impl Strategy<Value = String> {
    (shape, any::<prop::sample::Index>(), "[ -~]?", 0..4_u8).prop_map(|(text, at, letter, what)| {
        let mut text = text;
        let at = at.index(text.len().max(1));
        match what {
            0 if at < text.len() => text.replace_range(at..=at, &letter),
            1 => text.insert_str(at, &letter),
            _ => {}
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rfc2822_is_as_jiff_has_it(
        text in nearly("((Mon|Tue|Wed), )?[0-3][0-9] (Jan|Feb|Jul) (19|20)[0-9]{2} [0-2][0-9]:[0-5][0-9](:[0-5][0-9])? ([+-][01][0-9][03]0|GMT|EST)"),
    ) {
        let jiff = rfc2822::DateTimeParser::new().parse_timestamp(&text).ok();
        prop_assert_eq!(by(Codec::Rfc2822, &text), jiff, "{}", text);
    }

    #[test]
    fn times_of_day_are_as_jiff_has_them(text in nearly("[0-2][0-9]:[0-5][0-9]:[0-6][0-9](\\.[0-9]{1,9})?")) {
        if let Ok(ours) = read_with::<Time>(&mut TextReader::new(&text), &FIELD) {
            prop_assert_eq!(text.parse::<Time>().ok(), Some(ours), "{}", text);
        }
    }

    #[test]
    fn durations_are_as_jiff_has_them(text in nearly("-?PT([0-9]{1,4}H)?([0-9]{1,4}M)?([0-9]{1,4}(\\.[0-9]{1,9})?S)?")) {
        if let Ok(jiff) = rigid().parse_duration(&text) {
            let ours: SignedDuration = read_with(&mut TextReader::new(&text), &FIELD).unwrap();
            prop_assert_eq!(ours, jiff, "{}", text);
        }
    }

    #[test]
    fn dotnet_counts_milliseconds_wherever_the_clock_is(
        millis in -60_000_000_000_000_i64..60_000_000_000_000,
        hours in 0..24_i64,
        minutes in 0..60_i64,
        sign in prop::sample::select(vec!["+", "-"]),
    ) {
        let timestamp = Timestamp::from_millisecond(millis).unwrap();
        let text = format!("/Date({millis}{sign}{hours:02}{minutes:02})/");
        prop_assert_eq!(by(Codec::DotNet, &text), Some(timestamp));
        let escaped = format!("\\/Date({millis})\\/");
        prop_assert_eq!(by(Codec::DotNet, &escaped), Some(timestamp));
        let field = Field { codec: Codec::DotNet, ..FIELD };
        let moment: Moment = read_with(&mut TextReader::new(&text), &field).unwrap();
        let ahead = (hours * 60 + minutes) * if sign == "-" { -60 } else { 60 };
        prop_assert_eq!(i64::from(moment.offset().unwrap().seconds()), ahead);
        prop_assert_eq!(moment.timestamp(), Some(timestamp));
    }
}

fn rigid() -> trunkline::jiff::fmt::temporal::SpanParser {
    trunkline::jiff::fmt::temporal::SpanParser::new()
}
