//! A head in, the files of its vendor out.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::find::{Head, entries, is_yaml};
use super::{Error, shown};
use crate::source::{MAX_FILE_BYTES, Role, Sources};

/// How deep folders of samples are looked through.
const MAX_FOLDERS: usize = 8;

/// The files of one vendor.
#[derive(Debug, Clone)]
pub struct Vendor {
    /// Their texts.
    pub sources: Sources,
    /// The head as generated files name it: the end of its path, the same wherever the generator runs.
    pub label: String,
    /// Files and folders on which the result depends.
    pub watched: Vec<PathBuf>,
}

/// Reads a vendor: its head, the YAML files beside it, its samples.
///
/// Samples are looked up among the files that are read here and nowhere else, so that no name in a spec leads out
/// of the vendor's folder. A vendor of one file, which shares its folder with others, has its samples in `examples/`.
///
/// # Errors
/// If a file cannot be read. Files that are too large or no text are for the compiler to report.
pub fn load(head: &Head) -> Result<Vendor, Error> {
    let folder = match head.path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => Path::new("."),
    };
    let mut loading = Loading {
        sources: Sources::new(),
        watched: Vec::new(),
        folder,
    };
    loading.add(Role::Head, &head.path)?;
    if head.owns_folder {
        loading.watched.push(folder.to_owned());
        for path in entries(folder)? {
            match (path.is_dir(), is_yaml(&path)) {
                (true, _) => loading.add_samples(&path, MAX_FOLDERS)?,
                (false, true) if path != head.path => loading.add(Role::Part, &path)?,
                (false, _) => {}
            }
        }
    } else {
        let samples = folder.join("examples");
        if samples.is_dir() {
            loading.add_samples(&samples, MAX_FOLDERS)?;
        }
    }
    let label = label(head)?;
    Ok(Vendor {
        sources: loading.sources,
        label,
        watched: loading.watched,
    })
}

struct Loading<'a> {
    sources: Sources,
    watched: Vec<PathBuf>,
    folder: &'a Path,
}

impl Loading<'_> {
    fn add(&mut self, role: Role, path: &Path) -> Result<(), Error> {
        let bytes = read(path).map_err(Error::io("cannot read", path))?;
        let within = path.strip_prefix(self.folder).unwrap_or(path);
        self.sources.add(role, shown(path), shown(within), bytes);
        self.watched.push(path.to_owned());
        Ok(())
    }

    /// Adds the files of a folder and of those inside it. Links to folders are not followed: they may lead in circles.
    fn add_samples(&mut self, folder: &Path, depth: usize) -> Result<(), Error> {
        self.watched.push(folder.to_owned());
        for path in entries(folder)? {
            if path.is_file() {
                self.add(Role::Sample, &path)?;
            } else if depth > 0 && path.is_dir() && !path.is_symlink() {
                self.add_samples(&path, depth - 1)?;
            }
        }
        Ok(())
    }
}

/// The file's bytes; of a file that is too large as many as show that it is.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(MAX_FILE_BYTES)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    fs::File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// `specs/acme/vendor.yaml` or `specs/acme.yaml`, however the path was given.
fn label(head: &Head) -> Result<String, Error> {
    let real = fs::canonicalize(&head.path).map_err(Error::io("cannot read", &head.path))?;
    let wanted = if head.owns_folder { 3 } else { 2 };
    let names: Vec<_> = real
        .components()
        .filter(|part| matches!(part, std::path::Component::Normal(_)))
        .collect();
    let kept = &names[names.len().saturating_sub(wanted)..];
    Ok(shown(&kept.iter().collect::<PathBuf>()))
}
