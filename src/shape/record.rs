//! The loops over the fields of a record: read, write, show and compare. Not generic: compiled once, here.

use std::borrow::Cow;
use std::fmt;

use super::{
    ATTRIBUTE, BARE, Blank, FIELD, Field, Format, Key, NULL, PathStep, ReadError, Reader, Record,
    SECRET, Shape, Shown, Slot, Token, Unlike, WriteError, Writer,
};
use crate::codec;
use crate::json::JsonWriter;
use crate::value::{Extra, Json};

/// Reads a value that is a record.
pub(super) fn read_slot(
    record: Option<&mut dyn Record>,
    reader: &mut dyn Reader,
    field: &Field,
) -> Result<(), ReadError> {
    read_record(record.unwrap_or_else(no_record), reader, field)
}

/// Writes a value that is a record.
pub(super) fn write_slot(
    record: Option<&dyn Record>,
    writer: &mut dyn Writer,
    field: &Field,
) -> Result<(), WriteError> {
    write_record(record.unwrap_or_else(no_record), writer, field)
}

/// Makes a value that is a record equal to another.
pub(super) fn copy_slot(to: Option<&mut dyn Record>, from: &dyn Slot) {
    let from = from.record().unwrap_or_else(no_record);
    copy_fields(to.unwrap_or_else(no_record), from);
}

/// Shows a value that is a record.
pub(super) fn debug_slot(record: Option<&dyn Record>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    debug_record(record.unwrap_or_else(no_record), f)
}

fn no_record<T>() -> T {
    unreachable!("a value that is no record reads, writes, copies and shows itself")
}

/// Reads a record. Every field that has to be there is there when this succeeds.
pub fn read_record(
    record: &mut dyn Record,
    reader: &mut dyn Reader,
    field: &Field,
) -> Result<(), ReadError> {
    let shape = record.shape();
    let fields = shape.fields();
    let mut seen = Seen::new(fields.len());
    let mut next = 0;
    let mut start = 0;
    if !codec::empty_list(reader, field)? {
        reader.begin_record()?;
        start = reader.offset();
        loop {
            match reader.next_field(shape, next)? {
                Key::Field(index) => {
                    let field = &fields[index];
                    if !seen.insert(index) && !comes_again(field, reader) {
                        return Err(doubled(field, reader));
                    }
                    if let Err(error) = codec::read(record.slot(index), reader, field) {
                        return Err(outside(error, field));
                    }
                    next = index + 1;
                }
                Key::Unknown => unknown(record, reader)?,
                Key::End => break,
            }
        }
    }
    if seen.count < fields.len() {
        absent(record, reader, &seen, start)?;
    }
    Ok(())
}

/// Whether the items of a list come in several goes.
#[cold]
fn comes_again(field: &Field, reader: &dyn Reader) -> bool {
    field.has(BARE) && reader.format() == Format::Xml
}

#[cold]
fn doubled(field: &Field, reader: &mut dyn Reader) -> ReadError {
    let error = ReadError::doubled_next(field.name, reader);
    if reader.format() == Format::Xml && !field.has(ATTRIBUTE) {
        return error.with_help(
            "if it may come several times, write it as a list with `xml: bare` in the spec",
        );
    }
    error
}

#[cold]
fn outside(error: ReadError, field: &'static Field) -> ReadError {
    let error = if field.has(SECRET) {
        error.redacted()
    } else {
        error
    };
    error.within(PathStep::Key(Cow::Borrowed(field.name)))
}

/// A field that is not declared is kept where the record does so, otherwise passed over.
fn unknown(record: &mut dyn Record, reader: &mut dyn Reader) -> Result<(), ReadError> {
    if let Some(sink) = reader.drift() {
        sink.note(Unlike::UnknownField {
            record: record.shape(),
            name: reader.key(),
        });
    }
    // A declared name is not declared in its namespace: kept under that name, it would pass for the field.
    let declared = record.shape().find(reader.key(), 0).is_some();
    let Some(extra) = record.extra_mut().filter(|_| !declared) else {
        return reader.skip();
    };
    let key = reader.key().to_owned();
    if extra.contains_key(&key) && reader.format() == Format::Json {
        return Err(ReadError::doubled_next(&key, reader));
    }
    match reader.json() {
        Ok(value) => {
            keep(extra, key, value);
            Ok(())
        }
        Err(error) => Err(error.within(PathStep::Key(key.into()))),
    }
}

