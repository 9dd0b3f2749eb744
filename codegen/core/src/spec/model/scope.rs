//! A name and the place where it is used come in; what it means there goes out.
//!
//! What a file beside the head declares holds for that file alone, and what the head declares holds everywhere. Where
//! both declare a name, the file's own is meant.

use std::collections::HashMap;
use std::ops::Deref;

use super::{CodecDef, Envelope, Operator, Pager, Scheme, Spec, Text};
use crate::source::FileId;

/// Something that a file declares under a name.
pub trait Declared {
    /// The name, at its place.
    fn name(&self) -> &Text;
}

macro_rules! declared {
    ($($ty:ident),*) => {
        $(impl Declared for $ty {
            fn name(&self) -> &Text {
                &self.name
            }
        })*
    };
}

declared!(CodecDef, Envelope, Operator, Pager, Scheme);

/// What the files of a spec declare in one of their sections, in order, found by file and name.
#[derive(Debug, Clone)]
pub struct Scoped<T> {
    entries: Vec<T>,
    places: HashMap<FileId, HashMap<String, usize>>,
}

impl<T> Default for Scoped<T> {
    fn default() -> Scoped<T> {
        Scoped {
            entries: Vec::new(),
            places: HashMap::new(),
        }
    }
}

impl<T: Declared> Extend<T> for Scoped<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, entries: I) {
        for entry in entries {
            let name = entry.name();
            let of_file = self.places.entry(name.span.file).or_default();
            of_file
                .entry(name.value.clone())
                .or_insert(self.entries.len());
            self.entries.push(entry);
        }
    }
}

impl<T> Deref for Scoped<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.entries
    }
}

impl<'a, T> IntoIterator for &'a Scoped<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

impl Spec {
    /// Those of `entries` that can be named in `file`, its own first.
    pub fn within<'a, T: Declared>(
        &self,
        entries: &'a Scoped<T>,
        file: FileId,
    ) -> impl Iterator<Item = &'a T> + Clone + use<'a, T> {
        let of = |wanted: FileId| {
            entries
                .iter()
                .filter(move |entry| entry.name().span.file == wanted)
        };
        let inherited = (file != self.head).then(|| of(self.head));
        of(file).chain(inherited.into_iter().flatten())
    }

    /// The one of `entries` that `name` means where it stands.
    pub fn find<'a, T: Declared>(&self, entries: &'a Scoped<T>, name: &Text) -> Option<&'a T> {
        self.find_in(entries, name.span.file, &name.value)
    }

    /// The one of `entries` that is called `name` in `file`.
    pub fn find_in<'a, T: Declared>(
        &self,
        entries: &'a Scoped<T>,
        file: FileId,
        name: &str,
    ) -> Option<&'a T> {
        let of = |file| entries.places.get(file)?.get(name);
        let place = of(&file).or_else(|| of(&self.head))?;
        entries.get(*place)
    }

    /// The names that those of `entries` have that can be named in `file`.
    pub fn names<'a, T: Declared>(
        &self,
        entries: &'a Scoped<T>,
        file: FileId,
    ) -> impl Iterator<Item = &'a str> + Clone + use<'a, T> {
        let named = self.within(entries, file);
        named.map(|entry| entry.name().value.as_str())
    }
}
