//! Authentication schemes: what they show, and which of them a caller can choose.

use std::collections::HashSet;

use super::claims::{Mend, scope, take};
use super::cx::{Cx, text};
use super::{certificates, oauth, sessions};
use crate::api::{Auth, Credential, Name, Scheme, SchemeId, SchemeKind, VarId};
use crate::diag::codes;
use crate::source::FileId;
use crate::spec::model::{self, AuthRef, Text};

/// The schemes of the head.
pub(super) fn schemes(cx: &mut Cx<'_>) {
    let mut variants = scope(&[]);
    for (index, scheme) in cx.spec.schemes.iter().enumerate() {
        cx.schemes.insert(&scheme.name.value, SchemeId(index));
    }
    for scheme in &cx.spec.schemes {
        let name = cx.own_name(&scheme.name, Mend::Key);
        take(
            cx.found,
            &mut variants,
            &name.pascal,
            (&scheme.name.value, scheme.name.span),
            Mend::Key,
        );
        // A scheme that was wrong stands as one that asks for nothing in particular.
        let kind = scheme
            .kind
            .as_ref()
            .map_or(SchemeKind::Caller, |kind| kind_of(cx, scheme, kind));
        cx.api.schemes.push(Scheme {
            name,
            doc: text(&scheme.doc),
            kind,
            selectable: true,
        });
    }
    oauth::resolve(cx, &mut variants);
}

fn kind_of(cx: &mut Cx<'_>, scheme: &model::Scheme, kind: &model::SchemeKind) -> SchemeKind {
    match kind {
        model::SchemeKind::Header {
            header,
            prefix,
            suffix,
        } => {
            header_name(cx, header);
            let or_empty = |t: &Option<Text>| text(t).unwrap_or_default();
            SchemeKind::Header {
                header: header.value.clone(),
                prefix: or_empty(prefix),
                suffix: or_empty(suffix),
            }
        }
        model::SchemeKind::Bearer => SchemeKind::Bearer,
        model::SchemeKind::Query(key) => {
            query_documented(cx, scheme, key);
            SchemeKind::Query(key.value.clone())
        }
        model::SchemeKind::Cookie(key) => {
            cookie_name(cx, key);
            SchemeKind::Cookie(key.value.clone())
        }
        model::SchemeKind::Form(key) => SchemeKind::Form(key.value.clone()),
        model::SchemeKind::Session(session) => {
            if let Some(send) = &session.send {
                kind_of(cx, scheme, send);
            }
            // What it logs in with is known once the endpoints are.
            SchemeKind::Caller
        }
        model::SchemeKind::OAuth(oauth) => {
            if let Some(send) = &oauth.send {
                kind_of(cx, scheme, send);
            }
            // Its grants may be schemes of their own, which come after all others.
            SchemeKind::Caller
        }
        model::SchemeKind::Sign(signed) => SchemeKind::Sign(oauth::signing(cx, signed)),
        model::SchemeKind::Basic { user, pass } => {
            let (user, password) = pair(cx, scheme, user.as_ref(), pass.as_ref());
            SchemeKind::Basic { user, password }
        }
        model::SchemeKind::Digest { user, pass } => {
            let (user, password) = pair(cx, scheme, user.as_ref(), pass.as_ref());
            SchemeKind::Digest { user, password }
        }
        model::SchemeKind::Mtls { cert, key } => {
            certificates::scheme(cx, scheme, cert.as_ref(), key.as_ref())
        }
        model::SchemeKind::All(parts) => SchemeKind::All(members(cx, parts, "all")),
        model::SchemeKind::Any(parts) => SchemeKind::Any(members(cx, parts, "any")),
        model::SchemeKind::Caller => SchemeKind::Caller,
    }
}

/// How a session sends its token, which was checked with the schemes.
pub(super) fn scheme_kind(send: &model::SchemeKind) -> Option<SchemeKind> {
    Some(match send {
        model::SchemeKind::Header {
            header,
            prefix,
            suffix,
        } => SchemeKind::Header {
            header: header.value.clone(),
            prefix: text(prefix).unwrap_or_default(),
            suffix: text(suffix).unwrap_or_default(),
        },
        model::SchemeKind::Bearer => SchemeKind::Bearer,
        model::SchemeKind::Query(key) => SchemeKind::Query(key.value.clone()),
        model::SchemeKind::Cookie(key) => SchemeKind::Cookie(key.value.clone()),
        model::SchemeKind::Form(key) => SchemeKind::Form(key.value.clone()),
        _ => return None,
    })
}

