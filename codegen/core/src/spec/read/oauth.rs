//! `oauth2:` and `sign:` of a scheme come in; their grants and what signs go out.

use super::auth::{credential, send};
use super::{Map, text};
use crate::api::{ClientAuth, GrantKind, GrantPart};
use crate::source::{Span, Spanned};
use crate::spec::Cx;
use crate::spec::model::{Credential, Grant, OAuth, Signed, Text};
use crate::spec::piece::Piece;
use crate::spec::route;
use crate::tree::{Entry, Kind, Node};

/// What `oauth2` holds, whose word stands at `span`.
pub(super) fn oauth(map: &Map<'_>, span: Span, cx: &mut Cx<'_>) -> OAuth {
    let fields = map.entries("fields");
    OAuth {
        span,
        token: map
            .get("token")
            .and_then(Piece::of)
            .and_then(|url| route::parse_base(url, cx)),
        grants: map.entries.iter().filter_map(grant).collect(),
        refreshes: map.flag("refresh"),
        scopes: map.texts("scopes"),
        fields: fields
            .filter_map(|entry| Some((Piece::key(entry).spanned(), text(&entry.value)?)))
            .collect(),
        send: send(map, cx),
    }
}

fn grant(entry: &Entry) -> Option<Grant> {
    let kind = match entry.key.as_str() {
        "client_credentials" => GrantKind::ClientCredentials,
        "password" => GrantKind::Password,
        "jwt_bearer" => GrantKind::JwtBearer,
        "refresh" => GrantKind::Refresh,
        _ => return None,
    };
    let map = Map::of(&entry.value);
    let is_flag = kind == GrantKind::Refresh && map.is_none();
    if is_flag || matches!(entry.value.kind, Kind::Bad) {
        return None;
    }
    let said = |part: GrantPart, key: &str| {
        let found = credential(map.as_ref()?.get(key)?)?;
        Some((part, found))
    };
    // What the grant cannot do without has a name where none is written.
    let own = |part: GrantPart, key: &str, default: &str| {
        said(part, key).unwrap_or_else(|| (part, named(default, entry.span)))
    };
    let client = [
        (GrantPart::ClientId, "id"),
        (GrantPart::ClientSecret, "secret"),
    ];
    let client = client.into_iter().filter_map(|(part, key)| said(part, key));
    let takes = match kind {
        GrantKind::ClientCredentials => vec![
            own(GrantPart::ClientId, "id", "client_id"),
            own(GrantPart::ClientSecret, "secret", "client_secret"),
        ],
        GrantKind::Password => [
            own(GrantPart::User, "user", "user"),
            own(GrantPart::Password, "pass", "password"),
        ]
        .into_iter()
        .chain(client)
        .collect(),
        GrantKind::JwtBearer => [own(GrantPart::Assertion, "assertion", "assertion")]
            .into_iter()
            .chain(client)
            .collect(),
        GrantKind::Refresh => [own(GrantPart::RefreshToken, "token", "refresh_token")]
            .into_iter()
            .chain(client)
            .collect(),
    };
    let by = map.and_then(|map| map.text("by"));
    Some(Grant {
        kind,
        span: entry.span,
        takes,
        by: by.map(|word| {
            let by = match word.value.as_str() {
                "form" => ClientAuth::Form,
                _ => ClientAuth::Basic,
            };
            Spanned::new(by, word.span)
        }),
    })
}

fn named(name: &str, span: Span) -> Credential {
    Credential::Given {
        name: Text::new(name.to_owned(), span),
        prefix: None,
        suffix: None,
    }
}

/// `crate::Sign`, or `{with, secrets}`.
pub(super) fn signed(node: &Node) -> Option<Signed> {
    match Map::of(node) {
        Some(map) => Some(Signed {
            with: map.text("with")?,
            secrets: map.texts("secrets"),
        }),
        None => Some(Signed {
            with: text(node)?,
            secrets: Vec::new(),
        }),
    }
}
