//! Two subjects that do the same work come in, a row of the table goes out.

use std::time::Instant;

use crate::measure::{self, Series};
use crate::subject::{self, Subject};
use crate::table::{Cx, Row, Target};

/// How many rounds are timed. What is counted needs no rounds: it does not mind what else the machine does.
const ROUNDS: usize = 15;

/// Trunkline and a peer at the same work, by the names of subjects.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub(super) axis: &'static str,
    pub(super) work: &'static str,
    pub(super) ours: &'static str,
    pub(super) peer: &'static str,
    /// What the figures are for one of.
    pub(super) item: &'static str,
}

/// What is measured of a pair, for one item.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    /// In user space, counted by callgrind.
    Instructions,
    /// Counted by memcheck.
    Allocations,
    /// By the clock, in rounds.
    Microseconds,
}

impl Pair {
    /// Measures both.
    pub(super) fn row(&self, cx: &Cx, unit: Unit, target: Target) -> Row {
        let (ours, theirs) = match unit {
            Unit::Instructions => self.counted(cx, measure::instructions),
            Unit::Allocations => self.counted(cx, measure::allocations),
            Unit::Microseconds => self.timed(),
        };
        self.row_of(unit, target, ours, theirs)
    }

    /// Counts both, and takes away what each counts without parameters.
    pub(super) fn beyond(&self, cx: &Cx, unit: Unit, target: Target) -> Row {
        let count = match unit {
            Unit::Instructions => measure::instructions,
            Unit::Allocations => measure::allocations,
            Unit::Microseconds => unreachable!("a difference of times says nothing"),
        };
        let [ours, theirs] = [self.ours, self.peer].map(|name| {
            let counted = |name: &str| counted(cx, &subject::named(name), count);
            Series(vec![
                counted(name) - counted(&format!("{name} without parameters")),
            ])
        });
        self.row_of(unit, target, ours, theirs)
    }

    fn row_of(&self, unit: Unit, target: Target, ours: Series, theirs: Series) -> Row {
        Row {
            axis: self.axis,
            work: self.work.into(),
            ours,
            peer: self.peer.split_once('/').expect("names are `what/who`").1,
            theirs,
            unit: unit.name(self.item),
            target,
            command: format!("benches/run {}", self.axis),
        }
    }

    fn counted(&self, cx: &Cx, count: fn(&std::process::Command) -> u64) -> (Series, Series) {
        let one = |name| Series(vec![counted(cx, &subject::named(name), count)]);
        (one(self.ours), one(self.peer))
    }

    fn timed(&self) -> (Series, Series) {
        let [ours, theirs] = [self.ours, self.peer].map(subject::named);
        let (mut a, mut b) = ((ours.prepare)(), (theirs.prepare)());
        let (mut ours_took, mut theirs_took) = (Series::default(), Series::default());
        for _ in 0..ROUNDS {
            ours_took.0.push(timed(&ours, &mut *a));
            theirs_took.0.push(timed(&theirs, &mut *b));
        }
        (ours_took, theirs_took)
    }
}

impl Unit {
    fn name(self, item: &str) -> &'static str {
        match (self, item) {
            (Unit::Instructions, "record") => "instructions a record",
            (Unit::Instructions, _) => "instructions",
            (Unit::Allocations, "record") => "allocations a record",
            (Unit::Allocations, _) => "allocations",
            (Unit::Microseconds, "record") => "µs a record",
            (Unit::Microseconds, _) => "µs",
        }
    }
}

/// What an item costs: two goes less one, so that what is done once in a program does not count.
pub fn counted(cx: &Cx, subject: &Subject, count: fn(&std::process::Command) -> u64) -> f64 {
    let goes = subject.goes;
    let run = |times: u32| {
        count(
            cx.program("subject")
                .args([subject.name, &times.to_string()]),
        ) as f64
    };
    (run(2 * goes) - run(goes)) / f64::from(goes * subject.items)
}

/// What an item takes, in microseconds.
fn timed(subject: &Subject, work: &mut dyn FnMut()) -> f64 {
    let times = 10 * subject.goes;
    let start = Instant::now();
    for _ in 0..times {
        work();
    }
    start.elapsed().as_secs_f64() * 1e6 / f64::from(times * subject.items)
}
