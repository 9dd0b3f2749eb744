//! Named types in; what stands behind a name out.

use super::{Api, Record, Type, TypeKind, Use};

/// The type behind aliases and newtypes, with the codecs of all of them.
pub fn resolve(api: &Api, ty: &Use) -> Use {
    let mut now = ty.clone();
    // The checker rejects circles of aliases; the bound keeps a hand-made `Api` from looping.
    for _ in 0..=api.types.len() {
        let Type::Named(id) = &now.ty else {
            break;
        };
        let (TypeKind::Alias(inner) | TypeKind::Newtype(inner)) = &api.ty(*id).kind else {
            break;
        };
        let mut next = inner.clone();
        next.null |= now.null;
        next.element = now.element.take().or(next.element);
        let mut codecs = std::mem::take(&mut now.codecs);
        codecs.append(&mut next.codecs);
        next.codecs = codecs;
        now = next;
    }
    now
}

/// The type behind aliases: what Rust takes for the same.
pub fn resolve_aliases(api: &Api, ty: &Use) -> Use {
    let mut now = ty.clone();
    for _ in 0..=api.types.len() {
        match &now.ty {
            Type::Named(id) => match &api.ty(*id).kind {
                TypeKind::Alias(inner) => now = inner.clone(),
                _ => break,
            },
            _ => break,
        }
    }
    now
}

/// The record behind `ty`, where it is one.
pub fn record<'a>(api: &'a Api, ty: &Use) -> Option<&'a Record> {
    match resolve(api, ty).ty {
        Type::Named(id) => match &api.ty(id).kind {
            TypeKind::Record(record) => Some(record),
            _ => None,
        },
        _ => None,
    }
}

/// The item of a list behind `ty`, where it is one.
pub fn item(api: &Api, ty: &Use) -> Option<Use> {
    match resolve(api, ty).ty {
        Type::List(item) => Some(*item),
        _ => None,
    }
}
