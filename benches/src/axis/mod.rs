//! The axes of the table, by name, in its order. Each is a file with `rows`, which measures and gives what it measured.

mod call;
mod check;
mod cold;
mod decode;
mod encode;
mod generation;
mod lines;
mod makers;
mod memory;
mod pair;
mod release;
mod touch;
mod walk;

pub use call::counted as counted_call;
pub use pair::counted;

use crate::table::{Cx, Row};

/// What measures an axis.
pub type Measure = fn(&Cx) -> Vec<Row>;

/// All axes.
pub const ALL: &[(&str, Measure)] = &[
    ("check", check::rows),
    ("release", release::rows),
    ("touch", touch::rows),
    ("memory", memory::rows),
    ("lines", lines::rows),
    ("generation", generation::rows),
    ("cold", cold::rows),
    ("decode", decode::rows),
    ("encode", encode::rows),
    ("walk", walk::rows),
    ("call", call::rows),
];
