//! Differences as a reader comes upon them in; each of them once, with its first path, out.

use std::cell::{Cell, RefCell};

use super::{Difference, DriftKind};
use crate::error::redact;
use crate::shape::{PathStep, ReadError, shortened, show_path};
use crate::value::Secret;

/// How many differences of one reply are told apart.
const MOST: usize = 64;

/// What was noted of one reply.
#[derive(Default)]
pub(crate) struct Notes {
    found: RefCell<Vec<Note>>,
    more: Cell<usize>,
}

struct Note {
    kind: DriftKind,
    /// Innermost first.
    path: Vec<PathStep>,
    times: usize,
}

impl Notes {
    pub(crate) fn is_empty(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// Takes note of a difference; `path` is asked for where it is a new one.
    pub(super) fn add(&self, kind: DriftKind, path: impl FnOnce() -> Vec<PathStep>) {
        let mut found = self.found.borrow_mut();
        if let Some(known) = found.iter_mut().find(|known| known.kind == kind) {
            known.times += 1;
        } else if found.len() < MOST {
            found.push(Note {
                kind,
                path: path(),
                times: 1,
            });
        } else {
            self.more.set(self.more.get() + 1);
        }
    }

    /// The differences and how often there were others, without what must never be shown.
    pub(super) fn differences(self, hidden: &[Secret]) -> (Vec<Difference>, usize) {
        let found = self.found.into_inner().into_iter();
        let differences = found.map(|note| Difference {
            kind: note.kind.masked(hidden),
            path: redact::piece(&show_path(&note.path), hidden),
            times: note.times,
        });
        (differences.collect(), self.more.get())
    }

    /// The first difference as the error that it is where drift is denied.
    pub(super) fn refusal(self) -> Option<ReadError> {
        let found = self.found.into_inner();
        let others = found.len() - 1 + self.more.get();
        let first = found.into_iter().next()?;
        let more = match others {
            0 => String::new(),
            others => format!(", and {others} more differences from the spec"),
        };
        let error = ReadError::broken(format!("{}{more}", first.kind));
        let steps = first.path.into_iter();
        Some(steps.fold(error.with_help(first.kind.mend()), ReadError::within))
    }
}

/// A name or a value of the vendor's as a note holds it.
pub(super) fn brief(text: &str) -> String {
    shortened(text)
}
