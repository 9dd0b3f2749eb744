//! The one inner of all errors of calls: what is known of the call and its reply in, one line or a report out.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use super::busy::Busy;
use super::job::JobFault;
use super::page::PageFault;
use super::redact;
use crate::call::auth::SharedError;
use crate::call::document::{Document, named};
use crate::call::drift::Tell;
use crate::call::endpoint::{Endpoint, Returns, Step};
use crate::call::outcome::Refusal;
use crate::call::read::{RoomFn, room, unboxed};
use crate::call::request::Invalid;
use crate::call::scan::{Boxed, Wanted, scan};
use crate::call::tries::Try;
use crate::call::undeclared::Undeclared;
use crate::shape::{Blank, Field, Format, ReadError, Reader, Slot};
use crate::transport::TransportError;
use crate::value::Secret;

/// A call that failed.
pub struct Failure {
    pub(crate) endpoint: &'static Endpoint,
    /// What was called, where the endpoint does not say it.
    pub(crate) undeclared: Option<Box<Undeclared>>,
    pub(crate) reply: Option<http::Response<Bytes>>,
    /// What the reply is read as.
    pub(crate) format: Format,
    pub(crate) cause: Cause,
    /// What must never be shown.
    pub(crate) hidden: Vec<Secret>,
    /// What the runtime adds to the reason, since the vendor does not say it.
    pub(crate) note: Option<String>,
    /// The call that was not sent, where it is its login that failed.
    pub(crate) login_for: Option<&'static Endpoint>,
    /// What was sent for it, in order.
    pub(crate) tries: Vec<Try>,
    /// Whom is told what the body of the vendor's error differs in.
    pub(crate) told: Option<Tell>,
    /// The parameters of the call that shows the job which was waited for.
    pub(crate) job: Vec<(&'static str, String)>,
    /// How deep the client lets bodies nest.
    pub(crate) max_depth: usize,
    /// The body of the reply is one item of its stream.
    pub(crate) is_item: bool,
}

/// Why.
#[derive(Debug)]
pub(crate) enum Cause {
    Refused(Refusal),
    Transport(TransportError),
    /// The limit, in bytes.
    TooLarge(usize),
    /// The same for an item of a stream.
    LongItem(usize),
    Page(PageFault),
    Job(JobFault),
    Invalid(Invalid),
    Busy(Busy),
    NoToken(NoToken),
}

/// A provider that gave no token.
#[derive(Debug)]
pub(crate) struct NoToken {
    pub(crate) scheme: &'static str,
    pub(crate) error: SharedError,
}

impl Cause {
    /// The same, where the value that could not be read does not repeat what must never be shown.
    pub(crate) fn masked(self, hidden: &[Secret]) -> Self {
        match self {
            Self::Refused(Refusal::Unreadable(error)) => {
                Self::Refused(Refusal::Unreadable(masked(error, hidden)))
            }
            other => other,
        }
    }
}

fn masked(error: ReadError, hidden: &[Secret]) -> ReadError {
    error.masked(|text| redact::piece(text, hidden))
}

impl Failure {
    /// The body by this function, or why it does not fit.
    pub(crate) fn read_body<T>(
        &self,
        read: impl FnOnce(&mut dyn Reader) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        read(self.document().open()?.reader()).map_err(|error| masked(error, &self.hidden))
    }

    /// What the call returns, as this type, or why it does not fit.
    pub(crate) fn read_value<T: Slot + Blank + Send + 'static>(&self) -> Result<T, ReadError> {
        self.read_boxed(room::<T>).map(unboxed)
    }

    fn read_boxed(&self, room: RoomFn) -> Result<Boxed, ReadError> {
        let Returns::Value(field) = self.endpoint.returns else {
            return Err(ReadError::broken("the call returns no value"));
        };
        let wanted = Wanted {
            root: self.endpoint.root,
            path: self.endpoint.data,
            room,
            field,
        };
        match scan(self.document(), &[], Some(wanted)).data {
            Ok(Some(value)) => Ok(value),
            Ok(None) => Err(ReadError::broken("the reply holds no data")),
            Err(error) => Err(masked(error, &self.hidden)),
        }
    }

