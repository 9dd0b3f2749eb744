//! What an endpoint says of its request's body in; the one body that it has, and what it is called, out.

use super::cx::{Cx, is_poison, plain, poison};
use super::params::{self, Params};
use super::{auth, types};
use crate::api::{Body, Format, Place, Type, TypeKind, Use};
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model::{self, Endpoint, MediaType, Text, TypeRef};

/// The body of an endpoint's request, and its media type where that does not follow from it; a second body is
/// reported. Where the caller chooses the media type, its header becomes a parameter.
pub(super) fn of_endpoint(
    cx: &mut Cx<'_>,
    endpoint: &Endpoint,
    params: &mut Params,
) -> (Option<Body>, Option<String>) {
    one_alone(cx, endpoint);
    let Some(ty) = &endpoint.body else {
        let multipart = endpoint.multipart.as_ref();
        let multipart = multipart.map(|multipart| Body::Multipart(multipart.kind));
        return (endpoint.form.map(|_| Body::Form).or(multipart), None);
    };
    let body = body(cx, ty);
    let unknown = matches!(&body, Body::Value(value) if is_poison(value));
    match (&endpoint.body_type, body) {
        (_, body) if unknown => (Some(body), None),
        (None, body) => (Some(body), None),
        (Some(MediaType::Header(name)), body) => {
            if body == Body::Bytes {
                chosen_by_the_caller(cx, name, params);
            } else {
                cx.found
                    .error(
                        codes::MEDIA_TYPE,
                        name.span,
                        "the caller chooses the media type of `bytes` alone",
                    )
                    .help("name the media type, or write `is: bytes`");
            }
            (Some(body), None)
        }
        (Some(MediaType::Named(name)), body) => {
            let body = named(cx, body, name);
            (Some(body), Some(name.value.clone()))
        }
    }
}

/// Reports each body but the first.
fn one_alone(cx: &mut Cx<'_>, endpoint: &Endpoint) {
    let body = endpoint.body.as_ref().map(TypeRef::span);
    let multipart = endpoint.multipart.as_ref().map(|multipart| multipart.span);
    let all: [(&str, Option<Span>); 3] = [
        ("body", body),
        ("form", endpoint.form),
        ("multipart", multipart),
    ];
    let mut there = all.into_iter().filter_map(|(key, span)| Some((key, span?)));
    let Some((first, place)) = there.next() else {
        return;
    };
    for (second, again) in there {
        cx.found
            .error(
                codes::TWO_BODIES,
                again,
                format!("a request has one body, and this is `{second}:` beside `{first}:`"),
            )
            .label(place, "the other is here")
            .help("remove one of them");
    }
}

/// Whether a type is bytes, which travel as they are where they are a whole body or a part; codecs say otherwise.
pub(super) fn is_bytes(cx: &Cx<'_>, ty: &Use) -> bool {
    let mut at = ty;
    while let (true, Type::Named(id)) = (at.codecs.is_empty(), &at.ty)
        && let TypeKind::Alias(inner) = &cx.api.ty(*id).kind
    {
        at = inner;
    }
    at.ty == Type::Bytes && at.codecs.is_empty()
}

/// `type: header.X` declares the header, as an argument unless it is declared otherwise.
fn chosen_by_the_caller(cx: &mut Cx<'_>, name: &Text, params: &mut Params) {
    auth::header_name(cx, name);
    if !name.value.eq_ignore_ascii_case("content-type") {
        cx.found
            .error(
                codes::MEDIA_TYPE,
                name.span,
                format!("the media type of a body is not sent in `{}`", name.value),
            )
            .help("write `type: header.Content-Type`");
    } else if params.find(Place::Header, &name.value).is_none() {
        let mut param = params::bare(cx, Place::Header, name, plain(Type::Str));
        param.required = true;
        param.doc = Some("The media type of the body.".to_owned());
        params.add(cx, param, name.span);
    }
}

