//! The setters of a call: optional parameters, and optional fields of its body.

use proc_macro2::TokenStream;
use quote::quote;

use super::argument::{Argument, conventions, owned, sent};
use super::construct::is_argument;
use super::context::Context;
use super::doc::{Doc, code, deprecated};
use super::predicate;
use super::types::{self, ident};
use crate::api::{Endpoint, Field, Param, Place, Presence, StructField, TypeId};

pub(super) fn setters(cx: &Context<'_>, endpoint: &Endpoint) -> TokenStream {
    let params = endpoint.params.iter().enumerate();
    let params = params.filter(|(_, param)| is_optional(param));
    let of_params = params.map(|(index, one)| {
        let setter = param_setter(cx, endpoint, index, one);
        (one.name.snake.as_str(), setter)
    });
    let body = cx.body_record(endpoint);
    let fields = body.into_iter().flat_map(|(id, record)| {
        record.members().filter_map(move |member| match member {
            StructField::Field(position, field) => Some((id, position, field)),
            StructField::Flattened(_) => None,
        })
    });
    let fields = fields.filter(|(.., field)| !is_argument(field) && field.constant.is_none());
    let of_fields = fields.map(|(id, position, field)| {
        let setter = body_setter(cx, id, position, field);
        (field.name.snake.as_str(), setter)
    });
    let (names, setters): (Vec<_>, Vec<_>) = of_params.chain(of_fields).unzip();
    let format = cx.has_formats().then(|| format_setter(cx, endpoint));
    if setters.is_empty() && format.is_none() {
        return TokenStream::new();
    }
    let (name, mode) = (ident(&endpoint.name.pascal), cx.mode());
    let (allow, lints) = (
        cx.allow_unused(),
        conventions(names.into_iter().map(|name| (name, 2))),
    );
    quote! {
        #allow
        #lints
        impl<#mode> #name<#mode> {
            #(#setters)*
            #format
        }
    }
}

fn format_setter(cx: &Context<'_>, endpoint: &Endpoint) -> TokenStream {
    let body = cx.holds_body(endpoint).then(|| quote!(, self.1));
    quote! {
        /// The format of this call's bodies, whatever the client's is.
        pub fn format(self, format: Format) -> Self { Self(self.0.format(format) #body) }
    }
}

pub(super) fn is_required(param: &Param) -> bool {
    param.required && param.is_callers()
}

fn is_optional(param: &Param) -> bool {
    !param.required && param.is_callers()
}

fn param_setter(cx: &Context<'_>, endpoint: &Endpoint, index: usize, param: &Param) -> TokenStream {
    let name = ident(&param.name.snake);
    let doc = param_doc(param);
    let deprecated = deprecated(param.deprecated.as_deref());
    let Argument { parameter, value } = sent(cx, index, param);
    let body = cx.holds_body(endpoint).then(|| quote!(, self.1));
    quote! {
        #doc
        #deprecated
        pub fn #name(self, #parameter) -> Self { Self(self.0 #value #body) }
    }
}

fn param_doc(param: &Param) -> TokenStream {
    let place = match param.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "headers",
        Place::Form => "form",
        Place::Part => "body's parts",
        Place::Beside => "body, beside what it is about",
    };
    let sent = format!("Sent as {} in the {place}", code(&param.name.wire));
    let assumed = match (&param.send, &param.default) {
        (Some(value), _) => format!("; {} unless it is set", code(&predicate::text(value))),
        (None, Some(default)) => format!("; the vendor assumes {}", code(default)),
        (None, None) => String::new(),
    };
    let sentence = format!("{sent}{assumed}.");
    documented(param.doc.as_deref(), sentence)
}

/// The spec's words if there are any, and a sentence of our own.
fn documented(words: Option<&str>, sentence: String) -> TokenStream {
    let doc = match words {
        Some(text) => Doc::of(Some(text), String::new).paragraph(sentence),
        None => Doc::of(None, || sentence),
    };
    doc.tokens()
}

/// A setter of a field of the body.
fn body_setter(cx: &Context<'_>, id: TypeId, position: usize, field: &Field) -> TokenStream {
    let name = ident(&field.name.snake);
    let sent = format!("Sent as {} in the body", code(&field.name.wire));
    let sentence = match &field.default {
        Some(default) => format!("{sent}; the vendor assumes {}.", code(default)),
        None => format!("{sent}."),
    };
    let doc = documented(field.doc.as_deref(), sentence);
    let deprecated = deprecated(field.deprecated.as_deref());
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
        pub fn #name(mut self, #parameter) -> Self {
            self.1.#name = #value;
            self
        }
    }
}
