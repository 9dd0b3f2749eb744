//! Paths as a user names them in; the specs there, with every mend that is certain, written back.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::write::replace;
use super::{Error, find, load};
use crate::mend::Made;

/// Mends all specs at `paths` as far as that is certain, and says what was done. Each file is written as a whole or not
/// at all, and only where something in it was mended.
///
/// # Errors
/// If a path holds no spec, or a file cannot be read or written.
pub fn mend(paths: &[PathBuf]) -> Result<Vec<Made>, Error> {
    let mut all = Vec::new();
    for head in find(paths)?.heads {
        let vendor = load(&head)?;
        let mended = crate::mend::mend(&vendor.sources);
        let changed: BTreeSet<_> = mended.made.iter().map(|made| made.file).collect();
        let folder = head.path.parent().unwrap_or(Path::new(""));
        for file in changed {
            let source = mended.sources.get(file);
            let path = folder.join(&source.path);
            // A link stays one.
            let path = fs::canonicalize(&path).map_err(Error::io("cannot read", &path))?;
            replace(&path, &source.text)?;
        }
        all.extend(mended.made);
    }
    Ok(all)
}
