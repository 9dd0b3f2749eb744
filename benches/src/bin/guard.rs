//! `guard GENERATOR [--bless]`: counts the instructions of the work that must not get slower, and compares them with
//! `guard.txt`; with `--bless`, writes that. The generator is the command `trunkline`, as CI has it already: not
//! optimized, which shows what the code does as well.
//!
//! Nothing is timed, so that it does not matter what else the machine does. The counts belong to a compiler, which stands
//! in the first line: `benches/guard` builds and runs this with that one only.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};

use trunkline_benches::axis::{counted, counted_call};
use trunkline_benches::measure;
use trunkline_benches::subject;
use trunkline_benches::table::Cx;

/// What is guarded, by the names of subjects, and how an item of it is counted.
const GUARDED: &[(&str, Count)] = &[
    ("decode-json/trunkline", of_subject),
    ("decode-xml/trunkline", of_subject),
    ("encode-json/trunkline", of_subject),
    ("filter/trunkline", of_subject),
    ("generate", of_generator),
    ("hyper", of_call),
    ("hyper-raw", of_call),
];

type Count = fn(&Cx, &str) -> f64;

fn of_subject(cx: &Cx, name: &str) -> f64 {
    counted(cx, &subject::named(name), measure::instructions)
}

fn of_call(cx: &Cx, name: &str) -> f64 {
    counted_call(cx, name).median()
}

/// The whole process, from a small spec to its client.
fn of_generator(cx: &Cx, name: &str) -> f64 {
    let out = cx.work.join("guard");
    if out.exists() {
        std::fs::remove_dir_all(&out).expect("the folder can be emptied");
    }
    std::fs::create_dir_all(&out).expect("the folder can be made");
    let spec = cx.benches.join("specs/decode.yaml");
    let generator = std::env::args().nth(1).expect("the generator comes first");
    let mut command = Command::new(generator);
    measure::instructions(command.arg(name).arg(spec).arg("--out").arg(out)) as f64
}

/// By how much a count may differ from the one that is written down, of one.
const TOLERANCE: f64 = 0.05;

fn main() -> ExitCode {
    let bless = std::env::args().any(|arg| arg == "--bless");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("guard.txt");
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    let cx = Cx::new();
    let mut text = compiler();
    let mut slower = false;
    for (name, count) in GUARDED {
        let count = count(&cx, name).round();
        writeln!(text, "{name} {count}").expect("a String takes all");
        slower |= !bless && !holds(name, count, &known);
    }
    if bless {
        std::fs::write(&path, text).expect("the counts can be written");
    }
    if slower {
        eprintln!("if that is worth it, write the new counts down: benches/guard --bless");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Whether a count is what it was. One that has fallen by more than the tolerance is worth writing down as well: what
/// was won is guarded from then on.
fn holds(name: &str, count: f64, known: &str) -> bool {
    let before = known.lines().find_map(|line| {
        let (one, count) = line.rsplit_once(' ')?;
        (one == name).then(|| count.parse::<f64>().ok())?
    });
    let Some(before) = before else {
        eprintln!("{name}: {count} instructions, and benches/guard.txt has no count of it");
        return false;
    };
    let change = count / before - 1.0;
    let sound = change.abs() <= TOLERANCE;
    let line = format!(
        "{name}: {count} instructions, {:+.1} % of the {before} in benches/guard.txt",
        change * 100.0
    );
    match sound {
        true => println!("{line}"),
        false => eprintln!("{line}: more than {} %", TOLERANCE * 100.0),
    }
    sound
}

/// The line that names the compiler.
fn compiler() -> String {
    let output = Command::new("rustc").arg("--version").output();
    let said = output
        .expect("the compiler that built this is there")
        .stdout;
    String::from_utf8_lossy(&said).into_owned()
}
