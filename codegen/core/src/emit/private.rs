//! Tokens with public items in, the same with items that only the crate sees out.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};

/// Puts `pub(crate)` in the place of every bare `pub`, at whatever depth.
pub(super) fn private(tokens: TokenStream) -> TokenStream {
    let mut out = TokenStream::new();
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Ident(word) if word == "pub" && !trees.peek().is_some_and(is_scope) => {
                out.extend(quote!(pub(crate)));
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), private(group.stream()));
                inner.set_span(group.span());
                inner.to_tokens(&mut out);
            }
            other => other.to_tokens(&mut out),
        }
    }
    out
}

/// Whether this is the `(crate)` of a visibility. No type of a field in generated code is a tuple.
fn is_scope(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis)
}
