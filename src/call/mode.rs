//! The mode of a client and what generated code holds of a call: a draft and its mode in, a call that can be sent out.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::client::Core;
use super::endpoint::Endpoint;
use super::request::Draft;
use crate::shape::{Field, Format, Slot};
use crate::transport::Transport;
use crate::value::File;

/// The mode of a client whose calls are awaited; every client has it unless it is built in another.
pub struct Async {
    pub(crate) transport: Arc<dyn Transport>,
}

impl fmt::Debug for Async {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Async")
    }
}

/// A call and what carries it: what every generated call holds.
pub struct Call<M> {
    pub(crate) draft: Box<Draft>,
    pub(crate) mode: Arc<M>,
}

impl<M> Call<M> {
    /// A call without values.
    pub fn new(core: &Core<M>, endpoint: &'static Endpoint) -> Self {
        Self {
            draft: Draft::new(&core.settings, endpoint),
            mode: core.mode.clone(),
        }
    }

    /// Sets a parameter.
    #[must_use]
    pub fn with(self, index: usize, value: &dyn Slot) -> Self {
        self.map(|draft| draft.with(index, value))
    }

    /// Sets a parameter that is text and has no codec.
    #[must_use]
    pub fn with_str(self, index: usize, value: &str) -> Self {
        self.map(|draft| draft.with_str(index, value))
    }

    /// Sets a parameter that is a file, or several.
    #[must_use]
    pub fn with_files(self, index: usize, files: Vec<File>) -> Self {
        self.map(|draft| draft.with_files(index, files))
    }

    /// Sets a parameter that is one file.
    #[must_use]
    pub fn with_file(self, index: usize, file: File) -> Self {
        self.map(|draft| draft.with_file(index, file))
    }

    /// Sets a body that goes as it is.
    #[must_use]
    pub fn with_raw(self, body: File) -> Self {
        self.map(|draft| draft.with_raw(body))
    }

    /// Sets the body.
    #[must_use]
    pub fn with_body(self, body: &dyn Slot, field: &Field) -> Self {
        self.map(|draft| draft.with_body(body, field))
    }

    /// Chooses the format of this call, which is one of the vendor's.
    #[must_use]
    pub fn format(self, format: Format) -> Self {
        self.map(|draft| draft.format(format))
    }

    /// Adds a header to this call; it takes the place of one that the client or the endpoint sends.
    #[must_use]
    pub fn header(self, name: &str, value: &str) -> Self {
        self.map(|draft| draft.header(name, value))
    }

    /// Adds a parameter to the query of this call; those of the same name that the endpoint sends are left out.
    #[must_use]
    pub fn query_param(self, name: &str, value: &str) -> Self {
        self.map(|draft| draft.query_param(name, value))
    }

    /// Limits the time of this call.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        self.map(|draft| draft.timeout(timeout))
    }

    /// Limits the time in which nothing of a stream comes.
    #[must_use]
    pub fn idle_timeout(self, timeout: Duration) -> Self {
        self.map(|draft| draft.idle_timeout(timeout))
    }

    fn map(self, change: impl FnOnce(Box<Draft>) -> Box<Draft>) -> Self {
        Self {
            draft: change(self.draft),
            mode: self.mode,
        }
    }
}

impl<M> Clone for Call<M> {
    fn clone(&self) -> Self {
        Self {
            draft: self.draft.clone(),
            mode: self.mode.clone(),
        }
    }
}

impl<M> fmt::Debug for Call<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.draft.fmt(f)
    }
}
