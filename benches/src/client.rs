//! A maker, a size and a number of calls in; a crate of the synthetic API on disk, with a program that calls it, and
//! what cargo takes for them out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::measure::{Usage, usage};
use crate::synthetic::{Maker, Size};
use crate::table::Cx;

/// The version of progenitor that stands beside.
pub const PROGENITOR: &str = "0.15.1";

/// The crate of a client, and the program beside it.
#[derive(Debug)]
pub struct Client {
    maker: Maker,
    dir: PathBuf,
    built: PathBuf,
}

impl Client {
    /// Lays out the client of an API of this size and a program with this many calls.
    ///
    /// # Panics
    /// If a file cannot be written, or a generator fails.
    #[must_use]
    pub fn lay_out(cx: &Cx, maker: Maker, size: Size, calls: usize) -> Client {
        let name = match maker {
            Maker::Trunkline => "trunkline",
            Maker::ByHand => "by-hand",
            Maker::Progenitor => "progenitor",
        };
        let dir = cx.work.join(name);
        let built = cx.work.join("built").join(name);
        let client = Client { maker, dir, built };
        let text = generate(cx, maker, size);
        write(&client.dir.join("client/src/lib.rs"), &text);
        write(
            &client.dir.join("client/Cargo.toml"),
            &manifest("synthetic", &dependencies(cx, maker)),
        );
        write(&client.main(), &maker.program(size, calls));
        let mut own = dependencies(cx, maker);
        own += "synthetic = { path = \"../client\" }\n\
                tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n";
        write(
            &client.dir.join("program/Cargo.toml"),
            &manifest("program", &own),
        );
        write(
            &client.dir.join("Cargo.toml"),
            "[workspace]\nresolver = \"3\"\nmembers = [\"client\", \"program\"]\n",
        );
        client
    }

    /// Lets cargo build what the client and the program depend on, by work that builds both: they are empty meanwhile.
    ///
    /// # Panics
    /// If a file cannot be written.
    pub fn settle<T>(&self, work: impl FnOnce() -> T) {
        const NOTHING: &str = "fn main() {\n    println!(\"{}\", 0);\n}\n";
        let stand_ins = [(self.library(), ""), (self.main(), NOTHING)];
        let real = stand_ins.each_ref().map(|(path, stand_in)| {
            let text = fs::read_to_string(path).expect("the client was laid out");
            write(path, stand_in);
            text
        });
        work();
        for ((path, _), text) in stand_ins.iter().zip(real) {
            write(path, &text);
        }
    }

    /// The lines of the client.
    #[must_use]
    pub fn lines(&self) -> usize {
        fs::read_to_string(self.library())
            .expect("the client was laid out")
            .lines()
            .count()
    }

    /// What a check of the client takes, its dependencies checked before.
    #[must_use]
    pub fn check(&self) -> Usage {
        touch(&self.library());
        let mut check = self.cargo(&["check", "--quiet", "-p", "synthetic"]);
        usage(check.env("CARGO_INCREMENTAL", "0"))
    }

    /// What a release build of the client and the program takes, their dependencies built before.
    #[must_use]
    pub fn release(&self) -> Usage {
        touch(&self.library());
        usage(&self.cargo(&["build", "--quiet", "--release", "-p", "program"]))
    }

    /// The bytes of the program of the last release build, without symbols.
    #[must_use]
    pub fn size(&self) -> u64 {
        let program = self.built.join("release/program");
        let stripped = program.with_extension("stripped");
        let _ = usage(Command::new("strip").arg("-o").arg(&stripped).arg(&program));
        let about = fs::metadata(stripped).expect("the program was stripped");
        about.len()
    }

    /// What a debug build of the program takes after one call site was edited, everything else being built.
    #[must_use]
    pub fn touch_rebuild(&self, round: usize) -> Usage {
        let build = self.cargo(&["build", "--quiet", "-p", "program"]);
        let _ = usage(&build);
        let main = self.main();
        let text = fs::read_to_string(&main).expect("the program was laid out");
        let (before, after) = text.split_once("println!(").expect("the program prints");
        let after = match after.strip_prefix("\"edit ") {
            Some(after) => after.split_once("{}").expect("the format goes on").1,
            None => after.strip_prefix("\"{}").expect("a format"),
        };
        write(
            &main,
            &format!("{before}println!(\"edit {round}: {{}}{after}"),
        );
        usage(&build)
    }

    fn library(&self) -> PathBuf {
        self.dir.join("client/src/lib.rs")
    }

    fn main(&self) -> PathBuf {
        self.dir.join("program/src/main.rs")
    }

