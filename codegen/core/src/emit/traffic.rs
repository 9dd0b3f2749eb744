//! When calls are sent again and how often a vendor may be called in; constant descriptions out, each once.

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::{format_ident, quote};

use super::context::Context;
use super::endpoint::{listed, source};
use super::types::{option, some};
use crate::api::{
    Api, Body, Endpoint, Grant, Left, Limit, LimitId, Rate, Reset, RetryCause, Retrying,
    SchemeKind, Target, TypeKind,
};

/// What a call has of it.
#[derive(Clone, PartialEq)]
pub(super) struct Traffic {
    retry: Option<Retrying>,
    key: Option<Key>,
    limits: Vec<LimitId>,
}

#[derive(Clone, PartialEq)]
enum Key {
    Param(usize),
    Field(String),
}

impl Traffic {
    /// What of it a call has; nothing where it has nothing.
    fn of(api: &Api, endpoint: &Endpoint) -> Option<Self> {
        Self {
            retry: endpoint.retry.clone(),
            key: endpoint.idempotency.and_then(|to| key(api, endpoint, to)),
            limits: endpoint.limits.clone(),
        }
        .said()
    }

    /// What of it calls have that the spec does not declare.
    fn of_undeclared(api: &Api) -> Option<Self> {
        Self {
            retry: api.undeclared.retry.clone(),
            key: None,
            limits: api.undeclared.limits.clone(),
        }
        .said()
    }

    /// What of it requests for tokens have.
    fn of_token(grant: &Grant) -> Option<Self> {
        Self {
            retry: grant.retry.clone(),
            key: None,
            limits: Vec::new(),
        }
        .said()
    }

    fn said(self) -> Option<Self> {
        let is_any = self.retry.is_some() || self.key.is_some() || !self.limits.is_empty();
        is_any.then_some(self)
    }

    /// All that calls have, each once.
    pub(super) fn all(api: &Api) -> Vec<Self> {
        let mut all = Vec::new();
        let of_endpoints = api.endpoints.iter().filter_map(|one| Self::of(api, one));
        let of_tokens = api.schemes.iter().filter_map(|scheme| match &scheme.kind {
            SchemeKind::Grant(grant) => Self::of_token(grant),
            _ => None,
        });
        let of_calls = of_endpoints.chain(of_tokens);
        for traffic in of_calls.chain(Self::of_undeclared(api)) {
            if !all.contains(&traffic) {
                all.push(traffic);
            }
        }
        all
    }
}

fn key(api: &Api, endpoint: &Endpoint, to: Target) -> Option<Key> {
    match (to, &endpoint.body) {
        (Target::Param(index), _) => Some(Key::Param(index)),
        (Target::BodyField(index), Some(Body::Record(id))) => match &api.ty(*id).kind {
            TypeKind::Record(record) => Some(Key::Field(record.fields[index].name.wire.clone())),
            _ => None,
        },
        (Target::BodyField(_), _) => None,
    }
}

fn name(index: usize) -> Ident {
    format_ident!("TRAFFIC_{index}")
}

/// The field of an endpoint's description.
pub(super) fn field(cx: &Context<'_>, endpoint: &Endpoint) -> Option<TokenStream> {
    found(cx, Traffic::of(cx.api, endpoint)?)
}

/// The same of calls that the spec does not declare.
pub(super) fn of_undeclared(cx: &Context<'_>) -> Option<TokenStream> {
    found(cx, Traffic::of_undeclared(cx.api)?)
}

/// The same of what gives tokens.
pub(super) fn of_token(cx: &Context<'_>, grant: &Grant) -> Option<TokenStream> {
    found(cx, Traffic::of_token(grant)?)
}

