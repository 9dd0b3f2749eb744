//! How a value travels, as the runtime's constant `Field`.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::context::Context;
use super::types::some;
use crate::api::{
    Codec, Element, Field, OwnCodec, OwnKind, Presence, Type, TypeId, TypeKind, Use, VarId, XmlForm,
};

/// How a value travels: what its type says in place, with what newtypes and aliases behind it add.
struct Travel {
    codecs: Vec<Codec>,
    null: bool,
    secret: bool,
    /// Its element in XML, where the place does not give it one.
    element: Option<Element>,
    item: Option<Box<Travel>>,
}

impl Travel {
    fn of(cx: &Context<'_>, used: &Use, behind: &mut Vec<TypeId>) -> Travel {
        let mut travel = Travel {
            codecs: used.codecs.clone(),
            null: used.null,
            secret: used.ty == Type::Secret,
            element: used.element.clone(),
            item: None,
        };
        match &used.ty {
            Type::List(item) | Type::Map(item) => {
                let item = Travel::of(cx, item, behind);
                travel.item = (!item.is_plain()).then(|| Box::new(item));
            }
            Type::Named(id) if !behind.contains(id) => {
                if let TypeKind::Union(union) = &cx.api.ty(*id).kind {
                    behind.push(*id);
                    let mut members = union.members.iter();
                    travel.secret |=
                        members.any(|member| Travel::of(cx, &member.ty, behind).is_secret());
                    behind.pop();
                }
                if let TypeKind::Newtype(inner) | TypeKind::Alias(inner) = &cx.api.ty(*id).kind {
                    behind.push(*id);
                    let inner = Travel::of(cx, inner, behind);
                    behind.pop();
                    travel.codecs.extend(inner.codecs);
                    travel.null |= inner.null;
                    travel.secret |= inner.secret;
                    travel.item = inner.item;
                }
            }
            _ => {}
        }
        travel
    }

    fn is_secret(&self) -> bool {
        self.secret || self.item.as_ref().is_some_and(|item| item.is_secret())
    }

    fn is_plain(&self) -> bool {
        self.codecs.is_empty()
            && !self.null
            && !self.secret
            && self.element.is_none()
            && self.item.is_none()
    }
}

/// Whether a field is secret or holds secrets.
pub(super) fn is_secret(cx: &Context<'_>, field: &Field) -> bool {
    Travel::of(cx, &field.ty, &mut Vec::new()).is_secret()
}

/// Whether there is nothing to say of how a value travels.
pub(super) fn is_plain(cx: &Context<'_>, used: &Use) -> bool {
    Travel::of(cx, used, &mut Vec::new()).is_plain()
}

/// The codec of a value, where that is all there is to say of how it travels.
pub(super) fn only_codec(cx: &Context<'_>, used: &Use) -> Option<TokenStream> {
    let travel = Travel::of(cx, used, &mut Vec::new());
    let is_marked =
        travel.null || travel.secret || travel.element.is_some() || travel.item.is_some();
    (!is_marked && !travel.codecs.is_empty()).then(|| chain(&travel.codecs))
}

/// A parameter.
pub(super) fn named(cx: &Context<'_>, name: &str, used: &Use) -> TokenStream {
    let travel = Travel::of(cx, used, &mut Vec::new());
    let flags = flags(&travel, Presence::Required);
    literal(Some(name), None, &travel, flags)
}

