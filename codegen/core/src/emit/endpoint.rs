//! The constant description of a call, which the runtime reads.

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::{format_ident, quote};

use super::context::Context;
use super::types::{option, some};
use super::{errors, field, predicate};
use crate::api::{
    Auth, Body, Endpoint, ListStyle, ObjectStyle, Pager, PagerEnd, Param, PathPart, Place, Source,
    Target,
};

/// The name of an endpoint's static. No type's name holds an underscore, and no other static begins so.
pub(super) fn static_name(endpoint: &Endpoint) -> Ident {
    format_ident!(
        "ENDPOINT_{}",
        endpoint.name.snake.trim_start_matches("r#").to_uppercase()
    )
}

/// The static that describes the call; what is as in the runtime's `ENDPOINT` is left out.
pub(super) fn endpoint(cx: &Context<'_>, endpoint: &Endpoint) -> TokenStream {
    let this = static_name(endpoint);
    let (name, method) = (&endpoint.name.wire, &endpoint.method);
    let method = (method != "GET").then(|| quote!(method: #method,));
    let path = endpoint.path.iter().map(path_part);
    let base = endpoint.base.map(|id| {
        let index = Token::usize_unsuffixed(id.0 + 1);
        quote!(base: #index,)
    });
    let params = endpoint.params.iter().map(|one| param(cx, one));
    let params = listed(quote!(params), params);
    let content = endpoint.body.as_ref().and_then(content);
    let content = content.map(|content| quote!(content: #content,));
    let root = endpoint.root.as_ref().map(|root| {
        let root = some(field::root(root));
        quote!(root: #root,)
    });
    let data = &endpoint.envelope.data;
    let data = (!data.steps.is_empty()).then(|| {
        let data = predicate::path(data);
        quote!(data: #data,)
    });
    let returns = endpoint.returns.as_ref().map(|used| {
        let used = field::unnamed(cx, used);
        quote!(returns: __rt::Returns::Value(&#used),)
    });
    let ok = endpoint.envelope.ok.as_ref().map(|ok| {
        let ok = some(predicate::predicate(ok));
        quote!(ok: #ok,)
    });
    let meta = endpoint.envelope.meta.iter().flat_map(|meta| &meta.from);
    let meta = listed(quote!(meta), meta.map(source));
    let rules = endpoint.rules.iter().map(|id| errors::rule_name(*id));
    let rules = listed(quote!(rules), rules.map(|rule| quote!(&#rule)));
    let auth = match endpoint.auth {
        Auth::None => None,
        auth @ Auth::Scheme(_) => {
            let auth = errors::scheme(auth);
            Some(quote!(auth: #auth,))
        }
    };
    let safe = endpoint.safe.then(|| quote!(safe: true,));
    let pager = endpoint.pager.as_ref().map(|one| {
        let pager = some(pager(one));
        quote!(pager: #pager,)
    });
    quote! {
        static #this: __rt::Endpoint = __rt::Endpoint {
            vendor: &VENDOR,
            name: #name,
            #method
            path: &[#(#path),*],
            #base #params #content #root #data #returns #ok #meta #rules #auth #safe #pager
            ..__rt::ENDPOINT
        };
    }
}

/// A field that is a list, unless it is empty.
pub(super) fn listed(
    name: TokenStream,
    items: impl Iterator<Item = TokenStream>,
) -> Option<TokenStream> {
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| quote!(#name: &[#(#items),*],))
}

/// What the body of the request is, where it is no value in one of the vendor's formats.
fn content(body: &Body) -> Option<TokenStream> {
    match body {
        Body::Record(_) | Body::Value(_) => None,
        Body::Form => Some(quote!(__rt::Content::Form)),
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

/// A parameter; what is as in the runtime's `PARAM` is left out.
fn param(cx: &Context<'_>, param: &Param) -> TokenStream {
    let place = match param.place {
        Place::Query => None,
        Place::Path => Some(quote!(Path)),
        Place::Header => Some(quote!(Header)),
        Place::Form => Some(quote!(Form)),
    };
    let place = place.map(|place| quote!(place: __rt::Place::#place,));
    // Whether a parameter was set is known by the call, so that its field need not say so.
    let field = field::named(cx, &param.name.wire, &param.ty);
    let constant = param.constant.as_ref().map(predicate::text);
    let send = param.send.as_ref().map(predicate::text);
    let fixed = match param.from {
        Some(var) => Some(field::filled(var, param.required)),
        None => field::fixed(constant.as_deref(), send.as_deref()),
    };
    let list = match &param.list {
        ListStyle::Repeat => None,
        ListStyle::Brackets => Some(quote!(Brackets)),
        ListStyle::Indexed => Some(quote!(Indexed)),
        ListStyle::Numbered => Some(quote!(Numbered)),
        ListStyle::Joined(sign) => Some(quote!(Joined(#sign))),
    };
    let list = list.map(|list| quote!(list: __rt::ListStyle::#list,));
    let object = param.object.map(|object| match object {
        ObjectStyle::Deep => quote!(Deep),
        ObjectStyle::Brackets => quote!(Brackets),
        ObjectStyle::Dot => quote!(Dot),
        ObjectStyle::Json => quote!(Json),
    });
    let object = object.map(|object| quote!(object: __rt::ObjectStyle::#object,));
    quote!(__rt::Param { #place field: #field, #fixed #list #object ..__rt::PARAM })
}

/// A place in a reply.
pub(super) fn source(source: &Source) -> TokenStream {
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
