//! [`Api`] in, tokens out. Nothing here can fail.
//!
//! Each module writes one part of the generated file, one function an item. Identifiers come ready
//! from the `Api`; no name is made up here from a vendor's text.

mod argument;
mod auth;
mod boxes;
mod call;
mod common;
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
#[cfg(feature = "pretty")]
mod plain;
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
#[cfg(feature = "pretty")]
mod spread;
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
    let cx = Context::new(api, target);
    let pieces = pieces(&cx);
    pieces.iter().map(|piece| written(&cx, piece)).collect()
}

/// Some whole items, to be written: of a large API all tokens at once take gigabytes.
type Piece<'a> = Box<dyn Fn() -> TokenStream + Sync + 'a>;

/// What a client is written of, in its order.
fn pieces<'a>(cx: &'a Context<'a>) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = vec![
        Box::new(|| begin(cx)),
        Box::new(|| vendor::vendor(cx)),
        Box::new(|| auth::auth(cx)),
        Box::new(|| errors::errors(cx)),
        Box::new(|| common::constants(cx)),
    ];
    gate::calls(cx, &mut pieces);
    pieces.push(Box::new(|| hooks::hooks(cx)));
    pieces.push(Box::new(|| undeclared::undeclared(cx)));
    types::definitions(cx, &mut pieces);
    pieces
}

fn begin(cx: &Context<'_>) -> TokenStream {
    let runtime = cx.target.runtime();
    let interface = proc_macro2::Literal::u32_unsuffixed(INTERFACE);
    quote! {
        #runtime::__interface!(#interface);
        use #runtime::__rt::v1 as __rt;
    }
}

fn written(cx: &Context<'_>, piece: &Piece<'_>) -> TokenStream {
    match cx.target.is_private() {
        true => private::private(piece()),
        false => piece(),
    }
}
