//! Authentication schemes: what they show, and which of them a caller can choose.

use std::collections::HashSet;

use super::claims::{Mend, scope, take};
use super::cx::{Cx, text};
use crate::api::{Auth, Name, Scheme, SchemeId, SchemeKind};
use crate::diag::{codes, near};
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
        model::SchemeKind::Basic { user, pass } => {
            let (user, password) = pair(cx, scheme, user.as_ref(), pass.as_ref());
            SchemeKind::Basic { user, password }
        }
        model::SchemeKind::Digest { user, pass } => {
            let (user, password) = pair(cx, scheme, user.as_ref(), pass.as_ref());
            SchemeKind::Digest { user, password }
        }
        model::SchemeKind::All(parts) => SchemeKind::All(members(cx, parts, "all")),
        model::SchemeKind::Any(parts) => SchemeKind::Any(members(cx, parts, "any")),
        model::SchemeKind::Caller => SchemeKind::Caller,
    }
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
                SchemeKind::Header { .. } | SchemeKind::Bearer => vec![&made.name],
                SchemeKind::Basic { user, password } | SchemeKind::Digest { user, password } => {
                    vec![user, password]
                }
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

/// The names of a user and a password, which are fields of one choice in `Auth`.
fn pair(
    cx: &mut Cx<'_>,
    scheme: &model::Scheme,
    user: Option<&Text>,
    pass: Option<&Text>,
) -> (Name, Name) {
    let mut fields = scope(&[]);
    let user = credential(cx, scheme, user, "user");
    let password = credential(cx, scheme, pass, "password");
    for (name, span) in [&user, &password] {
        take(
            cx.found,
            &mut fields,
            &name.snake,
            (&name.wire, *span),
            Mend::Key,
        );
    }
    (user.0, password.0)
}

fn credential(
    cx: &mut Cx<'_>,
    scheme: &model::Scheme,
    given: Option<&Text>,
    default: &str,
) -> (Name, crate::source::Span) {
    let default = Text::new(default.to_owned(), scheme.name.span);
    let name = given.unwrap_or(&default);
    (cx.own_name(name, Mend::Key), name.span)
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
                | model::SchemeKind::Basic { .. }
                | model::SchemeKind::Digest { .. },
            ) => true,
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
        } else if let Some(other) = ids
            .iter()
            .filter(|_| word == "all")
            .find(|other| same_header(&spec.schemes[other.0], &spec.schemes[id.0]))
        {
            let (other, header) = (&spec.schemes[other.0].name, header_of(&spec.schemes[id.0]));
            let header = header.unwrap_or_default();
            cx.found
                .error(
                    codes::SCHEME_PARTS,
                    part.span,
                    format!("`{}` and `{}` both write the header `{header}`", other.value, part.value),
                )
                .label(other.span, "the other is declared here")
                .help("a request has one such header: offer a choice with `any`, or name another header");
        } else if combinable {
            ids.push(id);
        } else {
            cx.found
                .error(codes::SCHEME_PARTS, part.span, format!("`{}` cannot be part of `{word}`", part.value))
                .label(spec.schemes[id.0].name.span, "it is declared here")
                .help(match word {
                    "all" => "`all` takes schemes with credentials of their own: `header`, `bearer`, `basic` and `digest`",
                    _ => "`any` takes every scheme but another `any`",
                });
        }
    }
    ids
}

/// Whether two schemes would overwrite each other.
fn same_header(one: &model::Scheme, other: &model::Scheme) -> bool {
    match (header_of(one), header_of(other)) {
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
        _ => false,
    }
}

/// The header that a scheme writes, where it writes one.
fn header_of(scheme: &model::Scheme) -> Option<&str> {
    match scheme.kind.as_ref()? {
        model::SchemeKind::Header { header, .. } => Some(&header.value),
        model::SchemeKind::Bearer
        | model::SchemeKind::Basic { .. }
        | model::SchemeKind::Digest { .. } => Some("Authorization"),
        model::SchemeKind::All(_) | model::SchemeKind::Any(_) | model::SchemeKind::Caller => None,
    }
}

fn scheme_id(cx: &mut Cx<'_>, name: &Text) -> Option<SchemeId> {
    let spec = cx.spec;
    let known = spec
        .find(&spec.schemes, name)
        .and_then(|scheme| cx.schemes.get(scheme.name.value.as_str()).copied());
    if known.is_none() && !spec.lost.contains("auth") {
        let names = spec.names(&spec.schemes, name.span.file);
        let help = near::help_declared(&name.value, names.clone(), "auth");
        let meant = near::certain_name(&name.value, names);
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

/// The credentials of an endpoint: its own word, else the first scheme of its file, else the head's.
pub(super) fn of_endpoint(cx: &mut Cx<'_>, file: FileId, auth: Option<&AuthRef>) -> Auth {
    match auth {
        Some(AuthRef::None(_)) => Auth::None,
        Some(AuthRef::Scheme(name)) => scheme_id(cx, name).map_or(Auth::None, Auth::Scheme),
        None if cx.spec.open.contains(&file) => Auth::None,
        None => {
            let first = cx.spec.within(&cx.spec.schemes, file).next();
            let id = first.and_then(|scheme| cx.schemes.get(scheme.name.value.as_str()));
            id.map_or(Auth::None, |id| Auth::Scheme(*id))
        }
    }
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
            | SchemeKind::Basic { .. }
            | SchemeKind::Digest { .. }
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
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.value.is_empty() || !name.value.chars().all(token) {
        cx.found
            .error(
                codes::HEADER_NAME,
                name.span,
                format!("`{}` is no name of a header", name.value),
            )
            .help("a header's name is made of letters, digits and `-`, like `X-Auth-Token`");
    }
}
