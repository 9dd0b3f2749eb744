//! The one place that touches the file system: specs in, generated files out.

mod find;
#[cfg(feature = "pretty")]
mod layout;
mod load;
mod mend;
mod project;
#[cfg(feature = "pretty")]
mod stamp;
mod write;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

pub use find::{Head, Search, find};
#[cfg(feature = "pretty")]
pub use layout::{Layout, Plan, plan, vendors};
pub use load::{Vendor, load};
pub use mend::mend;
pub use project::{Found, Generated, Project};
#[cfg(feature = "pretty")]
pub use stamp::Stamp;
pub use write::{Output, State, compare, write};

/// What keeps files from being found, read or written. A spec that says something wrong is none of it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused: what was tried, on which path, and its reason.
    Io {
        /// What was tried, as in "cannot read".
        tried: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// The reason.
        cause: io::Error,
    },
    /// Nothing in this place is a spec.
    NoSpec(PathBuf),
    /// Two specs describe a vendor of this module name: the name and both heads.
    SameVendor(String, String, String),
}

impl Error {
    pub(crate) fn io(tried: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
        let path = path.to_owned();
        move |cause| Error::Io { tried, path, cause }
    }

    /// The error as it is told where `root` need not be named.
    fn below(mut self, root: &Path) -> Error {
        if let Error::Io { path, .. } | Error::NoSpec(path) = &mut self
            && let Ok(short) = path.strip_prefix(root)
        {
            *path = short.to_owned();
        }
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Io { tried, path, cause } => write!(f, "{tried} `{}`: {cause}", shown(path)),
            Error::NoSpec(path) => write!(
                f,
                "`{}` holds no spec: a spec is a folder with a `vendor.yaml`, or one `.yaml` file",
                shown(path)
            ),
            Error::SameVendor(name, one, other) => {
                write!(
                    f,
                    "`{one}` and `{other}` both describe the vendor `{name}`: rename one of them"
                )
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { cause, .. } => Some(cause),
            Error::NoSpec(_) | Error::SameVendor(..) => None,
        }
    }
}

/// A path with `/` between folders, whatever the system writes.
fn shown(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    match parts.split_first() {
        Some((root, rest)) if path.has_root() => {
            format!("{}{}", root.replace('\\', "/"), rest.join("/"))
        }
        _ => parts.join("/"),
    }
}
