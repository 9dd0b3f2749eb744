//! Sources come in; the spec as its author wrote it, plain data with places, goes out.
//!
//! Each file's tree is first pruned against the [`table`] of the format, then read: reading finds what it looks for
//! or nothing, and reports only what is wrong inside a text (a type, a path, a route).

pub mod duration;
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
use crate::source::{FileId, Role, Source, Sources, Span, Spanned};
use crate::tree::{self, Entry, Kind, Lost, Node, Tree};

/// What readers of texts need beside the text.
struct Cx<'d> {
    diagnostics: &'d mut Diagnostics,
    /// The names of all types, so that a built-in type by another language's name can be told from one of the spec's.
    declared: HashSet<String>,
    /// Every `Page<User>` that was read.
    instances: Vec<ty::TypeExpr>,
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
    let read = |&file: &FileId| Some((file, tree::read(sources, file, diagnostics)?));
    let mut trees: Vec<(FileId, Tree)> = files.iter().filter_map(read).collect();
    let whole = trees.len() == files.len()
        && trees
            .iter()
            .all(|(file, tree)| lost_within(tree, sources.get(*file)));
    let declared = trees
        .iter()
        .flat_map(|(_, tree)| type_names(&tree.root))
        .collect();
    for (file, tree) in &mut trees {
        let part = if *file == head {
            &table::HEAD
        } else {
            &table::PART
        };
        let at = Span::new(*file, tree.root.span.start, tree.root.span.start);
        let name = sources.get(*file).name.as_str();
        prune::prune_part(tree, part, Spanned::new(name, at), diagnostics);
    }
    let mut cx = Cx {
        diagnostics,
        declared,
        instances: Vec::new(),
    };
    let mut spec = Spec::empty(head, files);
    // What the head says holds for the other files.
    trees.sort_by_key(|(file, _)| *file != head);
    for (file, tree) in &trees {
        read::file(tree, *file == head, &mut spec, &mut cx);
    }
    spec.instances = cx.instances;
    whole.then_some(spec)
}

/// Whether all that was left out of a file was inside a type or an endpoint: then it is known what there is, though
/// not all about it.
fn lost_within(tree: &Tree, source: &Source) -> bool {
    let Kind::Map(entries) = &tree.root.kind else {
        return tree.lost.is_empty();
    };
    let sections = ["types", "endpoints"]
        .into_iter()
        .filter_map(|name| form::value(entries, name));
    let things = sections.filter_map(|section| match &section.kind {
        Kind::Map(things) => Some(things),
        _ => None,
    });
    // The colon stands between the key and what was lost.
    let whole = |thing: &Entry| Span {
        end: thing.value.span.end.max(thing.span.end + 1),
        ..thing.span
    };
    let inside = |lost: &Lost, thing: &Entry| {
        lost.is_of(whole(thing)) && lost.column >= source.place(thing.span.start).column
    };
    let things: Vec<&Entry> = things.flatten().collect();
    tree.lost
        .iter()
        .all(|lost| things.iter().any(|thing| inside(lost, thing)))
}

/// The names under `types:`, without parameters.
fn type_names(tree: &Node) -> Vec<String> {
    let Kind::Map(entries) = &tree.kind else {
        return Vec::new();
    };
    match form::value(entries, "types").map(|types| &types.kind) {
        Some(Kind::Map(types)) => types
            .iter()
            .filter_map(|entry| entry.key.split('<').next())
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}
