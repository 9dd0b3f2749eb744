//! Unions: a constant table per union comes in from generated code; a value is read as the member that it is, and
//! written as the member that it holds.
//!
//! Which member it is has to be known before it is read, and what says so may come last: the reader is asked to look
//! ahead, and goes back. How much it looks ahead in all is limited, since unions stand in each other.

mod read;
mod tagged;
mod write;

use std::fmt;

use crate::call::endpoint::Predicate;
use crate::json::JsonWriter;
use crate::shape::{FIELD, Field, Kind, Literal, Shape, Shown, Slot, Token};
use crate::value::Json;

pub use read::read_union;
pub use write::write_union;

/// A union: its name, and what tells its members apart.
#[derive(Debug)]
pub struct UnionShape {
    /// The Rust name.
    pub name: &'static str,
    /// What tells the members apart.
    pub by: By,
    /// The members, in the order of [`Union::begin`].
    pub members: &'static [Member],
}

/// What tells the members of a union apart.
#[derive(Debug)]
pub enum By {
    /// A field among the member's own, which the member may declare.
    Tag(Field),
    /// The first of two fields, of which the second holds the member.
    Content(&'static Shape),
    /// Predicates, whose paths begin at the value.
    When,
    /// The kind of the value.
    Kind,
}

/// A member of a union.
#[derive(Debug)]
pub struct Member {
    /// The Rust variant.
    pub name: &'static str,
    /// When a value is this member.
    pub is: Is,
    /// How the member travels.
    pub field: Field,
}

/// When a value is a member of a union.
#[derive(Debug)]
pub enum Is {
    /// The tag is one of these; the first is what is written where the member does not write it itself.
    Tag(&'static [Literal]),
    /// This holds.
    When(Predicate),
    /// Always.
    Otherwise,
    /// It is of this kind.
    Kind(Kind),
}

/// A value that is one of several types; one that is none of them is kept.
pub trait Union {
    /// Its table.
    fn shape() -> &'static UnionShape
    where
        Self: Sized;

    /// The position of the member, and the member; or what was kept.
    fn member(&self) -> Result<(usize, &dyn Slot), &Json>;

    /// Becomes a blank member, to read into. The position is below the number of members.
    fn begin(&mut self, index: usize, token: &Token) -> &mut dyn Slot;

    /// Becomes what is none of the members.
    fn keep(&mut self, value: Json);
}

/// Shows a union, without what is secret: of what is none of its members only the kind, and the names of fields.
pub fn debug_union(
    shape: &'static UnionShape,
    value: &dyn Union,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    match value.member() {
        Ok((index, member)) => {
            let Member { name, field, .. } = &shape.members[index];
            f.debug_tuple(name).field(&Shown(member, field)).finish()
        }
        Err(kept) => f.debug_tuple("Unknown").field(&Outside(kept)).finish(),
    }
}

/// A value from outside.
struct Outside<'j>(&'j Json);

impl fmt::Debug for Outside<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Json::Object(fields) => f.debug_set().entries(fields.keys()).finish(),
            Json::List(_) => f.write_str("a list"),
            Json::Text(_) => f.write_str("a text"),
            Json::Number(_) => f.write_str("a number"),
            Json::Bool(_) => f.write_str("a flag"),
            Json::Null => f.write_str("null"),
        }
    }
}

/// Whether two values are the same on the wire. What cannot be written equals nothing.
pub fn same_union(one: &dyn Slot, other: &dyn Slot) -> bool {
    let text = |slot: &dyn Slot| {
        let mut writer = JsonWriter::to_compare();
        slot.write(&mut writer, &FIELD)
            .map(|()| writer.into_bytes())
    };
    matches!((text(one), text(other)), (Ok(a), Ok(b)) if a == b)
}
