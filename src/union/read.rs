//! A reader before a value comes in; the union holds the member that the value is, or the value itself.

use http::header::HeaderMap;

use super::{By, Is, Union, UnionShape};
use crate::call::endpoint::Step;
use crate::call::predicate::{View, holds, is_among, places};
use crate::call::scan::{Seen, here};
use crate::call::seek::has_attributes;
use crate::codec;
use crate::shape::{
    Field, Key, Kind, PathStep, ReadError, Reader, Shape, Slot, Token, Unlike, Wanted,
};
use crate::value::Scalar;

/// Reads a union.
pub fn read_union(
    shape: &'static UnionShape,
    union: &mut dyn Union,
    reader: &mut dyn Reader,
) -> Result<(), ReadError> {
    let found = match &shape.by {
        By::Tag(field) => by_tag(shape, field.name, reader)?,
        By::Content(outer) => by_tag(shape, outer.names[0], reader)?,
        By::When => by_predicate(shape, reader)?,
        By::Kind => by_kind(shape, reader)?,
    };
    let Some(index) = found else {
        union.keep(reader.json()?);
        return Ok(());
    };
    let field = &shape.members[index].field;
    let slot = union.begin(index, &Token::NEW);
    match &shape.by {
        By::Tag(tag) => {
            reader.pass_over(Some(tag.name));
            let outcome = codec::read(slot, reader, field);
            reader.pass_over(None);
            outcome
        }
        By::Content(outer) => content(slot, field, outer, reader),
        By::When | By::Kind => codec::read(slot, reader, field),
    }
}

/// The member whose tag the next value has.
fn by_tag(
    shape: &'static UnionShape,
    name: &'static str,
    reader: &mut dyn Reader,
) -> Result<Option<usize>, ReadError> {
    let mut tag = None;
    reader.look_ahead(&mut |reader| {
        tag = find_tag(name, reader)?;
        Ok(())
    })?;
    let Some(tag) = tag else {
        let what = format!(
            "nothing says which member of `{}` this is: it has no `{name}`",
            shape.name
        );
        let error = ReadError::broken(what);
        return Err(error.with_help("the tag has to be there; where it may be absent, tell the members apart by `when` in the spec").here(reader));
    };
    let named = |is: &Is| matches!(is, Is::Tag(values) if is_among(&tag, values));
    let found = shape.members.iter().position(|member| named(&member.is));
    if found.is_none()
        && let Some(sink) = reader.drift()
        && let Some(value) = scalar(tag)
    {
        sink.note(Unlike::UnknownValue {
            name: shape.name,
            value: &value,
        });
    }
    Ok(found)
}

/// The value of a field of the next record; nothing where it is not there, or null.
fn find_tag(name: &str, reader: &mut dyn Reader) -> Result<Option<Seen>, ReadError> {
    match reader.peek()? {
        Kind::Record => reader.begin_record()?,
        Kind::Text if has_attributes(reader) => {}
        _ => return Err(reader.wrong(Wanted::Record)),
    }
    while let Some(key) = reader.next_key()? {
        if key == name {
            let seen = here(reader)?;
            return Ok(seen.filter(|seen| *seen != Seen::Null));
        }
        reader.skip()?;
    }
    Ok(None)
}

fn scalar(seen: Seen) -> Option<Scalar> {
    match seen {
        Seen::Bool(value) => Some(Scalar::Bool(value)),
        Seen::Number(digits) => Scalar::number(&digits),
        Seen::Text(text) => Some(Scalar::from(text.as_str())),
        Seen::Null | Seen::Whole => None,
    }
}

/// The first member whose predicate holds of the next value.
fn by_predicate(
    shape: &'static UnionShape,
    reader: &mut dyn Reader,
) -> Result<Option<usize>, ReadError> {
    let predicates = || {
        shape.members.iter().filter_map(|member| match &member.is {
            Is::When(when) => Some(*when),
            Is::Tag(_) | Is::Otherwise | Is::Kind(_) => None,
        })
    };
    let asked: Vec<&'static [Step]> = predicates().flat_map(places).collect();
    let mut seen = None;
    reader.look_ahead(&mut |reader| {
        match reader.peek()? {
            Kind::Record => {}
            Kind::Text if reader.untyped() => {}
            _ => return Err(reader.wrong(Wanted::Record)),
        }
        seen = Some(crate::call::scan::scan_next(reader, &asked)?);
        Ok(())
    })?;
    let Some(scan) = seen else { return Ok(None) };
    let headers = HeaderMap::new();
    let view = View {
        status: 0,
        headers: &headers,
        scan: &scan,
    };
    Ok(shape.members.iter().position(|member| match &member.is {
        Is::When(when) => holds(when, view).is_some(),
        Is::Otherwise => true,
        Is::Tag(_) | Is::Kind(_) => false,
    }))
}

fn by_kind(
    shape: &'static UnionShape,
    reader: &mut dyn Reader,
) -> Result<Option<usize>, ReadError> {
    let kind = reader.peek()?;
    if kind == Kind::Null {
        let wanted = format!("a value of `{}`", shape.name);
        return Err(reader.wrong(Wanted::Of(wanted.into(), None)));
    }
    let is = |is: &Is| matches!(is, Is::Kind(one) if *one == kind);
    Ok(shape.members.iter().position(|member| is(&member.is)))
}

/// Reads a member out of the field that holds it.
fn content(
    slot: &mut dyn Slot,
    field: &'static Field,
    outer: &'static Shape,
    reader: &mut dyn Reader,
) -> Result<(), ReadError> {
    let (start, mut read) = (reader.offset(), false);
    reader.begin_record()?;
    let mut tagged = false;
    loop {
        match reader.next_field(outer, 0)? {
            Key::Field(0) if !std::mem::replace(&mut tagged, true) => reader.skip()?,
            Key::Field(1) if !std::mem::replace(&mut read, true) => {
                codec::read(slot, reader, field)
                    .map_err(|error| error.within(PathStep::Key(outer.names[1].into())))?;
            }
            Key::Field(index) => return Err(ReadError::doubled_next(outer.names[index], reader)),
            Key::Unknown => {
                if let Some(sink) = reader.drift() {
                    sink.note(Unlike::UnknownField {
                        record: outer,
                        name: reader.key(),
                    });
                }
                reader.skip()?;
            }
            Key::End => break,
        }
    }
    if !read {
        let error = ReadError::missing(outer.name, vec![outer.names[1]], None);
        return Err(error.at(reader.place(start)));
    }
    Ok(())
}