fn found(cx: &Context<'_>, traffic: Traffic) -> Option<TokenStream> {
    let at = cx.traffic.iter().position(|other| *other == traffic)?;
    let name = name(at);
    Some(quote!(traffic: &#name,))
}

/// The statics to which endpoints refer.
pub(super) fn statics(cx: &Context<'_>) -> impl Iterator<Item = TokenStream> {
    // Calls that a feature hides may leave one unused.
    let allow = cx.allow_unused();
    cx.traffic.iter().enumerate().map(move |(index, traffic)| {
        let name = name(index);
        let retry = traffic.retry.as_ref().map(|retry| {
            let retry = some(retrying(retry));
            quote!(retry: #retry,)
        });
        let key = traffic.key.as_ref().map(|key| {
            let key = some(match key {
                Key::Param(index) => {
                    let index = Token::usize_unsuffixed(*index);
                    quote!(__rt::Key::Param(#index))
                }
                Key::Field(name) => quote!(__rt::Key::Field(#name)),
            });
            quote!(key: #key,)
        });
        let limits = traffic.limits.iter().map(|id| {
            let index = Token::usize_unsuffixed(id.0);
            quote!(#index)
        });
        let limits = listed(quote!(limits), limits);
        let rest = rest(&[&retry, &key, &limits], quote!(TRAFFIC));
        quote! {
            #allow
            static #name: __rt::Traffic = __rt::Traffic { #retry #key #limits #rest };
        }
    })
}

/// The runtime's constant that completes a description, unless there is nothing to complete.
fn rest(said: &[&Option<TokenStream>], constant: TokenStream) -> Option<TokenStream> {
    let is_whole = said.iter().all(|one| one.is_some());
    (!is_whole).then(|| quote!(..__rt::#constant))
}

fn retrying(retry: &Retrying) -> TokenStream {
    let causes = retry.causes.iter().map(|cause| match cause {
        RetryCause::Transport => quote!(__rt::RetryCause::Transport),
        RetryCause::Timeout => quote!(__rt::RetryCause::Timeout),
        RetryCause::Throttle => quote!(__rt::RetryCause::Throttle),
        RetryCause::Transient => quote!(__rt::RetryCause::Transient),
        RetryCause::Http(range) => {
            let (low, high) = (
                Token::u16_unsuffixed(range.low),
                Token::u16_unsuffixed(range.high),
            );
            quote!(__rt::RetryCause::Http(#low, #high))
        }
    });
    let tries = Token::u32_unsuffixed(retry.tries);
    let (min, max) = (
        Token::u64_unsuffixed(retry.min),
        Token::u64_unsuffixed(retry.max),
    );
    let wait = source(&retry.wait);
    quote! {
        __rt::Retrying { causes: &[#(#causes),*], tries: #tries, min: #min, max: #max, wait: #wait }
    }
}

/// A limit of the vendor; what is as in the runtime's `LIMIT` is left out.
pub(super) fn limit(limit: &Limit) -> TokenStream {
    let name = &limit.name;
    let rate = limit.rate.map(|Rate { count, millis }| {
        let (count, millis) = (Token::u32_unsuffixed(count), Token::u64_unsuffixed(millis));
        let rate = some(quote!((#count, #millis)));
        quote!(rate: #rate,)
    });
    let number = |number: Option<u32>| {
        option(number.map(|number| {
            let number = Token::u32_unsuffixed(number);
            quote!(#number)
        }))
    };
    let burst = limit.burst.is_some().then(|| {
        let burst = number(limit.burst);
        quote!(burst: #burst,)
    });
    let concurrent = limit.concurrent.is_some().then(|| {
        let concurrent = number(limit.concurrent);
        quote!(concurrent: #concurrent,)
    });
    let left = limit.left.as_ref().map(|left| {
        let left = some(self::left(left));
        quote!(left: #left,)
    });
    let rest = rest(&[&rate, &burst, &concurrent, &left], quote!(LIMIT));
    quote!(__rt::Limit { name: #name, #rate #burst #concurrent #left #rest })
}

fn left(left: &Left) -> TokenStream {
    let (remaining, reset) = (source(&left.remaining), source(&left.reset));
    let says = match left.says {
        Reset::Unix => quote!(Unix),
        Reset::UnixMillis => quote!(UnixMillis),
        Reset::Rfc3339 => quote!(Rfc3339),
        Reset::Rfc2822 => quote!(Rfc2822),
        Reset::Seconds => quote!(Seconds),
        Reset::Millis => quote!(Millis),
    };
    quote!(__rt::Left { remaining: #remaining, reset: #reset, says: __rt::Reset::#says })
}
