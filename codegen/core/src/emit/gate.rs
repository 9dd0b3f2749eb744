//! Endpoints in; their methods and calls out, those behind a feature in a module that is compiled only with it.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Piece;
use super::call::{call, client};
use super::context::Context;
use crate::api::Endpoint;

/// Adds the methods of the client and the types of its calls.
pub(super) fn calls<'a>(cx: &'a Context<'a>, pieces: &mut Vec<Piece<'a>>) {
    let mut groups: IndexMap<&[String], Vec<&Endpoint>> = IndexMap::new();
    for endpoint in &cx.api.endpoints {
        let group = groups.entry(cx.target.gate(endpoint)).or_default();
        group.push(endpoint);
    }
    let open = groups.shift_remove(&[][..]).unwrap_or_default();
    group(cx, open, pieces);
    for (index, (features, endpoints)) in groups.into_iter().enumerate() {
        pieces.push(Box::new(move || gated(cx, index, features, &endpoints)));
    }
}

/// The calls that one of these features brings.
fn gated(
    cx: &Context<'_>,
    index: usize,
    features: &[String],
    endpoints: &[&Endpoint],
) -> TokenStream {
    let mut pieces = Vec::new();
    group(cx, endpoints.to_vec(), &mut pieces);
    let calls = pieces.iter().map(|piece| piece());
    let name = format_ident!("__gated_{index}");
    // One condition for all items of all calls; and what is written for a call need not know of features.
    let condition = quote!(#[cfg(any(#(feature = #features),*))]);
    quote! {
        #condition
        mod #name {
            #[allow(unused_imports)]
            use super::*;
            #(#calls)*
        }
        #condition
        #[allow(unused_imports)]
        pub use #name::*;
    }
}

fn group<'a>(cx: &'a Context<'a>, endpoints: Vec<&'a Endpoint>, pieces: &mut Vec<Piece<'a>>) {
    if endpoints.is_empty() {
        return;
    }
    let calls = endpoints.clone();
    pieces.push(Box::new(move || client(cx, &endpoints)));
    for endpoint in calls {
        pieces.push(Box::new(move || call(cx, endpoint)));
    }
}
