//! Lists in one string, with commas between the items.

use crate::shape::{Field, PathStep, SECRET, Slot, WriteError, Writer};
use crate::text::texts;

/// The items of a text; an empty text has none.
pub(crate) fn split_csv(text: &str) -> impl Iterator<Item = &str> {
    text.split(',')
        .take(if text.is_empty() { 0 } else { usize::MAX })
}

/// Writes the items into one text. An item that holds a comma or is empty would not come back as it was.
pub(crate) fn write_csv<'a>(
    writer: &mut dyn Writer,
    item: &Field,
    items: impl Iterator<Item = &'a dyn Slot>,
) -> Result<(), WriteError> {
    let mut joined = String::new();
    for (index, value) in items.enumerate() {
        let text = one(value, item).map_err(|error| error.within(PathStep::Index(index)))?;
        if index > 0 {
            joined.push(',');
        }
        joined.push_str(&text);
    }
    if item.has(SECRET) {
        writer.secret(&joined)
    } else {
        writer.text(&joined)
    }
}

fn one(value: &dyn Slot, item: &Field) -> Result<String, WriteError> {
    let mut texts = texts(value, item)?;
    match (texts.pop(), texts.is_empty()) {
        (Some(text), true) if text.is_empty() => Err(WriteError::new(
            "cannot write an empty text into a list with commas",
        )),
        (Some(text), true) if text.contains(',') => Err(WriteError::new(
            "cannot write a text that holds a comma into a list with commas",
        )),
        (Some(text), true) => Ok(text),
        _ => Err(WriteError::new(
            "cannot write null or a list into a list with commas",
        )),
    }
}
