//! A number comes in; a stable code and what it means go out.

use std::fmt;

use super::codes::TABLE;

/// A stable code: `TL0022`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(pub u16);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TL{:04}", self.0)
    }
}

/// What a code means.
#[derive(Debug, Clone, Copy)]
pub struct Meaning {
    /// The code.
    pub code: Code,
    /// A few words.
    pub title: &'static str,
    /// One or two sentences.
    pub explanation: &'static str,
}

impl Code {
    /// What it means.
    pub fn meaning(self) -> Option<&'static Meaning> {
        TABLE.iter().find(|row| row.code == self)
    }
}

/// Declares codes: a constant for each, and `TABLE` with all of them in order.
macro_rules! codes {
    ($($name:ident = $number:literal, $title:literal, $explanation:literal;)+) => {
        $(#[doc = $title]
        pub const $name: $crate::diag::Code = $crate::diag::Code($number);)+

        /// Every code, in order of its number.
        pub const TABLE: &[$crate::diag::code::Meaning] = &[
            $($crate::diag::code::Meaning { code: $name, title: $title, explanation: $explanation },)+
        ];
    };
}

pub(super) use codes;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_unique() {
        assert!(TABLE.is_sorted_by(|a, b| a.code < b.code));
    }
}
