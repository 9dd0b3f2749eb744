//! `str`, `secret`, `uuid` and `json`.

use uuid::Uuid;

use super::is_text;
use super::scalar::{by_value, from_text, never_empty};
use crate::shape::{
    Blank, Codec, Field, Kind, ReadError, Reader, Slot, Token, Wanted, WriteError, Writer,
};
use crate::value::{Json, REDACTED, Secret};

/// With the codec `text`, bare numbers and flags are read as the text that they are written as.
impl Slot for String {
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        *self = match field.codec {
            Codec::Plain => reader.text()?.to_owned(),
            _ => read_text(reader, field)?,
        };
        Ok(())
    }

    fn write(&self, writer: &mut dyn Writer, _: &Field) -> Result<(), WriteError> {
        writer.text(self)
    }

    by_value!();
}

fn read_text(reader: &mut dyn Reader, field: &Field) -> Result<String, ReadError> {
    if is_text(field) {
        match reader.peek()? {
            Kind::Number => return reader.number().map(str::to_owned),
            Kind::Bool => return reader.bool().map(|value| value.to_string()),
            _ => {}
        }
    }
    reader.text().map(str::to_owned)
}

impl Blank for String {
    fn blank(_: &Token) -> Self {
        String::new()
    }
}

impl Slot for Secret {
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        *self = Secret::from(read_text(reader, field).map_err(ReadError::redacted)?);
        if reader.refuses_masks() && self.expose() == REDACTED {
            return Err(ReadError::broken(
                "found the mask of a secret, not the secret: to keep secrets, serialise by `trunkline::serde::Exposed` or `#[serde(with = \"trunkline::serde::exposed\")]`",
            ));
        }
        Ok(())
    }

    fn write(&self, writer: &mut dyn Writer, _: &Field) -> Result<(), WriteError> {
        writer.secret(self.expose())
    }

    by_value!();
}

impl Blank for Secret {
    fn blank(_: &Token) -> Self {
        Secret::from("")
    }
}

impl Slot for Uuid {
    fn read(&mut self, reader: &mut dyn Reader, _: &Field) -> Result<(), ReadError> {
        const HELP: &str = "write `str` in the spec if it may be something else";
        if reader.peek()? != Kind::Text {
            return Err(reader.wrong(Wanted::of("a UUID", HELP)));
        }
        let wanted = |_| Wanted::of("a UUID", HELP);
        *self = from_text(reader, |text| Uuid::try_parse(text).map_err(wanted))?;
        Ok(())
    }

    fn write(&self, writer: &mut dyn Writer, _: &Field) -> Result<(), WriteError> {
        writer.text(self.hyphenated().encode_lower(&mut Uuid::encode_buffer()))
    }

    never_empty!();
}

impl Blank for Uuid {
    fn blank(_: &Token) -> Self {
        Uuid::nil()
    }
}

impl Slot for Json {
    fn read(&mut self, reader: &mut dyn Reader, _: &Field) -> Result<(), ReadError> {
        *self = reader.json()?;
        Ok(())
    }

    fn write(&self, writer: &mut dyn Writer, _: &Field) -> Result<(), WriteError> {
        writer.json(self)
    }

    by_value!();
}

impl Blank for Json {
    fn blank(_: &Token) -> Self {
        Json::Null
    }
}
