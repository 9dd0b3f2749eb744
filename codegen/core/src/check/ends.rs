//! How a pager knows the last page: which marks its kind has, and whether the places that it looks at hold them.

use super::cx::Cx;
use super::endpoints::Draft;
use super::form::{self, Form};
use super::paths;
use crate::api::{self, PagerEnd, Type};
use crate::diag::codes;
use crate::spec::model::{self, Pager, Turn};
use crate::spec::path::{Path, Step};

/// Checks what can be said of an end whether or not an endpoint uses its pager.
pub(super) fn declared(cx: &mut Cx<'_>, pager: &Pager) {
    let Some(ends) = &pager.end else { return };
    if ends.value.is_empty() && cx.whole {
        cx.found
            .error(codes::EMPTY, ends.span, "`end` says nothing")
            .help("where the vendor marks the last page in no way, write `end: { empty: true }`");
    }
    for end in &ends.value {
        match end {
            model::PagerEnd::TotalItems(path) | model::PagerEnd::HasMore(path) => {
                paths::is_reply(cx, path);
            }
            model::PagerEnd::TotalPages(path) => {
                paths::is_reply(cx, path);
                by_number(cx, pager, "total_pages", path.span);
            }
            model::PagerEnd::LastPage(last) => by_number(cx, pager, "last_page", last.span),
            model::PagerEnd::Short(span) => sized(cx, pager, *span),
            model::PagerEnd::Empty => {}
        }
    }
    if let (
        Turn::Page {
            first: Some(first), ..
        },
        Some(last),
    ) = (&pager.turn, last_page(ends))
        && last.value < first.value
    {
        let message = format!(
            "the last page is {}, and the first {}",
            last.value, first.value
        );
        cx.found
            .error(codes::PAGER_WORD, last.span, message)
            .label(first.span, "the first page is here")
            .help("give it the number of the last page that the vendor has");
    }
}

fn last_page(
    ends: &crate::source::Spanned<Vec<model::PagerEnd>>,
) -> Option<&crate::source::Spanned<i64>> {
    ends.value.iter().find_map(|end| match end {
        model::PagerEnd::LastPage(last) => Some(last),
        _ => None,
    })
}

/// Reports a mark that only pages with numbers have.
fn by_number(cx: &mut Cx<'_>, pager: &Pager, word: &str, span: crate::source::Span) {
    if matches!(pager.turn, Turn::Page { .. }) {
        return;
    }
    let by = pager.turn.word();
    let message = format!("`{word}` counts pages, and `{by}` has no numbers of pages");
    let help = match &pager.turn {
        Turn::Offset { .. } => {
            "say `total_items`, or `short` or `empty` where the vendor gives no number"
        }
        _ => "leave it out: a page that leads to no other is the last",
    };
    cx.found
        .error(codes::PAGER_WORD, span, message)
        .label(pager.name.span, format!("this pager asks by `{by}`"))
        .help(help);
}

/// Reports `short` where nothing says how many items a full page has.
fn sized(cx: &mut Cx<'_>, pager: &Pager, span: crate::source::Span) {
    let known = pager
        .size
        .as_ref()
        .is_some_and(|size| size.send.is_some() || size.default.is_some());
    if known || (pager.size.is_none() && !cx.whole) {
        return;
    }
    let by = pager.turn.word();
    let message = "`short` needs to know how many items a full page has";
    let (place, label, help) = match (&pager.size, &pager.turn) {
        (Some(size), _) => (
            size.to.span,
            "the size stands here".to_owned(),
            format!("give the size a `send:` or a `default:`, as in `size: {{ to: {}, send: 100 }}`", size.to.text),
        ),
        (None, Turn::NextUrl { .. } | Turn::LinkHeader { .. }) => (
            pager.name.span,
            format!("`{by}` sends no size"),
            "leave it out: a page that leads to no other is the last".to_owned(),
        ),
        (None, _) => (
            pager.name.span,
            "this pager has no size".to_owned(),
            "say where the size is sent and what it is, as in `size: { to: query.limit, send: 100 }`".to_owned(),
        ),
    };
    cx.found
        .error(codes::PAGER_WORD, span, message)
        .label(place, label)
        .help(help);
}

/// The end for an endpoint: a path is followed into the returned value where it leads there.
pub(super) fn end(cx: &mut Cx<'_>, draft: &Draft<'_>, end: &model::PagerEnd) -> Option<PagerEnd> {
    Some(match end {
        model::PagerEnd::TotalItems(path) => PagerEnd::TotalItems(number(cx, draft, path)?),
        model::PagerEnd::TotalPages(path) => PagerEnd::TotalPages(number(cx, draft, path)?),
        model::PagerEnd::HasMore(path) => PagerEnd::HasMore(flag(cx, draft, path)?),
        model::PagerEnd::Empty => PagerEnd::Empty,
        model::PagerEnd::Short(_) => PagerEnd::Short,
        model::PagerEnd::LastPage(last) => PagerEnd::LastPage(last.value),
    })
}

fn number(cx: &mut Cx<'_>, draft: &Draft<'_>, path: &Path) -> Option<api::Path> {
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
    Some(found)
}

fn flag(cx: &mut Cx<'_>, draft: &Draft<'_>, path: &Path) -> Option<api::Path> {
    let (found, place) = draft.in_reply(cx, path)?;
    let Some(place) = place else {
        return Some(found);
    };
    let opened = paths::opened(&cx.api.types, &place);
    let is_several = path.steps.iter().any(|step| step.value == Step::Any);
    if is_several || !(opened.ty == Type::Bool || form::on_wire(&cx.api.types, &place) == Form::Any)
    {
        let noun = form::on_wire(&cx.api.types, &place).noun();
        let (message, help) = match is_several {
            true => (
                format!(
                    "`{}` leads to several places, and one flag says whether more follow",
                    path.text
                ),
                "let the path lead to one flag",
            ),
            false => (
                format!(
                    "`{}` is {noun}, and a flag says whether more follow",
                    path.text
                ),
                "declare it as `bool`, with a codec where it is written otherwise: `bool as bit` for 0 and 1, `bool as text`, `bool as yn`",
            ),
        };
        cx.found
            .error(codes::PAGER_END, path.span, message)
            .help(help);
        return None;
    }
    Some(found)
}
