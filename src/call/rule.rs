//! The rules of a vendor's errors and the places in replies that they ask: constant descriptions that generated code writes.

use super::endpoint::Endpoint;
use crate::shape::Literal;
/// One step of a path into the body of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A field of an object.
    Key(&'static str),
    /// An item of a list.
    Index(usize),
    /// Any item of a list, any value of an object.
    Any,
}

/// A place in a reply.
#[derive(Clone, Copy)]
pub enum Source {
    /// In the body.
    Body(&'static [Step]),
    /// In a header.
    Header(&'static str),
    /// In the `Location` header, which leads to this endpoint: the parameter of its path at this position.
    Location(&'static Endpoint, usize),
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Body(path) => f.debug_tuple("Body").field(path).finish(),
            Self::Header(name) => f.debug_tuple("Header").field(name).finish(),
            // Endpoints may lead to each other.
            Self::Location(goal, index) => {
                let mut shown = f.debug_tuple("Location");
                shown.field(&goal.name).field(index).finish()
            }
        }
    }
}

/// An "or" of "and"s.
pub type Predicate = &'static [&'static [Condition]];

/// One condition of a predicate.
#[derive(Debug, Clone, Copy)]
pub enum Condition {
    /// The status lies in one of these ranges, both ends included.
    Http(&'static [(u16, u16)]),
    /// A header of the reply.
    Header(&'static str, Test),
    /// A place in the body.
    Body(&'static [Step], Test),
}

/// What is asked of a place.
#[derive(Debug, Clone, Copy)]
pub enum Test {
    /// There and not null.
    Present,
    /// Not there, or null.
    Absent,
    /// Equal to one of these.
    In(&'static [Literal]),
    /// There and equal to none of these.
    NotIn(&'static [Literal]),
    /// There and so compared with this.
    Compare(Comparison, Literal),
    /// A text that begins with this.
    Starts(&'static str),
    /// A text that holds this.
    Contains(&'static str),
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

/// A rule that makes a reply the vendor's error.
#[derive(Debug)]
pub struct Rule {
    /// When it matches.
    pub when: Predicate,
    /// Which of the vendor's error bodies the body is.
    pub body: Option<usize>,
    /// Where the vendor's code stands.
    pub code: Option<&'static [Step]>,
    /// Where the vendor's message stands.
    pub message: Option<&'static [Step]>,
    /// The named cases, in the order in which they are tried.
    pub kinds: &'static [KindCase],
    /// What it says about trying again.
    pub retry: Retry,
}

/// A named case of a rule.
#[derive(Debug, Clone, Copy)]
pub struct KindCase {
    /// The kind.
    pub kind: usize,
    /// When it is this one.
    pub when: KindTest,
    /// What it says about trying again.
    pub retry: Retry,
}

/// When an error is of a kind.
#[derive(Debug, Clone, Copy)]
pub enum KindTest {
    /// The value at the rule's code is one of these.
    Code(&'static [Literal]),
    /// A predicate of its own.
    When(Predicate),
}

/// What a vendor's error says about trying the call again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Retry {
    /// The vendor does not say.
    #[default]
    Unsaid,
    /// Later, and slower.
    Throttle,
    /// The fault may go away by itself.
    Transient,
    /// After logging in anew.
    Reauth,
    /// Trying again never helps.
    Never,
}
