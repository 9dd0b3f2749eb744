//! The writer's values and steps, one by one: what the loops over records, lists and maps hand over.

use super::{Open, Place, XmlWriter};
use crate::shape::{ATTRIBUTE, BARE, CONTENT, FIELD, Field, Format, Shape, WriteError, Writer};
use crate::value::{Json, float_text, is_number};
use crate::xml::text::is_name;

impl Writer for XmlWriter {
    fn null(&mut self) -> Result<(), WriteError> {
        if let Place::Attribute(_) | Place::Content | Place::Bare(_) = self.place {
            self.place = Place::Unnamed;
            return Ok(());
        }
        let open = self.begin(None)?;
        self.uses_nil = true;
        self.out.push_str(" i:nil=\"true\"");
        self.end(open)
    }

    fn bool(&mut self, value: bool) -> Result<(), WriteError> {
        self.scalar(if value { "true" } else { "false" })
    }

    fn int(&mut self, value: i64) -> Result<(), WriteError> {
        self.scalar(&value.to_string())
    }

    fn float(&mut self, value: f64) -> Result<(), WriteError> {
        match float_text(value) {
            Some(text) => self.scalar(&text),
            None => Err(WriteError::not_finite(value)),
        }
    }

    fn number(&mut self, digits: &str) -> Result<(), WriteError> {
        if is_number(digits) {
            self.scalar(digits)
        } else {
            Err(WriteError::new(format!(
                "cannot write `{digits}`: it is no number"
            )))
        }
    }

    fn text(&mut self, value: &str) -> Result<(), WriteError> {
        self.scalar(value)
    }

    fn begin_list(&mut self, item: &'static Field) -> Result<(), WriteError> {
        let open = match self.place {
            Place::Bare(field) => Open {
                name: None,
                ns: self.ns(),
                defaulted: self.open.last().is_none_or(|open| open.defaulted),
                item: field,
            },
            _ => Open {
                item,
                ..self.begin(None)?
            },
        };
        self.open.push(open);
        Ok(())
    }

    fn item(&mut self) -> Result<(), WriteError> {
        let (ns, item) = self
            .open
            .last()
            .map_or(("", &FIELD), |open| (open.ns, open.item));
        self.place = match item.name {
            "" => Place::Unnamed,
            name => Place::Element(name.into(), item.ns.unwrap_or(ns)),
        };
        Ok(())
    }

    fn end_list(&mut self) -> Result<(), WriteError> {
        self.pop()
    }

    fn begin_record(&mut self, shape: &'static Shape) -> Result<(), WriteError> {
        let open = self.begin(Some(shape))?;
        self.open.push(open);
        Ok(())
    }

    fn field(&mut self, field: &'static Field) -> Result<(), WriteError> {
        self.place = if field.has(ATTRIBUTE) {
            Place::Attribute(field)
        } else if field.has(CONTENT) {
            Place::Content
        } else if field.has(BARE) {
            Place::Bare(field)
        } else {
            Place::Element(field.name.into(), field.ns.unwrap_or(self.ns()))
        };
        Ok(())
    }

    fn end_record(&mut self) -> Result<(), WriteError> {
        self.pop()
    }

    fn begin_map(&mut self) -> Result<(), WriteError> {
        let open = self.begin(None)?;
        self.open.push(open);
        Ok(())
    }

    fn key(&mut self, key: &str) -> Result<(), WriteError> {
        if !is_name(key) {
            return Err(WriteError::new(format!(
                "cannot write the key `{key}` in XML: it is no name of an element"
            )));
        }
        self.place = Place::Element(key.to_owned().into(), self.ns());
        Ok(())
    }

    fn end_map(&mut self) -> Result<(), WriteError> {
        self.pop()
    }

    fn json(&mut self, value: &Json) -> Result<(), WriteError> {
        match value {
            Json::Null => self.null(),
            Json::Bool(value) => self.bool(*value),
            Json::Number(number) => self.number(number.as_str()),
            Json::Text(text) => self.text(text),
            Json::List(_) | Json::Object(_) => Err(WriteError::new(
                "cannot write a list or an object as `json` in XML, where it is a text: describe its type in the spec",
            )),
        }
    }

    fn format(&self) -> Format {
        Format::Xml
    }
}
