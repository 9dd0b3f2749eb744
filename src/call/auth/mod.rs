//! Credentials in; what they add to a request out, or a login that answers challenges or takes out a token first.

mod grant;
mod session;
mod shown;
mod sign;
mod supply;

#[cfg(feature = "digest")]
mod digest;
#[cfg(not(feature = "digest"))]
#[path = "undigested.rs"]
mod digest;

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderMap, HeaderName};

use super::base;
use super::endpoint::{Credential, SchemeKind, VendorInfo};
use super::hidden::hidden_in;
use super::identity::Identity;
use super::request::Draft;
use crate::value::Secret;

pub(crate) use digest::{Login, Round};
use grant::Granted;
pub(crate) use grant::REFUSED;
pub use grant::{ClientAuth, GRANT, Grant, GrantKind, GrantPart, TOKEN_ENDPOINT};
pub use session::login_body;
use session::{LoggingIn, Origin, Session};
pub(crate) use session::{Token, Visit};
pub(crate) use shown::Shown;
use sign::Signer;
pub use sign::{Sign, Signing, Unsigned};
use supply::Source;
pub use supply::{AccessToken, BoxError, TokenProvider, TokenSource};
pub(crate) use supply::{Provider, SharedError};

/// What a caller shows to be let in, for one of the vendor's schemes.
#[derive(Debug, Clone)]
pub struct Credentials {
    scheme: usize,
    given: Given,
}

#[derive(Clone, Debug)]
enum Given {
    Secrets(Vec<TokenSource>),
    Headers(SecretHeaders),
}

/// Headers that are never shown: credentials that the caller supplies. `Debug` shows their names only.
///
/// ```
/// use trunkline::SecretHeaders;
///
/// let mut headers = http::HeaderMap::new();
/// headers.insert("x-key", http::HeaderValue::from_static("5f3a"));
/// assert_eq!(format!("{:?}", SecretHeaders::from(headers)), r#"{"x-key"}"#);
/// ```
#[derive(Clone)]
pub struct SecretHeaders(HeaderMap);

impl From<HeaderMap> for SecretHeaders {
    fn from(headers: HeaderMap) -> Self {
        Self(headers)
    }
}

impl std::fmt::Debug for SecretHeaders {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set()
            .entries(self.0.keys().map(HeaderName::as_str))
            .finish()
    }
}

impl Credentials {
    /// The secrets of a scheme, in its order.
    pub fn secrets(
        scheme: usize,
        secrets: impl IntoIterator<Item = impl Into<TokenSource>>,
    ) -> Self {
        Self {
            scheme,
            given: Given::Secrets(secrets.into_iter().map(Into::into).collect()),
        }
    }

    /// Who is asked for tokens, if anyone.
    #[cfg(feature = "blocking")]
    pub(crate) fn providers(&self) -> impl Iterator<Item = &Provider> {
        let sources = match &self.given {
            Given::Secrets(sources) => sources.as_slice(),
            Given::Headers(_) => &[],
        };
        sources.iter().filter_map(|source| match &source.0 {
            Source::Provider(provider) => Some(provider),
            Source::Secret(_) => None,
        })
    }

    pub(crate) fn scheme(&self) -> usize {
        self.scheme
    }

    /// Headers that the caller supplies.
    pub fn headers(scheme: usize, headers: SecretHeaders) -> Self {
        Self {
            scheme,
            given: Given::Headers(headers),
        }
    }
}

/// Credentials in the form in which they are sent.
pub(crate) struct Prepared {
    pub(crate) scheme: usize,
    shown: Shown,
    /// What is shown in answer to a challenge alone.
    login: Option<Login>,
    /// What a token is taken out with.
    session: Option<Arc<Session>>,
    /// What signs requests.
    signers: Vec<Signer>,
    /// What connections show.
    pub(crate) identity: Option<Identity>,
    /// What must never be shown.
    pub(crate) hidden: Vec<Secret>,
}

