//! How values travel: the slots of the built-in types, each of which reads and writes by its field's [`Codec`].

mod bytes;
mod clock;
mod csv;
mod decimal;
mod flag;
mod inside;
mod number;
mod scalar;
mod span;
mod text;
mod time;
mod url;

pub(crate) use csv::{split_csv, write_csv};
pub use inside::TextCodec;
pub(crate) use inside::{Came, is_inside, read, read_or_null, write};
pub(crate) use number::float;
pub(crate) use span::parse_duration;
pub(crate) use time::{Temporal, parse_time};

use crate::shape::{
    Codec, FIELD, Field, Found, Kind, ReadError, Reader, Wanted, WriteError, Writer,
};

/// The steps of a codec, from the wire inward.
fn steps(codec: &Codec) -> &[Codec] {
    match codec {
        Codec::Chain(steps) => steps,
        one => std::slice::from_ref(one),
    }
}

/// The innermost step that says how a scalar is written.
fn inmost(field: &Field) -> Codec {
    let of_scalars = |step: &&Codec| {
        !matches!(
            step,
            Codec::Blank | Codec::Nothing(_) | Codec::Csv | Codec::EmptyList
        )
    };
    steps(&field.codec)
        .iter()
        .rev()
        .find(of_scalars)
        .copied()
        .unwrap_or(Codec::Plain)
}

/// Whether a step of the codec is such a one.
#[inline]
fn any_step(field: &Field, such: impl Fn(&Codec) -> bool) -> bool {
    match &field.codec {
        Codec::Chain(steps) => steps.iter().any(such),
        one => such(one),
    }
}

/// Whether a scalar stands in a string here.
#[inline]
pub(crate) fn is_text(field: &Field) -> bool {
    any_step(field, |step| matches!(step, Codec::Text))
}

/// Whether a list stands in one string here.
#[inline]
pub(crate) fn is_csv(field: &Field) -> bool {
    any_step(field, |step| matches!(step, Codec::Csv))
}

/// Whether an empty object is written as an empty list here.
#[inline]
pub(crate) fn is_empty_list(field: &Field) -> bool {
    any_step(field, |step| matches!(step, Codec::EmptyList))
}

/// Consumes a text that means null here.
#[inline]
pub(crate) fn reads_nothing(reader: &mut dyn Reader, field: &Field) -> Result<bool, ReadError> {
    match field.codec {
        Codec::Plain => Ok(false),
        _ => reads_nothing_of(reader, field),
    }
}

fn reads_nothing_of(reader: &mut dyn Reader, field: &Field) -> Result<bool, ReadError> {
    for texts in nothing(field) {
        if reader.text_among(texts)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Writes null, or the text that means null here.
pub(crate) fn write_nothing(writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
    let custom = inside::outer_custom(field).and_then(|custom| custom.codec.null());
    match nothing(field).next().map(|texts| texts[0]).or(custom) {
        Some(text) => writer.text(text),
        None => writer.null(),
    }
}

/// The texts that mean null, by step; none of the slices is empty.
fn nothing(field: &Field) -> impl Iterator<Item = &'static [&'static str]> {
    steps(&field.codec).iter().filter_map(|step| match step {
        Codec::Blank => Some(&[""] as &'static [&'static str]),
        Codec::Nothing(texts) if !texts.is_empty() => Some(*texts),
        Codec::Pattern(pattern) if !pattern.nothing.is_empty() => Some(pattern.nothing),
        _ => None,
    })
}

/// Consumes an empty list that stands for an empty object here. A list with items is an error.
pub(crate) fn empty_list(reader: &mut dyn Reader, field: &Field) -> Result<bool, ReadError> {
    if !is_empty_list(field) || reader.peek()? != Kind::List {
        return Ok(false);
    }
    let start = reader.offset();
    reader.begin_list(&FIELD)?;
    if reader.next_item()? {
        let wanted = Wanted::Of("an object, or `[]` for an empty one".into(), None);
        return Err(ReadError::wrong(Found::kind(Kind::List), wanted).at(reader.place(start)));
    }
    Ok(true)
}
