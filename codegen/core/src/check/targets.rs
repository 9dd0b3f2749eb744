//! Where a pager sends its numbers and cursors: parameters of an endpoint and fields of its body, declared if they
//! are not yet.

use super::claims::Mend;
use super::cx::{Cx, is_poison, plain};
use super::endpoints::Draft;
use super::{params, paths};
use crate::api::{
    Body, Field, Literal, Name, Place, Presence, Size, Target, Type, TypeId, TypeKind, Use,
};
use crate::diag::codes;
use crate::source::Spanned;
use crate::spec::model;
use crate::spec::path::{Path, Root};

/// What is sent.
#[derive(Clone, Copy)]
pub(super) enum Sent<'a> {
    /// A number.
    Number,
    /// The size of a page.
    Size(&'a model::PageSize),
    /// A cursor, of this type where it is known.
    Cursor(Option<&'a Use>),
}

impl<'a> Sent<'a> {
    /// The type that is declared where nothing is yet.
    fn ty(self) -> Type {
        match self {
            Sent::Number | Sent::Size(_) => Type::Int,
            Sent::Cursor(_) => Type::Str,
        }
    }

    fn size(self) -> Option<&'a model::PageSize> {
        match self {
            Sent::Size(size) => Some(size),
            Sent::Number | Sent::Cursor(_) => None,
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Sent::Number | Sent::Size(_) => "a number",
            Sent::Cursor(_) => "a cursor",
        }
    }

    /// The types that a place can have that was declared before, for a person.
    fn wanted(self) -> &'static str {
        match self {
            Sent::Number | Sent::Size(_) => "`int`",
            Sent::Cursor(_) => "`str`",
        }
    }

    fn fits(self, cx: &Cx<'_>, place: &Use) -> bool {
        let opened = paths::opened(&cx.api.types, place);
        is_poison(opened)
            || match self {
                Sent::Number | Sent::Size(_) => opened.ty == Type::Int,
                Sent::Cursor(taken) => {
                    let same = |taken: &Use| paths::opened(&cx.api.types, taken).ty == opened.ty;
                    opened.ty == Type::Str || taken.is_some_and(same)
                }
            }
    }
}

/// Whether a pager can send into `to` at all; what it cannot send into is reported.
pub(super) fn is_target(cx: &mut Cx<'_>, to: &Path) {
    let is_known = matches!(
        &to.root,
        Root::Query(_) | Root::Header(_) | Root::Form(_) | Root::Body(_)
    );
    if is_known && to.steps.is_empty() {
        return;
    }
    cx.found
        .error(
            codes::PAGER_SEND,
            to.span,
            format!("a pager cannot send into `{}`", to.text),
        )
        .help("send into `query.…`, `header.…`, `form.…` or a field of the body, `body.…`");
}

/// The size of a page and where it is sent.
pub(super) fn size(cx: &mut Cx<'_>, draft: &mut Draft<'_>, size: &model::PageSize) -> Option<Size> {
    let number = |said: &Option<Spanned<i64>>| said.as_ref().map(|said| said.value);
    Some(Size {
        to: target(cx, draft, &size.to, Sent::Size(size))?,
        send: number(&size.send),
        default: number(&size.default),
        max: number(&size.max),
    })
}

/// Where something is sent, declared there if it is not yet.
pub(super) fn target(
    cx: &mut Cx<'_>,
    draft: &mut Draft<'_>,
    to: &Path,
    sent: Sent<'_>,
) -> Option<Target> {
    match &to.root {
        _ if !to.steps.is_empty() => None,
        Root::Query(name) => param_target(cx, draft, (Place::Query, name), to, sent),
        Root::Header(name) => param_target(cx, draft, (Place::Header, name), to, sent),
        Root::Form(name) if is_form(cx, draft, to) => {
            param_target(cx, draft, (Place::Form, name), to, sent)
        }
        Root::Body(name) => body_target(cx, draft, name, to, sent),
        // Reported where the pager is declared.
        _ => None,
    }
}

/// Whether the endpoint sends a form; a pager that needs one is reported.
fn is_form(cx: &mut Cx<'_>, draft: &Draft<'_>, to: &Path) -> bool {
    if matches!(draft.body, Some(Body::Form)) {
        return true;
    }
    if cx.whole {
        let name = &draft.spec.name;
        let message = format!(
            "`{}` has no form, into which its pager could send",
            name.value
        );
        cx.found
            .error(codes::PAGER_SEND, name.span, message)
            .label(to.span, "the pager sends into the form here")
            .help("declare a `form:`, or let the pager send elsewhere");
    }
    false
}

