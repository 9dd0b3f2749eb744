//! Sessions of the spec in; their logins, credentials and tokens, found among the endpoints, out.

use super::auth::scheme_kind;
use super::cx::Cx;
use super::form::{self, Form};
use super::paths;
use crate::api::{
    Auth, Body, Endpoint, EndpointId, Name, Presence, SchemeId, SchemeKind, Session, Source,
    Target, Ttl, Type, TypeKind, Use,
};
use crate::diag::codes;
use crate::spec::model::{self, Text};
use crate::spec::path::{Path, Root};

/// Whether the endpoint is the login of a session that a scheme asks for.
pub(super) fn opens(cx: &Cx<'_>, scheme: SchemeId, endpoint: &str) -> bool {
    let sessions = cx.spec.schemes.iter().enumerate();
    let mut opened = sessions.filter(|(_, scheme)| match &scheme.kind {
        Some(model::SchemeKind::Session(session)) => session
            .login
            .as_ref()
            .is_some_and(|login| login.value == endpoint),
        _ => false,
    });
    opened.any(|(index, _)| asks_for(cx, scheme, SchemeId(index)))
}

/// Whether a scheme is another one, or made of it.
fn asks_for(cx: &Cx<'_>, scheme: SchemeId, wanted: SchemeId) -> bool {
    scheme == wanted
        || match &cx.api.schemes[scheme.0].kind {
            SchemeKind::All(parts) | SchemeKind::Any(parts) => {
                parts.iter().any(|part| asks_for(cx, *part, wanted))
            }
            _ => false,
        }
}

/// Fills the sessions in, once the endpoints are known.
pub(super) fn resolve(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    for (index, scheme) in spec.schemes.iter().enumerate() {
        if let Some(model::SchemeKind::Session(session)) = &scheme.kind
            && let Some(made) = one(cx, SchemeId(index), scheme, session)
        {
            cx.api.schemes[index].kind = SchemeKind::Session(made);
        }
    }
}

fn one(
    cx: &mut Cx<'_>,
    id: SchemeId,
    scheme: &model::Scheme,
    session: &model::Session,
) -> Option<Session> {
    let login = session
        .login
        .as_ref()
        .and_then(|login| endpoint(cx, login, "login"));
    let refresh = session.refresh.as_ref().map(|refresh| {
        let found = endpoint(cx, refresh, "refresh")?;
        shows_token(cx, id, scheme, found, refresh).then_some(found)
    });
    let (login, written) = (login?, session.login.as_ref()?);
    lets_in(cx, id, login, written);
    let credentials = credentials(cx, login, written);
    let mut places = Places {
        cx,
        login,
        refresh: refresh.flatten(),
    };
    let take = session.take.as_ref().and_then(|path| places.take(path));
    let ttl = session.ttl.as_ref().map(|ttl| match ttl {
        model::Ttl::For(time) => u64::try_from(time.as_millis()).ok().map(Ttl::Millis),
        model::Ttl::At(path) => places.seconds(path).map(Ttl::Seconds),
    });
    Some(Session {
        login,
        credentials: credentials?,
        take: take?,
        ttl: match ttl {
            Some(found) => Some(found?),
            None => None,
        },
        send: Box::new(scheme_kind(session.send.as_ref()?)?),
        refresh: match refresh {
            Some(found) => Some(found?),
            None => None,
        },
    })
}

/// The endpoint of this name; one that there is not is reported.
fn endpoint(cx: &mut Cx<'_>, name: &Text, key: &str) -> Option<EndpointId> {
    let mut endpoints = cx.api.endpoints.iter();
    let found = endpoints.position(|endpoint| endpoint.name.wire == name.value);
    if found.is_none() {
        let known = cx.spec.endpoints.iter().map(|e| e.name.value.as_str());
        let help = cx.found.near.help_declared(&name.value, known, "endpoints");
        cx.found
            .error(
                codes::SESSION_LOGIN,
                name.span,
                format!(
                    "`{key}` names the endpoint `{}`, which there is not",
                    name.value
                ),
            )
            .help(help);
    }
    found.map(EndpointId)
}

