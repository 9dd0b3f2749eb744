//! Slots that hold other slots: `Option`, `Maybe`, `Vec`, maps and `Box`.
//!
//! Each offers a tiny private trait, and a function over it does the work: what is generic is
//! compiled again in the user's program.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use super::{
    ABSENT, Blank, Drift, Field, NULL, PathStep, ReadError, Reader, SECRET, Shown, Slot, Token,
    WRITE_NULL, WriteError, Writer,
};
use crate::codec;
use crate::text::TextReader;
use crate::value::Maybe;

/// A list out of what gives its items: the value of a list parameter.
pub fn list<T>(items: impl IntoIterator<Item: Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

// ---- one value or none ------------------------------------------------------------------------

trait Hole: Slot {
    /// Makes room for a value.
    fn fill(&mut self) -> &mut dyn Slot;
    /// Takes note of a null that came.
    fn set_null(&mut self);
}

impl<T: Slot + Blank> Hole for Option<T> {
    fn fill(&mut self) -> &mut dyn Slot {
        self.insert(T::blank(&Token::NEW))
    }

    fn set_null(&mut self) {
        *self = None;
    }
}

/// Reads a value, null, or a text that means null.
fn read_hole(hole: &mut dyn Hole, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
    if field.has(NULL) && reader.null()? {
        if field.has(ABSENT)
            && !hole.tells_absence()
            && let Some(sink) = reader.drift()
        {
            sink.note(Drift::LenientNull { name: field.name });
        }
        hole.set_null();
        return Ok(());
    }
    if codec::reads_nothing(reader, field)? {
        hole.set_null();
        return Ok(());
    }
    // A null that is not allowed is told by the value within, unless it is `json`, which takes it.
    hole.fill().read(reader, field)
}

impl<T: Slot + Blank> Slot for Option<T> {
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        read_hole(self, reader, field)
    }

    fn write(&self, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
        match self {
            Some(value) => value.write(writer, field),
            None => codec::write_nothing(writer, field),
        }
    }

    fn debug(&self, field: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_hole(self.as_ref().map(|value| value as &dyn Slot), field, f)
    }

    fn absent(&self, field: &Field) -> bool {
        self.is_none() && field.has(ABSENT) && !field.has(WRITE_NULL)
    }
}

fn debug_hole(value: Option<&dyn Slot>, field: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value {
        Some(value) => f.debug_tuple("Some").field(&Shown(value, field)).finish(),
        None => f.write_str("None"),
    }
}

impl<T: Blank> Blank for Option<T> {
    fn blank(_: &Token) -> Self {
        None
    }
}

impl<T: Slot + Blank> Hole for Maybe<T> {
    fn fill(&mut self) -> &mut dyn Slot {
        *self = Maybe::Value(T::blank(&Token::NEW));
        match self {
            Maybe::Value(value) => value,
            Maybe::Absent | Maybe::Null => unreachable!("it was set in the line above"),
        }
    }

    fn set_null(&mut self) {
        *self = Maybe::Null;
    }
}

impl<T: Slot + Blank> Slot for Maybe<T> {
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        read_hole(self, reader, field)
    }

    fn write(&self, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
        match self {
            Maybe::Value(value) => value.write(writer, field),
            Maybe::Absent | Maybe::Null => codec::write_nothing(writer, field),
        }
    }

    fn debug(&self, field: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Maybe::Value(value) => f.debug_tuple("Value").field(&Shown(value, field)).finish(),
            Maybe::Null => f.write_str("Null"),
            Maybe::Absent => f.write_str("Absent"),
        }
    }

    fn absent(&self, _: &Field) -> bool {
        matches!(self, Maybe::Absent)
    }

    fn tells_absence(&self) -> bool {
        true
    }
}

impl<T: Blank> Blank for Maybe<T> {
    fn blank(_: &Token) -> Self {
        Maybe::Absent
    }
}

// ---- lists ------------------------------------------------------------------------------------

trait Row {
    fn clear(&mut self);
    fn push_blank(&mut self) -> &mut dyn Slot;
    fn get(&self, index: usize) -> Option<&dyn Slot>;
}

