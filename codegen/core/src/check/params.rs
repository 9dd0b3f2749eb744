//! Parameters of an endpoint: those of its path, those it lists, and each operator of a filter as one of its own.

use std::collections::HashMap;

use super::claims::Mend;
use super::cx::{Cx, plain, poison, text};
use super::form::{self, Form};
use super::{auth, literals, marks, paths, source, styles, types};
use crate::api::{Codec, ListStyle, Literal, Param, PathPart, Place, Type, TypeKind, Use};
use crate::diag::codes;
use crate::source::{FileId, Span, Spanned};
use crate::spec::model::{self, Endpoint, Spec, Text};
use crate::spec::route::RoutePart;
use crate::spec::ty::TypeExpr;

/// Parameters while an endpoint is made, each with where it was written.
#[derive(Default)]
pub(super) struct Params {
    pub(super) made: Vec<Param>,
    pub(super) spans: Vec<Span>,
    by_wire: HashMap<(Place, String), usize>,
}

impl Params {
    /// The parameter that is sent by this name.
    pub(super) fn find(&self, place: Place, wire: &str) -> Option<usize> {
        self.by_wire
            .get(&(place, wire.to_lowercase_if_header(place)))
            .copied()
    }

    /// Adds a parameter; a second one of the same name is reported.
    pub(super) fn add(&mut self, cx: &mut Cx<'_>, param: Param, span: Span) -> Option<usize> {
        let key = (
            param.place,
            param.name.wire.to_lowercase_if_header(param.place),
        );
        if let Some(&first) = self.by_wire.get(&key) {
            cx.found
                .error(
                    codes::DOUBLED_NAME,
                    span,
                    format!("the parameter `{}` is there twice", param.name.wire),
                )
                .label(self.spans[first], "the other is here")
                .help("remove one of them");
            return None;
        }
        marks::in_param(cx, &param.ty);
        self.by_wire.insert(key, self.made.len());
        self.made.push(param);
        self.spans.push(span);
        Some(self.made.len() - 1)
    }
}

trait HeaderCase {
    /// Header names are the same in any case.
    fn to_lowercase_if_header(&self, place: Place) -> String;
}

impl HeaderCase for str {
    fn to_lowercase_if_header(&self, place: Place) -> String {
        match place {
            Place::Header => self.to_ascii_lowercase(),
            Place::Path | Place::Query | Place::Form | Place::Part | Place::Beside => {
                self.to_owned()
            }
        }
    }
}

/// The parameters that an endpoint declares, then those of its file and of the head that it does not declare anew.
pub(super) fn all<'a>(spec: &'a Spec, endpoint: &'a Endpoint) -> Vec<&'a model::Param> {
    let of = |file: FileId| spec.params.iter().filter(move |p| p.name.span.file == file);
    let file = endpoint.name.span.file;
    let inherited = (file != spec.head).then(|| of(spec.head));
    let shared = of(file).chain(inherited.into_iter().flatten());
    let mut all: Vec<&model::Param> = endpoint.params.iter().collect();
    for param in shared {
        let is_same = |other: &&model::Param| {
            other.place == param.place
                && other.name.value.to_lowercase_if_header(other.place)
                    == param.name.value.to_lowercase_if_header(param.place)
        };
        // What has no form does not get one.
        let fits = param.place != Place::Form || endpoint.form.is_some();
        if fits && !all.iter().any(is_same) {
            all.push(param);
        }
    }
    all
}

/// Reports parameters of the paths of a file that stand in none of them.
pub(super) fn idle(cx: &mut Cx<'_>) {
    let spec = cx.spec;
    for param in spec.params.iter().filter(|p| p.place == Place::Path) {
        let name = &param.name;
        let is_named = |part: &RoutePart| matches!(part, RoutePart::Param { name: other, .. } if other.value == name.value);
        let file = name.span.file;
        let mut endpoints = spec.endpoints.iter();
        let is_used = endpoints.any(|endpoint| match &endpoint.route {
            Some(route) => {
                let holds = file == spec.head || endpoint.name.span.file == file;
                holds && route.parts.iter().any(is_named)
            }
            // What was wrong with its path has been reported.
            None => true,
        });
        if !is_used {
            cx.found
                .error(
                    codes::IDLE_PARAM,
                    name.span,
                    format!("no path has `{{{}}}`", name.value),
                )
                .help("write it into the path of an endpoint, or remove it here");
        }
    }
}

