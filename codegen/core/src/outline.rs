//! A spec with errors in; the names out that its client would have, as far as they can be told.
//!
//! The derive puts something in their place, so that rustc speaks of the spec and not of all that refers to it.

use std::collections::BTreeSet;

use crate::check::pascal;
use crate::diag::Diagnostics;
use crate::source::{Role, Sources};
use crate::tree::{self, Entry, Kind, Node};

/// The names of a client's types, as Rust writes them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Types of the spec, those that stand inside others included.
    pub types: BTreeSet<String>,
    /// Calls.
    pub calls: BTreeSet<String>,
}

/// How deep types are looked for inside types.
const MAX_DEPTH: usize = 8;

/// Reads what YAML there is; what is wrong is none of its concern.
pub fn outline(sources: &Sources) -> Outline {
    let mut outline = Outline::default();
    for (file, source) in sources.iter() {
        if source.role == Role::Sample {
            continue;
        }
        let mut unread = Diagnostics::new();
        let tree = tree::read(sources, file, &mut unread);
        unread.discard();
        let Some(tree) = tree else { continue };
        for entry in entries_of(&tree.root, "types") {
            types(&entry.key, &entry.value, MAX_DEPTH, &mut outline.types);
        }
        for entry in entries_of(&tree.root, "endpoints") {
            for part in entries(&entry.value) {
                nested(&entry.key, &part.value, MAX_DEPTH, &mut outline.types);
            }
            outline.calls.extend(pascal(&entry.key));
        }
    }
    let calls = &outline.calls;
    outline.types.retain(|name| !calls.contains(name));
    outline
}

/// A type, and what stands inside it.
fn types(path: &str, node: &Node, depth: usize, names: &mut BTreeSet<String>) {
    // `Page<T>` is known by its first word.
    let name = path.split_once('<').map_or(path, |(name, _)| name);
    names.extend(pascal(name));
    nested(name, node, depth, names);
}

fn nested(path: &str, node: &Node, depth: usize, names: &mut BTreeSet<String>) {
    if depth == 0 {
        return;
    }
    for entry in entries(node) {
        if !matches!(entry.value.kind, Kind::Map(_)) {
            continue;
        }
        let key = entry.key.trim_end_matches(['?', '[', ']']);
        match key {
            "fields" => nested(path, &entry.value, depth - 1, names),
            _ => types(&format!("{path} {key}"), &entry.value, depth - 1, names),
        }
    }
}

fn entries_of<'a>(root: &'a Node, section: &str) -> &'a [Entry] {
    let section = entries(root).iter().find(|entry| entry.key == section);
    section.map_or(&[], |entry| entries(&entry.value))
}

fn entries(node: &Node) -> &[Entry] {
    match &node.kind {
        Kind::Map(entries) => entries,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::outline;
    use crate::source::Sources;

    #[test]
    fn names_are_told_from_what_is_wrong() {
        let sources = Sources::single(
            "x.yaml",
            "types:\n  User: { id: wrong, home: { town: str } }\n  Page<T>: { fields: { more: { is: x } } }\n  type: 1\nendpoints:\n  list_users: { gte: /users, query: { sort: { enum: [a] } } }\n",
        );
        let found = outline(&sources);
        let names: Vec<&str> = found.types.iter().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "ListUsersSort",
                "Page",
                "PageMore",
                "Type",
                "User",
                "UserHome"
            ]
        );
        assert_eq!(found.calls.iter().collect::<Vec<_>>(), ["ListUsers"]);
    }

    #[test]
    fn what_is_no_yaml_has_no_names() {
        assert_eq!(
            outline(&Sources::single("x.yaml", "\t{")),
            Default::default()
        );
    }
}
