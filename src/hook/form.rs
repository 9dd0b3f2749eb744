//! The pairs of a form come in, a record goes out: each field once, in any order.

use percent_encoding::percent_decode;

use crate::shape::{Field, Found, Key, Kind, ReadError, Reader, Shape, Wanted};
use crate::text::TextReader;
use crate::value::Json;

/// The pairs of a form, decoded. Bytes that are no UTF-8 become replacement characters.
pub(super) fn pairs(form: &[u8]) -> impl Iterator<Item = (String, String)> + '_ {
    let pairs = form.split(|byte| *byte == b'&');
    pairs.filter(|pair| !pair.is_empty()).map(|pair| {
        let equals = pair.iter().position(|byte| *byte == b'=');
        let (name, value) = match equals {
            Some(at) => (&pair[..at], &pair[at + 1..]),
            None => (pair, &b""[..]),
        };
        (decoded(name), decoded(value))
    })
}

fn decoded(text: &[u8]) -> String {
    let spaced: Vec<u8> = text
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    percent_decode(&spaced).decode_utf8_lossy().into_owned()
}

/// Reads one record out of the pairs of a form.
pub(super) struct FormReader<'a> {
    pairs: std::slice::Iter<'a, (String, String)>,
    key: &'a str,
    /// The value whose turn it is.
    value: Option<TextReader<'a>>,
}

impl<'a> FormReader<'a> {
    pub(super) fn new(pairs: &'a [(String, String)]) -> Self {
        Self {
            pairs: pairs.iter(),
            key: "",
            value: None,
        }
    }

    /// The value whose turn it is; the form itself is none.
    fn value(&mut self) -> Result<&mut TextReader<'a>, ReadError> {
        let wrong = || ReadError::wrong(Found::text("a form"), Wanted::Record);
        self.value.as_mut().ok_or_else(wrong)
    }

    fn step(&mut self) -> bool {
        match self.pairs.next() {
            Some((key, value)) => {
                self.key = key;
                self.value = Some(TextReader::new(value));
                true
            }
            None => {
                self.value = None;
                false
            }
        }
    }
}

impl Reader for FormReader<'_> {
    fn peek(&mut self) -> Result<Kind, ReadError> {
        match &mut self.value {
            Some(value) => value.peek(),
            None => Ok(Kind::Record),
        }
    }

    fn null(&mut self) -> Result<bool, ReadError> {
        Ok(false)
    }

    fn int(&mut self) -> Result<i64, ReadError> {
        self.value()?.int()
    }

    fn float(&mut self) -> Result<f64, ReadError> {
        self.value()?.float()
    }

    fn bool(&mut self) -> Result<bool, ReadError> {
        self.value()?.bool()
    }

    fn text(&mut self) -> Result<&str, ReadError> {
        self.value()?.text()
    }

    fn number(&mut self) -> Result<&str, ReadError> {
        self.value()?.number()
    }

    fn decimal(&mut self) -> Result<&str, ReadError> {
        self.value()?.decimal()
    }

    fn text_among(&mut self, texts: &[&str]) -> Result<bool, ReadError> {
        self.value()?.text_among(texts)
    }

    fn begin_list(&mut self, item: &'static Field) -> Result<(), ReadError> {
        self.value()?.begin_list(item)
    }

    fn next_item(&mut self) -> Result<bool, ReadError> {
        self.value()?.next_item()
    }

    fn begin_record(&mut self) -> Result<(), ReadError> {
        match &mut self.value {
            Some(value) => value.begin_record(),
            None => Ok(()),
        }
    }

    fn next_field(&mut self, shape: &'static Shape, hint: usize) -> Result<Key, ReadError> {
        if !self.step() {
            return Ok(Key::End);
        }
        Ok(shape.find(self.key, hint).map_or(Key::Unknown, Key::Field))
    }

    fn key(&self) -> &str {
        self.key
    }

    fn next_key(&mut self) -> Result<Option<&str>, ReadError> {
        Ok(self.step().then_some(self.key))
    }

    fn json(&mut self) -> Result<Json, ReadError> {
        self.value()?.json()
    }

    fn skip(&mut self) -> Result<(), ReadError> {
        Ok(())
    }

    fn look_ahead(
        &mut self,
        probe: &mut dyn FnMut(&mut dyn Reader) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        self.value()?.look_ahead(probe)
    }

    fn wrong(&mut self, wanted: Wanted) -> ReadError {
        match &mut self.value {
            Some(value) => value.wrong(wanted),
            None => ReadError::wrong(Found::text("a form"), wanted),
        }
    }

    fn untyped(&self) -> bool {
        true
    }
}
