//! The vendor's errors: kinds, documented bodies, and the rules that tell them apart.

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::{format_ident, quote};

use super::context::Context;
use super::doc::{Doc, code};
use super::predicate::{literals, path, predicate, retry, text};
use super::types::{ident, option};
use crate::api::{Auth, ErrorKind, ErrorRule, KindCase, KindId, KindTest, RuleId};

/// `ErrorKind`, `ErrorBody`, `Error` and the rules that some endpoint refers to.
pub(super) fn errors(cx: &Context<'_>) -> TokenStream {
    let alias = alias(cx);
    let kinds = kinds(cx);
    let bodies = bodies(cx);
    let rules = cx
        .api
        .rules
        .iter()
        .enumerate()
        .filter(|(index, _)| is_used(cx, RuleId(*index)));
    let rules = rules.map(|(index, one)| rule(cx, RuleId(index), one));
    quote! {
        #alias
        #kinds
        #bodies
        #(#rules)*
    }
}

fn alias(cx: &Context<'_>) -> TokenStream {
    let allow = cx.allow_unused();
    quote! {
        /// What can go wrong with a call.
        #allow
        pub type Error = __rt::Error<Vendor>;
    }
}

fn kinds(cx: &Context<'_>) -> TokenStream {
    let kinds = cx.api.kinds.iter().enumerate().map(|(index, kind)| {
        let name = ident(&kind.name.pascal);
        let doc = kind_doc(cx, KindId(index), kind);
        quote! {
            #doc
            #name,
        }
    });
    let doc = Doc::of(None, || match cx.api.kinds.is_empty() {
        true => "The errors that the spec tells apart: none.".to_owned(),
        false => "The errors that the spec tells apart.".to_owned(),
    });
    let doc = doc.tokens();
    quote! {
        #doc
        #[derive(
            ::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug,
            ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash
        )]
        #[non_exhaustive]
        pub enum ErrorKind {
            #(#kinds)*
        }
    }
}

fn kind_doc(cx: &Context<'_>, id: KindId, kind: &ErrorKind) -> TokenStream {
    let doc = Doc::of(kind.doc.as_deref(), || match codes(cx, id).as_slice() {
        [] => format!("The spec's {}.", code(&kind.name.wire)),
        codes => format!("The vendor's code {}.", codes.join(" or ")),
    });
    doc.tokens()
}

/// The codes that stand for a kind, each once, for a person: a number and the same in quotes are one.
fn codes(cx: &Context<'_>, id: KindId) -> Vec<String> {
    let cases = cx.api.rules.iter().flat_map(|rule| &rule.kinds);
    let literals = cases
        .filter(|case| case.kind == id)
        .flat_map(|case| match &case.when {
            KindTest::Code(codes) => codes.as_slice(),
            KindTest::When(_) => &[],
        });
    let mut codes = Vec::new();
    for literal in literals {
        let shown = code(&text(literal));
        if !codes.contains(&shown) {
            codes.push(shown);
        }
    }
    codes
}

fn bodies(cx: &Context<'_>) -> TokenStream {
    let variants = cx.error_bodies.iter().map(|id| {
        let def = cx.api.ty(*id);
        let name = ident(&def.name.pascal);
        let doc = Doc::of(None, || {
            format!("A body of the type [`{}`].", def.name.pascal)
        })
        .tokens();
        quote! {
            #doc
            #name(#name),
        }
    });
    let allow = cx.allow_deprecated();
    let doc = Doc::of(None, || match cx.error_bodies.is_empty() {
        true => "The bodies of errors that the spec describes: none.".to_owned(),
        false => "The bodies of errors that the spec describes.".to_owned(),
    });
    let doc = doc.tokens();
    // Bodies differ in size as the vendor's types do; boxing them would only make matching harder.
    let sizes = (cx.error_bodies.len() > 1).then(|| quote!(#[allow(clippy::large_enum_variant)]));
    quote! {
        #doc
        #allow
        #sizes
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
        #[non_exhaustive]
        pub enum ErrorBody {
            #(#variants)*
        }
    }
}

fn is_used(cx: &Context<'_>, id: RuleId) -> bool {
    let of_endpoints = cx.api.endpoints.iter().map(|endpoint| &endpoint.rules);
    let mut all = of_endpoints.chain([&cx.api.undeclared.rules]);
    all.any(|rules| rules.contains(&id))
}

/// The name of a rule's static.
pub(super) fn rule_name(id: RuleId) -> Ident {
    format_ident!("RULE_{}", id.0)
}

fn rule(cx: &Context<'_>, id: RuleId, rule: &ErrorRule) -> TokenStream {
    let name = rule_name(id);
    let (when, again) = (predicate(&rule.when), retry(rule.retry));
    let body = rule
        .body
        .and_then(|id| cx.error_bodies.iter().position(|known| *known == id));
    let body = option(body.map(|index| {
        let index = Token::usize_unsuffixed(index);
        quote!(#index)
    }));
    let code = option(rule.code.as_ref().map(path));
    let message = option(rule.message.as_ref().map(path));
    let kinds = rule.kinds.iter().map(kind_case);
    let allow = cx.target.has_gates().then(|| cx.allow_unused());
    quote! {
        #allow
        static #name: __rt::Rule = __rt::Rule {
            when: #when,
            body: #body,
            code: #code,
            message: #message,
            kinds: &[#(#kinds),*],
            retry: #again,
        };
    }
}

fn kind_case(case: &KindCase) -> TokenStream {
    let kind = Token::usize_unsuffixed(case.kind.0);
    let again = retry(case.retry);
    let when = match &case.when {
        KindTest::Code(codes) => {
            let codes = literals(codes);
            quote!(__rt::KindTest::Code(#codes))
        }
        KindTest::When(when) => {
            let when = predicate(when);
            quote!(__rt::KindTest::When(#when))
        }
    };
    quote!(__rt::KindCase { kind: #kind, when: #when, retry: #again })
}

/// The scheme that a call shows its credentials by.
pub(super) fn scheme(auth: Auth) -> TokenStream {
    option(match auth {
        Auth::None => None,
        Auth::Scheme(id) => {
            let index = Token::usize_unsuffixed(id.0);
            Some(quote!(#index))
        }
    })
}
