//! The pages that a walk has seen in; whether it goes round in a circle, or never ends, out.

mod fingerprint;

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use fingerprint::fingerprint;

use crate::error::PageFault;
use crate::shape::Row;

/// How many pages in a row may have no items, though each says that another one follows.
const MAX_EMPTY: usize = 100;
/// How many pages a walk has where the caller sets nothing else. It bounds what is kept of the pages as well.
const MAX_PAGES: usize = 1_000_000;

/// What a walk keeps of its pages: a few bytes for each.
pub(super) struct Guard {
    /// The hashes of the items of all pages so far: a vendor may go round in a circle of any length.
    pages: HashSet<u64>,
    /// The hashes of all cursors or URLs so far.
    leads: HashSet<u64>,
    /// How many pages in a row had no items.
    empty: usize,
    count: usize,
    most: usize,
}

impl Guard {
    pub(super) fn new() -> Self {
        Self {
            pages: HashSet::new(),
            leads: HashSet::new(),
            empty: 0,
            count: 0,
            most: MAX_PAGES,
        }
    }

    /// Sets how many pages the walk may have.
    pub(super) fn at_most(&mut self, pages: usize) {
        self.most = pages;
    }

    /// Whether no page with these items was seen.
    pub(super) fn is_new(&mut self, items: &dyn Row) -> bool {
        self.count += 1;
        self.empty = match items.len() {
            0 => self.empty + 1,
            _ => 0,
        };
        fingerprint(items).is_none_or(|hash| self.pages.insert(hash))
    }

    /// Whether no page was asked for by this cursor or URL.
    pub(super) fn leads_on(&mut self, lead: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        lead.hash(&mut hasher);
        self.leads.insert(hasher.finish())
    }

    /// Whether there may be one more page after an empty one.
    pub(super) fn after_empty(&self) -> Result<(), PageFault> {
        match self.empty {
            MAX_EMPTY.. => Err(PageFault::Empty(self.empty)),
            _ => Ok(()),
        }
    }

    /// Whether there may be one more page.
    pub(super) fn one_more(&self) -> Result<(), PageFault> {
        match self.count < self.most {
            true => Ok(()),
            false => Err(PageFault::Many(self.count)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_is_bounded_where_nobody_says_how() {
        let mut guard = Guard::new();
        let nothing = Vec::<i64>::new();
        for _ in 1..MAX_PAGES {
            assert!(guard.is_new(&nothing));
        }
        assert_eq!(guard.one_more(), Ok(()));
        guard.is_new(&nothing);
        assert_eq!(guard.one_more(), Err(PageFault::Many(MAX_PAGES)));
    }
}
