//! A node that describes a type comes in; its definition goes out.

use super::xml::{self, xml};
use super::{Map, literal, named, own_name, text, unique, wire_name};
use crate::diag::codes;
use crate::spec::Cx;
use crate::spec::form::{Form, Place, Slot, form};
use crate::spec::model::{Enum, EnumValue, Field, Newtype, Record, Text, TypeDef, TypeRef};
use crate::spec::piece::Piece;
use crate::spec::table::{BUILTINS, RECORD, XML_RECORD};
use crate::spec::ty;
use crate::tree::{Entry, Kind, Node};

/// The key of an entry of `types:`: its name, and the parameter in `<…>` where it is generic.
pub(super) fn name(entry: &Entry, cx: &mut Cx<'_>) -> Option<(Text, Option<Text>)> {
    let key = Piece::key(entry);
    let Some(at) = key.text.find('<') else {
        return Some((own_name(entry, cx)?, None));
    };
    let whole = key.text.strip_suffix('>').filter(|_| at > 0);
    let name = named(key.sub(0, at), cx);
    let Some(end) = whole.map(str::len).filter(|&end| end > at + 1) else {
        cx.diagnostics
            .error(
                codes::BAD_NAME,
                entry.span,
                format!("`{}` is not a name", key.text),
            )
            .help("a generic type is written with its parameter, as in `Page<T>`");
        return None;
    };
    let parameter = key.sub(at + 1, end);
    if parameter.text.contains(',') {
        cx.diagnostics
            .error(
                codes::BAD_NAME,
                parameter.span,
                format!("`{}` is not a name", parameter.text),
            )
            .help("a generic type has one parameter");
        return None;
    }
    let parameter = named(parameter, cx)?;
    Some((name?, Some(parameter)))
}

/// An entry of `types:`.
pub(super) fn definition(entry: &Entry, name: Text, cx: &mut Cx<'_>) -> TypeDef {
    let def = type_in(&entry.value, Slot::Named, cx);
    let rename = match form(&entry.value, Slot::Named) {
        Form::Record | Form::Enum | Form::Newtype | Form::Union => {
            Map::of(&entry.value).and_then(|map| map.text("rename"))
        }
        _ => None,
    };
    TypeDef {
        name,
        rename,
        def,
        instance: None,
    }
}

/// What is known of an entry of `types:` with lines that are no YAML: its name, since each use of what it lost would
/// be an error else. Where `fields:` may be lost, its words look like fields, and nothing is said of them.
pub(super) fn remains(entry: &Entry, name: Text, cx: &mut Cx<'_>) -> TypeDef {
    if form(&entry.value, Slot::Named) != Form::Fields {
        let def = definition(entry, name, cx);
        return TypeDef { def: None, ..def };
    }
    TypeDef {
        name,
        rename: None,
        def: None,
        instance: None,
    }
}

/// The type that a node describes. Where it has a long form, that has been taken off already.
pub(super) fn type_in(node: &Node, slot: Slot, cx: &mut Cx<'_>) -> Option<TypeRef> {
    match form(node, slot) {
        Form::Expr => ty::parse(Piece::of(node)?, cx).map(TypeRef::Expr),
        Form::Fields => Some(TypeRef::Record(fields_alone(node, cx)?)),
        Form::Record => Map::of(node).map(|map| TypeRef::Record(record(&map, cx))),
        Form::Enum => Map::of(node)
            .and_then(|map| enumeration(&map))
            .map(TypeRef::Enum),
        Form::Newtype => Map::of(node)
            .and_then(|map| newtype(&map, cx))
            .map(TypeRef::Newtype),
        Form::Union => Map::of(node)
            .and_then(|map| super::union::union(&map, cx))
            .map(TypeRef::Union),
        Form::Long | Form::Wrong => None,
    }
}

/// The type of a place that may have a long form, and the map of that form.
pub(super) fn type_at<'n>(
    node: &'n Node,
    place: Place,
    cx: &mut Cx<'_>,
) -> (Option<TypeRef>, Option<Map<'n>>) {
    let slot = Slot::Place(place);
    if form(node, slot) != Form::Long {
        return (type_in(node, slot, cx), None);
    }
    let map = Map::of(node);
    let ty = map
        .and_then(|map| map.get("is"))
        .and_then(|is| type_in(is, Slot::Bare, cx));
    (ty, map)
}

fn fields_alone(node: &Node, cx: &mut Cx<'_>) -> Option<Record> {
    let map = Map::of(node)?;
    let fields = map
        .entries
        .iter()
        .filter_map(|entry| match misplaced_word(entry, cx) {
            true => None,
            false => field(entry, cx),
        });
    let fields: Vec<Field> = fields.collect();
    Some(Record {
        span: node.span,
        doc: None,
        deprecated: None,
        fields: unique(fields, |field| &field.name, cx),
        keep_extra: false,
        lenient: false,
        extends: None,
        xml: None,
    })
}

