//! The seconds of processor that a release build of a client and a program takes, and the size of the program.

use super::makers::{Task, name};
use crate::client::Client;
use crate::measure::Series;
use crate::synthetic::{Maker, Size};
use crate::table::{Cx, Row, Target};

const PEERS: &[(Maker, Target)] = &[
    (Maker::Progenitor, Target::AtMost(0.10)),
    (Maker::ByHand, Target::Reported),
];

/// Measures programs of few calls beside the client by hand, and one that makes all calls beside both peers. A build of
/// progenitor's takes minutes, so each is built once.
pub(super) fn rows(cx: &Cx) -> Vec<Row> {
    let mut rows: Vec<Row> = [(1, &PEERS[1..]), (5, &PEERS[1..]), (100, PEERS)]
        .into_iter()
        .flat_map(|(calls, peers)| task(calls, peers).rows(cx, |client, _| client.release().cpu))
        .collect();
    rows.push(size(cx));
    rows
}

fn task(calls: usize, peers: &'static [(Maker, Target)]) -> Task {
    Task {
        axis: "release",
        work: match calls {
            1 => "a client of 100 endpoints and a program of one call".into(),
            _ => format!("a client of 100 endpoints and a program of {calls} calls"),
        },
        unit: "s CPU",
        size: Size::of(100),
        calls,
        rounds: 1,
        peers,
    }
}

/// The programs of the last builds, which make all calls.
fn size(cx: &Cx) -> Row {
    let size = |maker| {
        let client = Client::lay_out(cx, maker, Size::of(100), 100);
        Series(vec![client.size() as f64 / 1e6])
    };
    Row {
        axis: "release",
        work: "the size of the program of 100 calls, stripped".into(),
        ours: size(Maker::Trunkline),
        peer: name(Maker::Progenitor),
        theirs: size(Maker::Progenitor),
        unit: "MB",
        target: Target::AtMost(0.5),
        command: "benches/run release".into(),
    }
}