/// The path of an endpoint; its parameters come first among all.
pub(super) fn path(cx: &mut Cx<'_>, endpoint: &Endpoint, params: &mut Params) -> Vec<PathPart> {
    let Some(route) = &endpoint.route else {
        return Vec::new();
    };
    let all = all(cx.spec, endpoint);
    let declared = |name: &str| {
        let mut all = all.iter().copied();
        all.find(|p| p.place == Place::Path && p.name.value == name)
    };
    let mut parts = Vec::new();
    for part in &route.parts {
        match part {
            RoutePart::Text(text) => parts.push(PathPart::Text(text.value.clone())),
            RoutePart::Param { name, ty, .. } => {
                let entry = declared(&name.value);
                if let (None, None, Some(&var)) = (entry, ty, cx.vars.get(name.value.as_str())) {
                    cx.used_vars.insert(var);
                    parts.push(PathPart::Var(var));
                } else if let Some(index) =
                    route_param(cx, endpoint, name, ty.as_ref(), entry, params)
                {
                    parts.push(PathPart::Param(index));
                }
            }
        }
    }
    unwritten(cx, endpoint, params);
    parts
}

fn route_param(
    cx: &mut Cx<'_>,
    endpoint: &Endpoint,
    name: &Spanned<String>,
    inline: Option<&TypeExpr>,
    entry: Option<&model::Param>,
    params: &mut Params,
) -> Option<usize> {
    let inline = inline.map(|expr| (types::place(cx, expr), expr.span));
    let mut param = match entry {
        Some(entry) => listed(cx, endpoint, entry),
        None => bare(cx, Place::Path, name, plain(Type::Str)),
    };
    if let Some((ty, span)) = inline {
        if let Some(entry) = entry
            && entry.ty.is_some()
            && param.ty != ty
        {
            cx.found
                .error(
                    codes::PATH_PARAM,
                    span,
                    format!("`{}` has two types", name.value),
                )
                .label(entry.name.span, "the other is declared here")
                .help("write the type in one place");
        }
        single(cx, &ty, span, "a path");
        param.ty = ty;
    }
    if let Some(optional) = entry.and_then(|e| e.optional) {
        cx.found
            .error(
                codes::PATH_PARAM,
                optional,
                format!(
                    "`{}` stands in the path, so that it cannot be absent",
                    name.value
                ),
            )
            .help("remove the `?`");
    }
    params.add(cx, param, name.span)
}

/// Reports parameters of `path:` that do not stand in the path.
fn unwritten(cx: &mut Cx<'_>, endpoint: &Endpoint, params: &Params) {
    for entry in endpoint.params.iter().filter(|p| p.place == Place::Path) {
        let name = &entry.name;
        if params.find(Place::Path, &name.value).is_none() {
            let written = params.made.iter().map(|p| p.name.wire.as_str());
            let help = cx
                .found
                .near
                .nearest(&name.value, written)
                .map(|near| format!("did you mean `{near}`?"))
                .unwrap_or_else(|| {
                    format!(
                        "write `{{{}}}` into the path, or remove the entry",
                        name.value
                    )
                });
            cx.found
                .error(
                    codes::PATH_PARAM,
                    name.span,
                    format!("the path has no `{{{}}}`", name.value),
                )
                .help(help);
        }
    }
}

/// The parameters of `query:`, `header:`, `form:` and `multipart:`.
pub(super) fn beside_the_path(cx: &mut Cx<'_>, endpoint: &Endpoint, params: &mut Params) {
    let all = all(cx.spec, endpoint);
    for entry in all.into_iter().filter(|p| p.place != Place::Path) {
        if entry.place == Place::Header {
            auth::header_name(cx, &entry.name);
        }
        let param = listed(cx, endpoint, entry);
        if entry.place == Place::Query && param.doc.is_none() && holds_secret(cx, &param.ty) {
            cx.found
                .warning(
                    codes::SECRET_IN_QUERY,
                    entry.name.span,
                    format!("the secret `{}` is sent in the query", entry.name.value),
                )
                .help(
                    "send it in a header, or say in a `doc:` that the vendor takes it nowhere else",
                );
        }
        params.add(cx, param, entry.name.span);
    }
}

