//! What the command `trunkline generate` takes, as a whole process, beside progenitor's.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::client;
use crate::measure::{Series, Usage, usage};
use crate::synthetic::{Maker, Size};
use crate::table::{Cx, Row, Target};

/// Measures an API of nexus's size beside progenitor's command, larger ones, the project's own specs, and a spec that
/// did not change.
pub(super) fn rows(cx: &Cx) -> Vec<Row> {
    let mut rows = nexus(cx);
    rows.extend(large(cx));
    rows.push(own_specs(cx));
    rows.push(unchanged(cx));
    rows
}

/// Seconds and megabytes of trunkline, each once by itself and once beside the peer.
fn nexus(cx: &Cx) -> Vec<Row> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let commands =
        [Maker::Trunkline, Maker::Progenitor].map(|maker| command(cx, maker, Size::NEXUS));
    for _ in 0..5 {
        ours.push(anew(cx, &commands[0]));
        theirs.push(anew(cx, &commands[1]));
    }
    let work = "an API of nexus's size";
    let [seconds, megabytes] = [wall, peak].map(|of| (series(&ours, of), series(&theirs, of)));
    vec![
        row(work, seconds, "s", Target::Within(0.1)),
        row(work, megabytes, "MB", Target::Within(40.0)),
    ]
}

fn large(cx: &Cx) -> Vec<Row> {
    let [thousand, ten_thousand] = [1000, 10_000].map(|endpoints| {
        let command = command(cx, Maker::Trunkline, Size::like_nexus(endpoints));
        [anew(cx, &command)]
    });
    let alone = |of: &[Usage], what| (series(of, what), Series::default());
    let linear = (
        series(&ten_thousand, wall),
        Series(vec![thousand[0].wall * 10.0]),
    );
    vec![
        row(
            "1,000 endpoints",
            alone(&thousand, wall),
            "s",
            Target::Reported,
        ),
        row(
            "10,000 endpoints",
            alone(&ten_thousand, wall),
            "s",
            Target::Within(4.0),
        ),
        row(
            "10,000 endpoints",
            alone(&ten_thousand, peak),
            "MB",
            Target::Within(1000.0),
        ),
        Row {
            peer: "ten times 1,000",
            ..row("10,000 endpoints", linear, "s", Target::AtMost(1.2))
        },
    ]
}

fn own_specs(cx: &Cx) -> Row {
    let specs = cx.benches.join("../specs");
    let out = out(cx);
    let command = client::trunkline(cx, &specs, &out);
    let took: Vec<Usage> = (0..5).map(|_| anew(cx, &command)).collect();
    let took = (series(&took, wall), Series::default());
    row("the project's five specs", took, "s", Target::Reported)
}

/// What is left to do where nothing changed.
fn unchanged(cx: &Cx) -> Row {
    let command = command(cx, Maker::Trunkline, Size::NEXUS);
    anew(cx, &command);
    let took: Vec<Usage> = (0..20).map(|_| usage(&command)).collect();
    let took = series(&took, |usage| usage.wall * 1000.0);
    row(
        "an API of nexus's size, unchanged",
        (took, Series::default()),
        "ms",
        Target::Within(10.0),
    )
}

fn command(cx: &Cx, maker: Maker, size: Size) -> Command {
    let spec = |name| -> PathBuf {
        let spec = cx.work.join(name);
        fs::write(&spec, maker.source(size)).expect("the spec can be written");
        spec
    };
    match maker {
        Maker::Progenitor => client::progenitor(cx, &spec("generation.json"), &out(cx)),
        _ => client::trunkline(
            cx,
            &spec(&format!("generation-{}.yaml", size.endpoints)),
            &out(cx),
        ),
    }
}

fn out(cx: &Cx) -> PathBuf {
    cx.work.join("generation")
}

/// Runs the command where nothing was generated so far.
fn anew(cx: &Cx, command: &Command) -> Usage {
    empty(&out(cx));
    usage(command)
}

fn empty(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("the folder can be emptied");
    }
    fs::create_dir_all(folder).expect("the folder can be made");
}

fn series(of: &[Usage], what: fn(&Usage) -> f64) -> Series {
    Series(of.iter().map(what).collect())
}

fn wall(usage: &Usage) -> f64 {
    usage.wall
}

fn peak(usage: &Usage) -> f64 {
    usage.peak
}

fn row(work: &str, (ours, theirs): (Series, Series), unit: &'static str, target: Target) -> Row {
    Row {
        axis: "generation",
        work: work.into(),
        ours,
        peer: "cargo-progenitor",
        theirs,
        unit,
        target,
        command: "benches/run generation".into(),
    }
}
