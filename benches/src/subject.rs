//! The work that is measured, by name: each is prepared once and then done over and over.

mod encode;
mod filter;
#[cfg(feature = "peers")]
mod generate;
mod json;
mod xml;
/// The client that trunkline generates from `specs/decode.yaml`.
#[allow(
    missing_docs,
    reason = "the module is generated for these benches alone"
)]
pub mod ours {
    include!(concat!(env!("OUT_DIR"), "/decode.rs"));
}

/// A piece of work.
#[derive(Clone, Copy)]
pub struct Subject {
    /// `what/who`.
    pub name: &'static str,
    /// How many records or bodies one go reads or writes: figures are for one of them.
    pub items: u32,
    /// How many goes are enough for a figure.
    pub goes: u32,
    /// Gets ready and gives what does the work once.
    pub prepare: fn() -> Box<dyn FnMut()>,
}

impl Subject {
    /// Work on one body or call: a thousand goes give a figure.
    const fn single(name: &'static str, prepare: fn() -> Box<dyn FnMut()>) -> Self {
        Self {
            name,
            items: 1,
            goes: 1_000,
            prepare,
        }
    }
}

/// All of them.
pub fn all() -> impl Iterator<Item = Subject> {
    [
        json::SUBJECTS,
        xml::SUBJECTS,
        encode::SUBJECTS,
        filter::SUBJECTS,
        #[cfg(feature = "peers")]
        generate::SUBJECTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The subject of this name.
///
/// # Panics
/// If there is none.
pub fn named(name: &str) -> Subject {
    all()
        .find(|subject| subject.name == name)
        .unwrap_or_else(|| panic!("no subject is called `{name}`"))
}
