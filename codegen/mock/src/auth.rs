//! A request and the scheme that an endpoint asks for in; whether the credentials are good out.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use trunkline_codegen::api::{Api, Auth, BadAuth, Endpoint, SchemeId, SchemeKind};

use crate::request::Received;

/// The secrets that each scheme accepts, by the scheme's position: one for a header and for bearer,
/// user and password for basic, none for the rest.
pub(crate) type Secrets = Vec<Vec<String>>;

/// Secrets made from the schemes' names, the same at every start.
pub(crate) fn made(api: &Api) -> Secrets {
    let make = |scheme: &trunkline_codegen::api::Scheme| {
        let name = &scheme.name.wire;
        match scheme.kind {
            SchemeKind::Header { .. } | SchemeKind::Bearer => vec![format!("mock-secret-{name}")],
            SchemeKind::Basic { .. } => {
                vec![format!("mock-user-{name}"), format!("mock-secret-{name}")]
            }
            SchemeKind::All(_) | SchemeKind::Any(_) | SchemeKind::Caller => Vec::new(),
        }
    };
    api.schemes.iter().map(make).collect()
}

/// What `scheme` accepts, its parts' secrets in order; of `any`, those of the first member.
pub(crate) fn accepted(api: &Api, secrets: &Secrets, scheme: SchemeId) -> Vec<String> {
    match &api.schemes[scheme.0].kind {
        SchemeKind::All(parts) => parts
            .iter()
            .flat_map(|part| accepted(api, secrets, *part))
            .collect(),
        SchemeKind::Any(members) => members
            .first()
            .map(|m| accepted(api, secrets, *m))
            .unwrap_or_default(),
        _ => secrets[scheme.0].clone(),
    }
}

/// Sets what `scheme` accepts; the secrets of an `all` go to its parts in order, those of an `any` to its
/// first member. Gives the number that the scheme takes if `given` is another.
pub(crate) fn set(
    api: &Api,
    secrets: &mut Secrets,
    scheme: SchemeId,
    given: &[String],
) -> Result<(), usize> {
    let wanted = accepted(api, secrets, scheme).len();
    if wanted != given.len() {
        return Err(wanted);
    }
    match &api.schemes[scheme.0].kind {
        SchemeKind::All(parts) => {
            let mut rest = given;
            for part in parts {
                let (own, others) = rest.split_at(accepted(api, secrets, *part).len());
                set(api, secrets, *part, own)?;
                rest = others;
            }
            Ok(())
        }
        SchemeKind::Any(members) => match members.first() {
            Some(first) => set(api, secrets, *first, given),
            None => Ok(()),
        },
        _ => {
            secrets[scheme.0] = given.to_vec();
            Ok(())
        }
    }
}

/// What is wrong with the credentials of a request, if anything.
pub(crate) fn check(
    api: &Api,
    secrets: &Secrets,
    endpoint: &Endpoint,
    request: &Received,
) -> Option<BadAuth> {
    match endpoint.auth {
        Auth::None => None,
        Auth::Scheme(scheme) => check_scheme(api, secrets, scheme, request),
    }
}

fn check_scheme(
    api: &Api,
    secrets: &Secrets,
    scheme: SchemeId,
    request: &Received,
) -> Option<BadAuth> {
    let one = |id: &SchemeId| check_scheme(api, secrets, *id, request);
    let own = &secrets[scheme.0];
    match &api.schemes[scheme.0].kind {
        SchemeKind::Header {
            header,
            prefix,
            suffix,
        } => {
            let wanted = format!("{prefix}{}{suffix}", own.concat());
            verdict(request.header(header), |shown| shown == wanted)
        }
        SchemeKind::Bearer => verdict(authorization(request, "bearer"), |shown| {
            shown == own.concat()
        }),
        SchemeKind::Basic { .. } => verdict(authorization(request, "basic"), |shown| {
            BASE64_STANDARD
                .decode(shown)
                .is_ok_and(|bytes| bytes == own.join(":").as_bytes())
        }),
        SchemeKind::All(parts) => worst(parts.iter().map(one)),
        SchemeKind::Any(members) => {
            let verdicts: Vec<_> = members.iter().map(one).collect();
            if verdicts.contains(&None) {
                None
            } else {
                verdicts
                    .into_iter()
                    .flatten()
                    .max_by_key(|bad| *bad == BadAuth::Wrong)
            }
        }
        SchemeKind::Caller => None,
    }
}

/// A missing part comes before a wrong one.
fn worst(verdicts: impl Iterator<Item = Option<BadAuth>>) -> Option<BadAuth> {
    verdicts
        .flatten()
        .max_by_key(|bad| *bad == BadAuth::Missing)
}

fn verdict(shown: Option<&str>, good: impl FnOnce(&str) -> bool) -> Option<BadAuth> {
    match shown {
        None => Some(BadAuth::Missing),
        Some(shown) if good(shown) => None,
        Some(_) => Some(BadAuth::Wrong),
    }
}

/// What follows the scheme in the header `Authorization`; the scheme in any case.
fn authorization<'a>(request: &'a Received, scheme: &str) -> Option<&'a str> {
    let (name, rest) = request.header("authorization")?.split_once(' ')?;
    name.eq_ignore_ascii_case(scheme).then(|| rest.trim_start())
}
