//! Types of the spec in, named types of the `Api` out; those written in place are named after it.

use std::collections::HashMap;

use super::claims::{Mend, scope, take};
use super::cx::{Cx, plain, poison, text};
use super::{flatten, literals, types, unions};
use crate::api::{
    Field, FieldXml, Format, Literal, Name, Presence, Record, Type, TypeDef, TypeId, TypeKind, Use,
    Variant, XmlForm,
};
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model::{self, TypeRef};

/// A type that has its place in [`crate::api::Api::types`] and is not filled in yet.
pub(super) struct Pending<'a> {
    pub(super) id: TypeId,
    pub(super) def: Option<&'a TypeRef>,
    /// The record that it is written in place in.
    pub(super) owner: Option<TypeId>,
}

/// Gives every type of the spec its place and its name, so that they can refer to each other.
pub(super) fn declare<'a>(cx: &mut Cx<'a>) -> Vec<Pending<'a>> {
    let mut pending = Vec::new();
    let spec = cx.spec;
    for def in &spec.types {
        let name = cx.name(&def.name, def.rename.as_ref());
        let (span, mend) = match &def.instance {
            Some(made) if made.text == def.name.value => (made.first, Mend::Instance),
            _ => (def.name.span, Mend::Rename),
        };
        if !name.snake.is_empty() {
            cx.take_item(&name, span, mend);
        }
        let id = push(cx, name.clone(), def.def.as_ref(), &mut pending);
        cx.types.entry(&def.name.value).or_insert(id);
        if let Some(made) = &def.instance {
            cx.types.entry(&made.text).or_insert(id);
        }
        if let Some(def) = &def.def {
            declare_inside(cx, (id, &name), def, &mut pending);
        }
    }
    pending
}

/// Gives a type that is written in place its name, and those inside it theirs.
pub(super) fn declare_inline<'a>(
    cx: &mut Cx<'a>,
    name: Name,
    span: Span,
    ty: &'a TypeRef,
    pending: &mut Vec<Pending<'a>>,
) {
    if matches!(ty, TypeRef::Expr(_)) {
        return;
    }
    cx.take_item(&name, span, Mend::Place);
    let id = push(cx, name.clone(), Some(ty), pending);
    cx.inline.insert(ty, id);
    declare_inside(cx, (id, &name), ty, pending);
}

/// Gives the types in place in a record or a union their names.
fn declare_inside<'a>(
    cx: &mut Cx<'a>,
    (id, owner): (TypeId, &Name),
    ty: &'a TypeRef,
    pending: &mut Vec<Pending<'a>>,
) {
    let inside: Vec<(String, Span, &TypeRef)> = match ty {
        TypeRef::Record(record) => {
            let fields = record.fields.iter();
            let place = |field: &'a model::Field| {
                let name = field.rename.as_ref().unwrap_or(&field.name);
                Some((name.value.clone(), field.name.span, field.ty.as_ref()?))
            };
            fields.filter_map(place).collect()
        }
        TypeRef::Union(union) => unions::places(union),
        TypeRef::Expr(_) | TypeRef::Enum(_) | TypeRef::Newtype(_) => Vec::new(),
    };
    for (place, span, ty) in inside {
        let name = cx.placed(owner, &place);
        let next = pending.len();
        declare_inline(cx, name, span, ty, pending);
        if let Some(made) = pending.get_mut(next) {
            made.owner = Some(id);
        }
    }
}

fn push<'a>(
    cx: &mut Cx<'a>,
    name: Name,
    def: Option<&'a TypeRef>,
    pending: &mut Vec<Pending<'a>>,
) -> TypeId {
    let id = TypeId(cx.api.types.len());
    let (doc, deprecated) = match def {
        Some(TypeRef::Record(r)) => (&r.doc, &r.deprecated),
        Some(TypeRef::Enum(e)) => (&e.doc, &e.deprecated),
        Some(TypeRef::Newtype(n)) => (&n.doc, &n.deprecated),
        Some(TypeRef::Union(u)) => (&u.doc, &u.deprecated),
        Some(TypeRef::Expr(_)) | None => (&None, &None),
    };
    cx.api.types.push(TypeDef {
        name,
        doc: text(doc),
        deprecated: text(deprecated),
        kind: TypeKind::Alias(poison()),
        sent: false,
        received: false,
    });
    pending.push(Pending {
        id,
        def,
        owner: None,
    });
    id
}

