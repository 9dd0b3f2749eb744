//! An open enum: its variants, what they are on the wire, and the one for what the spec does not name.

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::quote;

use super::context::Context;
use super::doc::{Doc, code, deprecated};
use super::predicate::{self, literal};
use super::types::{self, ident};
use crate::api::{Literal, TypeDef, Variant};

/// Everything about one enum.
pub(super) fn open_enum(cx: &Context<'_>, def: &TypeDef, variants: &[Variant]) -> TokenStream {
    let name = ident(&def.name.pascal);
    let (doc, deprecated) = (types::doc(def), deprecated(def.deprecated.as_deref()));
    let named = variants.iter().map(variant);
    let (rows, allow) = (variants.iter().enumerate().map(row), cx.allow_unused());
    quote! {
        #doc
        #deprecated
        #allow
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#named)*
            /// A value that the spec does not name, as it came.
            Unknown(__rt::Scalar),
        }
        __rt::variants! { #name; #(#rows)* }
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

/// A row of a value: its position, its name here and in the spec, and how it travels if not as that name.
fn row((index, variant): (usize, &Variant)) -> TokenStream {
    let index = Token::usize_unsuffixed(index);
    let (name, wire) = (ident(&variant.name.pascal), &variant.name.wire);
    let as_named = |value: &Literal| matches!(value, Literal::Str(text) if text == wire);
    let marks = (!as_named(&variant.json) || !as_named(&variant.xml)).then(|| {
        let (json, xml) = (literal(&variant.json), literal(&variant.xml));
        quote!({ json: #json, xml: #xml })
    });
    quote!(#index #name #wire #marks,)
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
