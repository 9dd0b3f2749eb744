//! Why a walk over pages cannot go on: what a page says of the next one, or that it says the same again.

use std::fmt;

/// What is wrong with a page, or with what it says of the next one. It shows no cursor and no path, which may hold
/// what only the vendor and the caller shall know.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PageFault {
    /// The page, for a person, has the same items as an earlier one.
    Repeated(String),
    /// The cursor or the URL of the next page was that of an earlier one.
    Led(&'static str),
    /// The cursor or the URL has so many bytes.
    Long(&'static str, usize),
    /// Where the cursor or the URL is to stand, there is no text.
    NoText(&'static str),
    /// The URL of the next page does this, which makes it none.
    BadUrl(&'static str),
    /// The next page is to be asked of this origin.
    OtherOrigin(String),
    /// So many pages in a row have no items.
    Empty(usize),
    /// So many pages were seen, and another one follows.
    Many(usize),
}

/// How many bytes what leads to the next page may have.
pub(crate) const MAX_LEAD: usize = 8 * 1024;

impl fmt::Display for PageFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repeated(page) => write!(f, "{page} is the same as an earlier one"),
            Self::Led(what) => write!(f, "the {what} of the next page leads to an earlier one"),
            Self::Long(what, bytes) => write!(
                f,
                "the {what} of the next page has {bytes} bytes, of which {MAX_LEAD} are allowed"
            ),
            Self::NoText(what) => {
                write!(f, "the {what} of the next page is neither text nor number")
            }
            Self::BadUrl(why) => write!(f, "the URL of the next page {why}"),
            Self::OtherOrigin(origin) => write!(
                f,
                "the URL of the next page leads to `{origin}`, which the spec does not allow in `hosts`"
            ),
            Self::Empty(pages) => write!(f, "{pages} pages in a row have no items"),
            Self::Many(pages) => write!(
                f,
                "after {pages} pages another one follows, which is more than `max_pages` allows"
            ),
        }
    }
}
