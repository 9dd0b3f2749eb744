//! One call on its way out: the endpoint, the caller's values and overrides in, where it leads and what it sends out.

mod made;

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use http::header::HeaderMap;

use super::auth::Token;
use super::base;
use super::builder::header;
use super::client::Settings;
use super::document;
use super::elsewhere::Way;
use super::encode::push_encoded;
use super::endpoint::{Endpoint, Fixed, PathPart, Place};
use super::given::{self, Given, Pair};
use super::undeclared::Undeclared;
use crate::shape::{Field, Format, Slot};
use crate::value::{File, Secret};

/// A call without what carries it.
#[derive(Clone)]
pub struct Draft {
    pub(crate) settings: Arc<Settings>,
    pub(crate) endpoint: &'static Endpoint,
    /// For each parameter of the endpoint what is sent, nothing where the caller set nothing.
    pub(super) params: Vec<Option<Given>>,
    pub(crate) body: Option<File>,
    /// Files by their parameters, each with the name of its part.
    files: Vec<(usize, Cow<'static, str>, File)>,
    pub(super) headers: HeaderMap,
    /// What the caller adds to the query, which may be a secret.
    pub(super) query: Vec<(String, Secret)>,
    pub(crate) timeout: Duration,
    /// How long nothing of a stream may come, where that is not the timeout.
    pub(super) idle: Option<Duration>,
    /// Of the body, and of the reply that is asked for.
    pub(crate) format: Format,
    /// What a session gave it to show.
    pub(super) token: Option<Arc<Token>>,
    /// Where it goes.
    pub(super) way: Way,
    /// What is called, where the endpoint does not say it.
    pub(crate) undeclared: Option<Box<Undeclared>>,
    /// The first value that cannot be sent.
    invalid: Option<Invalid>,
}

/// What most paths and queries have room in, in bytes.
const ROOM: usize = 384;

/// A value that cannot be sent: whose it is and why, without the value itself where it may be secret.
#[derive(Clone, Debug)]
pub(crate) struct Invalid {
    pub(crate) name: String,
    pub(crate) reason: String,
}

impl Invalid {
    /// The whole in one sentence.
    pub(crate) fn sentence(&self) -> String {
        format!("`{}` {}", self.name, self.reason)
    }

    pub(crate) fn new(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            reason: reason.into(),
        }
    }
}

impl Draft {
    /// A call without values.
    ///
    /// It is large, and handed on from setter to setter: so it stays where it is.
    pub(crate) fn new(settings: &Arc<Settings>, endpoint: &'static Endpoint) -> Box<Self> {
        Box::new(Self {
            settings: settings.clone(),
            endpoint,
            params: vec![None; endpoint.params.len()],
            body: None,
            files: Vec::new(),
            headers: HeaderMap::new(),
            query: Vec::new(),
            timeout: settings.timeout,
            idle: None,
            format: settings.format,
            token: None,
            way: Way::Own,
            undeclared: None,
            invalid: None,
        })
    }

    /// Sets a parameter.
    #[must_use]
    pub fn with(mut self: Box<Self>, index: usize, value: &dyn Slot) -> Box<Self> {
        let param = &self.endpoint.params[index];
        match Given::of(value, param) {
            Ok(given) => self.params[index] = Some(given),
            Err(error) => self.note(Invalid::new(param.field.name, error.to_string())),
        }
        self
    }

    /// Sets a parameter that is text and has no codec.
    #[must_use]
    pub fn with_str(mut self: Box<Self>, index: usize, value: &str) -> Box<Self> {
        self.set_text(index, value);
        self
    }

    /// Sets a parameter to a text.
    pub(super) fn set_text(&mut self, index: usize, value: &str) {
        self.params[index] = Some(Given::Text(value.to_owned()));
    }

    /// Sets a parameter that is a file, or several.
    #[must_use]
    pub fn with_files(mut self: Box<Self>, index: usize, files: Vec<File>) -> Box<Self> {
        let names = given::names(&self.endpoint.params[index], files.len());
        self.files.retain(|(of, ..)| *of != index);
        let files = names.zip(files).map(|(name, file)| (index, name, file));
        self.files.extend(files);
        self
    }

