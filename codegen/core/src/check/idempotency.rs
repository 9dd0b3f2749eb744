//! `idempotency:` of an endpoint in; where the key of its calls is sent, declared there if it is not yet, out.

use super::cx::{Cx, is_poison, plain};
use super::endpoints::Draft;
use super::{auth, params, paths};
use crate::api::{Body, Format, Place, Target, Type, TypeKind, Use};
use crate::diag::codes;
use crate::source::{Span, Spanned};
use crate::spec::path::{Path, Root};

/// Where the key is sent.
pub(super) fn of_endpoint(cx: &mut Cx<'_>, draft: &mut Draft<'_>) -> Option<Target> {
    let to = draft.spec.idempotency.as_ref()?;
    match &to.root {
        Root::Header(name) if to.steps.is_empty() => {
            auth::header_name(cx, name);
            param(cx, draft, (Place::Header, name), to)
        }
        Root::Query(name) if to.steps.is_empty() => param(cx, draft, (Place::Query, name), to),
        Root::Form(name) if matches!(draft.body, Some(Body::Form)) => {
            param(cx, draft, (Place::Form, name), to)
        }
        Root::Body(name) if to.steps.is_empty() => field(cx, draft, name, to),
        Root::Form(_) if !cx.whole => None,
        Root::Form(_) => {
            let help = "declare a `form:`, or send the key in a header: `idempotency: header.…`";
            report(
                cx,
                to.span,
                "the call has no form into which the key could go",
                help,
            );
            None
        }
        _ => {
            let message = format!("a key cannot be sent into `{}`", to.text);
            let help =
                "send it into `header.…`, `query.…`, `form.…` or a field of the body, `body.…`";
            report(cx, to.span, &message, help);
            None
        }
    }
}

fn report(cx: &mut Cx<'_>, span: Span, message: &str, help: &str) {
    cx.found.error(codes::IDEMPOTENCY, span, message).help(help);
}

fn param(
    cx: &mut Cx<'_>,
    draft: &mut Draft<'_>,
    (place, name): (Place, &Spanned<String>),
    to: &Path,
) -> Option<Target> {
    let Some(index) = draft.params.find(place, &name.value) else {
        let mut param = params::bare(cx, place, name, plain(Type::Str));
        param.doc = Some(
            "The key by which the vendor knows the call again; a random one unless you set it."
                .to_owned(),
        );
        let index = draft.params.add(cx, param, to.span)?;
        return Some(Target::Param(index));
    };
    let param = &draft.params.made[index];
    let is_fixed = param.constant.is_some() || param.send.is_some() || param.from.is_some();
    let (ty, declared) = (param.ty.clone(), draft.params.spans[index]);
    fits(cx, &ty, is_fixed, (&name.value, declared), to).then_some(Target::Param(index))
}

fn field(cx: &mut Cx<'_>, draft: &Draft<'_>, name: &Spanned<String>, to: &Path) -> Option<Target> {
    let record = match &draft.body {
        Some(Body::Record(id)) => match &cx.api.ty(*id).kind {
            TypeKind::Record(record) => Some((*id, record)),
            _ => None,
        },
        Some(Body::Value(value)) if is_poison(value) => return None,
        None if !cx.whole => return None,
        _ => None,
    };
    let Some((id, record)) = record else {
        let help = "declare a `body:` that is a record, or send the key in a header: `idempotency: header.…`";
        report(
            cx,
            to.span,
            "the call has no record for a body into which the key could go",
            help,
        );
        return None;
    };
    if cx.api.formats.contains(&Format::Xml) {
        let help = "send it in a header: `idempotency: header.…`";
        report(
            cx,
            to.span,
            "a key stands in a body in JSON alone, and this vendor speaks XML",
            help,
        );
        return None;
    }
    let Some(index) = record
        .fields
        .iter()
        .position(|field| field.name.wire == name.value)
    else {
        let fields = record.fields.iter().map(|field| field.name.wire.as_str());
        let meant = cx
            .found
            .near
            .certain_name(&name.value, fields.clone())
            .map(str::to_owned);
        let help = cx.found.near.help(&name.value, fields);
        let message = format!(
            "`{}` has no field `{}`",
            cx.api.ty(id).name.wire,
            name.value
        );
        cx.found
            .error(codes::UNKNOWN_PATH, name.span, message)
            .maybe_help(help)
            .respell(name.span, &name.value, meant.as_deref());
        return None;
    };
    let field = &record.fields[index];
    let (ty, is_fixed) = (field.ty.clone(), field.constant.is_some());
    let declared = cx.field_spans.get(&id).and_then(|spans| spans.get(index));
    let declared = declared.copied().unwrap_or(to.span);
    fits(cx, &ty, is_fixed, (&name.value, declared), to).then_some(Target::BodyField(index))
}

/// Whether what is declared can hold a key: a text, and another one for each call.
fn fits(
    cx: &mut Cx<'_>,
    ty: &Use,
    is_fixed: bool,
    (name, declared): (&str, Span),
    to: &Path,
) -> bool {
    let opened = paths::opened(&cx.api.types, ty);
    let is_plain = [ty, opened].iter().all(|one| one.codecs.is_empty());
    let is_text = is_plain && matches!(opened.ty, Type::Str | Type::Uuid | Type::Unknown);
    let why = match (is_fixed, is_text) {
        (false, true) => return true,
        (true, _) => "is the same in all calls",
        (false, false) => "is no `str` and no `uuid`",
    };
    cx.found
        .error(
            codes::IDEMPOTENCY,
            to.span,
            format!("`{name}` cannot hold a key: it {why}"),
        )
        .label(declared, "it is declared here")
        .help("declare it as `str` or `uuid`, optional where the client is to make the key");
    false
}
