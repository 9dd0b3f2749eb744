//! Outputs in; written where they differ from what is there, or compared with it.

use std::fs;
use std::path::{Path, PathBuf};

use super::Error;

/// A file to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Where.
    pub path: PathBuf,
    /// All of it.
    pub text: String,
}

/// How a file stands to what would be generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is the same.
    Fresh,
    /// It differs.
    Stale,
    /// It is not there.
    Missing,
}

/// Writes the outputs, and leaves alone what already holds the same; gives the paths that were written.
///
/// # Errors
/// If a file or its folder cannot be written.
pub fn write(outputs: &[Output]) -> Result<Vec<PathBuf>, Error> {
    let mut written = Vec::new();
    for output in outputs {
        if state(output)? == State::Fresh {
            continue;
        }
        if let Some(folder) = output.path.parent() {
            fs::create_dir_all(folder).map_err(Error::io("cannot create", folder))?;
        }
        replace(&output.path, &output.text)?;
        written.push(output.path.clone());
    }
    Ok(written)
}

/// Puts a whole file in the place of the old one, so that a generator that is stopped leaves no half of it.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Error> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.new", std::process::id()));
    let beside = PathBuf::from(beside);
    fs::write(&beside, text).map_err(Error::io("cannot write", &beside))?;
    if let Ok(about) = fs::metadata(path) {
        // A file system without permissions has none to keep.
        let _ = fs::set_permissions(&beside, about.permissions());
    }
    fs::rename(&beside, path).map_err(|cause| {
        // The cause is what matters; that the copy stays behind as well would only hide it.
        let _ = fs::remove_file(&beside);
        Error::io("cannot write", path)(cause)
    })
}

/// Compares the outputs with what is there.
///
/// # Errors
/// If a file is there and cannot be read.
pub fn compare(outputs: &[Output]) -> Result<Vec<(PathBuf, State)>, Error> {
    outputs
        .iter()
        .map(|output| Ok((output.path.clone(), state(output)?)))
        .collect()
}

fn state(output: &Output) -> Result<State, Error> {
    match fs::read(&output.path) {
        Ok(bytes) if same(&bytes, &output.text) => Ok(State::Fresh),
        Ok(_) => Ok(State::Stale),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(State::Missing),
        Err(cause) => Err(Error::io("cannot read", &output.path)(cause)),
    }
}

/// A checkout that turned line ends does not make a file stale.
fn same(bytes: &[u8], text: &str) -> bool {
    if bytes == text.as_bytes() {
        return true;
    }
    bytes.contains(&b'\r')
        && std::str::from_utf8(bytes).is_ok_and(|there| there.replace("\r\n", "\n") == text)
}
