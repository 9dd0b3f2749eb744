//! A reply that is read as it comes: what describes it, and what its calls are made with.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::field;
use super::types::{self, option};
use crate::api::{Stream, Wire};

/// What the description of an endpoint says of it.
pub(super) fn returns(cx: &Context<'_>, stream: &Stream) -> TokenStream {
    let wire = match stream.wire {
        Wire::Bytes => quote!(Bytes),
        Wire::Lines => quote!(Lines),
        Wire::Events => quote!(Events),
    };
    let field = match &stream.item {
        Some(item) => field::unnamed(cx, item),
        None => quote!(__rt::FIELD),
    };
    let end = option(stream.end.as_ref().map(|end| quote!(#end)));
    quote! {
        returns: __rt::Returns::Stream(&__rt::Streamed { wire: __rt::Wire::#wire, field: #field, end: #end }),
    }
}

/// The type of an item, and how one is made.
pub(super) fn item(cx: &Context<'_>, stream: &Stream) -> TokenStream {
    let value = stream.item.as_ref().map(|item| types::value(cx, item));
    match (stream.wire, value) {
        (Wire::Bytes, _) | (_, None) => quote!(__rt::Bytes, AsBytes),
        (Wire::Lines, Some(value)) => quote!(#value, AsLines),
        (Wire::Events, Some(value)) => {
            let taken = match stream.is_text() {
                true => quote!(AsTexts),
                false => quote!(AsEvents),
            };
            quote!(__rt::ServerEvent<#value>, #taken)
        }
    }
}
