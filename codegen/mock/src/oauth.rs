//! A request for a token of OAuth 2 in; the token, or what is wrong in the words of RFC 6749, out.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use trunkline_codegen::api::{
    Api, ClientAuth, Credential, Grant, GrantKind, GrantPart, SchemeId, SchemeKind,
};

use crate::answer::Reply;
use crate::auth::Secrets;
use crate::request::{Received, decode};
use crate::route::prefix;
use crate::session::Tokens;

/// The grants whose tokens are given where the request came in; empty where it is no request for a token.
pub(crate) fn grants<'a>(api: &'a Api, request: &Received) -> Vec<(SchemeId, &'a Grant)> {
    let Some(base) = &request.base else {
        return Vec::new();
    };
    let schemes = api.schemes.iter().enumerate();
    let grants = schemes.filter_map(|(index, scheme)| match &scheme.kind {
        SchemeKind::Grant(grant) => Some((SchemeId(index), grant)),
        _ => None,
    });
    let here = |(_, grant): &(SchemeId, &Grant)| {
        let url = &api.bases[grant.token.0];
        url.name.wire == *base && prefix(api, &url.parts) == request.path
    };
    grants.filter(here).collect()
}

/// What the request is answered.
pub(crate) fn reply(
    api: &Api,
    grants: &[(SchemeId, &Grant)],
    secrets: &Secrets,
    tokens: &Tokens,
    request: &Received,
) -> Reply {
    match granted(api, grants, secrets, tokens, request) {
        Ok(body) => Reply::of_json(200, Vec::new(), &body),
        Err((status, error, description)) => {
            let body = json!({ "error": error, "error_description": description });
            Reply::of_json(status, Vec::new(), &body)
        }
    }
}

type Wrong = (u16, &'static str, String);

fn granted(
    api: &Api,
    grants: &[(SchemeId, &Grant)],
    secrets: &Secrets,
    tokens: &Tokens,
    request: &Received,
) -> Result<Value, Wrong> {
    let invalid = |what: &str| (400, "invalid_request", what.to_owned());
    if request.method != "POST" {
        return Err(invalid("a token is asked for by POST"));
    }
    let media = request.header("content-type").unwrap_or_default();
    if media != "application/x-www-form-urlencoded" {
        return Err(invalid("a token is asked for by a form"));
    }
    let form = request.form_pairs();
    let mut names: Vec<&str> = form.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(invalid("a field stands there twice"));
    }
    let field = |name: &str| {
        form.iter()
            .find(|(key, _)| key == name)
            .map(|(_, text)| text.as_str())
    };
    let asked = field("grant_type").ok_or_else(|| invalid("grant_type is required"))?;
    let refreshing = field("refresh_token").filter(|_| asked == "refresh_token");
    let own = |(scheme, grant): &&(SchemeId, &Grant)| match refreshing {
        Some(token) => {
            tokens.refreshes(*scheme, token) || is_given(grant, &secrets[scheme.0], token)
        }
        None => grant.kind.grant_type() == asked,
    };
    let Some((scheme, grant)) = grants.iter().find(own) else {
        return Err(match refreshing {
            Some(_) => (
                400,
                "invalid_grant",
                "the refresh token is not, or no longer, good".into(),
            ),
            None => (
                400,
                "unsupported_grant_type",
                format!("`{asked}` is none of the grants"),
            ),
        });
    };
    client(grant, &secrets[scheme.0], request, field)?;
    if refreshing.is_none() {
        for (part, wanted) in wanted(grant, &secrets[scheme.0]) {
            let is_own = !matches!(part, GrantPart::ClientId | GrantPart::ClientSecret);
            if is_own && wanted.is_some_and(|wanted| field(part.field()) != Some(&*wanted)) {
                let what = format!("{} is not the right one", part.field());
                return Err((400, "invalid_grant", what));
            }
        }
    }
    for (name, text) in &grant.fields {
        if field(name) != Some(text) {
            return Err(invalid(&format!("{name} is always `{text}`")));
        }
    }
    if let Some(token) = refreshing {
        tokens.use_up(*scheme, token);
    }
    let (token, seconds) = tokens.grant(api, *scheme);
    let mut body = json!({
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": seconds,
    });
    if grant.refreshes {
        body["refresh_token"] = tokens.refresh(api, *scheme).into();
    }
    Ok(body)
}

/// Whether it is the refresh token that the caller has from elsewhere.
fn is_given(grant: &Grant, own: &[String], token: &str) -> bool {
    grant.kind == GrantKind::Refresh
        && wanted(grant, own)
            .iter()
            .any(|(part, text)| *part == GrantPart::RefreshToken && text.as_deref() == Some(token))
}

/// What a grant takes as it travels; nothing where it is the client's own variable.
fn wanted(grant: &Grant, own: &[String]) -> Vec<(GrantPart, Option<String>)> {
    let mut own = own.iter();
    let takes = grant.takes.iter().map(|(part, one)| {
        let text = match one {
            Credential::Given { prefix, suffix, .. } => Some(format!(
                "{prefix}{}{suffix}",
                own.next().map_or("", String::as_str)
            )),
            Credential::Var(_) => None,
        };
        (*part, text)
    });
    takes.collect()
}

/// Checks the program's name and secret.
fn client<'f>(
    grant: &Grant,
    own: &[String],
    request: &Received,
    field: impl Fn(&str) -> Option<&'f str>,
) -> Result<(), Wrong> {
    let wanted = wanted(grant, own);
    let one = |wanted_part| {
        let mut found = wanted.iter();
        found
            .find(|(part, _)| *part == wanted_part)
            .map(|(_, text)| text)
    };
    let (id, secret) = (one(GrantPart::ClientId), one(GrantPart::ClientSecret));
    let in_header = grant.by == ClientAuth::Basic && id.is_some() && secret.is_some();
    let header = request.header("authorization").and_then(basic);
    let (shown_id, shown_secret) = match (in_header, header) {
        (true, Some((id, secret))) => (Some(id), Some(secret)),
        (true, None) => (None, None),
        (false, _) => (
            field("client_id").map(str::to_owned),
            field("client_secret").map(str::to_owned),
        ),
    };
    let fits = |wanted: Option<&Option<String>>, shown: Option<String>| match wanted {
        None => shown.is_none(),
        Some(None) => shown.is_some(),
        Some(Some(wanted)) => shown.as_ref() == Some(wanted),
    };
    match fits(id, shown_id) && fits(secret, shown_secret) {
        true => Ok(()),
        false => Err((401, "invalid_client", "the client is not known".to_owned())),
    }
}

/// Name and secret, each decoded (RFC 6749, section 2.3.1).
fn basic(header: &str) -> Option<(String, String)> {
    let pair = header.strip_prefix("Basic ")?;
    let pair = String::from_utf8(BASE64_STANDARD.decode(pair).ok()?).ok()?;
    let (id, secret) = pair.split_once(':')?;
    let plain = |text: &str| decode(&text.replace('+', " "));
    Some((plain(id), plain(secret)))
}
