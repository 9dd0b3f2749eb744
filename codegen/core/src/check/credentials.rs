//! The schemes that endpoints ask for in; secrets for which a call has no place, and places that are taken, reported.

use std::collections::HashSet;

use super::auth::place_of;
use super::cx::Cx;
use super::{params, sessions};
use crate::api::{Auth, Place, SchemeKind};
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model::{self, AuthRef, Endpoint, Scheme};

/// Checks the calls of all schemes, now that it is known what these are made of.
pub(super) fn places(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    let mut said = HashSet::new();
    for (index, endpoint) in spec.endpoints.iter().enumerate() {
        let Auth::Scheme(id) = cx.api.endpoints[index].auth else {
            continue;
        };
        for leaf in sessions::leaves(cx, id) {
            let leaf = match &cx.api.schemes[leaf.0].kind {
                SchemeKind::Grant(grant) => grant.of,
                _ => leaf,
            };
            let Some(scheme) = spec.schemes.get(leaf.0) else {
                continue;
            };
            let Some((sort, name)) = scheme.kind.as_ref().and_then(place_of) else {
                continue;
            };
            let place = match sort {
                "header" => Place::Header,
                "parameter" => Place::Query,
                "form field" => Place::Form,
                _ => continue,
            };
            if place == Place::Form && endpoint.form.is_none() {
                without_a_form(cx, endpoint, scheme, name);
            } else if let Some(param) = declared(cx, endpoint, place, name)
                && said.insert((param.name.span, leaf))
            {
                taken(cx, param, scheme, sort);
            }
        }
    }
}

/// The parameter of an endpoint that is sent in a place by this name.
fn declared<'a>(
    cx: &Cx<'a>,
    endpoint: &'a Endpoint,
    place: Place,
    name: &str,
) -> Option<&'a model::Param> {
    let is_same = |other: &str| match place {
        Place::Header => other.eq_ignore_ascii_case(name),
        _ => other == name,
    };
    let all = params::all(cx.spec, endpoint).into_iter();
    let mut here = all.filter(|param| param.place == place);
    here.find(|param| is_same(&param.name.value))
}

fn taken(cx: &mut Cx<'_>, param: &model::Param, scheme: &Scheme, sort: &str) {
    let (name, secret) = (&param.name.value, &scheme.name.value);
    let message = format!("the {sort} `{name}` is where `{secret}` shows its secret");
    cx.found
        .error(codes::CREDENTIAL_PLACE, param.name.span, message)
        .label(scheme.name.span, "the scheme is declared here")
        .help("remove the parameter, or name another scheme or `none` in `auth:` of the endpoint");
}

fn without_a_form(cx: &mut Cx<'_>, endpoint: &Endpoint, scheme: &Scheme, field: &str) {
    let (name, secret) = (&endpoint.name.value, &scheme.name.value);
    let message = format!("`{name}` has no form, in which `{secret}` sends the field `{field}`");
    let help = match (&endpoint.body, &endpoint.multipart) {
        (None, None) => {
            "write `form: {}`, or name another scheme or `none` in `auth:` of the endpoint"
        }
        _ => {
            "write `form:` in place of the other body, or name another scheme or `none` in `auth:`"
        }
    };
    cx.found
        .error(codes::NO_FORM, asked_at(endpoint), message)
        .label(scheme.name.span, "the scheme is declared here")
        .help(help);
}

/// Where an endpoint says what it asks for.
fn asked_at(endpoint: &Endpoint) -> Span {
    match &endpoint.auth {
        Some(AuthRef::Scheme(name)) => name.span,
        Some(AuthRef::Any(names)) => names.first().map_or(endpoint.name.span, |name| name.span),
        Some(AuthRef::None(_)) | None => endpoint.name.span,
    }
}
