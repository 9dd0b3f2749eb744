//! Credentials in, the headers that show them out, each marked sensitive; or a login that answers challenges.

#[cfg(feature = "digest")]
mod digest;
#[cfg(not(feature = "digest"))]
#[path = "undigested.rs"]
mod digest;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

use super::endpoint::{SchemeKind, VendorInfo};
use super::hidden::hidden_in;
use super::request::Draft;
use crate::value::Secret;

pub(crate) use digest::{Login, Round};

/// What a caller shows to be let in, for one of the vendor's schemes.
#[derive(Debug, Clone)]
pub struct Credentials {
    scheme: usize,
    given: Given,
}

#[derive(Clone, Debug)]
enum Given {
    Secrets(Vec<Secret>),
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
    pub fn secrets(scheme: usize, secrets: impl IntoIterator<Item = Secret>) -> Self {
        Self {
            scheme,
            given: Given::Secrets(secrets.into_iter().collect()),
        }
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
    headers: Vec<(HeaderName, HeaderValue)>,
    /// What is shown in answer to a challenge alone.
    login: Option<Login>,
    /// What must never be shown.
    pub(crate) hidden: Vec<Secret>,
}

/// Turns credentials into headers; the error names the scheme and never the secret.
pub(crate) fn prepare(vendor: &VendorInfo, credentials: Credentials) -> Result<Prepared, String> {
    let scheme = credentials.scheme;
    let mut prepared = Prepared {
        scheme,
        headers: Vec::new(),
        login: None,
        hidden: Vec::new(),
    };
    match credentials.given {
        Given::Secrets(secrets) => {
            fill(vendor, scheme, &mut secrets.iter(), &mut prepared)?;
            prepared.hidden.extend(secrets);
        }
        Given::Headers(SecretHeaders(headers)) => {
            for (name, value) in &headers {
                let value = sensitive(value.clone());
                prepared.hidden.extend(hidden_in(&value));
                prepared.headers.push((name.clone(), value));
            }
        }
    }
    Ok(prepared)
}

fn fill(
    vendor: &VendorInfo,
    index: usize,
    secrets: &mut dyn Iterator<Item = &Secret>,
    prepared: &mut Prepared,
) -> Result<(), String> {
    let scheme = vendor.schemes[index];
    let mut given = || {
        let missing = || format!("the credentials of `{}` lack a secret", scheme.name);
        secrets.next().ok_or_else(missing)
    };
    let mut next = || given().map(Secret::expose);
    let (name, text) = match scheme.kind {
        SchemeKind::Header {
            header,
            prefix,
            suffix,
        } => {
            let name = HeaderName::from_bytes(header.as_bytes())
                .map_err(|_| format!("`{header}` of `{}` is no header name", scheme.name))?;
            (name, format!("{prefix}{}{suffix}", next()?))
        }
        SchemeKind::Bearer => (AUTHORIZATION, format!("Bearer {}", next()?)),
        SchemeKind::Basic => {
            let (user, password) = (next()?, next()?);
            if user.contains(':') {
                return Err(format!(
                    "the user of `{}` holds a colon, which basic auth cannot send",
                    scheme.name
                ));
            }
            let pair = STANDARD.encode(format!("{user}:{password}"));
            prepared.hide(&pair);
            (AUTHORIZATION, format!("Basic {pair}"))
        }
        SchemeKind::Digest => {
            prepared.login = Some(Login::new(given()?, given()?)?);
            return Ok(());
        }
        SchemeKind::All(parts) => {
            return parts
                .iter()
                .try_for_each(|part| fill(vendor, *part, secrets, prepared));
        }
        SchemeKind::Any(_) | SchemeKind::Caller => {
            return Err(format!("`{}` takes no secrets of its own", scheme.name));
        }
    };
    let value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| {
        format!("the credentials of `{}` hold a line break or another character that no header can carry", scheme.name)
    })?;
    prepared.headers.push((name, sensitive(value)));
    Ok(())
}

impl Prepared {
    fn hide(&mut self, text: &str) {
        self.hidden.push(Secret::from(text));
    }
}

fn sensitive(mut value: HeaderValue) -> HeaderValue {
    value.set_sensitive(true);
    value
}

/// Adds the headers that the scheme asks for to a request. Without credentials for it, it stays as it is: the
/// vendor says best what is missing.
pub(crate) fn apply(
    vendor: &VendorInfo,
    given: &[Prepared],
    scheme: usize,
    headers: &mut HeaderMap,
) {
    for prepared in chosen(vendor, given, scheme) {
        for (name, _) in &prepared.headers {
            headers.remove(name);
        }
        for (name, value) in &prepared.headers {
            headers.append(name, value.clone());
        }
    }
}

impl Draft {
    /// The login that the call shows in answer to a challenge, unless a header of its own stands for it.
    pub(super) fn login(&self) -> Option<&Login> {
        let settings = &*self.settings;
        let scheme = self.endpoint.auth?;
        let given = chosen(settings.vendor, &settings.credentials, scheme);
        let login = given.iter().find_map(|prepared| prepared.login.as_ref());
        login.filter(|_| !self.headers.contains_key(AUTHORIZATION))
    }
}

/// The credentials of the scheme itself, or of the first member of an `any`, or of every part of an `all`.
fn chosen<'a>(vendor: &VendorInfo, given: &'a [Prepared], scheme: usize) -> Vec<&'a Prepared> {
    if let Some(own) = given.iter().find(|prepared| prepared.scheme == scheme) {
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
