//! Specs in a crate's `build.rs` in, typed clients in `OUT_DIR` out.
//!
//! In `Cargo.toml`: `trunkline` under `[dependencies]`, `trunkline-build` under `[build-dependencies]`. In `build.rs`:
//!
//! ```no_run
//! fn main() -> Result<(), trunkline_build::Error> {
//!     trunkline_build::configure().spec("specs/acme.yaml").compile()
//! }
//! ```
//!
//! And where the client is to be, under the vendor's name:
//!
//! ```ignore
//! pub mod acme {
//!     include!(concat!(env!("OUT_DIR"), "/acme.rs"));
//! }
//! ```
//!
//! A vendor that speaks XML (`formats:` in its spec names it) needs the feature `xml` of `trunkline`; without it, its
//! client is one sentence of an error that says so.
//!
//! An error in a spec is shown by cargo with file, line, column and what mends it. The script runs again when a file
//! of a spec changes, and when one is added to its folder.

use std::env;
use std::fmt;
use std::path::PathBuf;

use trunkline_codegen::diag::Style;
use trunkline_codegen::emit::Target;
use trunkline_codegen::files::{self, Project};

/// What is generated, and where to. Begin with [`configure`].
#[derive(Debug, Clone, Default)]
#[must_use = "nothing is generated until `compile` is called"]
pub struct Config {
    specs: Vec<PathBuf>,
    out: Option<PathBuf>,
    runtime: Option<String>,
}

/// A configuration without specs.
pub fn configure() -> Config {
    Config::default()
}

impl Config {
    /// Adds a spec: a vendor's folder (it holds `vendor.yaml`), one `.yaml` file, or a folder of those. A relative path
    /// starts at the crate's folder. Each vendor gives one file, `<vendor>.rs`.
    pub fn spec(mut self, path: impl Into<PathBuf>) -> Self {
        self.specs.push(path.into());
        self
    }

    /// Writes to this folder in place of cargo's `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = Some(folder.into());
        self
    }

    /// The path of the runtime, `::trunkline` unless it is set: for a dependency that is renamed (`::clients`) or
    /// re-exported (`::platform::trunkline`).
    pub fn runtime_path(mut self, path: impl Into<String>) -> Self {
        self.runtime = Some(path.into());
        self
    }

    /// Generates the clients, and tells cargo on which files they depend and what is wrong with the specs.
    ///
    /// # Errors
    /// If there is an error in a spec, a file cannot be read or written, or the configuration cannot be followed.
    /// Nothing is written then. Cargo was told the details; the error is one sentence.
    pub fn compile(self) -> Result<(), Error> {
        let target = match &self.runtime {
            None => Target::default(),
            Some(path) => {
                Target::with_runtime(path).ok_or_else(|| Error::RuntimePath(path.clone()))?
            }
        };
        if self.specs.is_empty() {
            return Err(Error::NoSpecs);
        }
        let out = self
            .out
            .or_else(|| env::var_os("OUT_DIR").map(PathBuf::from))
            .ok_or(Error::NoOutDir)?;
        // A spec that is not there yet brings the script back once it is.
        for spec in &self.specs {
            println!("cargo::rerun-if-changed={}", spec.display());
        }
        let project = Project::open(&self.specs).map_err(Error::Files)?;
        for path in &project.watched {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        report(&project);
        if project.has_errors() {
            return Err(Error::Specs(
                project
                    .reports
                    .iter()
                    .filter(|report| report.has_errors())
                    .count(),
            ));
        }
        let outputs = files::vendors(&project.vendors, &out, &target).map_err(Error::Files)?;
        files::write(&outputs).map_err(Error::Files)?;
        Ok(())
    }
}

/// Hands findings to cargo, which shows one line of a build script's output as one message.
fn report(project: &Project) {
    for report in &project.reports {
        let kind = if report.has_errors() {
            "error"
        } else {
            "warning"
        };
        for line in report.render(Style::Plain).trim_end().lines() {
            println!("cargo::{kind}={line}");
        }
    }
}

/// Why nothing was generated.
///
/// `Debug` is the same sentence as `Display`, since cargo shows what `main` of a build script returns by `Debug`.
#[non_exhaustive]
pub enum Error {
    /// This many specs have errors; cargo was told which.
    Specs(usize),
    /// A file cannot be read or written, or specs do not go together.
    Files(files::Error),
    /// No spec was named.
    NoSpecs,
    /// There is no `OUT_DIR`: this is no build script, and no folder was named.
    NoOutDir,
    /// This is no path of a Rust crate or module.
    RuntimePath(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Specs(1) => f.write_str("a spec has errors"),
            Error::Specs(count) => write!(f, "{count} specs have errors"),
            Error::Files(error) => error.fmt(f),
            Error::NoSpecs => f.write_str("no spec is named: call `spec` before `compile`"),
            Error::NoOutDir => f.write_str("there is no `OUT_DIR`: name a folder with `out_dir`"),
            Error::RuntimePath(path) => write!(f, "`{path}` is no path of a Rust crate or module"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Files(error) => Some(error),
            Error::Specs(_) | Error::NoSpecs | Error::NoOutDir | Error::RuntimePath(_) => None,
        }
    }
}
