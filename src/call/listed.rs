//! Where a page has its items: a field of it in, the items out.

use std::any::Any;

use super::scan::Boxed;
use crate::shape::{Blank, Record, Row, Slot};
use crate::value::Maybe;

/// The list of a page's items, which may be absent or null. The type says what they are to whoever names the list; a walk
/// needs no more than a [`List`].
pub trait Listed<T>: List {}

/// The list of a page's items, whatever they are.
pub trait List {
    /// The items, which stay where they are.
    fn row(&self) -> &dyn Row;
    /// Lets two items, which there are, change places.
    fn swap(&mut self, one: usize, other: usize);
    /// Takes the items out, into an empty `Vec` of them.
    fn give(&mut self, to: &mut dyn Any);
}

impl<T: Slot + Blank> Listed<T> for Vec<T> {}

impl<T: Slot + Blank> List for Vec<T> {
    fn row(&self) -> &dyn Row {
        self
    }

    fn swap(&mut self, one: usize, other: usize) {
        <[T]>::swap(self, one, other);
    }

    fn give(&mut self, to: &mut dyn Any) {
        let to = to.downcast_mut().expect("the items are those of the list");
        std::mem::swap(self, to);
    }
}

impl<T: Slot + Blank> Listed<T> for Option<Vec<T>> {}

impl<T: Slot + Blank> List for Option<Vec<T>> {
    fn row(&self) -> &dyn Row {
        self.as_ref().map_or(NO_ROW, List::row)
    }

    fn swap(&mut self, one: usize, other: usize) {
        if let Some(list) = self {
            List::swap(list, one, other);
        }
    }

    fn give(&mut self, to: &mut dyn Any) {
        if let Some(list) = self {
            list.give(to);
        }
    }
}

impl<T: Slot + Blank> Listed<T> for Maybe<Vec<T>> {}

impl<T: Slot + Blank> List for Maybe<Vec<T>> {
    fn row(&self) -> &dyn Row {
        self.value().map_or(NO_ROW, List::row)
    }

    fn swap(&mut self, one: usize, other: usize) {
        if let Self::Value(list) = self {
            List::swap(list, one, other);
        }
    }

    fn give(&mut self, to: &mut dyn Any) {
        if let Self::Value(list) = self {
            list.give(to);
        }
    }
}

/// What a page has that is null.
struct Nowhere;

/// What is in a list that is not there.
const NO_ROW: &dyn Row = &Vec::<()>::new();

impl<T> Listed<T> for Nowhere {}

impl List for Nowhere {
    fn row(&self) -> &dyn Row {
        NO_ROW
    }

    fn swap(&mut self, _: usize, _: usize) {}

    fn give(&mut self, _: &mut dyn Any) {}
}

/// The list of a page that is null.
pub fn nowhere<T: 'static>() -> &'static mut dyn Listed<T> {
    // It has no bytes, so that nothing is allocated and nothing leaks.
    Box::leak(Box::new(Nowhere))
}

/// Leads from a page of one type to the list of its items.
pub type Place<P, T> = fn(&mut P) -> &mut dyn Listed<T>;

/// A [`Place`] in pages of a type that whoever asks does not know. Every page has the type of the place.
pub(crate) trait Find: Sync {
    /// The page as a record, if it is one.
    fn record<'p>(&self, page: &'p Boxed) -> Option<&'p dyn Record>;
    /// The list of a page.
    fn list<'p>(&self, page: &'p mut Boxed) -> &'p mut dyn List;
}

impl<P: Slot, T: 'static> Find for Place<P, T> {
    fn record<'p>(&self, page: &'p Boxed) -> Option<&'p dyn Record> {
        page.downcast_ref::<P>().expect(SAME).record()
    }

    fn list<'p>(&self, page: &'p mut Boxed) -> &'p mut dyn List {
        self(page.downcast_mut().expect(SAME))
    }
}

const SAME: &str = "the page has the type that it was read as";
