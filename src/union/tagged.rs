//! A member's record comes in through a writer; the same record goes out to another, with the tag in it.
//!
//! Where the member writes the tag itself, it has to be the member's own.

use super::write::literal;
use crate::shape::{Field, Format, Literal, Shape, WriteError, Writer};
use crate::value::Json;

/// Sees to the tag of the record that is written next.
pub(super) struct Tagged<'w> {
    to: &'w mut dyn Writer,
    field: &'static Field,
    tags: &'static [Literal],
    /// The Rust variant.
    member: &'static str,
    depth: usize,
    /// The tag was written.
    written: bool,
    /// The next value is the tag.
    next: bool,
}

impl<'w> Tagged<'w> {
    pub(super) fn new(
        to: &'w mut dyn Writer,
        field: &'static Field,
        tags: &'static [Literal],
        member: &'static str,
    ) -> Self {
        Self {
            to,
            field,
            tags,
            member,
            depth: 0,
            written: false,
            next: false,
        }
    }

    /// Refuses a tag that is another member's.
    fn check(&mut self, fits: impl Fn(&Literal) -> bool, shown: &str) -> Result<(), WriteError> {
        if !std::mem::take(&mut self.next) || self.tags.iter().any(fits) || self.to.compares() {
            return Ok(());
        }
        let wanted = self.tags.first().map_or("", Literal::text);
        Err(WriteError::new(format!(
            "cannot write {shown} as `{}` of `{}`, which has `{wanted}` there",
            self.field.name, self.member
        )))
    }

    fn whole(&mut self, shown: &str) -> Result<(), WriteError> {
        self.check(|_| false, shown)?;
        self.depth += 1;
        Ok(())
    }

    fn tag(&mut self) -> Result<(), WriteError> {
        self.written = true;
        self.to.field(self.field)?;
        literal(self.tags, self.to)
    }
}

impl Writer for Tagged<'_> {
    fn null(&mut self) -> Result<(), WriteError> {
        self.check(|_| false, "null")?;
        self.to.null()
    }

    fn bool(&mut self, value: bool) -> Result<(), WriteError> {
        self.check(|tag| *tag == Literal::Bool(value), "another flag")?;
        self.to.bool(value)
    }

    fn int(&mut self, value: i64) -> Result<(), WriteError> {
        let text = value.to_string();
        let fits = |tag: &Literal| matches!(tag, Literal::Number(digits) if *digits == text);
        self.check(fits, "another number")?;
        self.to.int(value)
    }

    fn float(&mut self, value: f64) -> Result<(), WriteError> {
        let fits =
            |tag: &Literal| matches!(tag, Literal::Number(digits) if digits.parse() == Ok(value));
        self.check(fits, "another number")?;
        self.to.float(value)
    }

    fn number(&mut self, digits: &str) -> Result<(), WriteError> {
        let fits = |tag: &Literal| matches!(tag, Literal::Number(known) if *known == digits);
        self.check(fits, "another number")?;
        self.to.number(digits)
    }

    fn text(&mut self, value: &str) -> Result<(), WriteError> {
        let fits = |tag: &Literal| matches!(tag, Literal::Str(text) if *text == value);
        self.check(fits, "another text")?;
        self.to.text(value)
    }

    fn secret(&mut self, value: &str) -> Result<(), WriteError> {
        let fits = |tag: &Literal| matches!(tag, Literal::Str(text) if *text == value);
        self.check(fits, "another secret")?;
        self.to.secret(value)
    }

    fn begin_list(&mut self, item: &'static Field) -> Result<(), WriteError> {
        self.whole("a list")?;
        self.to.begin_list(item)
    }

    fn item(&mut self) -> Result<(), WriteError> {
        self.to.item()
    }

    fn end_list(&mut self) -> Result<(), WriteError> {
        self.depth -= 1;
        self.to.end_list()
    }

    fn begin_record(&mut self, shape: &'static Shape) -> Result<(), WriteError> {
        self.whole("a record")?;
        self.to.begin_record(shape)?;
        // First, so that whoever reads it need not look ahead.
        if self.depth == 1 && !shape.names.contains(&self.field.name) {
            self.tag()?;
        }
        Ok(())
    }

    fn field(&mut self, field: &'static Field) -> Result<(), WriteError> {
        if self.depth == 1 && field.name == self.field.name {
            (self.next, self.written) = (true, true);
        }
        self.to.field(field)
    }

    fn end_record(&mut self) -> Result<(), WriteError> {
        if self.depth == 1 && !self.written {
            self.tag()?;
        }
        self.depth -= 1;
        self.to.end_record()
    }

    fn begin_map(&mut self) -> Result<(), WriteError> {
        self.whole("a map")?;
        self.to.begin_map()
    }

    fn key(&mut self, key: &str) -> Result<(), WriteError> {
        if self.depth == 1 && key == self.field.name {
            return Err(WriteError::new(format!(
                "cannot write `{key}` of `extra`: it says which member of the union this is"
            )));
        }
        self.to.key(key)
    }

    fn end_map(&mut self) -> Result<(), WriteError> {
        self.depth -= 1;
        self.to.end_map()
    }

    fn json(&mut self, value: &Json) -> Result<(), WriteError> {
        let fits = |tag: &Literal| match (tag, value) {
            (Literal::Str(wanted), Json::Text(text)) => text == wanted,
            (Literal::Number(wanted), Json::Number(number)) => number.as_str() == *wanted,
            (Literal::Bool(wanted), Json::Bool(flag)) => flag == wanted,
            _ => false,
        };
        self.check(fits, "another value")?;
        self.to.json(value)
    }

    fn compares(&self) -> bool {
        self.to.compares()
    }

    fn format(&self) -> Format {
        self.to.format()
    }
}
