//! What words refer to that are not supported yet: their references are checked as all others are.

use super::Text;
use crate::spec::path::Path;
use crate::spec::predicate::Predicate;

/// A reference, and where it is made.
#[derive(Debug, Clone)]
pub struct Reference {
    /// What it refers to.
    pub to: Referent,
    /// Whose it is.
    pub of: Of,
}

/// Whose a reference is.
#[derive(Debug, Clone)]
pub enum Of {
    /// All endpoints of a file.
    File,
    /// This endpoint.
    Endpoint(Text),
}

/// What a reference refers to.
#[derive(Debug, Clone)]
pub enum Referent {
    /// An endpoint, by its name.
    Endpoint(Text),
    /// A parameter of an endpoint.
    Param(Text, Text),
    /// A field of a type: the type's name and a path from there.
    Field(Path),
    /// A header of the reply, or a place in its body.
    Reply(Path),
    /// What an endpoint's reply has to be.
    Predicate(Text, Predicate),
    /// A part of a request: `header.X`, `query.x`, `body.x`, `form.x`.
    Request(Path),
}
