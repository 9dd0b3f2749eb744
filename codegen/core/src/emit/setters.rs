//! The setters of a call: optional parameters, and optional fields of its body.

use proc_macro2::TokenStream;
use quote::quote;

use super::argument::{Argument, owned, sent};
use super::construct::is_argument;
use super::context::Context;
use super::doc::{Doc, code, deprecated};
use super::predicate;
use super::types::{self, ident};
use crate::api::{Endpoint, Field, Param, Place, Presence, StructField, TypeId};

/// A row for each setter, of which macros of the runtime make the methods.
pub(super) fn setters(cx: &Context<'_>, endpoint: &Endpoint) -> TokenStream {
    let (name, mode) = (ident(&endpoint.name.pascal), cx.mode());
    let params = endpoint.params.iter().enumerate();
    let params = params.filter(|(_, param)| is_optional(param));
    let params = params.map(|(index, one)| param_setter(cx, index, one));
    let format = cx.has_formats().then(|| {
        quote! {
            /// The format of this call's bodies, whatever the client's is.
            format: Format => .format(format),
        }
    });
    let of_call: Vec<_> = params.chain(format).collect();
    let of_call = (!of_call.is_empty()).then(|| {
        let with = cx.holds_body(endpoint).then(|| quote!(with 1));
        quote!(__rt::setters! { #name<#mode> #with; #(#of_call)* })
    });
    let body = cx.body_record(endpoint);
    let fields = body.into_iter().flat_map(|(id, record)| {
        record.members().filter_map(move |member| match member {
            StructField::Field(position, field) => Some((id, position, field)),
            StructField::Flattened(_) => None,
        })
    });
    let fields = fields.filter(|(.., field)| !is_argument(field) && field.constant.is_none());
    let of_body: Vec<_> = fields
        .map(|(id, position, field)| body_setter(cx, id, position, field))
        .collect();
    let of_body = (!of_body.is_empty())
        .then(|| quote!(__rt::setters_of_body! { #name<#mode>; #(#of_body)* }));
    quote!(#of_call #of_body)
}

pub(super) fn is_required(param: &Param) -> bool {
    param.required && param.is_callers()
}

fn is_optional(param: &Param) -> bool {
    !param.required && param.is_callers()
}

fn param_setter(cx: &Context<'_>, index: usize, param: &Param) -> TokenStream {
    let doc = param_doc(param);
    let deprecated = deprecated(param.deprecated.as_deref());
    let Argument { parameter, value } = sent(cx, index, param);
    quote!(#doc #deprecated #parameter => #value,)
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
    quote!(#doc #deprecated #parameter => #value,)
}
