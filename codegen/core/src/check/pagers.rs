//! Pagers: how they ask for a page, what they walk through, and how they know the end.

use super::cx::{Cx, is_poison};
use super::endpoints::Draft;
use super::form::{self, Form};
use super::targets::{self, Sent, target};
use super::{ends, items, paths};
use crate::api::{self, Pager, Source, Take, Turn, Use};
use crate::diag::codes;
use crate::spec::model::{self, Text};
use crate::spec::path::{Path, Root, Step};

/// Checks what can be said of a pager whether or not an endpoint uses it.
pub(super) fn declared(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    for pager in &spec.pagers {
        let size = pager.size.as_ref();
        for to in pager.turn.to().into_iter().chain(size.map(|size| &size.to)) {
            targets::is_target(cx, to);
        }
        if let Some(size) = size {
            too_large(cx, size);
        }
        ends::declared(cx, pager);
        if let Some(path) = &pager.items {
            paths::is_reply(cx, path);
        }
        if let Some(take) = pager.turn.take() {
            is_source(cx, pager, take);
        }
        for host in pager.turn.hosts() {
            is_host(cx, host);
        }
    }
}

/// Reports sizes that are larger than the vendor takes.
fn too_large(cx: &mut Cx<'_>, size: &model::PageSize) {
    let Some(max) = &size.max else { return };
    let said = [("send", &size.send), ("default", &size.default)];
    for (word, size) in said {
        if let Some(size) = size.as_ref().filter(|size| size.value > max.value) {
            cx.found
                .error(
                    codes::PAGER_SEND,
                    size.span,
                    format!(
                        "`{word}` is {}, and a page holds {} at most",
                        size.value, max.value
                    ),
                )
                .label(max.span, "the largest size is here")
                .help("make it smaller, or leave `max` out");
        }
    }
}

/// Reports a `take` with a root that no reply has.
fn is_source(cx: &mut Cx<'_>, pager: &model::Pager, take: &Path) {
    let is_url = matches!(pager.turn, model::Turn::NextUrl { .. });
    match &take.root {
        Root::Reply if is_url && in_last_item(take) => {
            paths::wrong_root(cx, take, "a URL comes from the reply or from a header");
        }
        Root::Reply | Root::Header(_) => {}
        _ => paths::wrong_root(
            cx,
            take,
            "it is taken from the reply or from a header of it",
        ),
    }
}

/// Whether a path begins at the last item. A field of the body by that name is `reply.last_item`.
fn in_last_item(path: &Path) -> bool {
    matches!(path.steps.first().map(|step| &step.value), Some(Step::Key(key)) if key == "last_item")
        && path.text.starts_with("last_item")
}

/// Reports what is no host: a URL, a path, a pattern.
fn is_host(cx: &mut Cx<'_>, host: &Text) {
    if is_host_name(&host.value) {
        return;
    }
    let rest = host.value.split_once("://");
    let rest = rest.map_or(host.value.as_str(), |(_, rest)| rest);
    let bare = rest.split(['/', '?']).next().unwrap_or_default();
    let help = match is_host_name(bare) {
        true => format!("write `{bare}`"),
        false => "write a name such as `archive.example.com`, with `:` and a port where it is not the usual one".to_owned(),
    };
    let message = format!("`{}` is no host", host.value);
    cx.found
        .error(codes::PAGER_HOST, host.span, message)
        .help(help);
}

