//! Paths, literals and predicates as constants of the runtime.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use crate::api::{Comparison, Condition, Literal, Path, Predicate, Retry, Step, Test};

/// `&[Step, …]`.
pub(super) fn path(path: &Path) -> TokenStream {
    let steps = path.steps.iter().map(|step| match step {
        Step::Key(key) => quote!(__rt::Step::Key(#key)),
        Step::Index(index) => {
            let index = Token::usize_unsuffixed(*index);
            quote!(__rt::Step::Index(#index))
        }
        Step::Any => quote!(__rt::Step::Any),
    });
    quote!(&[#(#steps),*])
}

/// `&[&[Condition, …], …]`: an "or" of "and"s.
pub(super) fn predicate(predicate: &Predicate) -> TokenStream {
    let any = predicate.0.iter().map(|all| {
        let all = all.iter().map(condition);
        quote!(&[#(#all),*])
    });
    quote!(&[#(#any),*])
}

fn condition(condition: &Condition) -> TokenStream {
    match condition {
        Condition::Http(ranges) => {
            let ranges = ranges.iter().map(|range| {
                let (low, high) = (
                    Token::u16_unsuffixed(range.low),
                    Token::u16_unsuffixed(range.high),
                );
                quote!((#low, #high))
            });
            quote!(__rt::Condition::Http(&[#(#ranges),*]))
        }
        Condition::Header(name, asked) => {
            let (name, asked) = (name.to_ascii_lowercase(), test(asked));
            quote!(__rt::Condition::Header(#name, #asked))
        }
        Condition::Body(place, asked) => {
            let (place, asked) = (path(place), test(asked));
            quote!(__rt::Condition::Body(#place, #asked))
        }
    }
}

fn test(test: &Test) -> TokenStream {
    match test {
        Test::Present => quote!(__rt::Test::Present),
        Test::Absent => quote!(__rt::Test::Absent),
        Test::In(values) => {
            let values = literals(values);
            quote!(__rt::Test::In(#values))
        }
        Test::NotIn(values) => {
            let values = literals(values);
            quote!(__rt::Test::NotIn(#values))
        }
        Test::Compare(order, value) => {
            let (order, value) = (comparison(*order), literal(value));
            quote!(__rt::Test::Compare(#order, #value))
        }
        Test::Starts(text) => quote!(__rt::Test::Starts(#text)),
        Test::Contains(text) => quote!(__rt::Test::Contains(#text)),
    }
}

fn comparison(order: Comparison) -> TokenStream {
    match order {
        Comparison::Lt => quote!(__rt::Comparison::Lt),
        Comparison::Le => quote!(__rt::Comparison::Le),
        Comparison::Gt => quote!(__rt::Comparison::Gt),
        Comparison::Ge => quote!(__rt::Comparison::Ge),
    }
}

/// `&[Literal, …]`.
pub(super) fn literals(values: &[Literal]) -> TokenStream {
    let values = values.iter().map(literal);
    quote!(&[#(#values),*])
}

/// A scalar of the spec.
pub(super) fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::Null => quote!(__rt::Literal::Null),
        Literal::Bool(flag) => quote!(__rt::Literal::Bool(#flag)),
        Literal::Number(digits) => quote!(__rt::Literal::Number(#digits)),
        Literal::Str(text) => quote!(__rt::Literal::Str(#text)),
        Literal::Span(text) => quote!(__rt::Literal::Span(#text)),
    }
}

/// A scalar of the spec as text: how it travels in a path, a query or a header.
pub(super) fn text(value: &Literal) -> String {
    match value {
        Literal::Null => String::new(),
        Literal::Bool(flag) => flag.to_string(),
        Literal::Number(text) | Literal::Str(text) | Literal::Span(text) => text.clone(),
    }
}

/// What a rule or a kind says about trying again.
pub(super) fn retry(retry: Retry) -> TokenStream {
    match retry {
        Retry::Unsaid => quote!(__rt::Retry::Unsaid),
        Retry::Throttle => quote!(__rt::Retry::Throttle),
        Retry::Transient => quote!(__rt::Retry::Transient),
        Retry::Reauth => quote!(__rt::Retry::Reauth),
        Retry::Never => quote!(__rt::Retry::Never),
    }
}
