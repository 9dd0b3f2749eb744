//! Types with lists in; the same types, the items of each list with an element, out.

use super::names::{self, Names, TypeNames};
use crate::api::{Element, Type, TypeKind, Use};
use crate::check::cx::Cx;
use crate::check::define::Pending;
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model::{TypeRef, XmlField};

/// A place whose type may hold lists.
pub(super) struct Holder<'a> {
    /// Its name, for messages.
    pub(super) name: &'a str,
    /// Where it is written.
    pub(super) span: Span,
    /// What holds around it.
    pub(super) around: &'a TypeNames,
    /// What it says itself.
    pub(super) words: Option<&'a XmlField>,
    /// The items of its outermost list bear its own name.
    pub(super) is_bare: bool,
    /// How to name the items.
    pub(super) help: String,
}

/// Names the items of all lists that are written in `place`.
pub(super) fn items(cx: &mut Cx<'_>, names: &Names, place: &mut Use, holder: &Holder<'_>) {
    let mut at = place;
    let mut is_outermost = true;
    loop {
        // What stands in one text has no elements.
        if at.is_one_text() {
            return;
        }
        match &mut at.ty {
            Type::Map(value) => at = value,
            Type::List(item) => {
                if !(is_outermost && holder.is_bare) {
                    item.element = element(cx, names, item, holder, is_outermost);
                }
                is_outermost = false;
                at = item;
            }
            _ => return,
        }
    }
}

fn element(
    cx: &mut Cx<'_>,
    names: &Names,
    item: &Use,
    holder: &Holder<'_>,
    is_outermost: bool,
) -> Option<Element> {
    let types = &cx.api.types;
    if names::is_unknown(types, item) {
        return None;
    }
    let words = holder.words.filter(|_| is_outermost);
    let mut found = names.item(types, item, holder.around);
    let ns = names.item_ns(types, item, holder.around);
    if let Some(name) = words.and_then(|words| words.item.as_ref()) {
        let name = names::checked(cx, name);
        found = Some(Element { name, ns });
    }
    if let (Some(found), Some(ns)) = (&mut found, words.and_then(|words| words.item_ns.as_ref())) {
        found.ns.clone_from(&ns.value);
    }
    if found.is_none() && !words.is_some_and(|words| words.is_partial || !cx.whole) {
        unnamed(cx, holder, is_outermost);
    }
    found
}

fn unnamed(cx: &mut Cx<'_>, holder: &Holder<'_>, is_outermost: bool) {
    let name = holder.name;
    let (message, help) = match is_outermost {
        true => (
            format!("the items of `{name}` have no name in XML"),
            holder.help.clone(),
        ),
        false => (
            format!("the items of the lists in `{name}` have no name in XML"),
            "make the inner list a field of a record of `types:`, which names its items".to_owned(),
        ),
    };
    cx.found
        .error(codes::XML_ITEM, holder.span, message)
        .help(help);
}

/// Names the items of lists that aliases and newtypes stand for, where bodies hold them.
pub(super) fn aliases(cx: &mut Cx<'_>, names: &Names, pending: &[Pending<'_>]) {
    for pending in pending {
        let def = cx.api.ty(pending.id);
        let in_bodies = def.sent || def.received;
        let (TypeKind::Alias(inner) | TypeKind::Newtype(inner), true) = (&def.kind, in_bodies)
        else {
            continue;
        };
        let (mut inner, name) = (inner.clone(), def.name.wire.clone());
        let Some(span) = pending.def.map(TypeRef::span) else {
            continue;
        };
        let holder = Holder {
            name: &name,
            span,
            around: names.head(),
            words: None,
            is_bare: false,
            help: format!(
                "where `{name}` is used, write the list itself, and name its items there: `xml: {{ item: … }}`"
            ),
        };
        items(cx, names, &mut inner, &holder);
        match &mut cx.api.types[pending.id.0].kind {
            TypeKind::Alias(made) | TypeKind::Newtype(made) => *made = inner,
            TypeKind::Record(_) | TypeKind::Enum(_) | TypeKind::Union(_) => {}
        }
    }
}

/// Names the items of lists that are handed over beside the returned value.
pub(super) fn metas(cx: &mut Cx<'_>, names: &Names) {
    let spec = cx.spec;
    for (index, endpoint) in spec.endpoints.iter().enumerate() {
        let made = cx.api.endpoints.get(index);
        let Some(id) = made
            .and_then(|made| made.envelope.meta.as_ref())
            .map(|m| m.record)
        else {
            continue;
        };
        let TypeKind::Record(record) = &cx.api.ty(id).kind else {
            continue;
        };
        let mut fields = record.fields.clone();
        for field in &mut fields {
            let holder = Holder {
                name: &field.name.wire,
                span: endpoint.name.span,
                around: names.head(),
                words: None,
                is_bare: false,
                help:
                    "hand over the record that holds the list, where `xml: { item: … }` names them"
                        .to_owned(),
            };
            items(cx, names, &mut field.ty, &holder);
        }
        if let TypeKind::Record(record) = &mut cx.api.types[id.0].kind {
            record.fields = fields;
        }
    }
}
