//! The head's map comes in; what it says about the whole vendor goes out.

use super::{Map, literal, many, own_name, text, wire_name};
use crate::diag::codes;
use crate::source::{FileId, Spanned};
use crate::spec::Cx;
use crate::spec::model::{
    CodecDef, CodecKind, Envelope, ErrorRule, Kind as ErrorKind, KindTest, ListStyle, Meta,
    Operator, PagePager, PageSize, Pager, PagerEnd, Scheme, SchemeKind, Spec, Text, Var,
};
use crate::spec::piece::Piece;
use crate::spec::{path, route, ty};
use crate::tree::{Entry, Kind, Node};

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
            base: None,
            vars: Vec::new(),
            schemes: Vec::new(),
            codecs: Vec::new(),
            envelopes: Vec::new(),
            errors: Vec::new(),
            operators: Vec::new(),
            pagers: Vec::new(),
            lenient: false,
            keep_extra: false,
            types: Vec::new(),
            endpoints: Vec::new(),
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
    spec.base = map
        .get("base")
        .and_then(Piece::of)
        .and_then(|base| route::parse_base(base, cx));
    spec.vars = map
        .entries("vars")
        .filter_map(|entry| var(entry, cx))
        .collect();
    spec.schemes = schemes(map, cx);
    spec.codecs = map
        .entries("codecs")
        .filter_map(|entry| codec(entry, cx))
        .collect();
    spec.envelopes = map
        .entries("envelopes")
        .filter_map(|entry| envelope(entry, cx))
        .collect();
    spec.errors = rules(map, cx);
    spec.operators = map
        .entries("operators")
        .filter_map(|entry| operator(entry, cx))
        .collect();
    spec.pagers = map
        .entries("pagers")
        .filter_map(|entry| pager(entry, cx))
        .collect();
    spec.lenient = map.is_true("lenient");
    spec.keep_extra = map.get("extra").is_some();
}

fn vendor_name(name: &Text, cx: &mut Cx<'_>) -> bool {
    let good = route::is_name(&name.value.replace('-', "_"));
    if !good {
        cx.diagnostics
            .error(codes::BAD_NAME, name.span, format!("`{}` is not a name", name.value))
            .help("the vendor's name becomes a module: letters, digits, `_` and `-`; `title` is for people");
    }
    good
}

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

// ---- authentication ---------------------------------------------------------------------------

fn schemes(map: &Map<'_>, cx: &mut Cx<'_>) -> Vec<Scheme> {
    let Some(node) = map.get("auth") else {
        return Vec::new();
    };
    match text(node) {
        Some(word) if word.value == "caller" => {
            vec![Scheme {
                name: word,
                doc: None,
                kind: Some(SchemeKind::Caller),
            }]
        }
        Some(_) => Vec::new(),
        None => map
            .entries("auth")
            .filter_map(|entry| scheme(entry, cx))
            .collect(),
    }
}

fn scheme(entry: &Entry, cx: &mut Cx<'_>) -> Option<Scheme> {
    let name = own_name(entry, cx)?;
    if name.value == "none" {
        cx.diagnostics
            .error(
                codes::BAD_NAME,
                name.span,
                "a scheme cannot be called `none`",
            )
            .help("`auth: none` on an endpoint sends no credentials");
        return None;
    }
    let Some(map) = Map::of(&entry.value) else {
        let kind = match entry.value.scalar().map(|scalar| scalar.text.as_str()) {
            Some("bearer") => Some(SchemeKind::Bearer),
            Some("basic") => Some(SchemeKind::Basic {
                user: None,
                pass: None,
            }),
            Some("caller") => Some(SchemeKind::Caller),
            _ => None,
        };
        return Some(Scheme {
            name,
            doc: None,
            kind,
        });
    };
    let kind = scheme_kind(&map);
    if !matches!(kind, Some(SchemeKind::Header { .. }) | None) {
        for key in ["prefix", "suffix"] {
            if let Some(stray) = map.entry(key) {
                cx.diagnostics
                    .error(
                        codes::UNKNOWN_KEY,
                        stray.span,
                        format!("`{key}` belongs to `header`"),
                    )
                    .help("remove it");
            }
        }
    }
    Some(Scheme {
        name,
        doc: map.text("doc"),
        kind,
    })
}

fn scheme_kind(map: &Map<'_>) -> Option<SchemeKind> {
    let chosen = map.entries.iter().find(|entry| {
        matches!(
            entry.key.as_str(),
            "header" | "bearer" | "basic" | "all" | "any" | "caller"
        )
    })?;
    Some(match chosen.key.as_str() {
        "header" => {
            let header = map.text("header")?;
            SchemeKind::Header {
                header,
                prefix: map.text("prefix"),
                suffix: map.text("suffix"),
            }
        }
        "bearer" => SchemeKind::Bearer,
        "basic" => {
            let names = map.map("basic");
            let name = |key| names.and_then(|names| names.text(key));
            SchemeKind::Basic {
                user: name("user"),
                pass: name("pass"),
            }
        }
        "all" => SchemeKind::All(map.get("all").map(|_| map.texts("all"))?),
        "any" => SchemeKind::Any(map.get("any").map(|_| map.texts("any"))?),
        _ => SchemeKind::Caller,
    })
}

// ---- codecs, envelopes, operators, pagers -----------------------------------------------------

