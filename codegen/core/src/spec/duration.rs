//! The text of a length of time comes in; the time goes out.

use std::time::Duration;

/// The time that `500ms`, `30s`, `5m`, `1h` or `7d` says: more than none, and a year at most.
pub fn duration(text: &str) -> Option<Duration> {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let (count, unit) = text.split_at(text.len() - digits.len());
    let unit: u64 = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return None,
    };
    let millis = count.parse::<u64>().ok()?.checked_mul(unit)?;
    (1..=YEAR)
        .contains(&millis)
        .then(|| Duration::from_millis(millis))
}

/// Milliseconds of the longest time.
const YEAR: u64 = 366 * 86_400_000;

/// Whether `text` is nothing but digits.
pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
