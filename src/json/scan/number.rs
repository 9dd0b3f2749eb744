//! The digits of a number come in, and go out as they are or as a whole number.

use super::Scan;
use crate::shape::ReadError;

/// So many digits are a number of 64 bits in any case.
const SURE: usize = 18;

/// How many digits may stand before a point: what reads a number may take the square of their number.
const MOST: usize = 4_300;

/// Powers of ten, as many as there are digits that a float holds in any case, and one.
const TENS: [f64; 16] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/// Below this, each whole number is a float.
const MOST_EXACT: u64 = 1 << f64::MANTISSA_DIGITS;

impl<'j> Scan<'j> {
    /// The whole number that comes next, if it is one of up to 18 digits; anything else stays.
    #[inline]
    pub(in crate::json) fn int(&mut self) -> Option<i64> {
        let rest = self.rest();
        let negative = rest.first() == Some(&b'-');
        let digits = &rest[usize::from(negative)..];
        let mut value = 0;
        let mut length = 0;
        while let Some(digit) = digits.get(length).map(|byte| byte.wrapping_sub(b'0'))
            && digit < 10
        {
            if length == SURE {
                return None;
            }
            value = value * 10 + i64::from(digit);
            length += 1;
        }
        let padded = length > 1 && digits[0] == b'0';
        let fraction = matches!(digits.get(length), Some(b'.' | b'e' | b'E'));
        if length == 0 || padded || fraction {
            return None;
        }
        self.at += usize::from(negative) + length;
        Some(if negative { -value } else { value })
    }

    /// The number that comes next, with all its digits.
    #[inline]
    pub(in crate::json) fn number(&mut self) -> Result<&'j str, ReadError> {
        let start = self.at;
        self.at += usize::from(self.byte(start) == Some(b'-'));
        let zero = self.byte(self.at) == Some(b'0');
        let first = self.at;
        self.digits()?;
        if self.at - first > MOST {
            return Err(self.broken("a number is out of range"));
        }
        if zero && self.at > first + 1 {
            self.at = first + 1;
            return Err(self.malformed());
        }
        if self.byte(self.at) == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte(self.at) {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(self.at), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(&self.text[start..self.at])
    }

    /// Passes over digits, at least one.
    #[inline]
    fn digits(&mut self) -> Result<(), ReadError> {
        let rest = self.rest().iter();
        let length = rest.take_while(|byte| byte.is_ascii_digit()).count();
        self.at += length;
        match length {
            0 => Err(self.malformed()),
            _ => Ok(()),
        }
    }

    #[cold]
    fn malformed(&mut self) -> ReadError {
        match self.byte(self.at) {
            Some(_) => self.broken("a number is malformed"),
            None => self.early(),
        }
    }
}

/// The float that a number of JSON is, if it has no exponent and so few digits that one division gives the nearest float:
/// both sides of it are exact then.
#[inline]
pub(in crate::json) fn short_float(number: &str) -> Option<f64> {
    let digits = number.strip_prefix('-').unwrap_or(number).as_bytes();
    if digits.len() > TENS.len() {
        return None;
    }
    let (mut value, mut fraction) = (0_u64, 0);
    for (at, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => value = value * 10 + u64::from(byte - b'0'),
            b'.' => fraction = digits.len() - at - 1,
            _ => return None,
        }
    }
    let value = (value < MOST_EXACT).then_some(value as f64 / TENS[fraction])?;
    Some(if number.starts_with('-') {
        -value
    } else {
        value
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Scan, short_float};

    proptest! {
        /// What the short ways read is what all digits say, to the last bit, and they stop where the number ends.
        #[test]
        fn short_ways_give_what_the_digits_say(
            number in r"-?(0|[1-9][0-9]{0,19})(\.[0-9]{1,18})?([eE][+-]?[0-9]{1,3})?",
            behind in prop::sample::select(vec!["", ",", "]", " "]),
        ) {
            let text = format!("{number}{behind}");
            let mut scan = Scan::new(&text, 0);
            prop_assert_eq!(scan.number().ok(), Some(&*number));
            let mut scan = Scan::new(&text, 0);
            match scan.int() {
                Some(value) => prop_assert_eq!((Ok(value), scan.at), (number.parse(), number.len())),
                None => prop_assert_eq!(scan.at, 0),
            }
            if let Some(value) = short_float(&number) {
                let exact: f64 = number.parse().unwrap();
                prop_assert_eq!(value.to_bits(), exact.to_bits());
            }
        }

        /// What is no number is none in the short way either.
        #[test]
        fn the_short_way_takes_nothing_that_is_no_number(text in r"[-0-9.eE+]{0,12}") {
            let mut scan = Scan::new(&text, 0);
            let digits = scan.number().ok();
            let mut scan = Scan::new(&text, 0);
            if scan.int().is_some() {
                prop_assert_eq!(digits, Some(&text[..scan.at]));
            }
        }
    }
}
