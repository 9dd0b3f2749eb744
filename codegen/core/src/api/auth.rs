//! Authentication: what the vendor takes, and what an endpoint wants of it.

use super::{Name, SchemeId};

/// An authentication scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    /// Its name; `pascal` is the variant of the vendor's `Auth`.
    pub name: Name,
    /// Its documentation.
    pub doc: Option<String>,
    /// How it shows the credentials.
    pub kind: SchemeKind,
    /// True where some endpoint, the default included, can be called with it alone; false where it is
    /// only a part of an `all`.
    pub selectable: bool,
}

/// How a scheme shows its credentials.
#[derive(Debug, Clone, PartialEq)]
pub enum SchemeKind {
    /// A secret in a header, between a fixed prefix and suffix.
    Header {
        /// The header.
        header: String,
        /// What stands before the secret.
        prefix: String,
        /// What stands after the secret.
        suffix: String,
    },
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …`; the names are those of the two credentials.
    Basic {
        /// The credential that stands for the user.
        user: Name,
        /// The credential that stands for the password.
        password: Name,
    },
    /// `Authorization: Digest …`, in answer to a challenge; the names are those of the two credentials.
    Digest {
        /// The credential that stands for the user.
        user: Name,
        /// The credential that stands for the password.
        password: Name,
    },
    /// Every one of these at once.
    All(Vec<SchemeId>),
    /// Any one of these: the caller's choice.
    Any(Vec<SchemeId>),
    /// The caller supplies the headers: the vendor's documentation does not say how.
    Caller,
}

/// What an endpoint asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// No credentials are sent.
    None,
    /// This scheme.
    Scheme(SchemeId),
}
