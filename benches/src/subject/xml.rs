//! The page in XML comes in as the bytes of a reply, owned records go out.

use std::hint::black_box;

use super::{Subject, ours};
#[cfg(feature = "peers")]
use crate::page::xml;
use crate::page::{self, RECORDS};

/// Trunkline, and its peer.
pub(super) const SUBJECTS: &[Subject] = &[
    subject("decode-xml/trunkline", ours),
    #[cfg(feature = "peers")]
    subject("decode-xml/quick-xml serde", quick_xml),
];

const fn subject(name: &'static str, prepare: fn() -> Box<dyn FnMut()>) -> Subject {
    Subject {
        name,
        items: RECORDS as u32,
        goes: 1,
        prepare,
    }
}

/// The page as trunkline writes it: null is `nil="true"`, a list has an element for each item.
fn body() -> String {
    let json = serde_json::to_string(&page::page()).expect("serde writes the page");
    let page = ours::Page::from_json(&json).expect("trunkline reads the page");
    page.to_xml().expect("trunkline writes the page")
}

fn ours() -> Box<dyn FnMut()> {
    let body = body();
    Box::new(move || {
        let page = trunkline::xml::from_slice::<ours::Page>(black_box(body.as_bytes()));
        black_box(page.expect("trunkline reads the page"));
    })
}

/// As from a slice: the text is not known to be UTF-8.
#[cfg(feature = "peers")]
fn quick_xml() -> Box<dyn FnMut()> {
    let body = body();
    Box::new(move || {
        let text = std::str::from_utf8(black_box(body.as_bytes())).expect("XML is UTF-8");
        let page = quick_xml::de::from_str::<xml::Page>(text);
        black_box(page.expect("quick-xml reads the page"));
    })
}

#[cfg(all(test, feature = "peers"))]
mod tests {
    use super::*;

    #[test]
    fn both_sides_read_the_same_values() {
        let body = body();
        let theirs: xml::Page = quick_xml::de::from_str(&body).unwrap();
        let ours = ours::Page::from_xml(&body).unwrap();
        assert_eq!(
            serde_json::to_value(theirs.into_page()).unwrap(),
            serde_json::from_str::<serde_json::Value>(&ours.to_json().unwrap()).unwrap(),
        );
    }
}