/// Fills in the types that were declared. One that was wrong stays an alias of what fits everything.
pub(super) fn define(cx: &mut Cx<'_>, pending: &[Pending<'_>]) {
    for &Pending { id, def, .. } in pending {
        let kind = match def {
            None => continue,
            Some(TypeRef::Expr(expr)) => TypeKind::Alias(types::place(cx, expr)),
            Some(TypeRef::Newtype(newtype)) => TypeKind::Newtype(types::place(cx, &newtype.inner)),
            Some(TypeRef::Enum(values)) => TypeKind::Enum(variants(cx, values)),
            Some(TypeRef::Record(record)) => TypeKind::Record(fields(cx, id, record)),
            Some(TypeRef::Union(union)) => match unions::union(cx, union) {
                Some(union) => TypeKind::Union(union),
                None => continue,
            },
        };
        cx.api.types[id.0].kind = kind;
    }
}

/// Reads constants and defaults of fields by the fields' types, now that all of these are known.
pub(super) fn constants(cx: &mut Cx<'_>, pending: &[Pending<'_>]) {
    for &Pending { id, def, .. } in pending {
        let Some(TypeRef::Record(record)) = def else {
            continue;
        };
        for (index, field) in record.fields.iter().enumerate() {
            // Of a flattened field there is no value, which was reported.
            let has_none = field.default.is_none() && field.constant.is_none();
            if has_none || field.flatten.is_some() {
                continue;
            }
            let TypeKind::Record(made) = &cx.api.types[id.0].kind else {
                continue;
            };
            let ty = made.fields[index].ty.clone();
            if let Some(default) = &field.default {
                literals::value(cx, &ty, default);
            }
            let constant = field
                .constant
                .as_ref()
                .and_then(|c| literals::of_field(cx, &ty, c));
            if let TypeKind::Record(made) = &mut cx.api.types[id.0].kind {
                made.fields[index].constant = constant;
            }
        }
    }
}

fn variants(cx: &mut Cx<'_>, values: &model::Enum) -> Vec<Variant> {
    let mut names = scope(&["Unknown"]);
    let mut made: Vec<Variant> = Vec::new();
    let (mut wires, mut in_xml_too) = (HashMap::new(), HashMap::new());
    for value in &values.values {
        let name = cx.own_name(&value.name, Mend::Value);
        let json = value.json.value.untyped();
        let xml = value
            .xml
            .as_ref()
            .map_or_else(|| json.clone(), |x| x.value.untyped());
        if let Some(&first) = wires.get(&wire_text(&json)) {
            cx.found
                .error(
                    codes::DOUBLED_VALUE,
                    value.json.span,
                    format!("the enum has the value `{}` twice", value.json.value.text),
                )
                .label(first, "the other is here")
                .help("remove one of them");
            continue;
        }
        wires.insert(wire_text(&json), value.json.span);
        let in_xml = value.xml.as_ref().unwrap_or(&value.json);
        if let Some(first) = in_xml_too.insert(xml_text(&xml), in_xml.span)
            && cx.api.formats.contains(&Format::Xml)
        {
            let text = &in_xml.value.text;
            cx.found
                .error(
                    codes::DOUBLED_VALUE,
                    in_xml.span,
                    format!("the enum has the value `{text}` twice in XML"),
                )
                .label(first, "the other is here")
                .note("in XML all values are texts")
                .help("remove one of them, or say how it travels: `{ json: …, xml: … }`");
            continue;
        }
        take(
            cx.found,
            &mut names,
            &name.pascal,
            (&value.name.value, value.name.span),
            Mend::Value,
        );
        made.push(Variant {
            name,
            doc: text(&value.doc),
            json,
            xml,
        });
    }
    made
}

