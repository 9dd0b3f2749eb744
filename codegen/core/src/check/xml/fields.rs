//! Fields of records in; what carries each of them in XML, and in which order, out.

use super::items::{Holder, items};
use super::names::{self, Names};
use crate::api::{
    Element, Field, FieldXml, Presence, Record, RecordXml, StructField, Type, TypeId, TypeKind,
    XmlForm,
};
use crate::check::cx::Cx;
use crate::check::define::Pending;
use crate::check::flatten;
use crate::check::form::{self, Form};
use crate::check::marks;
use crate::check::paths;
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model::{self, TypeRef};

/// Reads what each record says of the fields that it declares itself.
pub(super) fn own(cx: &mut Cx<'_>, names: &Names, pending: &[Pending<'_>]) {
    let never = marks::never_in_xml(cx);
    for pending in pending {
        let Some(TypeRef::Record(written)) = pending.def else {
            continue;
        };
        let first = inherited_count(cx, pending.id);
        let made = record(cx, pending.id);
        let of_own = made.members().skip_while(|member| match member {
            StructField::Field(at, _) => *at < first,
            StructField::Flattened(flat) => flat.start < first,
        });
        let own = of_own.zip(&written.fields);
        let own: Vec<_> = own
            .filter_map(|(member, field)| match member {
                StructField::Field(at, made) => Some((at, made.clone(), field)),
                StructField::Flattened(_) => None,
            })
            .collect();
        for (at, mut made, field) in own {
            // No parameter is XML, so that nothing is missed where nothing is said.
            if never[pending.id.0] && field.xml.is_none() {
                continue;
            }
            one(cx, names, pending.id, field, &mut made);
            record_mut(cx, pending.id).fields[at] = made;
        }
    }
}

/// The number of fields that a record has from those that it extends.
fn inherited_count(cx: &Cx<'_>, id: TypeId) -> usize {
    let declared = cx.declared.get(&id).map_or(&[][..], Vec::as_slice);
    declared.iter().take_while(|by| **by != id).count()
}

fn one(cx: &mut Cx<'_>, names: &Names, id: TypeId, field: &model::Field, made: &mut Field) {
    let around = names.ty(id);
    let words = field.xml.as_ref();
    let wanted = words.and_then(|words| words.form.as_ref());
    let form = wanted.map_or(XmlForm::Element, |form| form.value);
    if wanted.is_some_and(|form| !fits(cx, field, made, form.value, form.span)) {
        made.xml = FieldXml::default();
        return;
    }
    if form != XmlForm::Content && !names::is_name(&field.name.value) {
        names::bad_name(cx, &field.name);
    }
    let ns = words.and_then(|words| words.ns.as_ref());
    if let (XmlForm::Content, Some(ns)) = (form, ns) {
        misfit(cx, ns.span, "a text has no namespace", "leave `ns` out");
    }
    // What an element has anyway needs no word; an attribute has none.
    let default = match form {
        XmlForm::Element | XmlForm::Bare => around.ns.as_str(),
        XmlForm::Attribute | XmlForm::Content => "",
    };
    let ns = ns.map(|ns| ns.value.clone()).filter(|ns| ns != default);
    made.xml = FieldXml { form, ns };
    if let Some(words) = words {
        item_words(cx, words, form, made);
    }
    let holder = Holder {
        name: &field.name.value,
        span: field.name.span,
        around,
        words,
        is_bare: form == XmlForm::Bare,
        help: format!(
            "name them, as in `{}: {{ is: list<…>, xml: {{ item: … }} }}`",
            field.name.value
        ),
    };
    if matches!(form, XmlForm::Element | XmlForm::Bare) {
        items(cx, names, &mut made.ty, &holder);
    }
}

