//! `oauth2` of the schemes in; a scheme for each grant out, and a choice of them where there are several.

use super::auth::{credential, scheme_kind};
use super::bases;
use super::claims::{Holder, Mend, scope, take};
use super::codecs::rust_path;
use super::cx::Cx;
use super::names::Scope;
use crate::api::{
    BaseId, ClientAuth, Credential, Grant, GrantKind, GrantPart, Name, NamedBase, Scheme, SchemeId,
    SchemeKind, Signing, Source,
};
use crate::diag::codes;
use crate::spec::model::{self, OAuth};

/// What requests for tokens say of themselves.
const OWN_FIELDS: [&str; 8] = [
    "grant_type",
    "client_id",
    "client_secret",
    "username",
    "password",
    "refresh_token",
    "assertion",
    "scope",
];

/// The URLs that give tokens, each with a setter among `setters`.
pub(super) fn token_urls(cx: &mut Cx<'_>, setters: &mut Scope<Holder>) {
    let spec = cx.spec;
    for (index, scheme) in spec.schemes.iter().enumerate() {
        let Some(model::SchemeKind::OAuth(oauth)) = &scheme.kind else {
            continue;
        };
        let Some(url) = &oauth.token else { continue };
        let parts = bases::parts(cx, url);
        // What is wrong with the name is reported with the schemes.
        let Ok(name) = super::names::name(&scheme.name.value) else {
            continue;
        };
        let setter = cx.placed(&name, "token_url");
        let wire = (scheme.name.value.as_str(), scheme.name.span);
        take(cx.found, setters, &setter.snake, wire, Mend::Key);
        cx.token_urls
            .insert(SchemeId(index), BaseId(cx.api.bases.len()));
        let name = cx.placed(&name, "token");
        cx.api.bases.push(NamedBase {
            name,
            setter,
            parts,
        });
    }
}

/// Fills the schemes of OAuth 2 in, now that all schemes have their places.
pub(super) fn resolve(cx: &mut Cx<'_>, variants: &mut Scope<Holder>) {
    let spec = cx.spec;
    for (index, scheme) in spec.schemes.iter().enumerate() {
        let Some(model::SchemeKind::OAuth(oauth)) = &scheme.kind else {
            continue;
        };
        let id = SchemeId(index);
        says_enough(cx, oauth);
        fields(cx, oauth);
        let mut made: Vec<Grant> = Vec::new();
        for written in &oauth.grants {
            made.push(grant(cx, id, scheme, oauth, written));
        }
        if let [_] = made[..] {
            cx.api.schemes[index].kind = SchemeKind::Grant(made.remove(0));
            continue;
        }
        let mut members = Vec::new();
        for (grant, written) in made.into_iter().zip(&oauth.grants) {
            let name = cx.placed(&cx.api.schemes[index].name, grant.kind.word());
            let wire = (name.wire.as_str(), written.span);
            take(cx.found, variants, &name.pascal, wire, Mend::Key);
            members.push(SchemeId(cx.api.schemes.len()));
            cx.api.schemes.push(Scheme {
                name,
                doc: None,
                kind: SchemeKind::Grant(grant),
                selectable: true,
            });
        }
        cx.api.schemes[index].kind = SchemeKind::Any(members);
    }
}

/// Reports a scheme that offers no grant.
fn says_enough(cx: &mut Cx<'_>, oauth: &OAuth) {
    if !oauth.grants.is_empty() || !cx.whole {
        return;
    }
    let (message, help) = match &oauth.refreshes {
        Some(_) => (
            "`refresh: true` goes with another grant",
            "add the grant that gives the refresh token along, or name what the caller has: `refresh: { token: refresh_token }`",
        ),
        None => (
            "`oauth2` offers no grant",
            "say which one the vendor takes: `client_credentials: {}`, `password: {}`, `jwt_bearer: {}` or `refresh: { token: refresh_token }`",
        ),
    };
    cx.found.error(codes::GRANT, oauth.span, message).help(help);
}

/// Reports fields that stand in the form anyway.
fn fields(cx: &mut Cx<'_>, oauth: &OAuth) {
    for (name, _) in &oauth.fields {
        if !OWN_FIELDS.contains(&name.value.as_str()) {
            continue;
        }
        let help = match name.value.as_str() {
            "scope" => "write `scopes: […]`",
            _ => "remove it: the grant says what stands there",
        };
        cx.found
            .error(
                codes::GRANT_FIELD,
                name.span,
                format!("`{}` is a field that the grant fills itself", name.value),
            )
            .help(help);
    }
}

