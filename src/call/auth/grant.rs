//! A grant of OAuth 2 (RFC 6749, RFC 7523) and the caller's secrets in; the request for a token out.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::call::client::Settings;
use crate::call::encode::push_encoded;
use crate::call::endpoint::{
    Condition, Content, Credential, ENDPOINT, Endpoint, Retry, Rule, SchemeKind, Source, Step, Test,
};
use crate::call::form;
use crate::call::request::Draft;
use crate::shape::Format;
use crate::value::Secret;

/// What the spec says of a grant.
pub struct Grant {
    /// The call that gives tokens, a [`TOKEN_ENDPOINT`].
    pub token: &'static Endpoint,
    /// What is asked with.
    pub kind: GrantKind,
    /// What the secrets are, in the order in which the caller gives them.
    pub takes: &'static [(GrantPart, Credential)],
    /// Where the client's name and secret stand.
    pub by: ClientAuth,
    /// More fields of the form, `scope` among them.
    pub fields: &'static [(&'static str, &'static str)],
    /// Whether a refresh token that comes along is used.
    pub refreshes: bool,
    /// How the token is shown.
    pub send: SchemeKind,
}

/// A grant to be completed, whose token is sent as bearer.
pub const GRANT: Grant = Grant {
    token: &TOKEN_ENDPOINT,
    kind: GrantKind::ClientCredentials,
    takes: &[],
    by: ClientAuth::Basic,
    fields: &[],
    refreshes: false,
    send: SchemeKind::Bearer,
};

impl std::fmt::Debug for Grant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The endpoint leads back to the vendor and its schemes.
        f.debug_struct("Grant")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// What a token is asked for with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantKind {
    /// The program's own name and secret.
    ClientCredentials,
    /// A user's name and password.
    Password,
    /// A refresh token.
    Refresh,
    /// An assertion.
    JwtBearer,
}

/// What a secret of a grant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// The assertion.
    Assertion,
}

/// Where the client's name and secret stand in a request for a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientAuth {
    /// In the header `Authorization`; a name without a secret stands in the form.
    Basic,
    /// In the form.
    Form,
}

/// A call that gives tokens, to be completed: `Endpoint { vendor: &VENDOR, name: "oauth", base: 1, ..TOKEN_ENDPOINT }`.
pub const TOKEN_ENDPOINT: Endpoint = Endpoint {
    method: "POST",
    content: Content::Raw(form::MEDIA_TYPE),
    rules: &[&REFUSED],
    ..ENDPOINT
};

/// RFC 6749, section 5.2. Some vendors answer so with HTTP 200.
pub(crate) static REFUSED: Rule = Rule {
    when: &[&[Condition::Body(&[Step::Key("error")], Test::Present)]],
    body: None,
    code: Some(&[Step::Key("error")]),
    message: Some(&[Step::Key("error_description")]),
    kinds: &[],
    retry: Retry::Unsaid,
};

pub(super) const TAKE: Source = Source::Body(&[Step::Key("access_token")]);
pub(super) const EXPIRES_IN: Source = Source::Body(&[Step::Key("expires_in")]);
pub(super) const REFRESH_TOKEN: Source = Source::Body(&[Step::Key("refresh_token")]);

/// A grant with its secrets.
pub(crate) struct Granted {
    pub(super) info: &'static Grant,
    pub(super) parts: Vec<(GrantPart, Secret)>,
}

impl Granted {
    /// The request for a token by the grant itself, with an assertion that was made for it.
    pub(super) fn call(&self, settings: &Arc<Settings>, assertion: Option<&Secret>) -> Box<Draft> {
        let kind = match self.info.kind {
            GrantKind::ClientCredentials => "client_credentials",
            GrantKind::Password => "password",
            GrantKind::Refresh => "refresh_token",
            GrantKind::JwtBearer => "urn:ietf:params:oauth:grant-type:jwt-bearer",
        };
        let own = [
            ("username", GrantPart::User),
            ("password", GrantPart::Password),
            ("refresh_token", GrantPart::RefreshToken),
            ("assertion", GrantPart::Assertion),
        ];
        let own = own.into_iter();
        let own = own.filter_map(|(name, part)| Some((name, self.part(part)?.expose())));
        let made = assertion.map(|made| ("assertion", made.expose()));
        self.asking(settings, kind, own.chain(made))
    }

    /// The request for another token by a refresh token.
    pub(super) fn refresh(&self, settings: &Arc<Settings>, token: &Secret) -> Box<Draft> {
        let shown = [("refresh_token", token.expose())];
        self.asking(settings, "refresh_token", shown.into_iter())
    }

    /// The refresh token that the caller gave.
    pub(super) fn given_refresh(&self) -> Option<&Secret> {
        self.part(GrantPart::RefreshToken)
    }

    fn part(&self, part: GrantPart) -> Option<&Secret> {
        let mut parts = self.parts.iter();
        parts.find(|(of, _)| *of == part).map(|(_, secret)| secret)
    }

    fn asking<'a>(
        &'a self,
        settings: &Arc<Settings>,
        kind: &'a str,
        own: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Box<Draft> {
        let client = (
            self.part(GrantPart::ClientId).map(Secret::expose),
            self.part(GrantPart::ClientSecret).map(Secret::expose),
        );
        let mut call = Draft::new(settings, self.info.token).format(Format::Json);
        let in_form = match (client, self.info.by) {
            ((Some(id), Some(secret)), ClientAuth::Basic) => {
                call = call.header("authorization", &basic(id, secret));
                (None, None)
            }
            (client, _) => client,
        };
        let pairs = [("grant_type", kind)].into_iter().chain(own);
        let pairs = pairs
            .chain(in_form.0.map(|id| ("client_id", id)))
            .chain(in_form.1.map(|secret| ("client_secret", secret)))
            .chain(self.info.fields.iter().copied());
        call.with_raw(form::encode(pairs).into())
    }
}

/// Name and secret are encoded before they are joined (RFC 6749, section 2.3.1).
fn basic(id: &str, secret: &str) -> String {
    let mut pair = String::new();
    push_encoded(&mut pair, id);
    pair.push(':');
    push_encoded(&mut pair, secret);
    format!("Basic {}", STANDARD.encode(pair))
}
