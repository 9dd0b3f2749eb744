//! The text of a type comes in; its parts, each with its place, go out.

use crate::source::{Span, Spanned};

/// `list<int as text> as csv?`.
#[derive(Debug, Clone)]
pub struct TypeExpr {
    /// The whole of it.
    pub span: Span,
    /// What stands before `as` and `?`.
    pub head: TypeHead,
    /// After `as`: codecs from the wire inward. Built-in ones are supported ones; others are of the vendor.
    pub codecs: Vec<Spanned<String>>,
    /// `?` at the end.
    pub null: Option<Span>,
}

/// What a type is, without codecs and null.
#[derive(Debug, Clone)]
pub enum TypeHead {
    /// A built-in type.
    Builtin(Builtin),
    /// `list<T>`.
    List(Box<TypeExpr>),
    /// `map<T>`.
    Map(Box<TypeExpr>),
    /// A type of the spec.
    Named(Spanned<String>),
}

/// A built-in type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Builtin {
    /// `str`.
    Str,
    /// `int`.
    Int,
    /// `float`.
    Float,
    /// `bool`.
    Bool,
    /// `uuid`.
    Uuid,
    /// `date`.
    Date,
    /// `datetime`.
    DateTime,
    /// `instant`.
    Instant,
    /// `moment`.
    Moment,
    /// `json`.
    Json,
    /// `secret`.
    Secret,
}
