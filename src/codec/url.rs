//! `url`: an absolute URL.

use super::scalar::{from_text, never_empty};
use crate::shape::{
    Blank, Field, Kind, ReadError, Reader, Slot, Token, Wanted, WriteError, Writer,
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
        *self = from_text(reader, |text| Url::read(text).ok_or(wanted))?;
        Ok(())
    }

    fn write(&self, writer: &mut dyn Writer, _: &Field) -> Result<(), WriteError> {
        writer.text(self.as_str())
    }

    never_empty!();
}

impl Blank for Url {
    fn blank(_: &Token) -> Self {
        Url::read("http://blank/").expect("this is a URL")
    }
}
