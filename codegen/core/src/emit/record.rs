//! A record: its struct, its shape, its accessors.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::argument::{many_arguments, owned};
use super::context::Context;
use super::doc::{Doc, code, deprecated};
use super::predicate;
use super::types::{self, ident, none, some};
use super::{enums, field};
use crate::api::{
    Field, Literal, Presence, Record, RecordXml, Type, TypeDef, TypeId, TypeKind, Use,
};

/// Everything about one record.
pub(super) fn record(cx: &Context<'_>, id: TypeId, def: &TypeDef, record: &Record) -> TokenStream {
    let name = ident(&def.name.pascal);
    let definition = definition(cx, id, def, record);
    let accessors = accessors(cx, def, record);
    let blank = blank(cx, def, record);
    let new = def.sent.then(|| new(cx, id, def, record));
    let xml = record.xml.as_ref().map(|_| quote!(, xml));
    quote! {
        #definition
        #new
        #accessors
        #blank
        __rt::record!(#name #xml);
    }
}

fn definition(cx: &Context<'_>, id: TypeId, def: &TypeDef, record: &Record) -> TokenStream {
    let name = ident(&def.name.pascal);
    let (doc, allow) = (types::doc(def), cx.allow_unused());
    let deprecated = deprecated(def.deprecated.as_deref());
    let fields = record
        .fields
        .iter()
        .enumerate()
        .map(|(position, field)| struct_field(cx, id, position, field));
    let extra = record.extra.then(|| {
        quote! {
            /// Fields that the spec does not declare.
            pub extra: __rt::Extra,
        }
    });
    quote! {
        #doc
        #deprecated
        #allow
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #extra
        }
    }
}

fn struct_field(cx: &Context<'_>, id: TypeId, position: usize, field: &Field) -> TokenStream {
    let name = ident(&field.name.snake);
    let ty = types::field(cx, id, position, field);
    let doc = field_doc(field).tokens();
    let deprecated = deprecated(field.deprecated.as_deref());
    quote! {
        #doc
        #deprecated
        pub #name: #ty,
    }
}

/// What a field is, and what the vendor assumes where it is left out.
pub(super) fn field_doc(field: &Field) -> Doc {
    let doc = Doc::of(field.doc.as_deref(), || {
        format!("The vendor's {}.", code(&field.name.wire))
    });
    let doc = match &field.default {
        Some(default) => doc.paragraph(format!("The vendor assumes {}.", code(default))),
        None => doc,
    };
    match &field.constant {
        Some(value) => doc.paragraph(format!("Always {}.", code(&predicate::text(value)))),
        None => doc,
    }
}

