//! A page and how a vendor marks its last one in, whether this was the last out.

use super::marks::Marks;
use super::paging::PagerEnd;
use super::scan::Seen;

/// A page, as far as its place among the others is known.
pub(super) struct Standing<'m> {
    /// What the reply says.
    pub(super) marks: &'m Marks,
    /// How many items it has.
    pub(super) items: i64,
    /// How many items it was asked to have.
    pub(super) size: Option<i64>,
    /// Its number, where pages are asked for by number.
    pub(super) number: Option<i64>,
    /// How many pages are before it, where pages are asked for by number.
    pub(super) before: Option<i64>,
    /// How many items have been seen with it, or were passed over.
    pub(super) seen: i64,
}

/// Whether a page is the last by this mark. A number or a flag that is not there says nothing, and neither does a
/// number below zero, which is a vendor's word for an unknown one.
pub(super) fn is_last(end: &PagerEnd, page: &Standing<'_>) -> bool {
    let total = |path| number(page.marks.at(path)?).filter(|total| *total >= 0);
    match *end {
        PagerEnd::TotalItems(path) => total(path).is_some_and(|total| page.seen >= total),
        PagerEnd::TotalPages(path) => page
            .before
            .zip(total(path))
            .is_some_and(|(before, total)| before.saturating_add(1) >= total),
        PagerEnd::HasMore(path) => page.marks.at(path).and_then(flag) == Some(false),
        PagerEnd::Empty => page.items == 0,
        PagerEnd::Short(usual, most) => page
            .size
            .or(usual)
            .is_some_and(|size| page.items < most.map_or(size, |most| most.min(size))),
        PagerEnd::LastPage(last) => page.number.is_some_and(|number| number >= last),
    }
}

/// A number, bare or in a text.
pub(super) fn number(seen: &Seen) -> Option<i64> {
    match seen {
        Seen::Number(text) | Seen::Text(text) => text.trim().parse().ok(),
        Seen::Null | Seen::Bool(_) | Seen::Whole => None,
    }
}

/// A flag in any of the ways in which codecs write one.
fn flag(seen: &Seen) -> Option<bool> {
    match seen {
        Seen::Bool(flag) => Some(*flag),
        Seen::Number(text) | Seen::Text(text) => match text.trim() {
            "0" => Some(false),
            "1" => Some(true),
            text if text.eq_ignore_ascii_case("false") || text.eq_ignore_ascii_case("n") => {
                Some(false)
            }
            text if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("y") => {
                Some(true)
            }
            _ => None,
        },
        Seen::Null | Seen::Whole => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_the_last_by_what_it_holds_and_where_it_stands() {
        let marks = Marks::default();
        let page = |items, size, number| Standing {
            marks: &marks,
            items,
            size,
            number,
            before: None,
            seen: items,
        };
        for (end, page, wanted) in [
            (PagerEnd::Empty, page(0, None, None), true),
            (PagerEnd::Empty, page(1, None, None), false),
            (PagerEnd::Short(Some(4), None), page(3, None, None), true),
            (PagerEnd::Short(Some(4), None), page(4, None, None), false),
            (PagerEnd::Short(Some(4), None), page(4, Some(5), None), true),
            (
                PagerEnd::Short(None, Some(4)),
                page(4, Some(9), None),
                false,
            ),
            (PagerEnd::Short(None, None), page(0, None, None), false),
            (PagerEnd::LastPage(2), page(1, None, Some(1)), false),
            (PagerEnd::LastPage(2), page(1, None, Some(2)), true),
            (PagerEnd::TotalItems(&[]), page(1, None, None), false),
        ] {
            assert_eq!(is_last(&end, &page), wanted, "{end:?}");
        }
    }
}
