//! The head's own words: the vendor's name, variables, the base URL, codecs.

use super::claims::{Mend, scope, take};
use super::cx::{Cx, is_poison, plain, text};
use super::form::{self, Form};
use super::patterns::{self, Content};
use super::{literals, paths, types};
use crate::api::{BasePart, Codec, Pattern, PatternId, Type, Use, Var, VarId};
use crate::diag::{codes, near};
use crate::source::{Span, Spanned};
use crate::spec::model::{CodecKind, Text};
use crate::spec::route;
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
    "transport",
    "build",
    "auth",
    "clone",
];

/// The vendor's name.
pub(super) fn vendor(cx: &mut Cx<'_>) {
    if let Some(name) = &cx.spec.vendor {
        cx.api.vendor = cx.own_name(name, Mend::Key);
    }
}

/// Variables, each a setter of the client's builder.
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
}

/// The base URL and the variables in it.
pub(super) fn base(cx: &mut Cx<'_>) {
    let Some(base) = &cx.spec.base else { return };
    for part in &base.parts {
        match part {
            route::BasePart::Text(text) => cx.api.base.push(BasePart::Text(text.value.clone())),
            route::BasePart::Var(name) => {
                if let Some(&id) = cx.vars.get(name.value.as_str()) {
                    cx.api.base.push(BasePart::Var(id));
                } else {
                    unknown_var(cx, name);
                }
            }
        }
    }
}

fn unknown_var(cx: &mut Cx<'_>, name: &Spanned<String>) {
    if cx.spec.lost.contains("vars") {
        return;
    }
    let known = cx.spec.vars.iter().map(|v| v.name.value.as_str());
    let meant = near::certain_name(&name.value, known.clone());
    let help = near::nearest(&name.value, known)
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
}

/// Codecs of the vendor's own, and how its built-in types travel.
pub(super) fn codecs(cx: &mut Cx<'_>) {
    for def in &cx.spec.codecs {
        if let Some(CodecKind::Pattern { patterns, nothing }) = &def.kind {
            if !is_own_codec(cx, &def.name) {
                continue;
            }
            cx.patterns
                .insert(&def.name.value, PatternId(cx.api.patterns.len()));
            patterns.iter().for_each(|text| pattern(cx, text));
            let values = |texts: &[Text]| texts.iter().map(|t| t.value.clone()).collect();
            let (patterns, nothing) = (values(patterns), values(nothing));
            cx.api.patterns.push(Pattern {
                name: def.name.value.clone(),
                patterns,
                nothing,
            });
        }
    }
    for def in &cx.spec.codecs {
        let Some(CodecKind::Chain(chain)) = &def.kind else {
            continue;
        };
        let codecs = types::codecs(cx, chain);
        match types::builtin_named(&def.name.value) {
            Some(builtin) => default_codecs(cx, builtin, chain, codecs),
            None => {
                cx.found
                    .error(
                        codes::UNKNOWN_TYPE,
                        def.name.span,
                        format!(
                            "`{}` is no built-in type that codecs could be the default of",
                            def.name.value
                        ),
                    )
                    .maybe_help(near::help(
                        &def.name.value,
                        types::BUILTINS.iter().map(|b| b.0),
                    ))
                    .help("a codec of your own has a `pattern`");
            }
        }
    }
}

/// How a built-in type travels; what does not fit it is reported here and nowhere else.
fn default_codecs(cx: &mut Cx<'_>, of: Builtin, chain: &[Text], codecs: Option<Vec<Codec>>) {
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
        cx.defaults.push((of, codecs));
    }
}

/// Whether a pattern's name is free; one that the format has means something already.
fn is_own_codec(cx: &mut Cx<'_>, name: &Text) -> bool {
    let named = &name.value;
    let (message, help) = if types::codec_named(named).is_some() {
        (
            format!("`{named}` is a codec of the format"),
            "give the pattern another name".to_owned(),
        )
    } else if types::builtin_named(named).is_some() {
        (
            format!("`{named}` is a type, and a pattern has a name of its own"),
            format!("name the pattern, and say that the type travels so: `{named}: that_name`"),
        )
    } else {
        return true;
    };
    cx.found
        .error(codes::NAME_TAKEN, name.span, message)
        .help(help);
    false
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
            timeless(cx, span, codec, form);
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
    if may_be_null || !place.codecs.contains(&Codec::Blank) {
        return;
    }
    cx.found
        .error(
            codes::CODEC_FIT,
            span,
            "`blank` makes null of an empty text, and null may not come here",
        )
        .help("put a `?` after it, or leave `blank` out");
}

/// Reports a codec that would have to read what the codec before it never hands over: `text blank`.
fn in_order(cx: &mut Cx<'_>, span: Span, chain: &[Codec]) -> bool {
    let late = chain
        .windows(2)
        .find(|pair| form::is_transparent(pair[1]) && !form::is_transparent(pair[0]));
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

/// Reports a pattern that no text can be read by.
fn pattern(cx: &mut Cx<'_>, text: &Text) {
    if let Err(why) = patterns::content(&text.value) {
        cx.found
            .error(
                codes::BAD_PATTERN,
                text.span,
                format!("`{}` reads no date: {why}", text.value),
            )
            .help("a pattern is made like `%Y-%m-%d %H:%M:%S%.f`, with `%:z` for an offset");
    }
}

/// Reports a pattern that holds a date alone, on a type that has a time of day.
fn timeless(cx: &mut Cx<'_>, span: Span, codec: Codec, form: Form) {
    let Codec::Pattern(id) = codec else { return };
    let made = &cx.api.patterns[id.0];
    let is_date = |text: &String| patterns::content(text) == Ok(Content::Date);
    if form != Form::Date && made.patterns.iter().any(is_date) {
        let message = format!(
            "`{}` reads no time of day, which {} has",
            made.name,
            form.noun()
        );
        cx.found
            .error(codes::CODEC_FIT, span, message)
            .help("add the time to its pattern, or write `date`");
    }
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
