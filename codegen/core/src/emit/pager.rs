//! How a call pages: the constant description of each way, and the methods of the call.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::endpoint::source;
use super::predicate;
use super::types::{ident, option};
use crate::api::{Pager, PagerEnd, Size, Take, Target, Turn};

/// The description that the runtime reads.
pub(super) fn pager(pager: &Pager) -> TokenStream {
    let turn = turn(&pager.turn);
    let size = option(pager.size.as_ref().map(size));
    let ends = pager.ends.iter().map(|end| end_of(pager, end));
    quote!(__rt::Pager { turn: __rt::Turn::#turn, size: #size, ends: &[#(__rt::PagerEnd::#ends),*] })
}

/// What stands before the call in the macro that adds the methods: nothing for the first way.
pub(super) fn way(position: usize, pager: &Pager) -> Option<TokenStream> {
    if position == 0 {
        return None;
    }
    let [items, pages] = pager.methods.each_ref().map(|name| ident(name));
    let position = Token::usize_unsuffixed(position);
    Some(quote!(by #items, #pages, #position,))
}

fn turn(turn: &Turn) -> TokenStream {
    match turn {
        Turn::Page { to, first } => {
            let (to, first) = (target(to), Token::i64_unsuffixed(*first));
            quote!(Page { to: #to, first: #first })
        }
        Turn::Offset(to) => {
            let to = target(to);
            quote!(Offset(#to))
        }
        Turn::Cursor { to, take } => {
            let to = target(to);
            let take = match take {
                Take::Reply(from) => {
                    let from = source(from);
                    quote!(Reply(#from))
                }
                Take::LastItem(path) => {
                    let path = predicate::path(path);
                    quote!(LastItem(#path))
                }
            };
            quote!(Cursor { to: #to, take: __rt::Take::#take })
        }
        Turn::NextUrl { take, hosts } => {
            let take = source(take);
            quote!(Url { take: __rt::Take::Reply(#take), hosts: &[#(#hosts),*] })
        }
        Turn::LinkHeader { hosts } => {
            quote!(Url { take: __rt::Take::NextLink, hosts: &[#(#hosts),*] })
        }
    }
}

fn end_of(pager: &Pager, end: &PagerEnd) -> TokenStream {
    let at = |path| predicate::path(path);
    match end {
        PagerEnd::TotalItems(path) => {
            let path = at(path);
            quote!(TotalItems(#path))
        }
        PagerEnd::TotalPages(path) => {
            let path = at(path);
            quote!(TotalPages(#path))
        }
        PagerEnd::HasMore(path) => {
            let path = at(path);
            quote!(HasMore(#path))
        }
        PagerEnd::Empty => quote!(Empty),
        PagerEnd::Short => {
            let number = |number: Option<i64>| {
                option(number.map(|number| {
                    let number = Token::i64_unsuffixed(number);
                    quote!(#number)
                }))
            };
            let size = pager.size.as_ref();
            let usual = number(size.and_then(|size| size.send.or(size.default)));
            let most = number(size.and_then(|size| size.max));
            quote!(Short(#usual, #most))
        }
        PagerEnd::LastPage(last) => {
            let last = Token::i64_unsuffixed(*last);
            quote!(LastPage(#last))
        }
    }
}

/// Where a size goes; what a parameter sends of itself, it says elsewhere.
fn size(size: &Size) -> TokenStream {
    match (size.to, size.send) {
        (Target::BodyField(index), Some(send)) => {
            let (index, send) = (Token::usize_unsuffixed(index), Token::i64_unsuffixed(send));
            quote!(__rt::Target::BodyFieldOr(#index, #send))
        }
        (to, _) => target(&to),
    }
}

fn target(target: &Target) -> TokenStream {
    match target {
        Target::Param(index) => {
            let index = Token::usize_unsuffixed(*index);
            quote!(__rt::Target::Param(#index))
        }
        Target::BodyField(index) => {
            let index = Token::usize_unsuffixed(*index);
            quote!(__rt::Target::BodyField(#index))
        }
    }
}
