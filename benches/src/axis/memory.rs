//! The most memory that rustc holds while it checks a client.

use super::makers::Task;
use crate::synthetic::{Maker, Size};
use crate::table::{Cx, Row, Target};

/// Measures a client of 100 endpoints.
pub(super) fn rows(cx: &Cx) -> Vec<Row> {
    let task = Task {
        axis: "memory",
        work: "a client of 100 endpoints, check".into(),
        unit: "MB",
        size: Size::of(100),
        calls: 0,
        rounds: 1,
        peers: &[
            (Maker::Progenitor, Target::AtMost(0.25)),
            (Maker::ByHand, Target::Reported),
        ],
    };
    task.rows(cx, |client, _| client.check().peak)
}
