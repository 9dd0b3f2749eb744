//! The list that a pager walks through: the returned value, or a field of it.

use super::cx::{Cx, is_poison};
use super::endpoints::Draft;
use super::paths;
use crate::api::{self, Type, TypeKind, Use};
use crate::diag::{codes, near};
use crate::spec::model::{Pager, Text};
use crate::spec::path::Path;

/// The list that is walked through: which field of the returned record, or the returned value itself.
pub(super) fn items(
    cx: &mut Cx<'_>,
    draft: &Draft<'_>,
    pager: &Pager,
    name: &Text,
) -> Option<(Option<usize>, Use)> {
    let Some(returns) = &draft.returns else {
        if cx.whole {
            no_items(cx, name, "the endpoint returns nothing");
        }
        return None;
    };
    let opened = paths::opened(&cx.api.types, returns).clone();
    if is_poison(&opened) {
        return None;
    }
    let as_list = |place: &Use| match &paths::opened(&cx.api.types, place).ty {
        Type::List(item) if !place.is_one_text() => Some(item.as_ref().clone()),
        _ => None,
    };
    let lists: Vec<(usize, String, Use)> = match &opened.ty {
        Type::Named(id) => match &cx.api.ty(*id).kind {
            TypeKind::Record(record) => {
                let fields = record.fields.iter().enumerate();
                fields
                    .filter_map(|(i, f)| Some((i, f.name.wire.clone(), as_list(&f.ty)?)))
                    .collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let whole = as_list(returns);
    if let Some(path) = &pager.items {
        return named_items(cx, draft, path, whole, lists);
    }
    match (whole, lists.len()) {
        (Some(item), _) => Some((None, item)),
        (None, 1) => lists
            .into_iter()
            .next()
            .map(|(index, _, item)| (Some(index), item)),
        (None, 0) => {
            no_items(cx, name, "the returned value holds no list");
            None
        }
        (None, _) => {
            let names = near::list(lists.iter().map(|l| l.1.as_str()));
            no_items(
                cx,
                name,
                &format!("the returned record has several lists: {names}"),
            );
            None
        }
    }
}

/// `items:`, which leads to the returned list or to a list right inside the returned record.
fn named_items(
    cx: &mut Cx<'_>,
    draft: &Draft<'_>,
    path: &Path,
    whole: Option<Use>,
    lists: Vec<(usize, String, Use)>,
) -> Option<(Option<usize>, Use)> {
    let (found, _) = draft.in_reply(cx, path)?;
    let inside = found
        .steps
        .strip_prefix(draft.envelope.data.steps.as_slice());
    let chosen = match (inside, whole) {
        (Some([]), Some(item)) => Some((None, item)),
        (Some([api::Step::Key(key)]), _) => lists
            .into_iter()
            .find(|(_, wire, _)| wire == key)
            .map(|(index, _, item)| (Some(index), item)),
        _ => None,
    };
    if chosen.is_none() {
        cx.found
            .error(
                codes::PAGER_ITEMS,
                path.span,
                format!(
                    "`{}` is neither the returned list nor a list in the returned record",
                    path.text
                ),
            )
            .help("let `items:` lead to one of these, from the top of the reply");
    }
    chosen
}

fn no_items(cx: &mut Cx<'_>, name: &Text, why: &str) {
    cx.found
        .error(codes::PAGER_ITEMS, name.span, format!("`{}` finds no items here: {why}", name.value))
        .help("say in the pager which list is walked through, as in `items: payload.items`, or return a list");
}
