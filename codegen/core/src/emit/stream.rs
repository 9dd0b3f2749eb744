//! Replies of other forms than a document: what describes one that is read as it comes, or is text or rows, and what
//! its calls are made with.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::field;
use super::types::{self, option};
use crate::api::{Cells, Stream, Use, Wire};

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

/// What the description of an endpoint says whose replies are text or rows.
pub(super) fn rows(cx: &Context<'_>, cells: Cells, used: &Use) -> TokenStream {
    let cells = match cells {
        Cells::Text => quote!(Text),
        Cells::Ordered(sign) => quote!(Ordered(#sign)),
        Cells::Named(sign) => quote!(Named(#sign)),
    };
    let field = field::unnamed(cx, used);
    quote!(returns: __rt::Returns::Rows(&__rt::Rows { field: #field, cells: __rt::Cells::#cells }),)
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
