//! Open enums: a scalar comes in, the position of a variant or the kept scalar goes out.

use std::fmt;

use super::{
    EnumShape, Field, Format, Found, Kind, Literal, ReadError, Reader, Unlike, Wanted, WriteError,
    Writer,
};
use crate::codec;
use crate::value::{Json, Scalar};

/// An enum whose unknown values are kept.
pub trait OpenEnum {
    /// Its table.
    fn shape(&self) -> &'static EnumShape;

    /// The position of the variant, or the value that the spec does not name.
    fn index(&self) -> Result<usize, &Scalar>;

    /// Becomes the variant at a position, which is below the number of variants, or a value that the spec does not name.
    fn set(&mut self, value: Result<usize, Scalar>);
}

/// Reads a variant, or a scalar that is none.
pub fn read_enum(
    value: &mut dyn OpenEnum,
    reader: &mut dyn Reader,
    field: &Field,
) -> Result<(), ReadError> {
    let read = read_index(value.shape(), reader, field)?;
    value.set(read);
    Ok(())
}

/// Reads the position of a variant, or a scalar that is none of them.
fn read_index(
    shape: &'static EnumShape,
    reader: &mut dyn Reader,
    field: &Field,
) -> Result<Result<usize, Scalar>, ReadError> {
    let format = reader.format();
    let untyped = reader.untyped() || codec::is_text(field);
    let find = |kind: Kind, text: &str| find(shape, format, untyped, kind, text);
    let scalar = match reader.peek()? {
        Kind::Text => {
            let text = reader.token()?;
            match (find(Kind::Text, text), format) {
                (Some(index), _) => return Ok(Ok(index)),
                (None, Format::Xml) if text.is_empty() => {
                    let help = "if the element may be empty, add `?` after its type in the spec";
                    let wanted = Wanted::Of(value_of(shape).into(), Some(help));
                    return Err(ReadError::wrong(Found::text(text), wanted).here(reader));
                }
                (None, Format::Xml) if !same_in_both(shape) => Scalar::Xml(text.to_owned()),
                (None, _) => Scalar::from(text),
            }
        }
        Kind::Number => {
            let digits = reader.number()?;
            match find(Kind::Number, digits) {
                Some(index) => return Ok(Ok(index)),
                None => Scalar::number(digits).ok_or_else(|| {
                    ReadError::wrong(Found::scalar(Kind::Number, digits), Wanted::Number)
                })?,
            }
        }
        Kind::Bool => {
            let value = reader.bool()?;
            match find(Kind::Bool, if value { "true" } else { "false" }) {
                Some(index) => return Ok(Ok(index)),
                None => Scalar::Bool(value),
            }
        }
        Kind::Null | Kind::List | Kind::Record => {
            return Err(reader.wrong(Wanted::Of(value_of(shape).into(), None)));
        }
    };
    if let Some(sink) = reader.drift() {
        sink.note(Unlike::UnknownValue {
            name: shape.name,
            value: &scalar,
        });
    }
    Ok(Err(scalar))
}

fn value_of(shape: &EnumShape) -> String {
    format!("a value of `{}`", shape.name)
}

/// Whether the values are the same texts in JSON and in XML, so that an unknown one is so as well.
fn same_in_both(shape: &EnumShape) -> bool {
    shape
        .marked
        .iter()
        .all(|variant| variant.json == variant.xml && matches!(variant.json, Literal::Str(_)))
}

/// The position of the variant that travels like this.
fn find(
    shape: &'static EnumShape,
    format: Format,
    untyped: bool,
    kind: Kind,
    text: &str,
) -> Option<usize> {
    if shape.marked.is_empty() {
        let is_text = untyped || kind == Kind::Text;
        return is_text.then(|| shape.names.iter().position(|name| *name == text))?;
    }
    shape
        .literals(format)
        .position(|literal| literal.text() == text && (untyped || is_of(&literal, kind)))
}

fn is_of(literal: &Literal, kind: Kind) -> bool {
    match literal {
        Literal::Null => false,
        Literal::Bool(_) => kind == Kind::Bool,
        Literal::Number(_) => kind == Kind::Number,
        Literal::Str(_) | Literal::Span(_) => kind == Kind::Text,
    }
}

/// Becomes equal to another value of the same type.
pub fn copy_enum(value: &mut dyn OpenEnum, from: &dyn OpenEnum) {
    value.set(from.index().map_err(Scalar::clone));
}

/// Writes a variant, or a kept scalar as it came.
pub fn write_enum(
    value: &dyn OpenEnum,
    writer: &mut dyn Writer,
    field: &Field,
) -> Result<(), WriteError> {
    let shape = value.shape();
    let index = match value.index() {
        Ok(index) => index,
        Err(scalar) => return write_unknown(shape, scalar, writer),
    };
    match literal(shape, index, writer.format()) {
        literal if codec::is_text(field) => writer.text(literal.text()),
        Literal::Null => writer.null(),
        Literal::Bool(value) => writer.bool(value),
        Literal::Number(digits) => writer.number(digits),
        Literal::Str(text) | Literal::Span(text) => writer.text(text),
    }
}

/// How the variant at `index` travels.
fn literal(shape: &EnumShape, index: usize, format: Format) -> Literal {
    if shape.marked.is_empty() {
        return Literal::Str(shape.names[index]);
    }
    let literal = shape.literals(format).nth(index);
    literal.unwrap_or(Literal::Null)
}

/// Writes a value that the spec does not name in the format from which it came, or in which it is the same.
fn write_unknown(
    shape: &'static EnumShape,
    scalar: &Scalar,
    writer: &mut dyn Writer,
) -> Result<(), WriteError> {
    let format = match scalar {
        Scalar::Xml(_) => Format::Xml,
        Scalar::Text(_) if same_in_both(shape) => writer.format(),
        Scalar::Text(_) | Scalar::Number(_) | Scalar::Bool(_) => Format::Json,
    };
    if writer.format() != format && !writer.compares() {
        let (came, here) = match format {
            Format::Json => ("JSON", "XML"),
            Format::Xml => ("XML", "JSON"),
        };
        return Err(WriteError::new(format!(
            "cannot write `{scalar}` as {} in {here}: it is a value of {came} that the spec does not name",
            value_of(shape)
        )));
    }
    match scalar {
        Scalar::Xml(text) if writer.format() != format => {
            writer.json(&Json::from(vec![text.as_str()]))
        }
        Scalar::Text(text) | Scalar::Xml(text) => writer.text(text),
        Scalar::Number(number) => writer.number(number.as_str()),
        Scalar::Bool(value) => writer.bool(*value),
    }
}

/// Shows what the spec calls a variant.
pub fn debug_enum(value: &dyn OpenEnum, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value.index() {
        Ok(index) => f.write_str(value.shape().names[index]),
        Err(scalar) => f.debug_tuple("Unknown").field(scalar).finish(),
    }
}

/// Shows the value as it travels in JSON and in text.
pub fn display_enum(value: &dyn OpenEnum, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value.index() {
        Ok(index) => f.pad(literal(value.shape(), index, Format::Json).text()),
        Err(scalar) => fmt::Display::fmt(scalar, f),
    }
}
