//! A call that the spec does not declare: a method, a path and the caller's values in, a draft out that goes the way of
//! all others, with the vendor's credentials, errors, retries and limits.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use http::header::ACCEPT;

use super::client::Core;
use super::encode::push_encoded;
use super::endpoint::Endpoint;
use super::mode::{Async, Call};
use super::outcome::Reads;
use super::request::{Draft, Invalid, check_segment};
use super::send::{self, Reply, Sending};
use crate::error::{Error, Vendor};
use crate::shape::{Blank, FIELD, Slot};
use crate::value::{File, Json};

/// Where a call goes that no endpoint describes.
#[derive(Clone, Debug)]
pub(crate) struct Undeclared {
    pub(crate) method: Method,
    /// The path after the base, with `{name}` for what the caller fills in.
    pub(crate) path: String,
    filled: Vec<(String, String)>,
}

impl Undeclared {
    /// Whether a call that is carried out twice does no harm, by HTTP's own rules.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.method.is_idempotent()
    }

    /// Writes the path behind the base URL. What stands in braces is encoded as part of one segment.
    pub(super) fn push_path(&self, url: &mut String) -> Result<(), Invalid> {
        let wrong = |reason: &str| Err(Invalid::new("path", reason));
        let Some(segments) = self.path.strip_prefix('/') else {
            return wrong("does not begin with `/`");
        };
        if self.path.contains(['?', '#', '\\']) {
            return wrong(
                "holds `?`, `#` or `\\`: add what belongs in the query with `query_param`",
            );
        }
        for segment in segments.split('/') {
            if is_dots(segment) {
                return wrong("holds `.` or `..` as a segment, which would call another path");
            }
            url.push('/');
            let filled = self.push_segment(url, segment)?;
            check_segment(url, filled)?;
        }
        match self.filled.iter().find(|(name, _)| !self.has(name)) {
            Some((name, _)) => Err(Invalid::new(
                name,
                "is not in the path: write it there in braces",
            )),
            None => Ok(()),
        }
    }

    /// Writes one segment and gives the name of what was filled into it.
    fn push_segment<'s>(
        &self,
        url: &mut String,
        segment: &'s str,
    ) -> Result<Option<&'s str>, Invalid> {
        let mut filled = None;
        let mut rest = segment;
        while let Some((text, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                return Err(Invalid::new("path", "holds a `{` without its `}`"));
            };
            let value = self.filled.iter().rev().find(|(of, _)| of == name);
            let Some((_, value)) = value else {
                return Err(Invalid::new(name, "is not set: fill it with `path_param`"));
            };
            url.push_str(text);
            push_encoded(url, value);
            (filled, rest) = (Some(name), after);
        }
        url.push_str(rest);
        Ok(filled)
    }

    fn has(&self, name: &str) -> bool {
        self.path.contains(&format!("{{{name}}}"))
    }
}

impl fmt::Display for Undeclared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

fn is_dots(segment: &str) -> bool {
    let segment = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(segment.as_str(), "." | "..")
}

/// A call of a path that the spec does not declare: what `request` of a client gives.
///
/// It goes out with the credentials that the vendor asks for by default, what fails is judged by the rules that hold
/// for all of its endpoints, and it is sent again and held up as they are. A method that is not idempotent (`POST`,
/// `PATCH`) may have been carried out when no reply comes, and is not sent again then.
///
/// The whole body of the reply is read: as [`Json`] where the call is awaited, with `send::<T>()` as any type of a
/// generated module, with `send_bytes` not at all.
#[must_use = "a call does nothing until it is sent"]
pub struct Request<V, M = Async> {
    call: Call<M>,
    vendor: PhantomData<fn() -> V>,
}

impl<V: Vendor, M> Request<V, M> {
    /// A call of the vendor whose habits `endpoint` has.
    #[doc(hidden)]
    pub fn new(core: &Core<M>, endpoint: &'static Endpoint, method: Method, path: &str) -> Self {
        let mut call = Call::new(core, endpoint);
        call.draft.undeclared = Some(Box::new(Undeclared {
            method,
            path: path.to_owned(),
            filled: Vec::new(),
        }));
        Self {
            call,
            vendor: PhantomData,
        }
    }

