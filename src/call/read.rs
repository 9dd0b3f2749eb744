//! Where types meet the code that knows none: one small function a type, that makes room for a value, and one that gives
//! it out again.

use bytes::Bytes;
use http::header::HeaderMap;

use super::document::Document;
use super::endpoint::Source;
use super::outcome::fill;
use super::scan::Boxed;
use crate::codec;
use crate::shape::{
    Blank, Field, ReadError, Reader, Record, Slot, Token, WriteError, Writer, copy,
};
use crate::value::File;

/// Makes room for a value of one type.
pub(crate) type RoomFn = fn() -> Box<dyn Slot + Send>;

/// Room for a value of this type.
pub(crate) fn room<T: Slot + Blank + Send>() -> Box<dyn Slot + Send> {
    Box::new(T::blank(&Token::NEW))
}

/// Reads a value into room of its type.
pub(crate) fn read_boxed(
    room: RoomFn,
    reader: &mut dyn Reader,
    field: &Field,
) -> Result<Boxed, ReadError> {
    let mut value = room();
    codec::read(&mut *value, reader, field)?;
    Ok(value)
}

/// The value again. Whoever names the type here named it to [`room`] as well.
pub(crate) fn unboxed<T: 'static>(value: Boxed) -> T {
    match value.downcast() {
        Ok(value) => *value,
        Err(value) => another_type(value),
    }
}

/// Takes the value along, so that no type pays for dropping it.
fn another_type(_: Boxed) -> ! {
    unreachable!("the value has the type that it was read as")
}

/// The bytes of a body.
pub fn raw_bytes(body: &Bytes) -> Boxed {
    Box::new(body.clone())
}

/// The bytes of a body; none where it is empty, as under 204.
pub fn raw_bytes_or_none(body: &Bytes) -> Boxed {
    Box::new((!body.is_empty()).then(|| body.clone()))
}

/// Files out of whatever a caller gives for them.
pub fn files<F: Into<File>>(files: impl IntoIterator<Item = F>) -> Vec<File> {
    files.into_iter().map(Into::into).collect()
}

/// What a call hands over beside the returned value: a record, or nothing.
pub trait Beside: Sized + Send + 'static {
    /// Reads it from the places of a reply, in the order of the record's fields.
    fn read(
        sources: &[Source],
        headers: &HeaderMap,
        document: Document<'_>,
    ) -> Result<Boxed, ReadError>;
}

impl Beside for () {
    fn read(_: &[Source], _: &HeaderMap, _: Document<'_>) -> Result<Boxed, ReadError> {
        Ok(Box::new(()))
    }
}

impl<R: Record + Blank + Send + 'static> Beside for R {
    fn read(
        sources: &[Source],
        headers: &HeaderMap,
        document: Document<'_>,
    ) -> Result<Boxed, ReadError> {
        let mut record = R::blank(&Token::NEW);
        fill(&mut record, sources, headers, document)?;
        Ok(Box::new(record))
    }
}

/// What a call returns that returns nothing.
impl Slot for () {
    fn read(&mut self, reader: &mut dyn Reader, _: &Field) -> Result<(), ReadError> {
        reader.skip()
    }

    fn write(&self, writer: &mut dyn Writer, _: &Field) -> Result<(), WriteError> {
        writer.null()
    }

    fn copy(&mut self, from: &dyn Slot) {
        copy(self, from);
    }

    fn debug(&self, _: &Field, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("()")
    }
}

impl Blank for () {
    fn blank(_: &Token) -> Self {}
}
