//! What words refer to that are not supported yet: their references are checked as all others are.

use crate::spec::path::Path;

/// What a reference refers to.
#[derive(Debug, Clone)]
pub enum Referent {
    /// A field of a type: the type's name and a path from there.
    Field(Path),
    /// A part of a request: `header.X`, `query.x`, `body.x`, `form.x`.
    Request(Path),
}