fn is_host_name(text: &str) -> bool {
    let (name, port) = match text.rsplit_once(':') {
        Some((name, port)) => (name, port.parse::<u16>().is_ok_and(|port| port > 0)),
        None => (text, true),
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    port && !name.is_empty() && name.chars().all(plain)
}

/// The pager that an endpoint names; what it sends becomes parameters of the endpoint or fields of its body.
pub(super) fn of_endpoint(cx: &mut Cx<'_>, draft: &mut Draft<'_>, name: &Text) -> Option<Pager> {
    let spec = cx.spec;
    let Some(pager) = spec.find(&spec.pagers, name) else {
        if spec.lost.contains("pagers") {
            return None;
        }
        let known = spec.names(&spec.pagers, name.span.file);
        let help = cx
            .found
            .near
            .help_declared(&name.value, known.clone(), "pagers");
        let meant = cx.found.near.certain_name(&name.value, known);
        cx.found
            .error(
                codes::UNKNOWN_PAGER,
                name.span,
                format!("there is no pager `{}`", name.value),
            )
            .help(help)
            .respell(name.span, &name.value, meant);
        return None;
    };
    let found = items::items(cx, draft, pager, name);
    let item = found.as_ref().map(|(_, item)| item.clone());
    let turn = turn(cx, draft, pager, item.as_ref());
    let size = match &pager.size {
        Some(size) => Some(targets::size(cx, draft, size)?),
        None => None,
    };
    let ends = pager.end.iter().flat_map(|ends| &ends.value);
    let ends: Vec<_> = ends.map(|end| ends::end(cx, draft, end)).collect();
    let (items, item) = found?;
    Some(Pager {
        methods: methods(&cx.own_name(&pager.name, super::claims::Mend::Key)),
        turn: turn?,
        size,
        ends: ends.into_iter().collect::<Option<_>>()?,
        items,
        item,
    })
}

fn turn(
    cx: &mut Cx<'_>,
    draft: &mut Draft<'_>,
    pager: &model::Pager,
    item: Option<&Use>,
) -> Option<Turn> {
    let hosts = |hosts: &[Text]| hosts.iter().map(|host| host.value.clone()).collect();
    match &pager.turn {
        model::Turn::Page { to, first } => Some(Turn::Page {
            to: target(cx, draft, to.as_ref()?, Sent::Number)?,
            first: first.as_ref().map_or(1, |first| first.value),
        }),
        model::Turn::Offset { to } => {
            target(cx, draft, to.as_ref()?, Sent::Number).map(Turn::Offset)
        }
        model::Turn::Cursor { to, take } => {
            let taken = take.as_ref().map(|take| cursor(cx, draft, take, item));
            let place = match &taken {
                Some(Some((_, place))) => place.as_ref(),
                _ => None,
            };
            let to = target(cx, draft, to.as_ref()?, Sent::Cursor(place));
            let (take, _) = taken??;
            Some(Turn::Cursor { to: to?, take })
        }
        model::Turn::NextUrl { take, hosts: named } => {
            bodiless(cx, draft, named);
            Some(Turn::NextUrl {
                take: url(cx, draft, take.as_ref()?)?,
                hosts: hosts(named),
            })
        }
        model::Turn::LinkHeader { hosts: named } => {
            bodiless(cx, draft, named);
            Some(Turn::LinkHeader {
                hosts: hosts(named),
            })
        }
    }
}

/// Where a cursor comes from, and its type where that is declared.
fn cursor(
    cx: &mut Cx<'_>,
    draft: &Draft<'_>,
    take: &Path,
    item: Option<&Use>,
) -> Option<(Take, Option<Use>)> {
    let (taken, place) = match &take.root {
        Root::Header(name) => (Take::Reply(Source::Header(name.value.clone())), None),
        Root::Reply if in_last_item(take) => {
            let (mut path, place) = paths::follow_rest(cx, item?, take, 1)?;
            path.steps.remove(0);
            (Take::LastItem(path), Some(place))
        }
        Root::Reply => {
            let (path, place) = draft.in_reply(cx, take)?;
            (Take::Reply(Source::Body(path)), place)
        }
        // Reported where the pager is declared.
        _ => return None,
    };
    let fits = [Form::Text, Form::Number, Form::Any];
    is_text(
        cx,
        take,
        place.as_ref(),
        &fits,
        "a cursor is a text or a number",
    )
    .then_some((taken, place))
}

/// Where a URL comes from.
fn url(cx: &mut Cx<'_>, draft: &Draft<'_>, take: &Path) -> Option<Source> {
    let (taken, place) = match &take.root {
        Root::Header(name) => (Source::Header(name.value.clone()), None),
        Root::Reply if !in_last_item(take) => {
            let (path, place) = draft.in_reply(cx, take)?;
            (Source::Body(path), place)
        }
        // Reported where the pager is declared.
        _ => return None,
    };
    let fits = [Form::Text, Form::Any];
    is_text(cx, take, place.as_ref(), &fits, "a URL is a text").then_some(taken)
}

/// Whether what stands at `take` can lead to a page; what cannot is reported.
fn is_text(cx: &mut Cx<'_>, take: &Path, place: Option<&Use>, fits: &[Form], why: &str) -> bool {
    let Some(place) = place.filter(|place| !is_poison(place)) else {
        return true;
    };
    let form = form::on_wire(&cx.api.types, place);
    let any = take.steps.iter().find(|step| step.value == Step::Any);
    if fits.contains(&form) && any.is_none() {
        return true;
    }
    let message = match any {
        Some(_) => format!(
            "`{}` leads to several places, of which a page is led on by one",
            take.text
        ),
        None => format!("`{}` is {}, and {why}", take.text, form.noun()),
    };
    cx.found
        .error(codes::PAGER_TAKE, take.span, message)
        .help("let `take:` lead to what the vendor gives for the next page");
    false
}

/// Reports a body where a URL may lead to another host: it is meant for the vendor alone.
fn bodiless(cx: &mut Cx<'_>, draft: &Draft<'_>, hosts: &[Text]) {
    if let (Some(_), Some(host)) = (&draft.body, hosts.first()) {
        let name = &draft.spec.name;
        let message = format!("`{}` has a body, which no other host is to get", name.value);
        cx.found
            .error(codes::PAGER_HOST, name.span, message)
            .label(host.span, "its pager may lead to another host")
            .help("leave `hosts:` out of the pager of calls that have a body");
    }
}

/// The methods of a pager that is not the endpoint's first.
fn methods(pager: &api::Name) -> [String; 2] {
    let name = pager.snake.trim_start_matches("r#");
    [format!("items_by_{name}"), format!("pages_by_{name}")]
}
