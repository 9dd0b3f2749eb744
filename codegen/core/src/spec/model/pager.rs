//! Pagers as they are written.

use super::Text;
use crate::source::{Span, Spanned};
use crate::spec::path::Path;

/// An entry of `pagers:`.
#[derive(Debug, Clone)]
pub struct Pager {
    /// Its name.
    pub name: Text,
    /// By what a page is asked for.
    pub turn: Turn,
    /// `send: {size: …}`.
    pub size: Option<PageSize>,
    /// `end:`, at its map.
    pub end: Option<Spanned<Vec<PagerEnd>>>,
    /// `items:`.
    pub items: Option<Path>,
}

/// By what a page is asked for. What was wrong is absent.
#[derive(Debug, Clone)]
pub enum Turn {
    /// `page:`.
    Page {
        /// `send: {page: …}`.
        to: Option<Path>,
        /// `first:`; 1 where nothing is said.
        first: Option<Spanned<i64>>,
    },
    /// `offset:`.
    Offset {
        /// `send: {offset: …}`.
        to: Option<Path>,
    },
    /// `cursor:`.
    Cursor {
        /// `send: {cursor: …}`.
        to: Option<Path>,
        /// `take:`.
        take: Option<Path>,
    },
    /// `next_url:`.
    NextUrl {
        /// `take:`.
        take: Option<Path>,
        /// `hosts:`.
        hosts: Vec<Text>,
    },
    /// `link_header:`.
    LinkHeader {
        /// `hosts:`.
        hosts: Vec<Text>,
    },
}

impl Turn {
    /// The key that says it.
    pub fn word(&self) -> &'static str {
        match self {
            Turn::Page { .. } => "page",
            Turn::Offset { .. } => "offset",
            Turn::Cursor { .. } => "cursor",
            Turn::NextUrl { .. } => "next_url",
            Turn::LinkHeader { .. } => "link_header",
        }
    }

    /// Where the number or the cursor is sent.
    pub fn to(&self) -> Option<&Path> {
        match self {
            Turn::Page { to, .. } | Turn::Offset { to } | Turn::Cursor { to, .. } => to.as_ref(),
            Turn::NextUrl { .. } | Turn::LinkHeader { .. } => None,
        }
    }

    /// Where the cursor or the URL comes from.
    pub fn take(&self) -> Option<&Path> {
        match self {
            Turn::Cursor { take, .. } | Turn::NextUrl { take, .. } => take.as_ref(),
            Turn::Page { .. } | Turn::Offset { .. } | Turn::LinkHeader { .. } => None,
        }
    }

    /// Other hosts that a URL may lead to.
    pub fn hosts(&self) -> &[Text] {
        match self {
            Turn::NextUrl { hosts, .. } | Turn::LinkHeader { hosts } => hosts,
            Turn::Page { .. } | Turn::Offset { .. } | Turn::Cursor { .. } => &[],
        }
    }
}

/// The size of a page: `query.per_page` or `{to: query.per_page, send: 100, default: 30, max: 200}`.
#[derive(Debug, Clone)]
pub struct PageSize {
    /// Where it is sent.
    pub to: Path,
    /// What is sent unless the caller sets another.
    pub send: Option<Spanned<i64>>,
    /// What the vendor assumes.
    pub default: Option<Spanned<i64>>,
    /// The largest that the vendor takes.
    pub max: Option<Spanned<i64>>,
}

/// How the last page is known.
#[derive(Debug, Clone)]
pub enum PagerEnd {
    /// `total_items:`.
    TotalItems(Path),
    /// `total_pages:`.
    TotalPages(Path),
    /// `has_more:`.
    HasMore(Path),
    /// `empty: true`.
    Empty,
    /// `short: true`.
    Short(Span),
    /// `last_page:`.
    LastPage(Spanned<i64>),
}
