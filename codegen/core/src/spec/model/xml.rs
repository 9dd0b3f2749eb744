//! What is said about XML.

use super::Text;
use crate::api::XmlForm;
use crate::source::{Span, Spanned};

/// `xml:` of the head, a record, an enum, an envelope or a body; each takes some of these words.
#[derive(Debug, Clone)]
pub struct Xml {
    /// The key.
    pub span: Span,
    /// `root:`.
    pub root: Option<Text>,
    /// `ns:`; empty where there is to be none.
    pub ns: Option<Text>,
    /// `order:`.
    pub order: Option<XmlOrder>,
    /// Some of it was wrong, so that what is absent may have been written.
    pub is_partial: bool,
}

/// The order in which fields are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum XmlOrder {
    /// `datacontract`: those of the base first, then by name.
    DataContract,
    /// `declared`.
    Declared,
}

/// `xml:` of a field.
#[derive(Debug, Clone)]
pub struct XmlField {
    /// The key.
    pub span: Span,
    /// `attribute`, `text` or `bare`, where it was written.
    pub form: Option<Spanned<XmlForm>>,
    /// `ns:`.
    pub ns: Option<Text>,
    /// `item:`.
    pub item: Option<Text>,
    /// `item_ns:`.
    pub item_ns: Option<Text>,
    /// Some of it was wrong, so that what is absent may have been written.
    pub is_partial: bool,
}
