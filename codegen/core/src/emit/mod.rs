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
mod gate;
mod hooks;
#[cfg(feature = "pretty")]
mod index;
mod jobs;
mod oauth;
mod pager;
mod predicate;
mod private;
mod record;
#[cfg(feature = "pretty")]
mod render;
#[cfg(feature = "pretty")]
mod rows;
mod secrets;
mod sessions;
mod setters;
mod settings;
mod stream;
mod target;
mod traffic;
mod types;
mod undeclared;
mod unions;
mod vendor;

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::Api;
use context::Context;

#[cfg(feature = "pretty")]
pub use index::{Form, Module, index};
#[cfg(feature = "pretty")]
pub use render::{client, render};
pub use settings::{Setting, SettingError, targets};
pub use target::Target;

/// The number of the interface between generated code and the runtime.
///
/// Output of an older generator names an older number, and the runtime then says so in one sentence.
pub const INTERFACE: u32 = 1;

/// The documentation of a vendor's module.
pub fn about(api: &Api) -> TokenStream {
    vendor::vendor_doc(api).tokens()
}

/// Writes the client of one vendor: the contents of a module.
pub fn emit(api: &Api, target: &Target) -> TokenStream {
    let mut tokens = TokenStream::new();
    parts(api, target, &mut |part| tokens.extend(part));
    tokens
}

/// Hands on what a client is written of, one piece of whole items after the other: of a large API all tokens at once
/// take gigabytes.
fn parts(api: &Api, target: &Target, take: &mut dyn FnMut(TokenStream)) {
    let cx = &Context::new(api, target);
    let take = &mut |tokens: TokenStream| match target.is_private() {
        true => take(private::private(tokens)),
        false => take(tokens),
    };
    let runtime = target.runtime();
    let interface = proc_macro2::Literal::u32_unsuffixed(INTERFACE);
    take(quote! {
        #runtime::__interface!(#interface);
        use #runtime::__rt::v1 as __rt;
    });
    take(vendor::vendor(cx));
    take(auth::auth(cx));
    take(errors::errors(cx));
    gate::calls(cx, take);
    take(hooks::hooks(cx));
    take(undeclared::undeclared(cx));
    types::definitions(cx, take);
}
