//! A request and the scheme that an endpoint asks for in; whether the credentials are good out.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use trunkline_codegen::api::{Api, Auth, BadAuth, Endpoint, SchemeId, SchemeKind};

use crate::digest::Nonces;
use crate::request::Received;

/// The secrets that each scheme accepts, by the scheme's position: one for a header and for bearer,
/// user and password for basic and digest, none for the rest.
pub(crate) type Secrets = Vec<Vec<String>>;

/// Secrets made from the schemes' names, the same at every start.
pub(crate) fn made(api: &Api) -> Secrets {
    let make = |scheme: &trunkline_codegen::api::Scheme| {
        let name = &scheme.name.wire;
        match scheme.kind {
            SchemeKind::Header { .. } | SchemeKind::Bearer => vec![format!("mock-secret-{name}")],
            SchemeKind::Basic { .. } | SchemeKind::Digest { .. } => {
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

/// What is wrong with credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bad {
    Missing,
    Wrong,
    /// They are right, and the nonce that they rest on is used up.
    Stale,
}

impl From<Bad> for BadAuth {
    fn from(bad: Bad) -> Self {
        match bad {
            Bad::Missing => BadAuth::Missing,
            Bad::Wrong | Bad::Stale => BadAuth::Wrong,
        }
    }
}

/// Who lets requests in: the schemes with their secrets, and the nonces of digest.
#[derive(Clone, Copy)]
pub(crate) struct Gate<'a> {
    pub(crate) api: &'a Api,
    pub(crate) secrets: &'a Secrets,
    pub(crate) nonces: &'a Nonces,
}

/// What is wrong with the credentials of a request, if anything.
pub(crate) fn check(gate: Gate<'_>, endpoint: &Endpoint, request: &Received) -> Option<Bad> {
    match endpoint.auth {
        Auth::None => None,
        Auth::Scheme(scheme) => check_scheme(gate, scheme, request),
    }
}

/// The values of `WWW-Authenticate` in a reply to bad credentials: those of digest and, where it stands beside
/// digest, of basic. A vendor without digest sends none.
pub(crate) fn challenges(gate: Gate<'_>, endpoint: &Endpoint, bad: Bad) -> Vec<String> {
    let Auth::Scheme(scheme) = endpoint.auth else {
        return Vec::new();
    };
    let leaves = leaves(gate.api, scheme);
    let has = |wanted: fn(&SchemeKind) -> bool| {
        leaves
            .iter()
            .any(|leaf| wanted(&gate.api.schemes[leaf.0].kind))
    };
    let mut values = Vec::new();
    if has(|kind| matches!(kind, SchemeKind::Digest { .. })) {
        values = gate.nonces.challenges(bad);
        if has(|kind| matches!(kind, SchemeKind::Basic { .. })) {
            values.push(r#"Basic realm="mock""#.to_owned());
        }
    }
    values
}

/// The scheme itself, or all that a combination is made of.
fn leaves(api: &Api, scheme: SchemeId) -> Vec<SchemeId> {
    match &api.schemes[scheme.0].kind {
        SchemeKind::All(parts) | SchemeKind::Any(parts) => {
            parts.iter().flat_map(|part| leaves(api, *part)).collect()
        }
        _ => vec![scheme],
    }
}

fn check_scheme(gate: Gate<'_>, scheme: SchemeId, request: &Received) -> Option<Bad> {
    let one = |id: &SchemeId| check_scheme(gate, *id, request);
    let own = &gate.secrets[scheme.0];
    match &gate.api.schemes[scheme.0].kind {
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
        SchemeKind::Digest { .. } => {
            let shown = authorization(request, "digest");
            gate.nonces.check(shown, &own[0], &own[1], request)
        }
        SchemeKind::All(parts) => worst(parts.iter().map(one)),
        SchemeKind::Any(members) => {
            let verdicts: Vec<_> = members.iter().map(one).collect();
            if verdicts.contains(&None) {
                None
            } else {
                verdicts.into_iter().flatten().max()
            }
        }
        SchemeKind::Caller => None,
    }
}

/// A missing part comes before a wrong one.
fn worst(verdicts: impl Iterator<Item = Option<Bad>>) -> Option<Bad> {
    verdicts.flatten().min()
}

fn verdict(shown: Option<&str>, good: impl FnOnce(&str) -> bool) -> Option<Bad> {
    match shown {
        None => Some(Bad::Missing),
        Some(shown) if good(shown) => None,
        Some(_) => Some(Bad::Wrong),
    }
}

/// What follows the scheme in the header `Authorization`; the scheme in any case.
fn authorization<'a>(request: &'a Received, scheme: &str) -> Option<&'a str> {
    let (name, rest) = request.header("authorization")?.split_once(' ')?;
    name.eq_ignore_ascii_case(scheme).then(|| rest.trim_start())
}