/// Whether a field can be carried as its author wants.
fn fits(cx: &mut Cx<'_>, field: &model::Field, made: &Field, form: XmlForm, span: Span) -> bool {
    let types = &cx.api.types;
    if names::is_unknown(types, &made.ty) {
        return true;
    }
    let name = &field.name.value;
    let opened = paths::opened(types, &made.ty);
    let is_list = matches!(opened.ty, Type::List(_)) && !opened.is_one_text();
    let on_wire = form::on_wire(types, &made.ty);
    let what = match form {
        XmlForm::Attribute => "an attribute",
        XmlForm::Content => "the text of an element",
        XmlForm::Bare => "a bare list",
        XmlForm::Element => return true,
    };
    match (form, on_wire) {
        (XmlForm::Bare, _) if !is_list => {
            let message = format!(
                "`{name}` is {}, and only a list can be bare",
                on_wire.noun()
            );
            misfit(
                cx,
                span,
                &message,
                "leave `bare` out, or make it a `list<…>`",
            );
        }
        (XmlForm::Attribute | XmlForm::Content, Form::List) => {
            let message = format!("`{name}` is a list, and {what} is a single value");
            misfit(
                cx,
                span,
                &message,
                "let it be elements, or one text: `list<…> as csv`",
            );
        }
        (XmlForm::Attribute | XmlForm::Content, Form::Object) => {
            let message = format!("`{name}` is an object, and {what} is a single value");
            misfit(
                cx,
                span,
                &message,
                "let it be an element: leave the word out",
            );
        }
        _ if made.presence == Presence::Nullable => {
            let message = format!("`{name}` can be null, and {what} cannot");
            let help = format!("let it be absent: `{name}?`");
            misfit(cx, span, &message, &help);
        }
        _ => return true,
    }
    false
}

/// Reports words about items where there are none that they could name.
fn item_words(cx: &mut Cx<'_>, words: &model::XmlField, form: XmlForm, made: &Field) {
    let Some(word) = words.item.as_ref().or(words.item_ns.as_ref()) else {
        return;
    };
    let name = &made.name.wire;
    let mut at = &made.ty;
    while let Type::Map(value) = &at.ty {
        at = value;
    }
    let is_list = matches!(at.ty, Type::List(_)) && !at.is_one_text();
    let (message, help) = match form {
        XmlForm::Bare => (
            format!("the items of `{name}` stand bare, each under its name"),
            "leave `item` and `item_ns` out; `ns` says the namespace",
        ),
        _ if names::is_unknown(&cx.api.types, at) || is_list => return,
        _ => (
            format!("`{name}` is not written as a list, whose items could have a name"),
            "write `list<…>` here, or leave `item` and `item_ns` out",
        ),
    };
    misfit(cx, word.span, &message, help);
}

fn misfit(cx: &mut Cx<'_>, span: Span, message: &str, help: &str) {
    cx.found.error(codes::XML_FORM, span, message).help(help);
}

/// Gives each union its element, and names the items of lists that are its members.
pub(super) fn unions(cx: &mut Cx<'_>, names: &Names, pending: &[Pending<'_>]) {
    for pending in pending {
        let TypeKind::Union(union) = &cx.api.ty(pending.id).kind else {
            continue;
        };
        let mut union = union.clone();
        union.xml = Some(names.element(pending.id).unwrap_or_else(|| Element {
            name: cx.api.ty(pending.id).name.pascal.clone(),
            ns: names.ty(pending.id).ns.clone(),
        }));
        for member in &mut union.members {
            let holder = Holder {
                name: &member.name.wire,
                span: pending
                    .def
                    .map_or(crate::source::Span::new(cx.spec.head, 0, 0), TypeRef::span),
                around: names.ty(pending.id),
                words: None,
                is_bare: false,
                help: "make the member a record with the list in a field".to_owned(),
            };
            items(cx, names, &mut member.ty, &holder);
        }
        cx.api.types[pending.id.0].kind = TypeKind::Union(union);
    }
}

/// Gives inherited fields what the record says that declares them, its namespace included.
pub(super) fn inherited(cx: &mut Cx<'_>, names: &Names, pending: &[Pending<'_>]) {
    for id in pending.iter().map(|pending| pending.id) {
        let mut start = 0;
        let end = inherited_count(cx, id);
        while start < end {
            let declared = &cx.declared[&id][..end];
            let from = declared[start];
            let count = declared[start..]
                .iter()
                .take_while(|by| **by == from)
                .count();
            let first = inherited_count(cx, from);
            let level = &record(cx, from).fields[first..];
            let level: Vec<_> = level
                .iter()
                .map(|f| (f.xml.clone(), f.ty.clone()))
                .collect();
            let fields = &mut record_mut(cx, id).fields[start..start + count];
            for (field, (xml, ty)) in fields.iter_mut().zip(level) {
                (field.xml, field.ty) = (xml, ty);
                keep_ns(names, from, id, field);
            }
            start += count;
        }
    }
}

