//! The body of a call that pages in; what it asks for out, and the body with what asks for another page.

use super::request::Draft;
use crate::codec;
use crate::shape::{FIELD, ReadError, Slot};
use crate::text::{TextReader, texts};

/// The body of a call that pages, into which what asks for a page may have to be written: a record. Nothing where the call
/// has none, or one that says nothing of pages and is part of the call already.
pub struct PageBody(Option<Box<dyn Slot + Send>>);

impl PageBody {
    /// No body that could ask for a page.
    pub const NONE: Self = Self(None);

    /// A record.
    pub fn new(body: impl Slot + Send) -> Self {
        Self(Some(Box::new(body)))
    }

    /// The text of a field.
    pub(super) fn text(&self, field: usize) -> Option<String> {
        let record = self.0.as_ref()?.record()?;
        let texts = texts(record.get(field), &record.shape().fields()[field]).ok()?;
        texts.into_iter().next()
    }

    /// Writes a text, or a number in a text, into a field.
    pub(super) fn set(&mut self, field: usize, text: &str) -> Result<(), ReadError> {
        let body = self.0.as_mut();
        let record = body.and_then(|body| body.record_mut());
        let record = record.ok_or_else(|| ReadError::broken("the call has no body"))?;
        let row = &record.shape().fields()[field];
        codec::read(record.slot(field), &mut TextReader::new(text), row)
    }

    /// Adds the body to a call.
    pub(super) fn attach(&self, call: Box<Draft>) -> Box<Draft> {
        match &self.0 {
            Some(body) => call.with_body(&**body, &FIELD),
            None => call,
        }
    }
}
