//! The text of an endpoint's path or of a base URL comes in; text and parameters, in order, go out.

use crate::source::{Span, Spanned};
use crate::spec::ty::TypeExpr;

/// An endpoint's path: `/users/{UsersID:int}`.
#[derive(Debug, Clone)]
pub struct Route {
    /// The whole of it.
    pub span: Span,
    /// Its pieces, in order; the first starts with `/`.
    pub parts: Vec<RoutePart>,
}

/// A piece of a path.
#[derive(Debug, Clone)]
pub enum RoutePart {
    /// Text.
    Text(Spanned<String>),
    /// `{name}` or `{name:type}`.
    Param {
        /// With its braces.
        span: Span,
        /// The name.
        name: Spanned<String>,
        /// The type, where one stands there.
        ty: Option<TypeExpr>,
    },
}

/// A base URL: `https://{tenant}.example.com/api`.
#[derive(Debug, Clone)]
pub struct Base {
    /// The whole of it.
    pub span: Span,
    /// Its pieces, in order.
    pub parts: Vec<BasePart>,
}

/// A piece of a base URL.
#[derive(Debug, Clone)]
pub enum BasePart {
    /// Text.
    Text(Spanned<String>),
    /// `{name}`: a variable.
    Var(Spanned<String>),
}