/// Credentials and the values of the client's variables in; the error names the scheme and never the secret.
pub(crate) fn prepare(
    vendor: &'static VendorInfo,
    vars: &[Option<String>],
    credentials: Credentials,
) -> Result<Prepared, String> {
    let scheme = credentials.scheme;
    let mut prepared = Prepared {
        scheme,
        shown: Shown::default(),
        login: None,
        session: None,
        signers: Vec::new(),
        identity: None,
        hidden: Vec::new(),
    };
    match credentials.given {
        Given::Secrets(secrets) => {
            let mut filler = Filler {
                vendor,
                vars,
                secrets: secrets.iter(),
                prepared: &mut prepared,
            };
            filler.fill(scheme)?;
            prepared
                .hidden
                .extend(secrets.into_iter().filter_map(|source| match source.0 {
                    Source::Secret(secret) => Some(secret),
                    Source::Provider(_) => None,
                }));
        }
        Given::Headers(SecretHeaders(headers)) => {
            for (name, value) in &headers {
                let mut value = value.clone();
                value.set_sensitive(true);
                prepared.hidden.extend(hidden_in(&value));
                prepared.shown.supplied(name.clone(), value);
            }
        }
    }
    Ok(prepared)
}

/// Hands secrets out to the schemes that take them.
struct Filler<'a> {
    vendor: &'static VendorInfo,
    vars: &'a [Option<String>],
    secrets: std::slice::Iter<'a, TokenSource>,
    prepared: &'a mut Prepared,
}

impl Filler<'_> {
    fn fill(&mut self, index: usize) -> Result<(), String> {
        let scheme = self.vendor.schemes[index];
        let name = scheme.name;
        match scheme.kind {
            SchemeKind::Basic | SchemeKind::Digest => {
                let pair = (self.next(name)?, self.next(name)?);
                self.pair(name, scheme.kind, pair)
            }
            SchemeKind::Formed(kind, parts) => {
                let made: Result<Vec<_>, _> =
                    parts.iter().map(|part| self.made(name, part)).collect();
                let made = made?;
                self.prepared.hidden.extend(made.iter().cloned());
                match made.as_slice() {
                    [user, password] => self.pair(name, *kind, (user.clone(), password.clone())),
                    _ => Err(format!("the credentials of `{name}` are no pair")),
                }
            }
            SchemeKind::Session(session) => {
                let secrets: Result<Vec<_>, _> =
                    session.fills.iter().map(|_| self.next(name)).collect();
                let login = LoggingIn {
                    info: session,
                    secrets: secrets?,
                };
                self.session(name, Origin::Login(login))
            }
            SchemeKind::Grant(grant) => self.grant(name, grant),
            SchemeKind::Sign(signing) => {
                let secrets: Result<Vec<_>, _> =
                    (0..signing.secrets).map(|_| self.next(name)).collect();
                self.prepared.signers.push(Signer {
                    scheme: name,
                    with: signing.with,
                    secrets: secrets?,
                });
                Ok(())
            }
            SchemeKind::Certificate => {
                let (certificate, key) = (self.next(name)?, self.next(name)?);
                let identity = Identity::new(name, certificate.expose(), key.expose());
                self.prepared.identity = Some(identity);
                Ok(())
            }
            SchemeKind::All(parts) => parts.iter().try_for_each(|part| self.fill(*part)),
            SchemeKind::Any(_) | SchemeKind::Caller => {
                Err(format!("`{name}` takes no secrets of its own"))
            }
            SchemeKind::Header { .. }
            | SchemeKind::Bearer
            | SchemeKind::Query(_)
            | SchemeKind::Cookie(_)
            | SchemeKind::Form(_) => match self.source(name)? {
                Source::Secret(secret) => {
                    let shown = &mut self.prepared.shown;
                    shown.add(name, scheme.kind, secret.expose())
                }
                Source::Provider(provider) => {
                    self.session(name, Origin::Provider(provider, scheme.kind))
                }
            },
        }
    }

    fn source(&mut self, name: &str) -> Result<Source, String> {
        let missing = || format!("the credentials of `{name}` lack a secret");
        let source = self.secrets.next().ok_or_else(missing)?;
        Ok(source.0.clone())
    }

    fn next(&mut self, name: &str) -> Result<Secret, String> {
        match self.source(name)? {
            Source::Secret(secret) => Ok(secret),
            Source::Provider(_) => {
                Err(format!("`{name}` takes secrets, and no provider of tokens"))
            }
        }
    }

    /// A call waits for one token at most.
    fn session(&mut self, name: &'static str, origin: Origin) -> Result<(), String> {
        let made = Arc::new(Session::new(name, origin));
        match self.prepared.session.replace(made) {
            None => Ok(()),
            Some(_) => Err(format!(
                "a call waits for one token at most, and `{name}` is the second: give one of them as a secret"
            )),
        }
    }

    fn grant(&mut self, name: &'static str, info: &'static Grant) -> Result<(), String> {
        let mut parts = Vec::with_capacity(info.takes.len());
        let mut provider = None;
        for (part, credential) in info.takes {
            if *part == GrantPart::Assertion {
                match self.source(name)? {
                    Source::Secret(secret) => parts.push((*part, secret)),
                    Source::Provider(asked) => provider = Some(asked),
                }
                continue;
            }
            let secret = self.made(name, credential)?;
            self.prepared.hidden.push(secret.clone());
            parts.push((*part, secret));
        }
        self.session(name, Origin::Grant(Granted { info, parts }, provider))
    }

    /// A secret in its form.
    fn made(&mut self, name: &str, part: &Credential) -> Result<Secret, String> {
        match part {
            Credential::Given { prefix, suffix } => {
                let given = self.next(name)?;
                Ok(format!("{prefix}{}{suffix}", given.expose()).into())
            }
            Credential::Var(index) => base::set_var(self.vendor, self.vars, *index)
                .map(Secret::from)
                .map_err(|invalid| invalid.sentence()),
        }
    }

    /// A user and a password.
    fn pair(
        &mut self,
        name: &str,
        kind: SchemeKind,
        (user, password): (Secret, Secret),
    ) -> Result<(), String> {
        if matches!(kind, SchemeKind::Digest) {
            self.prepared.login = Some(Login::new(&user, &password)?);
            return Ok(());
        }
        if user.expose().contains(':') {
            return Err(format!(
                "the user of `{name}` holds a colon, which basic auth cannot send"
            ));
        }
        let pair = STANDARD.encode(format!("{}:{}", user.expose(), password.expose()));
        let shown = &mut self.prepared.shown;
        shown.header(name, AUTHORIZATION, &format!("Basic {pair}"))?;
        self.prepared.hidden.push(pair.into());
        Ok(())
    }
}

