//! Type expressions in, resolved types in their places out.

use super::cx::{Cx, poison};
use crate::api::{Codec, Type, Use};
use crate::diag::codes;
use crate::source::{FileId, Spanned};
use crate::spec::model::{Text, TypeRef};
use crate::spec::ty::{Builtin, TypeExpr, TypeHead};

/// Built-in types by name.
pub(super) const BUILTINS: &[(&str, Builtin)] = &[
    ("str", Builtin::Str),
    ("int", Builtin::Int),
    ("float", Builtin::Float),
    ("bool", Builtin::Bool),
    ("uuid", Builtin::Uuid),
    ("date", Builtin::Date),
    ("datetime", Builtin::DateTime),
    ("instant", Builtin::Instant),
    ("moment", Builtin::Moment),
    ("json", Builtin::Json),
    ("secret", Builtin::Secret),
    ("decimal", Builtin::Decimal),
    ("bytes", Builtin::Bytes),
    ("url", Builtin::Url),
    ("time", Builtin::Time),
    ("duration", Builtin::Duration),
];

/// Built-in codecs by name.
const CODECS: &[(&str, Codec)] = &[
    ("text", Codec::Text),
    ("bit", Codec::Bit),
    ("bit_text", Codec::BitText),
    ("yn", Codec::Yn),
    ("blank", Codec::Blank),
    ("unix", Codec::Unix),
    ("unix_ms", Codec::UnixMs),
    ("rfc3339", Codec::Rfc3339),
    ("naive", Codec::Naive),
    ("csv", Codec::Csv),
    ("emptylist", Codec::EmptyList),
    ("rfc2822", Codec::Rfc2822),
    ("dotnet", Codec::DotNet),
    ("json", Codec::Json),
    ("base64", Codec::Base64),
    ("seconds", Codec::Seconds),
    ("millis", Codec::Millis),
];

/// The built-in type of this name.
pub(super) fn builtin_named(name: &str) -> Option<Builtin> {
    BUILTINS.iter().find(|b| b.0 == name).map(|b| b.1)
}

/// The type that a built-in one is.
pub(super) fn builtin(builtin: Builtin) -> Type {
    match builtin {
        Builtin::Str => Type::Str,
        Builtin::Int => Type::Int,
        Builtin::Float => Type::Float,
        Builtin::Bool => Type::Bool,
        Builtin::Uuid => Type::Uuid,
        Builtin::Date => Type::Date,
        Builtin::DateTime => Type::DateTime,
        Builtin::Instant => Type::Instant,
        Builtin::Moment => Type::Moment,
        Builtin::Json => Type::Json,
        Builtin::Secret => Type::Secret,
        Builtin::Decimal => Type::Decimal,
        Builtin::Bytes => Type::Bytes,
        Builtin::Url => Type::Url,
        Builtin::Time => Type::Time,
        Builtin::Duration => Type::Duration,
    }
}

/// The name of a codec in the spec.
pub(super) fn codec_name(cx: &Cx<'_>, codec: Codec) -> String {
    match codec {
        Codec::Pattern(id) | Codec::Epoch(id) | Codec::Nothing(id) | Codec::Rust(id) => {
            cx.api.codecs[id.0].name.clone()
        }
        other => CODECS
            .iter()
            .find(|c| c.1 == other)
            .map_or("", |c| c.0)
            .to_owned(),
    }
}

/// What a type means where it stands, whether written as an expression or in place.
pub(super) fn place_of(cx: &mut Cx<'_>, ty: &TypeRef) -> Use {
    match ty {
        TypeRef::Expr(expr) => place(cx, expr),
        TypeRef::Record(_) | TypeRef::Enum(_) | TypeRef::Newtype(_) | TypeRef::Union(_) => {
            match cx.inline.get(&std::ptr::from_ref(ty)) {
                Some(&id) => super::cx::plain(Type::Named(id)),
                None => poison(),
            }
        }
    }
}

/// What a type expression means, the vendor's default codecs applied; what is unknown is reported.
pub(super) fn place(cx: &mut Cx<'_>, expr: &TypeExpr) -> Use {
    let ty = match &expr.head {
        TypeHead::Builtin(of) => builtin(*of),
        TypeHead::List(item) => Type::List(Box::new(place(cx, item))),
        TypeHead::Map(value) => Type::Map(Box::new(place(cx, value))),
        TypeHead::Named(name) => match cx.types.get(name.value.as_str()) {
            Some(&id) => Type::Named(id),
            None if is_generic(cx, &name.value) => {
                without_argument(cx, name);
                return poison();
            }
            None => {
                unknown_type(cx, name);
                return poison();
            }
        },
        TypeHead::Generic(name, argument) => {
            let wanted = format!("{}<{argument}>", name.value);
            match cx.types.get(wanted.as_str()) {
                Some(&id) => Type::Named(id),
                None => {
                    no_instance(cx, name, argument);
                    return poison();
                }
            }
        }
    };
    let Some(codecs) = codecs(cx, &expr.codecs) else {
        return poison();
    };
    let mut place = Use {
        element: None,
        ty,
        codecs,
        null: expr.null.is_some(),
    };
    if let TypeHead::Builtin(of) = &expr.head
        && place
            .codecs
            .iter()
            .all(|&codec| super::form::keeps_default(codec))
    {
        place.codecs.extend(default_codecs(cx, expr.span.file, *of));
    }
    if let (Some(first), Some(last)) = (expr.codecs.first(), expr.codecs.last()) {
        cx.chains.push((first.span.to(last.span), place.clone()));
    }
    place
}

