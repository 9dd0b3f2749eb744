//! The setters of a call: optional parameters, and optional fields of its body.

use proc_macro2::TokenStream;
use quote::quote;

use super::argument::{Argument, convention, owned, sent};
use super::context::Context;
use super::doc::{Doc, code, deprecated};
use super::predicate;
use super::record::{field_doc, is_argument};
use super::types::{self, ident};
use crate::api::{Endpoint, Field, Param, Place, Presence, TypeId};

pub(super) fn setters(cx: &Context<'_>, endpoint: &Endpoint) -> TokenStream {
    let params = endpoint.params.iter().enumerate();
    let mut setters: Vec<_> = params
        .filter(|(_, param)| is_optional(param))
        .map(|(index, one)| param_setter(cx, endpoint, index, one))
        .collect();
    if let Some((id, record)) = cx.body_record(endpoint) {
        let fields = record.fields.iter().enumerate();
        let fields = fields.filter(|(_, field)| !is_argument(field) && field.constant.is_none());
        setters.extend(fields.map(|(position, field)| body_setter(cx, id, position, field)));
    }
    if setters.is_empty() {
        return TokenStream::new();
    }
    let name = ident(&endpoint.name.pascal);
    let allow = cx.allow_unused();
    quote! {
        #allow
        impl #name {
            #(#setters)*
        }
    }
}

pub(super) fn is_required(param: &Param) -> bool {
    param.required && param.constant.is_none()
}

fn is_optional(param: &Param) -> bool {
    !param.required && param.constant.is_none()
}

fn param_setter(cx: &Context<'_>, endpoint: &Endpoint, index: usize, param: &Param) -> TokenStream {
    let name = ident(&param.name.snake);
    let doc = param_doc(param);
    let deprecated = deprecated(param.deprecated.as_deref());
    let lint = convention(&param.name.snake, 2);
    let Argument { parameter, value } = sent(cx, index, param);
    let body = endpoint.body.as_ref().map(|_| quote!(, self.1));
    quote! {
        #doc
        #deprecated
        #lint
        pub fn #name(self, #parameter) -> Self { Self(self.0 #value #body) }
    }
}

fn param_doc(param: &Param) -> TokenStream {
    let place = match param.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "headers",
    };
    let sent = format!("Sent as {} in the {place}", code(&param.name.wire));
    let assumed = match (&param.send, &param.default) {
        (Some(value), _) => format!("; {} unless it is set", code(&predicate::text(value))),
        (None, Some(default)) => format!("; the vendor assumes {}", code(default)),
        (None, None) => String::new(),
    };
    let sentence = format!("{sent}{assumed}.");
    let doc = match &param.doc {
        Some(text) => Doc::of(Some(text), String::new).paragraph(sentence),
        None => Doc::of(None, || sentence),
    };
    doc.tokens()
}

/// A setter of a field of the body.
fn body_setter(cx: &Context<'_>, id: TypeId, position: usize, field: &Field) -> TokenStream {
    let name = ident(&field.name.snake);
    let doc = field_doc(field)
        .paragraph(format!("Sent as {} in the body.", code(&field.name.wire)))
        .tokens();
    let deprecated = deprecated(field.deprecated.as_deref());
    let lint = convention(&field.name.snake, 2);
    let held = types::held(cx, id, position, field);
    let argument = match field.presence {
        Presence::Required | Presence::Optional | Presence::Lenient => {
            let Argument { parameter, value } = owned(&name, &field.ty.ty, held);
            Argument {
                parameter,
                value: types::some(value),
            }
        }
        Presence::Nullable | Presence::LenientNull => Argument {
            parameter: quote!(#name: impl ::core::convert::Into<__rt::Maybe<#held>>),
            value: quote!(#name.into().into_option()),
        },
        Presence::Maybe => Argument {
            parameter: quote!(#name: impl ::core::convert::Into<__rt::Maybe<#held>>),
            value: quote!(#name.into()),
        },
    };
    let Argument { parameter, value } = argument;
    quote! {
        #doc
        #deprecated
        #lint
        pub fn #name(mut self, #parameter) -> Self {
            self.1.#name = #value;
            self
        }
    }
}
