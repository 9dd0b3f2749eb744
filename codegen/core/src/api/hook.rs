//! Webhooks: what the vendor sends, how it is known to be the vendor's, and what it is answered.

use super::{Name, Signing, Use};

/// A webhook.
#[derive(Debug, Clone, PartialEq)]
pub struct Hook {
    /// Its name; `pascal` is the type that receives it.
    pub name: Name,
    /// Its documentation.
    pub doc: Option<String>,
    /// Why it should no longer be used.
    pub deprecated: Option<String>,
    /// The method with which the vendor calls, upper case.
    pub method: String,
    /// What its body holds; nothing where there is none.
    pub body: Option<Use>,
    /// Whether the body is a form.
    pub is_form: bool,
    /// How it is known to be the vendor's.
    pub verify: Option<Verify>,
    /// The status of the answer.
    pub status: u16,
    /// Headers of the answer, and where the vendor's request holds their values.
    pub headers: Vec<(String, HookSource)>,
}

/// A place in the vendor's request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HookSource {
    /// A header.
    Header(String),
    /// A parameter of the query.
    Query(String),
}

/// How a webhook is known to be the vendor's.
#[derive(Debug, Clone, PartialEq)]
pub enum Verify {
    /// By Rust code of the user.
    Sign(Signing),
    /// By a keyed hash.
    Hmac(Hmac),
}

/// A keyed hash (RFC 2104) in a header.
#[derive(Debug, Clone, PartialEq)]
pub struct Hmac {
    /// The header.
    pub header: String,
    /// What stands before the hash there.
    pub prefix: String,
    /// The hash function.
    pub hash: Hash,
    /// How the hash is written.
    pub encoding: Encoding,
    /// The name of the key.
    pub secret: Name,
    /// What is hashed, one after the other.
    pub over: Vec<Piece>,
    /// The header that holds the time of the request in seconds, and how many milliseconds it may be away.
    pub timestamp: Option<(String, u64)>,
}

/// A hash function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

/// How bytes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// In hexadecimal digits.
    Hex,
    /// In base64.
    Base64,
}

/// A piece of what is hashed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text that stands for itself.
    Text(String),
    /// The value of a header.
    Header(String),
    /// The body, as it came.
    Body,
}
