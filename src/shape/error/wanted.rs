//! What was found and what was wanted, in words.

use std::borrow::Cow;
use std::fmt;

use crate::shape::Kind;

/// What stood where something else was wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub(super) kind: Kind,
    /// The scalar, shortened; nothing where it is secret or no scalar.
    pub(super) text: Option<String>,
}

/// The longest piece of a found text that an error repeats, in characters.
pub(super) const SHOWN: usize = 60;

/// What an error repeats of a text: in one line, cut off with `…`.
pub(crate) fn shortened(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .flat_map(char::escape_debug)
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    // `escape_debug` is for quotes; between backticks they stand for themselves.
    shown.replace("\\\"", "\"").replace("\\'", "'")
}

impl Found {
    /// A value without its content.
    #[must_use]
    pub fn kind(kind: Kind) -> Self {
        Self { kind, text: None }
    }

    /// A scalar, as it came.
    #[must_use]
    pub fn scalar(kind: Kind, text: &str) -> Self {
        Self {
            kind,
            text: Some(shortened(text)),
        }
    }

    /// Forgets the content.
    pub(super) fn redact(&mut self) {
        self.text = None;
    }

    /// A text, as it came.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::scalar(Kind::Text, text)
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kind, self.text.as_deref()) {
            (Kind::Bool, Some(text)) => write!(f, "`{text}`"),
            (Kind::Text, Some("")) => f.write_str("an empty text"),
            (kind @ (Kind::Text | Kind::Number), Some(text)) => write!(f, "{kind} `{text}`"),
            (Kind::Number, None) => f.write_str("a number"),
            (Kind::Bool, None) => f.write_str("a flag"),
            (kind, _) => write!(f, "{kind}"),
        }
    }
}

/// What was wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A whole number of 64 bits.
    Int,
    /// A finite number.
    Float,
    /// A number.
    Number,
    /// True or false.
    Bool,
    /// Text.
    Text,
    /// A list.
    List,
    /// A record or a map.
    Record,
    /// Something of which a codec knows better, and the mend that it proposes.
    Of(Cow<'static, str>, Option<&'static str>),
}

impl Wanted {
    /// Something that a codec wants.
    #[must_use]
    pub fn of(what: &'static str, help: &'static str) -> Self {
        Self::Of(Cow::Borrowed(what), Some(help))
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Wanted::Int => "a whole number of 64 bits",
            Wanted::Float => "a number that fits 64 bits",
            Wanted::Number => "a number",
            Wanted::Bool => "`true` or `false`",
            Wanted::Text => "text",
            Wanted::List => "a list",
            Wanted::Record => "an object",
            Wanted::Of(what, _) => what,
        })
    }
}