    /// Sets a parameter that is one file.
    #[must_use]
    pub fn with_file(mut self: Box<Self>, index: usize, file: File) -> Box<Self> {
        self.files.retain(|(of, ..)| *of != index);
        let name = self.endpoint.params[index].field.name.into();
        self.files.push((index, name, file));
        self
    }

    /// Sets a body that goes as it is.
    #[must_use]
    pub fn with_raw(mut self: Box<Self>, body: File) -> Box<Self> {
        self.body = Some(body);
        self
    }

    /// Sets the body, in the format that is chosen by now: a call is given its body when it is sent.
    #[must_use]
    pub fn with_body(mut self: Box<Self>, body: &dyn Slot, field: &Field) -> Box<Self> {
        match document::write(body, field, self.format) {
            Ok(body) => self.body = Some(File::new(body)),
            Err(error) => self.note(Invalid::new("body", error.to_string())),
        }
        self
    }

    /// Chooses the format of this call, which is one of the vendor's.
    #[must_use]
    pub fn format(mut self: Box<Self>, format: Format) -> Box<Self> {
        self.format = format;
        self
    }

    /// Adds a header to this call; it takes the place of one that the client or the endpoint sends.
    #[must_use]
    pub fn header(mut self: Box<Self>, name: &str, value: &str) -> Box<Self> {
        match header(name, value) {
            Ok((name, value)) => _ = self.headers.insert(name, value),
            Err(reason) => self.note(Invalid::new(name, reason)),
        }
        self
    }

    /// Limits the time of this call.
    #[must_use]
    pub fn timeout(mut self: Box<Self>, timeout: Duration) -> Box<Self> {
        self.timeout = timeout;
        self
    }

    /// Limits the time in which nothing of a stream comes.
    #[must_use]
    pub fn idle_timeout(mut self: Box<Self>, timeout: Duration) -> Box<Self> {
        self.idle = Some(timeout);
        self
    }

    /// The same call, which cannot be sent.
    pub(super) fn refused(mut self: Box<Self>, invalid: Invalid) -> Box<Self> {
        self.note(invalid);
        self
    }

    /// Whether it can go out more than once: a reader of the caller's is read once.
    pub(super) fn is_repeatable(&self) -> bool {
        let files = self.files.iter().map(|(_, _, file)| file);
        files.chain(&self.body).all(File::is_repeatable)
    }

    fn note(&mut self, invalid: Invalid) {
        self.invalid.get_or_insert(invalid);
    }

    /// The text that is sent for a parameter: the first of several.
    pub(super) fn text(&self, index: usize) -> Option<&str> {
        self.texts(index).first().copied()
    }

    /// Whether it goes to another origin than the vendor's own.
    pub(super) fn is_foreign(&self) -> bool {
        matches!(self.way, Way::Foreign(_))
    }

    /// Where the endpoint and its parameters lead.
    pub(super) fn url(&self) -> Result<String, Invalid> {
        let base = self.settings.base(self.endpoint.base)?;
        let mut url = String::with_capacity(base.len() + ROOM);
        url.push_str(base);
        self.push_path(&mut url)?;
        let mut separator = '?';
        let pairs = self.pairs(Place::Query);
        let own = pairs.filter(|(name, _)| !self.has_query_param(name));
        own.for_each(|(name, text)| {
            url.push(separator);
            separator = '&';
            push_encoded(&mut url, name);
            url.push('=');
            push_encoded(&mut url, text);
        });
        self.push_query(&mut url);
        for shown in self.shown() {
            shown.write_query(&mut url);
        }
        Ok(url)
    }

