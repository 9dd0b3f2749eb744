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
pub mod source;
pub mod spec;
pub mod tree;
