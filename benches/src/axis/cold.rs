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
    let by_hand = Choice {
        name: "ureq and serde by hand",
        dependencies: format!("{serde}ureq = \"3\"\n"),
    };
    vec![
        row(cx, &ours("no transport", ""), None),
        row(
            cx,
            &ours("reqwest", "\"reqwest\""),
            Some(&progenitor("progenitor-client", "")),
        ),
        row(
            cx,
            &ours("reqwest and TLS", "\"reqwest\", \"tls\""),
            Some(&progenitor(
                "progenitor-client and TLS",
                ", \"default-tls\"",
            )),
        ),
        row(cx, &ours("hyper", "\"hyper\""), None),
        row(cx, &ours("hyper and TLS", "\"hyper\", \"tls\""), None),
        row(
            cx,
            &ours("blocking and TLS", "\"blocking\", \"tls\""),
            Some(&by_hand),
        ),
    ]
}

fn row(cx: &Cx, ours: &Choice, theirs: Option<&Choice>) -> Row {
    let (took, crates) = build(cx, ours);
    let (theirs_took, peer, target) = match theirs {
        None => (Series::default(), "", Target::Reported),
        Some(choice) => (build(cx, choice).0, choice.name, Target::AtMost(1.0)),
    };
    Row {
        axis: "cold",
        work: format!("{}: {crates} crates", ours.name),
        ours: took,
        peer,
        theirs: theirs_took,
        unit: "s CPU",
        target,
        command: "benches/run cold".into(),
    }
}

/// Builds it in a folder without anything, and gives what it took and how many crates were compiled. What has to be
/// downloaded is downloaded before.
fn build(cx: &Cx, choice: &Choice) -> (Series, usize) {
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
    let crates = took.said.matches("Compiling ").count();
    (Series(vec![took.cpu]), crates)
}
