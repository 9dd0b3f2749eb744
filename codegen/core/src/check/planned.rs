//! References of words that are not supported yet: what they name is there, what they lead to too.

use super::cx::{Cx, plain};
use super::{auth, paths};
use crate::api::Type;
use crate::diag::codes;
use crate::spec::model::Referent;
use crate::spec::path::{Path, Root, Step};

/// Checks all of them, now that the endpoints are made.
pub(super) fn references(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    for referent in &spec.planned {
        match referent {
            Referent::Field(path) => field(cx, path),
            Referent::Request(path) => request(cx, path),
        }
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
