//! [`Api`] in, tokens out. Nothing here can fail.
//!
//! Each module writes one part of the generated file, one function an item. Identifiers come ready
//! from the `Api`; no name is made up here from a vendor's text.

mod argument;
mod auth;
mod boxes;
mod call;
mod construct;
mod context;
mod doc;
mod endpoint;
mod enums;
mod errors;
mod field;
#[cfg(feature = "pretty")]
mod index;
mod predicate;
mod record;
#[cfg(feature = "pretty")]
mod render;
mod secrets;
mod setters;
mod types;
mod vendor;

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::Api;
use context::Context;

#[cfg(feature = "pretty")]
pub use index::{Form, Module, index};
#[cfg(feature = "pretty")]
pub use render::render;

/// The number of the interface between generated code and the runtime.
///
/// Output of an older generator names an older number, and the runtime then says so in one sentence.
pub const INTERFACE: u32 = 1;

/// What the generated code is written for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    runtime: Vec<String>,
}

impl Default for Target {
    /// The runtime under its own name, `::trunkline`.
    fn default() -> Self {
        Target {
            runtime: vec!["trunkline".to_owned()],
        }
    }
}

impl Target {
    /// A runtime under another path, as a renamed dependency (`::http_clients`) or a re-export
    /// (`::platform::trunkline`, `crate::trunkline`).
    ///
    /// `None` where the text is no path of plain identifiers.
    pub fn with_runtime(path: &str) -> Option<Target> {
        let steps: Vec<String> = path
            .strip_prefix("::")
            .unwrap_or(path)
            .split("::")
            .map(str::to_owned)
            .collect();
        let rooted_in_crate = steps.len() > 1 && steps[0] == "crate";
        let names = if rooted_in_crate {
            &steps[1..]
        } else {
            &steps[..]
        };
        names
            .iter()
            .all(|name| is_plain_identifier(name))
            .then_some(Target { runtime: steps })
    }

    fn runtime(&self) -> TokenStream {
        let rooted_in_crate = self.runtime[0] == "crate";
        let names = self.runtime.iter().map(|name| types::ident(name));
        if rooted_in_crate {
            quote!(#(#names)::*)
        } else {
            quote!(#(::#names)*)
        }
    }
}

fn is_plain_identifier(text: &str) -> bool {
    const RESERVED: [&str; 5] = ["self", "super", "Self", "crate", "_"];
    let mut chars = text.chars();
    chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !RESERVED.contains(&text)
}

/// Writes the client of one vendor: the contents of a module.
pub fn emit(api: &Api, target: &Target) -> TokenStream {
    let cx = &Context::new(api);
    let runtime = target.runtime();
    let interface = proc_macro2::Literal::u32_unsuffixed(INTERFACE);
    let vendor = vendor::vendor(cx);
    let auth = auth::auth(cx);
    let errors = errors::errors(cx);
    let client = call::client(cx);
    let calls = api
        .endpoints
        .iter()
        .map(|endpoint| call::call(cx, endpoint));
    let types = types::definitions(cx);
    quote! {
        #runtime::__interface!(#interface);
        use #runtime::__rt::v1 as __rt;
        #vendor
        #auth
        #errors
        #client
        #(#calls)*
        #types
    }
}
