//! A request whose body stands in an envelope comes in; the request with the body alone goes out.

use serde_json::Value;
use trunkline_codegen::api::{Endpoint, Place};

use crate::check::{Checker, Fault};
use crate::make::literal;
use crate::request::Received;

/// Takes the envelope off, after a look at what stands beside the body.
///
/// # Errors
/// What is missing, is of another type, or is unknown.
pub(crate) fn unwrapped(
    check: Checker<'_>,
    endpoint: &Endpoint,
    mut request: Received,
) -> Result<Received, Fault> {
    let Some((first, inner)) = endpoint.envelope.body.split_first() else {
        return Ok(request);
    };
    if request.body.is_empty() {
        return Ok(request);
    }
    let whole = serde_json::from_slice(&request.body).map_err(|why| format!("body: {why}"))?;
    let Value::Object(mut whole) = whole else {
        return Err("body: wanted an object around it".to_owned());
    };
    let mut body = whole
        .shift_remove(first)
        .ok_or_else(|| format!("body.{first}: is required"))?;
    for key in inner {
        body = match body {
            Value::Object(mut map) if map.len() == 1 => map.shift_remove(key),
            _ => None,
        }
        .ok_or_else(|| format!("body: wanted an object with `{key}` alone"))?;
    }
    for param in endpoint
        .params
        .iter()
        .filter(|param| param.place == Place::Beside)
    {
        let name = &param.name.wire;
        match (whole.shift_remove(name), &param.constant) {
            (None, None) if !param.required => {}
            (None, _) => return Err(format!("body.{name}: is required")),
            (Some(value), Some(fixed)) if value != literal(fixed) => {
                return Err(format!("body.{name}: is always `{}`", literal(fixed)));
            }
            (Some(value), _) => check.json(&param.ty, &value, &format!("body.{name}"))?,
        }
    }
    if let Some(unknown) = whole.keys().next() {
        return Err(format!("body.{unknown}: the spec knows no such field"));
    }
    request.body = body.to_string().into_bytes();
    Ok(request)
}
