//! Types as they are written.

use super::{Literal, Text, Union, Xml, XmlField};
use crate::source::{Span, Spanned};
use crate::spec::ty::TypeExpr;

/// An entry of `types:`.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Its name, without type parameters.
    pub name: Text,
    /// `rename:`.
    pub rename: Option<Text>,
    /// What it is; absent if it was wrong or is not supported yet.
    pub def: Option<TypeRef>,
    /// The instance of a generic type that it is.
    pub instance: Option<Instance>,
}

/// A generic type with its argument.
#[derive(Debug, Clone)]
pub struct Instance {
    /// As it is written: `Page<User>`.
    pub text: String,
    /// Where it is first written.
    pub first: Span,
}

/// An entry of `types:` with a parameter.
#[derive(Debug, Clone)]
pub struct Generic {
    /// The parameter.
    pub parameter: Text,
    /// The type, in which the parameter stands for one.
    pub def: TypeDef,
}

/// A type where one is asked for: an expression, or written in place.
#[derive(Debug, Clone)]
pub enum TypeRef {
    /// `list<User>`. As the whole of a named type it is an alias.
    Expr(TypeExpr),
    /// A record.
    Record(Record),
    /// `{enum: …}`.
    Enum(Enum),
    /// `{newtype: T}`; only as the whole of a named type.
    Newtype(Newtype),
    /// `{union: …}`.
    Union(Union),
}

impl TypeRef {
    /// Where it was written.
    pub fn span(&self) -> Span {
        match self {
            TypeRef::Expr(expr) => expr.span,
            TypeRef::Record(record) => record.span,
            TypeRef::Enum(values) => values.span,
            TypeRef::Newtype(newtype) => newtype.span,
            TypeRef::Union(union) => union.span,
        }
    }
}

/// A record.
#[derive(Debug, Clone)]
pub struct Record {
    /// The whole of it.
    pub span: Span,
    /// `doc:`.
    pub doc: Option<Text>,
    /// `deprecated:`.
    pub deprecated: Option<Text>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// `extra: keep`.
    pub keep_extra: bool,
    /// `lenient:`.
    pub lenient: bool,
    /// `extends:`.
    pub extends: Option<Text>,
    /// `xml:`.
    pub xml: Option<Xml>,
}

/// A field of a record.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name, without `?` and `[]`.
    pub name: Text,
    /// `?` after the name.
    pub optional: Option<Span>,
    /// `[]` after the name: a list of what follows.
    pub list: Option<Span>,
    /// Its type; absent if it was wrong.
    pub ty: Option<TypeRef>,
    /// `doc:`.
    pub doc: Option<Text>,
    /// `rename:`.
    pub rename: Option<Text>,
    /// `deprecated:`.
    pub deprecated: Option<Text>,
    /// `default:`.
    pub default: Option<Spanned<Literal>>,
    /// `const:`.
    pub constant: Option<Spanned<Literal>>,
    /// `required: true`: it is required in a lenient record too.
    pub required: Option<Span>,
    /// `flatten: true`: its fields stand beside it.
    pub flatten: Option<Span>,
    /// `xml:`.
    pub xml: Option<XmlField>,
}

/// An enum.
#[derive(Debug, Clone)]
pub struct Enum {
    /// The whole of it.
    pub span: Span,
    /// `doc:`.
    pub doc: Option<Text>,
    /// `deprecated:`.
    pub deprecated: Option<Text>,
    /// Its values; never empty.
    pub values: Vec<EnumValue>,
    /// `xml:`.
    pub xml: Option<Xml>,
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// Its name; in a list, the wire value's text.
    pub name: Text,
    /// `doc:`.
    pub doc: Option<Text>,
    /// How it travels in JSON and in text.
    pub json: Spanned<Literal>,
    /// How it travels in XML, where that differs.
    pub xml: Option<Spanned<Literal>>,
}

/// A type of its own around another.
#[derive(Debug, Clone)]
pub struct Newtype {
    /// The whole of it.
    pub span: Span,
    /// `doc:`.
    pub doc: Option<Text>,
    /// `deprecated:`.
    pub deprecated: Option<Text>,
    /// What is inside.
    pub inner: TypeExpr,
}

impl TypeRef {
    /// The type expressions in it, those of fields of records in place too.
    pub fn exprs_mut(&mut self) -> Vec<&mut TypeExpr> {
        match self {
            TypeRef::Expr(expr) => vec![expr],
            TypeRef::Newtype(newtype) => vec![&mut newtype.inner],
            TypeRef::Enum(_) => Vec::new(),
            TypeRef::Union(union) => {
                let types = union.members.iter_mut().filter_map(|one| one.ty.as_mut());
                types.flat_map(TypeRef::exprs_mut).collect()
            }
            TypeRef::Record(record) => {
                let types = record.fields.iter_mut().filter_map(|f| f.ty.as_mut());
                types.flat_map(TypeRef::exprs_mut).collect()
            }
        }
    }
}
