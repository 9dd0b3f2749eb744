//! The tree of a sample and a type in, what keeps it from being decoded out, at its place in the sample.

use std::collections::{HashMap, HashSet};

use super::cx::Cx;
use super::matching::is_null;
use super::members::{Which, field, which};
use super::scalars::{
    is_base64, is_count, is_decimal, is_dotnet, is_rfc2822, is_time, is_url, nanoseconds,
};
use super::texts::{is_date, is_naive, is_uuid, zoneless};
use super::{form, paths};
use crate::api::{
    Codec, Field, Format, OwnId, Presence, Record, Type, TypeId, TypeKind, Union, UnionBy, Use,
};
use crate::diag::codes;
use crate::source::Span;
use crate::tree::{Kind, Node, Scalar, Style};

/// Reports everything in `node` that a `place` does not decode from, each sort of mistake once.
pub(super) fn decode(cx: &mut Cx<'_>, place: &Use, what: &str, node: &Node) {
    let mut decoding = Decoding {
        cx,
        reported: HashSet::new(),
        declared: None,
    };
    decoding.value(place, what, node);
}

/// Reports where a field that stands alone does not decode; `node` is missing if it is not there.
pub(super) fn decode_field(cx: &mut Cx<'_>, field: &Field, inside: &Node, node: Option<&Node>) {
    let mut decoding = Decoding {
        cx,
        reported: HashSet::new(),
        declared: None,
    };
    decoding.field(field, &field.name.wire, inside, node);
}

struct Decoding<'c, 'a> {
    cx: &'c mut Cx<'a>,
    /// Places in the types that something was said of: a list of a thousand users needs it said once.
    reported: HashSet<String>,
    /// The field that is being decoded.
    declared: Option<Span>,
}

impl Decoding<'_, '_> {
    fn value(&mut self, place: &Use, path: &str, node: &Node) {
        let anything = matches!(place.ty, Type::Json | Type::Unknown);
        if anything || matches!(node.kind, Kind::Bad) || (place.null && is_null(node)) {
            return;
        }
        if is_null(node) && !self.inner_null(place) {
            self.say(
                path,
                node,
                "null",
                &wanted(self.cx, place),
                "put a `?` after the type, so that null may come",
            );
            return;
        }
        self.coded(place, &place.codecs, path, node);
    }

    /// Whether an alias or newtype allows null by itself.
    fn inner_null(&self, place: &Use) -> bool {
        let mut at = place;
        while let Type::Named(id) = &at.ty
            && let TypeKind::Alias(inner) | TypeKind::Newtype(inner) = &self.cx.api.ty(*id).kind
        {
            if inner.null || matches!(inner.ty, Type::Json) {
                return true;
            }
            at = inner;
        }
        matches!(at.ty, Type::Json | Type::Unknown)
    }

    fn coded(&mut self, place: &Use, codecs: &[Codec], path: &str, node: &Node) {
        let Some((codec, inner)) = codecs.split_first() else {
            return self.plain(place, path, node);
        };
        let text = quoted(node);
        let fits = match codec {
            Codec::Blank if text == Some("") && place.null => true,
            Codec::Nothing(id) if place.null && self.is_nothing(*id, text) => true,
            Codec::EmptyList if matches!(&node.kind, Kind::List(items) if items.is_empty()) => true,
            Codec::Blank | Codec::Nothing(_) | Codec::EmptyList => {
                return self.coded(place, inner, path, node);
            }
            Codec::Json => return self.inside(place, inner, path, node),
            Codec::Text => {
                let kind = match &node.kind {
                    Kind::Scalar(s) => Kind::Scalar(Scalar {
                        text: s.text.clone(),
                        style: Style::Plain,
                    }),
                    other => other.clone(),
                };
                return self.coded(
                    place,
                    inner,
                    path,
                    &Node {
                        span: node.span,
                        kind,
                    },
                );
            }
            Codec::Bit => matches!(bare(node), Some("0" | "1")),
            Codec::BitText => matches!(text, Some("0" | "1")),
            Codec::Yn => matches!(text, Some("Y" | "y" | "N" | "n")),
            Codec::Unix | Codec::UnixMs => bare(node).is_some_and(crate::spec::model::is_number),
            Codec::Rfc3339 => text.is_some_and(|t| is_naive(zoneless(t)) && zoneless(t) != t),
            Codec::Naive => text.is_some_and(is_naive),
            Codec::Epoch(_) | Codec::Seconds => bare(node).is_some_and(|t| is_count(t, 9)),
            Codec::Millis => bare(node).is_some_and(|t| is_count(t, 6)),
            Codec::Rfc2822 => text.is_some_and(is_rfc2822),
            Codec::DotNet => text.is_some_and(is_dotnet),
            Codec::Base64 => text.is_some_and(is_base64),
            Codec::Csv | Codec::Pattern(_) => text.is_some(),
            Codec::Rust(_) => node.scalar().is_some() && !is_null(node),
        };
        if !fits {
            self.unlike(path, place, node);
        }
    }