fn codec(entry: &Entry, cx: &mut Cx<'_>) -> Option<CodecDef> {
    let name = own_name(entry, cx)?;
    let kind = match Map::of(&entry.value) {
        Some(map) => {
            let patterns = map.texts("pattern");
            let nothing = map.texts("nothing");
            (!patterns.is_empty()).then_some(CodecKind::Pattern { patterns, nothing })
        }
        None => Piece::of(&entry.value).and_then(|piece| chain(piece, cx)),
    };
    Some(CodecDef { name, kind })
}

/// `text blank`: codecs from the wire inward.
fn chain(piece: Piece<'_>, cx: &mut Cx<'_>) -> Option<CodecKind> {
    if piece.text.contains("::") {
        cx.not_yet(piece.span, "a codec written in Rust");
        return None;
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

fn envelope(entry: &Entry, cx: &mut Cx<'_>) -> Option<Envelope> {
    let name = own_name(entry, cx)?;
    let map = Map::of(&entry.value)?;
    let (data, ok) = (map.path("data", cx), map.predicate("ok", cx));
    Some(Envelope {
        name,
        data,
        ok,
        meta: meta(&map, cx),
    })
}

pub(super) fn meta(map: &Map<'_>, cx: &mut Cx<'_>) -> Vec<Meta> {
    map.entries("meta")
        .filter_map(|entry| meta_value(entry, cx))
        .collect()
}

fn meta_value(entry: &Entry, cx: &mut Cx<'_>) -> Option<Meta> {
    let key = wire_name(entry, cx)?;
    if let Some(span) = key.list {
        cx.diagnostics
            .error(
                codes::BAD_NAME,
                span,
                "`[]` is for fields with a record below",
            )
            .help("write `is: list<T>`");
    }
    let map = Map::of(&entry.value)?;
    let (ty, from) = (map.ty("is", cx), map.path("from", cx));
    Some(Meta {
        name: key.name,
        optional: key.optional,
        ty,
        from,
        doc: map.text("doc"),
    })
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

pub(super) fn list_style(map: &Map<'_>) -> Option<Spanned<ListStyle>> {
    let word = map.text("list")?;
    let style = if word.value == "csv" {
        ListStyle::Csv
    } else {
        ListStyle::Repeat
    };
    Some(Spanned::new(style, word.span))
}

fn pager(entry: &Entry, cx: &mut Cx<'_>) -> Option<Pager> {
    let name = own_name(entry, cx)?;
    let page = Map::of(&entry.value)?
        .map("page")
        .map(|page| page_pager(&page, cx));
    Some(Pager { name, page })
}

fn page_pager(map: &Map<'_>, cx: &mut Cx<'_>) -> PagePager {
    let send = map.map("send");
    let end = map.map("end");
    PagePager {
        span: map.span,
        page: send.and_then(|send| send.path("page", cx)),
        size: send
            .and_then(|send| send.get("size"))
            .and_then(|size| page_size(size, cx)),
        first: map.int("first"),
        end: end.and_then(|end| pager_end(&end, cx)),
        items: map.path("items", cx),
    }
}

fn page_size(node: &Node, cx: &mut Cx<'_>) -> Option<PageSize> {
    let Some(map) = Map::of(node) else {
        let to = path::parse(Piece::of(node)?, cx)?;
        return Some(PageSize {
            to,
            send: None,
            default: None,
            max: None,
        });
    };
    let to = map.path("to", cx)?;
    Some(PageSize {
        to,
        send: map.int("send"),
        default: map.int("default"),
        max: map.int("max"),
    })
}

fn pager_end(map: &Map<'_>, cx: &mut Cx<'_>) -> Option<PagerEnd> {
    match map.path("total_items", cx) {
        Some(path) => Some(PagerEnd::TotalItems(path)),
        None => map.path("total_pages", cx).map(PagerEnd::TotalPages),
    }
}

// ---- errors -----------------------------------------------------------------------------------

pub(super) fn rules(map: &Map<'_>, cx: &mut Cx<'_>) -> Vec<ErrorRule> {
    map.items("errors")
        .iter()
        .filter_map(|item| rule(item, cx))
        .collect()
}

fn rule(node: &Node, cx: &mut Cx<'_>) -> Option<ErrorRule> {
    let map = Map::of(node)?;
    Some(ErrorRule {
        span: node.span,
        when: map.predicate("when", cx),
        is: map.ty("is", cx),
        code: map.path("code", cx),
        message: map.path("message", cx),
        kinds: map
            .entries("kinds")
            .filter_map(|entry| kind(entry, cx))
            .collect(),
        retry: map.retry(),
    })
}

fn kind(entry: &Entry, cx: &mut Cx<'_>) -> Option<ErrorKind> {
    let name = own_name(entry, cx)?;
    let codes = |node: &Node| KindTest::Code(many(node).filter_map(literal).collect());
    let Some(map) = Map::of(&entry.value) else {
        let test = (!matches!(entry.value.kind, Kind::Bad)).then(|| codes(&entry.value));
        return Some(ErrorKind {
            name,
            doc: None,
            test,
            retry: crate::api::Retry::Unsaid,
        });
    };
    let test = match map.get("code") {
        Some(code) => Some(codes(code)),
        None => map.predicate("when", cx).map(KindTest::When),
    };
    Some(ErrorKind {
        name,
        doc: map.text("doc"),
        test,
        retry: map.retry(),
    })
}
