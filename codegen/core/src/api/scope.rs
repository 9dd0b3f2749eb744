//! Named types and their arguments in; what stands behind a name out.

use super::{Api, Record, Type, TypeKind, Use};

/// The arguments of the generic type that a type stands in; none elsewhere.
pub type Args = [Use];

/// `ty` with the parameters of the type it stands in replaced by `args`.
pub fn bind(ty: &Use, args: &Args) -> Use {
    let inner = match &ty.ty {
        Type::Param(at) => match args.get(*at) {
            Some(given) => {
                let mut given = given.clone();
                given.null |= ty.null;
                given.codecs.splice(..0, ty.codecs.iter().copied());
                given.element = ty.element.clone().or(given.element);
                return given;
            }
            None => ty.ty.clone(),
        },
        Type::List(item) => Type::List(Box::new(bind(item, args))),
        Type::Map(value) => Type::Map(Box::new(bind(value, args))),
        Type::Named(id, given) => {
            Type::Named(*id, given.iter().map(|arg| bind(arg, args)).collect())
        }
        plain => plain.clone(),
    };
    Use {
        element: ty.element.clone(),
        ty: inner,
        codecs: ty.codecs.clone(),
        null: ty.null,
    }
}

/// The type behind aliases and newtypes, with the codecs of all of them.
pub fn resolve(api: &Api, ty: &Use) -> Use {
    let mut now = ty.clone();
    // The checker rejects circles of aliases; the bound keeps a hand-made `Api` from looping.
    for _ in 0..=api.types.len() {
        let Type::Named(id, args) = &now.ty else {
            break;
        };
        let (TypeKind::Alias(inner) | TypeKind::Newtype(inner)) = &api.ty(*id).kind else {
            break;
        };
        let mut next = bind(inner, args);
        next.null |= now.null;
        next.element = now.element.take().or(next.element);
        let mut codecs = std::mem::take(&mut now.codecs);
        codecs.append(&mut next.codecs);
        next.codecs = codecs;
        now = next;
    }
    now
}

/// The record behind `ty`, where it is one.
pub fn record<'a>(api: &'a Api, ty: &Use) -> Option<&'a Record> {
    match resolve(api, ty).ty {
        Type::Named(id, _) => match &api.ty(id).kind {
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
