//! Measuring on a noisy machine: rivals in turn, round by round; medians, spreads, and the ratio pair by pair.

use std::process::Command;

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

    /// `median (low–high) unit`.
    pub fn show(&self, unit: &str) -> String {
        let (low, high) = self.spread();
        format!("{:.2} ({low:.2}–{high:.2}) {unit}", self.median())
    }
}

/// Runs a command to its end and gives the processor time of it and its children, in seconds.
///
/// The figure is what Linux adds to this process for children that were waited for, in hundredths of a second.
///
/// # Panics
/// If the command cannot be started or fails: a bench on a broken subject has nothing to say.
pub fn cpu_seconds(command: &mut Command) -> f64 {
    let before = children_ticks();
    let output = command.output().expect("the command starts");
    assert!(
        output.status.success(),
        "{command:?} failed:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    (children_ticks() - before) as f64 / 100.0
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

fn children_ticks() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux keeps /proc/self/stat");
    // The second field is the program's name in brackets and may hold anything; count from behind it.
    let rest = stat
        .rsplit_once(')')
        .expect("the name stands in brackets")
        .1;
    let field = |i: usize| {
        rest.split_whitespace()
            .nth(i)
            .and_then(|v| v.parse::<u64>().ok())
            .unwrap_or(0)
    };
    field(13) + field(14)
}
