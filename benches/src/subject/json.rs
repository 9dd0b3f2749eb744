//! A page of JSON comes in as the bytes of a reply, owned records go out.

use std::hint::black_box;

use super::{Subject, ours};
use crate::page::{self, RECORDS};

/// Trunkline, and its peers.
pub(super) const SUBJECTS: &[Subject] = &[
    subject("decode-json/trunkline", ours),
    #[cfg(feature = "peers")]
    subject("decode-json/serde_json from_slice", from_slice),
    #[cfg(feature = "peers")]
    subject("decode-json/serde_json from_str", from_str),
    #[cfg(feature = "peers")]
    subject("decode-json/sonic-rs", sonic),
];

const fn subject(name: &'static str, prepare: fn() -> Box<dyn FnMut()>) -> Subject {
    Subject {
        name,
        items: RECORDS as u32,
        goes: 1,
        prepare,
    }
}

fn body() -> Vec<u8> {
    serde_json::to_vec(&page::page()).expect("serde writes the page")
}

fn ours() -> Box<dyn FnMut()> {
    let body = body();
    Box::new(move || {
        let page = trunkline::json::from_slice::<ours::Page>(black_box(&body));
        black_box(page.expect("trunkline reads the page"));
    })
}

#[cfg(feature = "peers")]
fn from_slice() -> Box<dyn FnMut()> {
    let body = body();
    Box::new(move || {
        let page = serde_json::from_slice::<page::Page>(black_box(&body));
        black_box(page.expect("serde_json reads the page"));
    })
}

#[cfg(feature = "peers")]
fn from_str() -> Box<dyn FnMut()> {
    let body = String::from_utf8(body()).expect("JSON is UTF-8");
    Box::new(move || {
        let page = serde_json::from_str::<page::Page>(black_box(&body));
        black_box(page.expect("serde_json reads the page"));
    })
}

#[cfg(feature = "peers")]
fn sonic() -> Box<dyn FnMut()> {
    let body = body();
    Box::new(move || {
        let page = sonic_rs::from_slice::<page::Page>(black_box(&body));
        black_box(page.expect("sonic-rs reads the page"));
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_read_the_same_values() {
        let body = body();
        let theirs: page::Page = serde_json::from_slice(&body).unwrap();
        let ours: ours::Page = trunkline::json::from_slice(&body).unwrap();
        assert_eq!(
            serde_json::to_value(&theirs).unwrap(),
            serde_json::from_str::<serde_json::Value>(&ours.to_json().unwrap()).unwrap(),
        );
    }
}
