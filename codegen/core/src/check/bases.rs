//! Base URLs and the variables in them: which is the default, and what the others are called.

use super::claims::{Holder, Mend, take};
use super::cx::Cx;
use super::names::Scope;
use crate::api::{BaseId, BasePart, NamedBase, VarId};
use crate::diag::codes;
use crate::source::{FileId, Spanned};
use crate::spec::model::{self, Endpoint, Text};
use crate::spec::route;

/// The base URLs of all files. The head's first is the default; each of the others has a setter among `setters`.
pub(super) fn bases(cx: &mut Cx<'_>, setters: &mut Scope<Holder>) {
    let spec = cx.spec;
    for (index, base) in spec.bases.iter().enumerate() {
        let parts = base
            .url
            .as_ref()
            .map_or_else(Vec::new, |url| parts(cx, url));
        if index == 0 && base.span.file == spec.head {
            cx.api.base = parts;
            continue;
        }
        let named = name(cx, base);
        let made = cx.own_name(&named, Mend::Key);
        let setter = cx.placed(&made, "base_url");
        let wire = (named.value.as_str(), named.span);
        take(cx.found, setters, &setter.snake, wire, Mend::Key);
        let id = BaseId(cx.api.bases.len());
        cx.bases.push((base.span.file, id));
        cx.api.bases.push(NamedBase {
            name: made,
            setter,
            parts,
        });
    }
    super::fallbacks::bases(cx, setters);
    super::oauth::token_urls(cx, setters);
}

/// The name of a base: its own, or its file's.
fn name(cx: &Cx<'_>, base: &model::NamedBase) -> Text {
    base.name.clone().unwrap_or_else(|| {
        let path = &cx.sources.get(base.span.file).path;
        let name = path.strip_suffix(".yaml").unwrap_or(path);
        Text::new(name.to_owned(), base.span)
    })
}

pub(super) fn parts(cx: &mut Cx<'_>, url: &route::Base) -> Vec<BasePart> {
    let mut parts = Vec::new();
    for part in &url.parts {
        match part {
            route::BasePart::Text(text) => parts.push(BasePart::Text(text.value.clone())),
            route::BasePart::Var(name) => parts.extend(var(cx, name).map(BasePart::Var)),
        }
    }
    parts
}

/// The variable of this name, which is used from now on; one that there is not is reported.
pub(super) fn var(cx: &mut Cx<'_>, name: &Spanned<String>) -> Option<VarId> {
    if let Some(&id) = cx.vars.get(name.value.as_str()) {
        cx.used_vars.insert(id);
        return Some(id);
    }
    if cx.spec.lost.contains("vars") {
        return None;
    }
    let known = cx.spec.vars.iter().map(|v| v.name.value.as_str());
    let meant = cx.found.near.certain_name(&name.value, known.clone());
    let help = cx
        .found
        .near
        .nearest(&name.value, known)
        .map(|near| format!("did you mean `{near}`?"))
        .unwrap_or_else(|| format!("declare it: `vars: {{ {}: str }}`", name.value));
    cx.found
        .error(
            codes::UNKNOWN_VAR,
            name.span,
            format!("there is no variable `{}`", name.value),
        )
        .help(help)
        .respell(name.span, &name.value, meant);
    None
}

/// The base of an endpoint: the one that it names, else the first of its file, else the default.
pub(super) fn of_endpoint(cx: &mut Cx<'_>, endpoint: &Endpoint) -> Option<BaseId> {
    let file = endpoint.name.span.file;
    let Some(name) = &endpoint.base else {
        return (file != cx.spec.head).then(|| first_of(cx, file)).flatten();
    };
    let spec = cx.spec;
    let visible = |base: &&model::NamedBase| [file, spec.head].contains(&base.span.file);
    let position = |file: FileId| {
        spec.bases.iter().position(|base| {
            let own = base.name.as_ref();
            base.span.file == file && own.is_some_and(|own| own.value == name.value)
        })
    };
    let found = position(file).or_else(|| position(spec.head));
    match found {
        Some(0) if spec.bases[0].span.file == spec.head => None,
        Some(index) => {
            let before = usize::from(spec.bases[0].span.file == spec.head);
            Some(BaseId(index - before))
        }
        None if spec.lost.contains("base") => None,
        None => {
            let known = spec.bases.iter().filter(visible);
            let known = known.filter_map(|base| Some(base.name.as_ref()?.value.as_str()));
            let meant = cx.found.near.certain_name(&name.value, known.clone());
            let help = cx.found.near.help(&name.value, known).unwrap_or_else(|| {
                format!(
                    "name the base URLs, the default first: `base: {{ api: https://…, {}: https://… }}`",
                    name.value
                )
            });
            cx.found
                .error(
                    codes::UNKNOWN_BASE,
                    name.span,
                    format!("there is no base URL `{}`", name.value),
                )
                .help(help)
                .respell(name.span, &name.value, meant);
            None
        }
    }
}

fn first_of(cx: &Cx<'_>, file: FileId) -> Option<BaseId> {
    let own = cx.bases.iter().find(|(of, _)| *of == file);
    own.map(|(_, id)| *id)
}
