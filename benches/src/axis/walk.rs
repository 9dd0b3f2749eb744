//! 100,000 records over 1,000 pages, 2 ms a page, the server in a process of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use crate::measure::{Series, Usage, usage};
use crate::table::{Cx, Row, Target};

/// How many rounds; each is four walks of a few seconds.
const ROUNDS: usize = 3;

/// What two pages hold at most, in megabytes, text and records, beside what a program takes anyway.
const TWO_PAGES: f64 = 2.0;

pub(super) fn rows(cx: &Cx) -> Vec<Row> {
    let server = Server::start(cx);
    let walk = |who: &str| {
        let mut command = cx.program("walk");
        usage(command.args([who, &server.host]))
    };
    let (mut plain, mut ahead, mut full) = (Vec::new(), Vec::new(), Vec::new());
    let mut theirs = Vec::new();
    for _ in 0..ROUNDS {
        plain.push(walk("hyper"));
        ahead.push(walk("prefetch"));
        full.push(walk("reqwest"));
        theirs.push(walk("by-hand"));
    }
    let bound = series(&theirs, |took| took.peak).median() + TWO_PAGES;
    let ours = [
        (", on hyper", &plain),
        (", on hyper, with prefetch", &ahead),
        (", on reqwest", &full),
    ];
    ours.into_iter()
        .flat_map(|(how, ours)| {
            let row = |of: fn(&Usage) -> f64, unit, target| Row {
                axis: "walk",
                work: format!("100,000 records over 1,000 pages, 2 ms a page{how}"),
                ours: series(ours, of),
                peer: "reqwest + serde by hand",
                theirs: series(&theirs, of),
                unit,
                target,
                command: "benches/run walk".into(),
            };
            [
                row(|took| took.cpu, "s of CPU", Target::AtMost(0.9)),
                row(|took| took.wall, "s by the clock", Target::Reported),
                row(|took| took.peak, "MB at most", Target::Within(bound)),
            ]
        })
        .collect()
}

fn series(took: &[Usage], of: fn(&Usage) -> f64) -> Series {
    Series(took.iter().map(of).collect())
}

/// The server, until it is dropped.
struct Server {
    process: Child,
    host: String,
}

impl Server {
    fn start(cx: &Cx) -> Self {
        let mut command = cx.program("walk");
        let mut process = command
            .arg("serve")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut host = String::new();
        let said = process.stdout.take().expect("it is a pipe");
        BufReader::new(said)
            .read_line(&mut host)
            .expect("the server says its port");
        let host = host.trim().to_owned();
        Self { process, host }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, which is as good.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
