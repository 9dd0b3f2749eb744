//! A record that was read from JSON and a place inside of it in; what stood there, without another look at the text, out.
//!
//! A walk over pages asks each page for its total or its cursor, which mostly stand in the very record that was read.

use std::any::Any;

use super::endpoint::Step;
use super::scan::Seen;
use crate::shape::{ABSENT, Codec, Field, NULL, Record, Slot};

/// What stood at the place; nothing where the value does not tell for sure, as where it was null or has a codec.
pub(super) fn see(record: &dyn Record, path: &[Step]) -> Option<Seen> {
    let (Step::Key(name), rest) = path.split_first()? else {
        return None;
    };
    let fields = record.shape().fields();
    let index = fields.iter().position(|field| field.name == *name)?;
    let slot = record.get(index);
    match rest {
        [] => scalar(slot, &fields[index]),
        rest => see(slot.record()?, rest),
    }
}

fn scalar(slot: &dyn Slot, field: &Field) -> Option<Seen> {
    if !matches!(field.codec, Codec::Plain) {
        return None;
    }
    let slot: &dyn Any = slot;
    // Of a field that has to be there but may be left out in fact, one does not see whether it was.
    let is_there = field.flags & (ABSENT | NULL) == 0;
    if let Some(number) = of::<i64>(slot, is_there) {
        return Some(Seen::Number(number.to_string()));
    }
    if let Some(text) = of::<String>(slot, is_there) {
        return Some(Seen::Text(text.clone()));
    }
    of::<bool>(slot, is_there).map(|flag| Seen::Bool(*flag))
}

fn of<T: 'static>(slot: &dyn Any, is_there: bool) -> Option<&T> {
    let given = slot.downcast_ref::<T>().filter(|_| is_there);
    given.or_else(|| slot.downcast_ref::<Option<T>>()?.as_ref())
}
