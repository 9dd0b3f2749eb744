//! A value comes in, the texts go out that stand for it in a path, a query or a header.

use crate::codec;
use crate::shape::{FIELD, Field, Shape, Slot, WriteError, Writer};
use crate::value::{Json, float_text};

/// The texts of a value: none for null, one for a scalar, one an item for a list without the codec `csv`.
///
/// Records, maps and lists of lists have no such form, nor has null inside of a list, nor with the codec `csv` an
/// item that is empty or holds a comma.
///
/// ```
/// use trunkline::shape::{Codec, FIELD, Field};
/// use trunkline::texts;
///
/// let ids = vec![1, 2];
/// assert_eq!(texts(&ids, &FIELD)?, ["1", "2"]);
/// assert_eq!(texts(&ids, &Field { codec: Codec::Csv, ..FIELD })?, ["1,2"]);
/// # Ok::<(), trunkline::WriteError>(())
/// ```
pub fn texts(value: &dyn Slot, field: &Field) -> Result<Vec<String>, WriteError> {
    let mut texts = Vec::new();
    let mut writer = TextWriter {
        take: &mut |text| texts.push(text),
        depth: 0,
    };
    codec::write(value, &mut writer, field)?;
    Ok(texts)
}

/// The text of a value that has one and is neither null nor a list; nothing of any other, nor of one that cannot be
/// written.
pub(crate) fn scalar(value: &dyn Slot, field: &Field) -> Option<String> {
    let mut scalar = None;
    let mut writer = TextWriter {
        take: &mut |text| scalar = Some(text),
        // As an item of a list, which can be neither.
        depth: 1,
    };
    codec::write(value, &mut writer, field).ok()?;
    scalar
}

struct TextWriter<'t> {
    take: &'t mut dyn FnMut(String),
    depth: u8,
}

impl TextWriter<'_> {
    fn push(&mut self, text: String) -> Result<(), WriteError> {
        (self.take)(text);
        Ok(())
    }

    fn no_object<T>(&self) -> Result<T, WriteError> {
        Err(WriteError::new(
            "cannot write an object into a path, a query, a header or a list with commas",
        ))
    }
}

impl Writer for TextWriter<'_> {
    fn null(&mut self) -> Result<(), WriteError> {
        match self.depth {
            0 => Ok(()),
            _ => Err(WriteError::new(
                "cannot write null as an item of a list in a path, a query or a header",
            )),
        }
    }

    fn bool(&mut self, value: bool) -> Result<(), WriteError> {
        self.push(value.to_string())
    }

    fn int(&mut self, value: i64) -> Result<(), WriteError> {
        self.push(itoa::Buffer::new().format(value).to_owned())
    }

    fn float(&mut self, value: f64) -> Result<(), WriteError> {
        self.push(float_text(value).ok_or_else(|| WriteError::not_finite(value))?)
    }

    fn number(&mut self, digits: &str) -> Result<(), WriteError> {
        self.push(digits.to_owned())
    }

    fn text(&mut self, value: &str) -> Result<(), WriteError> {
        self.push(value.to_owned())
    }

    fn begin_list(&mut self, _: &'static Field) -> Result<(), WriteError> {
        if self.depth > 0 {
            return Err(WriteError::new(
                "cannot write a list of lists into a path, a query or a header",
            ));
        }
        self.depth = 1;
        Ok(())
    }

    fn item(&mut self) -> Result<(), WriteError> {
        Ok(())
    }

    fn end_list(&mut self) -> Result<(), WriteError> {
        self.depth = 0;
        Ok(())
    }

    fn begin_record(&mut self, _: &'static Shape) -> Result<(), WriteError> {
        self.no_object()
    }

    fn field(&mut self, _: &'static Field) -> Result<(), WriteError> {
        self.no_object()
    }

    fn end_record(&mut self) -> Result<(), WriteError> {
        self.no_object()
    }

    fn begin_map(&mut self) -> Result<(), WriteError> {
        self.no_object()
    }

    fn key(&mut self, _: &str) -> Result<(), WriteError> {
        self.no_object()
    }

    fn end_map(&mut self) -> Result<(), WriteError> {
        self.no_object()
    }

    fn json(&mut self, value: &Json) -> Result<(), WriteError> {
        match value {
            Json::Null => self.null(),
            Json::Bool(value) => self.bool(*value),
            Json::Number(number) => self.number(number.as_str()),
            Json::Text(text) => self.text(text),
            Json::List(items) => {
                self.begin_list(&FIELD)?;
                items.iter().try_for_each(|item| self.json(item))?;
                self.end_list()
            }
            Json::Object(_) => self.no_object(),
        }
    }
}
