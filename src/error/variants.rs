//! The variants of [`Error`](super::Error), each around one boxed failure, with what only it can tell.

use std::error::Error as StdError;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::header::HeaderMap;
use http::status::StatusCode;

use super::{Cause, Error, Failure, JobFault, Vendor};
use crate::call::auth::REFUSED;
use crate::call::endpoint::Retry;
use crate::call::outcome::{Matched, Refusal};
use crate::shape::{Blank, ReadError, Slot};
use crate::transport::TransportErrorKind;

/// What all variants have; the words after the colon say what of a reply there is.
macro_rules! variant {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name(Box<Failure>);

        impl $name {
            pub(super) fn new(failure: Box<Failure>) -> Self {
                Self(failure)
            }

            pub(super) fn failure(&self) -> &Failure {
                &self.0
            }
        }

        variant!(shared $name);
    };
    (shared $name:ident $(<$vendor:ident>)?) => {
        impl $(<$vendor: Vendor>)? $name $(<$vendor>)? {
            /// The name of the call, as the client's method has it.
            pub fn endpoint(&self) -> &'static str {
                self.0.endpoint.name
            }
        }

        impl $(<$vendor: Vendor>)? fmt::Display for $name $(<$vendor>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl $(<$vendor: Vendor>)? fmt::Debug for $name $(<$vendor>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }

        impl $(<$vendor: Vendor>)? StdError for $name $(<$vendor>)? {
            fn source(&self) -> Option<&(dyn StdError + 'static)> {
                self.0.source()
            }
        }
    };
}

/// What the variants have that rest on a reply.
macro_rules! replied {
    ($name:ident $(<$vendor:ident>)?) => {
        impl $(<$vendor: Vendor>)? $name $(<$vendor>)? {
            fn reply(&self) -> &http::Response<Bytes> {
                self.0.reply.as_ref().expect("only a reply leads to this error")
            }

            /// The status of the reply.
            pub fn status(&self) -> StatusCode {
                self.reply().status()
            }

            /// The headers of the reply.
            pub fn headers(&self) -> &HeaderMap {
                self.reply().headers()
            }

            /// The content type of the reply, as the vendor writes it.
            pub fn content_type(&self) -> Option<&str> {
                self.0.content_type()
            }

            /// The body as it came, secrets and all; of one that was given up, what there is.
            pub fn raw_body(&self) -> &Bytes {
                self.reply().body()
            }
        }
    };
}

/// The vendor's own error, as its spec describes it.
pub struct VendorError<V: Vendor>(Box<Failure>, PhantomData<fn() -> V>);

variant!(shared VendorError<V>);
replied!(VendorError<V>);

impl<V: Vendor> VendorError<V> {
    pub(super) fn new(failure: Box<Failure>) -> Self {
        Self(failure, PhantomData)
    }

    pub(super) fn failure(&self) -> &Failure {
        &self.0
    }

    fn matched(&self) -> &Matched {
        match &self.0.cause {
            Cause::Refused(Refusal::Rule(matched)) => matched,
            _ => unreachable!("a vendor's error is made from a rule that matched"),
        }
    }

    /// The named case, where the spec names one.
    pub fn kind(&self) -> Option<V::Kind> {
        self.matched().kind.map(V::kind)
    }

    /// The vendor's code, as text.
    pub fn code(&self) -> Option<&str> {
        self.matched().code.as_deref()
    }

    /// The vendor's message, as it came.
    pub fn message(&self) -> Option<&str> {
        self.matched().message.as_deref()
    }

    /// The body as the type that the spec gives it; nothing where it gives none or the body does not fit.
    pub fn body(&self) -> Option<V::Body> {
        self.try_body()?.ok()
    }

    /// The body as the type that the spec gives it, or why it does not fit; nothing where the spec gives none.
    pub fn try_body(&self) -> Option<Result<V::Body, ReadError>> {
        let index = self.matched().rule.body?;
        Some(self.0.read_body(|reader| V::body(index, reader)))
    }

    /// What the vendor says about trying again.
    pub fn retry(&self) -> Retry {
        self.matched().retry
    }
}

variant! {
    /// A reply that is no success, or does not say that it is one, and of which no rule of the spec says more.
    StatusError
}
replied!(StatusError);

variant! {
    /// A success whose body is not what the spec says.
    BodyError
}
replied!(BodyError);

impl BodyError {
    /// What was wanted and what was found, at which path; nothing where the body is empty.
    pub fn read_error(&self) -> Option<&ReadError> {
        match &self.0.cause {
            Cause::Refused(Refusal::Unreadable(error)) => Some(error),
            _ => None,
        }
    }

    /// The path of the value that did not fit, like `payload.items[3].id`; empty where the whole body did not.
    pub fn path(&self) -> String {
        self.read_error().map(ReadError::path).unwrap_or_default()
    }
}

variant! {
    /// A call that got no whole reply.
    ConnectionError
}

impl ConnectionError {
    /// What went wrong on the way.
    pub fn kind(&self) -> TransportErrorKind {
        match &self.0.cause {
            Cause::Transport(error) => error.kind(),
            _ => TransportErrorKind::Other,
        }
    }

    /// The part of a reply that came before the connection broke.
    pub fn reply(&self) -> Option<&http::Response<Bytes>> {
        self.0.reply.as_ref()
    }
}

