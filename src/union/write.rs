//! A union comes in; the member that it holds is written, with what says which one it is.

use super::tagged::Tagged;
use super::{By, Is, Union, UnionShape};
use crate::codec;
use crate::shape::{Format, Literal, PathStep, WriteError, Writer};
use crate::value::Json;

/// Writes a union.
pub fn write_union(
    shape: &'static UnionShape,
    union: &dyn Union,
    writer: &mut dyn Writer,
) -> Result<(), WriteError> {
    let (index, slot) = match union.member() {
        Ok(member) => member,
        Err(kept) => return keep(shape, kept, writer),
    };
    let member = &shape.members[index];
    let tags: &[Literal] = match &member.is {
        Is::Tag(values) => values,
        Is::When(_) | Is::Otherwise | Is::Kind(_) => &[],
    };
    match &shape.by {
        By::When | By::Kind => codec::write(slot, writer, &member.field),
        By::Tag(field) => {
            let mut tagged = Tagged::new(writer, field, tags, member.name);
            codec::write(slot, &mut tagged, &member.field)
        }
        By::Content(outer) => {
            let outer_fields = outer.fields();
            writer.begin_record(outer)?;
            writer.field(&outer_fields[0])?;
            literal(tags, writer)?;
            writer.field(&outer_fields[1])?;
            codec::write(slot, writer, &member.field)
                .map_err(|error| error.within(PathStep::Key(outer.names[1].into())))?;
            writer.end_record()
        }
    }
}

/// Writes the first of the values of a tag.
pub(super) fn literal(tags: &[Literal], writer: &mut dyn Writer) -> Result<(), WriteError> {
    match tags.first() {
        Some(Literal::Bool(value)) => writer.bool(*value),
        Some(Literal::Number(digits)) => writer.number(digits),
        Some(Literal::Str(text) | Literal::Span(text)) => writer.text(text),
        Some(Literal::Null) | None => writer.null(),
    }
}

/// Writes what came and is no member.
fn keep(
    shape: &'static UnionShape,
    kept: &Json,
    writer: &mut dyn Writer,
) -> Result<(), WriteError> {
    if writer.format() == Format::Xml {
        return Err(WriteError::new(format!(
            "cannot write a value in XML that is no member of `{}`",
            shape.name
        )));
    }
    writer.json(kept)
}
