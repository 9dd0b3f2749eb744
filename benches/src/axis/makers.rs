//! Something that is done to clients of the synthetic API comes in; trunkline's in turn with each peer's, rows go out.

use crate::client::Client;
use crate::measure::Series;
use crate::synthetic::{Maker, Size};
use crate::table::{Cx, Row, Target};

/// What is done to the clients.
pub(super) struct Task {
    pub(super) axis: &'static str,
    pub(super) work: String,
    pub(super) unit: &'static str,
    pub(super) size: Size,
    /// How many calls the program makes.
    pub(super) calls: usize,
    pub(super) rounds: usize,
    /// Peers, and what part of what they take is wanted.
    pub(super) peers: &'static [(Maker, Target)],
}

impl Task {
    /// Lets what the clients depend on be built, unmeasured; then measures all in turn. What is done is told the round,
    /// which is 0 for what is not measured.
    pub(super) fn rows(&self, cx: &Cx, take: impl Fn(&Client, usize) -> f64) -> Vec<Row> {
        let makers = self.peers.iter().map(|(maker, _)| *maker);
        let clients: Vec<Client> = [Maker::Trunkline]
            .into_iter()
            .chain(makers)
            .map(|maker| Client::lay_out(cx, maker, self.size, self.calls))
            .collect();
        for client in &clients {
            client.settle(|| take(client, 0));
        }
        let mut took = vec![Series::default(); clients.len()];
        for round in 1..=self.rounds {
            for (client, took) in clients.iter().zip(&mut took) {
                took.0.push(take(client, round));
            }
        }
        let peers = self.peers.iter().zip(&took[1..]);
        peers
            .map(|(&(maker, target), theirs)| Row {
                axis: self.axis,
                work: self.work.clone(),
                ours: took[0].clone(),
                peer: name(maker),
                theirs: theirs.clone(),
                unit: self.unit,
                target,
                command: format!("benches/run {}", self.axis),
            })
            .collect()
    }
}

/// What a maker is called in the table.
pub(super) fn name(maker: Maker) -> &'static str {
    match maker {
        Maker::Trunkline => "trunkline",
        Maker::ByHand => "reqwest and serde by hand",
        Maker::Progenitor => "progenitor",
    }
}
