//! A bare text comes in, one scalar goes out: a header's value, an item of a list with commas.

use crate::shape::{
    DriftSink, Field, Format, Found, Key, Kind, Place, ReadError, Reader, Shape, Wanted,
};
use crate::value::{Json, is_number};

/// Reads one scalar out of a bare text, whose kind is what the slot wants it to be.
///
/// ```
/// use trunkline::TextReader;
/// use trunkline::shape::read;
///
/// let total: i64 = read(&mut TextReader::new("42"))?;
/// assert_eq!(total, 42);
/// # Ok::<(), trunkline::ReadError>(())
/// ```
pub struct TextReader<'a> {
    text: &'a str,
    /// What the text is a piece of.
    source: Option<&'a dyn Reader>,
}

impl<'a> TextReader<'a> {
    /// Reads `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, source: None }
    }

    /// The same, as a piece of what `reader` has just read.
    pub(crate) fn inside(text: &'a str, reader: &'a dyn Reader) -> Self {
        Self {
            text,
            source: Some(reader),
        }
    }

    /// The text without the white space around it, where it is a piece of XML.
    fn trimmed(&self) -> &'a str {
        match self.source.map(|source| source.format()) {
            Some(Format::Xml) => self.text.trim_ascii(),
            Some(Format::Json) | None => self.text,
        }
    }

    fn no<T>(&self, wanted: Wanted) -> Result<T, ReadError> {
        Err(ReadError::wrong(Found::text(self.text), wanted).here(self))
    }
}

impl Reader for TextReader<'_> {
    fn peek(&mut self) -> Result<Kind, ReadError> {
        Ok(Kind::Text)
    }

    fn null(&mut self) -> Result<bool, ReadError> {
        Ok(false)
    }

    fn int(&mut self) -> Result<i64, ReadError> {
        self.trimmed()
            .parse()
            .or_else(|_| self.no(Wanted::Of(Wanted::Int.to_string().into(), None)))
    }

    fn float(&mut self) -> Result<f64, ReadError> {
        match crate::codec::float(self.trimmed()) {
            Some(value) => Ok(value),
            None => self.no(Wanted::Of(Wanted::Float.to_string().into(), None)),
        }
    }

    fn bool(&mut self) -> Result<bool, ReadError> {
        self.trimmed()
            .parse()
            .or_else(|_| self.no(Wanted::Of(Wanted::Bool.to_string().into(), None)))
    }

    fn text(&mut self) -> Result<&str, ReadError> {
        Ok(self.text)
    }

    fn token(&mut self) -> Result<&str, ReadError> {
        Ok(self.trimmed())
    }

    fn number(&mut self) -> Result<&str, ReadError> {
        if is_number(self.trimmed()) {
            Ok(self.trimmed())
        } else {
            self.no(Wanted::Of(Wanted::Number.to_string().into(), None))
        }
    }

    fn decimal(&mut self) -> Result<&str, ReadError> {
        self.token()
    }

    fn text_among(&mut self, texts: &[&str]) -> Result<bool, ReadError> {
        Ok(texts.contains(&self.text))
    }

    fn begin_list(&mut self, _: &'static Field) -> Result<(), ReadError> {
        self.no(Wanted::List)
    }

    fn next_item(&mut self) -> Result<bool, ReadError> {
        self.no(Wanted::List)
    }

    fn begin_record(&mut self) -> Result<(), ReadError> {
        self.no(Wanted::Record)
    }

    fn next_field(&mut self, _: &'static Shape, _: usize) -> Result<Key, ReadError> {
        self.no(Wanted::Record)
    }

    fn key(&self) -> &str {
        ""
    }

    fn next_key(&mut self) -> Result<Option<&str>, ReadError> {
        self.no(Wanted::Record)
    }

    fn json(&mut self) -> Result<Json, ReadError> {
        Ok(Json::from(self.text))
    }

    fn skip(&mut self) -> Result<(), ReadError> {
        Ok(())
    }

    fn look_ahead(
        &mut self,
        probe: &mut dyn FnMut(&mut dyn Reader) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        probe(&mut TextReader { ..*self })
    }

    fn wrong(&mut self, wanted: Wanted) -> ReadError {
        ReadError::wrong(Found::text(self.text), wanted).here(self)
    }

    fn offset(&self) -> usize {
        self.source.map_or(0, |source| source.offset())
    }

    fn place(&self, offset: usize) -> Option<Place> {
        self.source?.place(offset)
    }

    fn untyped(&self) -> bool {
        true
    }

    fn levels(&self) -> usize {
        self.source
            .map_or(crate::json::MAX_DEPTH, |source| source.levels())
    }

    fn refuses_masks(&self) -> bool {
        self.source.is_some_and(|source| source.refuses_masks())
    }

    fn drift(&self) -> Option<&dyn DriftSink> {
        self.source?.drift()
    }
}