/// The body under a media type: a text goes as it is under one that is neither JSON nor XML.
fn named(cx: &mut Cx<'_>, body: Body, name: &Text) -> Body {
    if !is_media_type(&name.value) {
        cx.found
            .error(
                codes::MEDIA_TYPE,
                name.span,
                format!("`{}` is no media type", name.value),
            )
            .help(
                "it is two names with a slash between, as `audio/mpeg`, or `header.Content-Type`",
            );
        return body;
    }
    let format = Format::of_media_type(&name.value);
    let is_text = matches!(&body, Body::Value(value) if value.ty == Type::Str && !value.null && value.codecs.is_empty());
    match (body, format) {
        (Body::Bytes, _) => Body::Bytes,
        (Body::Value(_), None) if is_text => Body::Text,
        (body, Some(format)) if cx.api.formats == [format] => body,
        (body, Some(_)) => {
            cx.found
                .error(
                    codes::MEDIA_TYPE,
                    name.span,
                    format!(
                        "`{}` is not the one format that the vendor speaks",
                        name.value
                    ),
                )
                .help("say it at the head, as in `formats: [application/vnd.api+json, xml]`");
            body
        }
        (body, None) => {
            let help = match name.value.as_str() {
                "application/x-www-form-urlencoded" => "write `form:` in place of `body:`",
                "multipart/form-data" | "multipart/mixed" => {
                    "write `multipart:` in place of `body:`"
                }
                _ => "values travel in JSON or XML; what is neither is `is: bytes`, or `is: str`",
            };
            cx.found
                .error(
                    codes::MEDIA_TYPE,
                    name.span,
                    format!("a value of this type does not travel as `{}`", name.value),
                )
                .help(help);
            body
        }
    }
}

pub(super) fn is_media_type(text: &str) -> bool {
    let is_name = |name: &str| {
        let sign = |b: u8| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b);
        !name.is_empty() && name.bytes().all(sign)
    };
    let (name, words) = text.split_once(';').unwrap_or((text, ""));
    let names = name.trim().split_once('/');
    names.is_some_and(|(of, sub)| is_name(of) && is_name(sub))
        && words.bytes().all(|b| (b' '..=b'~').contains(&b))
}

/// The words about a part: a media type, and a file's name. Whether it is JSON, which carries any value.
pub(super) fn part(cx: &mut Cx<'_>, entry: &model::Param, ty: &Use) -> bool {
    let item = match &ty.ty {
        Type::List(item) if !ty.null && ty.codecs.is_empty() => item,
        _ => ty,
    };
    if let Some(name) = &entry.file_name
        && !is_bytes(cx, item)
        && !is_poison(item)
    {
        cx.found
            .error(
                codes::FILE_PART,
                name.span,
                "a file has a name, and this part is none",
            )
            .help("write `is: bytes`, or remove `filename:`");
    }
    let Some(name) = &entry.media_type else {
        return false;
    };
    if !is_media_type(&name.value) {
        cx.found
            .error(
                codes::MEDIA_TYPE,
                name.span,
                format!("`{}` is no media type", name.value),
            )
            .help("it is two names with a slash between, as `audio/mpeg`");
    }
    Format::of_media_type(&name.value) == Some(Format::Json) && !is_bytes(cx, item)
}

/// A record becomes setters of the call, anything else one argument.
fn body(cx: &mut Cx<'_>, ty: &TypeRef) -> Body {
    let place = types::place_of(cx, ty);
    if is_bytes(cx, &place) && !place.null {
        return Body::Bytes;
    }
    let mut at = &place;
    while let (true, false, Type::Named(id)) = (at.codecs.is_empty(), at.null, &at.ty) {
        match &cx.api.ty(*id).kind {
            TypeKind::Record(_) => return Body::Record(*id),
            TypeKind::Alias(inner) => at = inner,
            TypeKind::Enum(_) | TypeKind::Newtype(_) | TypeKind::Union(_) => break,
        }
    }
    let is_poisoned = is_poison(at);
    Body::Value(if is_poisoned { poison() } else { place })
}
