//! The fields of an API come in, the names under which the runtime masks values in raw bodies go out.

use std::collections::BTreeSet;

use super::context::Context;
use super::{field, sessions};
use crate::api::scope::resolve;
use crate::api::{
    Codec, Field, Record, Scheme, SchemeKind, Step, Type, TypeId, TypeKind, Use, XmlForm,
};

/// The wire names of all fields that are secret or hold secrets, each once. In XML a secret may be the text of a
/// record's element, which bears the name of wherever the record stands.
pub(super) fn secrets<'a>(cx: &Context<'a>) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    let mut secret_texts = Vec::new();
    for (id, record) in records(cx) {
        let hides = |one: &&Field| field::is_secret(cx, one) || has_secret_text(cx, &one.ty);
        for field in record.fields.iter().filter(hides) {
            names.insert(field.name.wire.as_str());
            if field.xml.form == XmlForm::Content {
                names.extend(record.xml.as_ref().map(|xml| xml.root.name.as_str()));
                secret_texts.push(id);
            }
        }
    }
    // A token is one whatever its type.
    names.extend(
        cx.api
            .schemes
            .iter()
            .filter_map(|scheme| match &scheme.kind {
                SchemeKind::Session(session) => sessions::token_key(session),
                _ => None,
            }),
    );
    let is_grant = |scheme: &Scheme| matches!(scheme.kind, SchemeKind::Grant(_));
    if cx.api.schemes.iter().any(is_grant) {
        names.extend(["access_token", "refresh_token"]);
    }
    let is_one = |used: &Use| leads_to(cx, used, &secret_texts, &mut Vec::new());
    if !secret_texts.is_empty() {
        let fields = records(cx).flat_map(|(_, record)| &record.fields);
        let around = fields.filter(|field: &&Field| is_one(&field.ty));
        names.extend(around.map(|field| field.name.wire.as_str()));
        for endpoint in &cx.api.endpoints {
            if endpoint.returns.as_ref().is_some_and(is_one) {
                names.extend(endpoint.envelope.data.steps.iter().rev().find_map(
                    |step| match step {
                        Step::Key(name) => Some(name.as_str()),
                        Step::Index(_) | Step::Any => None,
                    },
                ));
            }
        }
    }
    names
}

fn records<'a>(cx: &Context<'a>) -> impl Iterator<Item = (TypeId, &'a Record)> {
    let types = cx.api.types.iter().enumerate();
    types.filter_map(|(index, def)| match &def.kind {
        TypeKind::Record(record) => Some((TypeId(index), record)),
        _ => None,
    })
}

/// Whether a value is one of these records, or a list or map of them.
fn leads_to(cx: &Context<'_>, used: &Use, records: &[TypeId], behind: &mut Vec<TypeId>) -> bool {
    match &used.ty {
        Type::List(item) | Type::Map(item) => leads_to(cx, item, records, behind),
        Type::Named(id) if records.contains(id) => true,
        Type::Named(id) if !behind.contains(id) => match &cx.api.ty(*id).kind {
            TypeKind::Newtype(inner) | TypeKind::Alias(inner) => {
                behind.push(*id);
                leads_to(cx, inner, records, behind)
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether there are secrets inside of a JSON document that travels as a text, where no name tells them from the rest.
fn has_secret_text(cx: &Context<'_>, used: &Use) -> bool {
    let all = resolve(cx.api, used);
    if all.codecs.contains(&Codec::Json) {
        return has_secrets(cx, &all.ty, &mut Vec::new());
    }
    match &all.ty {
        Type::List(item) | Type::Map(item) => has_secret_text(cx, item),
        _ => false,
    }
}

fn has_secrets(cx: &Context<'_>, ty: &Type, behind: &mut Vec<TypeId>) -> bool {
    match ty {
        Type::Secret => true,
        Type::List(item) | Type::Map(item) => has_secrets(cx, &item.ty, behind),
        Type::Named(id) if !behind.contains(id) => {
            behind.push(*id);
            match &cx.api.ty(*id).kind {
                TypeKind::Record(record) => {
                    let mut fields = record.fields.iter();
                    fields.any(|field| has_secrets(cx, &field.ty.ty, behind))
                }
                TypeKind::Newtype(inner) | TypeKind::Alias(inner) => {
                    has_secrets(cx, &inner.ty, behind)
                }
                TypeKind::Union(union) => {
                    let mut members = union.members.iter();
                    members.any(|member| has_secrets(cx, &member.ty.ty, behind))
                }
                TypeKind::Enum(_) => false,
            }
        }
        _ => false,
    }
}
