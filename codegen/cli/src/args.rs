//! What stands on the command line.

use std::path::PathBuf;

use clap::{Args as Arguments, Parser, Subcommand};

/// Typed HTTP API clients from YAML specs.
///
/// A SPEC is a vendor's folder (it holds `vendor.yaml`), one `.yaml` file, or a folder of those; `specs` where none is
/// named. Exit codes: 0 all is well, 1 findings (errors in a spec, stale files), 2 usage, or files that cannot be read
/// or written.
#[derive(Debug, Parser)]
#[command(name = "trunkline", version, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
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
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_fit_together() {
        super::Args::command().debug_assert();
    }
}
