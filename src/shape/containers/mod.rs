//! Slots that hold other slots: `Option` and `Maybe`, lists, maps, boxes.
//!
//! Each kind has a tiny private trait, and a function over it does the work: what is generic is compiled
//! again in the user's program.

mod boxed;
mod list;
mod map;
mod option;

pub(crate) use list::Row;
pub use list::list;

use super::{Field, PathStep, ReadError, SECRET};

/// The error of an item, seen from outside of it.
#[cold]
fn outside(error: ReadError, item: &Field, step: PathStep) -> ReadError {
    let error = if item.has(SECRET) {
        error.redacted()
    } else {
        error
    };
    error.within(step)
}