impl<T: Slot + Blank> Row for Vec<T> {
    fn clear(&mut self) {
        Vec::clear(self);
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
    row.clear();
    if codec::is_csv(field) {
        return read_csv(row, reader, field.item());
    }
    reader.begin_list()?;
    let item = field.item();
    let mut index = 0;
    while reader.next_item()? {
        if let Err(error) = row.push_blank().read(reader, item) {
            return Err(outside(error, item, PathStep::Index(index)));
        }
        index += 1;
    }
    Ok(())
}

fn read_csv(row: &mut dyn Row, reader: &mut dyn Reader, item: &Field) -> Result<(), ReadError> {
    let text = reader.text()?.to_owned();
    for (index, piece) in codec::split_csv(&text).enumerate() {
        let read = row
            .push_blank()
            .read(&mut TextReader::inside(piece, reader), item);
        read.map_err(|error| outside(error, item, PathStep::Index(index)))?;
    }
    Ok(())
}

#[cold]
fn outside(error: ReadError, item: &Field, step: PathStep) -> ReadError {
    let error = if item.has(SECRET) {
        error.redacted()
    } else {
        error
    };
    error.within(step)
}

fn write_row(row: &dyn Row, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
    let items = (0..).map_while(|index| row.get(index));
    let item = field.item();
    if codec::is_csv(field) {
        return codec::write_csv(writer, item, items);
    }
    writer.begin_list()?;
    for (index, value) in items.enumerate() {
        writer.item()?;
        value
            .write(writer, item)
            .map_err(|error| error.within(PathStep::Index(index)))?;
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

    fn debug(&self, field: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.iter().map(|item| Shown(item, field.item())))
            .finish()
    }
}

impl<T: Blank> Blank for Vec<T> {
    fn blank(_: &Token) -> Self {
        Vec::new()
    }
}

// ---- maps -------------------------------------------------------------------------------------

trait Table {
    fn clear(&mut self);
    /// Room for the value of a new key; nothing if it is there already.
    fn entry(&mut self, key: &str) -> Option<&mut dyn Slot>;
}

impl<T: Slot + Blank> Table for BTreeMap<String, T> {
    fn clear(&mut self) {
        BTreeMap::clear(self);
    }

    fn entry(&mut self, key: &str) -> Option<&mut dyn Slot> {
        match BTreeMap::entry(self, key.to_owned()) {
            Entry::Vacant(entry) => Some(entry.insert(T::blank(&Token::NEW))),
            Entry::Occupied(_) => None,
        }
    }
}

fn read_table(
    table: &mut dyn Table,
    reader: &mut dyn Reader,
    field: &Field,
) -> Result<(), ReadError> {
    table.clear();
    if codec::empty_list(reader, field)? {
        return Ok(());
    }
    reader.begin_record()?;
    let item = field.item();
    while let Some(key) = reader.next_key()? {
        let key = key.to_owned();
        let read = match table.entry(&key) {
            Some(slot) => slot.read(reader, item),
            None => return Err(ReadError::doubled_next(&key, reader)),
        };
        read.map_err(|error| outside(error, item, PathStep::Key(Cow::Owned(key))))?;
    }
    Ok(())
}

fn write_table(
    entries: &mut dyn Iterator<Item = (&String, &dyn Slot)>,
    writer: &mut dyn Writer,
    field: &Field,
) -> Result<(), WriteError> {
    let mut entries = entries.peekable();
    if codec::is_empty_list(field) && entries.peek().is_none() {
        writer.begin_list()?;
        return writer.end_list();
    }
    let item = field.item();
    writer.begin_map()?;
    for (key, value) in entries {
        writer.key(key)?;
        value
            .write(writer, item)
            .map_err(|error| error.within(PathStep::Key(key.clone().into())))?;
    }
    writer.end_map()
}

impl<T: Slot + Blank> Slot for BTreeMap<String, T> {
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        read_table(self, reader, field)
    }

    fn write(&self, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
        write_table(
            &mut self.iter().map(|(key, value)| (key, value as &dyn Slot)),
            writer,
            field,
        )
    }

    fn debug(&self, field: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(
                self.iter()
                    .map(|(key, value)| (key, Shown(value, field.item()))),
            )
            .finish()
    }
}

impl<T> Blank for BTreeMap<String, T> {
    fn blank(_: &Token) -> Self {
        BTreeMap::new()
    }
}

// ---- boxes ------------------------------------------------------------------------------------

impl<T: Slot> Slot for Box<T> {
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        (**self).read(reader, field)
    }

    fn write(&self, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
        (**self).write(writer, field)
    }

    fn debug(&self, field: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).debug(field, f)
    }

    fn absent(&self, field: &Field) -> bool {
        (**self).absent(field)
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