variant! {
    /// A reply that is larger than the client allows.
    LimitError
}
replied!(LimitError);

variant! {
    /// A page with the same items as an earlier one: the vendor does not turn pages as its spec says.
    PageError
}
replied!(PageError);

variant! {
    /// A job that was waited for and gives no value: it has failed, or is not done in time.
    ///
    /// The reply is the last one that showed it. What it is known by stands in [`Error::job`](super::Error::job).
    JobError
}
replied!(JobError);

impl JobError {
    /// Whether the vendor says that it has failed; otherwise it was still under way when the time was over.
    pub fn has_failed(&self) -> bool {
        matches!(self.0.cause, Cause::Job(JobFault::Failed))
    }

    /// The job as it was shown last, as the type that the call returns which shows it.
    ///
    /// ```
    /// use trunkline::{JobError, Json};
    ///
    /// fn state(error: &JobError) -> Option<String> {
    ///     let job: Json = error.shown().ok()?;
    ///     Some(job.get("state")?.as_str()?.to_owned())
    /// }
    /// ```
    ///
    /// # Errors
    /// Where the reply does not fit the type.
    pub fn shown<T: Slot + Blank + Send + 'static>(&self) -> Result<T, ReadError> {
        self.0.read_value()
    }
}

variant! {
    /// An argument that cannot be sent, or a setting of the client that the call lacks. Nothing was sent.
    ArgumentError
}

impl ArgumentError {
    /// The parameter, header or variable.
    pub fn name(&self) -> &str {
        match &self.0.cause {
            Cause::Invalid(invalid) => &invalid.name,
            _ => "",
        }
    }
}

variant! {
    /// A call that would have had to wait for the limits of its vendor until its time is over. Nothing was sent.
    BusyError
}

impl BusyError {
    /// The name of the limit in the spec, the narrowest one where several hold for the call.
    pub fn limit(&self) -> &str {
        match &self.0.cause {
            Cause::Busy(busy) => busy.limit,
            _ => "",
        }
    }

    /// How long the call would have had to wait, where that is known: not where it waited in line behind others.
    pub fn wait(&self) -> Option<Duration> {
        match &self.0.cause {
            Cause::Busy(busy) => busy.wait,
            _ => None,
        }
    }
}

variant! {
    /// A call that was not sent, since the provider of its token gave none. What the provider said is the
    /// [`source`](std::error::Error::source).
    TokenError
}

impl TokenError {
    /// The scheme whose token it is, as the spec names it.
    pub fn scheme(&self) -> &'static str {
        match &self.0.cause {
            Cause::NoToken(none) => none.scheme,
            _ => "",
        }
    }
}

/// Why a token of OAuth 2 was not given (RFC 6749, section 5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OAuthError {
    /// `invalid_request`: something is missing or stands there twice.
    InvalidRequest,
    /// `invalid_client`: the program's name or secret is not the right one.
    InvalidClient,
    /// `invalid_grant`: the user's password, the assertion or the refresh token is wrong, or its time is over.
    InvalidGrant,
    /// `unauthorized_client`: the program may not use this grant.
    UnauthorizedClient,
    /// `unsupported_grant_type`: the vendor does not have this grant.
    UnsupportedGrantType,
    /// `invalid_scope`: what is asked for is unknown, or more than is allowed.
    InvalidScope,
    /// Another word of the vendor's own.
    Other,
}

/// A login that failed, so that the call which needs it was not sent.
///
/// What went wrong is an [`Error`] of its own: the vendor's, of the connection, or that the reply holds no token.
///
/// ```
/// use trunkline::{Error, Vendor};
///
/// fn is_refused<V: Vendor>(error: &Error<V>) -> bool {
///     match error {
///         Error::Login(login) => matches!(login.error(), Error::Vendor(_) | Error::Status(_)),
///         _ => false,
///     }
/// }
/// ```
pub struct LoginError<V: Vendor>(Box<Error<V>>);

impl<V: Vendor> LoginError<V> {
    pub(super) fn new(failure: Box<Failure>) -> Self {
        Self(Box::new(Error::of(failure)))
    }

    /// What went wrong with the login; its endpoint is the login's.
    pub fn error(&self) -> &Error<V> {
        &self.0
    }

    /// Why a token of OAuth 2 was not given; nothing where it is another login, or where something else went wrong.
    pub fn oauth(&self) -> Option<OAuthError> {
        let Error::Vendor(error) = self.error() else {
            return None;
        };
        if !std::ptr::eq(error.matched().rule, &REFUSED) {
            return None;
        }
        Some(match error.code()? {
            "invalid_request" => OAuthError::InvalidRequest,
            "invalid_client" => OAuthError::InvalidClient,
            "invalid_grant" => OAuthError::InvalidGrant,
            "unauthorized_client" => OAuthError::UnauthorizedClient,
            "unsupported_grant_type" => OAuthError::UnsupportedGrantType,
            "invalid_scope" => OAuthError::InvalidScope,
            _ => OAuthError::Other,
        })
    }

    /// The name of the call that was not sent.
    pub fn call(&self) -> &'static str {
        let failure = self.0.failure();
        failure.login_for.unwrap_or(failure.endpoint).name
    }
}

impl<V: Vendor> fmt::Display for LoginError<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<V: Vendor> fmt::Debug for LoginError<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl<V: Vendor> StdError for LoginError<V> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}
