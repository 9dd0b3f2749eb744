//! The head's own words: the vendor's name, variables, the base URL, codecs.

use super::claims::{Mend, scope, take};
use super::cx::{Cx, is_poison, plain, text};
use super::form::{self, Form};
use super::{bases, literals, paths, types};
use crate::api::{Codec, Type, Use, Var, VarId};
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model::{CodecKind, Text};
use crate::spec::ty::Builtin;

/// Names that a client's builder takes for itself.
const BUILDER: &[&str] = &[
    "base_url",
    "timeout",
    "connect_timeout",
    "user_agent",
    "header",
    "max_body",
    "max_depth",
    "max_tries",
    "drift",
    "on_request",
    "on_reply",
    "transport",
    "build",
    "auth",
    "on_refresh_token",
    "clone",
];

/// The vendor's name.
pub(super) fn vendor(cx: &mut Cx<'_>) {
    if let Some(name) = &cx.spec.vendor {
        cx.api.vendor = cx.own_name(name, Mend::Key);
    }
}

/// Variables and base URLs, for each of which the client's builder has a setter.
pub(super) fn vars(cx: &mut Cx<'_>) {
    let formatted: &[&str] = match cx.spec.formats.len() {
        0 | 1 => &[],
        _ => &["format"],
    };
    let mut setters = scope(&[BUILDER, formatted].concat());
    for var in &cx.spec.vars {
        let name = cx.own_name(&var.name, Mend::Key);
        take(
            cx.found,
            &mut setters,
            &name.snake,
            (&var.name.value, var.name.span),
            Mend::Key,
        );
        let ty = match &var.ty {
            None => Type::Str,
            Some(expr) => {
                let place = types::place(cx, expr);
                let fits = matches!(place.ty, Type::Str | Type::Int | Type::Bool | Type::Unknown);
                if !fits || !expr.codecs.is_empty() || expr.null.is_some() {
                    cx.found
                        .error(
                            codes::VAR_TYPE,
                            expr.span,
                            "a variable of the base URL is `str`, `int` or `bool`",
                        )
                        .help("write one of these, without `?` and `as`");
                }
                place.ty
            }
        };
        let default = var.default.as_ref().map(|d| {
            literals::value(cx, &plain(ty.clone()), d);
            d.value.text.clone()
        });
        cx.vars.insert(&var.name.value, VarId(cx.api.vars.len()));
        cx.api.vars.push(Var {
            name,
            doc: text(&var.doc),
            ty,
            default,
        });
    }
    bases::bases(cx, &mut setters);
}

/// Warns of variables that nothing uses.
pub(super) fn unused_vars(cx: &mut Cx<'_>) {
    if cx.found.has_errors() {
        // What is wrong may be what uses one.
        return;
    }
    for (index, var) in cx.spec.vars.iter().enumerate() {
        if !cx.used_vars.contains(&VarId(index)) {
            cx.found
                .warning(
                    codes::UNUSED_VAR,
                    var.name.span,
                    format!("nothing uses the variable `{}`", var.name.value),
                )
                .help(
                    "remove it, or put it into a base URL, a path or a parameter: `from: vars.…`",
                );
        }
    }
}

/// Codecs of the vendor's own, and how its built-in types travel.
pub(super) fn codecs(cx: &mut Cx<'_>) {
    super::codecs::own(cx);
    for def in &cx.spec.codecs {
        let Some(CodecKind::Chain(chain)) = &def.kind else {
            continue;
        };
        let codecs = types::codecs(cx, chain);
        match types::builtin_named(&def.name.value) {
            Some(builtin) => default_codecs(cx, &def.name, builtin, chain, codecs),
            None => {
                let known = types::BUILTINS.iter().map(|b| b.0);
                let help = cx.found.near.help(&def.name.value, known);
                cx.found
                    .error(
                        codes::UNKNOWN_TYPE,
                        def.name.span,
                        format!(
                            "`{}` is no built-in type that codecs could be the default of",
                            def.name.value
                        ),
                    )
                    .maybe_help(help)
                    .help("a codec of your own is a map with a `pattern`, `unix` or `nothing`, or a path in Rust");
            }
        }
    }
}

