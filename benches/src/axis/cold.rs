//! The seconds of processor that it takes to build the crate of a user from nothing, with all it depends on.

use std::fs;

use crate::client::PROGENITOR;
use crate::measure::{Series, usage};
use crate::table::{Cx, Row, Target};

/// What a user's crate depends on, and what the table calls it.
struct Choice {
    name: &'static str,
    dependencies: String,
}

/// Measures each transport beside what stands for it elsewhere. Each crate is built once: it takes a minute or two.
pub(super) fn rows(cx: &Cx) -> Vec<Row> {
    let root = cx.benches.parent().expect("benches stands in the project");
    let ours = |name, features: &str| Choice {
        name,
        dependencies: format!(
            "trunkline = {{ path = \"{}\", default-features = false, features = [{features}] }}\n",
            root.display()
        ),
    };
    let serde = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";
    let progenitor = |name, tls: &str| Choice {
        name,
        dependencies: format!(
            "progenitor-client = \"={PROGENITOR}\"\n{serde}\
             reqwest = {{ version = \"0.13\", default-features = false, features = [\"json\", \"query\", \"stream\"{tls}] }}\n"
        ),
    };
    let plain = built(cx, progenitor("progenitor-client", ""));
    let encrypted = progenitor("progenitor-client and TLS", ", \"default-tls\"");
    let encrypted = built(cx, encrypted);
    let by_hand = built(
        cx,
        Choice {
            name: "ureq and serde by hand",
            dependencies: format!("{serde}ureq = \"3\"\n"),
        },
    );
    [
        ("no transport", "", None),
        ("hyper", "\"hyper\"", Some(&plain)),
        ("reqwest", "\"reqwest\"", Some(&plain)),
        ("hyper and TLS", "\"hyper\", \"tls\"", Some(&encrypted)),
        ("reqwest and TLS", "\"reqwest\", \"tls\"", Some(&encrypted)),
        ("blocking and TLS", "\"blocking\", \"tls\"", Some(&by_hand)),
    ]
    .into_iter()
    .map(|(name, features, theirs)| row(&built(cx, ours(name, features)), theirs))
    .collect()
}

/// A choice that was built.
struct Built {
    name: &'static str,
    took: Series,
    crates: usize,
}

fn row(ours: &Built, theirs: Option<&Built>) -> Row {
    let mut work = format!("{}: {} crates", ours.name, ours.crates);
    if let Some(theirs) = theirs {
        work += &format!(", the peer {}", theirs.crates);
    }
    Row {
        axis: "cold",
        work,
        ours: ours.took.clone(),
        peer: theirs.map_or("", |theirs| theirs.name),
        theirs: theirs.map_or_else(Series::default, |theirs| theirs.took.clone()),
        unit: "s CPU",
        target: theirs.map_or(Target::Reported, |_| Target::AtMost(1.0)),
        command: "benches/run cold".into(),
    }
}

/// Builds it in a folder without anything, and gives what it took and how many crates were compiled. What has to be
/// downloaded is downloaded before.
fn built(cx: &Cx, choice: Choice) -> Built {
    let dir = cx.work.join("cold");
    if dir.exists() {
        fs::remove_dir_all(&dir).expect("the folder can be emptied");
    }
    fs::create_dir_all(dir.join("src")).expect("the folder can be made");
    let manifest = format!(
        "[package]\nname = \"cold\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{}",
        choice.dependencies
    );
    fs::write(dir.join("Cargo.toml"), manifest).expect("the manifest can be written");
    fs::write(dir.join("src/lib.rs"), "").expect("the library can be written");
    let cargo = |word: &str| {
        let mut cargo = std::process::Command::new("cargo");
        cargo
            .arg(word)
            .current_dir(&dir)
            .env("CARGO_TARGET_DIR", dir.join("target"));
        usage(&cargo)
    };
    cargo("fetch");
    let took = cargo("build");
    Built {
        name: choice.name,
        took: Series(vec![took.cpu]),
        crates: took.said.matches("Compiling ").count(),
    }
}
