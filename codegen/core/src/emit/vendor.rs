//! The vendor itself: the type that ties a client's parts together, its description, its client.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::context::Context;
use super::doc::{Doc, code};
use super::endpoint::listed;
use super::record::by_index;
use super::types::{self, ident, option};
use super::{auth, field, secrets, traffic};
use crate::api::{
    BaseId, BasePart, Fallbacks, Format, NamedBase, Scheme, SchemeKind, Type, TypeKind, Union, Var,
};

/// `Vendor`, its description, and `Client` with its builder.
pub(super) fn vendor(cx: &Context<'_>) -> TokenStream {
    let marker = marker(cx);
    let info = info(cx);
    let traffic = traffic::statics(cx);
    let codecs = cx.api.codecs.iter().enumerate();
    let codecs = codecs.map(|(index, one)| field::own(cx, index, one));
    let implementation = implementation(cx);
    let builder = builder(cx);
    let xml = cx
        .api
        .formats
        .contains(&Format::Xml)
        .then(|| quote!(__rt::needs_xml!();));
    let format = cx.has_formats().then(|| {
        quote!(
            pub use __rt::Format;
        )
    });
    let narrow = cx.target.is_private().then(|| quote!(, pub(crate)));
    quote! {
        #xml
        #format
        #marker
        #info
        #(#codecs)*
        #(#traffic)*
        #implementation
        __rt::client!(Vendor #narrow);
        #builder
    }
}

/// What the vendor is called and where its own documentation is.
pub(super) fn vendor_doc(api: &crate::api::Api) -> Doc {
    let named = || api.title.clone().unwrap_or_else(|| api.vendor.wire.clone());
    let doc = Doc::of(api.title.as_deref(), || code(&named()));
    let doc = match &api.doc {
        Some(text) => doc.text(text),
        None => doc,
    };
    match &api.docs {
        Some(url) => doc.text(&format!("The vendor's documentation: {url}")),
        None => doc,
    }
}

fn marker(cx: &Context<'_>) -> TokenStream {
    let doc = vendor_doc(cx.api).tokens();
    let allow = cx.allow_unused();
    quote! {
        #doc
        #allow
        #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
        pub enum Vendor {}
    }
}

fn info(cx: &Context<'_>) -> TokenStream {
    let name = &cx.api.vendor.wire;
    let formats = cx.api.formats.iter().map(|format| match format {
        Format::Json => quote!(__rt::Format::Json),
        Format::Xml => quote!(__rt::Format::Xml),
    });
    let base = base_parts(&cx.api.base);
    let others = cx.api.bases.iter().map(|base| base_parts(&base.parts));
    let others = listed(quote!(bases), others);
    let fallbacks = listed(quote!(fallbacks), cx.api.fallbacks.iter().map(fallback));
    let vars = cx.api.vars.iter().map(|var| {
        let name = &var.name.wire;
        let default = option(var.default.as_ref().map(|text| quote!(#text)));
        quote!(__rt::Var { name: #name, default: #default })
    });
    let vars = listed(quote!(vars), vars);
    let schemes = listed(
        quote!(schemes),
        cx.api.schemes.iter().map(|one| auth::scheme(cx, one)),
    );
    let masked = secrets::secrets(cx);
    let masked = masked.iter().map(|name| quote!(#name));
    let masked = listed(quote!(secrets), masked);
    let media_types = cx
        .api
        .media_types
        .iter()
        .map(|(format, name)| match format {
            Format::Json => quote!((__rt::Format::Json, #name)),
            Format::Xml => quote!((__rt::Format::Xml, #name)),
        });
    let media_types = listed(quote!(media_types), media_types);
    let limits = listed(quote!(limits), cx.api.limits.iter().map(traffic::limit));
    // Where everything is said, there is nothing to complete.
    let is_whole = [
        &others,
        &fallbacks,
        &vars,
        &schemes,
        &masked,
        &media_types,
        &limits,
    ]
    .iter()
    .all(|one| one.is_some());
    let rest = (!is_whole).then(|| quote!(..__rt::VENDOR));
    quote! {
        static VENDOR: __rt::VendorInfo = __rt::VendorInfo {
            name: #name,
            formats: &[#(#formats),*],
            base: #base,
            #others #fallbacks #vars #schemes #masked #media_types #limits #rest
        };
    }
}

/// Which bases stand in for which; the default is counted first.
fn fallback(one: &Fallbacks) -> TokenStream {
    let index = |id: &BaseId| Token::usize_unsuffixed(id.0 + 1);
    let of = one.of.as_ref().map_or(Token::usize_unsuffixed(0), index);
    let bases = one.bases.iter().map(index);
    quote!((#of, &[#(#bases),*]))
}

fn base_parts(parts: &[BasePart]) -> TokenStream {
    let parts = parts.iter().map(|part| match part {
        BasePart::Text(text) => quote!(__rt::BasePart::Text(#text)),
        BasePart::Var(id) => {
            let index = Token::usize_unsuffixed(id.0);
            quote!(__rt::BasePart::Var(#index))
        }
    });
    quote!(&[#(#parts),*])
}

fn implementation(cx: &Context<'_>) -> TokenStream {
    let kinds = cx.api.kinds.iter().map(|kind| {
        let name = ident(&kind.name.pascal);
        quote!(ErrorKind::#name)
    });
    let (kind_index, kind) = by_index(kinds.collect(), quote!(__rt::no_kind()));
    let bodies = cx.error_bodies.iter().map(|id| {
        let def = cx.api.ty(*id);
        let name = ident(&def.name.pascal);
        let read = quote!(__rt::read(reader).map(ErrorBody::#name));
        match &def.kind {
            // Its members are records, each with a root of its own, which this is not.
            TypeKind::Union(Union {
                xml: Some(root), ..
            }) => {
                let root = field::root(root);
                quote!({ __rt::Reader::expect_root(reader, &#root)?; #read })
            }
            _ => read,
        }
    });
    let reader = if cx.error_bodies.is_empty() {
        quote!(_)
    } else {
        quote!(reader)
    };
    let (body_index, body) = by_index(bodies.collect(), quote!(__rt::no_body()));
    let allow = cx.allow_deprecated();
    quote! {
        #allow
        impl __rt::Vendor for Vendor {
            type Kind = ErrorKind;
            type Body = ErrorBody;
            fn info() -> &'static __rt::VendorInfo { &VENDOR }
            fn kind(#kind_index: usize) -> ErrorKind { #kind }
            fn body(
                #body_index: usize,
                #reader: &mut dyn __rt::Reader,
            ) -> ::core::result::Result<ErrorBody, __rt::ReadError> { #body }
        }
    }
}

/// The setters of the builder that are this vendor's own.
fn builder(cx: &Context<'_>) -> TokenStream {
    let vars = cx
        .api
        .vars
        .iter()
        .enumerate()
        .map(|(index, var)| var_setter(index, var));
    let auth = auth::is_offered(cx).then(|| {
        quote! {
            /// The credentials that are sent with every call that asks for some.
            pub fn auth(self, auth: Auth) -> Self { self.__auth(::core::convert::From::from(auth)) }
        }
    });
    let refreshes =
        |scheme: &Scheme| matches!(&scheme.kind, SchemeKind::Grant(grant) if grant.refreshes);
    let on_refresh_token = cx.api.schemes.iter().any(refreshes).then(|| {
        quote! {
            /// Tells of each refresh token that the vendor gives, so that the last can be kept: the one before may not
            /// be good any more.
            pub fn on_refresh_token(
                self,
                told: impl ::core::ops::Fn(&__rt::Secret) + ::core::marker::Send + ::core::marker::Sync + 'static,
            ) -> Self {
                self.__on_refresh_token(told)
            }
        }
    });
    let format = cx.has_formats().then(|| {
        quote! {
            /// The format of bodies, where a call does not choose its own.
            pub fn format(self, format: Format) -> Self { self.__format(format) }
        }
    });
    let bases = cx.api.bases.iter().enumerate();
    let bases = bases.map(|(index, base)| base_setter(index, base));
    if cx.api.vars.is_empty() && cx.api.bases.is_empty() && auth.is_none() && format.is_none() {
        return TokenStream::new();
    }
    let allow = cx.allow_unused();
    quote! {
        #allow
        impl ClientBuilder {
            #(#vars)*
            #(#bases)*
            #auth
            #on_refresh_token
            #format
        }
    }
}

fn base_setter(index: usize, base: &NamedBase) -> TokenStream {
    let name = ident(&base.setter.snake);
    let index = Token::usize_unsuffixed(index);
    let text = types::text_argument();
    let doc = format!(
        "Puts another URL in place of the base {} of the spec.",
        code(&base.name.wire)
    );
    let doc = Doc::of(None, || doc).tokens();
    quote! {
        #doc
        pub fn #name(self, url: #text) -> Self { Self(self.0.other_base_url(#index, url.as_ref())) }
    }
}

fn var_setter(index: usize, var: &Var) -> TokenStream {
    let name = ident(&var.name.snake);
    let number = Token::usize_unsuffixed(index);
    let doc = Doc::of(var.doc.as_deref(), || {
        format!("The variable {}.", code(&var.name.wire))
    });
    let doc = match &var.default {
        Some(default) => doc.paragraph(format!("{} unless it is set.", code(default))),
        None => doc,
    };
    let doc = doc.tokens();
    match &var.ty {
        Type::Int | Type::Bool => {
            let ty = if var.ty == Type::Int {
                quote!(i64)
            } else {
                quote!(bool)
            };
            quote! {
                #doc
                pub fn #name(self, #name: #ty) -> Self { self.__var(#number, #name) }
            }
        }
        _ => {
            let text = types::text_argument();
            quote! {
                #doc
                pub fn #name(self, #name: #text) -> Self { self.__var(#number, #name.as_ref()) }
            }
        }
    }
}
