//! `auth:` of the head comes in; the schemes go out.

use super::{Map, oauth, own_name, text};
use crate::diag::codes;
use crate::spec::Cx;
use crate::spec::duration::duration;
use crate::spec::model::{Credential, Scheme, SchemeKind, Session, Text, Ttl};
use crate::tree::{Entry, Node};

pub(super) fn schemes(map: &Map<'_>, cx: &mut Cx<'_>) -> Vec<Scheme> {
    let Some(node) = map.get("auth") else {
        return Vec::new();
    };
    match text(node) {
        Some(word) if word.value == "caller" => {
            vec![Scheme {
                name: word,
                doc: None,
                kind: Some(SchemeKind::Caller),
            }]
        }
        Some(_) => Vec::new(),
        None => map
            .entries("auth")
            .filter_map(|entry| scheme(entry, cx))
            .collect(),
    }
}

fn scheme(entry: &Entry, cx: &mut Cx<'_>) -> Option<Scheme> {
    let name = own_name(entry, cx)?;
    if name.value == "none" {
        cx.diagnostics
            .error(
                codes::BAD_NAME,
                name.span,
                "a scheme cannot be called `none`",
            )
            .help("`auth: none` on an endpoint sends no credentials");
        return None;
    }
    let Some(map) = Map::of(&entry.value) else {
        let kind = match entry.value.scalar().map(|scalar| scalar.text.as_str()) {
            Some("bearer") => Some(SchemeKind::Bearer),
            Some("basic") => Some(SchemeKind::Basic {
                user: None,
                pass: None,
            }),
            Some("digest") => Some(SchemeKind::Digest {
                user: None,
                pass: None,
            }),
            Some("mtls") => Some(SchemeKind::Mtls {
                cert: None,
                key: None,
            }),
            Some("caller") => Some(SchemeKind::Caller),
            _ => None,
        };
        return Some(Scheme {
            name,
            doc: None,
            kind,
        });
    };
    let kind = scheme_kind(&map, cx);
    strays(&map, kind.as_ref(), cx);
    Some(Scheme {
        name,
        doc: map.text("doc"),
        kind,
    })
}

/// Reports what belongs to `header` beside another choice.
fn strays(map: &Map<'_>, kind: Option<&SchemeKind>, cx: &mut Cx<'_>) {
    if !matches!(kind, Some(SchemeKind::Header { .. }) | None) {
        for key in ["prefix", "suffix"] {
            if let Some(stray) = map.entry(key) {
                cx.diagnostics
                    .error(
                        codes::UNKNOWN_KEY,
                        stray.span,
                        format!("`{key}` belongs to `header`"),
                    )
                    .help("remove it");
            }
        }
    }
}

fn scheme_kind(map: &Map<'_>, cx: &mut Cx<'_>) -> Option<SchemeKind> {
    let chosen = map.entries.iter().find(|entry| {
        matches!(
            entry.key.as_str(),
            "header"
                | "bearer"
                | "query"
                | "cookie"
                | "form"
                | "basic"
                | "digest"
                | "session"
                | "oauth2"
                | "sign"
                | "mtls"
                | "all"
                | "any"
                | "caller"
        )
    })?;
    Some(match chosen.key.as_str() {
        "header" => {
            let header = map.text("header")?;
            SchemeKind::Header {
                header,
                prefix: map.text("prefix"),
                suffix: map.text("suffix"),
            }
        }
        "bearer" => SchemeKind::Bearer,
        "query" => SchemeKind::Query(map.text("query")?),
        "cookie" => SchemeKind::Cookie(map.text("cookie")?),
        "form" => SchemeKind::Form(map.text("form")?),
        "session" => SchemeKind::Session(Box::new(session(&map.map("session")?, cx))),
        "oauth2" => {
            let oauth = oauth::oauth(&map.map("oauth2")?, chosen.span, cx);
            SchemeKind::OAuth(Box::new(oauth))
        }
        "sign" => SchemeKind::Sign(oauth::signed(map.get("sign")?)?),
        "basic" => {
            let (user, pass) = pair(map.map("basic"));
            SchemeKind::Basic { user, pass }
        }
        "digest" => {
            let (user, pass) = pair(map.map("digest"));
            SchemeKind::Digest { user, pass }
        }
        "mtls" => {
            let names = map.map("mtls");
            let name = |key| names.as_ref()?.text(key);
            SchemeKind::Mtls {
                cert: name("cert"),
                key: name("key"),
            }
        }
        "all" => SchemeKind::All(map.get("all").map(|_| map.texts("all"))?),
        "any" => SchemeKind::Any(map.get("any").map(|_| map.texts("any"))?),
        _ => SchemeKind::Caller,
    })
}

/// The names of a user and a password.
fn pair(names: Option<Map<'_>>) -> (Option<Credential>, Option<Credential>) {
    let name = |key| credential(names.as_ref()?.get(key)?);
    (name("user"), name("pass"))
}

/// `login`, `vars.account`, `{of: email, suffix: /token}`.
pub(super) fn credential(node: &Node) -> Option<Credential> {
    if let Some(map) = Map::of(node) {
        return Some(Credential::Given {
            name: map.text("of")?,
            prefix: map.text("prefix"),
            suffix: map.text("suffix"),
        });
    }
    let name = text(node)?;
    Some(match name.value.strip_prefix("vars.") {
        Some(var) => Credential::Var(Text::new(var.to_owned(), name.span)),
        None => Credential::Given {
            name,
            prefix: None,
            suffix: None,
        },
    })
}

fn session(map: &Map<'_>, cx: &mut Cx<'_>) -> Session {
    Session {
        login: map.text("login"),
        take: map.path("take", cx),
        ttl: ttl(map, cx),
        send: send(map, cx),
        refresh: map.text("refresh"),
    }
}

fn ttl(map: &Map<'_>, cx: &mut Cx<'_>) -> Option<Ttl> {
    let written = map.text("ttl")?;
    if let Some(time) = duration(&written.value) {
        return Some(Ttl::For(time));
    }
    if written.value.starts_with(|c: char| c.is_ascii_digit()) {
        let message = format!("`{}` is no length of time", written.value);
        cx.diagnostics
            .error(codes::DURATION, written.span, message)
            .help("write a whole number and `ms`, `s`, `m`, `h` or `d`, as in `1h`, or a path to the seconds");
        return None;
    }
    map.path("ttl", cx).map(Ttl::At)
}

pub(super) fn send(map: &Map<'_>, cx: &mut Cx<'_>) -> Option<SchemeKind> {
    let Some(ways) = map.map("send") else {
        // The only word.
        return map.text("send").map(|_| SchemeKind::Bearer);
    };
    let kind = scheme_kind(&ways, cx);
    strays(&ways, kind.as_ref(), cx);
    kind
}
