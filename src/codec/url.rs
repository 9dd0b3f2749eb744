//! `url`: an absolute URL.

use std::fmt;

use crate::shape::{
    Blank, Field, Found, Kind, ReadError, Reader, Slot, Token, Wanted, WriteError, Writer, copy,
};
use crate::value::{Url, WANTED_URL};

const HELP: &str =
    "write `str` in the spec if it may be something else, as a path without a host is";

impl Slot for Url {
    fn read(&mut self, reader: &mut dyn Reader, _: &Field) -> Result<(), ReadError> {
        let wanted = Wanted::of(WANTED_URL, HELP);
        if reader.peek()? != Kind::Text {
            return Err(reader.wrong(wanted));
        }
        let text = reader.token()?;
        let found = match Url::read(text) {
            Some(url) => {
                *self = url;
                return Ok(());
            }
            None => Found::text(text),
        };
        Err(ReadError::wrong(found, wanted).here(reader))
    }

    fn write(&self, writer: &mut dyn Writer, _: &Field) -> Result<(), WriteError> {
        writer.text(self.as_str())
    }

    fn copy(&mut self, from: &dyn Slot) {
        copy(self, from);
    }

    fn debug(&self, _: &Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }

    fn has_empty_form(&self) -> bool {
        false
    }
}

impl Blank for Url {
    fn blank(_: &Token) -> Self {
        Url::read("http://blank/").expect("this is a URL")
    }
}
