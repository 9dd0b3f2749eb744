//! Why nothing was generated.

use std::fmt;

use trunkline_codegen::emit::SettingError;
use trunkline_codegen::files;

/// Why nothing was generated.
///
/// `Debug` is the same text as `Display`, since cargo shows what `main` of a build script returns by `Debug`.
#[non_exhaustive]
pub enum Error {
    /// This many specs have errors; cargo was told which.
    Specs(usize),
    /// A file cannot be read or written, or specs do not go together.
    Files(files::Error),
    /// What the configuration asks for cannot be done.
    Settings(Vec<SettingError>),
    /// No spec was named.
    NoSpecs,
    /// There is no `OUT_DIR`: this is no build script, and no folder was named.
    NoOutDir,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Specs(1) => f.write_str("a spec has errors"),
            Error::Specs(count) => write!(f, "{count} specs have errors"),
            Error::Files(error) => error.fmt(f),
            Error::Settings(errors) => {
                let errors: Vec<&str> = errors.iter().map(|error| &*error.message).collect();
                f.write_str(&errors.join("\n"))
            }
            Error::NoSpecs => f.write_str("no spec is named: call `spec` before `compile`"),
            Error::NoOutDir => f.write_str("there is no `OUT_DIR`: name a folder with `out_dir`"),
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
            Error::Specs(_) | Error::Settings(_) | Error::NoSpecs | Error::NoOutDir => None,
        }
    }
}
