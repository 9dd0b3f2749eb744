//! Paths into a reply, and what is asked of what stands there.

use super::Literal;

/// A path into the whole body of a reply.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Path {
    /// The steps; none means the whole body.
    pub steps: Vec<Step>,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// A field of an object.
    Key(String),
    /// An item of a list.
    Index(usize),
    /// Any item of a list, any value of a map.
    Any,
}

/// An "or" of "and"s: it holds where all conditions of one inner list hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Predicate(pub Vec<Vec<Condition>>);

/// One condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// The HTTP status is one of these.
    Http(Vec<StatusRange>),
    /// A header of the reply.
    Header(String, Test),
    /// A place in the body.
    Body(Path, Test),
}

/// Statuses from `low` to `high`, both included: `404` is `404..=404`, `4xx` is `400..=499`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusRange {
    /// The first.
    pub low: u16,
    /// The last.
    pub high: u16,
}

/// What is asked of a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// It is there and not null.
    Present,
    /// It is not there, or null.
    Absent,
    /// It equals one of these.
    In(Vec<Literal>),
    /// It is there and equals none of these.
    NotIn(Vec<Literal>),
    /// It is there and compares so with a number or a text.
    Compare(Comparison, Literal),
    /// It is a text that begins with this.
    Starts(String),
    /// It is a text that holds this.
    Contains(String),
}

/// An order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Less.
    Lt,
    /// Less or equal.
    Le,
    /// Greater.
    Gt,
    /// Greater or equal.
    Ge,
}