/// Reports a word about the record that stands among its fields: `extra: keep`, `doc: Some words`.
fn misplaced_word(entry: &Entry, cx: &mut Cx<'_>) -> bool {
    let word = match (entry.key.as_str(), entry.value.scalar()) {
        ("extra", Some(scalar)) => scalar.text == "keep",
        ("lenient", Some(scalar)) => matches!(scalar.text.as_str(), "true" | "false"),
        ("doc" | "deprecated", Some(scalar)) => {
            scalar.text.contains(' ') && !scalar.text.contains(" as ")
        }
        // A field that is called so has the long form, `{ is: Base }`.
        ("extends", Some(scalar)) => cx.declared.contains(&scalar.text),
        ("xml", None) => Map::of(&entry.value).is_some_and(|map| is_about_xml(&map, cx)),
        _ => false,
    };
    if word && RECORD.key(&entry.key).is_some() {
        cx.diagnostics
            .error(
                codes::WORD_AMONG_FIELDS,
                entry.span,
                format!(
                    "`{}` says something about the record, and stands among its fields",
                    entry.key
                ),
            )
            .help(format!(
                "move the fields under `fields:`, so that `{}` stands beside it",
                entry.key
            ));
    }
    word
}

/// Whether a map holds what a record says about XML, and no fields: something in it is no type.
fn is_about_xml(map: &Map<'_>, cx: &Cx<'_>) -> bool {
    let scalars = map.entries.iter().filter_map(|entry| entry.value.scalar());
    let is_type = |text: &str| {
        cx.declared.contains(text) || BUILTINS.iter().any(|built_in| built_in.word == text)
    };
    let mut entries = map.entries.iter();
    entries.all(|entry| XML_RECORD.key(&entry.key).is_some())
        && scalars.into_iter().any(|scalar| !is_type(&scalar.text))
}

fn record(map: &Map<'_>, cx: &mut Cx<'_>) -> Record {
    let fields: Vec<Field> = map
        .entries("fields")
        .filter_map(|entry| field(entry, cx))
        .collect();
    Record {
        span: map.span,
        doc: map.text("doc"),
        deprecated: map.text("deprecated"),
        fields: unique(fields, |field| &field.name, cx),
        keep_extra: map.get("extra").is_some(),
        lenient: map.is_true("lenient"),
        extends: map.text("extends"),
        xml: xml(map),
    }
}

fn field(entry: &Entry, cx: &mut Cx<'_>) -> Option<Field> {
    let key = wire_name(entry, cx)?;
    let (ty, long) = type_at(&entry.value, Place::Field, cx);
    Some(Field {
        name: key.name,
        optional: key.optional,
        list: key.list,
        ty,
        doc: long.and_then(|map| map.text("doc")),
        rename: long.and_then(|map| map.text("rename")),
        deprecated: long.and_then(|map| map.text("deprecated")),
        default: long.and_then(|map| map.literal("default")),
        constant: long.and_then(|map| map.literal("const")),
        required: long
            .and_then(|map| map.flag("required"))
            .filter(|flag| flag.value)
            .map(|flag| flag.span),
        flatten: long
            .and_then(|map| map.flag("flatten"))
            .filter(|flag| flag.value)
            .map(|flag| flag.span),
        xml: long.and_then(|map| xml::field(&map, cx)),
    })
}

fn enumeration(map: &Map<'_>) -> Option<Enum> {
    let node = map.get("enum")?;
    let values: Vec<EnumValue> = match &node.kind {
        Kind::List(items) => items
            .iter()
            .filter_map(|item| {
                Some(EnumValue {
                    name: text(item)?,
                    doc: None,
                    json: literal(item)?,
                    xml: None,
                })
            })
            .collect(),
        Kind::Map(entries) => entries.iter().filter_map(enum_value).collect(),
        Kind::Scalar(_) | Kind::Bad => Vec::new(),
    };
    let (doc, deprecated) = (map.text("doc"), map.text("deprecated"));
    (!values.is_empty()).then_some(Enum {
        span: map.span,
        doc,
        deprecated,
        values,
        xml: xml(map),
    })
}

fn enum_value(entry: &Entry) -> Option<EnumValue> {
    let name = Piece::key(entry).spanned();
    match Map::of(&entry.value) {
        Some(map) => Some(EnumValue {
            name,
            doc: map.text("doc"),
            json: map.literal("json")?,
            xml: map.literal("xml"),
        }),
        None => Some(EnumValue {
            name,
            doc: None,
            json: literal(&entry.value)?,
            xml: None,
        }),
    }
}

fn newtype(map: &Map<'_>, cx: &mut Cx<'_>) -> Option<Newtype> {
    let inner = map.ty("newtype", cx)?;
    Some(Newtype {
        span: map.span,
        doc: map.text("doc"),
        deprecated: map.text("deprecated"),
        inner,
    })
}