/// Reports secrets of an `all` that would be one: each is a field of its choice in `Auth`.
pub(super) fn secrets(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    for (index, scheme) in spec.schemes.iter().enumerate() {
        let (Some(model::SchemeKind::All(written)), SchemeKind::All(parts)) =
            (&scheme.kind, &cx.api.schemes[index].kind)
        else {
            continue;
        };
        let mut fields = scope(&[]);
        for part in parts {
            let made = &cx.api.schemes[part.0];
            let names = match &made.kind {
                SchemeKind::Header { .. }
                | SchemeKind::Bearer
                | SchemeKind::Query(_)
                | SchemeKind::Cookie(_)
                | SchemeKind::Form(_) => vec![&made.name],
                SchemeKind::Basic { user, password } | SchemeKind::Digest { user, password } => {
                    [user, password]
                        .into_iter()
                        .filter_map(|one| one.name())
                        .collect()
                }
                SchemeKind::Session(session) => {
                    session.credentials.iter().map(|(name, _)| name).collect()
                }
                SchemeKind::Grant(grant) => oauth::names(grant).collect(),
                SchemeKind::Sign(signing) => signing.secrets.iter().collect(),
                SchemeKind::Certificate(given) => vec![&given.certificate, &given.key],
                SchemeKind::All(_) | SchemeKind::Any(_) | SchemeKind::Caller => Vec::new(),
            };
            let place = written.iter().find(|name| name.value == made.name.wire);
            let span = place.map_or(scheme.name.span, |name| name.span);
            for name in names {
                let shown = format!("{}.{}", made.name.wire, name.wire);
                take(
                    cx.found,
                    &mut fields,
                    &name.snake,
                    (&shown, span),
                    Mend::Key,
                );
            }
        }
    }
}

/// A user and a password, whose names are fields of one choice in `Auth`.
fn pair(
    cx: &mut Cx<'_>,
    scheme: &model::Scheme,
    user: Option<&model::Credential>,
    pass: Option<&model::Credential>,
) -> (Credential, Credential) {
    let mut fields = scope(&[]);
    let user = credential(cx, scheme, user, "user");
    let password = credential(cx, scheme, pass, "password");
    for (made, span) in [&user, &password] {
        if let Some(name) = made.name() {
            take(
                cx.found,
                &mut fields,
                &name.snake,
                (&name.wire, *span),
                Mend::Key,
            );
        }
    }
    (user.0, password.0)
}

pub(super) fn credential(
    cx: &mut Cx<'_>,
    scheme: &model::Scheme,
    given: Option<&model::Credential>,
    default: &str,
) -> (Credential, crate::source::Span) {
    let default = Text::new(default.to_owned(), scheme.name.span);
    let (name, prefix, suffix) = match given {
        Some(model::Credential::Var(name)) => {
            let var = super::bases::var(cx, name);
            return (Credential::Var(var.unwrap_or(VarId(0))), name.span);
        }
        Some(model::Credential::Given {
            name,
            prefix,
            suffix,
        }) => (name, text(prefix), text(suffix)),
        None => (&default, None, None),
    };
    let made = Credential::Given {
        name: cx.own_name(name, Mend::Key),
        prefix: prefix.unwrap_or_default(),
        suffix: suffix.unwrap_or_default(),
    };
    (made, name.span)
}

/// URLs end up in logs: a secret stands in one only where the spec says why.
fn query_documented(cx: &mut Cx<'_>, scheme: &model::Scheme, key: &Text) {
    if scheme.doc.is_none() {
        cx.found
            .warning(
                codes::SECRET_IN_QUERY,
                key.span,
                format!("the secret of `{}` is sent in the query", scheme.name.value),
            )
            .help("send it in a header, or say in a `doc:` that the vendor takes it nowhere else");
    }
}

/// Reports a text that is no cookie's name.
fn cookie_name(cx: &mut Cx<'_>, name: &Text) {
    if !is_token(&name.value) {
        let message = format!("`{}` is no name of a cookie", name.value);
        cx.found
            .error(codes::HEADER_NAME, name.span, message)
            .help("a cookie's name is made of letters, digits, `-` and `_`, like `session_id`");
    }
}

