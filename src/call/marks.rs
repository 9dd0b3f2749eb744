//! A reply and the value that was read of it in; what stands where a walk over pages looks, out.

use super::document::Document;
use super::endpoint::Step;
use super::outcome::distinct;
use super::scan::{Scan, Seen, scan};

/// What stands at the places in a reply where a walk over pages looks.
#[derive(Default)]
pub(crate) struct Marks(Vec<(&'static [Step], Seen)>);

impl Marks {
    /// What a scan found at these places.
    pub(super) fn of(places: &[&'static [Step]], scan: &Scan) -> Self {
        let seen = |path: &&'static [Step]| Some((*path, scan.at(path).first()?.seen.clone()));
        Self(places.iter().filter_map(seen).collect())
    }

    /// What stands at a place; nothing where the reply has no such place.
    pub(crate) fn at(&self, path: &[Step]) -> Option<&Seen> {
        let found = self.0.iter().find(|(at, _)| *at == path);
        found.map(|(_, seen)| seen)
    }

    /// Adds what stands at these places: by the value that was read, and where that does not tell, by the text.
    pub(super) fn add(
        &mut self,
        mut places: Vec<&'static [Step]>,
        see: impl Fn(&[Step]) -> Option<Seen>,
        document: Document<'_>,
    ) {
        places.retain(|path| {
            let seen = see(path);
            let is_seen = seen.is_some();
            self.0.extend(seen.map(|seen| (*path, seen)));
            !is_seen
        });
        let places = distinct(places);
        let unwatched = Document {
            notes: None,
            ..document
        };
        let found = scan(unwatched, &places, None);
        self.0.extend(Self::of(&places, &found).0);
    }
}
