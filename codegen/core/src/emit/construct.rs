//! A record's fields in; how a value of it is made, blank or from what is required, out.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::argument::{Argument, owned};
use super::context::Context;
use super::enums;
use super::predicate;
use super::types::{self, ident, none, some};
use crate::api::{
    Field, Literal, Presence, Record, StructField, Type, TypeDef, TypeId, TypeKind, Use,
};

/// The record before it is read, which only the runtime can ask for.
pub(super) fn blank(cx: &Context<'_>, def: &TypeDef, record: &Record) -> TokenStream {
    let name = ident(&def.name.pascal);
    let allow = cx.allow_deprecated();
    let names = record.members().map(|member| ident(&member.name().snake));
    let values: Vec<_> = record
        .members()
        .map(|member| match member {
            StructField::Field(_, field) => blank_value(field),
            StructField::Flattened(_) => None,
        })
        .collect();
    let extra = record
        .extra
        .then(|| quote!(extra: ::core::default::Default::default(),));
    let token = if values.iter().any(Option::is_none) {
        quote!(token)
    } else {
        quote!(_)
    };
    let values = values
        .into_iter()
        .map(|value| value.unwrap_or_else(|| quote!(__rt::Blank::blank(token))));
    quote! {
        #allow
        impl __rt::Blank for #name {
            fn blank(#token: &__rt::Token) -> Self {
                Self { #(#names: #values,)* #extra }
            }
        }
    }
}

/// What a field holds before it is read, where the type says it without asking a trait: each such question
/// costs the user's compiler more than the whole line.
pub(super) fn blank_value(field: &Field) -> Option<TokenStream> {
    match field.presence {
        Presence::Maybe => return Some(quote!(__rt::Maybe::Absent)),
        Presence::Required if !field.ty.null => {}
        _ => return Some(none()),
    }
    match &field.ty.ty {
        Type::Str => Some(quote!(::std::string::String::new())),
        Type::Int => Some(quote!(0)),
        Type::Float => Some(quote!(0.0)),
        Type::Bool => Some(quote!(false)),
        Type::List(_) => Some(quote!(::std::vec::Vec::new())),
        Type::Map(_) => Some(quote!(::std::collections::BTreeMap::new())),
        _ => None,
    }
}

/// `new` with the required fields, for a record that requests carry: a row for each of them, and then for the others.
pub(super) fn new(cx: &Context<'_>, id: TypeId, def: &TypeDef, record: &Record) -> TokenStream {
    let name = ident(&def.name.pascal);
    let given = required(record).map(|member| {
        let Argument { parameter, value } = argument(cx, id, member);
        quote!(#parameter => #value,)
    });
    let others = record.members().filter_map(|member| match member {
        StructField::Field(_, field) if !is_argument(field) => {
            let (name, value) = (ident(&field.name.snake), initial(cx, field));
            Some(quote!(#name: #value,))
        }
        StructField::Field(..) | StructField::Flattened(_) => None,
    });
    let extra = record
        .extra
        .then(|| quote!(extra: ::core::default::Default::default(),));
    let others: Vec<_> = others.chain(extra).collect();
    let others = (!others.is_empty()).then(|| quote!(; #(#others)*));
    quote! {
        __rt::new! { #name; #(#given)* #others }
    }
}

/// What `new` asks for.
pub(super) fn required(record: &Record) -> impl Iterator<Item = StructField<'_>> {
    record.members().filter(|member| match member {
        StructField::Field(_, field) => is_argument(field),
        StructField::Flattened(_) => true,
    })
}

/// How `new` takes a field.
pub(super) fn argument(cx: &Context<'_>, id: TypeId, member: StructField<'_>) -> Argument {
    let name = ident(&member.name().snake);
    match member {
        StructField::Field(position, field) => {
            owned(&name, &field.ty.ty, types::held(cx, id, position, field))
        }
        StructField::Flattened(flat) => {
            let ty = Type::Named(flat.ty);
            owned(&name, &ty, types::bare(cx, &ty))
        }
    }
}

/// Whether the caller has to give the field.
pub(super) fn is_argument(field: &Field) -> bool {
    field.presence == Presence::Required && field.constant.is_none()
}

/// What a field that is not asked for holds in a new record.
fn initial(cx: &Context<'_>, field: &Field) -> TokenStream {
    let value = field
        .constant
        .as_ref()
        .map(|value| constant(cx, &field.ty, value));
    match (field.presence, value) {
        (Presence::Required, Some(value)) => value,
        (Presence::Maybe, Some(value)) => quote!(__rt::Maybe::Value(#value)),
        (Presence::Maybe, None) => quote!(__rt::Maybe::Absent),
        (_, Some(value)) => some(value),
        (_, None) => none(),
    }
}

/// A fixed value as an expression of its type.
fn constant(cx: &Context<'_>, used: &Use, value: &Literal) -> TokenStream {
    let text = predicate::text(value);
    let inner = match &used.ty {
        Type::Str => quote!(::core::convert::From::from(#text)),
        Type::Secret => quote!(::core::convert::From::from(#text)),
        Type::Int => {
            let number = Token::i64_unsuffixed(text.parse().unwrap_or_default());
            quote!(#number)
        }
        Type::Float => {
            let number = Token::f64_suffixed(
                text.parse::<f64>()
                    .ok()
                    .filter(|n| n.is_finite())
                    .unwrap_or_default(),
            );
            quote!(#number)
        }
        Type::Bool => {
            let flag = text == "true";
            quote!(#flag)
        }
        Type::Named(id) => named_constant(cx, *id, value),
        _ => {
            let value = predicate::literal(value);
            let field = super::field::unnamed(cx, used);
            quote!(__rt::constant(&#value, &#field))
        }
    };
    if used.null { some(inner) } else { inner }
}

fn named_constant(cx: &Context<'_>, id: TypeId, value: &Literal) -> TokenStream {
    let def = cx.api.ty(id);
    let name = ident(&def.name.pascal);
    match &def.kind {
        TypeKind::Alias(inner) => constant(cx, inner, value),
        TypeKind::Newtype(inner) => {
            let inner = constant(cx, inner, value);
            quote!(#name(#inner))
        }
        TypeKind::Enum(variants) => enums::value(&name, variants, value),
        TypeKind::Record(_) | TypeKind::Union(_) => {
            let value = predicate::literal(value);
            quote!(__rt::constant(&#value, &__rt::FIELD))
        }
    }
}
