//! The text of an example comes in; the files of a wrong and of a right spec go out.

use crate::source::{Role, Sources};

/// How a mistake looks, and how it is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The spec with the mistake.
    pub wrong: Vec<File>,
    /// The same spec without it.
    pub right: Vec<File>,
}

/// A file of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path from the head's folder.
    pub path: String,
    /// What it holds, as it is shown.
    pub text: String,
    /// The byte at which the mistake is reported, if it is in this file.
    pub mark: Option<usize>,
}

/// The name of the head.
const HEAD: &str = "vendor.yaml";

/// Starts another file than the head.
const FILE: &str = "# file: ";

/// Stands where the mistake is reported.
const MARK: char = '«';

/// Is shown for a NUL byte.
const NUL: char = '␀';

/// What every head holds, and no example needs to repeat.
const HEAD_LINES: [(&str, &str); 3] = [
    ("trunkline", "1"),
    ("vendor", "acme"),
    ("base", "https://acme.example"),
];

impl Example {
    /// `# wrong`, the files of one spec, `# right`, those of the other.
    pub(super) fn read(text: &str) -> Example {
        let text = text.strip_prefix("# wrong\n").unwrap_or(text);
        let (wrong, right) = text.split_once("# right\n").unwrap_or((text, ""));
        Example {
            wrong: files(wrong),
            right: files(right),
        }
    }
}

fn files(text: &str) -> Vec<File> {
    let mut files = vec![(HEAD.to_owned(), String::new())];
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix(FILE), files.last_mut()) {
            (Some(path), _) => files.push((path.trim().to_owned(), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => {}
        }
    }
    // A spec without a head begins with another file.
    let headless = files.len() > 1 && files.first().is_some_and(|(_, text)| text.is_empty());
    let marked = files.into_iter().skip(usize::from(headless));
    let marked = marked.map(|(path, text)| File {
        path,
        mark: text.find(MARK),
        text: text.replace(MARK, ""),
    });
    marked.collect()
}

/// The files of an example as a whole spec: what the head leaves out stands at its end.
pub fn sources(files: &[File]) -> Sources {
    let mut sources = Sources::new();
    for file in files {
        let (role, text) = match file.path.as_str() {
            HEAD => (Role::Head, whole(&file.text)),
            path if path.ends_with(".yaml") => (Role::Part, file.text.clone()),
            _ => (Role::Sample, file.text.clone()),
        };
        let text = text.replace(NUL, "\0");
        sources.add(role, file.path.clone(), file.path.clone(), text);
    }
    sources
}

fn whole(head: &str) -> String {
    let mut text = head.to_owned();
    for (key, value) in HEAD_LINES {
        let there = |line: &str| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.starts_with(':'))
        };
        if !head.lines().any(there) {
            text.push_str(&format!("{key}: {value}\n"));
        }
    }
    text
}