/// How a built-in type travels where its place does not say.
fn default_codecs(cx: &Cx<'_>, file: FileId, builtin: Builtin) -> Vec<Codec> {
    let of = |file| cx.defaults.get(&(file, builtin));
    if let Some(codecs) = of(file).or_else(|| of(cx.spec.head)) {
        return codecs.clone();
    }
    match builtin {
        Builtin::Instant => vec![Codec::Rfc3339],
        Builtin::DateTime => vec![Codec::Naive],
        Builtin::Str | Builtin::Int | Builtin::Float | Builtin::Bool | Builtin::Uuid => Vec::new(),
        Builtin::Date | Builtin::Moment | Builtin::Json | Builtin::Secret => Vec::new(),
        Builtin::Decimal | Builtin::Bytes | Builtin::Url | Builtin::Time => Vec::new(),
        Builtin::Duration => Vec::new(),
    }
}

/// Codecs by name; nothing if one of them does not exist, each of which is reported.
pub(super) fn codecs(cx: &mut Cx<'_>, names: &[Text]) -> Option<Vec<Codec>> {
    let codecs: Vec<_> = names.iter().map(|name| codec(cx, name)).collect();
    codecs.into_iter().collect()
}

/// The built-in codec of this name.
pub(super) fn codec_named(name: &str) -> Option<Codec> {
    CODECS.iter().find(|c| c.0 == name).map(|c| c.1)
}

fn codec(cx: &mut Cx<'_>, name: &Text) -> Option<Codec> {
    let spec = cx.spec;
    let declared = spec.find(&spec.codecs, name);
    let own = declared.and_then(|def| {
        let key = (def.name.span.file, def.name.value.as_str());
        cx.codecs.get(&key)
    });
    if let Some(&codec) = own {
        return Some(codec);
    }
    if let Some(codec) = codec_named(&name.value) {
        return Some(codec);
    }
    // A codec of the vendor's own that was wrong, or a chain under a name that is no type, has been reported there.
    let was_reported = builtin_named(&name.value).is_none() && declared.is_some();
    if !was_reported && !spec.lost.contains("codecs") {
        let own = spec.names(&spec.codecs, name.span.file);
        let own = own.filter(|name| builtin_named(name).is_none());
        let known = CODECS.iter().map(|c| c.0).chain(own);
        let help = cx.found.near.help(&name.value, known.clone());
        let meant = cx.found.near.certain_name(&name.value, known);
        cx.found
            .error(
                codes::UNKNOWN_CODEC,
                name.span,
                format!("there is no codec `{}`", name.value),
            )
            .maybe_help(help)
            .respell(name.span, &name.value, meant);
    }
    None
}

fn is_generic(cx: &Cx<'_>, name: &str) -> bool {
    let mut generics = cx.spec.generics.iter();
    generics.any(|generic| generic.def.name.value == name)
}

fn without_argument(cx: &mut Cx<'_>, name: &Text) {
    let message = format!("`{}` is generic, and has no argument here", name.value);
    cx.found
        .error(codes::GENERIC_ARGUMENT, name.span, message)
        .help(format!("say of what: `{}<…>`", name.value));
}

/// Reports an argument of what takes none. What is wrong with a generic type was said where it is.
fn no_instance(cx: &mut Cx<'_>, name: &Text, argument: &TypeExpr) {
    if is_generic(cx, &name.value) {
        return;
    }
    place(cx, argument);
    if !cx.types.contains_key(name.value.as_str()) {
        return unknown_type(cx, name);
    }
    let message = format!("`{}` is not generic", name.value);
    let help = format!(
        "write `{}` alone, or give it a parameter: `{}<T>: …`",
        name.value, name.value
    );
    cx.found
        .error(
            codes::GENERIC_ARGUMENT,
            name.span.to(argument.span),
            message,
        )
        .help(help);
}

fn unknown_type(cx: &mut Cx<'_>, name: &Spanned<String>) {
    if cx.spec.lost.contains("types") {
        return;
    }
    let own = cx.spec.types.iter().map(|t| t.name.value.as_str());
    let generic = cx.spec.generics.iter().map(|g| g.def.name.value.as_str());
    let known = own.chain(generic).chain(BUILTINS.iter().map(|b| b.0));
    let near = cx.found.near.nearest(&name.value, known.clone());
    let meant = cx.found.near.certain_name(&name.value, known);
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "declare it under `types:`, or write `json` where its shape is not documented: `{}: json`",
            name.value
        ),
    };
    cx.found
        .error(
            codes::UNKNOWN_TYPE,
            name.span,
            format!("there is no type `{}`", name.value),
        )
        .help(help)
        .respell(name.span, &name.value, meant);
}
