//! Endpoints in; constants out with what several of them have in common, each once.

use std::collections::HashMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::context::Context;
use super::endpoint;
use crate::api::Endpoint;

/// Which endpoints have everything in common but their names, their paths and what they take.
#[derive(Default)]
pub(super) struct Common<'a> {
    /// One endpoint of each group.
    firsts: Vec<&'a Endpoint>,
    /// By the name of an endpoint: its group.
    groups: HashMap<&'a str, usize>,
}

impl<'a> Common<'a> {
    /// Groups the endpoints; one that has nothing in common with another is in no group.
    pub(super) fn of(cx: &Context<'a>) -> Self {
        let mut alike: HashMap<String, Vec<&'a Endpoint>> = HashMap::new();
        let mut order = Vec::new();
        for one in &cx.api.endpoints {
            let said = endpoint::habits(cx, one).to_string();
            let group = alike.entry(said).or_insert_with_key(|said| {
                order.push(said.clone());
                Vec::new()
            });
            group.push(one);
        }
        let mut common = Common::default();
        let groups = order.iter().filter_map(|said| alike.get(said));
        for group in groups.filter(|group| group.len() > 1) {
            let number = common.firsts.len();
            common.firsts.push(group[0]);
            let names = group.iter().map(|one| one.name.snake.as_str());
            common.groups.extend(names.map(|name| (name, number)));
        }
        common
    }

    /// The constant that completes the description of an endpoint, if it has something in common with another.
    pub(super) fn name(&self, endpoint: &Endpoint) -> Option<Ident> {
        let number = self.groups.get(endpoint.name.snake.as_str())?;
        Some(name(*number))
    }
}

fn name(number: usize) -> Ident {
    format_ident!("COMMON_{number}")
}

/// The constants.
pub(super) fn constants(cx: &Context<'_>) -> TokenStream {
    // Calls that a feature hides may leave one unused.
    let allow = cx.target.has_gates().then(|| cx.allow_unused());
    let constants = cx.common.firsts.iter().enumerate();
    let constants = constants.map(|(number, endpoint)| {
        let (name, habits) = (name(number), endpoint::habits(cx, endpoint));
        quote! {
            #allow
            const #name: __rt::Endpoint = __rt::Endpoint { vendor: &VENDOR, #habits ..__rt::ENDPOINT };
        }
    });
    quote!(#(#constants)*)
}
