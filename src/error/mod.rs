//! What comes of a call that gives no value: one enum for the caller to match, each variant with all that is known.

mod build;
mod busy;
mod failure;
mod job;
mod page;
pub(crate) mod redact;
mod variants;

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::header::HeaderMap;
use http::status::StatusCode;

pub use build::BuildError;
pub(crate) use busy::Busy;
pub use failure::Failure;
pub(crate) use failure::{Cause, NoToken};
pub(crate) use job::JobFault;
pub(crate) use page::{MAX_LEAD, PageFault};
pub use variants::{
    ArgumentError, BodyError, BusyError, ConnectionError, JobError, LimitError, LoginError,
    OAuthError, PageError, StatusError, TokenError, VendorError,
};

use crate::call::endpoint::{Retry, VendorInfo};
use crate::call::outcome::Refusal;
use crate::call::tries::Try;
use crate::shape::{ReadError, Reader};

/// A vendor: what its calls' errors are made of. Generated code implements it.
pub trait Vendor: 'static {
    /// The named cases of the vendor's errors.
    type Kind: Copy + fmt::Debug + Send + Sync + 'static;
    /// The documented bodies of the vendor's errors.
    type Body;
    /// The constant description.
    fn info() -> &'static VendorInfo;
    /// The kind at this position.
    fn kind(index: usize) -> Self::Kind;
    /// Reads the body at this position of [`Vendor::Body`].
    fn body(index: usize, reader: &mut dyn Reader) -> Result<Self::Body, ReadError>;
}

/// Why a call of the vendor `V` gave no value.
///
/// `Display` is one line that names the call, the reason and the status; `Debug` adds what may be shown of the
/// body, secrets masked. It is two words wide and can be sent between threads.
///
/// ```
/// use trunkline::{Error, Retry, Vendor};
///
/// fn may_go_away<V: Vendor>(error: &Error<V>) -> bool {
///     match error {
///         Error::Vendor(error) => matches!(error.retry(), Retry::Throttle | Retry::Transient),
///         Error::Status(error) => error.status().is_server_error(),
///         Error::Transport(_) => true,
///         _ => false,
///     }
/// }
/// ```
#[non_exhaustive]
pub enum Error<V: Vendor> {
    /// The vendor says that the call failed, in a form that its spec describes.
    Vendor(VendorError<V>),
    /// The reply is no success, and none of the vendor's rules says more.
    Status(StatusError),
    /// The reply is a success whose body is not what the spec says.
    Decode(BodyError),
    /// No whole reply came.
    Transport(ConnectionError),
    /// The reply is larger than the client allows.
    Limit(LimitError),
    /// A walk over pages does not get on.
    Page(PageError),
    /// A job that was waited for has failed, or is not done in time.
    Job(JobError),
    /// An argument cannot be sent; nothing was.
    Invalid(ArgumentError),
    /// The limits of the vendor leave the call no room within its time; nothing was sent.
    Busy(BusyError),
    /// The login that the call needs failed, and the call was not sent.
    Login(LoginError<V>),
    /// The provider of tokens that the caller set gave none, and the call was not sent.
    Token(TokenError),
}

impl<V: Vendor> Error<V> {
    pub(crate) fn new(failure: Box<Failure>) -> Self {
        match failure.login_for {
            Some(_) => Self::Login(LoginError::new(failure)),
            None => Self::of(failure),
        }
    }

    /// By the cause alone.
    fn of(failure: Box<Failure>) -> Self {
        match failure.cause {
            Cause::Refused(Refusal::Rule(ref matched)) => {
                if let Some(index) = matched.rule.body {
                    failure.tell_drift(|reader| V::body(index, reader).map(drop));
                }
                Self::Vendor(VendorError::new(failure))
            }
            Cause::Refused(Refusal::Status | Refusal::NotOk) => {
                Self::Status(StatusError::new(failure))
            }
            Cause::Refused(Refusal::Empty | Refusal::Unreadable(_)) => {
                Self::Decode(BodyError::new(failure))
            }
            Cause::Transport(_) => Self::Transport(ConnectionError::new(failure)),
            Cause::TooLarge(_) | Cause::LongItem(_) => Self::Limit(LimitError::new(failure)),
            Cause::Page(_) => Self::Page(PageError::new(failure)),
            Cause::Job(_) => Self::Job(JobError::new(failure)),
            Cause::Invalid(_) => Self::Invalid(ArgumentError::new(failure)),
            Cause::Busy(_) => Self::Busy(BusyError::new(failure)),
            Cause::NoToken(_) => Self::Token(TokenError::new(failure)),
        }
    }

    fn failure(&self) -> &Failure {
        match self {
            Self::Vendor(error) => error.failure(),
            Self::Status(error) => error.failure(),
            Self::Decode(error) => error.failure(),
            Self::Transport(error) => error.failure(),
            Self::Limit(error) => error.failure(),
            Self::Page(error) => error.failure(),
            Self::Job(error) => error.failure(),
            Self::Invalid(error) => error.failure(),
            Self::Busy(error) => error.failure(),
            Self::Login(error) => error.error().failure(),
            Self::Token(error) => error.failure(),
        }
    }

    /// The name of the call, as the client's method has it; of a login that failed, the login's.
    pub fn endpoint(&self) -> &'static str {
        self.failure().endpoint.name
    }

    /// The status of the reply, where one came.
    pub fn status(&self) -> Option<StatusCode> {
        self.failure().reply.as_ref().map(http::Response::status)
    }

    /// The headers of the reply, where one came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.failure().reply.as_ref().map(http::Response::headers)
    }

    /// The body of the reply as it came, secrets and all, where one came; of one that was cut short, what there is.
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.failure().reply.as_ref().map(http::Response::body)
    }

    /// What was sent for the call and came to nothing, in order, the last one too: one where the spec lets the call
    /// be sent once, none where nothing was sent.
    ///
    /// ```
    /// use trunkline::{Error, Vendor};
    ///
    /// fn statuses<V: Vendor>(error: &Error<V>) -> Vec<u16> {
    ///     error.tries().iter().filter_map(|one| Some(one.status()?.as_u16())).collect()
    /// }
    /// ```
    pub fn tries(&self) -> &[Try] {
        &self.failure().tries
    }

    /// What the job is known by that was waited for: the parameters of the call that shows it, by their names on the
    /// wire and as they are sent. Nothing where no job was started. With it, the job can be asked for again.
    ///
    /// ```
    /// use trunkline::{Error, Vendor};
    ///
    /// fn job_id<V: Vendor>(error: &Error<V>) -> Option<&str> {
    ///     error.job().iter().find(|(name, _)| *name == "job_id").map(|(_, id)| id.as_str())
    /// }
    /// ```
    pub fn job(&self) -> &[(&'static str, String)] {
        &self.failure().job
    }

    /// What the vendor says about trying again.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Vendor(error) => error.retry(),
            Self::Login(error) => error.error().retry(),
            _ => Retry::Unsaid,
        }
    }
}

impl<V: Vendor> fmt::Display for Error<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure().fmt(f)
    }
}

impl<V: Vendor> fmt::Debug for Error<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.failure(), f)
    }
}

impl<V: Vendor> StdError for Error<V> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.failure().source()
    }
}