/// Text that is the same for equal wire values and differs for others: `1` and `"1"` differ.
fn wire_text(literal: &Literal) -> String {
    format!("{literal:?}")
}

/// The text of a value as it stands in XML, where `1` and `"1"` are the same.
fn xml_text(literal: &Literal) -> String {
    match literal {
        Literal::Null => String::new(),
        Literal::Bool(flag) => flag.to_string(),
        Literal::Number(text) | Literal::Str(text) | Literal::Span(text) => text.clone(),
    }
}

fn fields(cx: &mut Cx<'_>, id: TypeId, record: &model::Record) -> Record {
    let extra = record.keep_extra || cx.spec.keep_extra;
    let mut names = scope(if extra { &["extra"] } else { &[] });
    let mut made = Vec::with_capacity(record.fields.len());
    let mut flattened = Vec::new();
    for field in &record.fields {
        let name = cx.name(&field.name, field.rename.as_ref());
        take(
            cx.found,
            &mut names,
            &name.snake,
            (&field.name.value, field.name.span),
            Mend::Rename,
        );
        let ty = field_type(cx, field);
        if let Some(flat) = flatten::declared(cx, field, &name, &ty, made.len()) {
            flattened.push(flat);
        }
        let presence = match (field.optional.is_some(), ty.null) {
            (false, false) => Presence::Required,
            (false, true) => Presence::Nullable,
            (true, false) => Presence::Optional,
            (true, true) => Presence::Maybe,
        };
        made.push(Field {
            // The namespace is known once all types are.
            xml: FieldXml {
                form: xml_form(cx, field),
                ns: None,
            },
            name,
            doc: text(&field.doc),
            deprecated: text(&field.deprecated),
            ty,
            presence,
            default: field.default.as_ref().map(|d| d.value.text.clone()),
            constant: None,
        });
    }
    cx.field_spans
        .insert(id, record.fields.iter().map(|f| f.name.span).collect());
    if record.lenient || cx.spec.lenient {
        let required = record.fields.iter().map(|f| f.required.is_some());
        cx.lenient.insert(id, required.collect());
    } else {
        record
            .fields
            .iter()
            .for_each(|field| idle_required(cx, field));
    }
    Record {
        xml: None,
        fields: made,
        flattened,
        extra,
    }
}

/// Reports `required: true` where it changes nothing.
fn idle_required(cx: &mut Cx<'_>, field: &model::Field) {
    let Some(span) = field.required else { return };
    let name = &field.name.value;
    let (why, help) = match field.optional {
        None => (
            "a field without a `?` after its name is required anyway",
            "leave it out, or say `lenient: true` of the record".to_owned(),
        ),
        Some(_) => (
            "the `?` after its name says that it may be absent",
            format!("leave one of the two out: `{name}` alone is required"),
        ),
    };
    cx.found
        .error(
            codes::IDLE_WORD,
            span,
            format!("`required` says nothing of `{name}`, whose record is not lenient"),
        )
        .note(why)
        .help(help);
}

/// What carries a field in XML, where the vendor speaks it: paths ask for that before the rest is resolved.
fn xml_form(cx: &Cx<'_>, field: &model::Field) -> XmlForm {
    let said = field.xml.as_ref().and_then(|xml| xml.form.as_ref());
    let spoken = cx.api.formats.contains(&Format::Xml);
    said.filter(|_| spoken)
        .map_or(XmlForm::Element, |form| form.value)
}

fn field_type(cx: &mut Cx<'_>, field: &model::Field) -> Use {
    let ty = field
        .ty
        .as_ref()
        .map_or_else(poison, |ty| types::place_of(cx, ty));
    match field.list {
        Some(_) => plain(Type::List(Box::new(ty))),
        None => ty,
    }
}