/// Keeps a value; of several with one name, a list.
fn keep(extra: &mut Extra, key: String, value: Json) {
    match extra.get_mut(&key) {
        None => {
            extra.insert(key, value);
        }
        Some(Json::List(values)) => values.push(value),
        Some(first) => *first = Json::List(vec![std::mem::take(first), value]),
    }
}

/// What became of the fields that did not come.
fn absent(
    record: &mut dyn Record,
    reader: &mut dyn Reader,
    seen: &Seen,
    start: usize,
) -> Result<(), ReadError> {
    let shape = record.shape();
    let fields = shape.fields();
    let format = reader.format();
    if !seen.all_others(fields, |field| field.may_be_absent(format)) {
        return Err(missing(shape, reader, seen, start));
    }
    if let Some(sink) = reader.drift() {
        for index in seen.others(fields.len()) {
            let field = &fields[index];
            if field.has(NULL) && !record.get(index).tells_absence() {
                sink.note(Unlike::LenientAbsence {
                    record: shape,
                    name: field.name,
                });
            }
        }
    }
    Ok(())
}

#[cold]
fn missing(shape: &'static Shape, reader: &mut dyn Reader, seen: &Seen, start: usize) -> ReadError {
    let fields = shape.fields();
    let others = seen.others(fields.len()).map(|index| &fields[index]);
    let missing: Vec<&str> = others
        .filter(|field| !field.may_be_absent(reader.format()))
        .map(|field| field.name)
        .collect();
    let elsewhere = missing.iter().find_map(|name| reader.elsewhere(name));
    ReadError::missing(shape.name, missing, elsewhere).at(reader.place(start))
}

/// Which fields have come: a bit each, without an allocation up to 64 of them.
struct Seen {
    first: u64,
    rest: Vec<u64>,
    count: usize,
}

impl Seen {
    fn new(fields: usize) -> Self {
        Self {
            first: 0,
            rest: vec![0; fields.saturating_sub(1) / 64],
            count: 0,
        }
    }

    /// Those of so many fields that have not come.
    fn others(&self, fields: usize) -> impl Iterator<Item = usize> {
        (0..fields).filter(|&index| {
            let word = match index / 64 {
                0 => self.first,
                rest => self.rest[rest - 1],
            };
            word & 1 << (index % 64) == 0
        })
    }

    /// Whether this holds of all that have not come. Most records lack some, so that it looks at those only.
    fn all_others(&self, fields: &[Field], holds: impl Fn(&Field) -> bool) -> bool {
        let words = std::iter::once(&self.first).chain(&self.rest);
        words.zip(fields.chunks(64)).all(|(seen, fields)| {
            let mut left = !seen;
            loop {
                // Bits above the last field are set as well, and come last.
                match fields.get(left.trailing_zeros() as usize) {
                    Some(field) if !holds(field) => return false,
                    Some(_) => left &= left - 1,
                    None => return true,
                }
            }
        })
    }

    /// Whether it is the first time.
    fn insert(&mut self, index: usize) -> bool {
        let word = if index < 64 {
            &mut self.first
        } else {
            &mut self.rest[index / 64 - 1]
        };
        let bit = 1 << (index % 64);
        let new = *word & bit == 0;
        *word |= bit;
        self.count += usize::from(new);
        new
    }
}

