//! The axes of the table, by name, in its order. Each is a file with `rows`, which measures and gives what it measured.

mod decode;
mod pair;

use crate::table::{Cx, Row};

/// What measures an axis.
pub type Measure = fn(&Cx) -> Vec<Row>;

/// All axes.
pub const ALL: &[(&str, Measure)] = &[("decode", decode::rows)];