    /// Fills in what stands as `{name}` in the path. Whatever the value holds, it stays part of one segment.
    pub fn path_param(mut self, name: &str, value: impl fmt::Display) -> Self {
        if let Some(undeclared) = &mut self.call.draft.undeclared {
            undeclared.filled.push((name.to_owned(), value.to_string()));
        }
        self
    }

    /// Adds a parameter to the query; several of one name are all sent.
    pub fn query_param(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.map(|call| call.query_param(name.as_ref(), value.as_ref()))
    }

    /// Adds a header; it takes the place of one that the client sends.
    pub fn header(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.map(|call| call.header(name.as_ref(), value.as_ref()))
    }

    /// Limits the time of this call.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.map(|call| call.timeout(timeout))
    }

    /// Sends this value, in the format of the client: [`Json`], a record of the vendor, a list of them.
    pub fn body(self, body: &impl Slot) -> Self {
        self.map(|call| call.with_body(body, &FIELD))
    }

    /// Sends these bytes as they are, under the media type that the file names.
    pub fn raw_body(self, body: impl Into<File>) -> Self {
        self.map(|call| call.with_raw(body.into()))
    }

    /// Asks for any media type, unless another one is asked for.
    fn of_any_type(self) -> Self {
        let draft = &self.call.draft;
        let is_said = [&draft.headers, &draft.settings.headers].map(|all| all.contains_key(ACCEPT));
        match is_said.contains(&true) {
            true => self,
            false => self.header(ACCEPT, "*/*"),
        }
    }

    fn map(self, change: impl FnOnce(Call<M>) -> Call<M>) -> Self {
        Self {
            call: change(self.call),
            vendor: PhantomData,
        }
    }
}

impl<V: Vendor> Request<V, Async> {
    /// Sends the call and reads the body.
    ///
    /// # Errors
    /// The vendor's own error, or what kept the call from being carried out.
    pub fn send<T: Slot + Blank + Send + 'static>(self) -> Sending<T, V> {
        send::send(self.call)
    }

    /// Sends the call and reads the body, for the value with the status, the headers and the raw body.
    ///
    /// # Errors
    /// The vendor's own error, or what kept the call from being carried out.
    pub fn send_raw<T: Slot + Blank + Send + 'static>(self) -> Sending<Reply<T>, V> {
        send::send_raw(self.call)
    }

    /// Sends the call and gives the body as it comes, whatever it is.
    ///
    /// # Errors
    /// The vendor's own error, or what kept the call from being carried out.
    pub fn send_bytes(self) -> Sending<Reply<Bytes>, V> {
        send::reply(self.of_any_type().call, Reads::raw())
    }
}

#[cfg(feature = "blocking")]
impl<V: Vendor> Request<V, crate::Blocking> {
    /// Sends the call, waits, and reads the body.
    ///
    /// # Errors
    /// The vendor's own error, or what kept the call from being carried out.
    pub fn send<T: Slot + Blank + Send + 'static>(self) -> Result<T, Error<V>> {
        crate::blocking::send(self.call)
    }

    /// Sends the call, waits, and reads the body, for the value with the status, the headers and the raw body.
    ///
    /// # Errors
    /// The vendor's own error, or what kept the call from being carried out.
    pub fn send_raw<T: Slot + Blank + Send + 'static>(self) -> Result<Reply<T>, Error<V>> {
        crate::blocking::send_raw(self.call)
    }

    /// Sends the call, waits, and gives the body as it comes, whatever it is.
    ///
    /// # Errors
    /// The vendor's own error, or what kept the call from being carried out.
    pub fn send_bytes(self) -> Result<Reply<Bytes>, Error<V>> {
        crate::blocking::sent(self.of_any_type().call, Reads::raw()).map(Reply::of)
    }
}

impl<V: Vendor> IntoFuture for Request<V, Async> {
    type Output = Result<Json, Error<V>>;
    type IntoFuture = Sending<Json, V>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl<V, M> Clone for Request<V, M> {
    fn clone(&self) -> Self {
        Self {
            call: self.call.clone(),
            vendor: PhantomData,
        }
    }
}

impl<V, M> fmt::Debug for Request<V, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}

impl Draft {
    /// The name of the call for a person: of one that is not declared its method and its path, without values.
    pub(crate) fn title(&self) -> String {
        match &self.undeclared {
            Some(undeclared) => undeclared.to_string(),
            None => self.endpoint.name.to_owned(),
        }
    }
}