/// Writes a record.
pub fn write_record(
    record: &dyn Record,
    writer: &mut dyn Writer,
    field: &Field,
) -> Result<(), WriteError> {
    let shape = record.shape();
    let fields = shape.fields();
    let extra = record.extra().filter(|extra| !extra.is_empty());
    if codec::is_empty_list(field) && extra.is_none() {
        let mut all = fields.iter().enumerate();
        if all.all(|(index, field)| record.get(index).absent(field)) {
            writer.begin_list(&FIELD)?;
            return writer.end_list();
        }
    }
    writer.begin_record(shape)?;
    match writer.format() {
        Format::Json => (0..fields.len())
            .try_for_each(|index| write_field(record, shape, &fields[index], writer, index)),
        Format::Xml => in_xml_order(shape)
            .try_for_each(|index| write_field(record, shape, &fields[index], writer, index)),
    }?;
    for (key, value) in extra.into_iter().flat_map(|extra| extra.iter()) {
        if shape.find(key, 0).is_some() {
            return Err(WriteError::new(format!(
                "cannot write `{key}` of `extra`: `{}` declares that field",
                shape.name
            )));
        }
        write_extra(key, value, writer)
            .map_err(|error| error.within(PathStep::Key(key.clone().into())))?;
    }
    writer.end_record()
}

/// Writes a field that is not declared, in XML an element for each that came.
fn write_extra(key: &str, value: &Json, writer: &mut dyn Writer) -> Result<(), WriteError> {
    let values = match (value, writer.format()) {
        (Json::List(values), Format::Xml) => values,
        _ => std::slice::from_ref(value),
    };
    for value in values {
        writer.key(key)?;
        writer.json(value)?;
    }
    Ok(())
}

/// Attributes first, then the rest in the order that the vendor wants.
fn in_xml_order(shape: &'static Shape) -> impl Iterator<Item = usize> {
    let fields = shape.fields();
    let order = shape.xml.map_or(&[][..], |xml| xml.order);
    let at = move |position: usize| order.get(position).map_or(position, |at| usize::from(*at));
    let all = move |attribute: bool| {
        (0..fields.len())
            .map(at)
            .filter(move |&index| fields[index].has(ATTRIBUTE) == attribute)
    };
    all(true).chain(all(false))
}

fn write_field(
    record: &dyn Record,
    shape: &'static Shape,
    field: &'static Field,
    writer: &mut dyn Writer,
    index: usize,
) -> Result<(), WriteError> {
    let slot = record.get(index);
    if slot.absent(field) {
        return Ok(());
    }
    writer.field_at(shape, index)?;
    codec::write(slot, writer, field)
        .map_err(|error| error.within(PathStep::Key(Cow::Borrowed(field.name))))
}

/// A record that is equal to this one.
pub fn clone_record<R: Record + Blank>(record: &R) -> R {
    let mut clone = R::blank(&Token::NEW);
    copy_fields(&mut clone, record);
    clone
}

fn copy_fields(to: &mut dyn Record, from: &dyn Record) {
    for index in 0..from.shape().names.len() {
        to.slot(index).copy(from.get(index));
    }
    if let (Some(to), Some(from)) = (to.extra_mut(), from.extra()) {
        to.clone_from(from);
    }
}

/// Shows a record, without what is secret.
pub fn debug_record(record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shape = record.shape();
    let mut shown = f.debug_struct(shape.name);
    for (index, field) in shape.fields().iter().enumerate() {
        shown.field(field.name, &Shown(record.get(index), field));
    }
    if let Some(extra) = record.extra() {
        shown.field("extra", extra);
    }
    shown.finish()
}

/// Whether two records are the same on the wire. What cannot be written equals nothing.
pub fn same_record(one: &dyn Slot, other: &dyn Slot) -> bool {
    let text = |slot: &dyn Slot| {
        let mut writer = JsonWriter::to_compare();
        slot.write(&mut writer, &super::FIELD)
            .map(|()| writer.into_bytes())
    };
    matches!((text(one), text(other)), (Ok(a), Ok(b)) if a == b)
}

/// The answer of a record without fields to [`Record::get`], which is never asked.
pub fn no_field() -> ! {
    unreachable!("the runtime asks for fields of the shape only, and it has none")
}

/// The answer of a record without fields to [`Record::slot`], which is never asked.
pub fn no_field_mut() -> ! {
    no_field()
}
