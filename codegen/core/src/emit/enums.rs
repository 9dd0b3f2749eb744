//! An open enum: its variants, what they are on the wire, and the one for what the spec does not name.

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::quote;

use super::context::Context;
use super::doc::{Doc, code, deprecated};
use super::predicate::{self, literal};
use super::record::by_index;
use super::types::{self, ident};
use crate::api::{Literal, TypeDef, Variant};

/// Everything about one enum.
pub(super) fn open_enum(cx: &Context<'_>, def: &TypeDef, variants: &[Variant]) -> TokenStream {
    let name = ident(&def.name.pascal);
    let (doc, deprecated) = (types::doc(def), deprecated(def.deprecated.as_deref()));
    let named = variants.iter().map(variant);
    let (shape, allow) = (shape(cx, def, variants), cx.allow_unused());
    quote! {
        #doc
        #deprecated
        #allow
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#named)*
            /// A value that the spec does not name, as it came.
            Unknown(__rt::Scalar),
        }
        #shape
        __rt::open_enum!(#name);
    }
}

fn variant(variant: &Variant) -> TokenStream {
    let name = ident(&variant.name.pascal);
    let doc = Doc::of(variant.doc.as_deref(), || {
        let (wire, sent) = (&variant.name.wire, predicate::text(&variant.json));
        if *wire == sent {
            code(wire)
        } else {
            format!("{}, sent as {}", code(wire), code(&sent))
        }
    });
    let doc = doc.tokens();
    quote! {
        #doc
        #name,
    }
}

fn shape(cx: &Context<'_>, def: &TypeDef, variants: &[Variant]) -> TokenStream {
    let name = ident(&def.name.pascal);
    let (text, allow) = (&def.name.pascal, cx.allow_deprecated());
    let names: Vec<_> = variants
        .iter()
        .map(|variant| ident(&variant.name.pascal))
        .collect();
    let numbers = (0..names.len()).map(Token::usize_unsuffixed);
    let shapes = variants.iter().map(|variant| {
        let (wire, json, xml) = (
            &variant.name.wire,
            literal(&variant.json),
            literal(&variant.xml),
        );
        quote!(__rt::Variant { name: #wire, json: #json, xml: #xml })
    });
    let (index, made) = by_index(
        names.iter().map(|name| quote!(Self::#name)).collect(),
        quote!(Self::Unknown(::core::convert::From::from(""))),
    );
    quote! {
        #allow
        impl __rt::OpenEnum for #name {
            fn shape() -> &'static __rt::EnumShape {
                static SHAPE: __rt::EnumShape =
                    __rt::EnumShape { name: #text, variants: &[#(#shapes),*] };
                &SHAPE
            }
            fn from_index(#index: usize) -> Self { #made }
            fn index(&self) -> ::core::result::Result<usize, &__rt::Scalar> {
                match self {
                    #(Self::#names => __rt::Ok(#numbers),)*
                    Self::Unknown(value) => __rt::Err(value),
                }
            }
            fn unknown(value: __rt::Scalar) -> Self { Self::Unknown(value) }
        }
    }
}

/// The variant that a scalar of the spec stands for.
pub(super) fn value(name: &Ident, variants: &[Variant], value: &Literal) -> TokenStream {
    let text = predicate::text(value);
    let named = variants
        .iter()
        .find(|variant| variant.json == *value || variant.name.wire == text);
    match named {
        Some(variant) => {
            let variant = ident(&variant.name.pascal);
            quote!(#name::#variant)
        }
        None => {
            let value = literal(value);
            quote!(__rt::constant(&#value))
        }
    }
}
