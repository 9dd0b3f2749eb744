//! An endpoint and a request in; the first thing that is wrong with its query, headers or body out.

use trunkline_codegen::api::{Body, Endpoint, Param, Place, Type, Use};

use crate::Requests;
use crate::check::{Checker, Fault};
use crate::make::literal;
use crate::place::scalar;
use crate::request::Received;
use trunkline_codegen::api::scope::{item, resolve};

/// Checks all but the path, which the route has checked.
pub(crate) fn check(
    check: Checker<'_>,
    endpoint: &Endpoint,
    request: &Received,
) -> Result<(), Fault> {
    query(check, endpoint, request)?;
    headers(check, endpoint, request)?;
    body(check, endpoint, request)
}

fn query(check: Checker<'_>, endpoint: &Endpoint, request: &Received) -> Result<(), Fault> {
    let pairs = request.query_pairs();
    let declared = || {
        endpoint
            .params
            .iter()
            .filter(|param| param.place == Place::Query)
    };
    for param in declared() {
        let named = pairs.iter().filter(|(name, _)| *name == param.name.wire);
        values(
            check,
            param,
            &named.map(|(_, value)| value.as_str()).collect::<Vec<_>>(),
        )?;
    }
    let unknown = pairs
        .iter()
        .find(|(name, _)| declared().all(|param| param.name.wire != *name));
    match (unknown, check.requests) {
        (Some((name, _)), Requests::Strict) => {
            Err(format!("{name}: the spec knows no such query parameter"))
        }
        _ => Ok(()),
    }
}

fn headers(check: Checker<'_>, endpoint: &Endpoint, request: &Received) -> Result<(), Fault> {
    let mut declared = endpoint
        .params
        .iter()
        .filter(|param| param.place == Place::Header);
    declared.try_for_each(|param| {
        let value = request.header(&param.name.wire);
        values(check, param, &value.into_iter().collect::<Vec<_>>())
    })
}

fn values(check: Checker<'_>, param: &Param, values: &[&str]) -> Result<(), Fault> {
    let name = &param.name.wire;
    if values.is_empty() && (param.required || param.constant.is_some()) {
        return Err(format!("{name}: is required"));
    }
    if let Some(wanted) = param
        .constant
        .as_ref()
        .and_then(|fixed| scalar(&literal(fixed)))
        && values.iter().any(|value| *value != wanted)
    {
        return Err(format!("{name}: is always `{wanted}`"));
    }
    if values.len() > 1 && item(check.api, &param.ty).is_none() {
        return Err(format!("{name}: is given {} times", values.len()));
    }
    let null = resolve(check.api, &param.ty).null;
    let mut given = values.iter().filter(|value| !(null && value.is_empty()));
    given.try_for_each(|value| check.text(&param.ty, value, name))
}

fn body(check: Checker<'_>, endpoint: &Endpoint, request: &Received) -> Result<(), Fault> {
    let ty = match &endpoint.body {
        Some(Body::Record(id)) => Use {
            element: None,
            ty: Type::Named(*id),
            codecs: Vec::new(),
            null: false,
        },
        Some(Body::Value(ty)) => ty.clone(),
        None if request.body.is_empty() || check.requests == Requests::Tolerant => return Ok(()),
        None => return Err("body: this call has none".into()),
    };
    if request.body.is_empty() {
        return Err("body: is required".into());
    }
    let value = serde_json::from_slice(&request.body).map_err(|why| format!("body: {why}"))?;
    check.json(&ty, &value, "body")
}