    /// A value that makes a segment empty or a dot segment would make the call another one: it is refused.
    fn push_path(&self, url: &mut String) -> Result<(), Invalid> {
        if let Some(undeclared) = &self.undeclared {
            return undeclared.push_path(url);
        }
        let mut filled: Option<&str> = None;
        for part in self.endpoint.path {
            let (name, value) = match part {
                PathPart::Text(text) => {
                    let Some((ending, rest)) = text.split_once('/') else {
                        url.push_str(text);
                        continue;
                    };
                    url.push_str(ending);
                    check_segment(url, filled.take())?;
                    url.push('/');
                    url.push_str(rest);
                    continue;
                }
                PathPart::Param(index) => {
                    let name = self.endpoint.params[*index].field.name;
                    let value = match self.given(*index) {
                        (Some(text), _) => Ok(text),
                        (None, [one]) => Ok(one.text.as_str()),
                        (None, []) => Err("is not set"),
                        _ => Err("holds several values, of which the path takes one"),
                    };
                    (name, value.map_err(|reason| Invalid::new(name, reason))?)
                }
                PathPart::Var(index) => {
                    let settings = &self.settings;
                    let value = base::set_var(settings.vendor, &settings.vars, *index)?;
                    (settings.vendor.vars[*index].name, value)
                }
            };
            filled = Some(name);
            push_encoded(url, value);
        }
        check_segment(url, filled)
    }

    /// The parameters that are sent in a place, in the spec's order.
    fn sent(&self, place: Place) -> impl Iterator<Item = (&'static Field, Vec<&str>)> {
        let params = self.endpoint.params.iter().enumerate();
        let here = params.filter(move |(_, param)| param.place == place);
        here.map(|(index, param)| (&param.field, self.texts(index)))
    }

    /// The value of a variable of the client.
    fn var(&self, index: usize) -> Option<&str> {
        base::var(self.settings.vendor, &self.settings.vars, index)
    }

    /// Whether every variable that fills a parameter has a value.
    fn check_vars(&self) -> Result<(), Invalid> {
        for param in self.endpoint.params {
            if let Some(Fixed::Var(index)) = param.fixed {
                base::set_var(self.settings.vendor, &self.settings.vars, index)?;
            }
        }
        Ok(())
    }

    /// The names and texts of the parameters that are sent in a place, in the spec's order.
    fn pairs(&self, place: Place) -> impl Iterator<Item = (&str, &str)> {
        let params = self.endpoint.params.iter().enumerate();
        let here = params.filter(move |(_, param)| param.place == place);
        here.flat_map(|(index, _)| self.pairs_of(index))
    }

    /// The names and texts that are sent for a parameter.
    fn pairs_of(&self, index: usize) -> impl Iterator<Item = (&str, &str)> {
        given::pairs_of(self.endpoint.params[index].field.name, self.given(index))
    }

    /// The texts that are sent for a parameter, whatever their names.
    fn texts(&self, index: usize) -> Vec<&str> {
        self.pairs_of(index).map(|(_, text)| text).collect()
    }

    /// What is sent for a parameter: the spec's constant or a variable, else the caller's value, else what the spec
    /// sends.
    fn given(&self, index: usize) -> (Option<&str>, &[Pair]) {
        match (self.endpoint.params[index].fixed, &self.params[index]) {
            (Some(Fixed::Const(text)), _) | (Some(Fixed::Send(text)), None) => (Some(text), &[]),
            (Some(Fixed::Var(var) | Fixed::VarIfSet(var)), _) => (self.var(var), &[]),
            (_, Some(given)) => given.parts(),
            (None, None) => (None, &[]),
        }
    }
}

/// Checks the segment that ends the URL, if a value stands in it.
pub(super) fn check_segment(url: &str, filled: Option<&str>) -> Result<(), Invalid> {
    let Some(name) = filled else { return Ok(()) };
    let segment = url.rsplit('/').next().unwrap_or_default();
    match segment {
        "" => Err(Invalid::new(
            name,
            "is empty, which would call another path",
        )),
        "." | ".." => Err(Invalid::new(
            name,
            format!("is `{segment}`, which would call another path"),
        )),
        _ => Ok(()),
    }
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Call")
            .field("vendor", &self.endpoint.vendor.name)
            .field("endpoint", &self.title())
            .finish_non_exhaustive()
    }
}
