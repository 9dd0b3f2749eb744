//! Values come in, a JSON document goes out, without white space.

use super::scan::plain;
use crate::shape::{Field, Shape, WriteError, Writer};
use crate::value::{REDACTED, is_number, with_float_text};

/// The room that a document begins with, in bytes: most bodies need no more.
const ROOM: usize = 256;

/// Writes one JSON document.
///
/// ```
/// use trunkline::json::JsonWriter;
/// use trunkline::shape::{FIELD, Slot};
///
/// let mut writer = JsonWriter::new();
/// vec![1.5, 2.0].write(&mut writer, &FIELD)?;
/// assert_eq!(writer.into_text(), "[1.5,2.0]");
/// # Ok::<(), trunkline::WriteError>(())
/// ```
#[derive(Debug, Default)]
pub struct JsonWriter {
    out: String,
    compares: bool,
    masks: bool,
}

impl JsonWriter {
    /// An empty document.
    #[must_use]
    pub fn new() -> Self {
        Self {
            out: String::with_capacity(ROOM),
            ..Self::default()
        }
    }

    /// A document that is only compared with another one.
    pub(crate) fn to_compare() -> Self {
        Self {
            compares: true,
            ..Self::default()
        }
    }

    /// A document that stands in what `outer` writes, as a text.
    pub(crate) fn inside(outer: &dyn Writer) -> Self {
        Self {
            out: String::new(),
            compares: outer.compares(),
            masks: outer.masks(),
        }
    }

    /// The document.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    /// The document.
    #[must_use]
    pub fn into_text(self) -> String {
        self.out
    }

    fn raw(&mut self, text: &str) -> Result<(), WriteError> {
        self.out.push_str(text);
        Ok(())
    }

    /// Whatever comes next but the first of its list or object stands after a comma.
    fn comma(&mut self) {
        if !matches!(self.out.as_bytes().last(), Some(b'[' | b'{')) {
            self.out.push(',');
        }
    }

    fn quoted(&mut self, text: &str) {
        let at = plain(text.as_bytes(), 0);
        if at < text.len() {
            return self.quoted_with_escapes(text, at);
        }
        self.out.reserve(text.len() + 2);
        self.out.push('"');
        self.out.push_str(text);
        self.out.push('"');
    }

    /// A text whose first sign to escape stands at `at`. Out of line, so that most texts do not pay for it.
    #[cold]
    fn quoted_with_escapes(&mut self, text: &str, mut at: usize) {
        self.out.push('"');
        let mut from = 0;
        while let Some(&byte) = text.as_bytes().get(at) {
            self.out.push_str(&text[from..at]);
            self.escape(byte);
            from = at + 1;
            at = plain(text.as_bytes(), from);
        }
        self.out.push_str(&text[from..]);
        self.out.push('"');
    }

    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => char::from(byte),
            b'\n' => 'n',
            b'\r' => 'r',
            b'\t' => 't',
            0x08 => 'b',
            0x0C => 'f',
            _ => return self.out.push_str(&format!("\\u{byte:04x}")),
        };
        self.out.push('\\');
        self.out.push(short);
    }
}

/// The key of a field behind another one, with its colon.
pub(crate) fn key(name: &str) -> Box<str> {
    let mut writer = JsonWriter::default();
    writer.out.push(',');
    writer.quoted(name);
    writer.out.push(':');
    writer.into_text().into()
}

impl Writer for JsonWriter {
    fn null(&mut self) -> Result<(), WriteError> {
        self.raw("null")
    }

    fn bool(&mut self, value: bool) -> Result<(), WriteError> {
        self.raw(if value { "true" } else { "false" })
    }

    fn int(&mut self, value: i64) -> Result<(), WriteError> {
        self.raw(itoa::Buffer::new().format(value))
    }

    fn float(&mut self, value: f64) -> Result<(), WriteError> {
        match with_float_text(value, |text| self.out.push_str(text)) {
            Some(()) => Ok(()),
            None => Err(WriteError::not_finite(value)),
        }
    }

    fn number(&mut self, digits: &str) -> Result<(), WriteError> {
        if is_number(digits) {
            self.raw(digits)
        } else {
            Err(WriteError::new(format!(
                "cannot write `{digits}`: it is no number"
            )))
        }
    }

    fn text(&mut self, value: &str) -> Result<(), WriteError> {
        self.quoted(value);
        Ok(())
    }

    fn secret(&mut self, value: &str) -> Result<(), WriteError> {
        self.quoted(if self.masks { REDACTED } else { value });
        Ok(())
    }

    fn begin_list(&mut self, _: &'static Field) -> Result<(), WriteError> {
        self.raw("[")
    }

    fn item(&mut self) -> Result<(), WriteError> {
        self.comma();
        Ok(())
    }

    fn end_list(&mut self) -> Result<(), WriteError> {
        self.raw("]")
    }

    fn begin_record(&mut self, _: &'static Shape) -> Result<(), WriteError> {
        self.raw("{")
    }

    fn field(&mut self, field: &'static Field) -> Result<(), WriteError> {
        self.key(field.name)
    }

    fn field_at(&mut self, shape: &'static Shape, index: usize) -> Result<(), WriteError> {
        let Some(key) = shape.key(index) else {
            return self.field(&shape.fields()[index]);
        };
        let first = self.out.as_bytes().last() == Some(&b'{');
        self.raw(&key[usize::from(first)..])
    }

    fn end_record(&mut self) -> Result<(), WriteError> {
        self.raw("}")
    }

    fn begin_map(&mut self) -> Result<(), WriteError> {
        self.raw("{")
    }

    fn key(&mut self, key: &str) -> Result<(), WriteError> {
        self.comma();
        self.quoted(key);
        self.raw(":")
    }

    fn end_map(&mut self) -> Result<(), WriteError> {
        self.raw("}")
    }

    fn compares(&self) -> bool {
        self.compares
    }

    fn masks(&self) -> bool {
        self.masks
    }
}
