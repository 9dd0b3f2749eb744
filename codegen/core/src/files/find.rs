//! Paths as a user names them in, the heads of the specs there out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::Error;

/// The head of a spec: the file that the others belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The file, under the path that the user gave.
    pub path: PathBuf,
    /// Whether the folder around it is all the vendor's own.
    pub owns_folder: bool,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// The heads, each once, in order of path.
    pub heads: Vec<Head>,
    /// Folders of vendors that were looked through: their vendors are all among `heads`.
    pub folders: Vec<PathBuf>,
}

/// Finds the specs at `paths`: a vendor's folder (it holds `vendor.yaml`), one `.yaml` file, or a folder of those.
///
/// # Errors
/// If a path cannot be read, or nothing in it is a spec.
pub fn find(paths: &[PathBuf]) -> Result<Search, Error> {
    let mut heads = BTreeMap::new();
    let mut folders = Vec::new();
    for path in paths {
        let about = fs::metadata(path).map_err(Error::io("cannot read", path))?;
        let found = if about.is_file() {
            vec![Head {
                path: path.clone(),
                owns_folder: is_vendor_yaml(path),
            }]
        } else if let Some(head) = vendor_in(path) {
            vec![head]
        } else {
            folders.push(path.clone());
            vendors_in(path)?
        };
        if found.is_empty() {
            return Err(Error::NoSpec(path.clone()));
        }
        for head in found {
            let real =
                fs::canonicalize(&head.path).map_err(Error::io("cannot read", &head.path))?;
            heads.entry(real).or_insert(head);
        }
    }
    Ok(Search {
        heads: heads.into_values().collect(),
        folders,
    })
}

fn vendor_in(folder: &Path) -> Option<Head> {
    let path = folder.join("vendor.yaml");
    path.is_file().then_some(Head {
        path,
        owns_folder: true,
    })
}

/// The vendors of a folder of vendors, in order of name.
fn vendors_in(folder: &Path) -> Result<Vec<Head>, Error> {
    let mut heads = Vec::new();
    for path in entries(folder)? {
        if path.is_dir() {
            heads.extend(vendor_in(&path));
        } else if is_yaml(&path) {
            heads.push(Head {
                path,
                owns_folder: false,
            });
        }
    }
    Ok(heads)
}

fn is_vendor_yaml(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "vendor.yaml")
}

pub(super) fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml")
}

/// What a folder holds, in order of name, hidden entries left out.
pub(super) fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let listed = fs::read_dir(folder).map_err(Error::io("cannot read", folder))?;
    let mut paths = Vec::new();
    for entry in listed {
        let entry = entry.map_err(Error::io("cannot read", folder))?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}