fn holds_secret(cx: &Cx<'_>, place: &Use) -> bool {
    paths::opened(&cx.api.types, place).ty == Type::Secret
}

/// A parameter that the spec lists.
pub(super) fn listed(cx: &mut Cx<'_>, endpoint: &Endpoint, entry: &model::Param) -> Param {
    let mut ty = entry
        .ty
        .as_ref()
        .map_or_else(poison, |ty| types::place_of(cx, ty));
    if entry.list.is_some() {
        ty = plain(Type::List(Box::new(ty)));
    }
    let span = entry
        .ty
        .as_ref()
        .map_or(entry.name.span, model::TypeRef::span);
    let (list, object) = styles::of_param(cx, endpoint, entry, &mut ty, span);
    let of = |cx: &mut Cx<'_>, literal: &Option<Spanned<model::Literal>>| {
        literal.as_ref().and_then(|l| literals::fixed(cx, &ty, l))
    };
    if let Some(default) = &entry.default {
        literals::value(cx, &ty, default);
    }
    if let (Some(send), Some(constant)) = (&entry.send, &entry.constant) {
        cx.found
            .error(
                codes::BAD_LITERAL,
                send.span,
                format!("`{}` always sends something else", entry.name.value),
            )
            .label(constant.span, "this")
            .help("remove `send:`, or `const:` if the caller may set another value");
    }
    let (send, constant) = (of(cx, &entry.send), of(cx, &entry.constant));
    // Parameters are sent as they stand in the request, codecs applied.
    let wire = |cx: &Cx<'_>, value: Option<Literal>| {
        value.and_then(|v| {
            form::wire_values(&cx.api.types, &ty, &v)?
                .into_iter()
                .next()
        })
    };
    let (send, constant) = (wire(cx, send), wire(cx, constant));
    let from = entry
        .from
        .as_ref()
        .and_then(|path| source::source(cx, entry, &ty, path));
    Param {
        place: entry.place,
        name: cx.name(&entry.name, entry.rename.as_ref()),
        doc: text(&entry.doc),
        deprecated: text(&entry.deprecated),
        required: entry.optional.is_none() && entry.send.is_none() && entry.constant.is_none(),
        default: entry.default.as_ref().map(|d| d.value.text.clone()),
        send,
        constant,
        from,
        ty,
        list,
        object,
        media_type: text(&entry.media_type),
        file_name: text(&entry.file_name),
    }
}

/// A parameter of which nothing is known but its type.
pub(super) fn bare(cx: &mut Cx<'_>, place: Place, name: &Text, ty: Use) -> Param {
    Param {
        place,
        name: cx.own_name(name, Mend::Rename),
        doc: None,
        deprecated: None,
        ty,
        required: place == Place::Path,
        default: None,
        send: None,
        constant: None,
        list: ListStyle::default(),
        object: None,
        from: None,
        media_type: None,
        file_name: None,
    }
}

/// Reports a type that is not a single value.
pub(super) fn single(cx: &mut Cx<'_>, ty: &Use, span: Span, place: &str) {
    let form = form::on_wire(&cx.api.types, ty);
    let opened = paths::opened(&cx.api.types, ty);
    let known = !matches!(opened.ty, Type::Unknown);
    // Values of an enum may be of several sorts, and each is a single one.
    let is_enum =
        matches!(&opened.ty, Type::Named(id) if matches!(cx.api.ty(*id).kind, TypeKind::Enum(_)));
    if known && !is_enum && matches!(form, Form::List | Form::Object | Form::Any) {
        cx.found
            .error(
                codes::PARAM_TYPE,
                span,
                format!("{place} holds single values, and this is {}", form.noun()),
            )
            .help(match form {
                Form::Object if matches!(place, "a path" | "a header") => "say how an object is written in one text: `object: json`",
                Form::Object => "say how an object is written: `object: deep`, `brackets`, `dot` or `json`",
                Form::List => "say how a list is written in one text: `list: csv`, `pipe`, `space` or `{ by: … }`",
                _ => "write a text, a number, a flag, a date or an enum",
            });
    } else if known && ty.null && !ty.codecs.contains(&Codec::Blank) {
        cx.found
            .error(codes::PARAM_TYPE, span, format!("{place} has no way to write null"))
            .help("put the `?` after the parameter's name to let it be absent, or say `as blank` where an empty text means null");
    }
}
