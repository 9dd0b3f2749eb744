//! A pruned tree comes in; the spec's plain data goes out.

mod auth;
mod endpoint;
mod head;
mod hook;
mod job;
mod oauth;
mod pager;
mod planned;
mod reply;
mod request;
mod rows;
mod traffic;
mod types;
mod union;
mod xml;

use super::Cx;
use super::model::{Generic, Literal, Spec, Text};
use super::path::Path;
use super::piece::Piece;
use super::predicate::Predicate;
use super::ty::TypeExpr;
use super::{form, predicate, route, ty};
use crate::api::Retry;
use crate::diag::codes;
use crate::source::{Span, Spanned};
use crate::tree::{Entry, Kind, Node, Style, Tree};

/// The sections that declare what others refer to.
const SECTIONS: [&str; 12] = [
    "auth",
    "base",
    "codecs",
    "endpoints",
    "envelopes",
    "errors",
    "formats",
    "limits",
    "operators",
    "pagers",
    "types",
    "vars",
];

/// Adds what a file says to `spec`.
pub(super) fn file(tree: &Tree, is_head: bool, spec: &mut Spec, cx: &mut Cx<'_>) {
    let Some(map) = Map::of(&tree.root) else {
        return;
    };
    let incomplete = |entry: &Entry| tree.lost.iter().any(|lost| lost.is_of(entry.value.span));
    if let Some(version) = map.get("trunkline") {
        head::version(version, cx);
    }
    let is_bad = |entry: &Entry| matches!(entry.value.kind, Kind::Bad);
    let lost = |name: &&str| map.entry(name).is_some_and(is_bad);
    spec.lost.extend(SECTIONS.into_iter().filter(lost));
    if is_head {
        head::read(&map, spec, cx);
    }
    head::scoped(&map, spec, cx);
    traffic::of_file(&map, spec, cx);
    planned::of_file(&map, spec, cx);
    for entry in map.entries("types") {
        let Some((name, parameter)) = types::name(entry, cx) else {
            continue;
        };
        let def = match incomplete(entry) {
            true => types::remains(entry, name, cx),
            false => types::definition(entry, name, cx),
        };
        match parameter {
            Some(parameter) => spec.generics.push(Generic { parameter, def }),
            None => spec.types.push(def),
        }
    }
    let styles = request::styles(&map).or(&spec.styles);
    for entry in map.entries("endpoints") {
        if hook::is_hook(entry) {
            let hook = hook::read(entry, cx);
            // Of one that is not known whole, it is not known what it holds.
            spec.hooks.extend(hook.filter(|_| !incomplete(entry)));
            continue;
        }
        let endpoint = endpoint::read(entry, &styles, cx);
        let partly = incomplete(entry);
        if endpoint.is_some() {
            planned::of_endpoint(entry, spec, cx);
        }
        spec.endpoints
            .extend(endpoint.map(|endpoint| if partly { endpoint.partly() } else { endpoint }));
    }
}

/// A map with fixed keys.
#[derive(Clone, Copy)]
struct Map<'n> {
    span: Span,
    entries: &'n [Entry],
}

impl<'n> Map<'n> {
    fn of(node: &'n Node) -> Option<Map<'n>> {
        match &node.kind {
            Kind::Map(entries) => Some(Map {
                span: node.span,
                entries,
            }),
            _ => None,
        }
    }

    /// The value of a key, unless it was wrong.
    fn get(&self, name: &str) -> Option<&'n Node> {
        form::value(self.entries, name).filter(|node| !matches!(node.kind, Kind::Bad))
    }

    fn map(&self, name: &str) -> Option<Map<'n>> {
        self.get(name).and_then(Map::of)
    }

    fn entry(&self, name: &str) -> Option<&'n Entry> {
        self.entries.iter().find(|entry| entry.key == name)
    }

    /// The entries of the map at a key.
    fn entries(&self, name: &str) -> impl Iterator<Item = &'n Entry> + use<'n> {
        self.map(name).map_or(&[][..], |map| map.entries).iter()
    }

    /// The items of the list at a key.
    fn items(&self, name: &str) -> &'n [Node] {
        match self.get(name).map(|node| &node.kind) {
            Some(Kind::List(items)) => items,
            _ => &[],
        }
    }

    fn text(&self, name: &str) -> Option<Text> {
        self.get(name).and_then(text)
    }

    fn literal(&self, name: &str) -> Option<Spanned<Literal>> {
        self.get(name).and_then(literal)
    }

    fn flag(&self, name: &str) -> Option<Spanned<bool>> {
        self.text(name)
            .map(|text| Spanned::new(text.value == "true", text.span))
    }

    fn is_true(&self, name: &str) -> bool {
        self.flag(name).is_some_and(|flag| flag.value)
    }

    fn int<T: std::str::FromStr>(&self, name: &str) -> Option<Spanned<T>> {
        self.text(name).and_then(|text| {
            text.value
                .parse()
                .ok()
                .map(|number| Spanned::new(number, text.span))
        })
    }

    /// Texts: one, or a list of them.
    fn texts(&self, name: &str) -> Vec<Text> {
        match self.get(name) {
            Some(node) => many(node).filter_map(text).collect(),
            None => Vec::new(),
        }
    }

    fn ty(&self, name: &str, cx: &mut Cx<'_>) -> Option<TypeExpr> {
        ty::parse(Piece::of(self.get(name)?)?, cx)
    }

    fn path(&self, name: &str, cx: &mut Cx<'_>) -> Option<Path> {
        super::path::parse(Piece::of(self.get(name)?)?, cx)
    }

    fn predicate(&self, name: &str, cx: &mut Cx<'_>) -> Option<Predicate> {
        predicate::parse(self.get(name)?, cx)
    }

    fn retry(&self) -> Retry {
        match self.text("retry").as_ref().map(|text| text.value.as_str()) {
            Some("throttle") => Retry::Throttle,
            Some("transient") => Retry::Transient,
            Some("reauth") => Retry::Reauth,
            Some("never") => Retry::Never,
            _ => Retry::Unsaid,
        }
    }
}

