//! Values inside of a text: a JSON document in a string, and what a codec of the user's own makes of a text.

use crate::json::{JsonReader, JsonWriter};
use crate::shape::{
    Codec, Custom, Field, Found, Kind, NULL, ReadError, Reader, SECRET, Slot, Wanted, WriteError,
    Writer,
};
use crate::text::{TextReader, texts};

/// How a text of the vendor's own stands for a value: a codec that a spec names by its path in Rust.
///
/// It stands between the wire, where there is a text, and the type that the spec declares, or the codecs after it. Both
/// of its directions take a text and give a text:
///
/// ```
/// use trunkline::TextCodec;
///
/// /// Amounts like `EUR 1.10`, of which the type is the number: `codecs: { euro: crate::Euro }`, then `decimal as euro`.
/// pub struct Euro;
///
/// impl TextCodec for Euro {
///     fn decode(&self, wire: &str) -> Result<Option<String>, String> {
///         match wire.strip_prefix("EUR ") {
///             Some(amount) => Ok(Some(amount.to_owned())),
///             None => Err("an amount like `EUR 1.10`".to_owned()),
///         }
///     }
///
///     fn encode(&self, value: &str) -> Result<String, String> {
///         Ok(format!("EUR {value}"))
///     }
/// }
///
/// assert_eq!(Euro.decode("EUR 1.10"), Ok(Some("1.10".to_owned())));
/// ```
pub trait TextCodec: Send + Sync {
    /// The text of the value, out of a string on the wire, or out of a number or a flag as it is written there.
    ///
    /// `None` is null, which is an error where the spec has no `?`.
    ///
    /// # Errors
    /// What was wanted in place of this text, in words: ``an amount like `EUR 1.10` ``.
    fn decode(&self, wire: &str) -> Result<Option<String>, String>;

    /// The string on the wire, out of the text of the value.
    ///
    /// # Errors
    /// Why the value has no form on the wire, in words.
    fn encode(&self, value: &str) -> Result<String, String>;

    /// The string that stands for null on the wire; without one it is null that is written.
    fn null(&self) -> Option<&'static str> {
        None
    }
}

/// What came out of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    Null,
    Value,
}

/// Reads the next value into a slot, out of the text that it stands in where its codecs say so.
#[inline]
pub(crate) fn read(
    slot: &mut dyn Slot,
    reader: &mut dyn Reader,
    field: &Field,
) -> Result<(), ReadError> {
    if !is_inside(field) || slot.is_hole() {
        return slot.read(reader, field);
    }
    read_inside(slot, reader, field)
}

/// Out of line, so that a value without such a codec does not pay for it.
#[cold]
fn read_inside(
    slot: &mut dyn Slot,
    reader: &mut dyn Reader,
    field: &Field,
) -> Result<(), ReadError> {
    let field = &Field {
        flags: field.flags & !NULL,
        ..*field
    };
    read_or_null(slot, reader, field).map(|_| ())
}

/// The same of a value that stands in a text; of one that may be null, null is told and not read.
pub(crate) fn read_or_null(
    slot: &mut dyn Slot,
    reader: &mut dyn Reader,
    field: &Field,
) -> Result<Came, ReadError> {
    match split(field) {
        Some((Outer::Json, inner)) => read_json(slot, reader, field, &inner),
        Some((Outer::Custom(custom), inner)) => read_custom(slot, reader, field, custom, &inner),
        None => slot.read(reader, field).map(|()| Came::Value),
    }
}

/// Writes a value, into a text where its codecs say so.
#[inline]
pub(crate) fn write(
    slot: &dyn Slot,
    writer: &mut dyn Writer,
    field: &Field,
) -> Result<(), WriteError> {
    if !is_inside(field) || slot.is_hole() {
        return slot.write(writer, field);
    }
    write_inside(slot, writer, field)
}

#[cold]
fn write_inside(slot: &dyn Slot, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
    let text = match split(field) {
        Some((Outer::Json, inner)) => {
            let mut document = JsonWriter::inside(writer);
            write(slot, &mut document, &inner)?;
            document.into_text()
        }
        Some((Outer::Custom(custom), inner)) => encoded(custom, &texts(slot, &inner)?)?,
        None => return slot.write(writer, field),
    };
    match field.has(SECRET) {
        true => writer.secret(&text),
        false => writer.text(&text),
    }
}

