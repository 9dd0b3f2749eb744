//! Rules that make a reply an error, and the kinds of errors.

use super::{KindId, Literal, Name, Path, Predicate, TypeId};

/// A rule that makes a reply an error.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorRule {
    /// When it matches.
    pub when: Predicate,
    /// The type of the whole body, where the vendor documents one.
    pub body: Option<TypeId>,
    /// Where the vendor's code stands.
    pub code: Option<Path>,
    /// Where the vendor's message stands.
    pub message: Option<Path>,
    /// Named cases, in order.
    pub kinds: Vec<KindCase>,
    /// What it says about trying again.
    pub retry: Retry,
}

/// A named case of an error rule.
#[derive(Debug, Clone, PartialEq)]
pub struct KindCase {
    /// The kind.
    pub kind: KindId,
    /// When it is this one.
    pub when: KindTest,
    /// What it says about trying again.
    pub retry: Retry,
}

/// When an error is of a kind.
#[derive(Debug, Clone, PartialEq)]
pub enum KindTest {
    /// The value at the rule's `code` equals one of these.
    Code(Vec<Literal>),
    /// A predicate of its own.
    When(Predicate),
}

/// Whether trying again may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Retry {
    /// The spec does not say.
    #[default]
    Unsaid,
    /// Later, slower.
    Throttle,
    /// It may go away by itself.
    Transient,
    /// After logging in anew.
    Reauth,
    /// Never.
    Never,
}

/// An error kind; `pascal` is the variant of the vendor's `ErrorKind`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorKind {
    /// Its name.
    pub name: Name,
    /// Its documentation.
    pub doc: Option<String>,
}
