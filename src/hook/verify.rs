//! A request and the caller's secrets in; whether it is the vendor's out.

use std::fmt;

use http::header::HeaderMap;
use http::{Method, Uri};
use jiff::Timestamp;

use super::{HookError, Request, hmac};
use crate::BoxError;
use crate::value::Secret;

/// Verifies webhooks. A spec names a constant of your crate, such as a unit struct: `verify: { sign: { with: crate::Sign, secrets: [key] } }`.
///
/// Compare signatures in constant time, as [`Unverified::is_same`] does.
///
/// ```
/// use trunkline::{BoxError, Unverified, Verify};
///
/// /// The vendor repeats what was agreed on.
/// pub struct Agreed;
///
/// impl Verify for Agreed {
///     fn verify(&self, request: &Unverified<'_>) -> Result<(), BoxError> {
///         let [agreed] = request.secrets() else {
///             return Err("the spec names one secret".into());
///         };
///         let shown = request.headers().get("x-agreed").ok_or("there is no `X-Agreed`")?;
///         match Unverified::is_same(shown.as_bytes(), agreed.expose().as_bytes()) {
///             true => Ok(()),
///             false => Err("`X-Agreed` is another".into()),
///         }
///     }
/// }
/// ```
pub trait Verify: Send + Sync {
    /// Whether the request is the vendor's.
    ///
    /// # Errors
    /// Why it is not, in words without a secret: [`HookError::Signature`] holds them.
    fn verify(&self, request: &Unverified<'_>) -> Result<(), BoxError>;
}

/// A request that has yet to be proven to be the vendor's.
pub struct Unverified<'r> {
    request: &'r Request<'r>,
    secrets: &'r [Secret],
}

impl Unverified<'_> {
    /// The method.
    pub fn method(&self) -> &Method {
        self.request.method
    }

    /// The URL, as it came.
    pub fn uri(&self) -> &Uri {
        self.request.uri
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers
    }

    /// The body, as it came.
    pub fn body(&self) -> &[u8] {
        self.request.body
    }

    /// Your secrets, in the order of `secrets:` in the spec.
    pub fn secrets(&self) -> &[Secret] {
        self.secrets
    }

    /// Whether two texts are the same, in a time that depends on their lengths alone.
    pub fn is_same(one: &[u8], other: &[u8]) -> bool {
        let differences = one.iter().zip(other);
        let differences = differences.fold(0, |all, (one, other)| {
            // The optimizer is not to find out that one difference is enough.
            std::hint::black_box(all | (one ^ other))
        });
        one.len() == other.len() && differences == 0
    }
}

impl fmt::Debug for Unverified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unverified")
            .field("method", self.method())
            .finish_non_exhaustive()
    }
}

/// How a webhook is known to be the vendor's.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// By Rust code of the user.
    Rust(&'static Verifying),
    /// By a keyed hash in a header, which the first secret is the key of.
    Hmac(&'static Hmac),
}

/// Rust code that verifies.
#[derive(Clone, Copy)]
pub struct Verifying {
    /// Who verifies.
    pub with: &'static dyn Verify,
}

impl fmt::Debug for Verifying {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifying").finish_non_exhaustive()
    }
}

