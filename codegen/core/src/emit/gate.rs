//! Endpoints in; their methods and calls out, those behind a feature in a module that is compiled only with it.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::call::{call, client};
use super::context::Context;
use crate::api::Endpoint;

/// Hands on the methods of the client and the types of its calls.
pub(super) fn calls(cx: &Context<'_>, take: &mut dyn FnMut(TokenStream)) {
    let mut groups: IndexMap<&[String], Vec<&Endpoint>> = IndexMap::new();
    for endpoint in &cx.api.endpoints {
        let group = groups.entry(cx.target.gate(endpoint)).or_default();
        group.push(endpoint);
    }
    let open = groups.shift_remove(&[][..]).unwrap_or_default();
    group(cx, &open, take);
    for (index, (features, endpoints)) in groups.iter().enumerate() {
        let mut calls = TokenStream::new();
        group(cx, endpoints, &mut |call| calls.extend(call));
        let name = format_ident!("__gated_{index}");
        // One condition for all items of all calls; and what is written for a call need not know of features.
        let condition = quote!(#[cfg(any(#(feature = #features),*))]);
        take(quote! {
            #condition
            mod #name {
                #[allow(unused_imports)]
                use super::*;
                #calls
            }
            #condition
            #[allow(unused_imports)]
            pub use #name::*;
        });
    }
}

fn group(cx: &Context<'_>, endpoints: &[&Endpoint], take: &mut dyn FnMut(TokenStream)) {
    if endpoints.is_empty() {
        return;
    }
    take(client(cx, endpoints));
    for endpoint in endpoints {
        take(call(cx, endpoint));
    }
}
