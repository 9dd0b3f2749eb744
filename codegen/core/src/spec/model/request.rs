//! What is said about requests: how lists and objects are written into parameters.

use crate::api;
use crate::source::Spanned;

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