/// Whether the value stands inside of a text.
#[inline]
pub(crate) fn is_inside(field: &Field) -> bool {
    match field.codec {
        Codec::Json | Codec::Custom(_) => true,
        Codec::Chain(steps) => steps
            .iter()
            .any(|step| matches!(step, Codec::Json | Codec::Custom(_))),
        _ => false,
    }
}

/// The codec of the user's own that null is written by here.
pub(super) fn outer_custom(field: &Field) -> Option<&'static Custom> {
    match split(field) {
        Some((Outer::Custom(custom), _)) => Some(custom),
        Some((Outer::Json, _)) | None => None,
    }
}

enum Outer {
    Json,
    Custom(&'static Custom),
}

/// The outermost codec that makes a text of a value, and how the value travels inside.
fn split(field: &Field) -> Option<(Outer, Field)> {
    let outer = |step: &Codec| match step {
        Codec::Json => Some(Outer::Json),
        Codec::Custom(custom) => Some(Outer::Custom(custom)),
        _ => None,
    };
    let inner = |codec| Field {
        codec,
        flags: field.flags & SECRET,
        ..*field
    };
    let Codec::Chain(steps) = field.codec else {
        return outer(&field.codec).map(|outer| (outer, inner(Codec::Plain)));
    };
    let (at, outer) = steps
        .iter()
        .enumerate()
        .find_map(|(at, step)| Some((at, outer(step)?)))?;
    Some((
        outer,
        inner(match &steps[at + 1..] {
            [] => Codec::Plain,
            [one] => *one,
            rest => Codec::Chain(rest),
        }),
    ))
}

fn read_json(
    slot: &mut dyn Slot,
    reader: &mut dyn Reader,
    field: &Field,
    inner: &Field,
) -> Result<Came, ReadError> {
    if reader.peek()? != Kind::Text {
        let help = "leave the codec `json` out in the spec if it stands there as it is";
        return Err(reader.wrong(Wanted::of("a text with a JSON document in it", help)));
    }
    let text = reader.text()?.to_owned();
    let outside: &dyn Reader = reader;
    let mut read = || {
        let mut document = JsonReader::new(text.as_bytes())?.inside(outside);
        if field.has(NULL) && document.null()? {
            document.finish()?;
            return Ok(Came::Null);
        }
        self::read(slot, &mut document, inner)?;
        document.finish()?;
        Ok(Came::Value)
    };
    read().map_err(|error: ReadError| error.moved_to(outside))
}

fn read_custom(
    slot: &mut dyn Slot,
    reader: &mut dyn Reader,
    field: &Field,
    custom: &'static Custom,
    inner: &Field,
) -> Result<Came, ReadError> {
    let kind = reader.peek()?;
    let text = match kind {
        Kind::Text => reader.text()?.to_owned(),
        Kind::Number => reader.number()?.to_owned(),
        Kind::Bool => reader.bool()?.to_string(),
        Kind::Null | Kind::List | Kind::Record => {
            let wanted = format!("a text for the codec `{}`", custom.name);
            return Err(reader.wrong(Wanted::Of(wanted.into(), None)));
        }
    };
    let wrong = |wanted: String| {
        ReadError::wrong(Found::scalar(kind, &text), Wanted::Of(wanted.into(), None))
    };
    match custom.codec.decode(&text) {
        Ok(Some(decoded)) => {
            let mut piece = TextReader::inside(&decoded, reader);
            self::read(slot, &mut piece, inner)?;
            Ok(Came::Value)
        }
        Ok(None) if field.has(NULL) => Ok(Came::Null),
        Ok(None) => Err(ReadError::wrong(
            Found::kind(Kind::Null),
            Wanted::Of("a value".into(), None),
        )
        .here(reader)),
        Err(wanted) => Err(wrong(wanted).here(reader)),
    }
}

fn encoded(custom: &Custom, texts: &[String]) -> Result<String, WriteError> {
    let [text] = texts else {
        return Err(WriteError::new(format!(
            "cannot write null or a list by the codec `{}`",
            custom.name
        )));
    };
    custom.codec.encode(text).map_err(WriteError::new)
}
