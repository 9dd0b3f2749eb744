//! Maps: `BTreeMap` with text as keys.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use super::outside;
use crate::codec;
use crate::shape::{
    Blank, FIELD, Field, PathStep, ReadError, Reader, Shown, Slot, Token, WriteError, Writer, known,
};

/// Reads the value of a key.
type ReadValue<'a> = dyn FnMut(&str, &mut dyn Slot) -> Result<(), ReadError> + 'a;

trait Table {
    fn clear(&mut self);
    fn has(&self, key: &str) -> bool;
    /// Adds what `read` reads under the key.
    fn read(&mut self, key: String, read: &mut ReadValue<'_>) -> Result<(), ReadError>;
}

impl<T: Slot + Blank> Table for BTreeMap<String, T> {
    fn clear(&mut self) {
        BTreeMap::clear(self);
    }

    fn has(&self, key: &str) -> bool {
        self.contains_key(key)
    }

    fn read(&mut self, key: String, read: &mut ReadValue<'_>) -> Result<(), ReadError> {
        let mut value = T::blank(&Token::NEW);
        read(&key, &mut value)?;
        self.insert(key, value);
        Ok(())
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
    reader.begin_map()?;
    let item = field.item();
    while let Some(key) = reader.next_key()? {
        let key = key.to_owned();
        if table.has(&key) {
            return Err(ReadError::doubled_next(&key, reader));
        }
        table.read(key, &mut |key, slot| {
            let read = codec::read(slot, reader, item);
            read.map_err(|error| outside(error, item, PathStep::Key(Cow::Owned(key.to_owned()))))
        })?;
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
        writer.begin_list(&FIELD)?;
        return writer.end_list();
    }
    let item = field.item();
    writer.begin_map()?;
    for (key, value) in entries {
        writer.key(key)?;
        codec::write(value, writer, item)
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

    fn copy(&mut self, from: &dyn Slot) {
        Table::clear(self);
        for (key, value) in known::<Self>(from) {
            let mut own = T::blank(&Token::NEW);
            own.copy(value);
            self.insert(key.clone(), own);
        }
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
