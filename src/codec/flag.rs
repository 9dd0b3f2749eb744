//! `bool`: bare, as `0` and `1`, as `"Y"` and `"N"`, or in a string.

use super::scalar::never_empty;
use super::{inmost, is_text, number::stands_in_text};
use crate::shape::{
    Blank, Codec, Field, Found, Kind, ReadError, Reader, Slot, Token, Wanted, WriteError, Writer,
};

impl Slot for bool {
    fn read(&mut self, reader: &mut dyn Reader, field: &Field) -> Result<(), ReadError> {
        if let Codec::Plain = field.codec {
            *self = reader.bool()?;
            return Ok(());
        }
        *self = match inmost(field) {
            Codec::Bit if reader.untyped() || stands_in_text(reader, field)? => {
                text_of(reader, ["0"], ["1"], "`0` or `1`")?
            }
            Codec::Bit => {
                if reader.peek()? != Kind::Number {
                    return Err(reader.wrong(Wanted::Of("`0` or `1`".into(), None)));
                }
                let digits = reader.number()?;
                one_of(digits, ["0"], ["1"])
                    .map_err(|()| (Found::scalar(Kind::Number, digits), "`0` or `1`"))
            }
            Codec::BitText => text_of(reader, ["0"], ["1"], "the text `0` or `1`")?,
            Codec::Yn => text_of(reader, ["N", "n"], ["Y", "y"], "the text `Y` or `N`")?,
            Codec::Text if stands_in_text(reader, field)? => {
                text_of(reader, ["false"], ["true"], "`true` or `false`")?
            }
            _ => Ok(reader.bool()?),
        }
        .map_err(|(found, wanted)| {
            ReadError::wrong(found, Wanted::Of(wanted.into(), None)).here(reader)
        })?;
        Ok(())
    }

    fn write(&self, writer: &mut dyn Writer, field: &Field) -> Result<(), WriteError> {
        match inmost(field) {
            Codec::Bit if is_text(field) => writer.text(if *self { "1" } else { "0" }),
            Codec::Bit => writer.int(i64::from(*self)),
            Codec::BitText => writer.text(if *self { "1" } else { "0" }),
            Codec::Yn => writer.text(if *self { "Y" } else { "N" }),
            Codec::Text => writer.text(if *self { "true" } else { "false" }),
            _ => writer.bool(*self),
        }
    }

    never_empty!();
}

type Answer = Result<bool, (Found, &'static str)>;

fn text_of<const N: usize>(
    reader: &mut dyn Reader,
    no: [&str; N],
    yes: [&str; N],
    wanted: &'static str,
) -> Result<Answer, ReadError> {
    if reader.peek()? != Kind::Text {
        return Err(reader.wrong(Wanted::Of(wanted.into(), None)));
    }
    let text = reader.token()?;
    Ok(one_of(text, no, yes).map_err(|()| (Found::text(text), wanted)))
}

fn one_of<const N: usize>(text: &str, no: [&str; N], yes: [&str; N]) -> Result<bool, ()> {
    if yes.contains(&text) {
        Ok(true)
    } else if no.contains(&text) {
        Ok(false)
    } else {
        Err(())
    }
}

impl Blank for bool {
    fn blank(_: &Token) -> Self {
        false
    }
}
