//! What is said about requests: how lists and objects are written into parameters, and what bodies are made of.

use super::{Param, Text};
use crate::api;
use crate::source::{Span, Spanned};
use crate::spec::path::Path;

/// `list:` and `object:`, of a parameter, of an endpoint or of a file.
#[derive(Debug, Clone, Default)]
pub struct Styles {
    /// `list:`. `csv` is a list joined by commas.
    pub list: Option<Spanned<api::ListStyle>>,
    /// `object:`.
    pub object: Option<Spanned<api::ObjectStyle>>,
}

impl Styles {
    /// What is said here, and elsewhere what is said around it.
    pub fn or(self, around: &Styles) -> Styles {
        Styles {
            list: self.list.or_else(|| around.list.clone()),
            object: self.object.or_else(|| around.object.clone()),
        }
    }
}

/// `type:` of a body.
#[derive(Debug, Clone)]
pub enum MediaType {
    /// A media type.
    Named(Text),
    /// `header.X`: the caller chooses.
    Header(Text),
}

/// `multipart:`.
#[derive(Debug, Clone)]
pub struct Multipart {
    /// The key.
    pub span: Span,
    /// `type:`.
    pub kind: api::Multipart,
}

/// `body:` of an envelope: where a request holds its body.
#[derive(Debug, Clone)]
pub struct Around {
    /// The key.
    pub span: Span,
    /// `in:`; absent if it was wrong.
    pub path: Option<Path>,
    /// `beside:`.
    pub beside: Vec<Param>,
}
