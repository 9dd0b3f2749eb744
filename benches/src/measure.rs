//! Measuring on a noisy machine: rivals in turn, round by round; medians, spreads, and the ratio pair by pair.

use std::process::Command;
use std::time::Instant;

/// What one rival took in each round, in one unit.
#[derive(Debug, Default, Clone)]
pub struct Series(pub Vec<f64>);

impl Series {
    /// The value in the middle.
    pub fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() / 2]
    }

    /// The smallest and the largest value.
    pub fn spread(&self) -> (f64, f64) {
        self.0.iter().fold((f64::INFINITY, 0.0), |(low, high), &v| {
            (low.min(v), high.max(v))
        })
    }

    /// This series over another, round by round.
    pub fn over(&self, other: &Series) -> Series {
        Series(self.0.iter().zip(&other.0).map(|(a, b)| a / b).collect())
    }

    /// `median (low–high) unit`; without a spread where there was one round.
    pub fn show(&self, unit: &str) -> String {
        let median = figure(self.median());
        if self.0.len() == 1 {
            return format!("{median} {unit}");
        }
        let (low, high) = self.spread();
        format!("{median} ({}–{}) {unit}", figure(low), figure(high))
    }
}

/// A figure with as many digits as say something, thousands apart.
fn figure(value: f64) -> String {
    let decimals = match value {
        100.0.. => 0,
        10.0.. => 1,
        _ => 2,
    };
    let text = format!("{value:.decimals$}");
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut apart = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            apart.push(',');
        }
        apart.push(digit);
    }
    apart + rest
}

/// What a command took, with what it started.
#[derive(Debug, Clone)]
pub struct Usage {
    /// Seconds by the clock.
    pub wall: f64,
    /// Seconds of all processors, in user space and in the kernel.
    pub cpu: f64,
    /// The most memory that one of the processes held, in megabytes.
    pub peak: f64,
    /// What was written to stderr.
    pub said: String,
}

/// Runs a command to its end, as `time` of GNU measures it.
///
/// # Panics
/// If `/usr/bin/time` is not installed, or the command fails: a bench on a broken subject has nothing to say.
pub fn usage(command: &Command) -> Usage {
    let mut whole = Command::new("/usr/bin/time");
    whole
        .args(["-f", "took %U %S %M"])
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => whole.env(name, value),
            None => whole.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        whole.current_dir(folder);
    }
    let start = Instant::now();
    let output = whole.output().expect("/usr/bin/time is installed");
    let wall = start.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{whole:?} failed:\n{said}");
    let (said, took) = said.rsplit_once("took ").expect("`time` says what it took");
    let took: Vec<f64> = took
        .split_whitespace()
        .filter_map(|number| number.parse().ok())
        .collect();
    let [user, system, kilobytes] = took[..] else {
        panic!("`time` says other things: {took:?}")
    };
    Usage {
        wall,
        cpu: user + system,
        peak: kilobytes / 1000.0,
        said: said.to_owned(),
    }
}

/// How many instructions a command runs in user space until its end, as callgrind counts them.
///
/// # Panics
/// If valgrind is not installed, or the command fails.
pub fn instructions(command: &Command) -> u64 {
    let said = valgrind(
        &["--tool=callgrind", "--callgrind-out-file=/dev/null"],
        command,
    );
    number_after(&said, "Collected :")
}

/// How many times a command allocates or grows what it has, until its end.
///
/// # Panics
/// If valgrind is not installed, or the command fails.
pub fn allocations(command: &Command) -> u64 {
    let said = valgrind(&["--undef-value-errors=no", "--leak-check=no"], command);
    number_after(&said, "total heap usage:")
}

fn valgrind(options: &[&str], command: &Command) -> String {
    let mut whole = Command::new("valgrind");
    whole
        .args(options)
        .arg(command.get_program())
        .args(command.get_args());
    let output = whole.output().expect("valgrind is installed");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{whole:?} failed:\n{said}");
    said
}

fn number_after(text: &str, label: &str) -> u64 {
    text.split_once(label)
        .and_then(|(_, rest)| rest.split_whitespace().next())
        .and_then(|number| number.replace(',', "").parse().ok())
        .unwrap_or_else(|| panic!("valgrind says no number after `{label}`:\n{text}"))
}
