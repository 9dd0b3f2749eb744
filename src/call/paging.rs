//! What the runtime knows of the ways in which a call pages: constant descriptions that generated code writes.

use super::endpoint::{Source, Step};

/// A way in which a call pages.
#[derive(Debug, Clone, Copy)]
pub struct Pager {
    /// How a page is asked for.
    pub turn: Turn,
    /// Where the page size is sent.
    pub size: Option<Target>,
    /// How the last page is known: any of these ends the walk.
    pub ends: &'static [PagerEnd],
}

/// How a page is asked for.
#[derive(Debug, Clone, Copy)]
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
    /// By a text out of the page before it.
    Cursor {
        /// Where the text is sent.
        to: Target,
        /// Where it comes from.
        take: Take,
    },
    /// By a URL out of the page before it.
    Url {
        /// Where the URL comes from.
        take: Take,
        /// The hosts beside the vendor's own that it may lead to.
        hosts: &'static [&'static str],
    },
}

/// Where what asks for the next page comes from.
#[derive(Debug, Clone, Copy)]
pub enum Take {
    /// A place in the reply.
    Reply(Source),
    /// A place in the last item of the page, as JSON has it.
    LastItem(&'static [Step]),
    /// The target of the `Link` header that is the next page.
    NextLink,
}

/// Where a pager sends a number or a text.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    /// A parameter.
    Param(usize),
    /// A field of the body.
    BodyField(usize),
    /// A field of the body, which holds this number unless the caller sets another.
    BodyFieldOr(usize, i64),
}

/// How the last page is known.
#[derive(Debug, Clone, Copy)]
pub enum PagerEnd {
    /// The number of all items stands here.
    TotalItems(&'static [Step]),
    /// The number of pages stands here.
    TotalPages(&'static [Step]),
    /// A flag that says whether more pages follow stands here.
    HasMore(&'static [Step]),
    /// A page without items is the last.
    Empty,
    /// A page that is not full is the last. A full one holds as many items as were asked for, or this many where
    /// nothing says how many, and never more than the second number.
    Short(Option<i64>, Option<i64>),
    /// The page of this number is the last.
    LastPage(i64),
}

impl Pager {
    /// The places in the body of a reply that a walk looks at.
    pub(super) fn places(&self) -> impl Iterator<Item = &'static [Step]> {
        let ends = self.ends.iter().filter_map(|end| match *end {
            PagerEnd::TotalItems(path) | PagerEnd::TotalPages(path) | PagerEnd::HasMore(path) => {
                Some(path)
            }
            PagerEnd::Empty | PagerEnd::Short(..) | PagerEnd::LastPage(_) => None,
        });
        let take = match self.turn {
            Turn::Cursor { take, .. } | Turn::Url { take, .. } => Some(take),
            Turn::Page { .. } | Turn::Offset(_) => None,
        };
        ends.chain(match take {
            Some(Take::Reply(Source::Body(path))) => Some(path),
            _ => None,
        })
    }

    /// Whether each page says how the next one is asked for.
    pub(super) fn is_led(&self) -> bool {
        matches!(self.turn, Turn::Cursor { .. } | Turn::Url { .. })
    }
}
