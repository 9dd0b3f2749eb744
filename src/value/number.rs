//! A number with all its digits, as JSON writes numbers.

use std::fmt;

/// A number with all its digits: `0.10`, `1e400` and `12345678901234567890` stay what they are.
///
/// Numbers are the same if they are written the same.
///
/// ```
/// use trunkline::Number;
///
/// let number = Number::parse("12345678901234567890.10").unwrap();
/// assert_eq!(number.as_str(), "12345678901234567890.10");
/// assert_eq!(number.as_i64(), None);
/// assert_eq!(Number::from(12).as_i64(), Some(12));
/// assert!(Number::parse("012").is_none());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

impl Number {
    /// A number out of its JSON form; nothing if it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_number(text).then(|| Self(text.into()))
    }

    /// Its digits, sign and exponent, as they came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number, where it is whole and fits 64 bits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// The nearest number of 64 bits, where there is a finite one.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok().filter(|value: &f64| value.is_finite())
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(value.to_string().into())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Whether the text is a number by JSON's grammar: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
pub(crate) fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|part| digits(part.strip_prefix(['+', '-']).unwrap_or(part)))
}

/// The shortest JSON form that reads back the same; nothing for what is not finite.
pub(crate) fn float_text(value: f64) -> Option<String> {
    with_float_text(value, str::to_owned)
}

/// Hands over the same, without an allocation for most numbers.
pub(crate) fn with_float_text<T>(value: f64, take: impl FnOnce(&str) -> T) -> Option<T> {
    // `Debug` has the shortest digits that read back the same, and keeps `1.0` apart from `1`; where it writes no
    // exponent, `zmij` gives as few in a fifth of the time. Of two that are as near, it may take the other one.
    if value == 0.0 || (1e-4..1e16).contains(&value.abs()) {
        return Some(take(zmij::Buffer::new().format_finite(value)));
    }
    value.is_finite().then(|| take(&format!("{value:?}")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::float_text;

    proptest! {
        #[test]
        fn a_float_is_written_as_short_as_debug_has_it(float in any::<f64>(), near in -20i32..20, digits in any::<i32>()) {
            for value in [float, f64::from(digits) * 10f64.powi(near), 10f64.powi(near)] {
                let (text, debug) = (float_text(value), format!("{value:?}"));
                let text = text.unwrap_or_else(|| debug.clone());
                prop_assert_eq!(text.len(), debug.len(), "{} {}", text, debug);
                prop_assert_eq!(text.parse(), Ok(value));
            }
        }
    }
}