/// A node, or the items of a list.
fn many(node: &Node) -> impl Iterator<Item = &Node> {
    match &node.kind {
        Kind::List(items) => items.iter(),
        _ => std::slice::from_ref(node).iter(),
    }
}

fn text(node: &Node) -> Option<Text> {
    node.scalar()
        .map(|scalar| Spanned::new(scalar.text.clone(), node.span))
}

/// A scalar as a literal.
pub(super) fn literal(node: &Node) -> Option<Spanned<Literal>> {
    let scalar = node.scalar()?;
    let quoted = scalar.style != Style::Plain;
    Some(Spanned::new(
        Literal {
            text: scalar.text.clone(),
            quoted,
        },
        node.span,
    ))
}

/// A key of the author's own.
fn own_name(entry: &Entry, cx: &mut Cx<'_>) -> Option<Text> {
    named(Piece::key(entry), cx)
}

/// A name of the author's own.
fn named(piece: Piece<'_>, cx: &mut Cx<'_>) -> Option<Text> {
    if route::is_name(piece.text) {
        return Some(piece.spanned());
    }
    let good: String = piece
        .text
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let help = match route::is_name(&good) {
        true => format!("write `{good}`"),
        false => "a name is made of letters, digits and `_`, and starts with a letter".to_owned(),
    };
    cx.diagnostics
        .error(
            codes::BAD_NAME,
            piece.span,
            format!("`{}` is not a name", piece.text),
        )
        .help(help);
    None
}

/// A key of the vendor's with what stands behind it: `name[]?`.
struct WireName {
    name: Text,
    list: Option<Span>,
    optional: Option<Span>,
}

fn wire_name(entry: &Entry, cx: &mut Cx<'_>) -> Option<WireName> {
    let key = Piece::key(entry);
    let mut end = key.text.len();
    let mut cut = |suffix: &str| {
        let before = key.text[..end].strip_suffix(suffix)?.len();
        let span = key.part(before, end);
        end = before;
        Some(span)
    };
    let optional = cut("?");
    let list = cut("[]");
    if key.text[..end].trim().is_empty() {
        cx.diagnostics.error(
            codes::BAD_NAME,
            entry.span,
            format!("`{}` holds no name", entry.key),
        );
        return None;
    }
    let name = key.sub(0, end);
    let wrong = match (name.text.strip_suffix("?"), name.text.strip_suffix("[]")) {
        (Some(_), _) if list.is_some() => Some("the `?` stands last: `name[]?`"),
        (Some(_), _) => Some("one `?` is enough"),
        (_, Some(_)) => Some("a list of lists is `list<list<T>>`"),
        _ => None,
    };
    if let Some(help) = wrong {
        cx.diagnostics
            .error(
                codes::BAD_NAME,
                entry.span,
                format!("`{}` is not a name", entry.key),
            )
            .help(help);
        return None;
    }
    Some(WireName {
        name: name.spanned(),
        list,
        optional,
    })
}

/// Keeps the first of each name: `name` and `name?` are different keys to YAML, and the same to the vendor.
fn unique<T>(items: Vec<T>, name: fn(&T) -> &Text, cx: &mut Cx<'_>) -> Vec<T> {
    let mut seen = std::collections::HashMap::with_capacity(items.len());
    let mut kept: Vec<T> = Vec::with_capacity(items.len());
    for item in items {
        let Spanned { value, span } = name(&item).clone();
        match seen.get(&value) {
            Some(&first) => {
                cx.diagnostics
                    .error(
                        codes::YAML_DOUBLED_KEY,
                        span,
                        format!("`{value}` stands here twice"),
                    )
                    .here("again here")
                    .label(first, "first here")
                    .help("remove one of them");
            }
            None => {
                seen.insert(value, span);
                kept.push(item);
            }
        }
    }
    kept
}