    fn is_nothing(&self, id: OwnId, text: Option<&str>) -> bool {
        let nothing = &self.cx.api.codecs[id.0].nothing;
        text.is_some_and(|text| nothing.iter().any(|one| one == text))
    }

    /// A JSON document inside a string, whose values have no places but the string's.
    fn inside(&mut self, place: &Use, codecs: &[Codec], path: &str, node: &Node) {
        let document = quoted(node).and_then(|text| crate::tree::json::within(text, node.span));
        match document {
            Some(document) if is_null(&document) && place.null => {}
            Some(document) => self.coded(place, codecs, path, &document),
            None => self.unlike(path, place, node),
        }
    }

    fn plain(&mut self, place: &Use, path: &str, node: &Node) {
        let fits = match &place.ty {
            Type::Json | Type::Unknown => true,
            Type::Str | Type::Secret => quoted(node).is_some(),
            Type::Int => bare(node).is_some_and(|text| text.parse::<i64>().is_ok()),
            Type::Float => bare(node).is_some_and(crate::spec::model::is_number),
            Type::Bool => matches!(bare(node), Some("true" | "false")),
            Type::Uuid => quoted(node).is_some_and(is_uuid),
            Type::Decimal => bare(node).is_some_and(is_decimal),
            Type::Bytes => quoted(node).is_some_and(is_base64),
            Type::Url => quoted(node).is_some_and(is_url),
            Type::Time => quoted(node).is_some_and(is_time),
            Type::Duration => quoted(node).is_some_and(|text| nanoseconds(text).is_some()),
            Type::Date => quoted(node).is_some_and(is_date),
            Type::DateTime => quoted(node).is_some_and(is_naive),
            Type::Instant => {
                quoted(node).is_some_and(|t| zoneless(t) != t && is_naive(zoneless(t)))
            }
            Type::Moment => quoted(node).is_some_and(|t| is_naive(zoneless(t))),
            Type::List(item) => {
                let Kind::List(items) = &node.kind else {
                    return self.unlike(path, place, node);
                };
                let below = format!("{path}.*");
                return items
                    .iter()
                    .for_each(|value| self.value(item, &below, value));
            }
            Type::Map(item) => {
                let Kind::Map(entries) = &node.kind else {
                    return self.unlike(path, place, node);
                };
                let below = format!("{path}.*");
                return entries
                    .iter()
                    .for_each(|entry| self.value(item, &below, &entry.value));
            }
            Type::Named(id) => return self.named(*id, place, path, node),
        };
        if !fits {
            self.unlike(path, place, node);
        }
    }

    fn named(&mut self, id: TypeId, place: &Use, path: &str, node: &Node) {
        let fits = match self.cx.api.ty(id).kind.clone() {
            TypeKind::Alias(inner) | TypeKind::Newtype(inner) => {
                return self.value(&inner, path, node);
            }
            TypeKind::Record(record) => return self.record(id, &record, place, path, node),
            // Unknown values are kept, as long as they are single ones.
            TypeKind::Enum(_) => node.scalar().is_some(),
            TypeKind::Union(union) => return self.union(&union, path, node),
        };
        if !fits {
            self.unlike(path, place, node);
        }
    }

    fn union(&mut self, union: &Union, path: &str, node: &Node) {
        let member = match which(union, node, Format::Json) {
            Which::Member(member) => member,
            // What is none of the members is kept.
            Which::Unknown => return,
            Which::Untagged(tag) => {
                let help = "add it to the sample, or tell the members apart by `when`";
                let message =
                    format!("the sample has no `{tag}` here, which says what `{path}` is");
                return self.report(path, node.span, message, help);
            }
        };
        let UnionBy::Content { content, .. } = &union.by else {
            return self.value(&member.ty, path, node);
        };
        let below = format!("{path}.{content}");
        match field(node, content) {
            Some(value) => self.value(&member.ty, &below, value),
            None => {
                let message = format!("the sample has no `{content}` here, which holds `{path}`");
                self.report(path, node.span, message, "add it to the sample");
            }
        }
    }

