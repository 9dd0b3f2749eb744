//! `from:` of a parameter comes in; the variable of the client that fills it goes out.

use super::cx::{Cx, is_poison};
use super::{bases, paths};
use crate::api::{Type, Use, VarId};
use crate::diag::codes;
use crate::spec::model::Param;
use crate::spec::path::{Path, Root};

/// The variable that fills a parameter of this type.
pub(super) fn source(cx: &mut Cx<'_>, param: &Param, ty: &Use, path: &Path) -> Option<VarId> {
    let Root::Vars(name) = &path.root else {
        cx.found
            .error(
                codes::PATH_ROOT,
                path.span,
                format!(
                    "`{}` has the wrong root: a parameter is filled from `vars`",
                    path.text
                ),
            )
            .help("declare a variable of the client, and write `from: vars.its_name`");
        return None;
    };
    let id = bases::var(cx, name)?;
    let other = [("send", &param.send), ("const", &param.constant)];
    if let Some((word, value)) = other
        .iter()
        .find_map(|(word, value)| Some((word, value.as_ref()?)))
    {
        cx.found
            .error(
                codes::PARAM_FROM,
                path.span,
                format!("`{}` is filled in two ways", param.name.value),
            )
            .label(value.span, format!("`{word}` is the other"))
            .help("remove one of them");
        return None;
    }
    fits(cx, ty, id, path);
    Some(id)
}

/// Reports a parameter whose values are not those of the variable.
fn fits(cx: &mut Cx<'_>, ty: &Use, id: VarId, path: &Path) {
    let var = &cx.api.vars[id.0];
    let opened = paths::opened(&cx.api.types, ty);
    let is_same = match (&opened.ty, &var.ty) {
        (Type::Str | Type::Secret, Type::Str) => true,
        (one, other) => one == other,
    };
    let is_plain = ty.codecs.is_empty() && opened.codecs.is_empty();
    if is_poison(opened) || is_same && is_plain {
        return;
    }
    let spec = &cx.spec.vars[id.0].name;
    let (message, help) = match is_same {
        false => (
            format!("`{}` is of another type than the parameter", path.text),
            "give both the same type",
        ),
        true => (
            format!(
                "`{}` is sent as it stands, and the parameter has a codec",
                path.text
            ),
            "declare the variable as the text that is sent",
        ),
    };
    cx.found
        .error(codes::PARAM_FROM, path.span, message)
        .label(spec.span, "the variable is declared here")
        .help(help);
}
