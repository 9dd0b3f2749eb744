//! The seconds of processor that a debug build takes after one call site of the user's program was edited.

use super::makers::Task;
use crate::synthetic::{Maker, Size};
use crate::table::{Cx, Row, Target};

/// Measures a program that makes all calls of a client, with what cargo keeps from build to build.
pub(super) fn rows(cx: &Cx) -> Vec<Row> {
    let task = Task {
        axis: "touch",
        work: "a program of 100 calls, one of them edited, debug".into(),
        unit: "s CPU",
        size: Size::of(100),
        calls: 100,
        rounds: 3,
        peers: &[
            (Maker::Progenitor, Target::AtMost(0.35)),
            (Maker::ByHand, Target::Reported),
        ],
    };
    task.rows(cx, |client, round| client.touch_rebuild(round).cpu)
}