/// A login needs neither the session that it opens nor a challenge that it would have to answer first.
fn lets_in(cx: &mut Cx<'_>, id: SchemeId, login: EndpointId, written: &Text) {
    let Auth::Scheme(shown) = cx.api.endpoints[login.0].auth else {
        return;
    };
    let leaves = leaves(cx, shown);
    let wrong = leaves.iter().find_map(|leaf| {
        let scheme = &cx.api.schemes[leaf.0];
        let written = cx.spec.schemes.get(leaf.0);
        match (
            &scheme.kind,
            written.and_then(|written| written.kind.as_ref()),
        ) {
            _ if *leaf == id => Some("the session that it opens".to_owned()),
            (_, Some(model::SchemeKind::Session(_))) => {
                Some(format!("another session, `{}`", scheme.name.wire))
            }
            (SchemeKind::Grant(_), _) => Some(format!("a token, of `{}`", scheme.name.wire)),
            (SchemeKind::Digest { .. }, _) => Some(format!(
                "an answer to a challenge, by `{}`",
                scheme.name.wire
            )),
            _ => None,
        }
    });
    if let Some(needs) = wrong {
        let place = cx.spec.endpoints[login.0].name.span;
        let message = format!("the login `{}` needs {needs}", written.value);
        cx.found
            .error(codes::SESSION_LOGIN, written.span, message)
            .label(place, "it is declared here")
            .help("write `auth: none` on the endpoint, or a scheme that shows a secret at once");
    }
}

/// Whether a refresh shows the token that it is to replace, and needs nothing else.
fn shows_token(
    cx: &mut Cx<'_>,
    id: SchemeId,
    scheme: &model::Scheme,
    refresh: EndpointId,
    written: &Text,
) -> bool {
    let endpoint = &cx.api.endpoints[refresh.0];
    let shows = matches!(endpoint.auth, Auth::Scheme(shown) if asks_for(cx, shown, id));
    let takes = required(cx, endpoint).next().is_some()
        || !matches!(endpoint.body, None | Some(Body::Form));
    let (message, help) = match (shows, takes) {
        (true, false) => return true,
        (false, _) => (
            format!(
                "the refresh `{}` does not show the token that it is to replace",
                written.value
            ),
            format!("write `auth: {}` on the endpoint", scheme.name.value),
        ),
        (true, true) => (
            format!("the refresh `{}` takes more than the token", written.value),
            "leave `refresh` out: the login is called again then".to_owned(),
        ),
    };
    let place = cx.spec.endpoints[refresh.0].name.span;
    cx.found
        .error(codes::SESSION_LOGIN, written.span, message)
        .label(place, "it is declared here")
        .help(help);
    false
}

/// The scheme itself, or all that a combination is made of.
pub(super) fn leaves(cx: &Cx<'_>, scheme: SchemeId) -> Vec<SchemeId> {
    match &cx.api.schemes[scheme.0].kind {
        SchemeKind::All(parts) | SchemeKind::Any(parts) => {
            parts.iter().flat_map(|part| leaves(cx, *part)).collect()
        }
        _ => vec![scheme],
    }
}

/// What a call takes that has to be given.
fn required<'a>(
    cx: &'a Cx<'_>,
    endpoint: &'a Endpoint,
) -> impl Iterator<Item = (&'a Name, &'a Use, Target)> {
    let params = endpoint.params.iter().enumerate();
    let params = params
        .filter(|(_, param)| param.required && param.constant.is_none() && param.send.is_none())
        .map(|(index, param)| (&param.name, &param.ty, Target::Param(index)));
    let record = match &endpoint.body {
        Some(Body::Record(id)) => match &cx.api.ty(*id).kind {
            TypeKind::Record(record) => record.fields.as_slice(),
            _ => &[],
        },
        _ => &[],
    };
    let fields = record.iter().enumerate();
    params.chain(
        fields
            .filter(|(_, field)| field.presence == Presence::Required && field.constant.is_none())
            .map(|(index, field)| (&field.name, &field.ty, Target::BodyField(index))),
    )
}

