//! Pagers: where they send the page's number, what they walk through, and how they know the end.

use super::cx::{Cx, is_poison, plain};
use super::endpoints::Draft;
use super::form::{self, Form};
use super::{items, params, paths};
use crate::api::{
    Body, Field, Literal, Name, Pager, PagerEnd, Place, Presence, Target, Type, TypeKind, Use,
};
use crate::diag::{codes, near};
use crate::source::Spanned;
use crate::spec::model::{self, Text};
use crate::spec::path::{Path, Root};

/// Checks what can be said of a pager whether or not an endpoint uses it.
pub(super) fn declared(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    for pager in spec.pagers.iter().filter_map(|pager| pager.page.as_ref()) {
        let sizes = pager.size.iter();
        for to in pager.page.iter().chain(sizes.clone().map(|size| &size.to)) {
            if !matches!(&to.root, Root::Query(_) | Root::Body(_) if to.steps.is_empty()) {
                cannot_send(cx, to);
            }
        }
        sizes.for_each(|size| too_large(cx, size));
        let end = pager.end.iter().map(|end| match end {
            model::PagerEnd::TotalItems(path) | model::PagerEnd::TotalPages(path) => path,
        });
        for path in end.chain(&pager.items) {
            paths::is_reply(cx, path);
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

fn cannot_send(cx: &mut Cx<'_>, to: &Path) {
    cx.found
        .error(
            codes::PAGER_SEND,
            to.span,
            format!("a pager cannot send into `{}`", to.text),
        )
        .help("send into `query.…` or into a field of the body, `body.…`");
}

/// The pager that an endpoint names; what it sends becomes parameters of the endpoint or fields of its body.
pub(super) fn of_endpoint(cx: &mut Cx<'_>, draft: &mut Draft<'_>, name: &Text) -> Option<Pager> {
    let spec = cx.spec;
    let Some(pager) = spec.find(&spec.pagers, name) else {
        if spec.lost.contains("pagers") {
            return None;
        }
        let known = spec.names(&spec.pagers, name.span.file);
        let help = near::help_declared(&name.value, known.clone(), "pagers");
        let meant = near::certain_name(&name.value, known);
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
    let pager = pager.page.as_ref()?;
    let page = pager
        .page
        .as_ref()
        .and_then(|to| target(cx, draft, to, None));
    let size = match &pager.size {
        Some(size) => Some(target(cx, draft, &size.to, Some(size))?),
        None => None,
    };
    let end = pager.end.as_ref().and_then(|end| end_of(cx, draft, end));
    let (items, item) = items::items(cx, draft, pager, name)?;
    let first = pager.first.as_ref().map_or(1, |first| first.value);
    Some(Pager {
        page: page?,
        size,
        first,
        end: end?,
        items,
        item,
    })
}

/// Where a number is sent, declared there if it is not yet.
fn target(
    cx: &mut Cx<'_>,
    draft: &mut Draft<'_>,
    to: &Path,
    size: Option<&model::PageSize>,
) -> Option<Target> {
    match &to.root {
        Root::Query(name) if to.steps.is_empty() => query_target(cx, draft, name, to, size),
        Root::Body(name) if to.steps.is_empty() => body_target(cx, draft, name, to, size),
        // Reported where the pager is declared.
        _ => None,
    }
}

fn query_target(
    cx: &mut Cx<'_>,
    draft: &mut Draft<'_>,
    name: &Spanned<String>,
    to: &Path,
    size: Option<&model::PageSize>,
) -> Option<Target> {
    let index = match draft.params.find(Place::Query, &name.value) {
        Some(index) => index,
        None => {
            let param = params::bare(cx, Place::Query, name, plain(Type::Int));
            draft.params.add(cx, param, to.span)?
        }
    };
    let span = draft.params.spans[index];
    let param = &mut draft.params.made[index];
    if let Some(size) = size {
        if let (Some(send), None) = (&size.send, &param.send) {
            param.send = Some(Literal::Number(send.value.to_string()));
            param.required = false;
        }
        note_size(size, &mut param.default, &mut param.doc);
    }
    let (is_int, is_constant) = (
        is_int(cx, &draft.params.made[index].ty),
        draft.params.made[index].constant.is_some(),
    );
    if !is_int || is_constant {
        let why = if is_constant {
            "always sends the same value"
        } else {
            "is not an `int`"
        };
        cx.found
            .error(
                codes::PAGER_SEND,
                span,
                format!("a pager sends a number into `{}`, which {why}", name.value),
            )
            .label(to.span, "it is sent here")
            .help("declare it as `int`, or leave it to the pager");
        return None;
    }
    Some(Target::Param(index))
}

fn body_target(
    cx: &mut Cx<'_>,
    draft: &mut Draft<'_>,
    name: &Spanned<String>,
    to: &Path,
    size: Option<&model::PageSize>,
) -> Option<Target> {
    let id = match &draft.body {
        Some(Body::Record(id)) => *id,
        Some(Body::Value(value)) if is_poison(value) => return None,
        None if !cx.whole => return None,
        Some(Body::Value(_) | Body::Bytes | Body::Text | Body::Form | Body::Multipart(_))
        | None => {
            cx.found
                .error(
                    codes::PAGER_SEND,
                    draft.spec.name.span,
                    format!(
                        "`{}` has no record for a body, into which its pager could send",
                        draft.spec.name.value
                    ),
                )
                .label(to.span, "the pager sends into the body here")
                .help("declare a `body:` that is a record");
            return None;
        }
    };
    if let Some(send) = size.and_then(|s| s.send.as_ref()) {
        cx.found
            .error(
                codes::NOT_YET,
                send.span,
                "`send` of a size that goes into a body is not supported yet",
            )
            .help("leave it out, and set the field of the body");
    }
    let rust = cx.own_name(name, super::claims::Mend::Rename);
    let TypeKind::Record(record) = &mut cx.api.types[id.0].kind else {
        return None;
    };
    let index = record
        .fields
        .iter()
        .position(|f| f.name.wire == name.value)
        .unwrap_or_else(|| {
            record.fields.push(number_field(rust));
            record.fields.len() - 1
        });
    if let Some(size) = size {
        let field = &mut record.fields[index];
        note_size(size, &mut field.default, &mut field.doc);
    }
    let (ty, owner) = (
        record.fields[index].ty.clone(),
        cx.api.ty(id).name.wire.clone(),
    );
    if !is_int(cx, &ty) {
        cx.found
            .error(
                codes::PAGER_SEND,
                to.span,
                format!(
                    "a pager sends a number into `{}` of `{owner}`, which is not an `int`",
                    name.value
                ),
            )
            .help("declare the field as `int`");
        return None;
    }
    Some(Target::BodyField(index))
}

fn number_field(name: Name) -> Field {
    Field {
        xml: crate::api::FieldXml::default(),
        name,
        doc: None,
        deprecated: None,
        ty: plain(Type::Int),
        presence: Presence::Optional,
        default: None,
        constant: None,
    }
}

/// Documents what a pager knows of its size.
fn note_size(size: &model::PageSize, default: &mut Option<String>, doc: &mut Option<String>) {
    if default.is_none() {
        *default = size.default.as_ref().map(|d| d.value.to_string());
    }
    if let (None, Some(max)) = (&doc, &size.max) {
        *doc = Some(format!("The size of a page, {} at most.", max.value));
    }
}

fn is_int(cx: &Cx<'_>, place: &Use) -> bool {
    matches!(
        paths::opened(&cx.api.types, place).ty,
        Type::Int | Type::Unknown
    )
}

/// The end: the path is followed into the returned value where it leads there.
fn end_of(cx: &mut Cx<'_>, draft: &Draft<'_>, end: &model::PagerEnd) -> Option<PagerEnd> {
    let (model::PagerEnd::TotalItems(path) | model::PagerEnd::TotalPages(path)) = end;
    let (found, place) = draft.in_reply(cx, path)?;
    if let Some(place) = place {
        let form = form::on_wire(&cx.api.types, &place);
        let is_number = matches!(form, Form::Number | Form::Any)
            || (form == Form::Text
                && matches!(
                    form::of(&cx.api.types, &place.ty),
                    Form::Number | Form::Text
                ));
        if !is_number {
            cx.found
                .error(
                    codes::PAGER_END,
                    path.span,
                    format!(
                        "`{}` is {}, and the end of the pages is a number",
                        path.text,
                        form.noun()
                    ),
                )
                .help("let the path lead to the number of all items or pages");
            return None;
        }
    }
    Some(match end {
        model::PagerEnd::TotalItems(_) => PagerEnd::TotalItems(found),
        model::PagerEnd::TotalPages(_) => PagerEnd::TotalPages(found),
    })
}
