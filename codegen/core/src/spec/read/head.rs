//! The head's map comes in; what it says about the whole vendor goes out.

use std::collections::HashSet;

use super::auth::schemes;
use super::endpoint::params;
use super::pager::pager;
use super::reply::{envelope, rules};
use super::request::{list_style, styles};
use super::xml;
use super::{Map, many, own_name};
use crate::api::Format;
use crate::diag::codes;
use crate::source::{FileId, Spanned};
use crate::spec::Cx;
use crate::spec::model::{
    CodecDef, CodecKind, NamedBase, Operator, Scoped, Spec, Styles, Text, Var,
};
use crate::spec::piece::Piece;
use crate::spec::{route, ty};
use crate::tree::{Entry, Node};

impl Spec {
    /// A spec that says nothing.
    pub(in crate::spec) fn empty(head: FileId, files: Vec<FileId>) -> Spec {
        Spec {
            head,
            files,
            vendor: None,
            title: None,
            docs: None,
            doc: None,
            formats: vec![Format::Json],
            media_types: Vec::new(),
            xml: None,
            bases: Vec::new(),
            vars: Vec::new(),
            schemes: Scoped::default(),
            open: Vec::new(),
            retries: Vec::new(),
            limits: Vec::new(),
            buckets: Scoped::default(),
            planned: Vec::new(),
            params: Vec::new(),
            codecs: Scoped::default(),
            envelopes: Scoped::default(),
            errors: Vec::new(),
            operators: Scoped::default(),
            pagers: Scoped::default(),
            lenient: false,
            keep_extra: false,
            styles: Styles::default(),
            lost: HashSet::new(),
            types: Vec::new(),
            generics: Vec::new(),
            instances: Vec::new(),
            endpoints: Vec::new(),
            hooks: Vec::new(),
        }
    }
}

/// Reports a version of the format that is not this one.
pub(super) fn version(node: &Node, cx: &mut Cx<'_>) {
    let Some(scalar) = node.scalar() else { return };
    if scalar.text != "1" {
        cx.diagnostics
            .error(
                codes::FORMAT_VERSION,
                node.span,
                format!("there is no version `{}` of the format", scalar.text),
            )
            .help("write `trunkline: 1`");
    }
}

pub(super) fn read(map: &Map<'_>, spec: &mut Spec, cx: &mut Cx<'_>) {
    spec.vendor = map.text("vendor").filter(|name| vendor_name(name, cx));
    spec.title = map.text("title");
    spec.docs = map.text("docs");
    spec.doc = map.text("doc");
    spec.formats = xml::formats(map, cx);
    spec.media_types = xml::media_types(map);
    spec.xml = xml::xml(map);
    spec.vars = map
        .entries("vars")
        .filter_map(|entry| var(entry, cx))
        .collect();
    spec.lenient = map.is_true("lenient");
    spec.keep_extra = map.get("extra").is_some();
    spec.styles = styles(map);
}

/// What a file says about its own endpoints and types; the head's holds for all others too.
pub(super) fn scoped(map: &Map<'_>, spec: &mut Spec, cx: &mut Cx<'_>) {
    spec.bases.extend(bases(map, cx));
    spec.schemes.extend(schemes(map, cx));
    if map.text("auth").is_some_and(|word| word.value == "none") {
        spec.open.push(map.span.file);
    }
    let codecs = map.entries("codecs").filter_map(|entry| codec(entry, cx));
    spec.codecs.extend(codecs);
    let envelopes = map.entries("envelopes");
    spec.envelopes
        .extend(envelopes.filter_map(|entry| envelope(entry, cx)));
    spec.errors.extend(rules(map, cx));
    let operators = map.entries("operators");
    spec.operators
        .extend(operators.filter_map(|entry| operator(entry, cx)));
    let pagers = map.entries("pagers");
    spec.pagers
        .extend(pagers.filter_map(|entry| pager(entry, cx)));
    spec.params.extend(params(map, cx));
}

/// One base URL, or several by name.
fn bases(map: &Map<'_>, cx: &mut Cx<'_>) -> Vec<NamedBase> {
    let Some(entry) = map.entry("base") else {
        return Vec::new();
    };
    let Some(named) = map.map("base") else {
        return vec![base(None, entry, cx)];
    };
    if named.entries.is_empty() {
        cx.diagnostics
            .error(codes::EMPTY, entry.span, "no base URL is named")
            .help("name them, as in `base: { api: https://api.example.com }`");
    }
    let named = named.entries.iter().filter_map(|entry| {
        let name = own_name(entry, cx)?;
        Some(base(Some(name), entry, cx))
    });
    named.collect()
}

