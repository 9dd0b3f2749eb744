//! Webhooks: a request of the vendor's comes in; the event that it holds, checked to be the vendor's, goes out.

mod form;
#[cfg(feature = "webhook")]
mod hmac;
#[cfg(not(feature = "webhook"))]
#[path = "unhashed.rs"]
mod hmac;
mod verify;

use std::fmt;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName};
use http::{Method, StatusCode, Uri};
use jiff::Timestamp;

use crate::call::drift::{Drift, Notes, watched};
use crate::json::JsonReader;
use crate::shape::{Blank, Field, ReadError, Slot, read_with};
use crate::value::Secret;
use form::FormReader;
pub use verify::{Check, Encoding, Hash, Hmac, Piece, Unverified, Verify, Verifying};

/// The largest body that is read, in bytes. Whoever takes the request in has a limit of their own.
const MAX_BODY: usize = 16 * 1024 * 1024;

/// What the spec says of a webhook.
#[derive(Debug)]
pub struct HookInfo {
    /// The vendor's name.
    pub vendor: &'static str,
    /// Its name in the spec.
    pub name: &'static str,
    /// The method with which the vendor calls, upper case.
    pub method: &'static str,
    /// What its body is.
    pub body: HookBody,
    /// How it is known to be the vendor's.
    pub verify: Option<Check>,
    /// The status of the answer.
    pub status: u16,
    /// Headers of the answer, and where the vendor's request holds their values.
    pub headers: &'static [(&'static str, HookSource)],
}

/// A webhook without a body, which is answered 200, to be completed.
pub const HOOK: HookInfo = HookInfo {
    vendor: "",
    name: "",
    method: "POST",
    body: HookBody::Nothing,
    verify: None,
    status: 200,
    headers: &[],
};

/// What the body of a webhook is.
#[derive(Debug, Clone, Copy)]
pub enum HookBody {
    /// Whatever it is, it is not read.
    Nothing,
    /// A value in JSON that travels so.
    Json(&'static Field),
    /// A form, whose fields are those of a record.
    Form(&'static Field),
}

/// A place in the vendor's request.
#[derive(Debug, Clone, Copy)]
pub enum HookSource {
    /// A header.
    Header(&'static str),
    /// A parameter of the query.
    Query(&'static str),
}

/// What every generated webhook holds; a clone shares nothing and costs little.
#[derive(Clone)]
pub struct Hook {
    info: &'static HookInfo,
    secrets: Vec<Secret>,
    drift: Drift,
}

/// A webhook that is the vendor's: the event, and what to answer.
///
/// ```
/// use trunkline::Received;
///
/// fn answered<T: std::fmt::Debug>(received: Received<T>) -> trunkline::http::Response<trunkline::bytes::Bytes> {
///     println!("{:?}", received.event);
///     received.into_answer()
/// }
/// ```
#[non_exhaustive]
pub struct Received<T> {
    /// What happened.
    pub event: T,
    answer: http::Response<Bytes>,
}

impl<T> Received<T> {
    /// What the spec says the vendor is to be answered: a status and headers, and no body.
    pub fn answer(&self) -> &http::Response<Bytes> {
        &self.answer
    }

    /// The same, to be sent.
    pub fn into_answer(self) -> http::Response<Bytes> {
        self.answer
    }
}

impl<T: fmt::Debug> fmt::Debug for Received<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("event", &self.event)
            .field("status", &self.answer.status())
            .finish_non_exhaustive()
    }
}

/// Why a webhook is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum HookError {
    /// It came with another method than the spec says.
    Method,
    /// It is not, or not provably, the vendor's: its signature is missing, wrong, or of another body.
    Signature(String),
    /// It is the vendor's, and was signed too long ago or too far ahead: someone may send it again.
    Late,
    /// Its body is larger than 16 MiB.
    TooLarge,
    /// It is the vendor's, and its body is not what the spec says.
    Decode(ReadError),
}

impl HookError {
    /// What to answer, without a word about why: 405, 401, 413 or 400.
    pub fn answer(&self) -> http::Response<Bytes> {
        let mut answer = http::Response::new(Bytes::new());
        *answer.status_mut() = match self {
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Signature(_) | Self::Late => StatusCode::UNAUTHORIZED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Decode(_) => StatusCode::BAD_REQUEST,
        };
        answer
    }
}

impl fmt::Display for HookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method => f.write_str("the webhook came with another method"),
            Self::Signature(reason) => {
                write!(f, "the webhook is not proven to be the vendor's: {reason}")
            }
            Self::Late => f.write_str("the webhook was signed too long ago, or too far ahead"),
            Self::TooLarge => write!(f, "the body of the webhook is larger than {MAX_BODY} bytes"),
            Self::Decode(error) => write!(f, "the webhook cannot be read: {error}"),
        }
    }
}

