//! A record: its struct, its shape, its accessors.

use proc_macro2::{Literal as Token, TokenStream};
use quote::{ToTokens as _, quote};

use super::context::Context;
use super::doc::{Doc, code, deprecated};
use super::predicate;
use super::types::{self, ident, some};
use super::{construct, field};
use crate::api::{Field, Flattened, Record, RecordXml, StructField, Type, TypeDef, TypeId};

/// Everything about one record.
pub(super) fn record(cx: &Context<'_>, id: TypeId, def: &TypeDef, record: &Record) -> TokenStream {
    let name = ident(&def.name.pascal);
    let definition = definition(cx, id, def, record);
    let new = def.sent.then(|| construct::new(cx, id, def, record));
    // The macro wants fields, and all of them on the record itself.
    if record.flattened.is_empty() && !record.fields.is_empty() {
        let table = table(cx, def, record);
        return quote!(#definition #new #table);
    }
    let accessors = accessors(cx, def, record);
    let blank = construct::blank(cx, def, record);
    let xml = record.xml.as_ref().map(|_| quote!(, xml));
    quote! {
        #definition
        #new
        #accessors
        #blank
        __rt::record!(#name #xml);
    }
}

/// A row for each field: its position, its name here and on the wire, what else there is to say of it, and what it holds
/// in a record that is blank. The runtime's macro makes of them what `accessors` and `blank` write out.
fn table(cx: &Context<'_>, def: &TypeDef, record: &Record) -> TokenStream {
    let name = ident(&def.name.pascal);
    let blanks: Vec<_> = record.fields.iter().map(construct::blank_value).collect();
    let token = match blanks.iter().any(Option::is_none) {
        true => quote!(token),
        false => quote!(_),
    };
    let extra = record.extra.then(|| quote!(+ extra));
    let xml = record.xml.as_ref().map(|xml| {
        let xml = in_xml(xml);
        quote!(xml { #xml })
    });
    let last = record.fields.len() - 1;
    let rows = record.fields.iter().zip(blanks).enumerate();
    let rows = rows.map(|(position, (field, blank))| {
        let index = match position == last {
            true => quote!(_),
            false => Token::usize_unsuffixed(position).to_token_stream(),
        };
        let (rust, wire) = (ident(&field.name.snake), &field.name.wire);
        let marks = field::marks(cx, field).map(|marks| quote!({ #marks }));
        let blank = blank.unwrap_or_else(|| quote!(__rt::Blank::blank(token)));
        quote!(#index #rust #wire #marks: #blank,)
    });
    quote! {
        __rt::fields! { #name(#token) #extra #xml; #(#rows)* }
    }
}

fn definition(cx: &Context<'_>, id: TypeId, def: &TypeDef, record: &Record) -> TokenStream {
    let name = ident(&def.name.pascal);
    let doc = types::doc(def);
    let allow = match record.fields.iter().all(|field| field_doc(field).is_some()) {
        true => cx.allow_unused(),
        false => cx.allow_undocumented(),
    };
    let deprecated = deprecated(def.deprecated.as_deref());
    let fields = record.members().map(|member| match member {
        StructField::Field(position, field) => struct_field(cx, id, position, field),
        StructField::Flattened(flat) => flattened_field(cx, flat),
    });
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
    let doc = field_doc(field).map(|doc| doc.tokens());
    let deprecated = deprecated(field.deprecated.as_deref());
    quote! {
        #doc
        #deprecated
        pub #name: #ty,
    }
}

/// The field of a record whose fields stand beside it on the wire.
fn flattened_field(cx: &Context<'_>, flat: &Flattened) -> TokenStream {
    let (name, ty) = (
        ident(&flat.name.snake),
        types::bare(cx, &Type::Named(flat.ty)),
    );
    let doc = Doc::of(flat.doc.as_deref(), || {
        "Fields that stand beside the others on the wire.".to_owned()
    });
    let (doc, deprecated) = (doc.tokens(), deprecated(flat.deprecated.as_deref()));
    quote! {
        #doc
        #deprecated
        pub #name: #ty,
    }
}

/// What leads from a record to the field at a position, through the records that it flattens: `.address.street`.
pub(super) fn steps(cx: &Context<'_>, record: &Record, position: usize) -> TokenStream {
    let Some(flat) = record.through(position) else {
        let name = ident(&record.fields[position].name.snake);
        return quote!(.#name);
    };
    let name = ident(&flat.name.snake);
    let inner = cx.record(flat.ty);
    let inner = inner.map(|(_, inner)| steps(cx, inner, position - flat.start));
    quote!(.#name #inner)
}

/// What a field is, and what the vendor assumes where it is left out; nothing where its name says all.
fn field_doc(field: &Field) -> Option<Doc> {
    let Field {
        name,
        default,
        constant,
        ..
    } = field;
    if field.doc.is_none() && default.is_none() && constant.is_none() && name.snake == name.wire {
        return None;
    }
    let doc = Doc::of(field.doc.as_deref(), || {
        format!("The vendor's {}.", code(&name.wire))
    });
    let doc = match default {
        Some(default) => doc.paragraph(format!("The vendor assumes {}.", code(default))),
        None => doc,
    };
    Some(match constant {
        Some(value) => doc.paragraph(format!("Always {}.", code(&predicate::text(value)))),
        None => doc,
    })
}

fn accessors(cx: &Context<'_>, def: &TypeDef, record: &Record) -> TokenStream {
    let name = ident(&def.name.pascal);
    let (allow, text) = (cx.allow_deprecated(), &def.name.pascal);
    let wire = record.fields.iter().map(|f| &f.name.wire);
    let marked = record.fields.iter().filter_map(|f| {
        let (wire, marks) = (&f.name.wire, field::marks(cx, f)?);
        Some(quote!(__rt::Field { name: #wire, #marks, ..__rt::FIELD }))
    });
    let xml = record.xml.as_ref().map(|xml| {
        let xml = self::xml(xml);
        quote!(.with_xml(#xml))
    });
    let all = 0..record.fields.len();
    let steps: Vec<_> = all.map(|position| steps(cx, record, position)).collect();
    let (index, get) = by_index(
        steps.iter().map(|steps| quote!(&self #steps)).collect(),
        quote!(__rt::no_field()),
    );
    let slots = steps.iter().map(|steps| quote!(&mut self #steps)).collect();
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
pub(super) fn xml(xml: &RecordXml) -> TokenStream {
    let said = in_xml(xml);
    quote!(&__rt::Xml { #said })
}

fn in_xml(xml: &RecordXml) -> TokenStream {
    let root = field::root(&xml.root);
    // What is written as it is declared needs no order.
    let order = match xml.order.is_sorted() {
        true => &[][..],
        false => &xml.order,
    };
    let order = order.iter().map(|index| Token::usize_unsuffixed(*index));
    quote!(root: #root, order: &[#(#order),*])
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
