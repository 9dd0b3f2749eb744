//! Unions as they are written.

use super::{Text, TypeRef, Xml};
use crate::source::Span;
use crate::spec::predicate::Predicate;

/// A union.
#[derive(Debug, Clone)]
pub struct Union {
    /// The whole of it.
    pub span: Span,
    /// `doc:`.
    pub doc: Option<Text>,
    /// `deprecated:`.
    pub deprecated: Option<Text>,
    /// `tag:`, where a field says which member it is.
    pub tag: Option<Text>,
    /// `content:`.
    pub content: Option<Text>,
    /// The members, in order.
    pub members: Vec<Member>,
    /// Some member, or the tag, was wrong and is not there.
    pub is_partial: bool,
    /// `xml:`.
    pub xml: Option<Xml>,
}

/// A member of a union.
#[derive(Debug, Clone)]
pub struct Member {
    /// The whole of it.
    pub span: Span,
    /// The value of the tag.
    pub tag: Option<Text>,
    /// `when:`.
    pub when: Option<Predicate>,
    /// Its type; absent if it was wrong.
    pub ty: Option<TypeRef>,
    /// `doc:`.
    pub doc: Option<Text>,
    /// `rename:`.
    pub rename: Option<Text>,
}
