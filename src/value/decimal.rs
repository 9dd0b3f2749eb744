//! A decimal number with all its digits: `decimal` of the spec language.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::number::float_text;
use crate::shape::{Found, ReadError, Wanted, WriteError};

/// A decimal number with all the digits that it came with: `1.10` stays `1.10`, and forty digits stay forty.
///
/// It is what it was written as, but for what is no digit of its value: a `+`, zeros in front, a point without a digit
/// on both of its sides. Numbers are compared by their value, so `1.10` equals `1.1`, and no comparison takes more time
/// or memory than the digits that were written, whatever the exponent.
///
/// To calculate, turn it into the number of a crate that you use:
///
/// ```
/// use trunkline::Decimal;
///
/// let price: Decimal = "1.10".parse()?;
/// assert_eq!(price.to_string(), "1.10");
/// assert_eq!(price, "1.1".parse()?);
/// assert!(price < Decimal::from(2));
/// assert_eq!(price.to::<f64>()?, 1.1);
///
/// let huge: Decimal = "1e999999999".parse()?;
/// assert!(huge > price);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Decimal(Box<str>);

impl Decimal {
    /// Its sign, digits and exponent, in the form of a JSON number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same number as another type that is made from text, a decimal of another crate or a float.
    pub fn to<T: FromStr>(&self) -> Result<T, T::Err> {
        self.0.parse()
    }

    pub(crate) fn read(text: &str) -> Option<Self> {
        Parts::of(text).map(|parts| Self(parts.written().into()))
    }
}

/// The order of two numbers in a text by their value; nothing where one of them is no number.
pub(crate) fn compare_numbers(left: &str, right: &str) -> Option<Ordering> {
    Some(Parts::of(left)?.value().cmp(&Parts::of(right)?.value()))
}

/// What a number is written with.
struct Parts<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    /// With its letter.
    exponent: &'a str,
    power: i64,
}

/// The greatest exponent, either way; sums of it and a length are numbers of 64 bits still.
const POWER: i64 = 1_000_000_000_000_000_000;

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let end = unsigned.find(['e', 'E']).unwrap_or(unsigned.len());
        let (mantissa, exponent) = unsigned.split_at(end);
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
            return None;
        }
        let power = match exponent.get(1..) {
            None => 0,
            Some(power) => power
                .parse()
                .ok()
                .filter(|power: &i64| power.abs() <= POWER)?,
        };
        Some(Self {
            negative: text.starts_with('-'),
            whole,
            fraction,
            exponent,
            power,
        })
    }

    /// As JSON has it.
    fn written(&self) -> String {
        let whole = match self.whole.trim_start_matches('0') {
            "" => "0",
            whole => whole,
        };
        let sign = if self.negative { "-" } else { "" };
        let point = if self.fraction.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{}{}", self.fraction, self.exponent)
    }

    fn value(&self) -> Value<'a> {
        let whole = self.whole.trim_start_matches('0');
        // The power of ten that the first digit counts.
        let leading = self.fraction.len() - self.fraction.trim_start_matches('0').len();
        let (whole, fraction, first) = if whole.is_empty() {
            ("", &self.fraction[leading..], -1 - leading as i64)
        } else {
            (whole, self.fraction, whole.len() as i64 - 1)
        };
        let fraction = fraction.trim_end_matches('0');
        let whole = match fraction {
            "" => whole.trim_end_matches('0'),
            _ => whole,
        };
        if whole.is_empty() && fraction.is_empty() {
            return Value {
                sign: 0,
                first: 0,
                whole,
                fraction,
            };
        }
        Value {
            sign: if self.negative { -1 } else { 1 },
            first: first + self.power,
            whole,
            fraction,
        }
    }
}

/// A number without the zeros around its digits: two of the same value have the same parts, but for where the digits are
/// divided.
struct Value<'a> {
    sign: i8,
    /// The power of ten that the first digit counts.
    first: i64,
    whole: &'a str,
    fraction: &'a str,
}

