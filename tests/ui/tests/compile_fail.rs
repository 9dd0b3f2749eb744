//! What must not compile, and how rustc says so. `TRYBUILD=overwrite cargo test -p trunkline-ui` writes the messages anew.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The rustc whose wording the `.stderr` files hold; with any other it only matters that it fails.
const PINNED: &str = "1.95.";

const FOLDERS: [&str; 3] = ["specs", "attribute", "misuse"];

#[test]
fn what_is_wrong_is_said_at_its_place() {
    prepare();
    if !is_pinned() {
        return each_only_has_to_fail();
    }
    let tests = trybuild::TestCases::new();
    for folder in FOLDERS {
        tests.compile_fail(format!("{folder}/*.rs"));
    }
}

#[test]
#[ignore = "is run by the other test, in an environment of its own"]
fn copies_fail() {
    let tests = trybuild::TestCases::new();
    for folder in FOLDERS {
        tests.compile_fail(copies().join(folder).join("*.rs").display().to_string());
    }
}

/// Where trybuild compiles.
fn project() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("../tests/trybuild/trunkline-ui")
}

fn copies() -> PathBuf {
    project().join("copies")
}

/// A path in the derive starts at the crate's folder, and the crate that trybuild makes has a folder of its own.
fn prepare() {
    copy(Path::new("specs"), &project().join("specs"));
}

/// Overwrites the messages, of copies; what compiles is an error of trybuild even so.
fn each_only_has_to_fail() {
    for folder in FOLDERS {
        copy(Path::new(folder), &copies().join(folder));
    }
    let this = env::current_exe().expect("the test is a program");
    let status = Command::new(this)
        .args(["--exact", "--ignored", "copies_fail"])
        .env("TRYBUILD", "overwrite")
        .status();
    assert!(status.is_ok_and(|status| status.success()));
}

fn is_pinned() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output();
    version.is_ok_and(|version| {
        String::from_utf8_lossy(&version.stdout).starts_with(&format!("rustc {PINNED}"))
    })
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the folder can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}
