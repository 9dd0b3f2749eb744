//! A page that is asked for in, the one that a vendor at fault gives out.

use super::Asked;

/// How a page differs from the one that is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Twist {
    /// It does not.
    None,
    /// It is the one before.
    Again,
    /// The collection has a page's worth of items less.
    Fewer,
}

impl Asked<'_> {
    /// Turns to the page that is given, and says how many items the collection then has.
    pub(crate) fn twist(&mut self, twist: Twist, count: u64) -> u64 {
        match twist {
            Twist::None => count,
            Twist::Again => {
                self.start = self.start.map(|start| start.saturating_sub(self.size));
                count
            }
            Twist::Fewer => count.saturating_sub(self.size),
        }
    }
}