/// Lets a field that one record declares keep its namespace in another.
fn keep_ns(names: &Names, from: TypeId, to: TypeId, field: &mut Field) {
    if matches!(field.xml.form, XmlForm::Element | XmlForm::Bare) {
        let ns = field.xml.ns.take();
        let ns = ns.unwrap_or_else(|| names.ty(from).ns.clone());
        field.xml.ns = Some(ns).filter(|ns| *ns != names.ty(to).ns);
    }
}

/// Gives the fields of flattened records what these say of them.
pub(super) fn flattened(cx: &mut Cx<'_>, names: &Names) {
    flatten::renew(cx, |outer, inner, to, from| {
        (to.xml, to.ty) = (from.xml.clone(), from.ty.clone());
        keep_ns(names, inner, outer, to);
    });
}

/// Reports a text beside elements, and a second text.
pub(super) fn mixed(cx: &mut Cx<'_>, pending: &[Pending<'_>]) {
    for id in pending.iter().map(|pending| pending.id) {
        let TypeKind::Record(record) = &cx.api.ty(id).kind else {
            continue;
        };
        let form = |index: &usize| record.fields[*index].xml.form;
        let mut texts = (0..record.fields.len()).filter(|i| form(i) == XmlForm::Content);
        let Some(text) = texts.next() else { continue };
        let is_element = |i: &usize| matches!(form(i), XmlForm::Element | XmlForm::Bare);
        let second = texts.next();
        let Some(other) = second.or_else(|| (0..record.fields.len()).find(is_element)) else {
            continue;
        };
        let own = inherited_count(cx, id);
        let spans = cx.field_spans.get(&id).map_or(&[][..], Vec::as_slice);
        let (Some(&at), Some(&beside)) = (spans.get(text), spans.get(other)) else {
            continue;
        };
        let through = record.through(text).map(|flat| flat.start);
        let is_flattened = through.is_some() && through == record.through(other).map(|f| f.start);
        if text.max(other) < own || is_flattened {
            // The record above, or the one that is flattened, has both, and it was reported there.
            continue;
        }
        let wire = |index: usize| record.fields[index].name.wire.clone();
        let message = match second {
            Some(_) => format!(
                "`{}` and `{}` are both the text of one element",
                wire(text),
                wire(other)
            ),
            None => format!(
                "`{}` is the text of an element that holds the element `{}`",
                wire(text),
                wire(other)
            ),
        };
        cx.found
            .error(codes::XML_MIXED, at, message)
            .label(beside, "the other is here")
            .help("let one of them be an attribute: `xml: attribute`");
    }
}

/// Says of each record what its element is and in which order its fields are written.
pub(super) fn orders(cx: &mut Cx<'_>, names: &Names, pending: &[Pending<'_>]) {
    for id in pending.iter().map(|pending| pending.id) {
        let TypeKind::Record(record) = &cx.api.ty(id).kind else {
            continue;
        };
        let order = match names.ty(id).is_data_contract {
            true => data_contract(record, cx.declared.get(&id).map_or(&[], Vec::as_slice)),
            false => Vec::new(),
        };
        // A record in place that nobody names is never a document, but for a test of its own.
        let root = names.element(id).unwrap_or_else(|| Element {
            name: cx.api.ty(id).name.pascal.clone(),
            ns: names.ty(id).ns.clone(),
        });
        record_mut(cx, id).xml = Some(RecordXml { root, order });
    }
}

/// The positions of the fields level by level, the base's first, in each by ordinal comparison of the names.
fn data_contract(record: &Record, declared: &[TypeId]) -> Vec<usize> {
    let mut levels = Vec::new();
    let mut level = 0;
    for index in 0..record.fields.len() {
        if index > 0 && declared.get(index) != declared.get(index - 1) {
            level += 1;
        }
        levels.push(level);
    }
    let mut order: Vec<usize> = (0..record.fields.len()).collect();
    let name = |index: usize| record.fields[index].name.wire.encode_utf16();
    order.sort_by(|&a, &b| levels[a].cmp(&levels[b]).then_with(|| name(a).cmp(name(b))));
    order
}

fn record<'c>(cx: &'c Cx<'_>, id: TypeId) -> &'c Record {
    match &cx.api.ty(id).kind {
        TypeKind::Record(record) => record,
        _ => unreachable!("what is written as a record is one in the `Api`"),
    }
}

fn record_mut<'c>(cx: &'c mut Cx<'_>, id: TypeId) -> &'c mut Record {
    match &mut cx.api.types[id.0].kind {
        TypeKind::Record(record) => record,
        _ => unreachable!("what is written as a record is one in the `Api`"),
    }
}
