//! An entry of `pagers:` comes in; the pager goes out.

use super::{Map, own_name};
use crate::spec::Cx;
use crate::spec::model::{PagePager, PageSize, Pager, PagerEnd};
use crate::spec::path;
use crate::spec::piece::Piece;
use crate::tree::{Entry, Node};

pub(super) fn pager(entry: &Entry, cx: &mut Cx<'_>) -> Option<Pager> {
    let name = own_name(entry, cx)?;
    let page = Map::of(&entry.value)?
        .map("page")
        .map(|page| page_pager(&page, cx));
    Some(Pager { name, page })
}

fn page_pager(map: &Map<'_>, cx: &mut Cx<'_>) -> PagePager {
    let send = map.map("send");
    let end = map.map("end");
    PagePager {
        span: map.span,
        page: send.and_then(|send| send.path("page", cx)),
        size: send
            .and_then(|send| send.get("size"))
            .and_then(|size| page_size(size, cx)),
        first: map.int("first"),
        end: end.and_then(|end| pager_end(&end, cx)),
        items: map.path("items", cx),
    }
}

fn page_size(node: &Node, cx: &mut Cx<'_>) -> Option<PageSize> {
    let Some(map) = Map::of(node) else {
        let to = path::parse(Piece::of(node)?, cx)?;
        return Some(PageSize {
            to,
            send: None,
            default: None,
            max: None,
        });
    };
    let to = map.path("to", cx)?;
    Some(PageSize {
        to,
        send: map.int("send"),
        default: map.int("default"),
        max: map.int("max"),
    })
}

fn pager_end(map: &Map<'_>, cx: &mut Cx<'_>) -> Option<PagerEnd> {
    match map.path("total_items", cx) {
        Some(path) => Some(PagerEnd::TotalItems(path)),
        None => map.path("total_pages", cx).map(PagerEnd::TotalPages),
    }
}
