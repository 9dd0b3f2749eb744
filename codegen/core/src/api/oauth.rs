//! OAuth 2 and signatures: what a token is asked for with, and who signs.

use super::{BaseId, Credential, Name, Retrying, SchemeId, SchemeKind};

/// A grant of OAuth 2.
#[derive(Debug, Clone, PartialEq)]
pub struct Grant {
    /// The scheme of the spec that offers it.
    pub of: SchemeId,
    /// Which one it is.
    pub kind: GrantKind,
    /// The URL that gives tokens.
    pub token: BaseId,
    /// What it takes, in the order in which the caller gives it.
    pub takes: Vec<(GrantPart, Credential)>,
    /// Where the client's name and secret stand.
    pub by: ClientAuth,
    /// More fields of the form and their values, `scope` first.
    pub fields: Vec<(String, String)>,
    /// Whether a refresh token that comes along is used.
    pub refreshes: bool,
    /// When a request for a token is sent again; never where nothing is said.
    pub retry: Option<Retrying>,
    /// How the token is sent: `Header`, `Bearer`, `Query`, `Cookie` or `Form`.
    pub send: Box<SchemeKind>,
}

/// What a token is asked for with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GrantKind {
    /// The program's own name and secret.
    ClientCredentials,
    /// A user's name and password.
    Password,
    /// An assertion.
    JwtBearer,
    /// A refresh token that the caller has.
    Refresh,
}

impl GrantKind {
    /// Its word in the spec.
    pub fn word(self) -> &'static str {
        match self {
            GrantKind::ClientCredentials => "client_credentials",
            GrantKind::Password => "password",
            GrantKind::JwtBearer => "jwt_bearer",
            GrantKind::Refresh => "refresh",
        }
    }

    /// What the request for a token calls it.
    pub fn grant_type(self) -> &'static str {
        match self {
            GrantKind::ClientCredentials => "client_credentials",
            GrantKind::Password => "password",
            GrantKind::JwtBearer => "urn:ietf:params:oauth:grant-type:jwt-bearer",
            GrantKind::Refresh => "refresh_token",
        }
    }
}

/// What a credential of a grant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GrantPart {
    /// The program's name.
    ClientId,
    /// The program's secret.
    ClientSecret,
    /// The user's name.
    User,
    /// The user's password.
    Password,
    /// The refresh token.
    RefreshToken,
    /// The assertion, or what gives one.
    Assertion,
}

impl GrantPart {
    /// The field of the form that it stands in.
    pub fn field(self) -> &'static str {
        match self {
            GrantPart::ClientId => "client_id",
            GrantPart::ClientSecret => "client_secret",
            GrantPart::User => "username",
            GrantPart::Password => "password",
            GrantPart::RefreshToken => "refresh_token",
            GrantPart::Assertion => "assertion",
        }
    }
}

/// Where the client's name and secret stand in a request for a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClientAuth {
    /// In the header `Authorization`; a name without a secret stands in the form.
    Basic,
    /// In the form.
    Form,
}

/// A signature that Rust code of the user makes or checks.
#[derive(Debug, Clone, PartialEq)]
pub struct Signing {
    /// The path of a constant in Rust.
    pub with: String,
    /// The names of its secrets, in their order.
    pub secrets: Vec<Name>,
}