fn param_target(
    cx: &mut Cx<'_>,
    draft: &mut Draft<'_>,
    (place, name): (Place, &Spanned<String>),
    to: &Path,
    sent: Sent<'_>,
) -> Option<Target> {
    let index = match draft.params.find(place, &name.value) {
        Some(index) => index,
        None => {
            let param = params::bare(cx, place, name, plain(sent.ty()));
            draft.params.add(cx, param, to.span)?
        }
    };
    let span = draft.params.spans[index];
    let param = &mut draft.params.made[index];
    if let Some(size) = sent.size() {
        if let (Some(send), None) = (&size.send, &param.send) {
            param.send = Some(Literal::Number(send.value.to_string()));
            param.required = false;
        }
        note_size(size, &mut param.default, &mut param.doc);
    }
    let (ty, is_constant) = (param.ty.clone(), param.constant.is_some());
    let why = match (is_constant, sent.fits(cx, &ty)) {
        (false, true) => return Some(Target::Param(index)),
        (true, _) => "always sends the same value".to_owned(),
        (false, false) => format!("is not {}", sent.article()),
    };
    let message = format!(
        "a pager sends {} into `{}`, which {why}",
        sent.noun(),
        name.value
    );
    let help = format!("declare it as {}, or leave it to the pager", sent.wanted());
    cx.found
        .error(codes::PAGER_SEND, span, message)
        .label(to.span, "it is sent here")
        .help(help);
    None
}

impl Sent<'_> {
    /// The wanted type with its article.
    fn article(self) -> &'static str {
        match self {
            Sent::Number | Sent::Size(_) => "an `int`",
            Sent::Cursor(_) => "a `str`, nor of the type of what is taken",
        }
    }
}

fn body_target(
    cx: &mut Cx<'_>,
    draft: &mut Draft<'_>,
    name: &Spanned<String>,
    to: &Path,
    sent: Sent<'_>,
) -> Option<Target> {
    let id = body_record(cx, draft, to)?;
    let rust = cx.own_name(name, Mend::Rename);
    let TypeKind::Record(record) = &mut cx.api.types[id.0].kind else {
        return None;
    };
    let index = record
        .fields
        .iter()
        .position(|f| f.name.wire == name.value)
        .unwrap_or_else(|| {
            record.fields.push(field(rust, sent.ty()));
            record.fields.len() - 1
        });
    let field = &mut record.fields[index];
    if let Some(size) = sent.size() {
        note_size(size, &mut field.default, &mut field.doc);
    }
    let (ty, is_constant) = (field.ty.clone(), field.constant.is_some());
    let owner = cx.api.ty(id).name.wire.clone();
    let why = match (is_constant, sent.fits(cx, &ty)) {
        (false, true) => return Some(Target::BodyField(index)),
        (true, _) => "always sends the same value".to_owned(),
        (false, false) => format!("is not {}", sent.article()),
    };
    let (noun, wire) = (sent.noun(), &name.value);
    let message = format!("a pager sends {noun} into `{wire}` of `{owner}`, which {why}");
    let declared = cx.field_spans.get(&id).and_then(|spans| spans.get(index));
    let declared = declared.copied();
    let error = cx.found.error(codes::PAGER_SEND, to.span, message);
    let error = match declared {
        Some(span) => error.label(span, "it is declared here"),
        None => error,
    };
    error.help(format!("declare the field as {}", sent.wanted()));
    None
}

/// The record of the body.
fn body_record(cx: &mut Cx<'_>, draft: &Draft<'_>, to: &Path) -> Option<TypeId> {
    match &draft.body {
        Some(Body::Record(id)) => return Some(*id),
        Some(Body::Value(value)) if is_poison(value) => return None,
        None if !cx.whole => return None,
        Some(Body::Value(_) | Body::Bytes | Body::Text | Body::Form | Body::Multipart(_))
        | None => {}
    }
    let name = &draft.spec.name;
    let message = format!(
        "`{}` has no record for a body, into which its pager could send",
        name.value
    );
    cx.found
        .error(codes::PAGER_SEND, name.span, message)
        .label(to.span, "the pager sends into the body here")
        .help("declare a `body:` that is a record");
    None
}

fn field(name: Name, ty: Type) -> Field {
    Field {
        xml: crate::api::FieldXml::default(),
        name,
        doc: None,
        deprecated: None,
        ty: plain(ty),
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
