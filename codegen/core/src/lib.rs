//! The generator of trunkline: spec text in, a checked [`api::Api`] in the middle, Rust out.
//!
//! ```text
//! Source ─tree→ Tree ─spec→ Spec ─check→ Api ─emit→ TokenStream ─files→ written or compared
//!         └────────── Diagnostics (all of them, with spans) ─┘   from Api on nothing can fail
//! ```
//!
//! Each module is one stage with one entry; front ends (command line, build script, derive) hold no
//! generation logic of their own.

pub mod api;
pub mod check;
pub mod diag;
pub mod emit;
#[cfg(feature = "files")]
pub mod files;
pub mod mend;
pub mod outline;
pub mod source;
pub mod spec;
pub mod tree;
pub mod xml;

use diag::{Diagnostics, Report};
use source::Sources;

/// A spec that holds.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// What it means.
    pub api: api::Api,
    /// What is worth a look all the same; often empty.
    pub warnings: Report,
}

/// Reads and checks one vendor's spec: its head, its other files and its samples.
///
/// # Errors
/// Everything that is wrong with it, in order of place, warnings among it.
pub fn compile(sources: &Sources) -> Result<Compiled, Report> {
    let mut found = Diagnostics::new();
    let api =
        spec::parse(sources, &mut found).and_then(|spec| check::check(&spec, sources, &mut found));
    let report = found.into_report(sources);
    match api {
        Some(api) => Ok(Compiled {
            api,
            warnings: report,
        }),
        None => Err(report),
    }
}
