//! A union: its variants, what tells them apart on the wire, and the one for what is none of them.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::context::Context;
use super::doc::{Doc, code, deprecated};
use super::field;
use super::predicate::{literals, predicate};
use super::record::{by_index, xml};
use super::types::{self, ident};
use crate::api::{JsonShape, Member, MemberTest, RecordXml, Type, TypeDef, Union, UnionBy, Use};

/// Everything about one union.
pub(super) fn union(cx: &Context<'_>, def: &TypeDef, union: &Union) -> TokenStream {
    let name = ident(&def.name.pascal);
    let (doc, deprecated) = (types::doc(def), deprecated(def.deprecated.as_deref()));
    let (allow, allow_deprecated) = (cx.allow_unused(), cx.allow_deprecated());
    let variants = union.members.iter().map(|member| variant(cx, member));
    let (accessors, conversions) = (accessors(cx, def, union), conversions(cx, def, union));
    // Members differ in size as the vendor's types do; boxing them would only make matching harder.
    quote! {
        #doc
        #deprecated
        #allow
        #[allow(clippy::large_enum_variant)]
        #[derive(::core::clone::Clone)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that is none of these, as it came.
            Unknown(__rt::Json),
        }
        #allow_deprecated
        #accessors
        #conversions
        __rt::union!(#name);
    }
}

fn variant(cx: &Context<'_>, member: &Member) -> TokenStream {
    let name = ident(&member.name.pascal);
    let ty = types::value(cx, &member.ty);
    let doc = Doc::of(member.doc.as_deref(), || match &member.test {
        MemberTest::Tag(_) => format!("The vendor's {}.", code(&member.name.wire)),
        MemberTest::When(_) | MemberTest::Otherwise | MemberTest::Shape(_) => {
            format!("One of the type {}.", code(&member.name.wire))
        }
    });
    let doc = doc.tokens();
    quote! {
        #doc
        #name(#ty),
    }
}

fn accessors(cx: &Context<'_>, def: &TypeDef, union: &Union) -> TokenStream {
    let (name, text) = (ident(&def.name.pascal), &def.name.pascal);
    let names: Vec<_> = union
        .members
        .iter()
        .map(|member| ident(&member.name.pascal))
        .collect();
    let numbers = (0..names.len()).map(Token::usize_unsuffixed);
    let by = by(def, union);
    let members = union.members.iter().map(|one| member(cx, one));
    let blank = names
        .iter()
        .map(|name| quote!(Self::#name(__rt::Blank::blank(token))));
    let (index, made) = by_index(
        blank.collect(),
        quote!(Self::Unknown(__rt::Blank::blank(token))),
    );
    quote! {
        impl __rt::Union for #name {
            fn shape() -> &'static __rt::UnionShape {
                static SHAPE: __rt::UnionShape =
                    __rt::UnionShape { name: #text, by: #by, members: &[#(#members),*] };
                &SHAPE
            }
            fn member(&self) -> ::core::result::Result<(usize, &dyn __rt::Slot), &__rt::Json> {
                match self {
                    #(Self::#names(value) => __rt::Ok((#numbers, value)),)*
                    Self::Unknown(value) => __rt::Err(value),
                }
            }
            fn begin(&mut self, #index: usize, token: &__rt::Token) -> &mut dyn __rt::Slot {
                *self = #made;
                match self {
                    #(Self::#names(value) => value,)*
                    Self::Unknown(value) => value,
                }
            }
            fn keep(&mut self, value: __rt::Json) { *self = Self::Unknown(value); }
        }
    }
}

fn by(def: &TypeDef, union: &Union) -> TokenStream {
    match &union.by {
        UnionBy::Tag(tag) => {
            quote!(__rt::By::Tag(__rt::Field { name: #tag, ..__rt::FIELD }))
        }
        UnionBy::Content { tag, content } => {
            let (text, xml) = (
                &def.name.pascal,
                union.xml.as_ref().map(|root| {
                    let xml = xml(&RecordXml {
                        root: root.clone(),
                        order: Vec::new(),
                    });
                    quote!(.with_xml(#xml))
                }),
            );
            quote! {
                __rt::By::Content({
                    static OUTER: __rt::Shape = __rt::Shape::new(#text, &[#tag, #content], &[]) #xml;
                    &OUTER
                })
            }
        }
        UnionBy::When => quote!(__rt::By::When),
        UnionBy::Shape => quote!(__rt::By::Kind),
    }
}

fn member(cx: &Context<'_>, member: &Member) -> TokenStream {
    let name = &member.name.pascal;
    let field = field::unnamed(cx, &member.ty);
    let is = match &member.test {
        MemberTest::Tag(values) => {
            let values = literals(values);
            quote!(__rt::Is::Tag(#values))
        }
        MemberTest::When(when) => {
            let when = predicate(when);
            quote!(__rt::Is::When(#when))
        }
        MemberTest::Otherwise => quote!(__rt::Is::Otherwise),
        MemberTest::Shape(shape) => {
            let kind = match shape {
                JsonShape::Text => quote!(Text),
                JsonShape::Number => quote!(Number),
                JsonShape::Flag => quote!(Bool),
                JsonShape::List => quote!(List),
                JsonShape::Object => quote!(Record),
            };
            quote!(__rt::Is::Kind(__rt::Kind::#kind))
        }
    };
    quote!(__rt::Member { name: #name, is: #is, field: #field })
}

/// `From` each type that only one member has.
fn conversions(cx: &Context<'_>, def: &TypeDef, union: &Union) -> TokenStream {
    let name = ident(&def.name.pascal);
    let allow = cx.allow_deprecated();
    let types: Vec<Use> = union
        .members
        .iter()
        .map(|member| crate::api::scope::resolve_aliases(cx.api, &member.ty))
        .collect();
    let once = |ty: &Type| types.iter().filter(|other| other.ty == *ty).count() == 1;
    let members = union.members.iter().zip(&types);
    let members = members.filter(|(_, ty)| once(&ty.ty) && ty.ty != Type::Json);
    let conversions = members.map(|(member, _)| {
        let (variant, ty) = (ident(&member.name.pascal), types::value(cx, &member.ty));
        quote! {
            #allow
            impl ::core::convert::From<#ty> for #name {
                fn from(value: #ty) -> Self { Self::#variant(value) }
            }
        }
    });
    quote!(#(#conversions)*)
}
