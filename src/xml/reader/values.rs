//! The reader's values and steps, one by one: what the loops over records, lists and maps ask for.

use std::borrow::Cow;

use super::{Form, Next, Open, XmlReader, element, no_such};
use crate::shape::{
    BARE, DriftSink, FIELD, Field, Format, Found, Key, Kind, Place, ReadError, Reader, Root, Shape,
    Wanted,
};
use crate::value::{Json, is_number};
use crate::xml::text::{is_blank, is_space};
use crate::xml::tokens::Token;

impl Reader for XmlReader<'_> {
    fn peek(&mut self) -> Result<Kind, ReadError> {
        self.look()?;
        Ok(self.kind())
    }

    fn null(&mut self) -> Result<bool, ReadError> {
        let null = self.is_null();
        if null {
            self.skip()?;
        }
        Ok(null)
    }

    fn empty(&mut self) -> Result<bool, ReadError> {
        self.look()?;
        let empty = !self.bare
            && !self.is_null()
            && matches!(&self.next, Next::Looked(_, text, None) | Next::Bare(text) if is_blank(text));
        if empty {
            self.next = Next::Gone;
        }
        Ok(empty)
    }

    fn int(&mut self) -> Result<i64, ReadError> {
        self.scalar(Wanted::Int)?;
        let text = self.text.trim_matches(is_space);
        text.parse().or_else(|_| self.no(&Wanted::Int))
    }

    fn float(&mut self) -> Result<f64, ReadError> {
        self.scalar(Wanted::Float)?;
        match crate::codec::float(self.text.trim_matches(is_space)) {
            Some(value) => Ok(value),
            None => self.no(&Wanted::Float),
        }
    }

    fn bool(&mut self) -> Result<bool, ReadError> {
        self.scalar(Wanted::Bool)?;
        match self.text.trim_matches(is_space) {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => self.no(&Wanted::Bool),
        }
    }

    fn text(&mut self) -> Result<&str, ReadError> {
        self.scalar(Wanted::Text)?;
        Ok(&self.text)
    }

    fn token(&mut self) -> Result<&str, ReadError> {
        self.scalar(Wanted::Text)?;
        Ok(self.text.trim_matches(is_space))
    }

    fn number(&mut self) -> Result<&str, ReadError> {
        self.scalar(Wanted::Number)?;
        if !is_number(self.text.trim_matches(is_space)) {
            return self.no(&Wanted::Number);
        }
        Ok(self.text.trim_matches(is_space))
    }

    fn decimal(&mut self) -> Result<&str, ReadError> {
        self.token()
    }

    fn text_among(&mut self, texts: &[&str]) -> Result<bool, ReadError> {
        self.look()?;
        if self.bare || self.is_null() {
            return Ok(false);
        }
        let (Next::Looked(_, text, None) | Next::Bare(text)) = &self.next else {
            return Ok(false);
        };
        let trimmed = text.trim_matches(is_space);
        let among = texts.contains(&&**text) || (!trimmed.is_empty() && texts.contains(&trimmed));
        if among {
            self.next = Next::Gone;
        }
        Ok(among)
    }

    fn begin_list(&mut self, item: &'static Field) -> Result<(), ReadError> {
        if !std::mem::take(&mut self.bare) {
            return self.enter(Form::List, item);
        }
        let (Next::Element(tag) | Next::Looked(tag, ..)) = self.next else {
            return Err(ReadError::broken("the value was read already"));
        };
        self.open.push(Open {
            tag,
            form: Form::Bare(false),
            child: None,
            ended: false,
            text: Cow::Borrowed(""),
            has_children: false,
            ns: self.open.last().map_or("", |open| open.ns),
            turn: 0,
            item,
        });
        Ok(())
    }

    fn next_item(&mut self) -> Result<bool, ReadError> {
        let Some(open) = self.open.last_mut() else {
            return Ok(false);
        };
        if let Form::Bare(given) = &mut open.form {
            if !std::mem::replace(given, true) {
                return Ok(true);
            }
            self.open.pop();
            return Ok(false);
        }
        let child = self.child()?;
        let Some(open) = self.open.last() else {
            return Ok(false);
        };
        if !is_blank(&open.text) {
            let error = ReadError::wrong(Found::text(&open.text), Wanted::List);
            return Err(error.at(self.place(open.tag.start)));
        }
        let Some(tag) = child else {
            self.open.pop();
            return Ok(false);
        };
        let (name, ns) = (tag.name, self.tokens.ns(tag.ns));
        let wanted = (open.item.name, open.item.ns.unwrap_or(open.ns));
        if !wanted.0.is_empty() && (name, ns) != wanted {
            let found = element(name, ns);
            let wanted = element(wanted.0, wanted.1);
            let what = format!("found {found} in a list, wanted {wanted}");
            return Err(ReadError::broken(what)
                .with_help(
                    "write the items' name and namespace as `xml: { item, item_ns }` in the spec",
                )
                .at(self.place(tag.start)));
        }
        self.arrive(tag);
        Ok(true)
    }

    fn begin_record(&mut self) -> Result<(), ReadError> {
        self.enter(Form::Record, &FIELD)
    }

    fn begin_map(&mut self) -> Result<(), ReadError> {
        self.enter(Form::Map, &FIELD)?;
        if let Some(open) = self.open.last_mut() {
            open.tag.attributed = false;
        }
        Ok(())
    }

    fn next_field(&mut self, shape: &'static Shape, _: usize) -> Result<Key, ReadError> {
        if let Some(xml) = shape
            .xml
            .filter(|_| self.open.len() == 1 && !self.root_checked)
        {
            self.expect_root(&xml.root)?;
        }
        if let Some(index) = self.next_attribute(shape)? {
            return Ok(Key::Field(index));
        }
        if let Some(tag) = self.child()? {
            let field = self.field_of(shape, &tag);
            self.arrive(tag);
            return Ok(match field {
                Some(index) => {
                    self.bare = shape.fields()[index].has(BARE);
                    Key::Field(index)
                }
                None => {
                    self.unknown = tag.name;
                    Key::Unknown
                }
            });
        }
        self.content(shape)
    }

    fn key(&self) -> &str {
        self.unknown
    }

    fn next_key(&mut self) -> Result<Option<&str>, ReadError> {
        if let Some(tag) = self.child()? {
            self.arrive(tag);
            return Ok(Some(tag.name));
        }
        let Some(open) = self.open.last_mut() else {
            return Ok(None);
        };
        while open.tag.attributed
            && let Some(given) = self.tokens.attribute(&mut open.tag)
        {
            if given.ns.is_empty() {
                self.start = given.start;
                self.next = Next::Bare(given.value);
                return Ok(Some(given.name));
            }
        }
        // A text has no name.
        if open.form == Form::Record && !open.has_children && !is_blank(&open.text) {
            open.form = Form::Done;
            self.start = open.tag.start;
            self.next = Next::Bare(std::mem::take(&mut open.text));
            return Ok(Some(""));
        }
        if open.form == Form::Map && !open.has_children && !is_blank(&open.text) {
            let start = open.tag.start;
            let error = ReadError::wrong(Found::text(&open.text), Wanted::Record);
            return Err(error.at(self.place(start)));
        }
        self.open.pop();
        Ok(None)
    }

    fn json(&mut self) -> Result<Json, ReadError> {
        if self.null()? {
            return Ok(Json::Null);
        }
        self.look()?;
        if let Next::Looked(tag, _, Some(_)) = self.next {
            self.skip()?;
            let inner = self.tokens.markup(tag.inner, self.tokens.offset());
            return Ok(Json::Text(inner.to_owned()));
        }
        self.text().map(Json::from)
    }

    fn skip(&mut self) -> Result<(), ReadError> {
        self.bare = false;
        let mut inside = match std::mem::replace(&mut self.next, Next::Gone) {
            Next::Gone | Next::Bare(_) | Next::Looked(_, _, None) => 0,
            Next::Element(_) => 1,
            Next::Looked(_, _, Some(_)) => 2,
        };
        while inside > 0 {
            match self.tokens.next()? {
                Token::Start(_) => inside += 1,
                Token::End => inside -= 1,
                Token::Text(_) => {}
                Token::Eof => break,
            }
        }
        Ok(())
    }

    fn expect_root(&mut self, root: &Root) -> Result<(), ReadError> {
        XmlReader::expect_root(self, root)
    }

    fn look_ahead(
        &mut self,
        probe: &mut dyn FnMut(&mut dyn Reader) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        self.ahead(probe)
    }

    #[cold]
    fn wrong(&mut self, wanted: Wanted) -> ReadError {
        let start = self.start;
        if let Err(error) = self.look() {
            return error;
        }
        let error = match (&self.next, self.kind()) {
            (Next::Looked(_, text, None) | Next::Bare(text), Kind::Text) => match wanted {
                Wanted::Of(what, None) => no_such(text, what.into_owned()),
                wanted @ (Wanted::Of(..) | Wanted::List | Wanted::Record) => {
                    ReadError::wrong(Found::text(text), wanted)
                }
                wanted => no_such(text, wanted.to_string()),
            },
            (_, kind) => ReadError::wrong(Found::kind(kind), wanted),
        };
        error.at(self.place(start))
    }

    fn offset(&self) -> usize {
        self.start
    }

    fn place(&self, offset: usize) -> Option<Place> {
        Some(self.tokens.place(offset))
    }

    fn untyped(&self) -> bool {
        true
    }

    fn levels(&self) -> usize {
        self.tokens.max_depth.saturating_sub(self.open.len())
    }

    fn format(&self) -> Format {
        Format::Xml
    }

    fn drift(&self) -> Option<&dyn DriftSink> {
        self.drift
    }

    fn elsewhere(&self, name: &str) -> Option<String> {
        let depth = self.open.len();
        let stray = self
            .strays
            .iter()
            .find(|stray| stray.depth == depth && stray.name == name)?;
        Some(element(stray.name, &stray.ns))
    }
}
