//! Lists: `Vec`, item by item or in one text with commas.

use std::fmt;

use super::outside;
use crate::codec;
use crate::shape::{
    BARE, Blank, Field, PathStep, ReadError, Reader, Shown, Slot, Token, WriteError, Writer, known,
};
use crate::text::TextReader;

/// A list out of what gives its items: the value of a list parameter.
pub fn list<T>(items: impl IntoIterator<Item: Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

/// A list of values of any one type.
pub trait Row {
    /// Takes all values out.
    fn clear(&mut self);
    /// How many values there are.
    fn len(&self) -> usize;
    /// Adds a value to read into.
    fn push_blank(&mut self) -> &mut dyn Slot;
    /// The value at `index`, if there are so many.
    fn get(&self, index: usize) -> Option<&dyn Slot>;
}

impl dyn Row + '_ {
    /// The values, one after the other.
    pub(crate) fn values(&self) -> impl Iterator<Item = &dyn Slot> {
        (0..).map_while(|index| self.get(index))
    }
}

impl<T: Slot + Blank> Row for Vec<T> {
    fn clear(&mut self) {
        Vec::clear(self);
    }

    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn push_blank(&mut self) -> &mut dyn Slot {
        self.push(T::blank(&Token::NEW));
        let last = self.len() - 1;
        &mut self[last]
    }

    fn get(&self, index: usize) -> Option<&dyn Slot> {
        <[T]>::get(self, index).map(|item| item as &dyn Slot)
    }
}

fn read_row(row: &mut dyn Row, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
    // The items of a bare list come in several goes.
    if !field.has(BARE) {
        row.clear();
    }
    if codec::is_csv(field) {
        return read_csv(row, reader, field.item());
    }
    reader.begin_list(field.item())?;
    let item = field.item();
    let mut index = row.len();
    while reader.next_item()? {
        if let Err(error) = codec::read(row.push_blank(), reader, item) {
            return Err(outside(error, item, PathStep::Index(index)));
        }
        index += 1;
    }
    Ok(())
}

fn read_csv(row: &mut dyn Row, reader: &mut dyn Reader, item: &Field) -> Result<(), ReadError> {
    let text = reader.text()?.to_owned();
    for (index, piece) in codec::split_csv(&text).enumerate() {
        let mut piece = TextReader::inside(piece, reader);
        let read = codec::read(row.push_blank(), &mut piece, item);
        read.map_err(|error| outside(error, item, PathStep::Index(index)))?;
    }
    Ok(())
}

fn copy_row(to: &mut dyn Row, from: &dyn Row) {
    to.clear();
    for item in from.values() {
        to.push_blank().copy(item);
    }
}

fn debug_row(row: &dyn Row, item: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shown = row.values().map(|value| Shown(value, item));
    f.debug_list().entries(shown).finish()
}

fn write_row(row: &dyn Row, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
    let items = row.values();
    let item = field.item();
    if codec::is_csv(field) {
        return codec::write_csv(writer, item, items);
    }
    writer.begin_list(item)?;
    for (index, value) in items.enumerate() {
        writer.item()?;
        codec::write(value, writer, item).map_err(|error| error.within(PathStep::Index(index)))?;
    }
    writer.end_list()
}

impl<T: Slot + Blank> Slot for Vec<T> {
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        read_row(self, reader, field)
    }

    fn write(&self, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
        write_row(self, writer, field)
    }

    fn copy(&mut self, from: &dyn Slot) {
        copy_row(self, known::<Self>(from));
    }

    fn debug(&self, field: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_row(self, field.item(), f)
    }
}

impl<T: Blank> Blank for Vec<T> {
    fn blank(_: &Token) -> Self {
        Vec::new()
    }
}