fn accessors(cx: &Context<'_>, def: &TypeDef, record: &Record) -> TokenStream {
    let name = ident(&def.name.pascal);
    let (allow, text) = (cx.allow_deprecated(), &def.name.pascal);
    let wire = record.fields.iter().map(|f| &f.name.wire);
    let marked = record.fields.iter().filter_map(|f| field::marked(cx, f));
    let xml = record.xml.as_ref().map(|xml| {
        let xml = self::xml(xml);
        quote!(.with_xml(#xml))
    });
    let names: Vec<_> = record.fields.iter().map(|f| ident(&f.name.snake)).collect();
    let (index, get) = by_index(
        names.iter().map(|name| quote!(&self.#name)).collect(),
        quote!(__rt::no_field()),
    );
    let slots = names.iter().map(|name| quote!(&mut self.#name)).collect();
    let (_, slot) = by_index(slots, quote!(__rt::no_field_mut()));
    let extra = record.extra.then(|| {
        let (shared, unique) = (some(quote!(&self.extra)), some(quote!(&mut self.extra)));
        quote! {
            fn extra(&self) -> ::core::option::Option<&__rt::Extra> { #shared }
            fn extra_mut(&mut self) -> ::core::option::Option<&mut __rt::Extra> { #unique }
        }
    });
    quote! {
        #allow
        impl __rt::Record for #name {
            fn shape(&self) -> &'static __rt::Shape {
                static SHAPE: __rt::Shape = __rt::Shape::new(#text, &[#(#wire),*], &[#(#marked),*]) #xml;
                &SHAPE
            }
            fn get(&self, #index: usize) -> &dyn __rt::Slot { #get }
            fn slot(&mut self, #index: usize) -> &mut dyn __rt::Slot { #slot }
            #extra
        }
    }
}

/// How the record stands in XML.
fn xml(xml: &RecordXml) -> TokenStream {
    let root = field::root(&xml.root);
    // What is written as it is declared needs no order.
    let order = match xml.order.is_sorted() {
        true => &[][..],
        false => &xml.order,
    };
    let order = order.iter().map(|index| Token::usize_unsuffixed(*index));
    quote!(&__rt::Xml { root: #root, order: &[#(#order),*] })
}

/// A choice by position: the argument's name and the body. The last arm takes whatever is left, so that
/// nothing has to panic; `otherwise` stands where there is nothing to choose from.
pub(super) fn by_index(
    mut arms: Vec<TokenStream>,
    otherwise: TokenStream,
) -> (TokenStream, TokenStream) {
    let Some(last) = arms.pop() else {
        return (quote!(_), otherwise);
    };
    if arms.is_empty() {
        return (quote!(_), last);
    }
    let numbers = (0..arms.len()).map(Token::usize_unsuffixed);
    (
        quote!(index),
        quote!(match index { #(#numbers => #arms,)* _ => #last }),
    )
}

fn blank(cx: &Context<'_>, def: &TypeDef, record: &Record) -> TokenStream {
    let name = ident(&def.name.pascal);
    let allow = cx.allow_deprecated();
    let names = record.fields.iter().map(|field| ident(&field.name.snake));
    let values: Vec<_> = record.fields.iter().map(blank_value).collect();
    let extra = record
        .extra
        .then(|| quote!(extra: ::core::default::Default::default(),));
    let token = if values.iter().any(Option::is_none) {
        quote!(token)
    } else {
        quote!(_)
    };
    let values = values
        .into_iter()
        .map(|value| value.unwrap_or_else(|| quote!(__rt::Blank::blank(token))));
    quote! {
        #allow
        impl __rt::Blank for #name {
            fn blank(#token: &__rt::Token) -> Self {
                Self { #(#names: #values,)* #extra }
            }
        }
    }
}

/// What a field holds before it is read, where the type says it without asking a trait: each such question
/// costs the user's compiler more than the whole line.
fn blank_value(field: &Field) -> Option<TokenStream> {
    match field.presence {
        Presence::Maybe => return Some(quote!(__rt::Maybe::Absent)),
        Presence::Required if !field.ty.null => {}
        _ => return Some(none()),
    }
    match &field.ty.ty {
        Type::Str => Some(quote!(::std::string::String::new())),
        Type::Int => Some(quote!(0)),
        Type::Float => Some(quote!(0.0)),
        Type::Bool => Some(quote!(false)),
        Type::List(_) => Some(quote!(::std::vec::Vec::new())),
        Type::Map(_) => Some(quote!(::std::collections::BTreeMap::new())),
        _ => None,
    }
}

/// `new` with the required fields, for a record that requests carry.
fn new(cx: &Context<'_>, id: TypeId, def: &TypeDef, record: &Record) -> TokenStream {
    let name = ident(&def.name.pascal);
    let allow = cx.allow_unused();
    let doc = Doc::of(None, || {
        format!(
            "A {} whose optional fields are not set.",
            code(&def.name.pascal)
        )
    })
    .tokens();
    let arguments: Vec<_> = required(record)
        .map(|(position, field)| {
            owned(
                &ident(&field.name.snake),
                &field.ty.ty,
                types::held(cx, id, position, field),
            )
        })
        .collect();
    let parameters = arguments.iter().map(|argument| &argument.parameter);
    let many = many_arguments(arguments.len());
    let fields = record.fields.iter().enumerate().map(|(position, field)| {
        let name = ident(&field.name.snake);
        let value = initial(cx, id, position, field);
        if name == value.to_string() {
            quote!(#name,)
        } else {
            quote!(#name: #value,)
        }
    });
    let extra = record
        .extra
        .then(|| quote!(extra: ::core::default::Default::default(),));
    // A `Default` would make an empty request look like a sensible one.
    let without_default = arguments
        .is_empty()
        .then(|| quote!(#[allow(clippy::new_without_default)]));
    quote! {
        #allow
        impl #name {
            #doc
            #many
            #without_default
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#fields)* #extra }
            }
        }
    }
}

/// The fields that `new` asks for, each with its position.
pub(super) fn required(record: &Record) -> impl Iterator<Item = (usize, &Field)> {
    record
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| is_argument(field))
}

/// Whether the caller has to give the field.
pub(super) fn is_argument(field: &Field) -> bool {
    field.presence == Presence::Required && field.constant.is_none()
}

/// What a field holds in a new record.
fn initial(cx: &Context<'_>, id: TypeId, position: usize, field: &Field) -> TokenStream {
    let value = field
        .constant
        .as_ref()
        .map(|value| constant(cx, &field.ty, value));
    match (field.presence, value) {
        (Presence::Required, Some(value)) => value,
        (Presence::Required, None) => {
            let held = types::held(cx, id, position, field);
            owned(&ident(&field.name.snake), &field.ty.ty, held).value
        }
        (Presence::Maybe, Some(value)) => quote!(__rt::Maybe::Value(#value)),
        (Presence::Maybe, None) => quote!(__rt::Maybe::Absent),
        (_, Some(value)) => some(value),
        (_, None) => none(),
    }
}

/// A fixed value as an expression of its type.
fn constant(cx: &Context<'_>, used: &Use, value: &Literal) -> TokenStream {
    let text = predicate::text(value);
    let inner = match &used.ty {
        Type::Str => quote!(::core::convert::From::from(#text)),
        Type::Secret => quote!(::core::convert::From::from(#text)),
        Type::Int => {
            let number = Token::i64_unsuffixed(text.parse().unwrap_or_default());
            quote!(#number)
        }
        Type::Float => {
            let number = Token::f64_suffixed(
                text.parse::<f64>()
                    .ok()
                    .filter(|n| n.is_finite())
                    .unwrap_or_default(),
            );
            quote!(#number)
        }
        Type::Bool => {
            let flag = text == "true";
            quote!(#flag)
        }
        Type::Named(id, _) => named_constant(cx, *id, value),
        _ => {
            let value = predicate::literal(value);
            quote!(__rt::constant(&#value))
        }
    };
    if used.null { some(inner) } else { inner }
}

fn named_constant(cx: &Context<'_>, id: TypeId, value: &Literal) -> TokenStream {
    let def = cx.api.ty(id);
    let name = ident(&def.name.pascal);
    match &def.kind {
        TypeKind::Alias(inner) => constant(cx, inner, value),
        TypeKind::Newtype(inner) => {
            let inner = constant(cx, inner, value);
            quote!(#name(#inner))
        }
        TypeKind::Enum(variants) => enums::value(&name, variants, value),
        TypeKind::Record(_) | TypeKind::Union(_) => {
            let value = predicate::literal(value);
            quote!(__rt::constant(&#value))
        }
    }
}