/// A base URL, or several in the order in which they are asked.
fn base(name: Option<Text>, entry: &Entry, cx: &mut Cx<'_>) -> NamedBase {
    let nodes: Vec<&Node> = many(&entry.value).collect();
    if nodes.is_empty() {
        cx.diagnostics
            .error(
                codes::EMPTY,
                entry.span,
                "there is no base URL in this list",
            )
            .help("write one at least, as in `base: [https://api.example.com]`");
    }
    let mut url = |node: &Node| Piece::of(node).and_then(|base| route::parse_base(base, cx));
    let (first, others) = match nodes.split_first() {
        Some((first, others)) => (url(first), others),
        None => (None, &[][..]),
    };
    let others = others
        .iter()
        .filter_map(|node| Some(Spanned::new(url(node)?, node.span)));
    NamedBase {
        name,
        span: entry.span,
        url: first,
        fallbacks: others.collect(),
    }
}

fn vendor_name(name: &Text, cx: &mut Cx<'_>) -> bool {
    let module = name.value.replace('-', "_");
    let (code, message, help) = if !route::is_name(&module) {
        (
            codes::BAD_NAME,
            format!("`{}` is not a name", name.value),
            "the vendor's name becomes a module: letters, digits, `_` and `-`; `title` is for people",
        )
    } else if NO_MODULES.contains(&module.to_ascii_lowercase().as_str()) {
        (
            codes::NAME_TAKEN,
            format!("no vendor can be called `{}`", name.value),
            "its name becomes a module, a file and a feature, and this one is taken: add a word to it",
        )
    } else {
        return true;
    };
    cx.diagnostics.error(code, name.span, message).help(help);
    false
}

/// Names that a vendor's module, file or feature cannot have: crates that generated code names, words of Rust, files
/// and features of a crate of clients.
const NO_MODULES: &[&str] = &[
    "std",
    "core",
    "alloc",
    "trunkline",
    "self",
    "super",
    "crate",
    "lib",
    "main",
    "mod",
    "default",
    "reqwest",
    "hyper",
    "http2",
    "tls",
    "blocking",
    "serde",
    "tracing",
];

fn var(entry: &Entry, cx: &mut Cx<'_>) -> Option<Var> {
    let name = own_name(entry, cx)?;
    let Some(map) = Map::of(&entry.value) else {
        let ty = Piece::of(&entry.value).and_then(|piece| ty::parse(piece, cx));
        return Some(Var {
            name,
            ty,
            doc: None,
            default: None,
        });
    };
    let ty = map.ty("is", cx);
    Some(Var {
        name,
        ty,
        doc: map.text("doc"),
        default: map.literal("default"),
    })
}

fn codec(entry: &Entry, cx: &mut Cx<'_>) -> Option<CodecDef> {
    let name = own_name(entry, cx)?;
    let kind = match Map::of(&entry.value) {
        Some(map) => {
            // A key whose value was wrong is gone, and said so.
            Some(CodecKind::Own {
                span: map.span,
                patterns: map.texts("pattern"),
                nothing: map.texts("nothing"),
                zone: map.text("zone"),
                unix: map.int("unix"),
            })
        }
        None => Piece::of(&entry.value).and_then(|piece| chain(piece, cx)),
    };
    Some(CodecDef { name, kind })
}

/// `blank text`: codecs from the wire inward.
fn chain(piece: Piece<'_>, cx: &mut Cx<'_>) -> Option<CodecKind> {
    if piece.text.contains("::") {
        return Some(CodecKind::Rust(piece.spanned()));
    }
    let mut names = Vec::new();
    for name in piece.text.split_whitespace() {
        let start = name.as_ptr() as usize - piece.text.as_ptr() as usize;
        let name = piece.sub(start, start + name.len());
        if ty::is_later_codec(name.text) {
            cx.not_yet(name.span, &format!("the codec `{}`", name.text));
            return None;
        }
        names.push(name.spanned());
    }
    Some(CodecKind::Chain(names))
}

fn operator(entry: &Entry, cx: &mut Cx<'_>) -> Option<Operator> {
    let name = own_name(entry, cx)?;
    let map = Map::of(&entry.value)?;
    let arg = map.ty("arg", cx);
    Some(Operator {
        name,
        suffix: map.text("suffix"),
        list: list_style(&map),
        arg,
        doc: map.text("doc"),
    })
}
