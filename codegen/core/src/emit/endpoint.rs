//! The constant description of a call, which the runtime reads.

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::{format_ident, quote};

use super::context::Context;
use super::types::option;
use super::{errors, field, predicate};
use crate::api::{Endpoint, Pager, PagerEnd, Param, PathPart, Place, Source, Target};

/// The name of an endpoint's static. No type's name holds an underscore, and no other static begins so.
pub(super) fn static_name(endpoint: &Endpoint) -> Ident {
    format_ident!(
        "ENDPOINT_{}",
        endpoint.name.snake.trim_start_matches("r#").to_uppercase()
    )
}

/// The static that describes the call.
pub(super) fn endpoint(cx: &Context<'_>, endpoint: &Endpoint) -> TokenStream {
    let this = static_name(endpoint);
    let (name, method, safe) = (&endpoint.name.wire, &endpoint.method, endpoint.safe);
    let path = endpoint.path.iter().map(path_part);
    let params = endpoint.params.iter().map(|one| param(cx, one));
    let body = endpoint.body.is_some();
    let root = option(endpoint.root.as_ref().map(field::root));
    let data = predicate::path(&endpoint.envelope.data);
    let returns = match &endpoint.returns {
        None => quote!(__rt::Returns::Nothing),
        Some(used) => {
            let used = field::unnamed(cx, used);
            quote!(__rt::Returns::Value(&#used))
        }
    };
    let ok = option(endpoint.envelope.ok.as_ref().map(predicate::predicate));
    let meta = endpoint
        .envelope
        .meta
        .iter()
        .flat_map(|meta| &meta.from)
        .map(source);
    let rules = endpoint.rules.iter().map(|id| errors::rule_name(*id));
    let auth = errors::scheme(endpoint.auth);
    let pager = option(endpoint.pager.as_ref().map(pager));
    quote! {
        static #this: __rt::Endpoint = __rt::Endpoint {
            vendor: &VENDOR,
            name: #name,
            method: #method,
            path: &[#(#path),*],
            params: &[#(#params),*],
            body: #body,
            root: #root,
            data: #data,
            returns: #returns,
            ok: #ok,
            meta: &[#(#meta),*],
            rules: &[#(&#rules),*],
            auth: #auth,
            safe: #safe,
            pager: #pager,
        };
    }
}

fn path_part(part: &PathPart) -> TokenStream {
    match part {
        PathPart::Text(text) => quote!(__rt::PathPart::Text(#text)),
        PathPart::Param(index) => {
            let index = Token::usize_unsuffixed(*index);
            quote!(__rt::PathPart::Param(#index))
        }
        PathPart::Var(id) => {
            let index = Token::usize_unsuffixed(id.0);
            quote!(__rt::PathPart::Var(#index))
        }
    }
}

fn param(cx: &Context<'_>, param: &Param) -> TokenStream {
    let place = match param.place {
        Place::Path => quote!(Path),
        Place::Query => quote!(Query),
        Place::Header => quote!(Header),
    };
    // Whether a parameter was set is known by the call, so that its field need not say so.
    let field = field::named(cx, &param.name.wire, &param.ty);
    let constant = param.constant.as_ref().map(predicate::text);
    let send = param.send.as_ref().map(predicate::text);
    let fixed = field::fixed(constant.as_deref(), send.as_deref());
    quote!(__rt::Param { place: __rt::Place::#place, field: #field, fixed: #fixed })
}

fn source(source: &Source) -> TokenStream {
    match source {
        Source::Body(path) => {
            let path = predicate::path(path);
            quote!(__rt::Source::Body(#path))
        }
        Source::Header(name) => {
            let name = name.to_ascii_lowercase();
            quote!(__rt::Source::Header(#name))
        }
    }
}

fn pager(pager: &Pager) -> TokenStream {
    let page = target(&pager.page);
    let size = option(pager.size.as_ref().map(target));
    let first = Token::i64_unsuffixed(pager.first);
    let end = match &pager.end {
        PagerEnd::TotalItems(path) => {
            let path = predicate::path(path);
            quote!(TotalItems(#path))
        }
        PagerEnd::TotalPages(path) => {
            let path = predicate::path(path);
            quote!(TotalPages(#path))
        }
    };
    quote!(&__rt::Pager { page: #page, size: #size, first: #first, end: __rt::PagerEnd::#end })
}

fn target(target: &Target) -> TokenStream {
    match target {
        Target::Param(index) => {
            let index = Token::usize_unsuffixed(*index);
            quote!(__rt::Target::Param(#index))
        }
        Target::BodyField(index) => {
            let index = Token::usize_unsuffixed(*index);
            quote!(__rt::Target::BodyField(#index))
        }
    }
}
