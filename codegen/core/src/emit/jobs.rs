//! Calls that start jobs and calls that show them in; what describes a job and the method that waits for it out.

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::{format_ident, quote};

use super::context::Context;
use super::types::{self, ident};
use super::{endpoint, predicate};
use crate::api::{Api, Endpoint, EndpointId, Handed, Job, SchemeKind};

/// What a call has besides that can be waited for; `body` is how the macros are told of the call's own.
pub(super) fn waiting(
    cx: &Context<'_>,
    endpoint: &Endpoint,
    body: &Option<TokenStream>,
) -> Option<TokenStream> {
    let name = ident(&endpoint.name.pascal);
    if let Some(start) = &endpoint.starts {
        let shown = &cx.api.endpoints[start.poll.0];
        let (job, value) = (static_name(shown), value(cx, shown));
        let fills = start.fills.iter().map(|(index, from)| {
            let (index, from) = (Token::usize_unsuffixed(*index), source(cx, from));
            quote!((#index, #from))
        });
        let this = format_ident!("START_{}", endpoint::shouted(endpoint));
        return Some(quote! {
            static #this: __rt::Begin = __rt::Begin::Start(&[#(#fills),*]);
            __rt::job!(#name, Vendor, #value, &#job, #this #body);
        });
    }
    let job = endpoint.job.as_ref()?;
    let (this, value) = (static_name(endpoint), value(cx, endpoint));
    let description = description(endpoint, job);
    Some(quote! {
        static #this: __rt::Job = #description;
        __rt::job!(#name, Vendor, #value, &#this, __rt::Begin::Poll #body);
    })
}

fn description(endpoint: &Endpoint, job: &Job) -> TokenStream {
    let poll = endpoint::static_name(endpoint);
    let done = predicate::predicate(&job.done);
    let failed = match &job.failed {
        Some(failed) => predicate::predicate(failed),
        None => quote!(&[]),
    };
    let every = Token::u64_unsuffixed(job.every);
    quote!(__rt::Job { poll: &#poll, done: #done, failed: #failed, every: #every })
}

fn static_name(endpoint: &Endpoint) -> Ident {
    format_ident!("JOB_{}", endpoint::shouted(endpoint))
}

/// What a call gives that shows a job.
fn value(cx: &Context<'_>, shown: &Endpoint) -> TokenStream {
    match &shown.returns {
        Some(used) => types::value(cx, used),
        None => quote!(()),
    }
}

/// A place in a reply that is handed over.
pub(super) fn source(cx: &Context<'_>, from: &Handed) -> TokenStream {
    match from {
        Handed::Reply(source) => endpoint::source(source),
        Handed::Location(goal, param) => {
            let goal = endpoint::static_name(&cx.api.endpoints[goal.0]);
            let param = Token::usize_unsuffixed(*param);
            quote!(__rt::Source::Location(&#goal, #param))
        }
    }
}

/// The endpoints that others cannot do without: those that show jobs, to which a `Location` leads, and logins.
pub(super) fn needed(api: &Api) -> Vec<EndpointId> {
    let mut needed = Vec::new();
    for endpoint in &api.endpoints {
        needed.extend(endpoint.starts.iter().map(|start| start.poll));
        let meta = endpoint.envelope.meta.iter().flat_map(|meta| &meta.from);
        needed.extend(meta.filter_map(|from| match from {
            Handed::Location(goal, _) => Some(*goal),
            Handed::Reply(_) => None,
        }));
    }
    for scheme in &api.schemes {
        if let SchemeKind::Session(session) = &scheme.kind {
            needed.push(session.login);
            needed.extend(session.refresh);
        }
    }
    needed
}
