//! Types of the spec as Rust types, and the definitions of the named ones.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::context::Context;
use super::doc::{Doc, code, deprecated};
use super::{Piece, enums, record, unions};
use crate::api::{Field, Presence, Type, TypeDef, TypeId, TypeKind, Use};

/// An identifier out of a name that the `Api` chose, `r#type` included.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// `Some(…)`, without the prelude.
pub(super) fn some(value: TokenStream) -> TokenStream {
    quote!(__rt::Some(#value))
}

/// `None`, without the prelude.
pub(super) fn none() -> TokenStream {
    quote!(__rt::None)
}

/// An optional constant.
pub(super) fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(none, some)
}

/// The type without regard to null.
pub(super) fn bare(cx: &Context<'_>, ty: &Type) -> TokenStream {
    match ty {
        Type::Str => quote!(::std::string::String),
        Type::Int => quote!(i64),
        Type::Float => quote!(f64),
        Type::Bool => quote!(bool),
        Type::Uuid => quote!(__rt::Uuid),
        Type::Date => quote!(__rt::Date),
        Type::DateTime => quote!(__rt::DateTime),
        Type::Instant => quote!(__rt::Timestamp),
        Type::Moment => quote!(__rt::Moment),
        Type::Decimal => quote!(__rt::Decimal),
        Type::Bytes => quote!(__rt::Bytes),
        Type::Url => quote!(__rt::Url),
        Type::Time => quote!(__rt::Time),
        Type::Duration => quote!(__rt::SignedDuration),
        Type::Secret => quote!(__rt::Secret),
        Type::Json => quote!(__rt::Json),
        Type::List(item) => {
            let item = value(cx, item);
            quote!(::std::vec::Vec<#item>)
        }
        Type::Map(item) => {
            let item = value(cx, item);
            quote!(::std::collections::BTreeMap<::std::string::String, #item>)
        }
        Type::Named(id) => {
            let name = ident(&cx.api.ty(*id).name.pascal);
            quote!(#name)
        }
        Type::Unknown => unresolved(),
    }
}

/// The type of a value in place: `Option<T>` where null may come.
pub(super) fn value(cx: &Context<'_>, used: &Use) -> TokenStream {
    let ty = bare(cx, &used.ty);
    if used.null {
        quote!(::core::option::Option<#ty>)
    } else {
        ty
    }
}

/// The type of a field: what its presence makes of it.
pub(super) fn field(
    cx: &Context<'_>,
    record: TypeId,
    position: usize,
    field: &Field,
) -> TokenStream {
    let ty = held(cx, record, position, field);
    match field.presence {
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable | Presence::Lenient | Presence::LenientNull => {
            quote!(::core::option::Option<#ty>)
        }
        Presence::Maybe => quote!(__rt::Maybe<#ty>),
    }
}

/// The type of a field's value where there is one, boxed where its record would have no size.
pub(super) fn held(
    cx: &Context<'_>,
    record: TypeId,
    position: usize,
    field: &Field,
) -> TokenStream {
    let ty = bare(cx, &field.ty.ty);
    if cx.boxed.contains(&(record, position)) {
        quote!(::std::boxed::Box<#ty>)
    } else {
        ty
    }
}

/// An argument that text of any kind fits.
pub(super) fn text_argument() -> TokenStream {
    quote!(impl ::core::convert::AsRef<str>)
}

/// Adds all named types, in the order of the spec.
pub(super) fn definitions<'a>(cx: &'a Context<'a>, pieces: &mut Vec<Piece<'a>>) {
    for (index, def) in cx.api.types.iter().enumerate() {
        pieces.push(Box::new(move || definition(cx, TypeId(index), def)));
    }
}

fn definition(cx: &Context<'_>, id: TypeId, def: &TypeDef) -> TokenStream {
    let item = match &def.kind {
        TypeKind::Record(shape) => record::record(cx, id, def, shape),
        TypeKind::Enum(variants) => enums::open_enum(cx, def, variants),
        TypeKind::Newtype(inner) => newtype(cx, def, inner),
        TypeKind::Alias(inner) => alias(cx, def, inner),
        TypeKind::Union(members) => unions::union(cx, def, members),
    };
    // The type itself comes first, so that what stands before it is the type's.
    let attributes = cx.target.attributes(def);
    // A record's equality is written out, and agrees with a hash of all its fields.
    let hash = attributes
        .as_ref()
        .map(|_| quote!(#[allow(clippy::derived_hash_with_manual_eq)]));
    quote!(#hash #attributes #item)
}

/// The documentation of a named type.
pub(super) fn doc(def: &TypeDef) -> TokenStream {
    let otherwise = || match def.name.wire.rsplit_once('.') {
        Some((owner, place)) => format!("The {} of {}.", code(place), code(owner)),
        None => format!("The vendor's {}.", code(&def.name.wire)),
    };
    Doc::of(def.doc.as_deref(), otherwise).tokens()
}

fn newtype(cx: &Context<'_>, def: &TypeDef, inner: &Use) -> TokenStream {
    let name = ident(&def.name.pascal);
    let (doc, deprecated, allow) = (
        doc(def),
        deprecated(def.deprecated.as_deref()),
        cx.allow_unused(),
    );
    let derives = newtype_derives(inner);
    let field = super::field::alone(cx, inner).map(|field| quote!(, #field));
    let inner = value(cx, inner);
    quote! {
        #doc
        #deprecated
        #allow
        #[derive(#derives)]
        pub struct #name(pub #inner);
        __rt::newtype!(#name, #inner #field);
    }
}

/// What the inner type can do, the newtype can.
fn newtype_derives(inner: &Use) -> TokenStream {
    let base = quote!(
        ::core::clone::Clone,
        ::core::fmt::Debug,
        ::core::cmp::PartialEq
    );
    let ordered = quote!(
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash
    );
    match inner.ty {
        Type::Str | Type::Decimal | Type::Url | Type::Bytes => quote!(#base, #ordered),
        Type::Time | Type::Duration => quote!(#base, ::core::marker::Copy, #ordered),
        Type::Int | Type::Bool | Type::Uuid | Type::Date | Type::DateTime | Type::Instant => {
            quote!(#base, ::core::marker::Copy, #ordered)
        }
        Type::Float => quote!(#base, ::core::marker::Copy, ::core::cmp::PartialOrd),
        Type::Secret => quote!(::core::clone::Clone, ::core::fmt::Debug),
        Type::Moment
        | Type::Json
        | Type::List(_)
        | Type::Map(_)
        | Type::Named(_)
        | Type::Unknown => base,
    }
}

fn alias(cx: &Context<'_>, def: &TypeDef, inner: &Use) -> TokenStream {
    let name = ident(&def.name.pascal);
    let (doc, deprecated, allow) = (
        doc(def),
        deprecated(def.deprecated.as_deref()),
        cx.allow_unused(),
    );
    let inner = value(cx, inner);
    quote! {
        #doc
        #deprecated
        #allow
        pub type #name = #inner;
    }
}

/// What could not be resolved.
fn unresolved() -> ! {
    unreachable!("the checker lets nothing into an `Api` that it could not resolve")
}
