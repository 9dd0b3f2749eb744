//! Base URLs that stand in for each other in; the one that is asked now out, the same for a client and its clones.
//!
//! Only a call that was surely not sent goes on to the next one, since no connection came about. It goes there at once, and
//! those after it begin there.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::client::Settings;
use super::endpoint::VendorInfo;
use super::exchange::{Exchange, READ_ONCE};
use super::request::{Draft, Invalid};
use crate::error::{Cause, Failure};
use crate::transport::TransportErrorKind;

/// A base and what stands in for it.
pub(crate) struct Fallbacks {
    /// Positions among the bases, in the order in which they are asked.
    order: Vec<usize>,
    /// Which of them is asked now.
    now: AtomicUsize,
}

/// Leaves out what the spec would ask in place of a base that the user has set, unless the user has set that as well: a
/// base of one's own is another vendor's, as far as the spec knows. `given` counts the first base, `others` does not.
pub(super) fn leave_out(
    vendor: &VendorInfo,
    given: &[bool],
    others: &mut [Result<String, Invalid>],
) {
    let replaced = vendor.fallbacks.iter().filter(|(of, _)| given[*of]);
    for base in replaced.flat_map(|(_, bases)| *bases) {
        if !given[*base] {
            let reason = "stands in for one that is set, and is not set itself";
            others[*base - 1] = Err(Invalid::new("base", reason));
        }
    }
}

/// The lists of a client, of bases that are whole.
pub(super) fn of(vendor: &VendorInfo, others: &[Result<String, Invalid>]) -> Vec<Fallbacks> {
    let list = |(of, bases): &(usize, &'static [usize])| {
        let bases = bases.iter().filter(|base| others[**base - 1].is_ok());
        Fallbacks {
            order: [*of].into_iter().chain(bases.copied()).collect(),
            now: AtomicUsize::new(0),
        }
    };
    let lists = vendor.fallbacks.iter().map(list);
    lists.filter(|list| list.order.len() > 1).collect()
}

impl Settings {
    /// Where a base is now.
    pub(super) fn place(&self, base: usize) -> usize {
        self.fallbacks(base).map_or(base, |list| {
            let now = list.now.load(Ordering::Relaxed);
            list.order[now]
        })
    }

    fn fallbacks(&self, base: usize) -> Option<&Fallbacks> {
        self.fallbacks.iter().find(|list| list.order[0] == base)
    }
}

impl Fallbacks {
    /// Goes on from a place that could not be reached to one that was not asked so far; where there is none, the next
    /// call begins with the first again.
    fn next(&self, place: usize, unreached: &mut Vec<usize>) -> bool {
        unreached.push(place);
        let start = self.order.iter().position(|one| *one == place).unwrap_or(0);
        let mut after = (1..self.order.len()).map(|step| (start + step) % self.order.len());
        let next = after.find(|at| !unreached.contains(&self.order[*at]));
        self.now.store(next.unwrap_or(0), Ordering::Relaxed);
        if next.is_none() {
            unreached.clear();
        }
        next.is_some()
    }
}

/// What a call knows of the bases that it has asked.
#[derive(Default)]
pub(super) struct Asked {
    /// Where the last request went.
    place: usize,
    unreached: Vec<usize>,
}

impl Exchange {
    /// Takes note of where a request of this base goes.
    pub(super) fn asks(&mut self, base: usize) {
        self.asked.place = self.call.settings.place(base);
    }

    /// Whether the call goes to another base, since no connection to the last one came about.
    pub(super) fn falls_back(&mut self, failure: &mut Failure) -> bool {
        let settings = &*self.call.settings;
        let is_own = failure.login_for.is_none();
        let is_unsent = matches!(&failure.cause, Cause::Transport(error) if error.kind() == TransportErrorKind::Connect);
        let list = settings.fallbacks(failure.endpoint.base);
        let Some(list) = list.filter(|_| is_unsent && !(is_own && self.call.way.url().is_some()))
        else {
            return false;
        };
        if is_own && !self.call.is_repeatable() {
            failure.note.get_or_insert_with(|| READ_ONCE.to_owned());
            return false;
        }
        list.next(self.asked.place, &mut self.asked.unreached)
    }
}

impl Draft {
    /// All the bases of the call, which are one vendor.
    pub(super) fn homes(&self) -> Vec<&str> {
        let settings = &*self.settings;
        let order = settings
            .fallbacks(self.endpoint.base)
            .map_or(&[][..], |list| &list.order);
        order
            .iter()
            .filter_map(|base| settings.base_at(*base).ok())
            .collect()
    }
}