/// What the login requires, which is what a caller gives.
fn credentials(cx: &mut Cx<'_>, login: EndpointId, written: &Text) -> Option<Vec<(Name, Target)>> {
    let endpoint = &cx.api.endpoints[login.0];
    let mut made = Vec::new();
    let mut wrong = None;
    for (name, place, target) in required(cx, endpoint) {
        if !is_text(cx, place) {
            wrong = Some(format!(
                "the login `{}` requires `{}`, which is not a plain text",
                written.value, name.wire
            ));
        }
        made.push((name.clone(), target));
    }
    let (message, help) = match (wrong, &endpoint.body) {
        (Some(message), _) => (
            message,
            "credentials are `str` or `secret`, without a codec",
        ),
        (None, Some(Body::Value(_))) => (
            format!("the body of the login `{}` is no record", written.value),
            "let the body be a record of what the login requires",
        ),
        (None, _) if made.is_empty() => (
            format!(
                "the login `{}` requires nothing, so that it takes no credentials",
                written.value
            ),
            "declare what it takes without `?`, like `{ user: str, password: secret }`",
        ),
        (None, _) => return Some(made),
    };
    let place = cx.spec.endpoints[login.0].name.span;
    cx.found
        .error(codes::SESSION_LOGIN, written.span, message)
        .label(place, "it is declared here")
        .help(help);
    None
}

fn is_text(cx: &Cx<'_>, place: &Use) -> bool {
    let opened = paths::opened(&cx.api.types, place);
    let plain = [place, opened].iter().all(|place| place.codecs.is_empty());
    plain && matches!(opened.ty, Type::Str | Type::Secret | Type::Unknown)
}

/// Paths into the replies of the login and of the refresh.
struct Places<'c, 'a> {
    cx: &'c mut Cx<'a>,
    login: EndpointId,
    refresh: Option<EndpointId>,
}

impl Places<'_, '_> {
    /// Where the token stands.
    fn take(&mut self, path: &Path) -> Option<Source> {
        self.source(
            path,
            |form| matches!(form, Form::Text | Form::Number | Form::Any),
            |text, form| {
                (
                    format!("`{text}` is {form}, and a token is a text"),
                    "let the path lead to the token itself",
                )
            },
        )
    }

    /// Where the seconds stand for which the token is good.
    fn seconds(&mut self, path: &Path) -> Option<Source> {
        self.source(
            path,
            |form| matches!(form, Form::Number | Form::Any),
            |text, form| {
                (
                    format!("`{text}` is {form}, and the time of a token is a number of seconds"),
                    "let the path lead to a number of seconds, or write a length of time like `1h`",
                )
            },
        )
    }

    fn source(
        &mut self,
        path: &Path,
        fits: fn(Form) -> bool,
        why: fn(&str, &str) -> (String, &'static str),
    ) -> Option<Source> {
        match &path.root {
            Root::Header(name) => {
                super::auth::header_name(self.cx, name);
                Some(Source::Header(name.value.clone()))
            }
            Root::Reply => {
                let found = self.body(self.login, path, fits, why)?;
                if let Some(refresh) = self.refresh {
                    self.body(refresh, path, fits, why)?;
                }
                Some(found)
            }
            _ => {
                let wanted = "a session takes fields of the reply's body and headers";
                paths::wrong_root(self.cx, path, wanted);
                None
            }
        }
    }

    fn body(
        &mut self,
        endpoint: EndpointId,
        path: &Path,
        fits: fn(Form) -> bool,
        why: fn(&str, &str) -> (String, &'static str),
    ) -> Option<Source> {
        let cx = &mut *self.cx;
        let endpoint = &cx.api.endpoints[endpoint.0];
        let (returns, data) = (endpoint.returns.clone(), endpoint.envelope.data.clone());
        let (found, place) = paths::in_reply(cx, returns.as_ref(), &data, path)?;
        if let Some(place) = place {
            let (form, own) = (
                form::on_wire(&cx.api.types, &place),
                form::of(&cx.api.types, &place.ty),
            );
            // A number in a text is one.
            if !fits(form) && !fits(own) {
                // Where the form is not what was declared, that says more: a point in time is written as a string.
                let found = if form == own {
                    form.noun().to_owned()
                } else {
                    super::decode::wanted(cx, &place)
                };
                let (message, help) = why(&path.text, &found);
                cx.found
                    .error(codes::SESSION_TOKEN, path.span, message)
                    .help(help);
                return None;
            }
        }
        Some(Source::Body(found))
    }
}