/// The members of a combination, those left out that do not exist or cannot be combined.
fn members(cx: &mut Cx<'_>, parts: &[Text], word: &str) -> Vec<SchemeId> {
    let spec = cx.spec;
    let mut ids = Vec::new();
    for part in parts {
        let Some(id) = scheme_id(cx, part) else {
            continue;
        };
        let combinable = match &spec.schemes[id.0].kind {
            None
            | Some(
                model::SchemeKind::Header { .. }
                | model::SchemeKind::Bearer
                | model::SchemeKind::Query(_)
                | model::SchemeKind::Cookie(_)
                | model::SchemeKind::Form(_)
                | model::SchemeKind::Basic { .. }
                | model::SchemeKind::Digest { .. }
                | model::SchemeKind::Session(_)
                | model::SchemeKind::Sign(_)
                | model::SchemeKind::Mtls { .. },
            ) => true,
            Some(model::SchemeKind::OAuth(_)) => {
                word == "any" || !oauth::is_choice(&spec.schemes[id.0])
            }
            Some(model::SchemeKind::All(_) | model::SchemeKind::Caller) => word == "any",
            Some(model::SchemeKind::Any(_)) => false,
        };
        if ids.contains(&id) {
            cx.found
                .error(
                    codes::SCHEME_PARTS,
                    part.span,
                    format!("`{}` is in this `{word}` twice", part.value),
                )
                .help("remove one of them");
        } else if let Some((other, place)) =
            ids.iter().filter(|_| word == "all").find_map(|other| {
                let place = same_place(&spec.schemes[other.0], &spec.schemes[id.0])?;
                Some((&spec.schemes[other.0].name, place))
            })
        {
            cx.found
                .error(
                    codes::SCHEME_PARTS,
                    part.span,
                    format!("`{}` and `{}` both {place}", other.value, part.value),
                )
                .label(other.span, "the other is declared here")
                .help(
                    "a request has one such place: offer a choice with `any`, or name another one",
                );
        } else if combinable {
            ids.push(id);
        } else {
            cx.found
                .error(codes::SCHEME_PARTS, part.span, format!("`{}` cannot be part of `{word}`", part.value))
                .label(spec.schemes[id.0].name.span, "it is declared here")
                .help(match word {
                    "all" => "`all` takes schemes with credentials of their own: `header`, `bearer`, `query`, `cookie`, `form`, `basic`, `digest`, `session`, `sign`, `mtls`, and `oauth2` with one grant",
                    _ => "`any` takes every scheme but another `any`",
                });
        }
    }
    ids
}

/// What two schemes would both write, or do.
fn same_place(one: &model::Scheme, other: &model::Scheme) -> Option<String> {
    let sessions = [one, other].iter().all(|scheme| {
        matches!(
            scheme.kind,
            Some(model::SchemeKind::Session(_) | model::SchemeKind::OAuth(_))
        )
    });
    if sessions {
        return Some("take out a token, which a call does once".to_owned());
    }
    let is_certificate =
        |scheme: &&model::Scheme| matches!(scheme.kind, Some(model::SchemeKind::Mtls { .. }));
    if [one, other].iter().all(is_certificate) {
        return Some("show a certificate, of which a connection has one".to_owned());
    }
    let ((sort, name), (other_sort, other_name)) = (
        place_of(other.kind.as_ref()?)?,
        place_of(one.kind.as_ref()?)?,
    );
    let is_same = match sort {
        "header" => name.eq_ignore_ascii_case(other_name),
        _ => name == other_name,
    };
    (sort == other_sort && is_same).then(|| format!("write the {sort} `{name}`"))
}

/// What a scheme writes, where it writes something of its own.
pub(super) fn place_of(kind: &model::SchemeKind) -> Option<(&'static str, &str)> {
    Some(match kind {
        model::SchemeKind::Header { header, .. } => ("header", &header.value),
        model::SchemeKind::Bearer
        | model::SchemeKind::Basic { .. }
        | model::SchemeKind::Digest { .. } => ("header", "Authorization"),
        model::SchemeKind::Query(key) => ("parameter", &key.value),
        model::SchemeKind::Cookie(key) => ("cookie", &key.value),
        model::SchemeKind::Form(key) => ("form field", &key.value),
        model::SchemeKind::Session(session) => return place_of(session.send.as_ref()?),
        model::SchemeKind::OAuth(oauth) => match &oauth.send {
            Some(send) => return place_of(send),
            None => ("header", "Authorization"),
        },
        model::SchemeKind::All(_)
        | model::SchemeKind::Any(_)
        | model::SchemeKind::Sign(_)
        | model::SchemeKind::Mtls { .. }
        | model::SchemeKind::Caller => return None,
    })
}

