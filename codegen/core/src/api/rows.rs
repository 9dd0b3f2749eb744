//! Replies of text and of rows.

/// What a reply without structure is cut into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cells {
    /// Nothing: it is one text.
    Text,
    /// Rows with this between their cells, which fill the fields of a record in order.
    Ordered(char),
    /// The same, and the first row names the fields.
    Named(char),
}
