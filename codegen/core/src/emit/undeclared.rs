//! What a client has for paths that its spec does not declare.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::endpoint::listed;
use super::types::some;
use super::{errors, predicate, traffic};
use crate::api::Auth;

/// The habits of such calls, and the method that makes them.
pub(super) fn undeclared(cx: &Context<'_>) -> TokenStream {
    let habits = &cx.api.undeclared;
    let rules = habits.rules.iter().map(|id| errors::rule_name(*id));
    let rules = listed(quote!(rules), rules.map(|rule| quote!(&#rule)));
    let auth = (habits.auth != Auth::None).then(|| {
        let auth = errors::scheme(habits.auth);
        quote!(auth: #auth,)
    });
    let ok = habits.ok.as_ref().map(|ok| {
        let ok = some(predicate::predicate(ok));
        quote!(ok: #ok,)
    });
    let traffic = traffic::of_undeclared(cx);
    quote! {
        static UNDECLARED: __rt::Endpoint = __rt::Endpoint {
            vendor: &VENDOR, #rules #auth #ok #traffic ..__rt::UNDECLARED
        };
        __rt::undeclared!(Vendor, UNDECLARED);
    }
}
