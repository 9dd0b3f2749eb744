//! Boxes, which records that hold themselves need.

use std::fmt;

use crate::shape::{Blank, Field, ReadError, Reader, Slot, Token, WriteError, Writer, known};

impl<T: Slot> Slot for Box<T> {
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        (**self).read(reader, field)
    }

    fn write(&self, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
        (**self).write(writer, field)
    }

    fn copy(&mut self, from: &dyn Slot) {
        (**self).copy(&**known::<Self>(from));
    }

    fn debug(&self, field: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).debug(field, f)
    }

    fn absent(&self, field: &Field) -> bool {
        (**self).absent(field)
    }

    fn has_empty_form(&self) -> bool {
        (**self).has_empty_form()
    }

    fn is_hole(&self) -> bool {
        (**self).is_hole()
    }

    fn tells_absence(&self) -> bool {
        (**self).tells_absence()
    }
}

impl<T: Blank> Blank for Box<T> {
    fn blank(token: &Token) -> Self {
        Box::new(T::blank(token))
    }
}
