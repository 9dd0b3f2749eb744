//! `trunkline check --fix`: specs in; what is certain mended in their files, and said.

use std::path::PathBuf;

use trunkline_codegen::files;

use crate::outcome::Failure;
use crate::show::{self, counted};

/// Mends the specs at `paths` as far as that is certain.
pub(crate) fn fix(paths: &[PathBuf]) -> Result<(), Failure> {
    let made = files::mend(paths)?;
    for one in &made {
        let what = match (one.was.as_str(), one.text.as_str()) {
            ("", text) => format!("added `{}`", text.trim_end()),
            (was, "") => format!("removed `{}`", was.trim()),
            (was, text) => format!("`{was}` is now `{text}`"),
        };
        show::summary(&format!("{}: {what}", one.place));
    }
    if !made.is_empty() {
        show::summary(&format!("{} made", counted(made.len(), "mend")));
    }
    Ok(())
}
