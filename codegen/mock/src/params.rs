//! An endpoint and a request in; the first thing that is wrong with its query, headers or body out.

use trunkline_codegen::api::{Body, Endpoint, ListStyle, Param, Place, Type, Use};

use crate::Requests;
use crate::auth::{is_signed, keys};
use crate::check::{Checker, Fault};
use crate::make::literal;
use crate::multipart;
use crate::page;
use crate::place::scalar;
use crate::request::Received;
use crate::style::{self, Pair};
use trunkline_codegen::api::scope::{item, resolve};

/// The media type of a form.
const FORM: &str = "application/x-www-form-urlencoded";

/// Checks all but the path, which the route has checked.
pub(crate) fn check(
    check: Checker<'_>,
    endpoint: &Endpoint,
    request: &Received,
) -> Result<(), Fault> {
    pairs(check, endpoint, Place::Query, &request.query_pairs())?;
    headers(check, endpoint, request)?;
    body(check, endpoint, request)
}

/// What a query or a form holds: every parameter that is sent there, and nothing else.
fn pairs(
    check: Checker<'_>,
    endpoint: &Endpoint,
    place: Place,
    pairs: &[Pair],
) -> Result<(), Fault> {
    let declared = || endpoint.params.iter().filter(|param| param.place == place);
    for param in declared() {
        let mine = pairs
            .iter()
            .filter(|(name, _)| style::is_of(check.api, param, name));
        let mine: Vec<&Pair> = mine.collect();
        if !mine.is_empty() && (param.list != ListStyle::Repeat || param.object.is_some()) {
            let value = style::value(check.api, param, &mine)?;
            check.json(&param.ty, &value, &param.name.wire)?;
            continue;
        }
        let texts: Vec<&str> = mine.iter().map(|(_, text)| text.as_str()).collect();
        values(check, param, &texts)?;
    }
    let is_own = |name: &str| {
        let is_cursor = name == page::OWN && !endpoint.pagers.is_empty();
        is_cursor || (place == Place::Query && is_signed(check.api, endpoint))
    };
    let unknown = pairs
        .iter()
        .filter(|(name, _)| !keys(check.api, place).any(|key| key == name) && !is_own(name))
        .find(|(name, _)| !declared().any(|param| style::is_of(check.api, param, name)));
    match (unknown, check.requests) {
        (Some((name, _)), Requests::Strict) => {
            let place = if place == Place::Form {
                "field"
            } else {
                "query parameter"
            };
            Err(format!("{name}: the spec knows no such {place}"))
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

pub(crate) fn values(check: Checker<'_>, param: &Param, values: &[&str]) -> Result<(), Fault> {
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

/// A body that goes as it is may be empty; where the caller chooses its media type, this is any.
fn raw(endpoint: &Endpoint, request: &Received) -> Result<(), Fault> {
    let media = request.header("content-type");
    let mut params = endpoint.params.iter();
    let is_chosen = params
        .any(|p| p.place == Place::Header && p.name.wire.eq_ignore_ascii_case("content-type"));
    match (&endpoint.media_type, media) {
        (Some(wanted), Some(found)) if wanted == found => Ok(()),
        (_, Some(_)) if is_chosen => Ok(()),
        (wanted, found) => Err(format!(
            "content-type: wanted `{wanted:?}`, found `{found:?}`"
        )),
    }
}

fn form(check: Checker<'_>, endpoint: &Endpoint, request: &Received) -> Result<(), Fault> {
    let media = request.header("content-type").unwrap_or_default();
    if !media.eq_ignore_ascii_case(FORM) {
        return Err(format!("content-type: wanted `{FORM}`, found `{media}`"));
    }
    pairs(check, endpoint, Place::Form, &request.form_pairs())
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
        Some(Body::Form) => return form(check, endpoint, request),
        Some(Body::Multipart(kind)) => return multipart::check(check, endpoint, *kind, request),
        Some(Body::Bytes | Body::Text) => return raw(endpoint, request),
        None if request.body.is_empty() || check.requests == Requests::Tolerant => return Ok(()),
        None => return Err("body: this call has none".into()),
    };
    if request.body.is_empty() {
        return Err("body: is required".into());
    }
    let value = serde_json::from_slice(&request.body).map_err(|why| format!("body: {why}"))?;
    check.json(&ty, &value, "body")
}
