//! How lists come in pages.

use super::{Part, Shape, Word, choice, key, required, word};

/// A pager.
pub const PAGER: Part = Part {
    id: "pager",
    name: "a pager",
    doc: "How a list comes in pages; the key says by what. A page that repeats always stops a walk with an error.",
    keys: &[
        choice(
            "page",
            Shape::Map(&PAGE),
            "By page number.",
            "page: { send: { page: query.page }, end: { total_items: total } }",
        ),
        choice(
            "offset",
            Shape::Map(&OFFSET),
            "By the number of items to skip.",
            "offset: { send: { offset: query.offset }, end: { total_items: total } }",
        ),
        choice(
            "cursor",
            Shape::Map(&CURSOR),
            "By a text out of the page before.",
            "cursor: { send: { cursor: query.after }, take: next }",
        ),
        choice(
            "next_url",
            Shape::Map(&NEXT_URL),
            "By a URL out of the page before.",
            "next_url: { take: paging.next }",
        ),
        choice(
            "link_header",
            Shape::Map(&LINK_HEADER),
            "By the `Link` header of the page before: its `rel=next`.",
            "link_header: {}",
        ),
    ],
};

/// A pager by page number.
pub const PAGE: Part = Part {
    id: "page",
    name: "`page`",
    doc: "A pager by page number.",
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
            "How the last page is known. A page without items is always the last.",
            "end: { total_items: payload.total }",
        ),
        ITEMS,
    ],
};

/// A pager by offset.
pub const OFFSET: Part = Part {
    id: "offset",
    name: "`offset`",
    doc: "A pager by the number of items before the page, from 0.",
    keys: &[
        required(
            "send",
            Shape::Map(&OFFSET_SEND),
            "Where the numbers are sent; this declares them on each endpoint that pages so.",
            "send: { offset: query.offset, size: query.limit }",
        ),
        required(
            "end",
            Shape::Map(&END),
            "How the last page is known. A page without items is always the last.",
            "end: { total_items: payload.total }",
        ),
        ITEMS,
    ],
};

/// A pager by cursor.
pub const CURSOR: Part = Part {
    id: "cursor",
    name: "`cursor`",
    doc: "A pager by a text that each page gives for the next one. Where none is given (it is absent, null or empty) the page is the last.",
    keys: &[
        required(
            "send",
            Shape::Map(&CURSOR_SEND),
            "Where the cursor and the size are sent; this declares them on each endpoint that pages so.",
            "send: { cursor: query.after, size: query.limit }",
        ),
        required(
            "take",
            Shape::Path,
            "Where the page gives the next cursor: a path into the reply, `header.X`, or `last_item.id`.",
            "take: meta.next_cursor",
        ),
        OTHER_END,
        ITEMS,
    ],
};

/// A pager by URL.
pub const NEXT_URL: Part = Part {
    id: "next_url",
    name: "`next_url`",
    doc: "A pager by a URL that each page gives for the next one. Where none is given (it is absent, null or empty) the page is the last.",
    keys: &[
        required(
            "take",
            Shape::Path,
            "Where the page gives the next URL: a path into the reply, or `header.X`.",
            "take: paging.next",
        ),
        HOSTS,
        OTHER_END,
        ITEMS,
    ],
};

/// A pager by the `Link` header.
pub const LINK_HEADER: Part = Part {
    id: "link_header",
    name: "`link_header`",
    doc: "A pager by the `Link` header (RFC 8288). A page without a link of the relation `next` is the last.",
    keys: &[HOSTS, OTHER_END, ITEMS],
};

const ITEMS: super::Key = key(
    "items",
    Shape::Path,
    "The list, where it is neither what is returned nor its only list.",
    "items: payload.items",
);

const OTHER_END: super::Key = key(
    "end",
    Shape::Map(&END),
    "How the last page is known besides.",
    "end: { has_more: has_more }",
);

const HOSTS: super::Key = key(
    "hosts",
    Shape::TextList,
    "Other hosts that the URL may lead to, with the port where it is not the usual one. They get no credentials.",
    "hosts: [archive.example.com]",
);

/// What a pager by page number sends.
pub const PAGE_SEND: Part = Part {
    id: "send",
    name: "`send`",
    doc: "Where a pager sends its numbers: `query.x`, `header.x` or `body.x`.",
    keys: &[
        required(
            "page",
            Shape::Path,
            "The number of the page.",
            "page: query.page",
        ),
        SIZE_KEY,
    ],
};

/// What a pager by offset sends.
pub const OFFSET_SEND: Part = Part {
    id: "send_offset",
    name: "`send`",
    doc: "Where a pager by offset sends its numbers: `query.x`, `header.x` or `body.x`.",
    keys: &[
        required(
            "offset",
            Shape::Path,
            "The number of items before the page.",
            "offset: query.offset",
        ),
        SIZE_KEY,
    ],
};

/// What a pager by cursor sends.
pub const CURSOR_SEND: Part = Part {
    id: "send_cursor",
    name: "`send`",
    doc: "Where a pager by cursor sends it: `query.x`, `header.x` or `body.x`.",
    keys: &[
        required("cursor", Shape::Path, "The cursor.", "cursor: query.after"),
        SIZE_KEY,
    ],
};

const SIZE_KEY: super::Key = key(
    "size",
    Shape::Either(&[Shape::Path, Shape::Map(&SIZE)]),
    "The number of items in a page.",
    "size: query.per_page",
);

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
            "What is sent unless the caller sets another; in a body, by walks alone.",
            "send: 100",
        ),
        key(
            "default",
            Shape::Int(1, i64::MAX),
            "What the vendor assumes where none is sent.",
            "default: 30",
        ),
        key(
            "max",
            Shape::Int(1, i64::MAX),
            "The largest that the vendor takes: more are never in a page, whatever is asked for.",
            "max: 200",
        ),
    ],
};

const TRUE: &[Word] = &[word("true", "it is so")];

/// The end of a list.
pub const END: Part = Part {
    id: "end",
    name: "`end`",
    doc: "How the last page is known: one or several, any of which ends the walk. A number or a flag that a reply leaves out, or that is null, ends nothing.",
    keys: &[
        key(
            "total_items",
            Shape::Path,
            "The number of all items stands here.",
            "total_items: payload.total",
        ),
        key(
            "total_pages",
            Shape::Path,
            "The number of pages stands here; for `page` alone.",
            "total_pages: PagedUsers.TotalPages",
        ),
        key(
            "has_more",
            Shape::Path,
            "A flag that says whether more follow stands here.",
            "has_more: paging.more",
        ),
        key(
            "empty",
            Shape::Words(TRUE),
            "The first page without items.",
            "empty: true",
        ),
        key(
            "short",
            Shape::Words(TRUE),
            "The first page that is not full; `size` says when one is.",
            "short: true",
        ),
        key(
            "last_page",
            Shape::Int(i64::MIN, i64::MAX),
            "The number of the last page that the vendor gives; for `page` alone.",
            "last_page: 10",
        ),
    ],
};