    /// The whole body; an empty one where no reply came.
    pub(crate) fn document(&self) -> Document<'_> {
        Document {
            body: self.reply.as_ref().map_or(&[][..], |reply| reply.body()),
            format: self.format,
            max_depth: self.max_depth,
            notes: None,
        }
    }

    pub(crate) fn content_type(&self) -> Option<&str> {
        self.reply
            .as_ref()?
            .headers()
            .get(CONTENT_TYPE)?
            .to_str()
            .ok()
    }

    pub(crate) fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.cause {
            Cause::Transport(error) => error.source(),
            Cause::NoToken(none) => Some(&*none.error),
            _ => None,
        }
    }

    /// In one line, whatever the vendor sends.
    fn line(&self) -> String {
        let reason = match &self.note {
            Some(note) => format!("{}; {note}", self.reason()),
            None => self.reason(),
        };
        redact::line(&reason, &self.hidden)
    }

    fn reason(&self) -> String {
        match &self.cause {
            Cause::Refused(refusal) => self.refused(refusal),
            Cause::Transport(error) => error.to_string(),
            Cause::TooLarge(limit) => {
                format!("the body of the reply is larger than {limit} bytes (`max_body`)")
            }
            Cause::LongItem(limit) => {
                format!("an item of the stream is larger than {limit} bytes (`max_body`)")
            }
            Cause::Page(fault) => fault.to_string(),
            Cause::Job(fault) => fault.to_string(),
            Cause::Invalid(invalid) => invalid.sentence(),
            Cause::Busy(busy) => busy.to_string(),
            Cause::NoToken(none) => {
                format!("there is no token for `{}`: {}", none.scheme, none.error)
            }
        }
    }

    fn refused(&self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::Rule(matched) => match (&matched.code, &matched.message) {
                (Some(code), Some(message)) => format!("{code}: {message}"),
                (Some(text), None) | (None, Some(text)) => text.clone(),
                (None, None) => "the vendor reports an error".to_owned(),
            },
            Refusal::Status => {
                let status = self.reply.as_ref().map(|reply| reply.status().as_u16());
                let status = status.map_or(String::new(), |status| format!("HTTP {status}, and "));
                format!("{status}no error rule matches: {}", self.answer())
            }
            Refusal::NotOk => "the reply does not say that the call succeeded".to_owned(),
            Refusal::Empty => "the body of the reply is empty".to_owned(),
            Refusal::Unreadable(error) => {
                let error = error.without_help();
                if self.endpoint.returns.streamed().is_some() && self.is_item {
                    return format!("an item of the stream cannot be read: {error}");
                }
                match self.content_type() {
                    Some(sort) if named(sort) != Some(self.format) => {
                        format!("the reply, {}, cannot be read: {error}", self.answer())
                    }
                    _ => format!("the reply cannot be read: {error}"),
                }
            }
        }
    }

    /// The body without secrets; what the call returns may be one as well.
    fn body_of(&self, reply: &http::Response<Bytes>) -> String {
        let mut keys = self.endpoint.vendor.secrets.to_vec();
        let field = match self.endpoint.returns {
            Returns::Value(field) => Some(field),
            // Where secrets stand in rows is not looked for.
            Returns::Rows(_) if reply.status().is_success() && !keys.is_empty() => {
                return redact::MASK.to_owned();
            }
            returns => returns.streamed().map(|streamed| &streamed.field),
        };
        if field.is_some_and(Field::holds_secrets) {
            let key = self.endpoint.data.iter().rev().find_map(|step| match step {
                Step::Key(key) => Some(*key),
                Step::Index(_) | Step::Any => None,
            });
            match key {
                Some(key) => keys.push(key),
                None if reply.status().is_success() => return redact::MASK.to_owned(),
                None => {}
            }
        }
        redact::body(reply.body(), &keys, &self.hidden)
    }

    /// What came instead of a success, in the words of its content type.
    fn answer(&self) -> String {
        let length = self.reply.as_ref().map_or(0, |reply| reply.body().len());
        match self.content_type() {
            _ if length == 0 => "an empty body".to_owned(),
            Some(content_type) => format!("{length} bytes of {content_type}"),
            None => format!("{length} bytes"),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (endpoint, vendor) = (self.endpoint.name, self.endpoint.vendor.name);
        match self.login_for {
            Some(call) => write!(f, "{} of {vendor}: {endpoint}, its login: ", call.name)?,
            None => match &self.undeclared {
                Some(undeclared) => write!(f, "{undeclared} of {vendor}: ")?,
                None => write!(f, "{endpoint} of {vendor}: ")?,
            },
        }
        f.write_str(&self.line())?;
        // A reply that no rule matches says its status in its line.
        let told = matches!(self.cause, Cause::Refused(Refusal::Status));
        let reply = self.reply.as_ref().filter(|_| !told);
        let status = reply.map(|reply| reply.status().as_u16());
        match (status, self.tries.len()) {
            (Some(status), 0 | 1) => write!(f, " (HTTP {status})"),
            (Some(status), tries) => write!(f, " (HTTP {status}, {tries} tries)"),
            (None, 0 | 1) => Ok(()),
            (None, tries) => write!(f, " ({tries} tries)"),
        }
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut report = f.debug_struct("Error");
        report.field("endpoint", &self.endpoint.name);
        if let Some(undeclared) = &self.undeclared {
            report.field("path", &format_args!("{undeclared}"));
        }
        if let Some(call) = self.login_for {
            report.field("login_for", &call.name);
        }
        report.field("vendor", &self.endpoint.vendor.name);
        report.field("reason", &self.line());
        if let Cause::Refused(Refusal::Unreadable(error)) = &self.cause {
            report.field("help", &error.help());
        }
        if let Some(reply) = &self.reply {
            report.field("status", &reply.status());
            let content_type = self.content_type();
            let content_type = content_type.map(|text| redact::line(text, &self.hidden));
            report.field("content_type", &content_type);
            report.field("body", &self.body_of(reply));
        }
        if self.tries.len() > 1 {
            report.field("tries", &self.tries);
        }
        report.finish()
    }
}