impl std::error::Error for HookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Decode(error) => Some(error),
            _ => None,
        }
    }
}

/// A request as it came.
pub(crate) struct Request<'r> {
    pub(crate) method: &'r Method,
    pub(crate) uri: &'r Uri,
    pub(crate) headers: &'r HeaderMap,
    pub(crate) body: &'r [u8],
}

impl Hook {
    /// A webhook and the secrets by which it is verified.
    pub fn new(info: &'static HookInfo, secrets: impl IntoIterator<Item = Secret>) -> Self {
        Self {
            info,
            secrets: secrets.into_iter().collect(),
            drift: Drift::default(),
        }
    }

    /// The same, which says so where an event differs from the spec.
    #[must_use]
    pub fn drift(self, drift: Drift) -> Self {
        Self { drift, ..self }
    }

    /// Checks a request and reads what it holds.
    pub fn receive<T: Slot + Blank>(
        &self,
        request: &http::Request<impl AsRef<[u8]>>,
    ) -> Result<Received<T>, HookError> {
        self.receive_by(request, Timestamp::now)
    }

    /// The same, at another time than now.
    pub fn receive_at<T: Slot + Blank>(
        &self,
        request: &http::Request<impl AsRef<[u8]>>,
        now: Timestamp,
    ) -> Result<Received<T>, HookError> {
        self.receive_by(request, || now)
    }

    fn receive_by<T: Slot + Blank>(
        &self,
        request: &http::Request<impl AsRef<[u8]>>,
        now: impl FnOnce() -> Timestamp,
    ) -> Result<Received<T>, HookError> {
        let request = Request {
            method: request.method(),
            uri: request.uri(),
            headers: request.headers(),
            body: request.body().as_ref(),
        };
        self.check(&request, now)?;
        let notes = self.drift.notes();
        let event = read(self.info.body, request.body, notes.as_ref());
        let event = event.map_err(HookError::Decode)?;
        let name = (self.info.vendor, self.info.name);
        let minded = self.drift.minds(notes, name, || self.secrets.clone());
        minded.map_err(HookError::Decode)?;
        Ok(Received {
            event,
            answer: self.answer(&request),
        })
    }

    fn check(
        &self,
        request: &Request<'_>,
        now: impl FnOnce() -> Timestamp,
    ) -> Result<(), HookError> {
        if request.method.as_str() != self.info.method {
            return Err(HookError::Method);
        }
        if request.body.len() > MAX_BODY {
            return Err(HookError::TooLarge);
        }
        match &self.info.verify {
            Some(check) => check.verify(request, &self.secrets, now),
            None => Ok(()),
        }
    }

    /// A header of the request that no header can be made of again does not exist.
    fn answer(&self, request: &Request<'_>) -> http::Response<Bytes> {
        let mut answer = http::Response::new(Bytes::new());
        *answer.status_mut() = StatusCode::from_u16(self.info.status).unwrap_or(StatusCode::OK);
        for (name, source) in self.info.headers {
            let value = match source {
                HookSource::Header(name) => request.headers.get(*name).cloned(),
                HookSource::Query(name) => queried(request.uri, name)
                    .and_then(|text| http::HeaderValue::from_str(&text).ok()),
            };
            let name = HeaderName::from_bytes(name.as_bytes());
            if let (Ok(name), Some(value)) = (name, value) {
                answer.headers_mut().insert(name, value);
            }
        }
        answer
    }
}

/// The first value of a parameter of the query.
fn queried(uri: &Uri, name: &str) -> Option<String> {
    let mut pairs = form::pairs(uri.query()?.as_bytes());
    pairs.find(|(key, _)| key == name).map(|(_, value)| value)
}

fn read<T: Slot + Blank>(
    body: HookBody,
    bytes: &[u8],
    notes: Option<&Notes>,
) -> Result<T, ReadError> {
    match body {
        HookBody::Nothing => Ok(T::blank(&crate::shape::Token::NEW)),
        HookBody::Json(field) => {
            let mut reader = JsonReader::new(bytes)?;
            let event = watched(notes, &mut reader, &[], |reader| read_with(reader, field))?;
            reader.finish()?;
            Ok(event)
        }
        HookBody::Form(field) => {
            let pairs: Vec<_> = form::pairs(bytes).collect();
            watched(notes, &mut FormReader::new(&pairs), &[], |reader| {
                read_with(reader, field)
            })
        }
    }
}

impl fmt::Debug for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hook")
            .field("name", &self.info.name)
            .finish_non_exhaustive()
    }
}