fn grant(
    cx: &mut Cx<'_>,
    id: SchemeId,
    scheme: &model::Scheme,
    oauth: &OAuth,
    written: &model::Grant,
) -> Grant {
    let mut names = scope(&[]);
    let mut takes = Vec::new();
    for (part, given) in &written.takes {
        let (made, span) = credential(cx, scheme, Some(given), "");
        if let Some(name) = made.name() {
            take(
                cx.found,
                &mut names,
                &name.snake,
                (&name.wire, span),
                Mend::Key,
            );
        }
        takes.push((*part, made));
    }
    let by = client(cx, written, &takes);
    let scope = oauth.scopes.iter().map(|scope| scope.value.as_str());
    let scope = scope.collect::<Vec<_>>().join(" ");
    let scope = Some(("scope".to_owned(), scope)).filter(|_| !oauth.scopes.is_empty());
    let more = oauth.fields.iter();
    let more = more.map(|(name, text)| (name.value.clone(), text.value.clone()));
    let refreshes = oauth.refreshes.as_ref().is_some_and(|flag| flag.value);
    Grant {
        of: id,
        kind: written.kind,
        token: cx.token_urls.get(&id).copied().unwrap_or(BaseId(0)),
        takes,
        by,
        fields: scope.into_iter().chain(more).collect(),
        refreshes: refreshes || written.kind == GrantKind::Refresh,
        // What calls do is known once all files are.
        retry: None,
        send: Box::new(
            oauth
                .send
                .as_ref()
                .and_then(scheme_kind)
                .unwrap_or(SchemeKind::Bearer),
        ),
    }
}

/// How the client's name and secret are sent; reported where there is a half of them.
fn client(
    cx: &mut Cx<'_>,
    written: &model::Grant,
    takes: &[(GrantPart, Credential)],
) -> ClientAuth {
    let has = |part: GrantPart| takes.iter().any(|(of, _)| *of == part);
    let (id, secret) = (has(GrantPart::ClientId), has(GrantPart::ClientSecret));
    let wrong = match &written.by {
        None if secret && !id => Some((
            written.span,
            "a client's secret goes with its name".to_owned(),
        )),
        Some(by) if !(id && secret) => {
            let word = match by.value {
                ClientAuth::Basic => "basic",
                ClientAuth::Form => "form",
            };
            let is_missing = !id || by.value == ClientAuth::Basic;
            is_missing.then(|| {
                let message = format!("`by: {word}` sends a client's name and secret");
                (by.span, message)
            })
        }
        _ => None,
    };
    if let Some((span, message)) = wrong {
        cx.found
            .error(codes::GRANT, span, message)
            .help("name them: `id: client_id`, `secret: client_secret`");
    }
    written.by.as_ref().map_or(ClientAuth::Basic, |by| by.value)
}

/// Lets requests for tokens be sent again when the calls of the scheme's file are.
pub(super) fn retries(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    for index in 0..cx.api.schemes.len() {
        let SchemeKind::Grant(grant) = &cx.api.schemes[index].kind else {
            continue;
        };
        let file = spec.schemes[grant.of.0].name.span.file;
        let mut retry = super::retries::in_file(cx, file);
        if let Some(retry) = &mut retry
            && let Source::Body(_) = retry.wait
        {
            // What stands in the vendor's own bodies does not stand in those of what gives tokens.
            retry.wait = Source::Header("Retry-After".to_owned());
        }
        if let SchemeKind::Grant(grant) = &mut cx.api.schemes[index].kind {
            grant.retry = retry;
        }
    }
}

/// Who signs, and with which secrets.
pub(super) fn signing(cx: &mut Cx<'_>, signed: &model::Signed) -> Signing {
    let mut names = scope(&[]);
    let mut secrets = Vec::new();
    for secret in &signed.secrets {
        let name: Name = cx.own_name(secret, Mend::Key);
        let wire = (secret.value.as_str(), secret.span);
        take(cx.found, &mut names, &name.snake, wire, Mend::Key);
        secrets.push(name);
    }
    Signing {
        with: rust_path(cx, &signed.with, "Sign").unwrap_or_default(),
        secrets,
    }
}

/// The secrets of a grant that the caller gives.
pub(super) fn names(grant: &Grant) -> impl Iterator<Item = &Name> {
    grant.takes.iter().filter_map(|(_, one)| one.name())
}

/// Whether a scheme has several grants, of which the caller chooses one.
pub(super) fn is_choice(scheme: &model::Scheme) -> bool {
    matches!(&scheme.kind, Some(model::SchemeKind::OAuth(oauth)) if oauth.grants.len() > 1)
}
