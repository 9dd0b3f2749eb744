//! How an endpoint pages.

use super::{Path, Source, Use};

/// A way in which an endpoint pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Pager {
    /// The method that walks over the items and the one that walks over the pages: `items` and `pages` for the first
    /// pager of an endpoint, `items_by_<name>` and `pages_by_<name>` for another one.
    pub methods: [String; 2],
    /// How a page is asked for.
    pub turn: Turn,
    /// The page size.
    pub size: Option<Size>,
    /// How the last page is known: any of these ends the walk.
    pub ends: Vec<PagerEnd>,
    /// The list of items in the returned value: a field of the record, or the value itself.
    pub items: Option<usize>,
    /// The type of one item.
    pub item: Use,
}

/// How a page is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// By its number.
    Page {
        /// Where the number is sent.
        to: Target,
        /// The number of the first page.
        first: i64,
    },
    /// By the number of items before it.
    Offset(Target),
    /// By a text out of the page before it; where there is none, that one is the last.
    Cursor {
        /// Where it is sent.
        to: Target,
        /// Where it comes from.
        take: Take,
    },
    /// By a URL out of the page before it, absolute or relative; where there is none, that one is the last.
    NextUrl {
        /// Where it comes from.
        take: Source,
        /// Hosts beside the vendor's own that it may lead to, each with a port where that is not the usual one.
        hosts: Vec<String>,
    },
    /// By the link of the relation `next` in the `Link` header of the page before it.
    LinkHeader {
        /// Hosts beside the vendor's own that it may lead to, each with a port where that is not the usual one.
        hosts: Vec<String>,
    },
}

/// Where a cursor comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Take {
    /// The reply.
    Reply(Source),
    /// The last item of the page, and a path in it.
    LastItem(Path),
}

/// The size of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// Where it is sent.
    pub to: Target,
    /// What is sent unless the caller sets another. A parameter says so itself as well; into a body only walks over
    /// pages send it.
    pub send: Option<i64>,
    /// What the vendor assumes where none is sent.
    pub default: Option<i64>,
    /// The largest that the vendor takes.
    pub max: Option<i64>,
}

/// Where a pager sends a number or a cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The parameter at this position of [`Endpoint::params`](super::Endpoint::params).
    Param(usize),
    /// The field at this position of the body's record.
    BodyField(usize),
}

/// How the last page is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagerEnd {
    /// The number of all items stands here.
    TotalItems(Path),
    /// The number of pages stands here; with [`Turn::Page`] alone.
    TotalPages(Path),
    /// A flag that says whether more follow stands here.
    HasMore(Path),
    /// The first page without items.
    Empty,
    /// The first page that is not full; the size then has a `send` or a `default`.
    Short,
    /// The number of the last page that the vendor gives; with [`Turn::Page`] alone.
    LastPage(i64),
}

impl Pager {
    /// The places in the body of a reply that it looks at.
    pub fn places(&self) -> impl Iterator<Item = &Path> {
        let ends = self.ends.iter().filter_map(|end| match end {
            PagerEnd::TotalItems(path) | PagerEnd::TotalPages(path) | PagerEnd::HasMore(path) => {
                Some(path)
            }
            PagerEnd::Empty | PagerEnd::Short | PagerEnd::LastPage(_) => None,
        });
        ends.chain(match &self.turn {
            Turn::Cursor {
                take: Take::Reply(Source::Body(path)),
                ..
            }
            | Turn::NextUrl {
                take: Source::Body(path),
                ..
            } => Some(path),
            _ => None,
        })
    }
}
