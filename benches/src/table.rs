//! What the axes measured comes in, the table of ratios goes out as Markdown.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::measure::Series;

/// What an axis needs to know of the run.
pub struct Cx {
    /// The folder of these benches.
    pub benches: PathBuf,
    /// Where an axis may write: a folder that is kept from run to run, for dependencies that take long to build.
    pub work: PathBuf,
    /// The folder of this package's programs.
    programs: PathBuf,
}

impl Cx {
    /// The run at hand.
    ///
    /// # Panics
    /// If the program does not know where it is, or cannot make its folder.
    #[must_use]
    pub fn new() -> Self {
        let benches = Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf();
        let work = benches.join("target/axes");
        std::fs::create_dir_all(&work).expect("the folder of the axes can be made");
        // Cargo's mark of its folder, by which the generator knows where its trace may stand: cargo may have another one.
        let mark = "Signature: 8a477f597d28d172789f06886806bc55\n";
        std::fs::write(benches.join("target/CACHEDIR.TAG"), mark).expect("the mark can be made");
        let program = std::env::current_exe().expect("the program knows where it is");
        let programs = program.parent().expect("it is in a folder").to_path_buf();
        Self {
            benches,
            work,
            programs,
        }
    }

    /// A program of this package.
    #[must_use]
    pub fn program(&self, name: &str) -> Command {
        Command::new(self.programs.join(name))
    }
}

impl Default for Cx {
    fn default() -> Self {
        Self::new()
    }
}

/// What was measured of one piece of work: trunkline, and beside it a peer in turn.
pub struct Row {
    /// The axis: the name under which `benches/run` runs it.
    pub axis: &'static str,
    /// What was done.
    pub work: String,
    /// What trunkline took, round by round.
    pub ours: Series,
    /// Who else did it; empty where nobody did.
    pub peer: &'static str,
    /// What the peer took, round by round; empty where there is none.
    pub theirs: Series,
    /// The unit of both.
    pub unit: &'static str,
    /// What is wanted.
    pub target: Target,
    /// The command that measures this again.
    pub command: String,
}

/// What is wanted of a row.
#[derive(Clone, Copy)]
pub enum Target {
    /// This part of what the peer takes.
    AtMost(f64),
    /// This much, in the row's unit, whatever a peer takes.
    Within(f64),
    /// Nothing: the figure is reported.
    Reported,
}

impl Row {
    /// What trunkline took in place of the peer, round by round.
    fn ratio(&self) -> Option<Series> {
        (!self.theirs.0.is_empty()).then(|| self.ours.over(&self.theirs))
    }

    /// Whether the target is met, by the median; nothing where there is none.
    #[must_use]
    pub fn met(&self) -> Option<bool> {
        match self.target {
            Target::AtMost(most) => Some(self.ratio()?.median() <= most),
            Target::Within(most) => Some(self.ours.median() <= most),
            Target::Reported => None,
        }
    }

    fn cells(&self) -> [String; 8] {
        let target = match self.target {
            Target::AtMost(most) => format!("≤ {most} ×"),
            Target::Within(most) => format!("≤ {most} {}", self.unit),
            Target::Reported => "–".into(),
        };
        let met = self
            .met()
            .map_or("", |met| if met { "met" } else { "**missed**" });
        let peer = match self.theirs.0.is_empty() {
            true => "–".into(),
            false => format!("{}: {}", self.peer, self.theirs.show(self.unit)),
        };
        let ratio = self.ratio().map_or("–".into(), |ratio| ratio.show("×"));
        [
            self.axis.into(),
            self.work.clone(),
            self.ours.show(self.unit),
            peer,
            ratio,
            target,
            met.into(),
            format!("`{}`", self.command),
        ]
    }
}

/// The rows as a table.
#[must_use]
pub fn show(rows: &[Row]) -> String {
    let mut text = String::from(
        "| axis | work | trunkline | peer | ratio, round by round | target | | command |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for row in rows {
        text += &format!("| {} |\n", row.cells().join(" | "));
    }
    text
}
