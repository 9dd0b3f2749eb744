//! A page of 1,000 records of 40 fields, from the bytes of a reply to owned records.

use super::pair::{Pair, Unit};
use crate::table::{Cx, Row, Target};

pub(super) fn rows(cx: &Cx) -> Vec<Row> {
    use Target::{AtMost, Reported};
    use Unit::{Allocations, Instructions, Microseconds};
    let slice = json("decode-json/serde_json from_slice");
    let text = json("decode-json/serde_json from_str");
    let sonic = json("decode-json/sonic-rs");
    let xml = Pair {
        axis: "decode",
        work: "1,000 records of 40 fields from a page of XML",
        ours: "decode-xml/trunkline",
        peer: "decode-xml/quick-xml serde",
        item: "record",
    };
    vec![
        slice.row(cx, Instructions, AtMost(0.67)),
        text.row(cx, Instructions, AtMost(0.9)),
        sonic.row(cx, Instructions, Reported),
        slice.row(cx, Allocations, AtMost(1.0)),
        slice.row(cx, Microseconds, Reported),
        text.row(cx, Microseconds, Reported),
        sonic.row(cx, Microseconds, Reported),
        // One and a half times the speed.
        xml.row(cx, Instructions, AtMost(0.67)),
        xml.row(cx, Allocations, Reported),
        xml.row(cx, Microseconds, Reported),
    ]
}

fn json(peer: &'static str) -> Pair {
    Pair {
        axis: "decode",
        work: "1,000 records of 40 fields from a page of JSON",
        ours: "decode-json/trunkline",
        peer,
        item: "record",
    }
}
