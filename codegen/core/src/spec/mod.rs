//! Sources come in; the spec as its author wrote it, plain data with places, goes out.
//!
//! Each file's tree is first pruned against the [`table`] of the format, then read: reading finds what it looks for
//! or nothing, and reports only what is wrong inside a text (a type, a path, a route).

mod form;
pub mod model;
pub mod path;
mod piece;
pub mod predicate;
mod prune;
mod read;
pub mod reference;

pub mod route;

pub mod schema;
pub mod table;
pub mod ty;

use std::collections::HashSet;

pub use model::Spec;

use crate::diag::{Diagnostics, codes};
use crate::source::{FileId, Role, Sources, Span, Spanned};
use crate::tree::{self, Kind, Node};

/// What readers of texts need beside the text.
struct Cx<'d> {
    diagnostics: &'d mut Diagnostics,
    /// The names of all types, so that a built-in type by another language's name can be told from one of the spec's.
    declared: HashSet<String>,
}

impl Cx<'_> {
    fn not_yet(&mut self, span: Span, what: &str) {
        self.diagnostics
            .error(codes::NOT_YET, span, format!("{what} is not supported yet"))
            .note("the format has it, and the generator does not know what to do with it so far");
    }
}

/// Reads a vendor's spec. What is wrong is reported and absent from the result, so that its meaning can be checked
/// as far as it goes; nothing comes out where a file is no YAML, since what it declares is not known then.
///
/// `sources` hold one head, any number of parts, and the samples, which are not read here.
pub fn parse(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Spec> {
    let files: Vec<FileId> = sources
        .iter()
        .filter(|(_, f)| f.role != Role::Sample)
        .map(|(id, _)| id)
        .collect();
    let head = files
        .iter()
        .copied()
        .find(|&id| sources.get(id).role == Role::Head);
    let Some(head) = head else {
        let place = Span::new(FileId(0), 0, 0);
        diagnostics
            .error(codes::NO_HEAD, place, "the spec has no head")
            .help("write `vendor.yaml`, which starts with `trunkline: 1`");
        return None;
    };
    let mut trees: Vec<(FileId, Option<Node>)> = files
        .iter()
        .map(|&file| (file, tree::read(sources, file, diagnostics)))
        .collect();
    let whole = trees.iter().all(|(_, tree)| tree.is_some());
    let declared = trees
        .iter()
        .filter_map(|(_, tree)| tree.as_ref())
        .flat_map(type_names)
        .collect();
    for (file, tree) in &mut trees {
        if let Some(tree) = tree {
            let part = if *file == head {
                &table::HEAD
            } else {
                &table::PART
            };
            let at = Span::new(*file, tree.span.start, tree.span.start);
            let name = sources.get(*file).name.as_str();
            prune::prune_part(tree, part, Spanned::new(name, at), diagnostics);
        }
    }
    let mut cx = Cx {
        diagnostics,
        declared,
    };
    let mut spec = Spec::empty(head, files);
    for (file, tree) in &trees {
        if let Some(tree) = tree {
            read::file(tree, *file == head, &mut spec, &mut cx);
        }
    }
    whole.then_some(spec)
}

/// The names under `types:`.
fn type_names(tree: &Node) -> Vec<String> {
    let Kind::Map(entries) = &tree.kind else {
        return Vec::new();
    };
    match form::value(entries, "types").map(|types| &types.kind) {
        Some(Kind::Map(types)) => types.iter().map(|entry| entry.key.clone()).collect(),
        _ => Vec::new(),
    }
}
