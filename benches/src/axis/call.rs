//! One call over a warm connection of this machine: a user of 40 fields, about 2 KB, with a token and a parameter.

use crate::measure::{self, Series};
use crate::table::{Cx, Row, Target};

/// How many calls are counted, and how many come before them, so that what is done once does not count.
const CALLS: u32 = 1000;

pub(super) fn rows(cx: &Cx) -> Vec<Row> {
    let row = |work: &str, ours: &str, (peer, subject), target| Row {
        axis: "call",
        work: work.into(),
        ours: counted(cx, ours),
        peer,
        theirs: counted(cx, subject),
        unit: "instructions a call",
        target,
        command: "benches/run call".into(),
    };
    let by_hand = ("reqwest + serde by hand", "reqwest-by-hand");
    let progenitor = ("progenitor", "progenitor");
    let raw = ("hyper-util, bytes by hand", "hyper-by-hand-raw");
    vec![
        row(
            "a call on reqwest",
            "reqwest",
            by_hand,
            Target::AtMost(0.85),
        ),
        row("a call on reqwest", "reqwest", progenitor, Target::Reported),
        row("a call on hyper", "hyper", progenitor, Target::AtMost(0.55)),
        row(
            "a call on hyper",
            "hyper",
            ("hyper-util + serde by hand", "hyper-by-hand"),
            Target::Reported,
        ),
        row(
            "a call on hyper whose reply is bytes",
            "hyper-raw",
            raw,
            Target::AtMost(1.5),
        ),
    ]
}

/// What a call costs, by the program `call`.
pub fn counted(cx: &Cx, subject: &str) -> Series {
    let run = |calls: u32| {
        let mut program = cx.program("call");
        measure::instructions(program.args([subject, &calls.to_string()])) as f64
    };
    Series(vec![(run(2 * CALLS) - run(CALLS)) / f64::from(CALLS)])
}
