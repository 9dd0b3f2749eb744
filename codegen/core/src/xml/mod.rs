//! XML documents and a checked [`Api`](crate::api::Api) in; the tree that JSON would give out, and the way back.
//!
//! A sample in XML and one in JSON hold the same values in other clothes: elements by namespace, enums by name, nil
//! for null. [`Layout`] says what stands where in one body; it [reads](Layout::read) a [`Document`] into the tree
//! that [`tree::json`](crate::tree::json) makes of JSON, each node with its place in the XML, and
//! [writes](Layout::write) such a tree as XML. So whatever is checked of JSON is checked of XML by the same code.
//!
//! Of all that comes in nothing is trusted: there is no DTD, entities are the five of XML, and depth, nodes,
//! attributes and namespaces are limited.

mod document;
mod fields;
mod layout;
mod limits;
mod names;
mod read;
mod scalar;
mod write;

pub use document::Document;
pub use layout::Layout;
pub use read::{Read, Sent};

use crate::source::Span;

/// The namespace of `nil`.
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Something in a document that is not as the spec says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What can be done.
    pub help: String,
}
