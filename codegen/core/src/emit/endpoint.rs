//! The constant description of a call, which the runtime reads.

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::{format_ident, quote};

use super::context::Context;
use super::types::{option, some};
use super::{errors, field, pager, predicate, traffic};
use crate::api::{
    Auth, Body, Endpoint, Format, ListStyle, Literal, Multipart, ObjectStyle, Param, PathPart,
    Place, Source,
};

/// The name of an endpoint's static. No type's name holds an underscore, and no other static begins so.
pub(super) fn static_name(endpoint: &Endpoint) -> Ident {
    format_ident!("ENDPOINT_{}", shouted(endpoint))
}

/// The name of an endpoint as statics have it.
pub(super) fn shouted(endpoint: &Endpoint) -> String {
    endpoint.name.snake.trim_start_matches("r#").to_uppercase()
}

/// The static that describes the call; what it has in common with others, or is as in the runtime's `ENDPOINT`, is left out.
pub(super) fn endpoint(cx: &Context<'_>, endpoint: &Endpoint) -> TokenStream {
    let this = static_name(endpoint);
    let (name, method) = (&endpoint.name.wire, &endpoint.method);
    let method = (method != "GET").then(|| quote!(method: #method,));
    let path = endpoint.path.iter().map(path_part);
    let params = endpoint.params.iter().map(|one| param(cx, one));
    let params = listed(quote!(params), params);
    let content = content(endpoint);
    let content = content.map(|content| quote!(content: #content,));
    let (vendor, rest) = match cx.common.name(endpoint) {
        Some(common) => (None, quote!(..#common)),
        None => {
            let habits = habits(cx, endpoint);
            (
                Some(quote!(vendor: &VENDOR,)),
                quote!(#habits ..__rt::ENDPOINT),
            )
        }
    };
    quote! {
        static #this: __rt::Endpoint = __rt::Endpoint {
            #vendor
            name: #name,
            #method
            path: &[#(#path),*],
            #params #content #rest
        };
    }
}

/// What a call may have in common with others: where it goes, what it returns, how it fails, pages and is sent again.
pub(super) fn habits(cx: &Context<'_>, endpoint: &Endpoint) -> TokenStream {
    let base = endpoint.base.map(|id| {
        let index = Token::usize_unsuffixed(id.0 + 1);
        quote!(base: #index,)
    });
    let root = endpoint.root.as_ref().map(|root| {
        let root = some(field::root(root));
        quote!(root: #root,)
    });
    let data = &endpoint.envelope.data;
    let data = (!data.steps.is_empty()).then(|| {
        let data = predicate::path(data);
        quote!(data: #data,)
    });
    let returns = returns(cx, endpoint);
    let empty = endpoint.envelope.empty.then(|| quote!(empty: true,));
    let ok = endpoint.envelope.ok.as_ref().map(|ok| {
        let ok = some(predicate::predicate(ok));
        quote!(ok: #ok,)
    });
    let meta = endpoint.envelope.meta.iter().flat_map(|meta| &meta.from);
    let meta = listed(quote!(meta), meta.map(|from| super::jobs::source(cx, from)));
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
    let pagers = listed(quote!(pagers), endpoint.pagers.iter().map(pager::pager));
    let traffic = traffic::field(cx, endpoint);
    quote!(#base #root #data #returns #empty #ok #meta #rules #auth #safe #pagers #traffic)
}

fn returns(cx: &Context<'_>, endpoint: &Endpoint) -> Option<TokenStream> {
    match (&endpoint.stream, endpoint.cells, &endpoint.returns) {
        (Some(stream), ..) => Some(super::stream::returns(cx, stream)),
        (None, Some(cells), Some(used)) => Some(super::stream::rows(cx, cells, used)),
        (None, _, Some(used)) if endpoint.raw => Some(match used.null {
            true => quote!(returns: __rt::Returns::Raw(__rt::raw_bytes_or_none),),
            false => quote!(returns: __rt::Returns::Raw(__rt::raw_bytes),),
        }),
        (None, _, Some(used)) => {
            let used = field::unnamed(cx, used);
            Some(quote!(returns: __rt::Returns::Value(&#used),))
        }
        (None, _, None) => None,
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

/// What the body of the request is, where it is no value in one of the vendor's formats and nothing more.
fn content(endpoint: &Endpoint) -> Option<TokenStream> {
    let media_type = endpoint.media_type.as_ref();
    match endpoint.body.as_ref()? {
        Body::Record(_) | Body::Value(_) if !endpoint.envelope.body.is_empty() => {
            let path = &endpoint.envelope.body;
            let media_type = option(media_type.map(|name| quote!(#name)));
            Some(quote! {
                __rt::Content::Wrapped(&__rt::Wrapped { path: &[#(#path),*], media_type: #media_type })
            })
        }
        Body::Record(_) | Body::Value(_) => {
            media_type.map(|name| quote!(__rt::Content::Typed(#name)))
        }
        Body::Bytes | Body::Text => media_type.map(|name| quote!(__rt::Content::Raw(#name))),
        Body::Form => Some(quote!(__rt::Content::Form)),
        Body::Multipart(Multipart::FormData) => {
            Some(quote!(__rt::Content::Multipart(__rt::Multipart::FormData)))
        }
        Body::Multipart(Multipart::Mixed) => {
            Some(quote!(__rt::Content::Multipart(__rt::Multipart::Mixed)))
        }
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

/// A parameter; what is as in the runtime's `PARAM` is left out, and where that is all but place, name and codec, one word
/// says it.
fn param(cx: &Context<'_>, param: &Param) -> TokenStream {
    let name = &param.name.wire;
    let short = match param.place {
        Place::Query => Some(quote!(__rt::query(#name))),
        Place::Path => Some(quote!(__rt::in_path(#name))),
        Place::Header | Place::Form | Place::Part | Place::Beside => None,
    };
    if let Some(short) = short.filter(|_| is_bare(param)) {
        if field::is_plain(cx, &param.ty) {
            return short;
        }
        if let Some(codec) = field::only_codec(cx, &param.ty) {
            return quote!(__rt::coded(#short, #codec));
        }
    }
    let place = match param.place {
        Place::Query => None,
        Place::Path => Some(quote!(Path)),
        Place::Header => Some(quote!(Header)),
        Place::Form => Some(quote!(Form)),
        Place::Part => Some(quote!(Part)),
        Place::Beside => Some(quote!(Beside)),
    };
    let place = place.map(|place| quote!(place: __rt::Place::#place,));
    // Whether a parameter was set is known by the call, so that its field need not say so.
    let field = field::named(cx, name, &param.ty);
    let text = |value: &Literal| match is_json(param) {
        true => json(value),
        false => predicate::text(value),
    };
    let constant = param.constant.as_ref().map(text);
    let send = param.send.as_ref().map(text);
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
    let is_told = param.media_type.is_some() || param.file_name.is_some();
    let part = is_told.then(|| {
        let media_type = option(param.media_type.as_ref().map(|name| quote!(#name)));
        let file_name = option(param.file_name.as_ref().map(|name| quote!(#name)));
        quote!(part: __rt::Part { media_type: #media_type, file_name: #file_name },)
    });
    quote!(__rt::Param { #place field: #field, #fixed #list #object #part ..__rt::PARAM })
}

/// Whether there is nothing to say of a parameter but its place, its name and how its value is written.
fn is_bare(param: &Param) -> bool {
    let sends = param.constant.is_some() || param.send.is_some() || param.from.is_some();
    let is_told = param.media_type.is_some() || param.file_name.is_some();
    let is_styled = param.list != ListStyle::Repeat || param.object.is_some();
    !sends && !is_told && !is_styled
}

/// Whether a parameter travels as JSON, whatever its type.
pub(super) fn is_json(param: &Param) -> bool {
    let media_type = param.media_type.as_deref();
    let of_json = media_type.and_then(Format::of_media_type) == Some(Format::Json);
    param.place == Place::Beside || (param.place == Place::Part && of_json)
}

/// A literal as JSON.
fn json(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Bool(flag) => flag.to_string(),
        Literal::Number(digits) => digits.clone(),
        Literal::Str(text) | Literal::Span(text) => {
            let mut quoted = String::from('"');
            for c in text.chars() {
                match c {
                    '"' | '\\' => quoted.extend(['\\', c]),
                    c if c < ' ' => quoted.push_str(&format!("\\u{:04x}", c as u32)),
                    c => quoted.push(c),
                }
            }
            quoted + "\""
        }
    }
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
