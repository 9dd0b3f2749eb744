//! A request that is ready to go and the caller's secrets in; the same request with a signature out.

use std::fmt;

use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::{Method, Uri};

use super::supply::BoxError;
use crate::call::encode::push_encoded;
use crate::call::hidden::hidden_in;
use crate::call::request::{Draft, Invalid};
use crate::transport::Payload;
use crate::value::Secret;

/// Signs requests. A spec names a constant of your crate, such as a unit struct: `sign: { with: crate::Sign, secrets: [key] }`.
///
/// It sees each request as it goes out, and once more where one is sent again, so that a time or a number that is
/// used once is always fresh.
///
/// ```
/// use trunkline::http::HeaderName;
/// use trunkline::{BoxError, Sign, Unsigned};
///
/// /// A checksum of the path and the body, with the secret in front.
/// pub struct Checksum;
///
/// impl Sign for Checksum {
///     fn sign(&self, request: &mut Unsigned<'_>) -> Result<(), BoxError> {
///         let [key] = request.secrets() else {
///             return Err("the spec names one secret".into());
///         };
///         let body = request.body().ok_or("a body that is streamed has no checksum")?;
///         let bytes = key.expose().bytes().chain(request.uri().path().bytes()).chain(body.iter().copied());
///         let sum = bytes.fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
///         request.set_header(HeaderName::from_static("x-checksum"), &format!("{sum:016x}"))
///     }
/// }
/// ```
pub trait Sign: Send + Sync {
    /// Adds a signature to the request.
    ///
    /// # Errors
    /// Why it cannot be signed. It is not sent then, and the call fails with
    /// [`Error::Invalid`](crate::Error::Invalid). The text must not hold a secret.
    fn sign(&self, request: &mut Unsigned<'_>) -> Result<(), BoxError>;
}

/// A request that is to be signed: what goes out but for the signature.
pub struct Unsigned<'r> {
    request: &'r mut http::Request<Payload>,
    secrets: &'r [Secret],
    hidden: Vec<Secret>,
}

impl Unsigned<'_> {
    /// The method.
    pub fn method(&self) -> &Method {
        self.request.method()
    }

    /// The whole URL.
    pub fn uri(&self) -> &Uri {
        self.request.uri()
    }

    /// The headers, without those that the transport adds: `Host`, `Content-Length` and what concerns the connection.
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// The body, which is empty where there is none; nothing where it is streamed and not known yet.
    pub fn body(&self) -> Option<&[u8]> {
        self.request.body().bytes().map(|bytes| &bytes[..])
    }

    /// The caller's secrets, in the order of `secrets:` in the spec.
    pub fn secrets(&self) -> &[Secret] {
        self.secrets
    }

    /// Sets a header, in place of others of its name. Its value is never shown.
    ///
    /// # Errors
    /// Where the value holds a line break or another character that no header can carry.
    pub fn set_header(&mut self, name: HeaderName, value: &str) -> Result<(), BoxError> {
        let made = HeaderValue::from_bytes(value.as_bytes());
        let mut value =
            made.map_err(|_| format!("the value of `{name}` holds what no header can carry"))?;
        value.set_sensitive(true);
        self.hidden.extend(hidden_in(&value));
        self.request.headers_mut().insert(name, value);
        Ok(())
    }

    /// Adds a parameter to the query, encoded. Its value is never shown.
    ///
    /// # Errors
    /// Where the URL would be longer than one can be.
    pub fn add_query(&mut self, name: &str, value: &str) -> Result<(), BoxError> {
        let mut url = self.request.uri().to_string();
        url.push(if url.contains('?') { '&' } else { '?' });
        push_encoded(&mut url, name);
        url.push('=');
        push_encoded(&mut url, value);
        let made = url.parse();
        *self.request.uri_mut() = made.map_err(|_| format!("`{name}` makes no URL"))?;
        self.hidden.push(value.into());
        Ok(())
    }
}

impl fmt::Debug for Unsigned<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unsigned")
            .field("method", self.method())
            .field("path", &self.uri().path())
            .finish_non_exhaustive()
    }
}

/// What the spec says of a signature.
#[derive(Clone, Copy)]
pub struct Signing {
    /// Who signs.
    pub with: &'static dyn Sign,
    /// How many secrets it takes.
    pub secrets: usize,
}

impl fmt::Debug for Signing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signing")
            .field("secrets", &self.secrets)
            .finish_non_exhaustive()
    }
}

/// A signature with its secrets.
pub(crate) struct Signer {
    pub(super) scheme: &'static str,
    pub(super) with: &'static dyn Sign,
    pub(super) secrets: Vec<Secret>,
}

impl Signer {
    /// Signs a request; what must never be shown of it comes back.
    fn sign(&self, request: &mut http::Request<Payload>) -> Result<Vec<Secret>, Invalid> {
        let mut unsigned = Unsigned {
            request,
            secrets: &self.secrets,
            hidden: Vec::new(),
        };
        let signed = self.with.sign(&mut unsigned);
        let hidden = unsigned.hidden;
        match signed {
            Ok(()) => Ok(hidden),
            Err(error) => Err(Invalid::new(
                self.scheme,
                format!("cannot sign the request: {error}"),
            )),
        }
    }
}

impl Draft {
    /// The request as it goes out, signed where that is asked for; `hidden` takes what must never be shown of it.
    pub(in crate::call) fn ready(
        &self,
        hidden: &mut Vec<Secret>,
    ) -> Result<http::Request<Payload>, Invalid> {
        let mut request = self.request()?;
        for signer in self.signers() {
            hidden.extend(signer.sign(&mut request)?);
        }
        Ok(request)
    }
}
