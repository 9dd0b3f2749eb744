//! A shape comes in; the next field of the record at hand goes out: attributes, then elements, then the text.

use super::{Form, Next, STRAYS, Stray, XmlReader};
use crate::shape::{
    ABSENT, ATTRIBUTE, CONTENT, Found, Key, NULL, ReadError, Reader, Shape, Wanted,
};
use crate::xml::text::is_blank;
use crate::xml::tokens::Tag;

impl<'d> XmlReader<'d> {
    /// The next attribute that the shape has; they come before the elements.
    pub(super) fn next_attribute(
        &mut self,
        shape: &'static Shape,
    ) -> Result<Option<usize>, ReadError> {
        let Some(open) = self.open.last_mut() else {
            return Ok(None);
        };
        if let Some(xml) = shape.xml {
            open.ns = xml.root.ns;
        }
        if !open.tag.attributed {
            return Ok(None);
        }
        while let Some(given) = self.tokens.attribute(&mut open.tag) {
            let Some(index) = shape.find(given.name, 0) else {
                continue;
            };
            let field = &shape.fields()[index];
            if field.has(ATTRIBUTE) && field.ns.unwrap_or_default() == given.ns {
                self.start = given.start;
                self.next = Next::Bare(given.value);
                return Ok(Some(index));
            }
        }
        open.tag.attributed = false;
        Ok(None)
    }

    /// What comes at the end of a record: its text, if it has a field, then nothing.
    pub(super) fn content(&mut self, shape: &'static Shape) -> Result<Key, ReadError> {
        let Some(open) = self.open.last_mut() else {
            return Ok(Key::End);
        };
        if open.form == Form::Done {
            self.open.pop();
            return Ok(Key::End);
        }
        let text = std::mem::take(&mut open.text);
        if let Some(index) = shape.content() {
            let field = &shape.fields()[index];
            if !text.is_empty() || !field.has(ABSENT | NULL) {
                open.form = Form::Done;
                self.start = open.tag.start;
                self.next = Next::Bare(text);
                return Ok(Key::Field(index));
            }
        } else if !open.has_children && !is_blank(&text) {
            let start = open.tag.start;
            let error = ReadError::wrong(Found::text(&text), Wanted::Record);
            return Err(error.at(self.place(start)));
        }
        self.open.pop();
        Ok(Key::End)
    }

    /// The field whose element this is.
    pub(super) fn field_of(&mut self, shape: &'static Shape, tag: &Tag<'d>) -> Option<usize> {
        let open = self.open.last_mut()?;
        let index = find(shape, tag.name, &mut open.turn)?;
        let field = &shape.fields()[index];
        if field.has(ATTRIBUTE | CONTENT) {
            return None;
        }
        let ns = self.tokens.ns(tag.ns);
        if ns == field.ns.unwrap_or(open.ns) {
            return Some(index);
        }
        if self.strays.len() < STRAYS {
            self.strays.push(Stray {
                depth: self.open.len() - 1,
                name: tag.name,
                ns: ns.to_owned(),
            });
        }
        None
    }
}

/// Looks up a name, first among the fields whose turn it is in the order of the document.
fn find(shape: &'static Shape, name: &str, turn: &mut usize) -> Option<usize> {
    /// How many fields may be left out before the search begins.
    const AHEAD: usize = 4;
    let order = shape.xml.map_or(&[][..], |xml| xml.order);
    if order.is_empty() {
        let index = shape.find(name, *turn)?;
        *turn = index + 1;
        return Some(index);
    }
    let coming = order.get(*turn..).unwrap_or_default();
    let near = coming
        .iter()
        .take(AHEAD)
        .position(|&index| shape.names.get(usize::from(index)) == Some(&name));
    if let Some(near) = near {
        *turn += near + 1;
        return Some(usize::from(coming[near]));
    }
    let index = shape.find(name, usize::MAX)?;
    if let Some(at) = order.iter().position(|&one| usize::from(one) == index) {
        *turn = at + 1;
    }
    Some(index)
}
