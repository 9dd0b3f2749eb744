//! The seconds of processor that `cargo check` takes for a client, its dependencies being checked.

use super::makers::Task;
use crate::client::Client;
use crate::measure::Series;
use crate::synthetic::{Maker, Size};
use crate::table::{Cx, Row, Target};

/// Measures 10 and 100 endpoints beside the peers, and 1,000 beside ten times 100.
pub(super) fn rows(cx: &Cx) -> Vec<Row> {
    let mut rows: Vec<Row> = [10, 100]
        .into_iter()
        .flat_map(|endpoints| task(endpoints).rows(cx, |client, _| client.check().cpu))
        .collect();
    rows.push(linear(cx));
    rows
}

fn task(endpoints: usize) -> Task {
    const PEERS: &[(Maker, Target)] = &[
        (Maker::Progenitor, Target::AtMost(0.10)),
        (Maker::ByHand, Target::AtMost(0.20)),
    ];
    // What cargo and rustc take to start weighs on few endpoints.
    const FEW: &[(Maker, Target)] = &[
        (Maker::Progenitor, Target::Reported),
        (Maker::ByHand, Target::Reported),
    ];
    Task {
        axis: "check",
        work: format!("a client of {endpoints} endpoints"),
        unit: "s CPU",
        size: Size::of(endpoints),
        calls: 0,
        rounds: 3,
        peers: if endpoints < 100 { FEW } else { PEERS },
    }
}

fn linear(cx: &Cx) -> Row {
    let took = |endpoints| {
        let client = Client::lay_out(cx, Maker::Trunkline, Size::of(endpoints), 0);
        client.settle(|| client.check());
        client.check().cpu
    };
    Row {
        axis: "check",
        work: "a client of 1,000 endpoints".into(),
        ours: Series(vec![took(1000)]),
        peer: "ten times 100 endpoints",
        theirs: Series(vec![took(100) * 10.0]),
        unit: "s CPU",
        target: Target::AtMost(1.1),
        command: "benches/run check".into(),
    }
}