impl Value<'_> {
    fn digits(&self) -> impl Iterator<Item = u8> {
        self.whole.bytes().chain(self.fraction.bytes())
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let size = || {
            self.first
                .cmp(&other.first)
                .then_with(|| self.digits().cmp(other.digits()))
        };
        self.sign.cmp(&other.sign).then_with(|| match self.sign {
            -1 => size().reverse(),
            _ => size(),
        })
    }
}

impl Decimal {
    fn value(&self) -> Value<'_> {
        Parts::of(&self.0)
            .expect("a decimal holds the text of one")
            .value()
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By value.
impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value().cmp(&other.value())
    }
}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let value = self.value();
        (value.sign, value.first).hash(state);
        value.digits().for_each(|digit| state.write_u8(digit));
    }
}

impl FromStr for Decimal {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, ReadError> {
        Self::read(text).ok_or_else(|| {
            ReadError::wrong(
                Found::text(text),
                Wanted::Of("a decimal number".into(), None),
            )
        })
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self(value.to_string().into())
    }
}

impl From<u64> for Decimal {
    fn from(value: u64) -> Self {
        Self(value.to_string().into())
    }
}

impl From<i32> for Decimal {
    fn from(value: i32) -> Self {
        i64::from(value).into()
    }
}

/// The fewest digits that read back as the same float. One that is not finite is an error.
impl TryFrom<f64> for Decimal {
    type Error = WriteError;

    fn try_from(value: f64) -> Result<Self, WriteError> {
        float_text(value)
            .and_then(|text| Self::read(&text))
            .ok_or_else(|| WriteError::not_finite(value))
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{DefaultHasher, Hash, Hasher};

    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn hash(value: &Decimal) -> u64 {
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        hasher.finish()
    }

    #[test]
    fn what_is_written_is_what_came() {
        for (text, shown) in [
            ("1.10", "1.10"),
            ("-0.00", "-0.00"),
            ("+7", "7"),
            ("007.50", "7.50"),
            (".5", "0.5"),
            ("5.", "5"),
            ("00", "0"),
            ("1E+05", "1E+05"),
            (
                "12345678901234567890123456789012345678901234567890.10",
                "12345678901234567890123456789012345678901234567890.10",
            ),
        ] {
            assert_eq!(decimal(text).to_string(), shown);
        }
        for text in [
            "", "-", ".", "e5", "1e", "1e+", "0x1", "1,0", " 1", "NaN", "inf", "--1", "+-1",
            "1e1.5", "٣",
        ] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
        assert!("1e99999999999999999999".parse::<Decimal>().is_err());
        assert!(Decimal::try_from(f64::NAN).is_err());
        assert_eq!(Decimal::try_from(0.1).unwrap().as_str(), "0.1");
    }

    #[test]
    fn order_and_equality_are_those_of_values() {
        let groups: &[&[&str]] = &[
            &["-1e999999999999"],
            &["-20", "-2e1", "-020.0"],
            &["-19.999"],
            &["-1e-999999999999"],
            &["0", "-0", "0.000", "0e99", "-0e-99"],
            &["1e-999999999999"],
            &["0.099"],
            &["0.1", ".10", "1e-1", "0.001e2", "10E-2"],
            &["0.11"],
            &["1", "1.0", "10e-1", "+01"],
            &["1.0000000000000000000000000000000000000001"],
            &["9.99"],
            &["10", "1e1", "1.0e+1", "0.1e2"],
            &["100", "1e2"],
            &["1e999999999999"],
        ];
        for (i, left) in groups.iter().enumerate() {
            for (j, right) in groups.iter().enumerate() {
                for (left, right) in left.iter().flat_map(|l| right.iter().map(move |r| (l, r))) {
                    let (a, b) = (decimal(left), decimal(right));
                    assert_eq!(a.cmp(&b), i.cmp(&j), "{left} and {right}");
                    assert_eq!(a == b, i == j, "{left} and {right}");
                    assert!(i != j || hash(&a) == hash(&b), "{left} and {right}");
                }
            }
        }
    }
}
