//! The walk itself: a document comes in, what stands at the places on the way and the wanted value go out.

use super::super::document::Document;
use super::super::drift::watched;
use super::super::endpoint::Step;
use super::super::read::read_boxed;
use super::super::seek::{has_attributes, matches, matches_item};
use super::{Boxed, Seen, Spot, Wanted};
use crate::shape::{FIELD, Format, Kind, PathStep, ReadError, Reader};

/// A place on the way to which the walk is.
#[derive(Clone, Copy)]
struct Active {
    place: usize,
    depth: usize,
    item: Option<usize>,
}

pub(super) struct Walk {
    pub(super) spots: Vec<(&'static [Step], Vec<Spot>)>,
    wanted: Option<Wanted>,
    pub(super) data: Result<Option<Boxed>, ReadError>,
    /// A place stands inside the value that was read, where this walk could not look.
    pub(super) hidden: bool,
}

impl Walk {
    pub(super) fn new(places: &[&'static [Step]], wanted: Option<Wanted>) -> Self {
        let spots = places.iter().map(|path| (*path, Vec::new())).collect();
        Self {
            spots,
            wanted,
            data: Ok(None),
            hidden: false,
        }
    }

    pub(super) fn whole(&mut self, document: Document<'_>) -> Result<(), ReadError> {
        let mut open = document.open()?;
        if let Some(wanted) = self.wanted {
            self.data = open.check_root(wanted.root).map(|()| None);
        }
        let data = self.wanted.filter(|_| self.data.is_ok()).map(|_| 0);
        watched(document.notes, open.reader(), &[], |reader| {
            self.next(reader, data)
        })?;
        open.finish()
    }

    /// Walks over the next value, at which all paths begin; `data` is how far it is to the wanted value.
    pub(super) fn next(
        &mut self,
        reader: &mut dyn Reader,
        data: Option<usize>,
    ) -> Result<(), ReadError> {
        let active = |place| Active {
            place,
            depth: 0,
            item: None,
        };
        let active: Vec<_> = (0..self.spots.len()).map(active).collect();
        self.value(reader, &active, data)
    }

    /// Walks over the next value. An error of the wanted value stands in `data` as well.
    fn value(
        &mut self,
        reader: &mut dyn Reader,
        active: &[Active],
        data: Option<usize>,
    ) -> Result<(), ReadError> {
        if let Some(wanted) = self.wanted.filter(|wanted| data == Some(wanted.path.len())) {
            self.hidden |= !active.is_empty();
            return self.read(reader, wanted);
        }
        if active.is_empty() && data.is_none() {
            return reader.skip();
        }
        match reader.peek()? {
            Kind::List => {
                self.see(active, Seen::Whole);
                self.list(reader, active, data)
            }
            Kind::Record => {
                self.see(active, Seen::Whole);
                reader.begin_record()?;
                self.record(reader, active, data)
            }
            Kind::Text if self.goes_on(active, data) && has_attributes(reader) => {
                self.record(reader, active, data)
            }
            kind => {
                if let Some(seen) = scalar(reader, kind)? {
                    self.see(active, seen);
                }
                Ok(())
            }
        }
    }

    fn read(&mut self, reader: &mut dyn Reader, wanted: Wanted) -> Result<(), ReadError> {
        match read_boxed(wanted.room, reader, wanted.field) {
            Ok(value) => {
                self.data = Ok(Some(value));
                Ok(())
            }
            Err(error) => {
                self.data = Err(error.clone());
                Err(error)
            }
        }
    }

    fn see(&mut self, active: &[Active], seen: Seen) {
        for at in active {
            let (path, spots) = &mut self.spots[at.place];
            if at.depth == path.len() {
                spots.push(Spot {
                    item: at.item,
                    seen: seen.clone(),
                });
            }
        }
    }

    fn list(
        &mut self,
        reader: &mut dyn Reader,
        active: &[Active],
        data: Option<usize>,
    ) -> Result<(), ReadError> {
        reader.begin_list(&FIELD)?;
        let mut position = 0;
        while reader.next_item()? {
            let (inner, data) =
                self.step(active, data, position, |step| matches_item(step, position));
            let result = self.value(reader, &inner, data);
            result.map_err(|error| self.outside(error, data, || PathStep::Index(position)))?;
            position += 1;
        }
        Ok(())
    }

    /// Whether a place, or the wanted value, stands inside of what comes.
    fn goes_on(&self, active: &[Active], data: Option<usize>) -> bool {
        let ends_here = |at: &Active| at.depth == self.spots[at.place].0.len();
        data.is_some() || !active.iter().all(ends_here)
    }

    /// Walks over a record that was entered.
    fn record(
        &mut self,
        reader: &mut dyn Reader,
        active: &[Active],
        data: Option<usize>,
    ) -> Result<(), ReadError> {
        let format = reader.format();
        let mut position = 0;
        let mut led = false;
        while let Some(key) = reader.next_key()? {
            if format == Format::Xml && key.is_empty() {
                if let Some(seen) = scalar(reader, Kind::Text)? {
                    self.see(active, seen);
                }
                continue;
            }
            if self.leads(data, key) && std::mem::replace(&mut led, true) {
                let key = key.to_owned();
                return Err(self.doubled(&key, reader));
            }
            let hit = |step| matches(step, key, position, format);
            let (inner, data) = self.step(active, data, position, hit);
            let name = data.map(|_| key.to_owned());
            let result = self.value(reader, &inner, data);
            let name = || PathStep::Key(name.unwrap_or_default().into());
            result.map_err(|error| self.outside(error, data, name))?;
            position += 1;
        }
        Ok(())
    }

    /// Whether the wanted value stands under this key, by its name.
    fn leads(&self, data: Option<usize>, key: &str) -> bool {
        let path = self.wanted.map_or(&[][..], |wanted| wanted.path);
        data.is_some_and(|depth| matches!(path.get(depth), Some(Step::Key(name)) if *name == key))
    }

    /// Two values where one is wanted: to take either would hide the other.
    #[cold]
    fn doubled(&mut self, key: &str, reader: &mut dyn Reader) -> ReadError {
        let error = ReadError::doubled_next(key, reader);
        self.data = Err(error.clone());
        error
    }

    /// The places, and the wanted value, that this step leads on to. Of several wanted values the first counts.
    fn step(
        &self,
        active: &[Active],
        data: Option<usize>,
        position: usize,
        hit: impl Fn(Step) -> bool,
    ) -> (Vec<Active>, Option<usize>) {
        let mut inner = Vec::new();
        for at in active {
            match self.spots[at.place].0.get(at.depth) {
                Some(step) if hit(*step) => {
                    let item = at.item.or((*step == Step::Any).then_some(position));
                    inner.push(Active {
                        depth: at.depth + 1,
                        item,
                        ..*at
                    });
                }
                _ => {}
            }
        }
        let path = self.wanted.map_or(&[][..], |wanted| wanted.path);
        let on_path = |depth: usize| path.get(depth).is_some_and(|step| hit(*step));
        let unread = matches!(self.data, Ok(None));
        (
            inner,
            data.filter(|depth| unread && on_path(*depth))
                .map(|depth| depth + 1),
        )
    }

    /// Adds the step to the path of an error on the way to the wanted value.
    fn outside(
        &mut self,
        error: ReadError,
        data: Option<usize>,
        step: impl FnOnce() -> PathStep,
    ) -> ReadError {
        if data.is_none() {
            return error;
        }
        let error = error.within(step());
        if self.data.is_err() {
            self.data = Err(error.clone());
        }
        error
    }
}

/// What stands here; nothing where an element is empty, which is how XML says that there is nothing.
pub(super) fn scalar(reader: &mut dyn Reader, kind: Kind) -> Result<Option<Seen>, ReadError> {
    let is_xml = reader.format() == Format::Xml;
    Ok(Some(match kind {
        Kind::Null => {
            reader.null()?;
            Seen::Null
        }
        Kind::Bool => Seen::Bool(reader.bool()?),
        Kind::Number => Seen::Number(reader.number()?.to_owned()),
        Kind::Text => match reader.text()? {
            text if is_xml && text.trim().is_empty() => return Ok(None),
            text => Seen::Text(text.to_owned()),
        },
        Kind::List | Kind::Record => Seen::Whole,
    }))
}
