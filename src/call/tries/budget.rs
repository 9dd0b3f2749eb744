//! How many more tries the calls of a client have together: an outage is not made worse by calling more often.

use std::sync::atomic::{AtomicU32, Ordering};

/// How many tries beyond the first there are at most, in a row of calls that all fail.
const MOST: u32 = 100;
/// What a further try costs: as much as so many calls that succeed give back.
const COST: u32 = 10;

/// What is left, shared by the clones of a client. It takes no clock: where all calls fail, they are sent once each
/// soon, and where one in ten fails, all of these can be sent again.
pub(crate) struct Budget(AtomicU32);

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(MOST * COST))
    }
}

impl Budget {
    /// Whether there is another try.
    pub(in crate::call) fn take(&self) -> bool {
        let less = |left: u32| left.checked_sub(COST);
        let (then, now) = (Ordering::Relaxed, Ordering::Relaxed);
        self.0.fetch_update(then, now, less).is_ok()
    }

    /// A call has succeeded.
    pub(in crate::call) fn give(&self) {
        let more = |left: u32| (left < MOST * COST).then_some(left + 1);
        // One that is full stays so.
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_used_up_and_comes_back_with_success() {
        let budget = Budget::default();
        let taken = || (0..1000).filter(|_| budget.take()).count();
        assert_eq!(taken(), 100);
        (0..25).for_each(|_| budget.give());
        assert_eq!(taken(), 2);
        (0..100_000).for_each(|_| budget.give());
        assert_eq!(taken(), 100);
    }
}
