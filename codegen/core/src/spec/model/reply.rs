//! What is said about replies: envelopes and errors.

use super::{Around, Literal, Text, Xml};
use crate::api;
use crate::source::{Span, Spanned};
use crate::spec::path::Path;
use crate::spec::predicate::Predicate;
use crate::spec::ty::TypeExpr;

/// An entry of `envelopes:`.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// Its name; `default` applies where an endpoint names none.
    pub name: Text,
    /// `data:`.
    pub data: Option<Path>,
    /// `data:` was written, and is no path.
    pub lost_data: bool,
    /// `ok:`.
    pub ok: Option<Predicate>,
    /// `empty:`.
    pub empty: Option<Span>,
    /// `body:`.
    pub body: Option<Around>,
    /// `meta:`.
    pub meta: Vec<Meta>,
    /// `xml:`.
    pub xml: Option<Xml>,
}

/// A value that is handed over beside the returned one.
#[derive(Debug, Clone)]
pub struct Meta {
    /// Its name.
    pub name: Text,
    /// `?` after the name.
    pub optional: Option<Span>,
    /// `is:`.
    pub ty: Option<TypeExpr>,
    /// `from:`.
    pub from: Option<Path>,
    /// `doc:`.
    pub doc: Option<Text>,
}

/// An error rule.
#[derive(Debug, Clone)]
pub struct ErrorRule {
    /// The whole rule.
    pub span: Span,
    /// `when:`.
    pub when: Option<Predicate>,
    /// `is:`.
    pub is: Option<TypeExpr>,
    /// `code:`.
    pub code: Option<Path>,
    /// `message:`.
    pub message: Option<Path>,
    /// `kinds:`.
    pub kinds: Vec<Kind>,
    /// `retry:`.
    pub retry: api::Retry,
}

/// A named case of an error rule.
#[derive(Debug, Clone)]
pub struct Kind {
    /// Its name.
    pub name: Text,
    /// `doc:`.
    pub doc: Option<Text>,
    /// What it rests on; absent if it was wrong.
    pub test: Option<KindTest>,
    /// `retry:`.
    pub retry: api::Retry,
}

/// What a kind rests on.
#[derive(Debug, Clone)]
pub enum KindTest {
    /// One of these at the rule's `code`.
    Code(Vec<Spanned<Literal>>),
    /// `when:`.
    When(Predicate),
}