    fn cargo(&self, args: &[&str]) -> Command {
        let mut command = Command::new("cargo");
        command
            .args(args)
            .current_dir(&self.dir)
            .env("CARGO_TARGET_DIR", &self.built)
            .env_remove("CARGO_INCREMENTAL");
        command
    }

    /// Who made it.
    #[must_use]
    pub fn maker(&self) -> Maker {
        self.maker
    }
}

/// The Rust text of a client.
fn generate(cx: &Cx, maker: Maker, size: Size) -> String {
    let source = maker.source(size);
    let out = cx.work.join("generated");
    match maker {
        Maker::ByHand => source,
        Maker::Trunkline => {
            let spec = cx.work.join("synthetic.yaml");
            write(&spec, &source);
            let _ = usage(&trunkline(cx, &spec, &out));
            fs::read_to_string(out.join("synthetic.rs")).expect("the generator wrote the client")
        }
        Maker::Progenitor => {
            let spec = cx.work.join("synthetic.json");
            write(&spec, &source);
            let out = out.join("progenitor");
            let _ = usage(&progenitor(cx, &spec, &out));
            fs::read_to_string(out.join("src/lib.rs")).expect("the generator wrote the client")
        }
    }
}

/// The command that generates a client from a spec: trunkline of this project, in release.
///
/// # Panics
/// If the command cannot be built.
pub fn trunkline(cx: &Cx, spec: &Path, out: &Path) -> Command {
    let built = cx.work.join("built/command");
    let manifest = cx.benches.join("../Cargo.toml");
    let mut build = Command::new("cargo");
    build
        .args([
            "build",
            "--quiet",
            "--release",
            "-p",
            "trunkline-cli",
            "--manifest-path",
        ])
        .arg(manifest)
        .env("CARGO_TARGET_DIR", &built);
    let _ = usage(&build);
    fs::create_dir_all(out).expect("the folder can be made");
    let mut command = Command::new(built.join("release/trunkline"));
    command.arg("generate").arg(spec).arg("--out").arg(out);
    command
}

/// The command that generates a crate from OpenAPI: progenitor's own, with builders.
///
/// # Panics
/// If the command cannot be installed.
pub fn progenitor(cx: &Cx, spec: &Path, out: &Path) -> Command {
    let root = cx.work.join("progenitor-command");
    let program = root.join("bin/cargo-progenitor");
    if !program.is_file() {
        let mut install = Command::new("cargo");
        install
            .args([
                "install",
                "--quiet",
                "--locked",
                "cargo-progenitor",
                "--version",
                PROGENITOR,
            ])
            .arg("--root")
            .arg(&root)
            .env("CARGO_TARGET_DIR", cx.work.join("built/progenitor-command"));
        let _ = usage(&install);
    }
    let mut command = Command::new(program);
    command
        .args(["progenitor", "--name", "synthetic", "--version", "0.0.0"])
        .args([
            "--interface",
            "builder",
            "--include-client",
            "false",
            "--input",
        ])
        .arg(spec)
        .arg("--output")
        .arg(out);
    command
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
    )
}

/// What the client and its program depend on: the transport that each has by default, TLS on none of the sides.
fn dependencies(cx: &Cx, maker: Maker) -> String {
    let jiff =
        "jiff = { version = \"0.2\", default-features = false, features = [\"std\", \"serde\"] }\n";
    let root = cx.benches.parent().expect("benches stands in the project");
    match maker {
        Maker::Trunkline => format!(
            "{jiff}trunkline = {{ path = \"{}\", default-features = false, features = [\"hyper\"] }}\n",
            root.display()
        ),
        Maker::ByHand => format!(
            "{jiff}reqwest = {{ version = \"0.13\", default-features = false, features = [\"json\", \"query\"] }}\n\
             serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n"
        ),
        Maker::Progenitor => format!(
            "bytes = \"1\"\nchrono = {{ version = \"0.4\", default-features = false, features = [\"serde\"] }}\n\
             futures-core = \"0.3\"\nprogenitor-client = \"={PROGENITOR}\"\n\
             reqwest = {{ version = \"0.13\", default-features = false, features = [\"json\", \"query\", \"stream\"] }}\n\
             serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\nserde_urlencoded = \"0.7\"\n"
        ),
    }
}

/// Lets a file look changed.
fn touch(path: &Path) {
    let text = fs::read(path).expect("the file can be read");
    fs::write(path, text).expect("the file can be written");
}

/// Writes a file, unless it is the same already, so that cargo sees only what is new.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return;
    }
    let folder = path.parent().expect("a file is in a folder");
    fs::create_dir_all(folder).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}
