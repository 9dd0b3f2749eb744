//! An entry of `pagers:` comes in; the pager goes out.

use super::{Map, own_name};
use crate::source::Spanned;
use crate::spec::Cx;
use crate::spec::model::{PageSize, Pager, PagerEnd, Turn};
use crate::spec::path;
use crate::spec::piece::Piece;
use crate::tree::{Entry, Node};

/// Nothing where it was wrong by what it pages: that was reported.
pub(super) fn pager(entry: &Entry, cx: &mut Cx<'_>) -> Option<Pager> {
    let name = own_name(entry, cx)?;
    let whole = Map::of(&entry.value)?;
    let words = ["page", "offset", "cursor", "next_url", "link_header"];
    let chosen = words
        .into_iter()
        .find_map(|word| Some((word, whole.map(word)?)));
    let (word, map) = chosen?;
    let send = map.map("send");
    let to = |key: &str, cx: &mut Cx<'_>| send.and_then(|send| send.path(key, cx));
    let turn = match word {
        "page" => Turn::Page {
            to: to("page", cx),
            first: map.int("first"),
        },
        "offset" => Turn::Offset {
            to: to("offset", cx),
        },
        "cursor" => Turn::Cursor {
            to: to("cursor", cx),
            take: map.path("take", cx),
        },
        "next_url" => Turn::NextUrl {
            take: map.path("take", cx),
            hosts: map.texts("hosts"),
        },
        _ => Turn::LinkHeader {
            hosts: map.texts("hosts"),
        },
    };
    Some(Pager {
        name,
        turn,
        size: send
            .and_then(|send| send.get("size"))
            .and_then(|size| page_size(size, cx)),
        end: map
            .map("end")
            .map(|end| Spanned::new(ends(&end, cx), end.span)),
        items: map.path("items", cx),
    })
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

/// In the order in which they are written.
fn ends(map: &Map<'_>, cx: &mut Cx<'_>) -> Vec<PagerEnd> {
    let end = |entry: &Entry| match entry.key.as_str() {
        "total_items" => map.path("total_items", cx).map(PagerEnd::TotalItems),
        "total_pages" => map.path("total_pages", cx).map(PagerEnd::TotalPages),
        "has_more" => map.path("has_more", cx).map(PagerEnd::HasMore),
        "empty" => map.get("empty").map(|_| PagerEnd::Empty),
        "short" => map.get("short").map(|_| PagerEnd::Short(entry.span)),
        "last_page" => map.int("last_page").map(PagerEnd::LastPage),
        _ => None,
    };
    map.entries.iter().filter_map(end).collect()
}
