//! A request and the scheme that an endpoint asks for in; whether the credentials are good out.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use trunkline_codegen::api::{
    Api, Auth, BadAuth, Credential, Endpoint, Place, SchemeId, SchemeKind,
};

use crate::digest::Nonces;
use crate::request::Received;
use crate::session::Tokens;

/// The secrets that each scheme accepts, by the scheme's position: one for what shows one, user and password for basic
/// and digest, the credentials of a session's login, none for the rest.
pub(crate) type Secrets = Vec<Vec<String>>;

/// Secrets made from the schemes' names, the same at every start.
pub(crate) fn made(api: &Api) -> Secrets {
    let make = |scheme: &trunkline_codegen::api::Scheme| {
        let name = &scheme.name.wire;
        match &scheme.kind {
            SchemeKind::Header { .. }
            | SchemeKind::Bearer
            | SchemeKind::Query(_)
            | SchemeKind::Cookie(_)
            | SchemeKind::Form(_) => vec![format!("mock-secret-{name}")],
            SchemeKind::Basic { user, password } | SchemeKind::Digest { user, password } => {
                let made = [(user, "user"), (password, "secret")].into_iter();
                let given = made.filter(|(one, _)| one.name().is_some());
                given
                    .map(|(_, what)| format!("mock-{what}-{name}"))
                    .collect()
            }
            SchemeKind::Session(session) => {
                let credentials = session.credentials.iter();
                credentials
                    .map(|(own, _)| format!("mock-{}-{name}", own.wire))
                    .collect()
            }
            SchemeKind::Grant(grant) => {
                let given = grant.takes.iter().filter_map(|(_, one)| one.name());
                given
                    .map(|own| format!("mock-{}-{name}", own.wire))
                    .collect()
            }
            SchemeKind::Sign(signing) => {
                let secrets = signing.secrets.iter();
                secrets
                    .map(|own| format!("mock-{}-{name}", own.wire))
                    .collect()
            }
            SchemeKind::Certificate(_)
            | SchemeKind::All(_)
            | SchemeKind::Any(_)
            | SchemeKind::Caller => Vec::new(),
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

/// Who lets requests in: the schemes with their secrets, the nonces of digest and the tokens of sessions.
#[derive(Clone, Copy)]
pub(crate) struct Gate<'a> {
    pub(crate) api: &'a Api,
    pub(crate) secrets: &'a Secrets,
    pub(crate) nonces: &'a Nonces,
    pub(crate) tokens: &'a Tokens,
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
pub(crate) fn leaves(api: &Api, scheme: SchemeId) -> Vec<SchemeId> {
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
        kind @ (SchemeKind::Header { .. }
        | SchemeKind::Bearer
        | SchemeKind::Query(_)
        | SchemeKind::Cookie(_)
        | SchemeKind::Form(_)) => {
            let shown = sent(kind, request);
            verdict(shown.as_deref(), |shown| shown == own.concat())
        }
        SchemeKind::Basic { user, password } => verdict(authorization(request, "basic"), |shown| {
            let decoded = BASE64_STANDARD.decode(shown).unwrap_or_default();
            let decoded = String::from_utf8_lossy(&decoded);
            let wanted = formed([user, password], own);
            decoded.split_once(':').is_some_and(|(user, password)| {
                let mut pairs = [user, password].into_iter().zip(wanted);
                pairs.all(|(shown, wanted)| wanted.is_none_or(|wanted| shown == wanted))
            })
        }),
        SchemeKind::Digest { user, password } => {
            let shown = authorization(request, "digest");
            let [user, password] = formed([user, password], own);
            let password = password.unwrap_or_default();
            gate.nonces
                .check(shown, user.as_deref(), &password, request)
        }
        SchemeKind::Session(session) => {
            let shown = sent(&session.send, request);
            gate.tokens.check(scheme, shown.as_deref())
        }
        SchemeKind::Grant(grant) => {
            let shown = sent(&grant.send, request);
            gate.tokens.check(scheme, shown.as_deref())
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
        // Code of the user's own makes a signature, and only that can check it; a certificate is shown where there is
        // encryption, which the mock has not.
        SchemeKind::Sign(_) | SchemeKind::Certificate(_) | SchemeKind::Caller => None,
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

/// The secret that a request shows where a scheme has it, without what stands around it.
pub(crate) fn sent(kind: &SchemeKind, request: &Received) -> Option<String> {
    match kind {
        SchemeKind::Header {
            header,
            prefix,
            suffix,
        } => {
            let shown = request.header(header)?;
            let own = |shown: &str| {
                let rest = shown.strip_prefix(prefix.as_str())?;
                rest.strip_suffix(suffix.as_str()).map(str::to_owned)
            };
            // One of another form is shown, and wrong.
            Some(own(shown).unwrap_or_default())
        }
        SchemeKind::Bearer => authorization(request, "bearer").map(str::to_owned),
        SchemeKind::Query(key) => one_of(request.query_pairs(), key),
        SchemeKind::Form(key) => one_of(request.form_pairs(), key),
        SchemeKind::Cookie(key) => {
            let mut pairs = request.header("cookie")?.split(';');
            pairs.find_map(|pair| {
                let (name, value) = pair.trim().split_once('=')?;
                (name == key).then(|| value.to_owned())
            })
        }
        _ => None,
    }
}

/// The value of the first pair of this name.
fn one_of(pairs: Vec<(String, String)>, key: &str) -> Option<String> {
    let mut pairs = pairs.into_iter();
    pairs.find(|(name, _)| name == key).map(|(_, value)| value)
}

/// Whether a signature goes with calls of an endpoint, so that they may hold what only their maker knows.
pub(crate) fn is_signed(api: &Api, endpoint: &Endpoint) -> bool {
    let leaves = match endpoint.auth {
        Auth::None => Vec::new(),
        Auth::Scheme(scheme) => leaves(api, scheme),
    };
    let is_signature = |leaf: &SchemeId| matches!(api.schemes[leaf.0].kind, SchemeKind::Sign(_));
    leaves.iter().any(is_signature)
}

/// The names in queries or in forms that are credentials.
pub(crate) fn keys(api: &Api, place: Place) -> impl Iterator<Item = &str> {
    api.schemes.iter().filter_map(move |scheme| {
        let kind = match &scheme.kind {
            SchemeKind::Session(session) => &session.send,
            SchemeKind::Grant(grant) => &grant.send,
            kind => kind,
        };
        match (kind, place) {
            (SchemeKind::Query(key), Place::Query) | (SchemeKind::Form(key), Place::Form) => {
                Some(key.as_str())
            }
            _ => None,
        }
    })
}

/// What a pair looks like on the wire; nothing where it is the client's own variable.
fn formed(pair: [&Credential; 2], own: &[String]) -> [Option<String>; 2] {
    let mut own = own.iter();
    pair.map(|one| match one {
        Credential::Given { prefix, suffix, .. } => {
            let secret = own.next().map_or("", String::as_str);
            Some(format!("{prefix}{secret}{suffix}"))
        }
        Credential::Var(_) => None,
    })
}
