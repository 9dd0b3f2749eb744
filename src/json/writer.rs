//! Values come in, a JSON document goes out, without white space.

use crate::shape::{Field, Shape, WriteError, Writer};
use crate::value::{REDACTED, float_text, is_number};

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
    out: Vec<u8>,
    compares: bool,
    masks: bool,
}

impl JsonWriter {
    /// An empty document.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
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
            out: Vec::new(),
            compares: outer.compares(),
            masks: outer.masks(),
        }
    }

    /// The document.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    /// The document.
    #[must_use]
    pub fn into_text(self) -> String {
        String::from_utf8(self.out).expect("whole `str`s and ASCII were written")
    }

    fn raw(&mut self, text: &str) -> Result<(), WriteError> {
        self.out.extend_from_slice(text.as_bytes());
        Ok(())
    }

    /// Whatever comes next but the first of its list or object stands after a comma.
    fn comma(&mut self) {
        if !matches!(self.out.last(), Some(b'[' | b'{')) {
            self.out.push(b',');
        }
    }

    fn quoted(&mut self, text: &str) {
        self.out.push(b'"');
        let mut rest = text.as_bytes();
        while let Some(at) = rest
            .iter()
            .position(|&byte| byte < 0x20 || byte == b'"' || byte == b'\\')
        {
            self.out.extend_from_slice(&rest[..at]);
            self.escape(rest[at]);
            rest = &rest[at + 1..];
        }
        self.out.extend_from_slice(rest);
        self.out.push(b'"');
    }

    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            _ => {
                return self
                    .out
                    .extend_from_slice(format!("\\u{byte:04x}").as_bytes());
            }
        };
        self.out.extend_from_slice(&[b'\\', short]);
    }
}

impl Writer for JsonWriter {
    fn null(&mut self) -> Result<(), WriteError> {
        self.raw("null")
    }

    fn bool(&mut self, value: bool) -> Result<(), WriteError> {
        self.raw(if value { "true" } else { "false" })
    }

    fn int(&mut self, value: i64) -> Result<(), WriteError> {
        self.raw(&value.to_string())
    }

    fn float(&mut self, value: f64) -> Result<(), WriteError> {
        match float_text(value) {
            Some(text) => self.raw(&text),
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
