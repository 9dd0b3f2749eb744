//! The specs of this project, broken in known ways: each break is reported at its place with its mend, all that are
//! independent at once; and no damage to a byte of a spec ever panics.
//!
//! `breaks/<vendor>.yaml` lists the breaks of a vendor's spec. `find` stands once in the file `in` and is replaced by
//! `put`, of as many lines; `«»` in `put` are where the report points (or `at`, a text that stands elsewhere in the
//! file); `says` is the code and message, `help` the mend, absent where the message says it. `alone` marks breaks that hide others.

use std::fs;
use std::path::{Path, PathBuf};

use trunkline_codegen::compile;
use trunkline_codegen::diag::{Diagnostics, Report};
use trunkline_codegen::source::{Role, Sources};
use trunkline_codegen::tree::{self, Kind, Node};

/// A file of a spec: its role, its path from the head, its text.
type File = (Role, String, String);

struct Break {
    file: String,
    find: String,
    put: String,
    at: Option<String>,
    says: String,
    help: Option<String>,
    alone: bool,
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn vendors() -> Vec<String> {
    let entries = fs::read_dir(folder("tests/breaks")).expect("the breaks stand beside this file");
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    let mut names: Vec<String> = paths
        .filter_map(|p| Some(p.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    names
}

fn spec(vendor: &str) -> Vec<File> {
    let root = folder("../../specs").join(vendor);
    let mut files = Vec::new();
    for (role, part, ending) in [(Role::Head, ".", "yaml"), (Role::Sample, "examples", "")] {
        let Ok(entries) = fs::read_dir(root.join(part)) else {
            continue;
        };
        for path in entries.map(|entry| entry.expect("a readable folder").path()) {
            let name = path
                .file_name()
                .expect("a file has a name")
                .to_string_lossy()
                .into_owned();
            if path.is_file() && name.ends_with(ending) {
                let role = if role == Role::Head && name != "vendor.yaml" {
                    Role::Part
                } else {
                    role
                };
                let shown = if part == "." {
                    name
                } else {
                    format!("{part}/{name}")
                };
                files.push((
                    role,
                    shown,
                    fs::read_to_string(&path).expect("a readable text"),
                ));
            }
        }
    }
    files.sort_by_key(|(role, name, _)| (*role != Role::Head, name.clone()));
    files
}

fn sources(files: &[File]) -> Sources {
    let mut sources = Sources::new();
    for (role, name, text) in files {
        sources.add(*role, name.clone(), name.clone(), text.clone());
    }
    sources
}

fn breaks(vendor: &str) -> Vec<Break> {
    let text = fs::read_to_string(folder("tests/breaks").join(format!("{vendor}.yaml")))
        .expect("readable breaks");
    let sources = Sources::single(vendor, &text);
    let mut diagnostics = Diagnostics::new();
    let (file, _) = sources.iter().next().expect("one was added");
    let tree = tree::read(&sources, file, &mut diagnostics);
    assert!(
        diagnostics.is_empty(),
        "{}",
        diagnostics.into_report(&sources)
    );
    let root = tree.map(|tree| tree.root.kind);
    let Some(Kind::List(items)) = root else {
        panic!("{vendor}: a list of breaks")
    };
    items.iter().map(read).collect()
}

fn read(node: &Node) -> Break {
    let Kind::Map(entries) = &node.kind else {
        panic!("a break is a map")
    };
    let find = |key: &str| {
        entries
            .iter()
            .find(|e| e.key == key)
            .and_then(|e| e.value.scalar())
            .map(|s| s.text.clone())
    };
    let need = |key: &str| find(key).unwrap_or_else(|| panic!("a break without `{key}`"));
    Break {
        file: need("in"),
        find: need("find"),
        put: need("put"),
        at: find("at"),
        says: need("says"),
        help: find("help"),
        alone: find("alone").is_some(),
    }
}

/// Applies a break.
fn apply(files: &mut [File], one: &Break) {
    let (_, _, text) = files
        .iter_mut()
        .find(|(_, name, _)| *name == one.file)
        .unwrap_or_else(|| panic!("no {}", one.file));
    assert_eq!(
        text.matches(&one.find).count(),
        1,
        "`{}` stands once in {}",
        one.find,
        one.file
    );
    let put = one.put.replace(['«', '»'], "");
    assert_eq!(
        one.find.lines().count(),
        put.lines().count(),
        "`{}` keeps the number of lines",
        one.find
    );
    *text = text.replacen(&one.find, &put, 1);
}

/// The text of the file that a break is in.
fn text<'a>(files: &'a [File], one: &Break) -> &'a str {
    let found = files.iter().find(|(_, name, _)| *name == one.file);
    &found
        .unwrap_or_else(|| panic!("there is no {}", one.file))
        .2
}

/// The line that a report has for a break of `whole`, which `broken` came of.
fn expected(whole: &[File], broken: &[File], one: &Break) -> String {
    let before = match &one.at {
        Some(at) => {
            let (before, after) = text(broken, one)
                .split_once(at.as_str())
                .unwrap_or_else(|| panic!("no `{at}` in {}", one.file));
            assert!(
                !after.contains(at.as_str()),
                "`{at}` stands once in {}",
                one.file
            );
            before.to_owned()
        }
        None => {
            let (before, _) = text(whole, one)
                .split_once(&one.find)
                .expect("it was replaced");
            let (inside, _) = one
                .put
                .split_once('«')
                .unwrap_or_else(|| panic!("`{}` has no «» and no `at`", one.put));
            format!("{before}{inside}")
        }
    };
    let name = &one.file;
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
    format!("{name}:{line}:{column}: error{}", one.says)
}

fn report(files: &[File]) -> Report {
    match compile(&sources(files)) {
        Ok(compiled) => compiled.warnings,
        Err(report) => report,
    }
}

#[test]
fn each_break_alone_is_reported_with_its_mend() {
    let mut wrong = Vec::new();
    for vendor in vendors() {
        let breaks = breaks(&vendor);
        assert!(breaks.len() >= 10, "{vendor} is broken in ten ways");
        for one in &breaks {
            let mut files = spec(&vendor);
            apply(&mut files, one);
            let (expected, report) = (expected(&spec(&vendor), &files, one), report(&files));
            let helps: Vec<&str> = report
                .diagnostics
                .iter()
                .flat_map(|d| &d.helps)
                .map(String::as_str)
                .collect();
            let wanted: Vec<&str> = one.help.as_deref().into_iter().collect();
            if report.to_string().trim_end() != expected || helps != wanted {
                wrong.push(format!(
                    "{vendor}: {expected}\n    help: {wanted:?}\nbut\n{report}    help: {helps:?}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn all_independent_breaks_are_reported_at_once() {
    for vendor in vendors() {
        let mut files = spec(&vendor);
        let breaks: Vec<Break> = breaks(&vendor)
            .into_iter()
            .filter(|one| !one.alone)
            .collect();
        breaks.iter().for_each(|one| apply(&mut files, one));
        let mut expected: Vec<String> = breaks
            .iter()
            .map(|one| expected(&spec(&vendor), &files, one))
            .collect();
        let mut found: Vec<String> = report(&files)
            .to_string()
            .lines()
            .map(str::to_owned)
            .collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{vendor}");
    }
}

#[test]
fn no_damage_to_a_byte_panics() {
    const DAMAGE: &[u8] = b"\0\t\n #&*-:?[]{}\"'|>%@`\xff9z";
    for vendor in vendors() {
        let files = spec(&vendor);
        for (index, (_, _, text)) in files.iter().enumerate() {
            // A prime step visits every kind of place; samples are long and dull.
            let step = if index == 0 { 37 } else { 499 };
            for (turn, at) in (0..text.len()).step_by(step).enumerate() {
                let mut bytes = text.clone().into_bytes();
                match turn % 3 {
                    0 => drop(bytes.remove(at)),
                    1 => bytes[at] = DAMAGE[turn / 3 % DAMAGE.len()],
                    _ => bytes.truncate(at),
                }
                let mut sources = Sources::new();
                for (other, (role, name, text)) in files.iter().enumerate() {
                    let text = if other == index {
                        bytes.clone()
                    } else {
                        text.clone().into_bytes()
                    };
                    sources.add(*role, name.clone(), name.clone(), text);
                }
                let said = match compile(&sources) {
                    Ok(compiled) => compiled.warnings.to_string(),
                    Err(report) => report.to_string(),
                };
                assert!(said.is_empty() || said.contains("TL"));
            }
        }
    }
}
