//! What stands on the command line.

use std::path::PathBuf;

use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};
use trunkline_mock::{FAULT_WORDS, Faults};

/// Typed HTTP API clients from YAML specs.
///
/// A SPEC is a vendor's folder (it holds `vendor.yaml`), one `.yaml` file, or a folder of those; `specs` where none is
/// named. Exit codes: 0 all is well, 1 findings (errors in a spec, stale files), 2 usage, or files that cannot be read
/// or written.
#[derive(Debug, Parser)]
#[command(name = "trunkline", version, arg_required_else_help = true)]
pub(crate) struct Args {
    /// When to write in colour: `auto` where there is a terminal and neither `NO_COLOR` nor `TERM=dumb`.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// When to write in colour.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Color {
    /// Where someone sees it.
    Auto,
    /// In files and pipes too.
    Always,
    /// Nowhere.
    Never,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person, on stderr.
    Text,
    /// For a tool, on stdout: one document.
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the clients of all vendors, or compare them with what is there.
    ///
    /// Where DIR holds a `Cargo.toml` it is a crate: clients go to `src/`, are listed in `src/lib.rs`, and each gets a
    /// feature. Elsewhere DIR becomes a folder of modules with a `mod.rs`. Files that would not change are not
    /// touched.
    Generate(Generate),
    /// Check specs; nothing is written without `--fix`.
    Check(Check),
    /// Begin a spec: writes `DIR/VENDOR.yaml`, and beside it the schema by which editors complete it.
    New(New),
    /// Show what a finding's code means, with a wrong and a right example.
    Explain(Explain),
    /// Run a vendor on 127.0.0.1 that behaves as its spec says.
    Mock(Mock),
    /// Print the JSON Schema (draft-07) of specs, by which editors complete and check them.
    Schema,
    /// Print every key of the spec language, in Markdown.
    Reference,
}

/// Arguments of `generate`.
#[derive(Debug, Arguments)]
pub(crate) struct Generate {
    /// Specs to generate clients from.
    #[arg(value_name = "SPEC", default_value = "specs")]
    pub(crate) specs: Vec<PathBuf>,
    /// The folder that the clients go to.
    #[arg(long, value_name = "DIR", default_value = "generated")]
    pub(crate) out: PathBuf,
    /// Write nothing; say which files are not what would be generated.
    #[arg(long)]
    pub(crate) check: bool,
    /// The path of the runtime in the generated code, where the dependency is renamed or re-exported.
    #[arg(long, value_name = "PATH", default_value = "::trunkline")]
    pub(crate) runtime_path: String,
}

/// Arguments of `check`.
#[derive(Debug, Arguments)]
pub(crate) struct Check {
    /// Specs to check.
    #[arg(value_name = "SPEC", default_value = "specs")]
    pub(crate) specs: Vec<PathBuf>,
    /// Mend what has one certain mend in the files first; comments and everything else stay as they are.
    #[arg(long)]
    pub(crate) fix: bool,
    /// `text` for a person, `json` for a tool: `{"version": 1, "specs", "endpoints", "errors", "warnings", "findings"}`.
    ///
    /// A finding has `code`, `title`, `severity` (`error`, `warning`), `message`, a place (`file`, `line` and `column`
    /// from 1, `start` and `end` in bytes from the file's start), `label` (what is said there, or null), `labels` (other
    /// places, each with its `message`), `notes`, `helps`, and `fix`: edits that mend it together, each a place with the
    /// `text` that takes its place; empty where no mend is certain. Keys may be added within a version; none goes.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
}

/// Arguments of `new`.
#[derive(Debug, Arguments)]
pub(crate) struct New {
    /// The vendor's name: a word, which becomes the name of the client's module.
    #[arg(value_name = "VENDOR")]
    pub(crate) vendor: String,
    /// The folder of specs.
    #[arg(long, value_name = "DIR", default_value = "specs")]
    pub(crate) dir: PathBuf,
}

/// Arguments of `explain`.
#[derive(Debug, Arguments)]
pub(crate) struct Explain {
    /// The code, as in `TL0022` or `22`; without one, all codes are listed.
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

/// Arguments of `mock`.
#[derive(Debug, Arguments)]
pub(crate) struct Mock {
    /// The spec of one vendor.
    #[arg(value_name = "SPEC")]
    pub(crate) spec: PathBuf,
    /// The port to listen at; 0 takes one that is free.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) port: u16,
    /// Serve made collections of this many items, in place of the spec's examples.
    #[arg(long, value_name = "N")]
    pub(crate) items: Option<u64>,
    /// What the vendor does wrong, and when: `reset@3,429=2@5%`.
    #[arg(long, value_name = "PLAN", long_help = faults())]
    pub(crate) faults: Option<Faults>,
}

/// What `--faults` takes.
fn faults() -> String {
    let widest = FAULT_WORDS.iter().map(|(word, _)| word.len()).max();
    let widest = widest.unwrap_or_default();
    let words = FAULT_WORDS.iter();
    let words = words.map(|(word, what)| format!("  {word:widest$}  {what}\n"));
    let words: String = words.collect();
    format!(
        "What the vendor does wrong, and when: faults with commas between them.\n\n{words}\n\
         Each comes with every request, or `@3` with the third, `@3..6` with the third to the sixth, `@5%` with five \
         in a hundred. `seed=N` picks other requests for the shares; `spare=ENDPOINT` leaves an endpoint alone, and its \
         requests are not counted.\n\nFor instance: `reset@3,500=3@10,429=2@5%,seed=7,spare=log_in`"
    )
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_fit_together() {
        super::Args::command().debug_assert();
    }
}