fn scheme_id(cx: &mut Cx<'_>, name: &Text) -> Option<SchemeId> {
    let spec = cx.spec;
    let known = spec
        .find(&spec.schemes, name)
        .and_then(|scheme| cx.schemes.get(scheme.name.value.as_str()).copied());
    if known.is_none() && !spec.lost.contains("auth") {
        let names = spec.names(&spec.schemes, name.span.file);
        let help = cx
            .found
            .near
            .help_declared(&name.value, names.clone(), "auth");
        let meant = cx.found.near.certain_name(&name.value, names);
        cx.found
            .error(
                codes::UNKNOWN_SCHEME,
                name.span,
                format!("there is no authentication scheme `{}`", name.value),
            )
            .help(help)
            .respell(name.span, &name.value, meant);
    }
    known
}

/// The credentials of an endpoint: its own word, else none where it opens the session that the others need, else the
/// first scheme of its file, else the head's.
pub(super) fn of_endpoint(
    cx: &mut Cx<'_>,
    file: FileId,
    name: &str,
    auth: Option<&AuthRef>,
) -> Auth {
    match auth {
        Some(AuthRef::None(_)) => Auth::None,
        Some(AuthRef::Scheme(name)) => scheme_id(cx, name).map_or(Auth::None, Auth::Scheme),
        Some(AuthRef::Any(names)) => any_of(cx, names),
        None if cx.spec.open.contains(&file) => Auth::None,
        None => {
            let first = cx.spec.within(&cx.spec.schemes, file).next();
            let id = first.and_then(|scheme| cx.schemes.get(scheme.name.value.as_str()));
            let id = id.filter(|id| !sessions::opens(cx, **id, name));
            id.map_or(Auth::None, |id| Auth::Scheme(*id))
        }
    }
}

/// Any of some schemes: one that the head has, else one that no caller names.
fn any_of(cx: &mut Cx<'_>, names: &[Text]) -> Auth {
    let members = members(cx, names, "any");
    let kind = SchemeKind::Any(members);
    let known = cx.api.schemes.iter().position(|scheme| scheme.kind == kind);
    let id = known.unwrap_or_else(|| {
        let wire: Vec<&str> = names.iter().map(|name| name.value.as_str()).collect();
        cx.api.schemes.push(Scheme {
            name: Name {
                wire: wire.join(" or "),
                snake: String::new(),
                pascal: String::new(),
            },
            doc: None,
            kind,
            selectable: false,
        });
        cx.api.schemes.len() - 1
    });
    Auth::Scheme(SchemeId(id))
}

/// Marks the schemes that are nothing but parts of an `all`, which no caller can choose.
pub(super) fn selectable(cx: &mut Cx<'_>) {
    let mut chosen = HashSet::from([SchemeId(0)]);
    let mut parts = HashSet::new();
    chosen.extend(cx.api.endpoints.iter().filter_map(|e| match e.auth {
        Auth::Scheme(id) => Some(id),
        Auth::None => None,
    }));
    for scheme in &cx.api.schemes {
        match &scheme.kind {
            SchemeKind::All(ids) => parts.extend(ids.iter().copied()),
            SchemeKind::Any(ids) => chosen.extend(ids.iter().copied()),
            SchemeKind::Header { .. }
            | SchemeKind::Bearer
            | SchemeKind::Query(_)
            | SchemeKind::Cookie(_)
            | SchemeKind::Form(_)
            | SchemeKind::Basic { .. }
            | SchemeKind::Digest { .. }
            | SchemeKind::Session(_)
            | SchemeKind::Grant(_)
            | SchemeKind::Sign(_)
            | SchemeKind::Certificate(_)
            | SchemeKind::Caller => {}
        }
    }
    for (index, scheme) in cx.api.schemes.iter_mut().enumerate() {
        let id = SchemeId(index);
        scheme.selectable = chosen.contains(&id) || !parts.contains(&id);
    }
}

/// Reports a text that is no header's name.
pub(super) fn header_name(cx: &mut Cx<'_>, name: &Text) {
    if !is_token(&name.value) {
        cx.found
            .error(
                codes::HEADER_NAME,
                name.span,
                format!("`{}` is no name of a header", name.value),
            )
            .help("a header's name is made of letters, digits and `-`, like `X-Auth-Token`");
    }
}

/// Whether a text can name a header or a cookie.
fn is_token(name: &str) -> bool {
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(token)
}
