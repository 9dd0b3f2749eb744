//! What is asked of a run comes in; whether an earlier one has done it already goes out.
//!
//! Cargo runs a script again when a file was touched. A file beside the clients says from what they were made and
//! what they were, so that a touch alone costs no generation.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use trunkline_codegen::emit::Setting;
use trunkline_codegen::files::{Found, Output};

/// What a run is to do, as a number: the texts of the specs, the settings, and the generator itself.
pub(crate) fn asked(found: &Found, settings: &[Setting]) -> u64 {
    let mut hasher = DefaultHasher::new();
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    this_program(&mut hasher);
    settings.hash(&mut hasher);
    for vendor in &found.vendors {
        vendor.label.hash(&mut hasher);
        for (_, file) in vendor.sources.iter() {
            (&file.name, &file.path, &file.text).hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// The script as it was built: a generator of the same version may have changed under development.
fn this_program(hasher: &mut DefaultHasher) {
    let about = env::current_exe().and_then(fs::metadata).ok();
    about.as_ref().map(fs::Metadata::len).hash(hasher);
    about.and_then(|about| about.modified().ok()).hash(hasher);
}

/// Whether `folder` holds what a run that was asked the same has made, untouched since.
pub(crate) fn is_fresh(folder: &Path, found: &Found, asked: u64) -> bool {
    let Ok(state) = fs::read_to_string(path(folder, found)) else {
        return false;
    };
    let mut lines = state.lines();
    lines.next() == Some(&shown(asked)) && lines.all(|line| is_made(folder, line))
}

fn is_made(folder: &Path, line: &str) -> bool {
    line.split_once(' ').is_some_and(|(hash, name)| {
        let text = fs::read_to_string(folder.join(name));
        text.is_ok_and(|text| hash == digest(&text))
    })
}

/// The file that says what was asked and what was made: for each output its hash and its name.
pub(crate) fn output(path: PathBuf, asked: u64, outputs: &[Output]) -> Output {
    let made = outputs.iter().filter_map(|output| {
        let name = output.path.file_name()?.to_string_lossy();
        Some(format!("{} {name}", digest(&output.text)))
    });
    let lines: Vec<String> = std::iter::once(shown(asked)).chain(made).collect();
    Output {
        path,
        text: lines.join("\n"),
    }
}

/// Where the state of these vendors stands: a script that compiles several times has a file for each.
pub(crate) fn path(folder: &Path, found: &Found) -> PathBuf {
    let labels: Vec<&str> = found.vendors.iter().map(|one| one.label.as_str()).collect();
    folder.join(format!(".trunkline-{}", digest(&labels.join("\n"))))
}

fn digest(text: &str) -> String {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    shown(hasher.finish())
}

fn shown(hash: u64) -> String {
    format!("{hash:016x}")
}
