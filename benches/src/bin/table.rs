//! `benches/run [AXIS…]`: measures these axes and prints the table, or measures all and writes `RESULTS.md`.

use std::process::{Command, ExitCode};

use trunkline_benches::axis;
use trunkline_benches::table::{self, Cx, Row};

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let known: Vec<&str> = axis::ALL.iter().map(|(name, _)| *name).collect();
    if let Some(name) = wanted.iter().find(|name| !known.contains(&name.as_str())) {
        eprintln!("there is no axis `{name}`; there are {}", known.join(", "));
        return ExitCode::FAILURE;
    }
    let cx = Cx::new();
    let mut rows: Vec<Row> = Vec::new();
    for (name, measure) in axis::ALL {
        if wanted.is_empty() || wanted.iter().any(|one| one == name) {
            eprintln!("measuring {name}");
            rows.extend(measure(&cx));
        }
    }
    let text = table::show(&rows);
    println!("{text}");
    if wanted.is_empty() {
        let path = cx.benches.join("RESULTS.md");
        std::fs::write(&path, format!("{}\n{text}", head(&cx)))
            .expect("the results can be written");
        eprintln!("written to {}", path.display());
    }
    ExitCode::SUCCESS
}

/// Where, when and with what the run was made.
fn head(cx: &Cx) -> String {
    let said = |program: &str, args: &[&str]| {
        let output = Command::new(program).args(args).output();
        output.map_or_else(
            |_| "unknown".into(),
            |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        )
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cpu = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
        .map_or("unknown", |(_, model)| model.trim());
    format!(
        "# Results\n\n\
         Written by `benches/run`: medians with lowest and highest round in brackets; peers take turns in each round. A \
         ratio is what trunkline takes of what the peer takes, round by round. Counts of instructions (by callgrind) and \
         of allocations are of one run: they do not mind what else the machine does.\n\n\
         {}. {cpu}, {cores} cores, {}, {}. Peers: {}.\n",
        said("date", &["-u", "+%Y-%m-%d"]),
        said("uname", &["-sr"]),
        said("rustc", &["--version"]),
        peers(cx),
    )
}

/// The peers with their versions, as the lock has them.
fn peers(cx: &Cx) -> String {
    const PEERS: &[&str] = &[
        "progenitor-client",
        "quick-xml",
        "reqwest",
        "serde",
        "serde_json",
        "sonic-rs",
        "ureq",
    ];
    let lock =
        std::fs::read_to_string(cx.benches.join("Cargo.lock")).expect("the lock stands beside");
    let version = |peer: &&str| {
        let entry = format!("name = \"{peer}\"\nversion = \"");
        let (_, rest) = lock.split_once(&entry)?;
        Some(format!("{peer} {}", rest.split('"').next()?))
    };
    PEERS
        .iter()
        .filter_map(version)
        .collect::<Vec<_>>()
        .join(", ")
}
