//! The lines of a generated client for each endpoint, with their documentation and those of its types.

use crate::client::Client;
use crate::measure::Series;
use crate::synthetic::{Maker, Size};
use crate::table::{Cx, Row, Target};

/// Counts the lines of an API of nexus's size.
pub(super) fn rows(cx: &Cx) -> Vec<Row> {
    let lines = |maker| {
        let client = Client::lay_out(cx, maker, Size::NEXUS, 0);
        Series(vec![client.lines() as f64 / Size::NEXUS.endpoints as f64])
    };
    vec![Row {
        axis: "lines",
        work: "of an API of nexus's size, for each endpoint".into(),
        ours: lines(Maker::Trunkline),
        peer: "progenitor",
        theirs: lines(Maker::Progenitor),
        unit: "lines",
        target: Target::AtMost(0.25),
        command: "benches/run lines".into(),
    }]
}
