//! What the caller's hooks are shown of a request and of its reply.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::Method;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::status::StatusCode;

use super::{Came, Sent};
use crate::transport::TransportErrorKind;

type OnRequest = Arc<dyn Fn(&mut Outgoing<'_>) + Send + Sync>;
type OnReply = Arc<dyn Fn(&Outcome<'_>) + Send + Sync>;

/// The hooks of a client, in the order in which they were set.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    pub(crate) requests: Vec<OnRequest>,
    pub(crate) replies: Vec<OnReply>,
}

impl Hooks {
    pub(crate) fn is_empty(&self) -> bool {
        self.requests.is_empty() && self.replies.is_empty()
    }
}

/// A request that is about to go out: what a hook of `on_request` sees.
///
/// Each request is shown: those of a login, the answer to a challenge, and every try.
///
/// ```
/// use trunkline::Outgoing;
/// use trunkline::http::{HeaderName, HeaderValue};
///
/// fn trace(request: &mut Outgoing<'_>) {
///     println!("{} {} of {}, {:?}", request.method(), request.path(), request.vendor(), request.headers());
///     request.insert_header(HeaderName::from_static("x-trace"), HeaderValue::from_static("7"));
/// }
/// ```
#[derive(Debug)]
pub struct Outgoing<'r> {
    pub(super) sent: &'r Sent,
    pub(super) headers: &'r mut HeaderMap,
    pub(super) is_foreign: bool,
    pub(super) added: Vec<HeaderValue>,
}

impl Outgoing<'_> {
    /// The headers. Those that hold a secret are marked as sensitive, so that `Debug` does not show them.
    pub fn headers(&self) -> &HeaderMap {
        self.headers
    }

    /// Adds a header, in place of any other of its name. It is added after the request was signed, where the vendor
    /// wants that, and not to a request for a page that the vendor keeps at another host.
    pub fn insert_header(&mut self, name: HeaderName, value: HeaderValue) {
        if !self.is_foreign {
            self.added.push(value.clone());
            self.headers.insert(name, value);
        }
    }
}

/// What came of a request: what a hook of `on_reply` sees.
///
/// ```
/// use trunkline::Outcome;
///
/// fn measure(outcome: &Outcome<'_>) {
///     let status = outcome.status().map_or(0, |status| status.as_u16());
///     println!("{} of {}: {status} after {:?}", outcome.endpoint(), outcome.vendor(), outcome.took());
/// }
/// ```
#[derive(Debug)]
pub struct Outcome<'r> {
    pub(super) sent: &'r Sent,
    pub(super) came: Came,
    pub(super) took: Duration,
}

impl Outcome<'_> {
    /// The status of the reply, where one came.
    pub fn status(&self) -> Option<StatusCode> {
        self.came.status
    }

    /// Why no whole reply came, where the transport failed.
    pub fn fault(&self) -> Option<TransportErrorKind> {
        self.came.fault
    }

    /// The time from the request to the last byte of the reply, or to the head of one that is a stream.
    pub fn took(&self) -> Duration {
        self.took
    }
}

/// What both show of the request.
macro_rules! request {
    ($($ty:ident),*) => {
        $(impl $ty<'_> {
            /// The name of the vendor.
            pub fn vendor(&self) -> &'static str {
                self.sent.vendor
            }

            /// The name of the call, as the client's method has it; of a login, the login's.
            pub fn endpoint(&self) -> &'static str {
                self.sent.endpoint
            }

            /// The method.
            pub fn method(&self) -> &Method {
                &self.sent.method
            }

            /// The path after the base URL, with names in place of values: `/users/{id}`.
            pub fn path(&self) -> &str {
                &self.sent.path
            }

            /// Which request of its call this is, from 1: a try again and the answer to a challenge count, a login
            /// does not.
            pub fn number(&self) -> u32 {
                self.sent.number
            }
        })*
    };
}

request!(Outgoing, Outcome);

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.method, self.path, self.number)
    }
}