    fn record(&mut self, id: TypeId, record: &Record, place: &Use, path: &str, node: &Node) {
        let Kind::Map(entries) = &node.kind else {
            return self.unlike(path, place, node);
        };
        let values: HashMap<&str, &Node> =
            entries.iter().map(|e| (e.key.as_str(), &e.value)).collect();
        let outer = self.declared;
        let owner = self.cx.api.ty(id).name.wire.clone();
        for (index, field) in record.fields.iter().enumerate() {
            self.declared = self
                .cx
                .field_spans
                .get(&id)
                .and_then(|spans| spans.get(index))
                .copied();
            let below = format!("{owner}.{}", field.name.wire);
            self.field(
                field,
                &below,
                node,
                values.get(field.name.wire.as_str()).copied(),
            );
        }
        self.declared = outer;
    }

    fn field(&mut self, field: &Field, path: &str, inside: &Node, node: Option<&Node>) {
        let (may_be_absent, may_be_null) = match field.presence {
            Presence::Required => (false, false),
            Presence::Nullable => (false, true),
            Presence::Optional => (true, false),
            Presence::Maybe | Presence::Lenient | Presence::LenientNull => (true, true),
        };
        match node {
            Some(node) if may_be_null && is_null(node) => {}
            Some(node) => {
                let lenient = field.presence == Presence::Lenient
                    && quoted(node) == Some("")
                    && field.ty.codecs.contains(&Codec::Blank);
                if !lenient {
                    self.value(&field.ty, path, node);
                }
            }
            None if may_be_absent => {}
            None => {
                let name = &field.name.wire;
                let help = format!(
                    "write `{name}?` if the vendor leaves it out at times, or add it to the sample"
                );
                let start = Span {
                    end: inside.span.start + 1,
                    ..inside.span
                };
                self.report(
                    path,
                    start,
                    format!("the sample has no `{name}` here, which `{path}` requires"),
                    &help,
                );
            }
        }
    }

    fn unlike(&mut self, path: &str, place: &Use, node: &Node) {
        let found = match &node.kind {
            Kind::Scalar(scalar) if scalar.style == Style::Quoted => {
                format!("the string {}", shown(&scalar.text))
            }
            Kind::Scalar(scalar) => format!("`{}`", scalar.text),
            Kind::Map(_) => "an object".to_owned(),
            Kind::List(_) => "a list".to_owned(),
            Kind::Bad => return,
        };
        let wanted = wanted(self.cx, place);
        self.say(
            path,
            node,
            &found,
            &wanted,
            "correct the sample, or the type if the vendor really sends this",
        );
    }

    fn say(&mut self, path: &str, node: &Node, found: &str, wanted: &str, help: &str) {
        self.report(
            path,
            node.span,
            format!("`{path}` is {wanted}, and the sample has {found}"),
            help,
        );
    }

    fn report(&mut self, path: &str, span: Span, message: String, help: &str) {
        if !self.reported.insert(path.to_owned()) {
            return;
        }
        let said = self
            .cx
            .found
            .error(codes::SAMPLE_TYPE, span, message)
            .help(help);
        if let Some(declared) = self.declared {
            said.label(declared, "it is declared here");
        }
    }
}

/// What a value of `place` looks like in JSON.
pub(super) fn wanted(cx: &Cx<'_>, place: &Use) -> String {
    let codec = place
        .codecs
        .first()
        .map(|&codec| (codec, super::types::codec_name(cx, codec)));
    let opened = paths::opened(&cx.api.types, place);
    match (codec, &opened.ty) {
        (Some((_, codec)), ty) => format!("{} as `{codec}`", form::of(&cx.api.types, ty).noun()),
        (None, Type::Named(id)) => match &cx.api.ty(*id).kind {
            TypeKind::Enum(_) => "a single value".to_owned(),
            _ => "an object".to_owned(),
        },
        (None, Type::Uuid) => "a UUID".to_owned(),
        (None, Type::Date) => "a date like `2024-12-31`".to_owned(),
        (None, Type::Int) => "a whole number".to_owned(),
        (None, Type::Url) => "a URL like `https://example.com/a`".to_owned(),
        (None, Type::Time) => "a time of day like `12:30:00`".to_owned(),
        (None, Type::Duration) => "a duration like `PT1H30M`".to_owned(),
        (None, Type::Bytes) => "bytes in base64".to_owned(),
        (None, ty) => form::of(&cx.api.types, ty).noun().to_owned(),
    }
}

/// A text in backticks, cut where it is long.
fn shown(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

fn quoted(node: &Node) -> Option<&str> {
    node.scalar()
        .filter(|s| s.style == Style::Quoted)
        .map(|s| s.text.as_str())
}

fn bare(node: &Node) -> Option<&str> {
    node.scalar()
        .filter(|s| s.style == Style::Plain)
        .map(|s| s.text.as_str())
}
