//! A session in; the constant description of its login out.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::context::Context;
use super::types::{ident, option};
use super::{auth, endpoint, predicate};
use crate::api::{Endpoint, EndpointId, Session, Step, Target, Ttl};

/// The description of a session.
pub(super) fn session(cx: &Context<'_>, session: &Session) -> TokenStream {
    let called = |id: EndpointId| {
        let name = endpoint::static_name(&cx.api.endpoints[id.0]);
        quote!(&#name)
    };
    let login = called(session.login);
    let fills = session.credentials.iter().map(|(_, target)| match target {
        Target::Param(index) => {
            let index = Token::usize_unsuffixed(*index);
            quote!(__rt::Fill::Param(#index))
        }
        Target::BodyField(index) => {
            let index = Token::usize_unsuffixed(*index);
            quote!(__rt::Fill::Field(#index))
        }
    });
    let (constants, body) = body(cx, &cx.api.endpoints[session.login.0]);
    let body = option(body);
    let take = endpoint::source(&session.take);
    let ttl = match &session.ttl {
        None => quote!(Open),
        Some(Ttl::Millis(millis)) => {
            let millis = Token::u64_unsuffixed(*millis);
            quote!(Millis(#millis))
        }
        Some(Ttl::Seconds(source)) => {
            let source = endpoint::source(source);
            quote!(Seconds(#source))
        }
    };
    let send = auth::kind(cx, &session.send);
    let refresh = option(session.refresh.map(called));
    quote! {
        __rt::Session {
            login: #login,
            fills: &[#(#fills),*],
            constants: &[#(#constants),*],
            body: #body,
            take: #take,
            ttl: __rt::Ttl::#ttl,
            send: #send,
            refresh: #refresh,
        }
    }
}

/// The fields of the login's body that are always the same, and what makes the body.
fn body(cx: &Context<'_>, login: &Endpoint) -> (Vec<TokenStream>, Option<TokenStream>) {
    let Some((id, record)) = cx.body_record(login) else {
        return (Vec::new(), None);
    };
    let constants = record
        .fields
        .iter()
        .enumerate()
        .filter_map(|(index, field)| {
            let text = predicate::text(field.constant.as_ref()?);
            let index = Token::usize_unsuffixed(index);
            Some(quote!((#index, #text)))
        });
    let name = ident(&cx.api.ty(id).name.pascal);
    (constants.collect(), Some(quote!(__rt::login_body::<#name>)))
}

/// The keys under which replies hold tokens, whose values are masked.
pub(super) fn token_key(session: &Session) -> Option<&str> {
    let crate::api::Source::Body(path) = &session.take else {
        return None;
    };
    path.steps.iter().rev().find_map(|step| match step {
        Step::Key(name) => Some(name.as_str()),
        Step::Index(_) | Step::Any => None,
    })
}
