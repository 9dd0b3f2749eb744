//! A page in, what asks for the next one out: a cursor or a URL that the page gives.

use bytes::Bytes;
use http::Response;

use super::endpoint::{Source, Step};
use super::ends::number;
use super::marks::Marks;
use super::outcome::header;
use super::paging::{Take, Target, Turn};
use super::scan::Seen;
use super::seek::seek;
use super::{link, location};
use crate::error::{MAX_LEAD, PageFault};
use crate::json::{JsonReader, to_text};
use crate::shape::{Kind, Reader, Row};

/// What a page is asked for by.
#[derive(Clone, PartialEq)]
pub(super) enum Lead {
    /// Nothing: it is the first.
    First,
    /// A number: of the page, or of the items before it.
    Number(i64),
    /// A cursor or a URL.
    Text(String),
}

impl Lead {
    /// As a text that can be kept.
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Self::First => None,
            Self::Number(number) => Some(number.to_string()),
            Self::Text(text) => Some(text.clone()),
        }
    }

    /// The page for a person, without what only the vendor and the caller shall know.
    pub(super) fn shown(&self, turn: &Turn) -> String {
        match (self, turn) {
            (Self::First, _) => "the first page".to_owned(),
            (Self::Number(number), Turn::Offset(_)) => format!("the page at offset {number}"),
            (Self::Number(number), _) => format!("page {number}"),
            (Self::Text(text), turn) => {
                format!("the page at a {} of {} bytes", noun(turn), text.len())
            }
        }
    }
}

/// What leads from page to page.
pub(super) fn noun(turn: &Turn) -> &'static str {
    match turn {
        Turn::Page { .. } => "number",
        Turn::Offset(_) => "offset",
        Turn::Cursor { .. } => "cursor",
        Turn::Url { .. } => "URL",
    }
}

/// Where the number or the cursor of a page is sent.
pub(super) fn target(turn: &Turn) -> Option<Target> {
    match *turn {
        Turn::Page { to, .. } | Turn::Offset(to) | Turn::Cursor { to, .. } => Some(to),
        Turn::Url { .. } => None,
    }
}

/// What a page with these items says of the next one; nothing where it is the last.
pub(super) fn take(
    turn: &Turn,
    marks: &Marks,
    reply: &Response<Bytes>,
    items: &dyn Row,
) -> Result<Option<String>, PageFault> {
    let (Turn::Cursor { take, .. } | Turn::Url { take, .. }) = *turn else {
        return Ok(None);
    };
    let seen = match take {
        Take::Reply(Source::Body(path)) => marks.at(path).cloned(),
        Take::Reply(Source::Header(name)) => header(reply.headers(), name).map(Seen::Text),
        Take::Reply(Source::Location(goal, index)) => {
            location::param(reply.headers(), goal, index).map(Seen::Text)
        }
        Take::LastItem(path) => inside_last(items, path),
        Take::NextLink => link::next(reply.headers()).map(Seen::Text),
    };
    let what = noun(turn);
    let text = match seen {
        None | Some(Seen::Null | Seen::Bool(false)) => return Ok(None),
        Some(Seen::Bool(true) | Seen::Whole) => return Err(PageFault::NoText(what)),
        Some(Seen::Number(text) | Seen::Text(text)) => text,
    };
    match text.len() {
        _ if text.trim_ascii().is_empty() => Ok(None),
        long if long > MAX_LEAD => Err(PageFault::Long(what, long)),
        _ => Ok(Some(text)),
    }
}

/// What stands at a path in the last item, as JSON has it.
fn inside_last(items: &dyn Row, path: &[Step]) -> Option<Seen> {
    let last = items.get(items.len().checked_sub(1)?)?;
    let item = to_text(last).ok()?;
    let mut reader = JsonReader::new(item.as_bytes()).ok()?;
    if !seek(&mut reader, path).ok()? {
        return None;
    }
    Some(match reader.peek().ok()? {
        Kind::Null => Seen::Null,
        Kind::Bool => Seen::Bool(reader.bool().ok()?),
        Kind::Number => Seen::Number(reader.number().ok()?.to_owned()),
        Kind::Text => Seen::Text(reader.text().ok()?.to_owned()),
        Kind::List | Kind::Record => Seen::Whole,
    })
}

/// The number that a caller gave.
pub(super) fn given(text: &str) -> Option<i64> {
    number(&Seen::Text(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Json;

    const CURSOR: Turn = Turn::Cursor {
        to: Target::Param(0),
        take: Take::LastItem(&[Step::Key("id")]),
    };

    /// What the last item of a page says of the next page.
    fn led(item: &str) -> Result<Option<String>, PageFault> {
        let reply = Response::new(Bytes::new());
        let items: Vec<Json> = vec![item.parse().expect("it is JSON")];
        take(&CURSOR, &Marks::default(), &reply, &items)
    }

    #[test]
    fn what_leads_on_is_a_text_or_a_number_of_some_length() {
        for (item, wanted) in [
            (r#"{"id": "b"}"#, Some("b")),
            (r#"{"id": 7}"#, Some("7")),
            (r#"{"id": null}"#, None),
            (r#"{"id": false}"#, None),
            (r#"{"id": " "}"#, None),
            (r#"{"no": 1}"#, None),
        ] {
            assert_eq!(
                led(item).as_ref().map(Option::as_deref),
                Ok(wanted),
                "{item}"
            );
        }
        for item in [r#"{"id": true}"#, r#"{"id": {"a": 1}}"#, r#"{"id": []}"#] {
            assert_eq!(led(item), Err(PageFault::NoText("cursor")), "{item}");
        }
        let long = format!(r#"{{"id": "{}"}}"#, "c".repeat(MAX_LEAD + 1));
        assert_eq!(led(&long), Err(PageFault::Long("cursor", MAX_LEAD + 1)));
    }
}
