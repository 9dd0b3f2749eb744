//! References of words that are not supported yet: what they name is there, what they lead to too.

use super::cx::{Cx, plain};
use super::{auth, paths, predicates};
use crate::api::{Endpoint, Type, Use};
use crate::diag::codes;
use crate::spec::model::{Of, Reference, Referent, Text};
use crate::spec::path::{Path, Root, Step};

/// Checks all of them, now that the endpoints are made.
pub(super) fn references(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    for Reference { to, of } in &spec.planned {
        match to {
            Referent::Endpoint(name) => drop(endpoint(cx, name)),
            Referent::Param(of, name) => param(cx, of, name),
            Referent::Field(path) => field(cx, path),
            Referent::Reply(path) => reply(cx, of, path),
            Referent::Predicate(of, test) => {
                if let Some(endpoint) = known(cx, of) {
                    let whole = whole(&endpoint);
                    predicates::predicate(cx, whole.as_ref(), test);
                }
            }
            Referent::Request(path) => request(cx, path),
        }
    }
}

fn known(cx: &Cx<'_>, name: &Text) -> Option<Endpoint> {
    let mut made = cx.api.endpoints.iter();
    made.find(|made| made.name.wire == name.value).cloned()
}

fn endpoint(cx: &mut Cx<'_>, name: &Text) -> Option<Endpoint> {
    let found = known(cx, name);
    if found.is_none() && !cx.spec.lost.contains("endpoints") {
        let names = cx.spec.endpoints.iter().map(|e| e.name.value.as_str());
        let meant = cx.found.near.certain_name(&name.value, names.clone());
        let help = cx.found.near.help(&name.value, names);
        cx.found
            .error(
                codes::UNKNOWN_ENDPOINT,
                name.span,
                format!("there is no endpoint `{}`", name.value),
            )
            .maybe_help(help)
            .respell(name.span, &name.value, meant);
    }
    found
}

fn param(cx: &mut Cx<'_>, of: &Text, name: &Text) {
    let Some(endpoint) = known(cx, of) else {
        return;
    };
    let mut params = endpoint.params.iter().map(|param| param.name.wire.as_str());
    if params.clone().all(|param| param != name.value) {
        let help = cx.found.near.help(&name.value, &mut params);
        cx.found
            .error(
                codes::UNKNOWN_PARAM,
                name.span,
                format!("`{}` has no parameter `{}`", of.value, name.value),
            )
            .maybe_help(help);
    }
}

/// The type of a whole reply, where it is declared.
fn whole(endpoint: &Endpoint) -> Option<Use> {
    let data = &endpoint.envelope.data;
    endpoint.returns.clone().filter(|_| data.steps.is_empty())
}

fn reply(cx: &mut Cx<'_>, of: &Of, path: &Path) {
    match &path.root {
        Root::Header(name) => auth::header_name(cx, name),
        Root::Reply => {
            let Of::Endpoint(name) = of else { return };
            let Some(endpoint) = known(cx, name) else {
                return;
            };
            let data = endpoint.envelope.data.steps.len();
            let split = paths::unchecked(path);
            if let Some(returns) = &endpoint.returns
                && split.steps.starts_with(&endpoint.envelope.data.steps)
            {
                paths::follow_rest(cx, returns, path, data);
            }
        }
        _ => paths::wrong_root(cx, path, "a reply has headers and a body"),
    }
}

fn request(cx: &mut Cx<'_>, path: &Path) {
    match &path.root {
        Root::Header(name) => auth::header_name(cx, name),
        Root::Reply | Root::Http | Root::Vars(_) => {
            let wanted = "a request has `header.…`, `query.…` and `body.…`";
            paths::wrong_root(cx, path, wanted);
        }
        _ => {}
    }
}

/// A path that begins with a type.
fn field(cx: &mut Cx<'_>, path: &Path) {
    let first = path.steps.first();
    let Some((Step::Key(name), true)) = first.map(|step| (&step.value, path.root == Root::Reply))
    else {
        return paths::wrong_root(cx, path, "it begins with a type of `types:`");
    };
    let Some(&id) = cx.types.get(name.as_str()) else {
        let names = cx.spec.types.iter().map(|def| def.name.value.as_str());
        let help = cx.found.near.help(name, names);
        let span = first.map_or(path.span, |step| step.span);
        cx.found
            .error(
                codes::UNKNOWN_TYPE,
                span,
                format!("there is no type `{name}`"),
            )
            .maybe_help(help);
        return;
    };
    paths::follow_rest(cx, &plain(Type::Named(id)), path, 1);
}
