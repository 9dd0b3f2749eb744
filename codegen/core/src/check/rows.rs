//! `formats:` of an endpoint comes in: what a reply is cut into goes out, and what asks for it becomes parameters.

use super::cx::{Cx, plain};
use super::endpoints::Draft;
use super::form::{self, Form};
use super::{auth, params, paths};
use crate::api::{Cells, Literal, Place, Type, TypeKind, Use};
use crate::diag::codes;
use crate::source::Span;
use crate::spec::model::{EnvelopeRef, Returns, Rows};
use crate::spec::path::Root;

/// What the replies of an endpoint are cut into, where they are neither JSON nor XML.
pub(super) fn of_endpoint(cx: &mut Cx<'_>, draft: &mut Draft<'_>) -> Option<Cells> {
    let rows = draft.spec.rows.as_ref()?;
    asked_for(cx, draft, rows);
    idle_words(cx, draft, rows.span);
    match (&draft.spec.returns, draft.returns.clone()) {
        (_, Some(returns)) => fits(cx, rows, &returns, draft.spec.returns.as_ref()),
        (Some(Returns::Stream(stream)), None) => {
            wrong(
                cx,
                stream.span,
                rows.span,
                "a stream has a form of its own",
                "remove `formats:`",
            );
        }
        (_, None) => wrong(
            cx,
            rows.span,
            rows.span,
            "the endpoint returns nothing that could be a text or rows",
            "say what it returns: `list<T>` of a record, or `str` of a text",
        ),
    }
    Some(rows.cells)
}

fn wrong(cx: &mut Cx<'_>, span: Span, format: Span, message: &str, help: &str) {
    let mut error = cx.found.error(codes::ROWS, span, message);
    if span != format {
        error = error.label(format, "the format is said here");
    }
    error.help(help);
}

/// Sends what asks for the format with each call.
fn asked_for(cx: &mut Cx<'_>, draft: &mut Draft<'_>, rows: &Rows) {
    for (path, value) in &rows.asked {
        let (place, name) = match &path.root {
            Root::Header(name) => {
                auth::header_name(cx, name);
                (Place::Header, name)
            }
            Root::Query(name) => (Place::Query, name),
            _ => {
                let wanted = "a format is asked for in `header.…` or `query.…`";
                paths::wrong_root(cx, path, wanted);
                continue;
            }
        };
        let mut param = params::bare(cx, place, name, plain(Type::Str));
        param.constant = Some(Literal::Str(value.value.clone()));
        param.required = true;
        draft.params.add(cx, param, name.span);
    }
}

/// Reports what says where things stand in JSON or XML.
fn idle_words(cx: &mut Cx<'_>, draft: &Draft<'_>, format: Span) {
    let spec = draft.spec;
    let envelope = match &spec.envelope {
        Some(EnvelopeRef::Named(name)) => Some(name.span),
        Some(EnvelopeRef::None(_)) | None => None,
    };
    let replies = spec.examples.iter().filter(|example| {
        let is_success = example.http.as_ref().is_none_or(|http| http.value < 400);
        is_success && example.kind.is_none() && example.auth.is_none()
    });
    let mut replies = replies.filter_map(|example| example.reply.as_ref());
    let words = [
        ("envelope", envelope),
        ("data", spec.data.as_ref().map(|data| data.span)),
        ("pager", spec.pagers.first().map(|pager| pager.span)),
        ("reply", replies.next().map(|reply| reply.span)),
    ];
    for (word, span) in words {
        if let Some(span) = span {
            let message = format!("`{word}` is about JSON and XML, and the reply is neither");
            wrong(cx, span, format, &message, &format!("remove `{word}:`"));
        }
    }
}

/// Reports what a text or a row cannot hold.
fn fits(cx: &mut Cx<'_>, rows: &Rows, returns: &Use, spec: Option<&Returns>) {
    let span = match spec {
        Some(Returns::Type(ty)) => ty.span(),
        _ => rows.span,
    };
    let types = &cx.api.types;
    let opened = paths::opened(types, returns);
    let holds = |ty: &Use| !matches!(form::on_wire(types, ty), Form::List | Form::Object);
    let (can, help) = match (rows.cells, &opened.ty) {
        (_, Type::Unknown) => (true, ""),
        (Cells::Text, _) => (holds(returns), "a text is one value: write `returns: str`"),
        (Cells::Ordered(_) | Cells::Named(_), Type::List(row)) => {
            let row = paths::opened(types, row);
            let can = match &row.ty {
                Type::Named(id) => match &types[id.0].kind {
                    TypeKind::Record(record) => record.fields.iter().all(|field| holds(&field.ty)),
                    _ => false,
                },
                Type::Map(cell) => matches!(rows.cells, Cells::Named(_)) && holds(cell),
                Type::Json | Type::Unknown => true,
                _ => false,
            };
            let help = "a row is a record whose fields are single values; a list in a cell needs a codec, as `list<str> as csv`";
            (can && !opened.null, help)
        }
        _ => (
            false,
            "rows are a list: write `returns: list<T>`, of a record",
        ),
    };
    if !can {
        let what = match rows.cells {
            Cells::Text => "a text cannot hold this",
            Cells::Ordered(_) | Cells::Named(_) => "rows cannot hold this",
        };
        wrong(cx, span, rows.span, what, help);
    }
}
