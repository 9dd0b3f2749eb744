//! The text of a path comes in; its root and steps, each with its place, go out.

use crate::api::{Comparison, StatusRange};
use crate::source::{Span, Spanned};
use crate::spec::model::Literal;

/// A reference: `payload.items`, `records.0`, `header.Location`, `http`.
#[derive(Debug, Clone)]
pub struct Path {
    /// The whole of it.
    pub span: Span,
    /// As it was written: a name with dots in it wins over splitting.
    pub text: String,
    /// Where it starts.
    pub root: Root,
    /// The steps from there; none means the whole of what the root names.
    pub steps: Vec<Spanned<Step>>,
}

/// Where a path starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Root {
    /// The reply's body.
    Reply,
    /// `http`: the reply's status.
    Http,
    /// `header.X`: this header.
    Header(Spanned<String>),
    /// `query.x`: this parameter.
    Query(Spanned<String>),
    /// `path.x`: this parameter.
    Path(Spanned<String>),
    /// `body.x`: this field of the request's body; further steps follow.
    Body(Spanned<String>),
    /// `vars.x`: this variable.
    Vars(Spanned<String>),
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A field; of a map, a key.
    Key(String),
    /// An item of a list. A field may have such a name too: the declared type decides.
    Index(usize),
    /// `*`: any item.
    Any,
}

/// An "or" of "and"s.
#[derive(Debug, Clone)]
pub struct Predicate {
    /// The whole of it.
    pub span: Span,
    /// It holds where all conditions of one inner list hold.
    pub any: Vec<Vec<Condition>>,
}

/// One condition.
#[derive(Debug, Clone)]
pub struct Condition {
    /// What is asked.
    pub path: Path,
    /// What is asked of it.
    pub test: Test,
    /// Where the test was written.
    pub span: Span,
}

/// What is asked of a place.
#[derive(Debug, Clone)]
pub enum Test {
    /// `http: [404, 5xx]`; only where the path is `http`, which has no other test.
    Http(Vec<StatusRange>),
    /// `present`.
    Present,
    /// `absent`.
    Absent,
    /// It equals one of these.
    In(Vec<Spanned<Literal>>),
    /// `ne`: it is there and equals none of these.
    NotIn(Vec<Spanned<Literal>>),
    /// `lt`, `le`, `gt`, `ge`.
    Compare(Comparison, Spanned<Literal>),
    /// `starts`.
    Starts(Spanned<String>),
    /// `contains`.
    Contains(Spanned<String>),
}
