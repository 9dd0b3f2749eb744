//! A call: the client's method that begins it, and the type that it is.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::argument::{conventions, many_arguments, owned, sent};
use super::construct::{argument, required};
use super::context::Context;
use super::doc::{Doc, code, deprecated, first_line};
use super::setters::{is_required, setters};
use super::types::{self, ident};
use super::{endpoint, field, jobs, pager, record, stream};
use crate::api::{Body, Endpoint, Pager, PathPart, Type, TypeKind, Use};

/// The client's methods, one for each of the endpoints.
pub(super) fn client(cx: &Context<'_>, endpoints: &[&Endpoint]) -> TokenStream {
    let methods = endpoints.iter().map(|endpoint| method(cx, endpoint));
    let named = endpoints.iter();
    let named = named.map(|endpoint| (endpoint.name.snake.as_str(), arguments(cx, endpoint)));
    let (allow, lints) = (cx.allow_unused(), conventions(named));
    let mode = cx.mode();
    quote! {
        #allow
        #lints
        impl<#mode> Client<#mode> {
            #(#methods)*
        }
    }
}

fn method(cx: &Context<'_>, endpoint: &Endpoint) -> TokenStream {
    let (name, call) = (ident(&endpoint.name.snake), ident(&endpoint.name.pascal));
    let doc = method_doc(cx, endpoint);
    let deprecated = deprecated(endpoint.deprecated.as_deref());
    let description = endpoint::static_name(endpoint);
    let params = endpoint
        .params
        .iter()
        .enumerate()
        .filter(|(_, param)| is_required(param));
    let (mut parameters, mut with) = (Vec::new(), TokenStream::new());
    for (index, param) in params {
        let sent = sent(cx, index, param);
        parameters.push(sent.parameter);
        with.extend(sent.value);
    }
    if let Some(raw) = raw(endpoint) {
        parameters.extend(raw.parameters);
        with.extend(raw.value);
    }
    let body = body(cx, endpoint);
    parameters.extend(body.iter().flat_map(|body| body.parameters.clone()));
    let body = body.map(|body| body.value).map(|body| quote!(, #body));
    let many = many_arguments(parameters.len() + 1);
    let mode = cx.mode();
    quote! {
        #doc
        #deprecated
        #many
        pub fn #name(&self #(, #parameters)*) -> #call<#mode> {
            #call(__rt::Call::new(&self.0, &#description) #with #body)
        }
    }
}

/// The number of arguments of a method, `self` among them.
fn arguments(cx: &Context<'_>, endpoint: &Endpoint) -> usize {
    let params = endpoint.params.iter().filter(|param| is_required(param));
    let body = match endpoint.body {
        Some(Body::Value(_) | Body::Bytes | Body::Text) => 1,
        Some(Body::Record(_) | Body::Form | Body::Multipart(_)) | None => cx
            .body_record(endpoint)
            .map_or(0, |(_, record)| required(record).count()),
    };
    1 + params.count() + body
}

fn method_doc(cx: &Context<'_>, endpoint: &Endpoint) -> TokenStream {
    let route = code(&format!("{} {}", endpoint.method, route(cx, endpoint)));
    let mut doc = match &endpoint.doc {
        Some(text) => Doc::of(Some(text), String::new).paragraph(route),
        None => Doc::of(None, || format!("Calls {route}.")),
    };
    for param in endpoint.params.iter().filter(|param| is_required(param)) {
        if let Some(text) = &param.doc {
            doc = doc.item(format!("`{}`: {}", param.name.snake, first_line(text)));
        }
    }
    for line in remarks(cx, endpoint) {
        doc = doc.paragraph(line);
    }
    doc.tokens()
}

/// What else is to be known of a call: where it stands, since when, among what.
fn remarks(cx: &Context<'_>, endpoint: &Endpoint) -> Vec<String> {
    let base = endpoint.base.map(|id| {
        let name = code(&cx.api.bases[id.0].name.wire);
        format!("At the base URL {name}.")
    });
    let since = endpoint.since.as_ref();
    let since = since.map(|version| format!("Since version {}.", code(version)));
    let tags: Vec<String> = endpoint.tags.iter().map(|tag| code(tag)).collect();
    let tags = (!tags.is_empty()).then(|| format!("Tags: {}.", tags.join(", ")));
    [base, since, tags].into_iter().flatten().collect()
}

fn route(cx: &Context<'_>, endpoint: &Endpoint) -> String {
    let part = |part: &PathPart| match part {
        PathPart::Text(text) => text.clone(),
        PathPart::Param(index) => format!("{{{}}}", endpoint.params[*index].name.wire),
        PathPart::Var(id) => format!("{{{}}}", cx.api.vars[id.0].name.wire),
    };
    endpoint.path.iter().map(part).collect()
}

/// What a method takes for the body, and the body that it makes of it.
struct BodyArguments {
    parameters: Vec<TokenStream>,
    value: TokenStream,
}

fn body(cx: &Context<'_>, endpoint: &Endpoint) -> Option<BodyArguments> {
    match endpoint.body.as_ref()? {
        Body::Record(id) => {
            let (id, record) = cx.record(*id)?;
            let ty = ident(&cx.api.ty(id).name.pascal);
            let fields: Vec<_> = required(record).collect();
            let names = fields.iter().map(|member| ident(&member.name().snake));
            let parameters = fields
                .iter()
                .map(|member| argument(cx, id, *member).parameter);
            Some(BodyArguments {
                parameters: parameters.collect(),
                value: quote!(#ty::new(#(#names),*)),
            })
        }
        Body::Value(used) => {
            let name = body_name(endpoint);
            let argument = owned(&name, &used.ty, types::value(cx, used));
            Some(BodyArguments {
                parameters: vec![argument.parameter],
                value: argument.value,
            })
        }
        Body::Bytes | Body::Text | Body::Form | Body::Multipart(_) => None,
    }
}

/// A body that goes as it is: what a method takes for it, and the call of the runtime that sets it.
fn raw(endpoint: &Endpoint) -> Option<BodyArguments> {
    let name = body_name(endpoint);
    let (taken, value) = match endpoint.body.as_ref()? {
        Body::Bytes => (
            quote!(impl ::core::convert::Into<__rt::File>),
            quote!(#name.into()),
        ),
        Body::Text => (
            types::text_argument(),
            quote!(__rt::File::new(__rt::Bytes::copy_from_slice(#name.as_ref().as_bytes()))),
        ),
        Body::Record(_) | Body::Value(_) | Body::Form | Body::Multipart(_) => return None,
    };
    Some(BodyArguments {
        parameters: vec![quote!(#name: #taken)],
        value: quote!(.with_raw(#value)),
    })
}

/// `body`, unless a parameter is called so.
fn body_name(endpoint: &Endpoint) -> Ident {
    let taken = endpoint
        .params
        .iter()
        .any(|param| param.name.snake == "body");
    ident(if taken { "request_body" } else { "body" })
}

/// The type of the call's body.
fn body_type(cx: &Context<'_>, endpoint: &Endpoint) -> Option<TokenStream> {
    match endpoint.body.as_ref()? {
        Body::Record(id) => {
            let name = ident(&cx.api.ty(*id).name.pascal);
            Some(quote!(#name))
        }
        Body::Value(used) => Some(types::value(cx, used)),
        Body::Bytes | Body::Text | Body::Form | Body::Multipart(_) => None,
    }
}

/// The type of a call, its setters, and what sends it.
pub(super) fn call(cx: &Context<'_>, endpoint: &Endpoint) -> TokenStream {
    let description = endpoint::endpoint(cx, endpoint);
    let definition = definition(cx, endpoint);
    let setters = setters(cx, endpoint);
    let name = ident(&endpoint.name.pascal);
    let returns = match &endpoint.returns {
        Some(used) => types::value(cx, used),
        None => quote!(()),
    };
    let meta = endpoint.envelope.meta.as_ref().map(|meta| {
        let name = ident(&cx.api.ty(meta.record).name.pascal);
        quote!(, #name)
    });
    let body = endpoint.body.as_ref().and_then(|body| match body {
        Body::Record(_) => Some(quote!(, body)),
        Body::Value(used) => {
            let field = field::unnamed(cx, used);
            Some(quote!(, body, #field))
        }
        Body::Bytes | Body::Text | Body::Form | Body::Multipart(_) => None,
    });
    let paged = endpoint.pagers.iter().enumerate().map(|(position, pager)| {
        let item = types::value(cx, &pager.item);
        let items = items(cx, endpoint, pager);
        let way = pager::way(position, pager);
        quote!(__rt::paged!(#way #name, Vendor, #returns, #item #body, |page| #items);)
    });
    let waiting = jobs::waiting(cx, endpoint, &body);
    let sent = match &endpoint.stream {
        Some(stream) => {
            let item = stream::item(cx, stream);
            quote!(__rt::feed!(#name, Vendor, #item #body);)
        }
        None => quote!(__rt::call!(#name, Vendor, #returns #meta #body);),
    };
    quote! {
        #description
        #definition
        #setters
        #sent
        #(#paged)*
        #waiting
    }
}

fn definition(cx: &Context<'_>, endpoint: &Endpoint) -> TokenStream {
    let name = ident(&endpoint.name.pascal);
    let method = endpoint.name.snake.trim_start_matches("r#");
    let walk = if !endpoint.pagers.is_empty() {
        ", or walk all its pages with `items`"
    } else {
        ""
    };
    let wait = match (&endpoint.starts, &endpoint.job) {
        (None, None) => "",
        _ => ", or `wait` for its job",
    };
    let read = match endpoint.stream {
        Some(_) => " and read what comes",
        None => "",
    };
    let doc = Doc::of(None, || {
        format!(
            "The call [`Client::{method}`]: set what is optional, then `send` it{walk}{wait}{read}."
        )
    });
    let doc = doc.tokens();
    let body = body_type(cx, endpoint).map(|body| quote!(, #body));
    let (allow, mode) = (cx.allow_deprecated(), cx.mode());
    quote! {
        #doc
        #[must_use = "a call does nothing until it is sent"]
        #allow
        pub struct #name<#mode = __rt::Async>(__rt::Call<#mode> #body);
    }
}

/// Where a page has its items, as an expression of `page`.
fn items(cx: &Context<'_>, endpoint: &Endpoint, pager: &Pager) -> TokenStream {
    let Some(returns) = &endpoint.returns else {
        return quote!(page);
    };
    let (inner, record) = unwrapped(cx, returns);
    let steps = match (pager.items, record) {
        (Some(position), Some(record)) => Some(record::steps(cx, record, position)),
        _ => None,
    };
    let items = match (inner.is_empty(), &steps) {
        (true, None) => quote!(page),
        _ => quote!(&mut page #inner #steps),
    };
    if returns.null {
        quote!(page.as_mut().map_or(__rt::nowhere(), |page| #items))
    } else {
        items
    }
}

/// What leads through newtypes to the record behind a type, and that record.
fn unwrapped<'a>(cx: &Context<'a>, used: &Use) -> (TokenStream, Option<&'a crate::api::Record>) {
    let Type::Named(id) = used.ty else {
        return (TokenStream::new(), None);
    };
    match &cx.api.ty(id).kind {
        TypeKind::Record(record) => (TokenStream::new(), Some(record)),
        TypeKind::Alias(inner) => unwrapped(cx, inner),
        TypeKind::Newtype(inner) => {
            let (rest, record) = unwrapped(cx, inner);
            (quote!(.0 #rest), record)
        }
        TypeKind::Enum(_) | TypeKind::Union(_) => (TokenStream::new(), None),
    }
}
