//! The text of a type comes in; its parts, each with its place, go out.

mod names;
mod parser;

use std::fmt;

use super::table::BUILTINS;
use crate::source::{Span, Spanned};

pub(super) use parser::{is_later_codec, parse};

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
    /// A generic type of the spec, with its argument.
    Generic(Spanned<String>, Box<TypeExpr>),
}

impl TypeExpr {
    /// The types in `<…>` of this one.
    pub fn inside(&self) -> Option<&TypeExpr> {
        match &self.head {
            TypeHead::List(inner) | TypeHead::Map(inner) | TypeHead::Generic(_, inner) => {
                Some(inner)
            }
            TypeHead::Builtin(_) | TypeHead::Named(_) => None,
        }
    }
}

/// As it is written, in one way for all who mean the same.
impl fmt::Display for TypeExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.head {
            TypeHead::Builtin(of) => f.write_str(of.name())?,
            TypeHead::List(item) => write!(f, "list<{item}>")?,
            TypeHead::Map(value) => write!(f, "map<{value}>")?,
            TypeHead::Named(name) => f.write_str(&name.value)?,
            TypeHead::Generic(name, argument) => write!(f, "{}<{argument}>", name.value)?,
        }
        for (index, codec) in self.codecs.iter().enumerate() {
            write!(f, "{} {}", if index == 0 { " as" } else { "" }, codec.value)?;
        }
        f.write_str(if self.null.is_some() { "?" } else { "" })
    }
}

/// A built-in type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    /// `decimal`.
    Decimal,
    /// `bytes`.
    Bytes,
    /// `url`.
    Url,
    /// `time`.
    Time,
    /// `duration`.
    Duration,
}

impl Builtin {
    /// Its name in a spec.
    pub fn name(self) -> &'static str {
        let all = BUILTINS.iter().map(|word| word.word);
        let mut same = all.filter(|word| names::builtin(word) == Some(self));
        same.next().unwrap_or_default()
    }
}