/// What there is to say of a record's field besides its name: `flags: …, codec: …`, as the runtime's `Field` has it.
pub(super) fn marks(cx: &Context<'_>, field: &Field) -> Option<TokenStream> {
    let travel = Travel::of(cx, &field.ty, &mut Vec::new());
    let mut flags = flags(&travel, field.presence);
    flags.extend(match field.xml.form {
        XmlForm::Element => None,
        XmlForm::Attribute => Some(quote!(__rt::ATTRIBUTE)),
        XmlForm::Content => Some(quote!(__rt::CONTENT)),
        XmlForm::Bare => Some(quote!(__rt::BARE)),
    });
    let said = said(field.xml.ns.as_deref(), &travel, flags);
    (!said.is_empty()).then(|| quote!(#(#said),*))
}

fn flags(travel: &Travel, presence: Presence) -> Vec<TokenStream> {
    let mut flags = match presence {
        Presence::Required => vec![],
        Presence::Optional => vec![quote!(__rt::ABSENT)],
        Presence::Nullable => vec![quote!(__rt::NULL)],
        Presence::Maybe | Presence::Lenient => vec![quote!(__rt::ABSENT), quote!(__rt::NULL)],
        Presence::LenientNull => vec![
            quote!(__rt::ABSENT),
            quote!(__rt::NULL),
            quote!(__rt::WRITE_NULL),
        ],
    };
    if travel.null && matches!(presence, Presence::Required | Presence::Optional) {
        flags.push(quote!(__rt::NULL));
    }
    flags
}

/// A value that no field holds: what a call returns, a body, or an item.
pub(super) fn unnamed(cx: &Context<'_>, used: &Use) -> TokenStream {
    item(&Travel::of(cx, used, &mut Vec::new()))
}

/// How the value of a newtype travels where it stands alone, if not as a bare value.
pub(super) fn alone(cx: &Context<'_>, inner: &Use) -> Option<TokenStream> {
    let travel = Travel::of(cx, inner, &mut Vec::new());
    (!travel.is_plain()).then(|| item(&travel))
}

fn item(travel: &Travel) -> TokenStream {
    let flags = if travel.null {
        vec![quote!(__rt::NULL)]
    } else {
        vec![]
    };
    let element = travel.element.as_ref();
    let (name, ns) = (
        element.map(|e| e.name.as_str()),
        element.map(|e| e.ns.as_str()),
    );
    literal(name, ns, travel, flags)
}

fn literal(
    name: Option<&str>,
    ns: Option<&str>,
    travel: &Travel,
    flags: Vec<TokenStream>,
) -> TokenStream {
    let said = said(ns, travel, flags);
    let name = name.map(|name| quote!(name: #name,));
    if name.is_none() && said.is_empty() {
        return quote!(__rt::FIELD);
    }
    quote!(__rt::Field { #name #(#said,)* ..__rt::FIELD })
}

/// The fields of a `Field` besides its name that are not as in the runtime's `FIELD`.
fn said(ns: Option<&str>, travel: &Travel, mut flags: Vec<TokenStream>) -> Vec<TokenStream> {
    if travel.secret {
        flags.push(quote!(__rt::SECRET));
    }
    let ns = ns.map(|ns| {
        let ns = some(quote!(#ns));
        quote!(ns: #ns)
    });
    let flags = (!flags.is_empty()).then(|| quote!(flags: #(#flags)|*));
    let codec = (!travel.codecs.is_empty()).then(|| {
        let codec = chain(&travel.codecs);
        quote!(codec: #codec)
    });
    let item = travel.item.as_deref().map(|inner| {
        let inner = item(inner);
        let inner = some(quote!(&#inner));
        quote!(item: #inner)
    });
    [ns, flags, codec, item].into_iter().flatten().collect()
}

/// The name of an element in XML.
pub(super) fn root(element: &Element) -> TokenStream {
    let Element { name, ns } = element;
    quote!(__rt::Root { name: #name, ns: #ns })
}

fn chain(codecs: &[Codec]) -> TokenStream {
    match codecs {
        [one] => codec(*one),
        many => {
            let many = many.iter().map(|one| codec(*one));
            quote!(__rt::Codec::Chain(&[#(#many),*]))
        }
    }
}

fn codec(codec: Codec) -> TokenStream {
    match codec {
        Codec::Text => quote!(__rt::Codec::Text),
        Codec::Bit => quote!(__rt::Codec::Bit),
        Codec::BitText => quote!(__rt::Codec::BitText),
        Codec::Yn => quote!(__rt::Codec::Yn),
        Codec::Blank => quote!(__rt::Codec::Blank),
        Codec::Unix => quote!(__rt::Codec::Unix),
        Codec::UnixMs => quote!(__rt::Codec::UnixMs),
        Codec::Rfc3339 => quote!(__rt::Codec::Rfc3339),
        Codec::Naive => quote!(__rt::Codec::Naive),
        Codec::Csv => quote!(__rt::Codec::Csv),
        Codec::EmptyList => quote!(__rt::Codec::EmptyList),
        Codec::Rfc2822 => quote!(__rt::Codec::Rfc2822),
        Codec::DotNet => quote!(__rt::Codec::DotNet),
        Codec::Json => quote!(__rt::Codec::Json),
        Codec::Base64 => quote!(__rt::Codec::Base64),
        Codec::Seconds => quote!(__rt::Codec::Seconds),
        Codec::Millis => quote!(__rt::Codec::Millis),
        Codec::Pattern(id) | Codec::Epoch(id) | Codec::Nothing(id) | Codec::Rust(id) => {
            let name = own_name(id.0);
            quote!(#name)
        }
    }
}

fn own_name(index: usize) -> proc_macro2::Ident {
    quote::format_ident!("CODEC_{index}")
}

/// The constant of a codec that the vendor defines.
pub(super) fn own(cx: &Context<'_>, index: usize, codec: &OwnCodec) -> TokenStream {
    let name = own_name(index);
    let OwnCodec {
        name: wire,
        kind,
        nothing,
    } = codec;
    let value = match kind {
        OwnKind::Nothing => quote!(__rt::Codec::Nothing(&[#(#nothing),*])),
        OwnKind::Epoch(start) => {
            let start = proc_macro2::Literal::i64_unsuffixed(*start);
            quote!(__rt::Codec::Epoch(#start))
        }
        OwnKind::Patterns { patterns, zone } => {
            let zone = proc_macro2::Literal::i32_unsuffixed(zone.unwrap_or(0));
            quote! {
                __rt::Codec::Pattern(&__rt::Pattern {
                    name: #wire, patterns: &[#(#patterns),*], nothing: &[#(#nothing),*], zone: #zone,
                })
            }
        }
        OwnKind::Rust(path) => {
            let path: TokenStream = path
                .parse()
                .expect("the checker takes only identifiers with `::` between");
            quote!(__rt::Codec::Custom(&__rt::Custom { name: #wire, codec: &#path }))
        }
    };
    let allow = cx.allow_unused();
    quote! {
        #allow
        const #name: __rt::Codec = #value;
    }
}

/// `fixed: Some(Fixed::…),` of a parameter, where it has it.
pub(super) fn fixed(constant: Option<&str>, send: Option<&str>) -> Option<TokenStream> {
    let fixed = match (constant, send) {
        (Some(text), _) => quote!(__rt::Fixed::Const(#text)),
        (None, Some(text)) => quote!(__rt::Fixed::Send(#text)),
        (None, None) => return None,
    };
    let fixed = some(fixed);
    Some(quote!(fixed: #fixed,))
}

/// `fixed: Some(Fixed::…),` of a parameter that a variable fills.
pub(super) fn filled(var: VarId, is_required: bool) -> TokenStream {
    let index = Token::usize_unsuffixed(var.0);
    let fixed = some(match is_required {
        true => quote!(__rt::Fixed::Var(#index)),
        false => quote!(__rt::Fixed::VarIfSet(#index)),
    });
    quote!(fixed: #fixed,)
}
