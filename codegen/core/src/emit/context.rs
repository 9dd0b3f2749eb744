//! The `Api` and what several parts of the emitter ask of it.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::boxes::boxed_fields;
use super::common::Common;
use super::target::Target;
use super::traffic::Traffic;
use super::types::ident;
use crate::api::{Api, Body, Endpoint, Type, TypeId, TypeKind};

/// What every part of the emitter is given.
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) target: &'a Target,
    /// Fields (record, position) that hold their own record without a list or a map between.
    pub(super) boxed: HashSet<(TypeId, usize)>,
    /// Distinct types of error bodies, in the order of the rules: the variants of `ErrorBody`.
    pub(super) error_bodies: Vec<TypeId>,
    /// What calls have of retries, keys and limits, each once.
    pub(super) traffic: Vec<Traffic>,
    /// What several calls have in common.
    pub(super) common: Common<'a>,
    /// Some type or field is deprecated, so that the generated code's own uses of it must not warn.
    deprecations: bool,
    /// What the type parameter for the mode is called.
    mode: &'static str,
}

impl<'a> Context<'a> {
    pub(super) fn new(api: &'a Api, target: &'a Target) -> Self {
        let mut error_bodies = Vec::new();
        for body in api.rules.iter().filter_map(|rule| rule.body) {
            if !error_bodies.contains(&body) {
                error_bodies.push(body);
            }
        }
        let mut cx = Context {
            api,
            target,
            boxed: boxed_fields(api),
            error_bodies,
            traffic: Traffic::all(api),
            common: Common::default(),
            deprecations: has_deprecations(api),
            mode: mode(api),
        };
        cx.common = Common::of(&cx);
        cx
    }

    /// Whether a client or a call can choose the format of bodies.
    pub(super) fn has_formats(&self) -> bool {
        self.api.formats.len() > 1
    }

    /// The attribute of an item that users may leave unused: in a private module of a program,
    /// rustc would warn of every call that is not made.
    pub(super) fn allow_unused(&self) -> TokenStream {
        let deprecated = self.deprecations.then(|| quote!(, deprecated));
        quote!(#[allow(dead_code #deprecated)])
    }

    /// The same of an item of whose parts the spec says no more than their names.
    pub(super) fn allow_undocumented(&self) -> TokenStream {
        let deprecated = self.deprecations.then(|| quote!(, deprecated));
        quote!(#[allow(dead_code #deprecated, missing_docs)])
    }

    /// The attribute of an item that names types and fields, deprecated ones included.
    pub(super) fn allow_deprecated(&self) -> TokenStream {
        if self.deprecations {
            quote!(#[allow(deprecated)])
        } else {
            TokenStream::new()
        }
    }

    /// The type parameter for the mode of a client and of its calls.
    pub(super) fn mode(&self) -> Ident {
        ident(self.mode)
    }

    /// The record at `id`, behind aliases; nothing where it is no record.
    pub(super) fn record(&self, id: TypeId) -> Option<(TypeId, &'a crate::api::Record)> {
        match &self.api.ty(id).kind {
            TypeKind::Record(record) => Some((id, record)),
            TypeKind::Alias(inner) => match inner.ty {
                Type::Named(next) => self.record(next),
                _ => None,
            },
            TypeKind::Enum(_) | TypeKind::Newtype(_) | TypeKind::Union(_) => None,
        }
    }

    /// Whether a call holds its body beside its parameters.
    pub(super) fn holds_body(&self, endpoint: &Endpoint) -> bool {
        matches!(endpoint.body, Some(Body::Record(_) | Body::Value(_)))
    }

    /// The record that the call's body is, where it is one.
    pub(super) fn body_record(
        &self,
        endpoint: &Endpoint,
    ) -> Option<(TypeId, &'a crate::api::Record)> {
        match endpoint.body {
            Some(Body::Record(id)) => self.record(id),
            Some(Body::Value(_) | Body::Bytes | Body::Text | Body::Form | Body::Multipart(_))
            | None => None,
        }
    }
}

fn has_deprecations(api: &Api) -> bool {
    api.types.iter().any(|def| {
        def.deprecated.is_some()
            || matches!(&def.kind, TypeKind::Record(record)
                if record.fields.iter().any(|f| f.deprecated.is_some())
                    || record.flattened.iter().any(|f| f.deprecated.is_some()))
    })
}

/// The name of the type parameter for the mode of a client: no type of the module may hide behind it.
fn mode(api: &Api) -> &'static str {
    let types = api.types.iter().map(|def| &def.name);
    let calls = api.endpoints.iter().map(|endpoint| &endpoint.name);
    let hooks = api.hooks.iter().map(|hook| &hook.name);
    let mut names = types.chain(calls).chain(hooks);
    match names.any(|name| name.pascal == "M") {
        true => "__M",
        false => "M",
    }
}
