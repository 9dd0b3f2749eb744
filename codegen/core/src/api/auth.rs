//! Authentication: what the vendor takes, and what an endpoint wants of it.

use super::{EndpointId, Grant, Name, SchemeId, Signing, Source, Target, VarId};

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
    /// A secret in this parameter of the query.
    Query(String),
    /// A secret in this cookie.
    Cookie(String),
    /// A secret in this field of a form.
    Form(String),
    /// `Authorization: Basic …`.
    Basic {
        /// The credential that stands for the user.
        user: Credential,
        /// The credential that stands for the password.
        password: Credential,
    },
    /// `Authorization: Digest …`, in answer to a challenge.
    Digest {
        /// The credential that stands for the user.
        user: Credential,
        /// The credential that stands for the password.
        password: Credential,
    },
    /// A login whose token is sent.
    Session(Session),
    /// A grant whose token is sent.
    Grant(Grant),
    /// A signature over each request.
    Sign(Signing),
    /// A certificate, which encrypted connections show.
    Certificate(Certificate),
    /// Every one of these at once.
    All(Vec<SchemeId>),
    /// Any one of these: the caller's choice.
    Any(Vec<SchemeId>),
    /// The caller supplies the headers: the vendor's documentation does not say how.
    Caller,
}

/// What the caller gives of a certificate, in PEM.
#[derive(Debug, Clone, PartialEq)]
pub struct Certificate {
    /// The name of the certificate, with those that lead to the authority's.
    pub certificate: Name,
    /// The name of its private key.
    pub key: Name,
}

/// What a credential is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Credential {
    /// What the caller gives.
    Given {
        /// Its name.
        name: Name,
        /// What is sent before it.
        prefix: String,
        /// What is sent after it.
        suffix: String,
    },
    /// The value of a variable of the client.
    Var(VarId),
}

impl Credential {
    /// Its name, where the caller gives it.
    pub fn name(&self) -> Option<&Name> {
        match self {
            Credential::Given { name, .. } => Some(name),
            Credential::Var(_) => None,
        }
    }
}

/// A login whose token is sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// The endpoint that logs in, which shows no token.
    pub login: EndpointId,
    /// The credentials: what the login requires, with where each is sent, in the order of the call's arguments.
    pub credentials: Vec<(Name, Target)>,
    /// Where the login's reply holds the token.
    pub take: Source,
    /// How long the token is good; until the vendor refuses it where nothing is said.
    pub ttl: Option<Ttl>,
    /// How the token is sent: `Header`, `Bearer`, `Query`, `Cookie` or `Form`.
    pub send: Box<SchemeKind>,
    /// The endpoint that takes the old token and gives another.
    pub refresh: Option<EndpointId>,
}

/// How long a token is good.
#[derive(Debug, Clone, PartialEq)]
pub enum Ttl {
    /// So many milliseconds.
    Millis(u64),
    /// The seconds that the login's reply holds here.
    Seconds(Source),
}

/// What an endpoint asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Auth {
    /// No credentials are sent.
    #[default]
    None,
    /// This scheme.
    Scheme(SchemeId),
}
