//! The pages that a walk has seen in; whether it goes round in a circle, or never ends, out.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::error::PageFault;
use crate::shape::Slot;

/// How many pages in a row may have no items, though each says that another one follows.
const MAX_EMPTY: usize = 100;
/// How many pages a walk has where the caller sets nothing else. It bounds what is kept of the pages as well.
const MAX_PAGES: usize = 1_000_000;
/// Of how many items of a page a sample is taken; a page that has no more is looked at as a whole.
const SAMPLE: usize = 8;

/// What a walk keeps of its pages: a few bytes for each.
pub(super) struct Guard {
    /// The hashes of samples of all pages so far: a vendor may go round in a circle of any length.
    samples: HashSet<u64>,
    /// The hashes of all items of the pages whose samples were not new.
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
            samples: HashSet::new(),
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

    /// Whether no page with these items was seen. `before` gives the hash of all items of the page before this one.
    ///
    /// To write all items again for their hash takes nearly as long as to read them. A page whose sample is new is
    /// new. Where the sample is not, all items count: pages of rows without a name may well have the same sample. A
    /// circle of one page, which is what comes of a parameter that the vendor ignores, is found out at once, and a
    /// larger one when it comes round, or round again.
    pub(super) fn is_new<T: Slot>(
        &mut self,
        items: &[T],
        before: impl FnOnce() -> Option<u64>,
    ) -> bool {
        self.count += 1;
        self.empty = match items {
            [] => self.empty + 1,
            _ => 0,
        };
        match (sample(items), items.len()) {
            (None, _) => true,
            (Some(hash), _) if self.samples.insert(hash) => true,
            (Some(_), ..=SAMPLE) => false,
            (Some(_), _) => {
                self.pages.extend(before());
                fingerprint(items).is_none_or(|hash| self.pages.insert(hash))
            }
        }
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

/// A hash of some items, the first and the last among them, and of how many there are; of all where these are few.
fn sample<T: Slot>(items: &[T]) -> Option<u64> {
    let last = items.len().checked_sub(1)?;
    match items.len() {
        ..=SAMPLE => fingerprint(items),
        count => hashed(
            count,
            (0..SAMPLE).map(|at| &items[at * last / (SAMPLE - 1)]),
        ),
    }
}

/// A hash of what all items are on the wire; nothing where there are none, or where they cannot be written.
pub(super) fn fingerprint<T: Slot>(items: &[T]) -> Option<u64> {
    match items {
        [] => None,
        items => hashed(items.len(), items),
    }
}

fn hashed<'i, T: Slot>(count: usize, items: impl IntoIterator<Item = &'i T>) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    count.hash(&mut hasher);
    for item in items {
        crate::json::to_text(item).ok()?.hash(&mut hasher);
    }
    Some(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_is_bounded_where_nobody_says_how() {
        let mut guard = Guard::new();
        for _ in 1..MAX_PAGES {
            assert!(guard.is_new::<i64>(&[], || None));
        }
        assert_eq!(guard.one_more(), Ok(()));
        guard.is_new::<i64>(&[], || None);
        assert_eq!(guard.one_more(), Err(PageFault::Many(MAX_PAGES)));
    }

    /// A page of flags, all of which are clear but one.
    fn flags(set: usize) -> Vec<bool> {
        (0..100).map(|at| at == set).collect()
    }

    #[test]
    fn pages_of_the_same_sample_may_differ() {
        let mut guard = Guard::new();
        let mut before = None;
        for set in 1..13 {
            let page = flags(set);
            assert!(guard.is_new(&page, || before), "{set}");
            before = fingerprint(&page);
        }
        assert!(!guard.is_new(&flags(12), || before));
    }

    #[test]
    fn the_page_before_is_known_again_at_once_and_others_at_the_second_time() {
        let mut guard = Guard::new();
        let numbers = |page: i64| (page..page + 20).collect::<Vec<_>>();
        assert!(guard.is_new(&numbers(1), || None));
        assert!(guard.is_new(&numbers(2), || fingerprint(&numbers(1))));
        assert!(!guard.is_new(&numbers(2), || fingerprint(&numbers(2))));

        let mut guard = Guard::new();
        let mut rounds = (1..=3).cycle();
        let mut before = None;
        let mut seen = 0;
        while let Some(page) = rounds.next().map(numbers)
            && guard.is_new(&page, || before)
        {
            before = fingerprint(&page);
            seen += 1;
        }
        assert!((3..=6).contains(&seen), "{seen}");
    }
}
