//! A text in, whether it could be a date, a time or a UUID out: the shape alone, as a first look at a sample.

/// Whether `text` has this shape, where `0` stands for any digit and every other byte for itself.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(b, s)| {
            if s == b'0' {
                b.is_ascii_digit()
            } else {
                b == s
            }
        })
}

pub(super) fn is_date(text: &str) -> bool {
    let number = |at: std::ops::Range<usize>| text[at].parse::<u16>().unwrap_or_default();
    has_shape(text, "0000-00-00") && {
        let (year, month, day) = (number(0..4), number(5..7), number(8..10));
        let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let days = match month {
            2 => 28 + u16::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        (1..=12).contains(&month) && (1..=days).contains(&day)
    }
}

/// A date and a time without a zone, with 0 to 9 digits of fraction.
pub(super) fn is_naive(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_whole =
        has_shape(whole, "0000-00-00T00:00:00") || has_shape(whole, "0000-00-00 00:00:00");
    is_whole
        && is_date(&whole[..10])
        && whole[11..13] < *"24"
        && whole[14..16] < *"60"
        && whole[17..19] < *"60"
        && (1..=9).contains(&fraction.len())
        && fraction.bytes().all(|b| b.is_ascii_digit())
}

/// A date and a time without the zone that may stand behind them.
pub(super) fn zoneless(text: &str) -> &str {
    if let Some(utc) = text.strip_suffix(['Z', 'z']) {
        return utc;
    }
    let offset = text
        .len()
        .checked_sub(6)
        .and_then(|at| text.split_at_checked(at));
    match offset {
        Some((rest, offset)) if has_shape(offset, "+00:00") || has_shape(offset, "-00:00") => rest,
        _ => text,
    }
}

pub(super) fn is_uuid(text: &str) -> bool {
    let digits = text.bytes().filter(|b| *b != b'-');
    (text.len() == 36 || text.len() == 32)
        && digits.clone().count() == 32
        && digits.into_iter().all(|b| b.is_ascii_hexdigit())
}
