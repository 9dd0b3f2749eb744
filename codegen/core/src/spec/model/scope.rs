//! A name and the place where it is used come in; what it means there goes out.
//!
//! What a file beside the head declares holds for that file alone, and what the head declares holds everywhere. Where
//! both declare a name, the file's own is meant.

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

impl Spec {
    /// Those of `entries` that can be named in `file`, its own first.
    pub fn within<'a, T: Declared>(
        &self,
        entries: &'a [T],
        file: FileId,
    ) -> impl Iterator<Item = &'a T> + use<'a, T> {
        let of = |wanted: FileId| {
            entries
                .iter()
                .filter(move |entry| entry.name().span.file == wanted)
        };
        let inherited = (file != self.head).then(|| of(self.head));
        of(file).chain(inherited.into_iter().flatten())
    }

    /// The one of `entries` that `name` means where it stands.
    pub fn find<'a, T: Declared>(&self, entries: &'a [T], name: &Text) -> Option<&'a T> {
        self.find_in(entries, name.span.file, &name.value)
    }

    /// The one of `entries` that is called `name` in `file`.
    pub fn find_in<'a, T: Declared>(
        &self,
        entries: &'a [T],
        file: FileId,
        name: &str,
    ) -> Option<&'a T> {
        self.within(entries, file)
            .find(|entry| entry.name().value == name)
    }

    /// The names that those of `entries` have that can be named in `file`.
    pub fn names<'a, T: Declared + 'a>(&self, entries: &'a [T], file: FileId) -> Vec<&'a str> {
        let named = self.within(entries, file);
        named.map(|entry| entry.name().value.as_str()).collect()
    }
}