/// A keyed hash (RFC 2104).
#[derive(Debug, Clone, Copy)]
pub struct Hmac {
    /// The header that holds it.
    pub header: &'static str,
    /// What stands before it there.
    pub prefix: &'static str,
    /// The hash function.
    pub hash: Hash,
    /// How it is written.
    pub encoding: Encoding,
    /// What is hashed, one after the other.
    pub over: &'static [Piece],
    /// The header that holds the time in seconds, and how many milliseconds it may be away.
    pub timestamp: Option<(&'static str, u64)>,
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
#[derive(Debug, Clone, Copy)]
pub enum Piece {
    /// Text that stands for itself.
    Text(&'static str),
    /// The value of a header.
    Header(&'static str),
    /// The body.
    Body,
}

impl Check {
    pub(super) fn verify(
        &self,
        request: &Request<'_>,
        secrets: &[Secret],
        now: impl FnOnce() -> Timestamp,
    ) -> Result<(), HookError> {
        match self {
            Self::Rust(verifying) => {
                let verified = verifying.with.verify(&Unverified { request, secrets });
                verified.map_err(|error| HookError::Signature(error.to_string()))
            }
            Self::Hmac(hmac) => {
                hmac.check(request, secrets).map_err(HookError::Signature)?;
                hmac.in_time(request, now)
            }
        }
    }
}

impl Hmac {
    fn check(&self, request: &Request<'_>, secrets: &[Secret]) -> Result<(), String> {
        let [key] = secrets else {
            return Err("there is no key to check it with".to_owned());
        };
        let mut pieces = Vec::with_capacity(self.over.len());
        for piece in self.over {
            pieces.push(match piece {
                Piece::Text(text) => text.as_bytes(),
                Piece::Body => request.body,
                Piece::Header(name) => {
                    let missing = || format!("there is no `{name}`, which is signed");
                    let value = only(request.headers, name).ok_or_else(missing)?;
                    value.as_bytes()
                }
            });
        }
        let shown = only(request.headers, self.header);
        let shown = shown.ok_or_else(|| format!("there is no `{}`", self.header))?;
        // Vendors that change their keys send one signature for each, with commas or blanks between.
        let signatures = shown.as_bytes().split(|byte| matches!(byte, b',' | b' '));
        let whole = shown.as_bytes();
        let all = std::iter::once(whole)
            .chain(signatures)
            .take(MAX_SIGNATURES);
        let is_right = all
            .filter_map(|text| self.decoded(text))
            .any(|shown| hmac::is_of(self.hash, key, &pieces, &shown));
        match is_right {
            true => Ok(()),
            false => Err(format!("`{}` is not the signature of it", self.header)),
        }
    }

    fn decoded(&self, text: &[u8]) -> Option<Vec<u8>> {
        let text = text.strip_prefix(self.prefix.as_bytes())?;
        match self.encoding {
            Encoding::Hex => unhex(text),
            Encoding::Base64 => {
                use base64::Engine;
                base64::engine::general_purpose::STANDARD.decode(text).ok()
            }
        }
    }

    /// A request that was signed long ago may be one that somebody has kept.
    fn in_time(
        &self,
        request: &Request<'_>,
        now: impl FnOnce() -> Timestamp,
    ) -> Result<(), HookError> {
        let Some((header, tolerance)) = self.timestamp else {
            return Ok(());
        };
        let none = || HookError::Signature(format!("`{header}` holds no time in seconds"));
        let said = only(request.headers, header).and_then(|value| value.to_str().ok());
        let said: i64 = said.and_then(|text| text.parse().ok()).ok_or_else(none)?;
        let said = Timestamp::from_second(said).map_err(|_| none())?;
        let away = now().duration_since(said).unsigned_abs();
        match away.as_millis() <= u128::from(tolerance) {
            true => Ok(()),
            false => Err(HookError::Late),
        }
    }
}

/// How many signatures of one header are looked at.
const MAX_SIGNATURES: usize = 8;

/// A header that is there once: of two it is not known which was signed.
fn only<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h http::HeaderValue> {
    let mut values = headers.get_all(name).into_iter();
    values.next().filter(|_| values.next().is_none())
}

fn unhex(text: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let (pairs, rest) = text.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let byte = |[high, low]: &[u8; 2]| u8::try_from(digit(*high)? * 16 + digit(*low)?).ok();
    pairs.iter().map(byte).collect()
}

#[cfg(all(test, feature = "webhook"))]
mod tests {
    use super::*;
    use crate::hook::{HOOK, Hook, HookInfo};

    #[test]
    fn without_a_key_nothing_is_proven() {
        static INFO: HookInfo = HookInfo {
            verify: Some(Check::Hmac(&Hmac {
                header: "x-signature",
                prefix: "",
                hash: Hash::Sha256,
                encoding: Encoding::Hex,
                over: &[Piece::Body],
                timestamp: None,
            })),
            ..HOOK
        };
        let request = http::Request::builder().method("POST");
        let request = request.header("x-signature", "00").body("");
        let hook = Hook::new(&INFO, []);
        let received = hook.receive::<()>(&request.expect("a request"));
        let error = received.expect_err("nobody knows whose it is");
        assert!(matches!(error, HookError::Signature(_)), "{error:?}");
    }
}
