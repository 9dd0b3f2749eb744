//! `auth:` of the head comes in; the schemes go out.

use super::{Map, own_name, text};
use crate::diag::codes;
use crate::spec::Cx;
use crate::spec::model::{Scheme, SchemeKind, Text};
use crate::tree::Entry;

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
            Some("caller") => Some(SchemeKind::Caller),
            _ => None,
        };
        return Some(Scheme {
            name,
            doc: None,
            kind,
        });
    };
    let kind = scheme_kind(&map);
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
    Some(Scheme {
        name,
        doc: map.text("doc"),
        kind,
    })
}

fn scheme_kind(map: &Map<'_>) -> Option<SchemeKind> {
    let chosen = map.entries.iter().find(|entry| {
        matches!(
            entry.key.as_str(),
            "header" | "bearer" | "basic" | "digest" | "all" | "any" | "caller"
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
        "basic" => {
            let (user, pass) = pair(map.map("basic"));
            SchemeKind::Basic { user, pass }
        }
        "digest" => {
            let (user, pass) = pair(map.map("digest"));
            SchemeKind::Digest { user, pass }
        }
        "all" => SchemeKind::All(map.get("all").map(|_| map.texts("all"))?),
        "any" => SchemeKind::Any(map.get("any").map(|_| map.texts("any"))?),
        _ => SchemeKind::Caller,
    })
}

/// The names of a user and a password.
fn pair(names: Option<Map<'_>>) -> (Option<Text>, Option<Text>) {
    let name = |key| names.as_ref().and_then(|names| names.text(key));
    (name("user"), name("pass"))
}
