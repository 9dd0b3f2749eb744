//! One walk over the body of a reply: the places that rules, envelopes and pagers name come out as scalars, and
//! the returned value as its own type.

mod walk;

use std::any::Any;

use super::document::Document;
use super::endpoint::Step;
use super::read::RoomFn;
use crate::json::MARK;
use crate::shape::{Field, ReadError, Reader, Root};
use walk::Walk;

/// A value whose type the caller knows.
pub(crate) type Boxed = Box<dyn Any + Send>;

/// Reads the value that stands at a path.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    /// The element that the whole body has to be, in a format that has elements.
    pub(crate) root: Option<Root>,
    pub(crate) path: &'static [Step],
    pub(crate) room: RoomFn,
    pub(crate) field: &'static Field,
}

/// What stands at a place, as far as predicates look: of lists and records only that they are there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Seen {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    Whole,
}

/// Something found, and where the path says "any": which item it stands in.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spot {
    pub(crate) item: Option<usize>,
    pub(crate) seen: Seen,
}

/// What one reply holds at the places that were asked for.
pub(crate) struct Scan {
    spots: Vec<(&'static [Step], Vec<Spot>)>,
    /// The returned value, nothing where its place is not there, or why it could not be read.
    pub(crate) data: Result<Option<Boxed>, ReadError>,
}

impl Scan {
    /// What stands at a path that was asked for.
    pub(crate) fn at(&self, path: &[Step]) -> &[Spot] {
        let found = self.spots.iter().find(|(asked, _)| *asked == path);
        found.map_or(&[], |(_, spots)| spots)
    }
}

/// What the next value of a reader holds at these places, whose paths begin at it.
pub(crate) fn scan_next(
    reader: &mut dyn Reader,
    places: &[&'static [Step]],
) -> Result<Scan, ReadError> {
    let mut walk = Walk::new(places, None);
    walk.next(reader, None)?;
    Ok(Scan {
        spots: walk.spots,
        data: Ok(None),
    })
}

/// The next value of a reader, as far as predicates look.
pub(crate) fn here(reader: &mut dyn Reader) -> Result<Option<Seen>, ReadError> {
    let kind = reader.peek()?;
    walk::scalar(reader, kind)
}

/// Walks over a body. Text that is no JSON has no places; `reply` itself, the path without steps, is then the text.
///
/// A value that cannot be read does not keep the rest from being seen, and neither does a place inside of it: both
/// take a second walk, without the value.
pub(crate) fn scan(
    document: Document<'_>,
    places: &[&'static [Step]],
    wanted: Option<Wanted>,
) -> Scan {
    if places.is_empty() && wanted.is_none() {
        return Scan {
            spots: Vec::new(),
            data: Ok(None),
        };
    }
    let mut walk = Walk::new(places, wanted);
    let first = walk.whole(document);
    let mut data = std::mem::replace(&mut walk.data, Ok(None));
    let result = if data.is_err() || walk.hidden {
        walk = Walk::new(places, None);
        let unwatched = Document {
            notes: None,
            ..document
        };
        walk.whole(unwatched)
    } else {
        first
    };
    if let Err(error) = result {
        walk.spots = places
            .iter()
            .map(|path| (*path, as_text(path, document.body)))
            .collect();
        data = data.and(Err(error));
    }
    Scan {
        spots: walk.spots,
        data,
    }
}

fn as_text(path: &[Step], body: &[u8]) -> Vec<Spot> {
    if !path.is_empty() || body.trim_ascii().is_empty() {
        return Vec::new();
    }
    let body = body.strip_prefix(MARK).unwrap_or(body);
    vec![Spot {
        item: None,
        seen: Seen::Text(String::from_utf8_lossy(body).into_owned()),
    }]
}

#[cfg(test)]
mod tests;
