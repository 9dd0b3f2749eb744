//! How lists come in pages.

use super::{Part, Shape, choice, key, later_choice, required};

/// A pager.
pub const PAGER: Part = Part {
    id: "pager",
    name: "a pager",
    doc: "How a list comes in pages; the key says by what.",
    keys: &[
        choice(
            "page",
            Shape::Map(&PAGE),
            "By page number.",
            "page: { send: { page: query.page }, end: { total_items: total } }",
        ),
        later_choice(
            "offset",
            "By the number of items to skip.",
            "offset: { send: { offset: query.offset } }",
        ),
        later_choice(
            "cursor",
            "By a token out of the page before.",
            "cursor: { send: { cursor: query.after }, take: next }",
        ),
        later_choice(
            "next_url",
            "By a URL out of the page before.",
            "next_url: { take: paging.next }",
        ),
        later_choice(
            "link_header",
            "By the `Link` header of the page before.",
            "link_header: {}",
        ),
    ],
};

/// A pager by page number.
pub const PAGE: Part = Part {
    id: "page",
    name: "`page`",
    doc: "A pager by page number. A page that repeats always stops it with an error.",
    keys: &[
        required(
            "send",
            Shape::Map(&PAGE_SEND),
            "Where the numbers are sent; this declares them on each endpoint that pages so.",
            "send: { page: query.page, size: query.per_page }",
        ),
        key(
            "first",
            Shape::Int(i64::MIN, i64::MAX),
            "The number of the first page; 1 unless said otherwise.",
            "first: 0",
        ),
        required(
            "end",
            Shape::Map(&END),
            "How the last page is known.",
            "end: { total_items: payload.total }",
        ),
        key(
            "items",
            Shape::Path,
            "The list, where it is neither what is returned nor its only list.",
            "items: payload.items",
        ),
    ],
};

/// What a pager sends.
pub const PAGE_SEND: Part = Part {
    id: "send",
    name: "`send`",
    doc: "Where a pager sends its numbers: `query.x` or `body.x`.",
    keys: &[
        required(
            "page",
            Shape::Path,
            "The number of the page.",
            "page: query.page",
        ),
        key(
            "size",
            Shape::Either(&[Shape::Path, Shape::Map(&SIZE)]),
            "The number of items in a page.",
            "size: query.per_page",
        ),
    ],
};

/// The size of a page.
pub const SIZE: Part = Part {
    id: "size",
    name: "`size`",
    doc: "The long form of `size`.",
    keys: &[
        required("to", Shape::Path, "Where it is sent.", "to: query.per_page"),
        key(
            "send",
            Shape::Int(1, i64::MAX),
            "What is sent unless the caller sets another.",
            "send: 100",
        ),
        key(
            "default",
            Shape::Int(1, i64::MAX),
            "What the vendor assumes: documentation only.",
            "default: 30",
        ),
        key(
            "max",
            Shape::Int(1, i64::MAX),
            "The largest that the vendor takes: documentation only.",
            "max: 200",
        ),
    ],
};

/// The end of a list.
pub const END: Part = Part {
    id: "end",
    name: "`end`",
    doc: "How the last page is known.",
    keys: &[
        choice(
            "total_items",
            Shape::Path,
            "The number of all items stands here.",
            "total_items: payload.total",
        ),
        choice(
            "total_pages",
            Shape::Path,
            "The number of pages stands here.",
            "total_pages: PagedUsers.TotalPages",
        ),
        later_choice(
            "has_more",
            "A flag that says whether more follow stands here.",
            "has_more: paging.more",
        ),
        later_choice("empty", "The first page without items.", "empty: true"),
        later_choice("short", "The first page that is not full.", "short: true"),
        later_choice(
            "last_page",
            "This page is the last that the vendor gives.",
            "last_page: 10",
        ),
    ],
};
