//! Where a page has its items: a field of it in, the items out.

use crate::value::Maybe;

/// The list of a page's items, which may be absent or null.
pub trait Listed<T> {
    /// The items, which stay where they are.
    fn listed(&self) -> &[T];
    /// Takes the items out.
    fn take(&mut self) -> Vec<T>;
}

impl<T> Listed<T> for Vec<T> {
    fn listed(&self) -> &[T] {
        self
    }

    fn take(&mut self) -> Vec<T> {
        std::mem::take(self)
    }
}

impl<T> Listed<T> for Option<Vec<T>> {
    fn listed(&self) -> &[T] {
        self.as_deref().unwrap_or_default()
    }

    fn take(&mut self) -> Vec<T> {
        self.take().unwrap_or_default()
    }
}

impl<T> Listed<T> for Maybe<Vec<T>> {
    fn listed(&self) -> &[T] {
        self.value().map_or(&[], Vec::as_slice)
    }

    fn take(&mut self) -> Vec<T> {
        std::mem::take(self).into_option().unwrap_or_default()
    }
}

/// What a page has that is null.
struct Nowhere;

impl<T> Listed<T> for Nowhere {
    fn listed(&self) -> &[T] {
        &[]
    }

    fn take(&mut self) -> Vec<T> {
        Vec::new()
    }
}

/// The list of a page that is null.
pub fn nowhere<T: 'static>() -> &'static mut dyn Listed<T> {
    // It has no bytes, so that nothing is allocated and nothing leaks.
    Box::leak(Box::new(Nowhere))
}