/// How a built-in type travels; what does not fit it is reported here and nowhere else.
fn default_codecs(
    cx: &mut Cx<'_>,
    name: &Text,
    of: Builtin,
    chain: &[Text],
    codecs: Option<Vec<Codec>>,
) {
    let (Some(codecs), Some(first), Some(last)) = (codecs, chain.first(), chain.last()) else {
        return;
    };
    let mut place = plain(types::builtin(of));
    place.codecs.clone_from(&codecs);
    // Whether null may come is said where the type is used.
    place.null = true;
    let mut form = form::of(&cx.api.types, &place.ty);
    let fits = codecs.iter().rev().all(|&codec| {
        let fits = form::fits(codec, form);
        form = form::after(codec, form);
        fits
    });
    cx.chains.push((first.span.to(last.span), place));
    if fits {
        cx.defaults.insert((name.span.file, of), codecs);
    }
}

/// Fits every chain of codecs that the spec uses, now that all types are known.
pub(super) fn codec_fits(cx: &mut Cx<'_>) {
    for (span, place) in std::mem::take(&mut cx.chains) {
        let mut form = form::of(&cx.api.types, &place.ty);
        for &codec in place.codecs.iter().rev() {
            let unknown = is_poison(paths::opened(&cx.api.types, &place));
            if !unknown && !form::fits(codec, form) {
                misfit(cx, span, codec, form);
                break;
            }
            super::codecs::content_fits(cx, span, codec, form);
            form = form::after(codec, form);
        }
        if in_order(cx, span, &place.codecs) {
            never_null(cx, span, &place);
        }
    }
}

/// Reports `blank` on what is never null. In a lenient record, every field may be.
fn never_null(cx: &mut Cx<'_>, span: Span, place: &Use) {
    let is_json = matches!(paths::opened(&cx.api.types, place).ty, Type::Json);
    let may_be_null = place.null || is_json || !cx.lenient.is_empty();
    let about_null = |codec: &&Codec| matches!(codec, Codec::Blank | Codec::Nothing(_));
    let Some(&codec) = place
        .codecs
        .iter()
        .find(about_null)
        .filter(|_| !may_be_null)
    else {
        return;
    };
    let name = types::codec_name(cx, codec);
    let text = match codec {
        Codec::Blank => "an empty text",
        _ => "some texts",
    };
    cx.found
        .error(
            codes::CODEC_FIT,
            span,
            format!("`{name}` makes null of {text}, and null may not come here"),
        )
        .help(format!("put a `?` after it, or leave `{name}` out"));
}

/// Reports a codec that would have to read what the codec before it never hands over: `text blank`.
fn in_order(cx: &mut Cx<'_>, span: Span, chain: &[Codec]) -> bool {
    let late = chain.windows(2).find(|pair| {
        // An empty list is what the JSON in a string may be.
        let inside = pair[0] == Codec::Json && pair[1] == Codec::EmptyList;
        form::is_transparent(pair[1]) && !form::is_transparent(pair[0]) && !inside
    });
    let Some(&[before, late]) = late else {
        return true;
    };
    let mut mended = chain.to_vec();
    mended.sort_by_key(|&codec| !form::is_transparent(codec));
    let mended: Vec<_> = mended
        .into_iter()
        .map(|codec| types::codec_name(cx, codec))
        .collect();
    let (before, late) = (types::codec_name(cx, before), types::codec_name(cx, late));
    cx.found
        .error(
            codes::CODEC_FIT,
            span,
            format!("`{late}` comes too late after `{before}`"),
        )
        .help(format!(
            "codecs stand from the wire inward: `{}`",
            mended.join(" ")
        ));
    false
}

fn misfit(cx: &mut Cx<'_>, span: Span, codec: Codec, form: Form) {
    let name = types::codec_name(cx, codec);
    cx.found
        .error(
            codes::CODEC_FIT,
            span,
            format!("`{name}` does not fit {}", form.noun()),
        )
        .help(format!("`{name}` fits {}", form::fitting(codec)));
}
