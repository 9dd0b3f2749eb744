//! Replies that are read as they come.

use super::{Type, Use};

/// A reply that is read as it comes.
#[derive(Debug, Clone, PartialEq)]
pub struct Stream {
    /// What stands between the items.
    pub wire: Wire,
    /// The type of an item; of bytes there is none.
    pub item: Option<Use>,
    /// The text in place of an item that ends the stream.
    pub end: Option<String>,
}

impl Stream {
    /// Whether the data of events are text as it is, and no document.
    pub fn is_text(&self) -> bool {
        let is_text = |item: &Use| item.ty == Type::Str && !item.null && item.codecs.is_empty();
        self.wire == Wire::Events && self.item.as_ref().is_some_and(is_text)
    }
}

/// What stands between the items of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// Nothing: bytes as they come.
    Bytes,
    /// The end of a line; an item is a document in JSON.
    Lines,
    /// What ends a server-sent event, whose data are a document in JSON or text.
    Events,
}
