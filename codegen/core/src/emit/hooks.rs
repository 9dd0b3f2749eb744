//! Webhooks in; the types that receive them out.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::context::Context;
use super::doc::{Doc, code, deprecated};
use super::types::{self, ident};
use super::{field, oauth};
use crate::api::{Encoding, Hash, Hmac, Hook, HookSource, Name, Piece, Verify};

/// The types of all webhooks.
pub(super) fn hooks(cx: &Context<'_>) -> TokenStream {
    let hooks = cx.api.hooks.iter().map(|one| hook(cx, one));
    let is_hashed = |hook: &Hook| matches!(hook.verify, Some(Verify::Hmac(_)));
    let needs = cx.api.hooks.iter().any(is_hashed);
    let needs = needs.then(|| quote!(__rt::needs_webhook!();));
    quote!(#needs #(#hooks)*)
}

fn hook(cx: &Context<'_>, hook: &Hook) -> TokenStream {
    let name = ident(&hook.name.pascal);
    let event = match &hook.body {
        Some(body) => types::value(cx, body),
        None => quote!(()),
    };
    let doc = doc(hook);
    let deprecated = deprecated(hook.deprecated.as_deref());
    let secrets: Vec<_> = secrets(hook).map(|secret| ident(&secret.snake)).collect();
    let given = match secrets.is_empty() {
        true => quote!([] as [__rt::Secret; 0]),
        false => quote!([#(#secrets.into()),*]),
    };
    let info = info(cx, hook);
    let allow = cx.allow_unused();
    let (about, default) = match secrets.is_empty() {
        true => (
            "A receiver of this webhook.",
            Some(quote! {
                #allow
                impl ::core::default::Default for #name {
                    fn default() -> Self { Self::new() }
                }
            }),
        ),
        false => (
            "A receiver of this webhook, with what it is verified by.",
            None,
        ),
    };
    quote! {
        #doc
        #deprecated
        #allow
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct #name(__rt::Hook);
        #allow
        impl #name {
            #[doc = #about]
            pub fn new(#(#secrets: impl ::core::convert::Into<__rt::Secret>),*) -> Self {
                static HOOK: __rt::HookInfo = #info;
                Self(__rt::Hook::new(&HOOK, #given))
            }
        }
        #default
        __rt::hook!(#name, #event);
    }
}

/// What verifies a webhook, in the order in which the runtime takes it.
fn secrets(hook: &Hook) -> impl Iterator<Item = &Name> {
    let names = match &hook.verify {
        Some(Verify::Sign(signing)) => signing.secrets.iter().collect(),
        Some(Verify::Hmac(hmac)) => vec![&hmac.secret],
        None => Vec::new(),
    };
    names.into_iter()
}

fn doc(hook: &Hook) -> TokenStream {
    let doc = Doc::of(hook.doc.as_deref(), || {
        format!("The webhook {}.", code(&hook.name.wire))
    });
    let doc = doc.paragraph(format!("The vendor sends it by `{}`.", hook.method));
    match hook.verify {
        Some(_) => doc,
        None => doc.paragraph(
            "Nothing proves that it is the vendor's: whoever knows the URL can send one."
                .to_owned(),
        ),
    }
    .tokens()
}

fn info(cx: &Context<'_>, hook: &Hook) -> TokenStream {
    let (name, method) = (&hook.name.wire, &hook.method);
    let vendor = &cx.api.vendor.wire;
    let body = hook.body.as_ref().map(|body| {
        let field = field::unnamed(cx, body);
        match hook.is_form {
            true => quote!(body: __rt::HookBody::Form(&#field),),
            false => quote!(body: __rt::HookBody::Json(&#field),),
        }
    });
    let verify = hook.verify.as_ref().map(|verify| {
        let verify = match verify {
            Verify::Sign(signing) => {
                let with = oauth::path(&signing.with);
                quote!(Rust(&__rt::Verifying { with: &#with }))
            }
            Verify::Hmac(hmac) => {
                let hmac = self::hmac(hmac);
                quote!(Hmac(&#hmac))
            }
        };
        let verify = types::some(quote!(__rt::HookCheck::#verify));
        quote!(verify: #verify,)
    });
    let status = (hook.status != 200).then(|| {
        let status = Token::u16_unsuffixed(hook.status);
        quote!(status: #status,)
    });
    let headers = hook.headers.iter().map(|(name, from)| {
        let name = name.to_ascii_lowercase();
        let from = match from {
            HookSource::Header(name) => {
                let name = name.to_ascii_lowercase();
                quote!(Header(#name))
            }
            HookSource::Query(name) => quote!(Query(#name)),
        };
        quote!((#name, __rt::HookSource::#from))
    });
    let headers = (!hook.headers.is_empty()).then(|| quote!(headers: &[#(#headers),*],));
    let is_whole = [&body, &verify, &status, &headers]
        .iter()
        .all(|one| one.is_some());
    let rest = (!is_whole).then(|| quote!(..__rt::HOOK));
    quote! {
        __rt::HookInfo {
            vendor: #vendor,
            name: #name,
            method: #method,
            #body #verify #status #headers #rest
        }
    }
}

fn hmac(hmac: &Hmac) -> TokenStream {
    let (header, prefix) = (hmac.header.to_ascii_lowercase(), &hmac.prefix);
    let hash = match hmac.hash {
        Hash::Sha256 => quote!(Sha256),
        Hash::Sha512 => quote!(Sha512),
    };
    let encoding = match hmac.encoding {
        Encoding::Hex => quote!(Hex),
        Encoding::Base64 => quote!(Base64),
    };
    let over = hmac.over.iter().map(|piece| match piece {
        Piece::Text(text) => quote!(__rt::HookPiece::Text(#text)),
        Piece::Header(name) => {
            let name = name.to_ascii_lowercase();
            quote!(__rt::HookPiece::Header(#name))
        }
        Piece::Body => quote!(__rt::HookPiece::Body),
    });
    let timestamp = types::option(hmac.timestamp.as_ref().map(|(header, tolerance)| {
        let header = header.to_ascii_lowercase();
        let tolerance = Token::u64_unsuffixed(*tolerance);
        quote!((#header, #tolerance))
    }));
    quote! {
        __rt::HookHmac {
            header: #header,
            prefix: #prefix,
            hash: __rt::HookHash::#hash,
            encoding: __rt::HookEncoding::#encoding,
            over: &[#(#over),*],
            timestamp: #timestamp,
        }
    }
}