impl Draft {
    /// What the credentials add to the request. Without credentials for the scheme, it stays as it is: the vendor
    /// says best what is missing.
    pub(super) fn shown(&self) -> impl Iterator<Item = &Shown> {
        let token = self.token.as_ref().map(|token| token.shown());
        self.credentials().map(|given| &given.shown).chain(token)
    }

    /// The login that the call shows in answer to a challenge, unless a header of its own stands for it.
    pub(super) fn login(&self) -> Option<&Login> {
        let mut given = self.credentials();
        let login = given.find_map(|prepared| prepared.login.as_ref());
        login.filter(|_| !self.headers.contains_key(AUTHORIZATION) && !self.is_foreign())
    }

    /// What a token for the call is taken out with, unless a header of its own stands for it.
    pub(super) fn session(&self) -> Option<&Arc<Session>> {
        let mut given = self.credentials();
        let session = given.find_map(|prepared| prepared.session.as_ref());
        session.filter(|session| !session.is_overridden(&self.headers))
    }

    /// What signs the call.
    pub(super) fn signers(&self) -> impl Iterator<Item = &Signer> {
        let own = self.credentials().filter(|_| !self.is_foreign());
        own.flat_map(|prepared| &prepared.signers)
    }

    fn credentials(&self) -> impl Iterator<Item = &Prepared> {
        let settings = &*self.settings;
        let scheme = self.endpoint.auth;
        let chosen = scheme.map_or(&[][..], |scheme| &settings.chosen[scheme]);
        chosen.iter().map(|index| &settings.credentials[*index])
    }
}

/// For each scheme of the vendor which of the given credentials its calls show.
pub(super) fn choose(vendor: &VendorInfo, given: &[Prepared]) -> Vec<Vec<usize>> {
    let schemes = 0..vendor.schemes.len();
    schemes
        .map(|scheme| chosen(vendor, given, scheme))
        .collect()
}

/// The credentials of the scheme itself, or of the first member of an `any`, or of every part of an `all`.
fn chosen(vendor: &VendorInfo, given: &[Prepared], scheme: usize) -> Vec<usize> {
    if let Some(own) = given.iter().position(|prepared| prepared.scheme == scheme) {
        return vec![own];
    }
    let of = |part: &usize| chosen(vendor, given, *part);
    match vendor.schemes[scheme].kind {
        SchemeKind::Any(members) => members
            .iter()
            .map(of)
            .find(|found| !found.is_empty())
            .unwrap_or_default(),
        SchemeKind::All(parts) => {
            let found: Vec<_> = parts.iter().map(of).collect();
            if found.iter().any(Vec::is_empty) {
                Vec::new()
            } else {
                found.concat()
            }
        }
        _ => Vec::new(),
    }
}
