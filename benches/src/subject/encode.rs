//! A record of 40 fields comes in, a body of JSON goes out.

use std::hint::black_box;

use super::{Subject, ours};
use crate::page;

/// Trunkline, and its peer.
pub(super) const SUBJECTS: &[Subject] = &[
    Subject::single("encode-json/trunkline", ours),
    #[cfg(feature = "peers")]
    Subject::single("encode-json/serde_json", serde),
];

fn ours() -> Box<dyn FnMut()> {
    let json = serde_json::to_string(&page::user(7)).expect("serde writes the record");
    let user = ours::User::from_json(&json).expect("trunkline reads the record");
    Box::new(move || {
        black_box(black_box(&user).to_json().expect("trunkline writes it"));
    })
}

#[cfg(feature = "peers")]
fn serde() -> Box<dyn FnMut()> {
    let user = page::user(7);
    Box::new(move || {
        black_box(serde_json::to_string(black_box(&user)).expect("serde_json writes it"));
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_write_the_same() {
        for i in 0..100 {
            let theirs = serde_json::to_string(&page::user(i)).unwrap();
            let ours = ours::User::from_json(&theirs).unwrap().to_json().unwrap();
            assert_eq!(ours, theirs);
        }
    }
}
