//! Finds a field of a shape by its name: the expected one first, then by scanning or by a sorted index.

use std::cmp::Ordering;
use std::sync::OnceLock;

use super::Shape;

/// Up to this many fields are scanned; a sorted index pays only above.
const SCANNED: usize = 16;

/// Positions of fields, sorted by name; made when first needed, once per program.
#[derive(Debug)]
pub(super) struct Index(OnceLock<Box<[u32]>>);

impl Index {
    pub(super) const fn new() -> Self {
        Self(OnceLock::new())
    }
}

impl Shape {
    /// The position of the field `name`, which is expected at `hint`.
    #[inline]
    #[must_use]
    pub fn find(&self, name: &str, hint: usize) -> Option<usize> {
        match self.names.get(hint) {
            Some(expected) if *expected == name => Some(hint),
            _ => self.search(name),
        }
    }

    fn search(&self, name: &str) -> Option<usize> {
        if self.names.len() <= SCANNED {
            return self.names.iter().position(|own| *own == name);
        }
        let sorted = self.index.0.get_or_init(|| {
            let mut all: Box<[u32]> = (0u32..).take(self.names.len()).collect();
            all.sort_unstable_by(|&a, &b| self.order(a, self.names[b as usize]));
            all
        });
        let at = sorted
            .binary_search_by(|&index| self.order(index, name))
            .ok()?;
        Some(sorted[at] as usize)
    }

    /// Length first: most names differ there already.
    fn order(&self, index: u32, name: &str) -> Ordering {
        let own = self.names[index as usize];
        own.len().cmp(&name.len()).then_with(|| own.cmp(name))
    }
}
