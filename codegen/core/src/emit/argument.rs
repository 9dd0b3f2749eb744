//! A value that a user gives: how a method takes it, and what is made of it.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::quote;

use super::context::Context;
use super::endpoint::is_json;
use super::types::{self, ident, text_argument};
use crate::api::{Param, Place, Type, TypeKind, Use};

/// An argument that is taken as the most convenient type, and the expression that makes of it what is kept.
pub(super) struct Argument {
    /// `name: T`.
    pub(super) parameter: TokenStream,
    /// The kept value.
    pub(super) value: TokenStream,
}

/// An argument that ends up in a value of the type `held`.
pub(super) fn owned(name: &Ident, ty: &Type, held: TokenStream) -> Argument {
    match ty {
        Type::Str | Type::Secret | Type::Decimal | Type::Bytes => Argument {
            parameter: quote!(#name: impl ::core::convert::Into<#held>),
            value: quote!(#name.into()),
        },
        _ => Argument {
            parameter: quote!(#name: #held),
            value: quote!(#name),
        },
    }
}

/// The attribute of a function with more arguments than clippy likes: their number is the vendor's.
pub(super) fn many_arguments(count: usize) -> Option<TokenStream> {
    (count > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}

/// An argument that is sent as a parameter; its value is the call of the runtime that sets it.
pub(super) fn sent(cx: &Context<'_>, index: usize, param: &Param) -> Argument {
    let name = ident(&param.name.snake);
    let index = Token::usize_unsuffixed(index);
    if param.place == Place::Part && !param.ty.null {
        match &param.ty.ty {
            Type::List(item) if is_file(cx, item) && param.ty.codecs.is_empty() => {
                return Argument {
                    parameter: quote!(#name: impl ::core::iter::IntoIterator<Item: ::core::convert::Into<__rt::File>>),
                    value: quote!(.with_files(#index, __rt::files(#name))),
                };
            }
            _ if is_file(cx, &param.ty) => {
                return Argument {
                    parameter: quote!(#name: impl ::core::convert::Into<__rt::File>),
                    value: quote!(.with_file(#index, #name.into())),
                };
            }
            _ => {}
        }
    }
    match &param.ty.ty {
        Type::Str if !param.ty.null && param.ty.codecs.is_empty() && !is_json(param) => {
            let text = text_argument();
            Argument {
                parameter: quote!(#name: #text),
                value: quote!(.with_str(#index, #name.as_ref())),
            }
        }
        Type::List(item) if !param.ty.null => {
            let ty = types::value(cx, item);
            let taken = match item.ty {
                Type::Str if !item.null => quote!(Item: ::core::convert::Into<#ty>),
                _ => quote!(Item = #ty),
            };
            Argument {
                parameter: quote!(#name: impl ::core::iter::IntoIterator<#taken>),
                value: quote!(.with(#index, &__rt::list::<#ty>(#name))),
            }
        }
        ty => {
            let Argument { parameter, value } = owned(&name, ty, types::value(cx, &param.ty));
            Argument {
                parameter,
                value: quote!(.with(#index, &#value)),
            }
        }
    }
}

/// Whether a part is a file: bytes without a codec of their own.
fn is_file(cx: &Context<'_>, used: &Use) -> bool {
    let mut at = used;
    while let (true, Type::Named(id)) = (at.codecs.is_empty(), &at.ty)
        && let TypeKind::Alias(inner) = &cx.api.ty(*id).kind
    {
        at = inner;
    }
    at.ty == Type::Bytes && at.codecs.is_empty()
}

/// Names that clippy expects of a trait's method that takes `self` alone.
const UNARY: [&str; 9] = [
    "borrow", "clone", "default", "deref", "from_str", "hash", "neg", "next", "not",
];

/// Names that clippy expects of a trait's method that takes `self` and a value.
const BINARY: [&str; 13] = [
    "add", "bitand", "bitor", "bitxor", "cmp", "div", "eq", "index", "mul", "rem", "shl", "shr",
    "sub",
];

/// The attribute of an `impl` whose methods, named by the vendor, promise clippy something else; each comes with the
/// number of its arguments, `self` among them.
pub(super) fn conventions<'a>(
    methods: impl IntoIterator<Item = (&'a str, usize)>,
) -> Option<TokenStream> {
    let lints = methods
        .into_iter()
        .flat_map(|(name, arguments)| convention(name, arguments));
    let lints: BTreeSet<&str> = lints.copied().collect();
    let lints = lints.into_iter().map(ident);
    let lints: Vec<_> = lints.map(|lint| quote!(clippy::#lint)).collect();
    (!lints.is_empty()).then(|| quote!(#[allow(#(#lints),*)]))
}

/// The lints that a method's name sets off.
fn convention(name: &str, arguments: usize) -> &'static [&'static str] {
    let of_a_trait: &[&str] = if arguments == 1 { &UNARY } else { &BINARY };
    let prefixes = ["as_", "from_", "into_", "is_", "to_"];
    if name == "new" {
        &["new_ret_no_self", "wrong_self_convention"]
    } else if of_a_trait.contains(&name) {
        &["should_implement_trait"]
    } else if prefixes.iter().any(|prefix| name.starts_with(prefix)) {
        &["wrong_self_convention"]
    } else {
        &[]
    }
}
